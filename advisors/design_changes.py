"""A design with some answers changed, as `key=value`, and the answers in which two differ."""

from collections.abc import Iterable
from dataclasses import replace

from advisors.design import Design
from advisors.errors import AnswerError
from advisors.questions import Answer, question
from advisors.questions.resolve import Resolved
from advisors.validation import parse
from advisors.validation_typed import typed
from advisors.workload_assumptions import show


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


def differing(first: Design, second: Design) -> dict[str, tuple[str, str]]:
    """Questions that two designs answer otherwise, with both answers in words.

    Ranges, and what is not known or does not apply, are answers too: two of one value may differ.
    """
    keys = dict.fromkeys((*first.answers, *second.answers))
    pairs = {key: (first.answers.get(key), second.answers.get(key)) for key in keys}
    return {
        key: (_worded(key, one), _worded(key, two))
        for key, (one, two) in pairs.items()
        if _bare(one) != _bare(two)
    }


def _bare(answer: Answer | None) -> Answer | None:
    """Without its remark, which no figure follows."""
    return replace(answer, note="") if answer is not None else None


def _worded(key: str, answer: Answer | None) -> str:
    if answer is None:
        return "open"
    if answer.dont_know:
        return "don't know"
    if answer.value is None:
        return typed(question(key), answer)
    given = Resolved(
        question(key),
        applies=True,
        value=answer.value,
        low=answer.low,
        high=answer.high,
        origin="answer",
    )
    return show(given)
