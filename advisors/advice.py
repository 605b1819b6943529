"""Whole-design advice: all decisions on one workload, and the figures of the design as a whole."""

from collections.abc import Callable, Mapping
from math import log

from advisors.base import base_of
from advisors.criteria import LOCATION, MARKET
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
        FactError: An override names no fact.
        InputError: An override has the wrong unit, or a number is beyond physics.
    """
    own = facts_with(design, facts)
    desk = desk_of(design, own)
    decisions = tuple(advisor(desk) for advisor in ADVISORS)
    totals = _totals(desk)
    return Advice(
        design_digest=digest(design),
        data_version=own.version,
        decisions=decisions,
        totals=totals,
        assumptions=_assumptions(desk, totals),
        carbon_figure=MARKET if desk.workload.market_based else LOCATION,
        pareto=pareto_options(desk),
        smallest=smallest_option(desk),
    )


def desk_of(design: Design, facts: Facts) -> Desk:
    """The desk for a design; facts must hold its overrides already."""
    return Desk(workload_from(design, facts), base_of(facts))


def _totals(desk: Desk) -> Mapping[str, Figure]:
    measured = recommended(desk)
    if measured is None:
        return all_withheld("No design passes the filters; the decisions say what would.")
    return dict(measured.outcome.figures)


def _assumptions(desk: Desk, totals: Mapping[str, Figure]) -> tuple[str, ...]:
    """Questions answered by a default, those that move the carbon of the design most first.

    Influence is the width of the default's range on a logarithmic scale, for what stands under
    the carbon figure; the others follow in the order of the questions.
    """
    leaves = {leaf.name: leaf for leaf in totals["carbon_location_kg_per_year"].leaves()}

    def width(name: str) -> float:
        leaf = leaves.get(name)
        return log(leaf.high / leaf.low) if leaf is not None and leaf.low > 0 else 0.0

    names = [item.question for item in desk.workload.assumptions]
    return tuple(sorted(names, key=lambda name: -width(name)))


__all__ = ["advice_as_dict", "advise", "desk_of"]
