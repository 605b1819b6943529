"""The sentence that asks, in a question that first tells who is asking and why."""

import re

_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\s+[-–—]\s+|,\s+(?=(?:so|but|and|now|then)\b)|\.\.+\s*")
_JOINS = re.compile(
    r"^(?:so|but|and|now|then|ok|okay|well|anyway|tell me|just tell me)\b[,:]?\s*", re.IGNORECASE
)
_ASKS = (
    r"(?:what|how|which|why|where|who|when|is|isnt|isn't|are|does|do|did|would|can|could|should)"
)
_LISTED = re.compile(rf",\s+(?:and\s+)?(?={_ASKS}\b)", re.IGNORECASE)
_OPENS = re.compile(rf"^(?:and |so |but |ok )*{_ASKS}\b", re.IGNORECASE)
_BEFORE = re.compile(r"^.*?:\s+(?=\w)", re.DOTALL)
LEAST = 2
"""Words that a sentence must have to ask something."""
LONG = 9
"""Words from which a question of one sentence is looked into."""


def asking(question: str) -> tuple[str, ...]:
    """Sentences and clauses of a question that ask, the last first; all where none does.

    Args:
        question: As typed.

    Returns:
        Parts shorter than the whole; empty where it has but one.
    """
    if len(question.split()) < LONG and not re.search(r"[.!;:]\s", question):
        return ()
    parts = [_bare(part) for part in _SENTENCE.split(question)]
    parts = [part for part in parts if len(part.split()) >= LEAST]
    if len(parts) < LEAST:
        return ()
    parts.reverse()
    asked = [part for part in parts if part.endswith("?")]
    return tuple(dict.fromkeys(asked or parts))


def listed(question: str) -> tuple[str, ...]:
    """Questions that commas part, each with a word that asks: `what is it, what does it cost?`.

    Args:
        question: As typed.

    Returns:
        Two questions or more; empty where there is but one.
    """
    parts = [part.strip(" ,;?!.") for part in _LISTED.split(_BEFORE.sub("", question, count=1))]
    each = all(len(part.split()) > LEAST and _OPENS.match(part) for part in parts)
    return tuple(parts) if each and len(parts) > 1 else ()


def before_comma(question: str) -> str:
    """The question before a comma, where a remark follows it; empty where none does."""
    head, _, tail = question.partition(", ")
    asks = len(head.split()) > LEAST and _OPENS.match(head)
    return head if asks and len(tail.split()) >= LEAST else ""


def _bare(part: str) -> str:
    """Without the words that join it to what stands before."""
    text = part.strip(" ,;:-")
    while (short := _JOINS.sub("", text)) != text and short:
        text = short
    return text
