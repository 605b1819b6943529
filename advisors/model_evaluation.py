"""The comparison of models to run before one is committed to."""

from advisors.desk import Desk


def evaluation(desk: Desk) -> str:
    """The comparison to run before anything is committed."""
    measures = desk.workload.quality_measures
    if "reference-answers" in measures:
        return "Before committing: Bedrock Evaluations, programmatic, on your reference answers."
    if "judge-model" in measures:
        return "Before committing: Bedrock Evaluations with a judge model, checked by people."
    return "Before committing: collect some hundred reference answers and compare on them."
