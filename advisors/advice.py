"""Whole-design advice: all decisions on one workload, and the figures of the design as a whole."""

from collections.abc import Callable, Mapping

from advisors.base import base_of
from advisors.criteria import LOCATION, MARKET, Measured
from advisors.customization_choice import advise_customization
from advisors.design import Design, digest
from advisors.desk import Desk
from advisors.figures import all_withheld
from advisors.hosting import advise_hosting
from advisors.inference import advise_inference, recommended
from advisors.model_choice import advise_model
from advisors.monitoring import advise_monitoring
from advisors.need import advise_need
from advisors.options import Advice, Decision
from advisors.pareto import pareto_options, smallest_option
from advisors.region import advise_region
from advisors.serialise import advice_as_dict
from advisors.silicon import advise_silicon
from advisors.workload import facts_with, workload_from
from estimators.facts import Facts
from estimators.figure import Figure
from estimators.uncertainty import shares

Advisor = Callable[[Desk], Decision]
ADVISORS: tuple[Advisor, ...] = (
    advise_need,
    advise_hosting,
    advise_model,
    advise_customization,
    advise_silicon,
    advise_region,
    advise_inference,
    advise_monitoring,
)


def advise(design: Design, facts: Facts) -> Advice:
    """Every decision for a design, in the order in which they depend on each other.

    Args:
        design: Answers and overrides.
        facts: Facts as shipped; the design's own values are laid over them here.

    Raises:
        OverrideError: An override names no fact, or cannot be that fact's.
        InputError: An override has the wrong unit, or a number is beyond physics.
    """
    own = facts_with(design, facts)
    desk = desk_of(design, own)
    decisions = tuple(advisor(desk) for advisor in ADVISORS)
    measured = recommended(desk)
    return Advice(
        design_digest=digest(design),
        data_version=own.version,
        decisions=decisions,
        totals=_totals(measured),
        assumptions=_assumptions(desk, measured),
        carbon_figure=MARKET if desk.workload.market_based else LOCATION,
        pareto=pareto_options(desk),
        smallest=smallest_option(desk),
    )


def desk_of(design: Design, facts: Facts) -> Desk:
    """The desk for a design; facts must hold its overrides already."""
    return Desk(workload_from(design, facts), base_of(facts))


def _totals(measured: Measured | None) -> Mapping[str, Figure]:
    if measured is None:
        return all_withheld("No design passes the filters; the decisions say what would.")
    return dict(measured.outcome.figures)


def _assumptions(desk: Desk, measured: Measured | None) -> tuple[str, ...]:
    """Questions answered by a default, those that move the carbon of the design most first.

    What is under it without moving it follows, then the others in the order of the questions.
    """
    names = tuple(item.question for item in desk.workload.assumptions)
    draws = measured.outcome.draws.get(LOCATION) if measured is not None else None
    if measured is None or draws is None:
        return names
    leaves = tuple(measured.outcome.figures[LOCATION].leaves())
    under, moved = {leaf.name for leaf in leaves}, shares(leaves, draws)
    return tuple(sorted(names, key=lambda name: (-moved.get(name, 0.0), name not in under)))


__all__ = ["advice_as_dict", "advise", "desk_of"]
