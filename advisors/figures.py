"""The yearly figures of one candidate, open down to the answers and facts.

The graphs of `estimators.annual_graph` are extended by what a design adds to serving (`extras`), by
the energy of a managed call, and by the dependence of a call on its tokens (`elasticity`), so that
the range of an answered token count reaches the figures.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from advisors.elasticity import AT_TOKENS, at_tokens
from advisors.extras import Kind, extra_steps
from advisors.reasoning import WRITES, counting_hidden
from estimators.annual import (
    Demand,
    Missing,
    Policy,
    SelfHosted,
    Served,
    Site,
    annual_inputs,
)
from estimators.annual_graph import served_graph
from estimators.figure import Figure, Formula, Input
from estimators.graph import Asked, FloatArray, Graph, Ledger, Outcome, Step
from estimators.managed import managed_call_graph
from estimators.traces import Changed


@dataclass(frozen=True)
class Priced:
    """A candidate ready to be computed.

    Attributes:
        tokens: How the calls of a replica follow their tokens, see `elasticity.exponents`; empty
            for a managed call, whose graph tells it.
        call: Leaves of the energy of a managed call; empty for a replica.
        kind: What the rung adds.
        extra: Leaves of that.
        hidden: Tokens that the model writes before each answer; None where it need not reason.
        cache: Energy of a managed call over that without a prompt cache; None where it has none.
    """

    option: Served
    demand: Demand
    site: Site
    tokens: tuple[Input, ...]
    call: tuple[Input, ...]
    kind: Kind
    extra: tuple[Input, ...]
    hidden: Input | None = None
    cache: Input | None = None


def energy_with_extras(
    serving_it_kwh_per_year: FloatArray, extra_it_kwh_per_year: FloatArray
) -> FloatArray:
    """IT energy of a design [kWh/year] = serving + what the rung adds."""
    return serving_it_kwh_per_year + extra_it_kwh_per_year


ENERGY = Formula(
    "figures.energy_with_extras",
    "IT energy [kWh/year] = serving + training, index and retrieval [kWh/year]",
)


def cost_with_extras(
    serving_usd_per_year: FloatArray, extra_usd_per_year: FloatArray
) -> FloatArray:
    """Cost of a design [USD/year] = serving + what the rung adds."""
    return serving_usd_per_year + extra_usd_per_year


COST = Formula(
    "figures.cost_with_extras", "cost [USD/year] = serving + training and index [USD/year]"
)
COST_FIGURE = "cost_usd_per_year"
CACHE, FRESH = "cache_factor", "uncached_wh_per_call"


def cached_wh_per_call(uncached_wh_per_call: FloatArray, cache_factor: FloatArray) -> FloatArray:
    """IT energy of a call [Wh] = energy without a prompt cache x what the cache leaves of it."""
    return uncached_wh_per_call * cache_factor


CACHED = Formula(
    "figures.cached_wh_per_call",
    "Wh per call = Wh per call without a prompt cache × what the cache leaves of it",
)
BY_TOKENS: Mapping[str, tuple[str, str]] = {
    "wh_per_call": ("Wh", "energy"),
    "wh_per_call_single": ("Wh", "energy"),
    "replica_calls_per_s": ("calls/s", "pace"),
    "single_calls_per_s": ("calls/s", "pace"),
}
"""Leaves of a replica that follow the tokens, with unit and kind of exponent."""
UNITS: Mapping[str, str] = {
    "energy_kwh_per_year": "kWh/year",
    "carbon_location_kg_per_year": "kg CO2e/year",
    "carbon_market_kg_per_year": "kg CO2e/year",
    "water_l_per_year": "l/year",
    "cost_usd_per_year": "USD/year",
}


def outcome_of(item: Priced, ledger: Ledger) -> Outcome:
    """Figures and draws of a candidate; what it shares with earlier ones is taken from the ledger.

    Raises:
        InputError: A number that physics cannot take.
    """
    return outcomes_of([item], ledger)[0]


def outcomes_of(items: Sequence[Priced], ledger: Ledger) -> list[Outcome]:
    """As `outcome_of` for several candidates, in their order, in one pass.

    Raises:
        InputError: A number that physics cannot take.
    """
    asked = []
    for item in items:
        leaves, missing = leaves_of(item)
        graph = graph_of(item)
        withheld = {name: reason for name, reason in missing.items() if name in graph.needed}
        asked.append(Asked(graph, leaves, withheld))
    return [
        _with_date(one, found) for one, found in zip(asked, ledger.outcomes(asked), strict=True)
    ]


def _with_date(asked: Asked, found: Outcome) -> Outcome:
    """What came out, its cost with the date of the prices."""
    paid = asked.graph.under(COST_FIGURE)
    leaves = (leaf for leaf in asked.inputs if leaf.name in paid)
    cost = _dated(found.figures[COST_FIGURE], leaves)
    return replace(found, figures=Changed(found.figures, COST_FIGURE, cost))


def leaves_of(item: Priced) -> tuple[tuple[Input, ...], dict[str, str]]:
    """Leaves of a candidate's graph, and why some are missing.

    Raises:
        InputError: A number that physics cannot take.
    """
    leaves, missing = annual_inputs(item.option, item.demand, item.site)
    if isinstance(item.option, SelfHosted):
        sized = (_as_sized(leaf) if leaf.name in BY_TOKENS else leaf for leaf in leaves)
        known = {leaf.name: leaf for leaf in (*sized, *item.tokens)}
    else:
        missing.pop("managed_wh_per_call", None)
        known = {leaf.name: leaf for leaf in (*item.call, *leaves)}
    more = (*item.extra, *(leaf for leaf in (item.hidden, item.cache) if leaf is not None))
    known.update((leaf.name, leaf) for leaf in more)
    return tuple(known.values()), missing


def graph_of(item: Priced) -> Graph:
    """The yearly graph of a candidate."""
    policy = item.option.policy if isinstance(item.option, SelfHosted) else None
    return _graph(
        policy,
        item.kind,
        reasons=item.hidden is not None,
        cached=item.cache is not None,
        answered=item.demand.repeat_share is not None,
    )


def withheld(name: str, unit: str, reason: str) -> Figure:
    """A figure that evidence is missing for."""
    formula = Formula("figures.withheld", "not computed: evidence is missing")
    return Figure(name, None, None, None, unit, formula, (), withheld=reason)


def all_withheld(reason: str) -> dict[str, Figure]:
    """The five figures, none of them known."""
    return {name: withheld(name, unit, reason) for name, unit in UNITS.items()}


def computed_leaf() -> Missing:
    """In place of a leaf that the extended graph computes itself."""
    return Missing("computed by the graph")


@lru_cache(maxsize=64)
def _graph(
    policy: Policy | None,
    kind: Kind,
    *,
    reasons: bool = False,
    cached: bool = False,
    answered: bool = False,
) -> Graph:
    """Calls in front, then serving, then what the rung adds, then the footprint."""
    if policy is None:
        front = _call_steps(cached=cached)
    else:
        front = tuple(_token_step(name) for name in BY_TOKENS)
    steps: list[Step] = []
    for step in served_graph(policy, answered=answered).steps:
        if step.name == "energy_it_kwh_per_year":
            steps.append(replace(step, name="serving_it_kwh_per_year"))
            steps.extend(extra_steps(kind))
            steps.append(Step("energy_it_kwh_per_year", "kWh/year", energy_with_extras, ENERGY))
        elif step.name == "cost_usd_per_year":
            steps.append(replace(step, name="serving_usd_per_year"))
            steps.append(Step("cost_usd_per_year", "USD/year", cost_with_extras, COST))
        else:
            steps.append(step)
    if reasons:
        return Graph((WRITES, *(counting_hidden(step) for step in (*front, *steps))))
    return Graph((*front, *steps))


def _call_steps(*, cached: bool) -> tuple[Step, ...]:
    """From size and hosting to the energy of a managed call, less what a cache saves."""
    *before, call = managed_call_graph().steps
    if not cached:
        return (*before, call)
    return (
        *before,
        replace(call, name=FRESH),
        replace(call, function=cached_wh_per_call, formula=CACHED),
    )


def _token_step(name: str) -> Step:
    unit, kind = BY_TOKENS[name]
    takes = {
        "reference": f"{name}_as_sized",
        "exponent_input": f"{kind}_exponent_input",
        "exponent_output": f"{kind}_exponent_output",
    }
    return Step(name, unit, at_tokens, AT_TOKENS, takes=takes)


@lru_cache(maxsize=256)
def _as_sized(leaf: Input) -> Input:
    return replace(leaf, name=f"{leaf.name}_as_sized", stream=leaf.stream or leaf.name)


def dated(figure: Figure) -> Figure:
    """A cost with the date of its prices."""
    return _dated(figure, figure.leaves())


def _dated(figure: Figure, leaves: Iterable[Input]) -> Figure:
    """A cost with the date of the prices among its leaves."""
    dates = sorted({leaf.date for leaf in leaves if "usd" in leaf.name and leaf.date})
    return replace(figure, note=f"prices of {', '.join(dates)}") if dates else figure
