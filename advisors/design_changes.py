"""A design with some answers changed, as `key=value`, and the answers in which two differ."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from advisors.design import Design
from advisors.errors import AnswerError
from advisors.questions import Answer, question
from advisors.questions.resolve import Presets, Resolved, resolve
from advisors.validation import parse
from advisors.validation_typed import typed
from advisors.workload_assumptions import show


def changed(design: Design, changes: Iterable[str]) -> Design:
    """The design with answers replaced; each change reads like a typed answer.

    Args:
        design: Stays as it is.
        changes: `requests_per_day=50k`, `peak_factor=?`; an empty value takes the answer back.

    Raises:
        AnswerError: A change has no `=`, its value is no answer to its question, or two change one.
        UnknownNameError: No question of that name; carries the nearest ones.
    """
    seen: set[str] = set()
    for change in changes:
        key, mark, text = change.partition("=")
        if not mark or not key.strip():
            raise AnswerError(
                key,
                f"{change!r} changes nothing",
                "a change is written as question=answer",
                "Write for example requests_per_day=50k.",
            )
        item = question(key.strip())
        if item.id in seen:
            raise AnswerError(
                item.id, f"{item.id} is changed twice", "a question has one answer", "Drop one."
            )
        seen.add(item.id)
        design = design.answered(item.id, parse(item, text) if text.strip() else None)
    return design


def differing(
    first: Design, second: Design, presets: Presets | None = None
) -> dict[str, tuple[str, str]]:
    """Questions that two designs answer otherwise, with both answers in words.

    Ranges, and what is not known or does not apply, are answers too: two of one value may differ.

    Args:
        first: One design.
        second: The other.
        presets: Token defaults by use case. With them each side says what counts where nothing is
            known, and an answer that only one of the designs is asked for is told as well.
    """
    keys = dict.fromkeys((*first.answers, *second.answers))
    stand = [resolve(item.answers, presets) for item in (first, second)] if presets else [{}, {}]
    pairs = {key: (first.answers.get(key), second.answers.get(key)) for key in keys}
    return {
        key: (_said(key, one, stand[0]), _said(key, two, stand[1]))
        for key, (one, two) in pairs.items()
        if _bare(one) != _bare(two) or (presets and _asked(key, stand[0]) != _asked(key, stand[1]))
    }


def _asked(key: str, stand: Mapping[str, Resolved]) -> bool:
    return key not in stand or stand[key].applies


def _said(key: str, answer: Answer | None, stand: Mapping[str, Resolved]) -> str:
    """An answer in words, and what counts in its place."""
    words = _worded(key, answer)
    if not _asked(key, stand):
        if answer is None:
            return "not asked"
        when = " and ".join(map(str, question(key).applies))
        return f"{words} (does not count: it is asked when {when})"
    if key in stand and (answer is None or answer.dont_know):
        return f"{words}, so {show(stand[key])} counts"
    return words


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
