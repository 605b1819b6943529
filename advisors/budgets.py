"""Does a design stay within its budgets, and if not, what is closest and what would meet them?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite

from advisors.format import number
from advisors.options import Advice, Option
from estimators.figure import Figure

COST = "cost_usd_per_year"
WHOLE = "whole"
SHOWN = 5


@dataclass(frozen=True)
class Offer:
    """One option against the budgets.

    Attributes:
        decision: Decision that it belongs to; `whole` for the recommended design.
        over: Factor over each budget that is broken, by figure; empty when all hold.
    """

    decision: str
    id: str
    label: str
    figures: Mapping[str, Figure]
    over: Mapping[str, float]

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
        meeting: Single changes of it that hold all of them, the cheapest change of figures first.
        closest: The option that comes nearest when none holds them; else the first that does.
        risky: Budgets that the central value holds and the upper end of its range does not.
        ways: What would meet the budgets, one sentence each.
    """

    limits: Mapping[str, float]
    fits: bool
    recommended: Offer
    meeting: tuple[Offer, ...]
    closest: Offer | None
    risky: tuple[str, ...]
    ways: tuple[str, ...]

    @property
    def possible(self) -> bool:
        """Whether anything that was advised holds all budgets."""
        return self.fits or bool(self.meeting)


def within_budget(
    advice: Advice, kgco2e: float | None = None, usd: float | None = None
) -> BudgetReport:
    """Hold a design and every single change of it against yearly budgets.

    Args:
        advice: As advised.
        kgco2e: Most carbon a year, by the reporting method of the design; None for no limit.
        usd: Most cost a year; None for no limit.
    """
    given = {advice.carbon_figure: kgco2e, COST: usd}
    limits = {name: limit for name, limit in given.items() if limit is not None}
    whole = _offer(WHOLE, WHOLE, "The recommended design", advice.totals, limits)
    offers = [item for item in _offers(advice, limits) if _known(item, limits)]
    meeting = sorted((o for o in offers if not o.over), key=lambda o: (o.decision, o.id))
    fits = _known(whole, limits) and not whole.over
    nearest = min(offers, key=lambda o: (o.worst, o.decision, o.id), default=None)
    closest = whole if fits else (meeting[0] if meeting else nearest)
    return BudgetReport(
        limits,
        fits,
        whole,
        tuple(meeting[:SHOWN]),
        closest,
        _risky(whole, limits) if fits else (),
        () if fits else _ways(whole, meeting, nearest),
    )


def _offers(advice: Advice, limits: Mapping[str, float]) -> Iterator[Offer]:
    """Every option with figures of a whole design; each once."""
    seen = set()
    for decision in advice.decisions:
        for option in decision.options:
            if (decision.id, option.id) not in seen:
                seen.add((decision.id, option.id))
                yield _of(decision.id, option, limits)


def _of(decision: str, option: Option, limits: Mapping[str, float]) -> Offer:
    return _offer(decision, option.id, option.label, option.figures, limits)


def _offer(
    decision: str,
    name: str,
    label: str,
    figures: Mapping[str, Figure],
    limits: Mapping[str, float],
) -> Offer:
    over = {}
    for key, limit in limits.items():
        figure = figures.get(key)
        value = figure.value if figure is not None else None
        if value is not None and value > limit:
            over[key] = value / limit if limit > 0 else float("inf")
    return Offer(decision, name, label, figures, over)


def _known(offer: Offer, limits: Mapping[str, float]) -> bool:
    figures = (offer.figures.get(name) for name in limits)
    return all(figure is not None and figure.value is not None for figure in figures)


def _risky(whole: Offer, limits: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(
        name for name, limit in limits.items() if (whole.figures[name].high or 0.0) > limit
    )


def times(factor: float) -> str:
    """How many times a budget is exceeded, without an exponent; ∞ for a budget of zero."""
    return number(factor, 2) if isfinite(factor) else "∞"


def _ways(whole: Offer, meeting: list[Offer], nearest: Offer | None) -> tuple[str, ...]:
    """What would meet the budgets: a single change, less traffic, or another budget."""
    if meeting:
        return tuple(
            f"{item.label} ({item.decision} decision) would hold." for item in meeting[:SHOWN]
        )
    found = []
    if nearest is not None and nearest.over:
        factor = nearest.worst
        found.append(
            f"No single choice does. {nearest.label} ({nearest.decision} decision) is closest, at "
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
