"""From which volume on one option has less of a figure than another: found by trying."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import exp, log

from advisors.design import Design
from advisors.design_changes import changed
from advisors.errors import AdvisorError
from advisors.format import exact, value_and_range
from advisors.options import Advice, Decision, Option
from advisors.record.labels import Labels
from estimators.errors import EstimatorError
from estimators.figure import Figure
from tui.inquiry.aliases import FIGURES
from tui.inquiry.digits import plainly_written
from tui.inquiry.page import CORE, Page, decision_of, find
from tui.inquiry.readings import Reading
from tui.inquiry.tell_options import side_of

FACTORS = (3.0, 10.0, 30.0, 100.0)
"""Factors by which the volume is tried, upwards and downwards, the nearest first."""
CLOSER = 3
"""Steps by which the volume at which the two are level is closed in on."""
_KEY = "requests_per_day"
_OPEN = "hosting=any"


@dataclass(frozen=True)
class Tried:
    """The two options at one volume.

    Attributes:
        volume: Requests a day.
        mine: Figure of the option that is asked about.
        theirs: Figure of the other.
    """

    volume: float
    mine: Figure
    theirs: Figure

    @property
    def gap(self) -> float:
        """Logarithm of the one over the other; below 0 where the first has less."""
        return log((self.mine.value or 1.0) / (self.theirs.value or 1.0))


@dataclass(frozen=True)
class Pair:
    """Two options of one decision, tried at other volumes.

    Attributes:
        design: As it is.
        advise: Advises on another one.
        changes: Made to all of them, so that both options are in.
        decision: They belong to.
        one: Id of the option that is asked about.
        other: Id of the other one.
        name: Of the figure that is compared.
    """

    design: Design
    advise: Callable[[Design], Advice]
    changes: tuple[str, ...]
    decision: str
    one: str
    other: str
    name: str

    def at(self, volume: float) -> Tried | None:
        """Both at a volume; None where one of them has no figure there."""
        to = (*self.changes, f"{_KEY}={plainly_written(volume)}")
        try:
            decision = decision_of(self.advise(changed(self.design, to)), self.decision)
        except (AdvisorError, EstimatorError):
            return None
        items = [find(decision, key) if decision else None for key in (self.one, self.other)]
        figures = [item.figures.get(self.name) for item in items if isinstance(item, Option)]
        held = [item for item in figures if item is not None and item.value]
        return Tried(volume, held[0], held[1]) if len(held) == len(items) else None

    def crossing(self, now: Tried, factors: Sequence[float]) -> tuple[Tried, Tried] | None:
        """Two volumes between which the order turns; None where it does not."""
        inner = now
        for factor in factors:
            outer = self.at(now.volume * factor)
            if outer is None:
                continue
            if (outer.gap < 0.0) != (now.gap < 0.0):
                return self._closer(inner, outer)
            inner = outer
        return None

    def _closer(self, inner: Tried, outer: Tried) -> tuple[Tried, Tried]:
        for _ in range(CLOSER):
            part = min(max(inner.gap / (inner.gap - outer.gap), 0.2), 0.8)
            step = log(outer.volume / inner.volume) * part
            middle = self.at(float(f"{inner.volume * exp(step):.2g}"))
            if middle is None or middle.volume in {inner.volume, outer.volume}:
                break
            if (middle.gap < 0.0) == (outer.gap < 0.0):
                outer = middle
            else:
                inner = middle
        return inner, outer


def by_volume(
    page: Page,
    design: Design,
    advice: Advice,
    reading: Reading,
    advise: Callable[[Design], Advice],
) -> str:
    """From which volume on an option has less of a figure; returns its id.

    Args:
        page: Written to.
        design: As it is.
        advice: On it.
        reading: What is named, and the figure.
        advise: Advises on a changed design.
    """
    decision = decision_of(advice, reading.decision)
    if decision is None:
        return ""
    changes = (_OPEN,) if _shut(decision, reading) else ()
    opened = decision_of(advise(changed(design, changes)) if changes else advice, decision.id)
    ranked = opened or decision
    one, other = _two(ranked, reading)
    name = FIGURES[reading.metrics[0]][0]
    pair = Pair(design, advise, changes, decision.id, one, other, name)
    volume = _volume_of(advice)
    now = pair.at(volume) if volume and one != other else None
    labels = _label(ranked, one), _label(ranked, other)
    if now is None:
        page.unanswered = True
        page.say(f"{labels[0]} has no figure to hold against {labels[1]} at any volume here.")
    else:
        _tried(page, pair, now, labels)
        page.section("How it was found", (_how(changes),))
    page.section("What the decision itself names", decision.flips)
    if now is not None:
        _beside(page, ranked, one, other)
        page.support(decision.cards)
    return one


def _shut(decision: Decision, reading: Reading) -> bool:
    """Whether the answer on hosting shuts what is asked about."""
    asked = [item.ids for item in reading.named if item.decision == decision.id]
    passed = {item.id for item in decision.options}
    return decision.id == "hosting" and any(not passed.intersection(ids) for ids in asked)


def _tried(page: Page, pair: Pair, now: Tried, labels: tuple[str, str]) -> None:
    """Where the order turns, and both options at the volumes that were tried there."""
    what = Labels(page.facts).of(pair.name)
    found = [(way, pair.crossing(now, way)) for way in (FACTORS, [1.0 / x for x in FACTORS])]
    turns = [(way is FACTORS, ends) for way, ends in found if ends is not None]
    for line in _lead(now, turns, labels, what):
        page.say(line)
    tried = sorted((now, *(end for _, ends in turns for end in ends)), key=lambda x: x.volume)
    for item in tried:
        at = f"{plainly_written(item.volume)}/{pair.name}"
        page.figures |= {f"{pair.one}/{at}": item.mine, f"{pair.other}/{at}": item.theirs}
    page.section(
        f"{what} by requests a day",
        (f"{exact(x.volume, 2)}: {labels[0]} {value_and_range(x.mine)}; {labels[1]} "
         f"{value_and_range(x.theirs)}" for x in tried),
    )  # fmt: skip


def _beside(page: Page, decision: Decision, one: str, other: str) -> None:
    """Both options as they stand today, where both pass."""
    mine, theirs = find(decision, one), find(decision, other)
    if isinstance(mine, Option) and isinstance(theirs, Option):
        page.beside(side_of(mine), side_of(theirs), CORE)


def _lead(
    now: Tried,
    turns: Sequence[tuple[bool, tuple[Tried, Tried]]],
    labels: tuple[str, str],
    what: str,
) -> Iterator[str]:
    """The volume at which the order turns, in the first sentence, and how it stands today."""
    first, second = labels if now.gap < 0.0 else labels[::-1]
    less = "costs less" if what == "Cost" else f"has less {what[:1].lower()}{what[1:]}"
    if not turns:
        low, high = (exact(now.volume * x, 2) for x in (1.0 / FACTORS[-1], FACTORS[-1]))
        yield f"At no volume that was tried, {low} to {high} requests a day, does the order turn."
    for above, ends in turns:
        low, high = (exact(x, 2) for x in sorted(item.volume for item in ends))
        yield (
            f"{second} {less} than {first} {'above' if above else 'below'} some {low} to "
            f"{high} requests a day."
        )
    yield f"Today, at {exact(now.volume)} requests a day, {first} {less}."


def _how(changes: Sequence[str]) -> str:
    shown = ", ".join(exact(item) for item in FACTORS)
    opened = " You set who hosts it; for this the answer is 'No preference'." if changes else ""
    return (
        f"The design was advised on anew at {shown} times the volume and at that part of it, up to "
        "the first that turns the order, then closer to it; all else as answered. The ranges of "
        f"the two may overlap well beyond.{opened}"
    )


def _two(decision: Decision, reading: Reading) -> tuple[str, str]:
    """The option that is asked about and the one it is held against: the first, else the next."""
    named = [item.ids for item in reading.named if item.decision == decision.id]
    ranked = [item.id for item in decision.options]
    found = [next((key for key in ids if key in ranked), ids[0]) for ids in named if ids]
    found = list(dict.fromkeys(found))
    rest = [key for key in ranked if key not in found]
    both = (*found, *rest)
    return (both[0], both[1]) if len(both) > 1 else (both[0], both[0])


def _label(decision: Decision, key: str) -> str:
    item = find(decision, key)
    return item.label if item is not None else key


def _volume_of(advice: Advice) -> float:
    """Requests a day of the design, as its figures rest on it; 0 where none does."""
    for figure in advice.totals.values():
        for leaf in figure.leaves():
            if leaf.name == _KEY:
                return leaf.value
    return 0.0
