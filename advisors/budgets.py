"""Does a design stay within its budgets, and if not, what is closest and what would meet them?"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from math import isfinite

from advisors.ai_services import SERVICES
from advisors.format import number, value
from advisors.options import Advice, Decision, Option
from advisors.ranking import in_ratio
from advisors.workload_types import UseCase
from estimators.figure import Figure

COST = "cost_usd_per_year"
WHOLE = "whole"
SHOWN = 5
BESIDE = frozenset({"monitoring"})
"""Decisions whose options are plans beside a design, with figures of their own."""
SERVED: Mapping[str, frozenset[str]] = {
    "as-designed": frozenset(),
    "serverless": frozenset(),
    "always-on": frozenset(),
    "prompt-cache": frozenset({"shared_prefix_share"}),
    "answer-cache": frozenset({"repeat_share"}),
    "both-caches": frozenset({"shared_prefix_share", "repeat_share"}),
}
"""Ways of serving that are ranked as whole designs, and the questions whose answers make them so.

The others are to be tried first, or change the service level that was asked for.
"""
WORDS: Mapping[str, str] = {
    "carbon_location_kg_per_year": "location-based carbon",
    "carbon_market_kg_per_year": "market-based carbon",
    "water_l_per_year": "water",
    COST: "cost",
}
"""Figures that an option is held against the recommended design in."""
LEAST = 0.005
"""Share by which a figure must differ to be named."""
SERVICE = "ai-service"
GIVES: Mapping[UseCase, str] = {UseCase.CLASSIFICATION: "classifier", UseCase.SEARCH: "search"}
"""Ready-made services that do what a smaller approach does, and cannot do more."""


@dataclass(frozen=True)
class Offer:
    """One whole design against the budgets.

    Attributes:
        decision: Decision that it is an option of; `whole` for the recommended design, the
            smallest that works, and those that no other beats.
        over: Factor over each budget that is broken, by figure; empty when all hold.
        against: What it costs against the recommended design, one sentence; may be empty.
    """

    decision: str
    id: str
    label: str
    figures: Mapping[str, Figure]
    over: Mapping[str, float]
    against: str = ""

    @property
    def worst(self) -> float:
        """Largest factor over a budget, 1 when all hold."""
        return max(self.over.values(), default=1.0)


@dataclass(frozen=True)
class BudgetReport:
    """What the budgets say.

    Attributes:
        limits: By figure name.
        fits: Whether the recommended design holds all of them, by central values.
        recommended: The recommended design against them.
        meeting: Whole designs beside it that hold all of them: those advised, by decision and
            name; where none of these does, one of the whole sweep.
        closest: The design that comes nearest when none holds them; else the first that does.
        risky: Budgets that the central value holds and the upper end of its range does not.
        ways: What would meet the budgets, one sentence each.
        weighed: Every whole design beside the recommended one whose limited figures are known.
        swept: Whether every design of the sweep was looked at, and not those advised alone.
    """

    limits: Mapping[str, float]
    fits: bool
    recommended: Offer
    meeting: tuple[Offer, ...]
    closest: Offer | None
    risky: tuple[str, ...]
    ways: tuple[str, ...]
    weighed: tuple[Offer, ...] = ()
    swept: bool = False

    @property
    def possible(self) -> bool:
        """Whether any whole design that was looked at holds all budgets."""
        return self.fits or bool(self.meeting)


def within_budget(
    advice: Advice, kgco2e: float | None = None, usd: float | None = None
) -> BudgetReport:
    """Hold a design, and every other whole design that was advised, against yearly budgets.

    What is no whole design never meets a budget: a monitoring plan, a technique that only a trial
    confirms, a relaxed service level. A ready-made service counts where the need decision lists it
    and its kind of answers is the one asked for.

    Args:
        advice: As advised.
        kgco2e: Most carbon a year, by the reporting method of the design; None for no limit.
        usd: Most cost a year; None for no limit.
    """
    given = {advice.carbon_figure: kgco2e, COST: usd}
    limits = {name: limit for name, limit in given.items() if limit is not None}
    whole = offer_of(WHOLE, WHOLE, "The recommended design", advice.totals, limits)
    offers = [item for item in _offers(advice, limits) if known(item, limits)]
    meeting = sorted((o for o in offers if not o.over), key=lambda o: (o.decision, o.id))
    fits = known(whole, limits) and not whole.over
    open_ones = [item for item in (whole, *offers) if known(item, limits)]
    nearest = min(open_ones, key=lambda o: (o.worst, o.decision != WHOLE), default=None)
    closest = whole if fits else (meeting[0] if meeting else nearest)
    return BudgetReport(
        limits,
        fits,
        whole,
        tuple(meeting[:SHOWN]),
        closest,
        _risky(whole, limits) if fits else (),
        () if fits else _ways(whole, meeting, nearest, limits),
        tuple(offers),
    )


def _offers(advice: Advice, limits: Mapping[str, float]) -> Iterator[Offer]:
    """Every whole design that was advised, in the order of the advice; each once."""
    for decision in advice.decisions:
        if decision.id not in BESIDE:
            for option in _designs(decision, advice.assumptions):
                yield _of(decision.id, option, limits)
    smallest = (advice.smallest,) if advice.smallest is not None else ()
    for option in (*advice.pareto, *smallest):
        yield _of(WHOLE, option, limits)


def _designs(decision: Decision, assumed: Collection[str]) -> Iterator[Option]:
    """Options of a decision that are a design to build, not a trial or a price of a promise."""
    for option in decision.options:
        if decision.id == "inference":
            ready = made_part(option.id, assumed)
        else:
            ready = option.id != SERVICE or _answers(decision, option)
        if ready:
            yield option


def made_part(way: str, assumed: Collection[str]) -> bool:
    """Whether a way of serving is part of a design: always, or by an answer that is not assumed."""
    asked = SERVED.get(way)
    return asked is not None and asked.isdisjoint(assumed)


def _answers(need: Decision, service: Option) -> bool:
    """Whether a ready-made service gives answers of the form that is asked for."""
    cannot = {item.id for item in need.exclusions if item.rule == "needs-free-text"}
    return not any(
        approach in cannot and service.label.endswith(SERVICES[use_case].name)
        for use_case, approach in GIVES.items()
    )


def _of(decision: str, option: Option, limits: Mapping[str, float]) -> Offer:
    return offer_of(decision, option.id, option.label, option.figures, limits)


def offer_of(
    decision: str,
    name: str,
    label: str,
    figures: Mapping[str, Figure],
    limits: Mapping[str, float],
) -> Offer:
    """A whole design held against the limits, by the central values of its figures."""
    over = {}
    for key, limit in limits.items():
        figure = figures.get(key)
        central = figure.value if figure is not None else None
        if central is not None and central > limit:
            over[key] = central / limit if limit > 0 else float("inf")
    return Offer(decision, name, label, figures, over)


def known(offer: Offer, limits: Mapping[str, float]) -> bool:
    """Whether every limited figure of a design is known."""
    figures = (offer.figures.get(name) for name in limits)
    return all(figure is not None and figure.value is not None for figure in figures)


def _risky(whole: Offer, limits: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(
        name for name, limit in limits.items() if (whole.figures[name].high or 0.0) > limit
    )


def times(factor: float) -> str:
    """How many times a budget is exceeded, without an exponent; ∞ for a budget of zero."""
    return number(factor, 2) if isfinite(factor) else "∞"


def _ways(
    whole: Offer, meeting: list[Offer], nearest: Offer | None, limits: Mapping[str, float]
) -> tuple[str, ...]:
    """What would meet the budgets: another whole design, less traffic, or another budget."""
    if meeting:
        return tuple(_would_hold(item, whole, limits) for item in meeting[:SHOWN])
    found = []
    if nearest is not None and nearest.over:
        factor = nearest.worst
        found.append(
            f"No whole design that was advised does. {_named(nearest)} is closest, at "
            f"{times(factor)} times the budget."
        )
        found.append(
            f"With it, about {number(100.0 / factor, 2)}% of the traffic would hold the budget, as "
            "far as energy and cost follow the requests."
        )
        if isfinite(factor):
            found.append(f"A budget {times(factor)} times as large would hold it.")
    if whole.over:
        found.append("Several choices together may: change one, advise again, and look here.")
    return tuple(found)


def _would_hold(item: Offer, whole: Offer, limits: Mapping[str, float]) -> str:
    test = ", if a test shows that it does the work" if item.id == SERVICE else ""
    amounts = ", ".join(value(item.figures[name]) for name in limits)
    beside = _beside(item, whole)
    return f"{_named(item, amounts)} would hold{test}.{beside and ' '}{beside}"


def _beside(item: Offer, whole: Offer) -> str:
    """What it costs against the recommended design, as far as both are known."""
    parts = []
    for name, word in WORDS.items():
        a, b = (of.figures[name].value if name in of.figures else None for of in (whole, item))
        if a and b and abs(b / a - 1.0) >= LEAST:
            parts.append(f"{word} {in_ratio(b / a)}")
    return f"Against the recommended design: {', '.join(parts)}." if parts else ""


def _named(item: Offer, amounts: str = "") -> str:
    where = "whole design" if item.decision == WHOLE else f"{item.decision} decision"
    return f"{item.label} ({where}{amounts and ': '}{amounts})"
