"""From a stored answer back to what a person would type, for fields and prompts."""

from advisors.questions import Answer, Question

DONT_KNOW = "don't know"


def editable(question: Question, answer: Answer | None) -> str | list[str]:
    """What stands in the field of an answered question; empty when nothing was said.

    Text for fields that are typed, a list of ids for fields with several choices. The engine reads
    the same answer back from it.
    """
    many = question.kind == "multi"
    if answer is None or answer.value is None:
        return [] if many else ""
    value = answer.value
    if isinstance(value, tuple):
        return list(value) if many else ", ".join(value)
    if isinstance(value, dict):
        return ", ".join(f"{name} {points:g}" for name, points in value.items())
    if isinstance(value, str):
        return value
    if answer.low is not None and answer.high is not None:
        return f"{value:.10g} ({answer.low:.10g} to {answer.high:.10g})"
    return f"{value:.10g}"
