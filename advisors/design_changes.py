"""A design with some answers changed, as `key=value`: the question "what if?"."""

from collections.abc import Iterable

from advisors.design import Design
from advisors.errors import AnswerError
from advisors.questions import question
from advisors.validation import parse


def changed(design: Design, changes: Iterable[str]) -> Design:
    """The design with answers replaced; each change reads like a typed answer.

    Args:
        design: Stays as it is.
        changes: `requests_per_day=50k`, `peak_factor=?`; an empty value takes the answer back.

    Raises:
        AnswerError: A change has no `=`, or its value is no answer to its question.
        UnknownNameError: No question of that name; carries the nearest ones.
    """
    for change in changes:
        key, mark, text = change.partition("=")
        if not mark:
            raise AnswerError(
                key,
                f"{change!r} changes nothing",
                "a change is written as question=answer",
                "Write for example requests_per_day=50k.",
            )
        item = question(key.strip())
        design = design.answered(item.id, parse(item, text) if text.strip() else None)
    return design
