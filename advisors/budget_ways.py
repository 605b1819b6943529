"""What would meet budgets that no design of the sweep holds: each way is searched anew first."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import ceil, floor, isfinite, log10

from advisors.base import base_of
from advisors.budget_sweep import Swept, sweep
from advisors.budgets import WHOLE, BudgetReport, Offer, times
from advisors.design import Design
from advisors.desk import Desk
from advisors.format import exact, with_unit
from advisors.options import Advice
from advisors.questions import Answer, Value
from advisors.workload import Workload, facts_with, workload_from
from advisors.workload_types import Hosting, Licences, Quality, Residency
from estimators.facts import Facts

TRAFFIC = "requests_per_day"
HALVINGS, REFINED = 7, 2
"""Searches for the traffic that holds: down to a hundredth, then between the last two."""
EASIER = {
    Quality.CRITICAL: Quality.EXPERT,
    Quality.EXPERT: Quality.BUSINESS,
    Quality.BUSINESS: Quality.DRAFT,
}
NO_SPARE_PERCENT = 90.0
"""Availability at which no fleet needs a spare replica."""
Sweeper = Callable[[Design], Swept]


@dataclass(frozen=True)
class Relaxed:
    """One answer that asks for less.

    Attributes:
        value: None takes the answer back.
        words: As `wattbrief what-if` takes it.
        unless: What has to allow it; may be empty.
    """

    question: str
    value: Value | None
    words: str
    unless: str = ""


def search_further(
    report: BudgetReport, advice: Advice, design: Design, facts: Facts
) -> BudgetReport:
    """The report with every design of the sweep looked at, where none that was advised holds.

    Args:
        report: Of the designs that were advised.
        advice: The same advice, for the figures that have a unit.
        design: Answers.
        facts: As shipped; the design's own are laid over them here.
    """
    if report.possible or not report.limits:
        return report
    own = facts_with(design, facts)
    # With its overrides, each search would derive a base of facts anew.
    plain = replace(design, overrides=())

    def swept(trial: Design) -> Swept:
        return sweep(_desk(trial, own), report.limits, nearest=False)

    desk = _desk(plain, own)
    found = sweep(desk, report.limits)
    if found.meeting is not None:
        way = f"{found.meeting.label} would hold, and keeps every requirement."
        return replace(
            report, meeting=(found.meeting,), closest=found.meeting, ways=(way,), swept=True
        )
    both = [item for item in (report.closest, found.closest) if item is not None]
    closest = min(both, key=lambda item: (item.worst, item.decision != WHOLE), default=None)
    if closest is None:
        return replace(report, swept=True)
    ways = (
        *_answers(plain, desk.workload, swept),
        *_less_traffic(plain, desk.workload, closest, swept),
        *_larger(closest, report.limits, advice),
    )
    return replace(report, closest=closest, ways=ways, swept=True)


def _desk(design: Design, facts: Facts) -> Desk:
    return Desk(workload_from(design, facts), base_of(facts))


def relaxations(w: Workload) -> Iterator[Relaxed]:
    """Answers that close designs out, each made milder; defaults and loose answers have none."""
    if w.committed_model:
        yield Relaxed("committed_model", None, "committed_model=", "if no contract binds you to it")
    if w.hosting is not Hosting.ANY:
        yield _to("hosting", Hosting.ANY.value)
    if w.residency is not Residency.ANYWHERE:
        yield _to("residency", Residency.ANYWHERE.value, "if law and contracts allow it")
    if w.allowed_regions:
        yield Relaxed("allowed_regions", None, "allowed_regions=", "if your rules allow others")
    if w.licences is not Licences.ANY:
        yield _to("licences", Licences.ANY.value)
    if w.quality in EASIER:
        yield _to("quality", EASIER[w.quality].value, "if that is good enough")
    if w.async_share.value < 1.0:
        yield _to("ttft_ms", 2.0 * w.ttft_ms.value)
        yield _to("inter_token_ms", 2.0 * w.inter_token_ms.value)
        yield _to("async_share", 100.0)
    if w.availability.value * 100.0 > NO_SPARE_PERCENT:
        yield _to("availability", NO_SPARE_PERCENT)


def _to(question: str, value: str | float, unless: str = "") -> Relaxed:
    shown = value if isinstance(value, str) else f"{value:.12g}"
    return Relaxed(question, value, f"{question}={shown}", unless)


def relaxed(design: Design, items: tuple[Relaxed, ...]) -> Design:
    """The design with milder answers."""
    for item in items:
        answer = None if item.value is None else Answer(item.value)
        design = design.answered(item.question, answer)
    return design


def _answers(design: Design, w: Workload, swept: Sweeper) -> Iterator[str]:
    """Each milder answer with which some design holds; all of them together where none does."""
    items = tuple(relaxations(w))
    together = swept(relaxed(design, items)).meeting if items else None
    words = " ".join(item.words for item in items)
    if together is None:
        if items:
            yield f"Milder answers would not, not even all together: {words}."
        return
    alone = [(item, swept(relaxed(design, (item,))).meeting) for item in items]
    held = [(item, offer) for item, offer in alone if offer is not None]
    yield from (
        f"With {item.words}{item.unless and ', '}{item.unless}: {offer.label} would hold."
        for item, offer in held
    )
    if not held:
        yield f"No milder answer does alone. All together, {words}: {together.label} would hold."


def _less_traffic(design: Design, w: Workload, closest: Offer, swept: Sweeper) -> Iterator[str]:
    """How much traffic holds, as far as the search finds it."""
    today = w.requests_per_day.value

    def holds(requests: float) -> Offer | None:
        # The spread of the volume is left out: budgets are held by central values.
        return swept(design.answered(TRAFFIC, Answer(requests))).meeting

    tried = _rounded(today / closest.worst, floor) if isfinite(closest.worst) else 0.0
    above, offer = today, None
    for _ in range(HALVINGS):
        offer = holds(tried) if tried > 0 else None
        if offer is not None or tried <= 0:
            break
        above, tried = tried, _rounded(tried / 2.0, floor)
    if offer is None:
        if isfinite(closest.worst):
            yield f"Not even {exact(above)} requests a day would: what is always on takes more."
        return
    for _ in range(REFINED if above < today else 0):
        more = _rounded((tried + above) / 2.0, floor)
        better = holds(more) if more > tried else None
        tried, above, offer = (more, above, better) if better else (tried, more, offer)
    yield (
        f"With {exact(tried)} requests a day instead of {exact(today)}: {offer.label} would hold."
    )


def _larger(closest: Offer, limits: Mapping[str, float], advice: Advice) -> Iterator[str]:
    """The budgets that the closest design needs."""
    needed = [
        with_unit(exact(_rounded(value, ceil)), advice.totals[name].unit)
        for name in limits
        if name in closest.over and (value := closest.figures[name].value) is not None
    ]
    if needed:
        one = len(limits) == 1 and isfinite(closest.worst)
        factor = f" ({times(closest.worst)} times as large)" if one else ""
        yield f"With a budget of {' and '.join(needed)}{factor}: {closest.label} would hold."


def _rounded(value: float, to_whole: Callable[[float], int]) -> float:
    """A number with two significant digits, on the safe side."""
    if value <= 0:
        return 0.0
    step = 10.0 ** (floor(log10(value)) - 1)
    return float(f"{to_whole(value / step) * step:.12g}")
