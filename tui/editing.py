"""From a stored answer back to what a person would type, for fields and prompts."""

from advisors.questions import Answer, Question
from advisors.validation_typed import typed

DONT_KNOW = "don't know"
NOT_APPLICABLE = "does not apply"


def editable(question: Question, answer: Answer | None) -> str | list[str]:
    """What stands in the field of an answered question; empty when nothing was said.

    Text for fields that are typed, a list of ids for fields with several choices. The engine reads
    the same answer back from it.
    """
    many = question.kind == "multi"
    if answer is None or answer.value is None:
        return [] if many else ""
    if many and isinstance(answer.value, tuple):
        return list(answer.value)
    return typed(question, answer)
