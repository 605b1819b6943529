"""What a question makes of a text."""

from advisors.questions import Value, question
from advisors.validation import parse


def value(question_id: str, text: str) -> Value | None:
    """The canonical value of a typed answer."""
    return parse(question(question_id), text).value
