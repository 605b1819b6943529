"""What if an answer were another: which figures move, which decisions turn, and why."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from advisors.advice import advise
from advisors.design import Design
from advisors.design_changes import changed
from advisors.options import FIGURE_NAMES, Advice, Decision, Option
from estimators.facts import Facts
from estimators.figure import Figure

FIGURES = (*FIGURE_NAMES, "wh_per_request")
UNMOVED = 1e-9
_HELD = ("Against the best", "Equal to the best")
"""How the reason begins that holds a ranked option against the first."""
_RANKS = {2: "second best", 3: "third best", 4: "fourth best", 5: "fifth best"}


@dataclass(frozen=True)
class Moved:
    """One figure of the design as a whole, before and after.

    Attributes:
        ratio: After over before; None when one of them is withheld or zero.
    """

    name: str
    before: Figure
    after: Figure
    ratio: float | None


@dataclass(frozen=True)
class Turned:
    """One decision whose first option is another one now.

    Attributes:
        why: What became of the option that was first.
    """

    decision: str
    title: str
    before: Option | None
    after: Option | None
    why: str


@dataclass(frozen=True)
class Reworded:
    """A decision that came out the same, by other reasons.

    Attributes:
        texts: What it says now and did not say before.
    """

    decision: str
    title: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """Two designs, or one before and after a change.

    Attributes:
        before, after: Advice on each.
        moved: Figures that differ.
        turned: Decisions that came out otherwise.
        answers: Questions answered differently, with both answers as the file holds them.
        reworded: Decisions that did not turn but give other reasons. Where figures moved these
            are many, as reasons hold figures.
    """

    before: Advice
    after: Advice
    moved: tuple[Moved, ...]
    turned: tuple[Turned, ...]
    answers: Mapping[str, tuple[object, object]]
    reworded: tuple[Reworded, ...] = ()


def what_if(design: Design, changes: Iterable[str], facts: Facts) -> Difference:
    """Change answers and see what moves.

    Args:
        design: Stays as it is.
        changes: `requests_per_day=50k` and the like; an empty value takes an answer back.
        facts: Facts as shipped.

    Raises:
        AnswerError: A change has no `=`, or its value is no answer to its question.
        UnknownNameError: No question of that name.
    """
    return compare(design, changed(design, changes), facts)


def compare(first: Design, second: Design, facts: Facts) -> Difference:
    """Two designs side by side.

    Args:
        first: The one that the second is held against.
        second: The other.
        facts: Facts as shipped.
    """
    before, after = advise(first, facts), advise(second, facts)
    return Difference(
        before,
        after,
        _moved(before, after),
        _turned(before, after),
        _answers(first, second),
        _reworded(before, after),
    )


def difference_as_dict(found: Difference) -> dict[str, object]:
    """A difference as plain values for JSON."""
    return {
        "answers": {
            key: {"before": before, "after": after}
            for key, (before, after) in found.answers.items()
        },
        "figures": {
            item.name: {
                "before": item.before.value,
                "after": item.after.value,
                "ratio": item.ratio,
                "unit": item.after.unit,
            }
            for item in found.moved
        },
        "decisions": [
            {
                "id": item.decision,
                "before": item.before.id if item.before else None,
                "after": item.after.id if item.after else None,
                "why": item.why,
            }
            for item in found.turned
        ],
        "other_reasons": [
            {"id": item.decision, "texts": list(item.texts)} for item in found.reworded
        ],
    }


def _moved(before: Advice, after: Advice) -> tuple[Moved, ...]:
    found = []
    for name in FIGURES:
        a, b = before.totals.get(name), after.totals.get(name)
        if a is None or b is None:
            continue
        same = a.value == b.value and a.low == b.low and a.high == b.high
        if not same:
            ratio = b.value / a.value if a.value and b.value is not None else None
            if ratio is None or abs(ratio - 1.0) > UNMOVED or a.high != b.high:
                found.append(Moved(name, a, b, ratio))
    return tuple(found)


def _turned(before: Advice, after: Advice) -> tuple[Turned, ...]:
    found = []
    for old, new in zip(before.decisions, after.decisions, strict=True):
        first, second = old.chosen, new.chosen
        if (first and first.id) != (second and second.id):
            why = _why(old, new)
            found.append(Turned(old.id, new.title, first, second, why))
    return tuple(found)


def _reworded(before: Advice, after: Advice) -> tuple[Reworded, ...]:
    found = []
    for old, new in zip(before.decisions, after.decisions, strict=True):
        same = (old.chosen and old.chosen.id) == (new.chosen and new.chosen.id)
        said = set(_texts(old))
        texts = tuple(text for text in _texts(new) if text not in said)
        if same and texts:
            found.append(Reworded(old.id, new.title, texts))
    return tuple(found)


def _texts(decision: Decision) -> Iterator[str]:
    """What a decision says of its order and of its options."""
    for option in decision.options:
        yield from (*option.reasons, *option.notes)
    yield from (f"{item.label}: {item.reason}" for item in decision.exclusions)
    yield from (*decision.trace, *decision.flips, decision.confidence_reason)


def _why(old: Decision, new: Decision) -> str:
    """What became of the option that was first, and what speaks for the one that is."""
    was, now = old.chosen, new.chosen
    if was is None:
        return f"{now.label} fits now." if now is not None else "Nothing fits."
    fallen = next((item for item in new.exclusions if item.id == was.id), None)
    if fallen is not None:
        return f"{was.label} falls out: {fallen.reason}"
    if now is None:
        return "Nothing fits any more; the exclusions say why."
    still = next((item for item in new.options if item.id == was.id), None)
    if still is None:
        return f"{was.label} is no longer among the best. {now.reasons[0]}"
    held = next((r for r in still.reasons if r.startswith(_HELD)), "")
    number = new.options.index(still) + 1
    place = _RANKS.get(number, f"number {number} of {len(new.options)}")
    where = f"{place} now" if held else f"listed after {now.label} now"
    return " ".join(part for part in (f"{was.label} is {where}.", held, tie(new, was.id)) if part)


def tie(decision: Decision, name: str) -> str:
    """That an option behind the first cannot be told from the one before it; empty when it can."""
    if name not in decision.close:
        return ""
    second = decision.options[1].id == name
    return (
        "The two cannot be told apart." if second else "It cannot be told from the one before it."
    )


def _answers(first: Design, second: Design) -> dict[str, tuple[object, object]]:
    """Answers that differ, as their values."""
    keys = dict.fromkeys((*first.answers, *second.answers))
    found: dict[str, tuple[object, object]] = {}
    for key in keys:
        a, b = first.answers.get(key), second.answers.get(key)
        if a != b:
            found[key] = (a.value if a else None, b.value if b else None)
    return found
