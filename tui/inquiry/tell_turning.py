"""What turns the advice: a volume, an answer given otherwise, what each decision names itself."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from advisors.design import Design
from advisors.design_changes import changed
from advisors.errors import AdvisorError
from advisors.format import exact
from advisors.options import Advice, Decision
from advisors.questions import question
from advisors.workload import Workload
from estimators.errors import EstimatorError
from tui.inquiry.digits import plainly_written
from tui.inquiry.page import CORE, Page
from tui.inquiry.tell_open import by_open
from tui.inquiry.tell_options import listed
from tui.inquiry.tell_whatif import Turn, change_lines, turned
from tui.inquiry.turns_apart import BY_ANSWER, BY_VOLUME
from tui.inquiry.turns_on_open import BY_OPEN

UP, DOWN = (3.0, 10.0, 100.0), (1.0 / 3.0, 1.0 / 10.0, 1.0 / 100.0)
"""Factors by which the volume is tried, the nearest first."""
CLOSER = 2
"""Steps by which the volume that turns is closed in on."""
LIFTED = "allowed_regions="
"""A list of allowed Regions stands over the answer on residency, so both are lifted at once."""
_KEY = "requests_per_day"
_FACTORS = (10.0, 0.1)
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "hosting": ("any", "managed", "self-hosted"),
    "quality": ("draft", "expert"),
    "licences": ("any-commercial", "open-weights"),
}
"""Answers that are tried one at a time, beside residency, volume, what may wait and weights."""
_SURE = {"low": 0, "medium": 1, "high": 2}


@dataclass(frozen=True)
class Tries:
    """Advises on a design with answers changed.

    Attributes:
        design: As it is.
        advice: On it.
        advise: Advises on another one.
    """

    design: Design
    advice: Advice
    advise: Callable[[Design], Advice]

    def turns(self, *changes: str) -> Sequence[Turn] | None:
        """Decisions that turn; None where the answers are refused."""
        try:
            return turned(self.advice, self.advise(changed(self.design, changes)))
        except (AdvisorError, EstimatorError):
            return None


def tell(page: Page, tries: Tries, workload: Workload, kind: str) -> None:
    """What turns the advice, by the kind of question."""
    if kind == BY_VOLUME:
        by_volume(page, tries, workload)
    elif kind == BY_ANSWER:
        by_answer(page, tries, workload)
    elif kind == BY_OPEN:
        by_open(page, tries)
    else:
        whole(page, tries.advice.decisions)


def by_volume(page: Page, tries: Tries, workload: Workload) -> None:
    """From how many requests a day on, and below how many, a decision turns.

    Args:
        page: Written to.
        tries: The design, tried at other volumes.
        workload: How many requests come now.
    """
    now = workload.requests_per_day.value
    above, below = (_nearest(tries, now, way) for way in (UP, DOWN))
    said = [_side(now, *item, way) for item, way in ((above, UP), (below, DOWN))]
    page.say(f"At {exact(now)} requests a day the advice is as it stands. {' '.join(said)}")
    for title, found in (("What turns above it", above), ("What turns below it", below)):
        page.section(title, (_line(item) for item in found[1]))
    page.section(
        "How it was found",
        (f"The design was advised on anew at {_factors(UP)} and {_factors(DOWN)} times the volume, "
         "up to the first that turns a decision, then closer to it; all else as answered.",),
    )  # fmt: skip
    page.section("By volume, as the decisions themselves tell", _of_volume(tries.advice.decisions))
    page.show(tries.advice.totals, CORE, "In figures, at the volume answered")
    page.support(("measure-unit-of-work",))


def _nearest(tries: Tries, now: float, factors: Sequence[float]) -> "_Found":
    """Last volume that turns nothing, and the first found beyond it that does."""
    inner = now
    for factor in factors:
        outer = now * factor
        turns = _at(tries, outer)
        if turns:
            return _closer(tries, inner, outer, turns)
        if turns is not None:
            inner = outer
    return (inner, 0.0), ()


_Found = tuple[tuple[float, float], Sequence[Turn]]
"""The two volumes between which something turns, the second 0 where nothing does; what turns."""


def _closer(tries: Tries, inner: float, outer: float, turns: Sequence[Turn]) -> _Found:
    for _ in range(CLOSER):
        middle = sqrt(inner * outer)
        found = _at(tries, middle)
        if found is None:
            break
        if found:
            outer, turns = middle, found
        else:
            inner = middle
    return (inner, outer), turns


def _at(tries: Tries, volume: float) -> Sequence[Turn] | None:
    return tries.turns(f"{_KEY}={plainly_written(volume)}")


def _side(
    now: float, ends: tuple[float, float], turns: Sequence[Turn], factors: Sequence[float]
) -> str:
    """One sentence on more, or on fewer requests."""
    more = factors is UP
    inner, outer = ends
    if not turns:
        reach = f"{_times(inner / now)} ({exact(inner, 2)} a day)" if inner != now else "that"
        way, to = ("more", "up") if more else ("fewer", "down")
        return f"With {way}, nothing turns {to} to {reach}."
    titles = listed([title for title, _, _ in turns])
    between = sorted((inner, outer))
    return (
        f"{'Above' if more else 'Below'} it {titles} {'turn' if len(turns) > 1 else 'turns'}, "
        f"between {exact(between[0], 2)} and {exact(between[1], 2)} a day."
    )


def _times(factor: float) -> str:
    return f"{exact(factor, 2)} times as many"


def _factors(factors: Sequence[float]) -> str:
    return ", ".join(exact(item, 2) for item in factors)


def _line(item: Turn) -> str:
    title, old, new = item
    return (
        f"{title}: {new.label if new else 'nothing that fits'} instead of "
        f"{old.label if old else 'nothing that fits'}"
    )


def _of_volume(decisions: Sequence[Decision]) -> Iterator[str]:
    for item in decisions:
        yield from (f"{item.title}: {flip}" for flip in item.flips if flip.startswith("volume"))


def by_answer(page: Page, tries: Tries, workload: Workload) -> None:
    """Which answer, were it another one, turns most of the decisions.

    Args:
        page: Written to.
        tries: The design, tried with answers changed one at a time.
        workload: The answers as they are.
    """
    found = [(change, tries.turns(*change)) for change in _others(workload)]
    held = [(change, turns) for change, turns in found if turns is not None]
    held.sort(key=lambda item: -len(item[1]))
    of = len(tries.advice.decisions)
    if held and held[0][1]:
        change, turns = held[0]
        page.say(
            f"Of {len(held)} answers tried one at a time, “{_said(change)}” turns most: "
            f"{len(turns)} of {of} decisions ({', '.join(title for title, _, _ in turns)})."
        )
    else:
        page.say(f"None of {len(held)} answers tried one at a time turns a decision.")
    page.section(
        "What turns",
        (f"{_said(change)}: {'; '.join(map(_line, turns))}" for change, turns in held if turns),
    )
    page.section("What turns nothing", (_said(change) for change, turns in held if not turns))
    _of_each(page, tries.advice.decisions)
    page.show(tries.advice.totals, CORE, "In figures, as answered")


def _said(change: Sequence[str]) -> str:
    """The answer that is changed, under its question, as the interview words it."""
    key, _, value = change[0].partition("=")
    label = next((item.label for item in question(key).choices if item.id == value), "")
    lifted = ", and no list of allowed Regions" if LIFTED in change else ""
    return f"{question(key).text} {label}{lifted}" if label else change_lines(change)[0]


def _others(workload: Workload) -> Iterator[tuple[str, ...]]:
    """Answers that are tried instead of those given."""
    for key, choices in _CHOICES.items():
        given = getattr(workload, key).value
        yield from ((f"{key}={choice}",) for choice in choices if choice != given)
    if workload.residency.value != "anywhere" or workload.allowed_regions:
        yield ("residency=anywhere", *((LIFTED,) if workload.allowed_regions else ()))
    now = workload.requests_per_day.value
    yield from ((f"{_KEY}={plainly_written(now * factor)}",) for factor in _FACTORS)
    waits = exact(100.0 * workload.async_share.value)
    yield from ((f"async_share={share}",) for share in ("0", "100") if share != waits)
    yield from ((f"priorities={goal} 100",) for goal in ("carbon", "cost"))


def whole(page: Page, decisions: Sequence[Decision]) -> None:
    """What would turn the recommendation, the least certain decision first."""
    told = [item for item in decisions if item.flips]
    told.sort(key=lambda item: (item.clear, _SURE.get(item.confidence, 1)))
    if told:
        first = told[0]
        page.say(
            f"The least certain decision is {first.title}, certainty {first.confidence}. What "
            f"would change it: {first.flips[0]}."
        )
    else:
        page.say("No decision names what would turn it.")
    _of_each(page, decisions)
    page.section(
        "Certainty",
        (f"{item.title}: {item.confidence}. {item.confidence_reason}" for item in decisions),
    )
    for item in told:
        page.support(item.cards[:1])


def _of_each(page: Page, decisions: Sequence[Decision]) -> None:
    page.section(
        "What would change it",
        (f"{item.title}: {flip}" for item in decisions for flip in item.flips[:2]),
    )
