"""The yearly figures of one candidate, open down to the answers and facts.

The graphs of `estimators.annual_graph` are extended by what a design adds to serving: tuning,
retrieval, and the dependence of a call on its tokens, so that the range of an answered token count
reaches the figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from advisors.elasticity import AT_TOKENS, Tokens, at_tokens
from estimators.annual import (
    Demand,
    Managed,
    Missing,
    Policy,
    SelfHosted,
    Served,
    Site,
    annual_inputs,
)
from estimators.annual_graph import managed_graph, self_hosted_graph
from estimators.draws import latin_for
from estimators.figure import Figure, Formula, Input
from estimators.graph import FloatArray, Graph, Outcome, Step

DRAWS = 128


@dataclass(frozen=True)
class Extra:
    """What is added to serving, as leaves (see `rungs.Added`)."""

    tuning_it_kwh_per_year: Input
    tuning_usd_per_year: Input
    retrieval_it_kwh_per_year: Input
    retrieval_usd_per_year: Input


@dataclass(frozen=True)
class Priced:
    """A candidate ready to be computed."""

    option: Served
    demand: Demand
    site: Site
    tokens: Tokens
    extra: Extra


def energy_with_extras(
    serving_it_kwh_per_year: FloatArray,
    tuning_it_kwh_per_year: FloatArray,
    retrieval_it_kwh_per_year: FloatArray,
) -> FloatArray:
    """IT energy of a design [kWh/year] = serving + tuning + retrieval."""
    return serving_it_kwh_per_year + tuning_it_kwh_per_year + retrieval_it_kwh_per_year


ENERGY = Formula(
    "figures.energy_with_extras",
    "IT energy [kWh/year] = serving + tuning + retrieval [kWh/year]",
)


def cost_with_extras(
    serving_usd_per_year: FloatArray,
    tuning_usd_per_year: FloatArray,
    retrieval_usd_per_year: FloatArray,
) -> FloatArray:
    """Cost of a design [USD/year] = serving + tuning + retrieval."""
    return serving_usd_per_year + tuning_usd_per_year + retrieval_usd_per_year


COST = Formula(
    "figures.cost_with_extras", "cost [USD/year] = serving + tuning + retrieval [USD/year]"
)
BY_TOKENS = {
    "wh_per_call": ("Wh", "energy"),
    "wh_per_call_single": ("Wh", "energy"),
    "replica_calls_per_s": ("calls/s", "pace"),
    "single_calls_per_s": ("calls/s", "pace"),
    "managed_wh_per_call": ("Wh", "energy"),
}
"""Leaves of the served option that follow the tokens, with unit and kind of exponent."""


def outcome_of(item: Priced, count: int = DRAWS) -> Outcome:
    """Figures and draws of a candidate; the same candidate is computed once.

    Raises:
        InputError: A number that physics cannot take.
    """
    return _outcome(item, count)


@lru_cache(maxsize=256)
def _outcome(item: Priced, count: int) -> Outcome:
    leaves, missing = leaves_of(item)
    graph = graph_of(item.option)
    needed = {name for step in graph.steps for name in step.needs}
    withheld = {name: reason for name, reason in missing.items() if name in needed}
    found = graph.outcome(leaves, latin_for(leaves, count), withheld)
    dated = {**found.figures, "cost_usd_per_year": _dated(found.figures["cost_usd_per_year"])}
    return replace(found, figures=dated)


def leaves_of(item: Priced) -> tuple[tuple[Input, ...], dict[str, str]]:
    """Leaves of a candidate's graph, and why some are missing.

    Raises:
        InputError: A number that physics cannot take.
    """
    leaves, missing = annual_inputs(item.option, item.demand, item.site)
    named = [
        replace(leaf, name=f"{leaf.name}_as_sized", stream=leaf.stream or leaf.name)
        if leaf.name in BY_TOKENS
        else leaf
        for leaf in leaves
    ]
    shape = item.tokens
    exponents = {
        "reference_input_tokens": (shape.input_tokens, "tokens"),
        "reference_output_tokens": (shape.output_tokens, "tokens"),
        "energy_exponent_input": (shape.energy_input, "1"),
        "energy_exponent_output": (shape.energy_output, "1"),
        "pace_exponent_input": (shape.pace_input, "1"),
        "pace_exponent_output": (shape.pace_output, "1"),
    }
    known = [Input(name, v, v, v, unit, "fact") for name, (v, unit) in exponents.items()]
    return (*named, *known, *vars(item.extra).values()), missing


def graph_of(option: Served) -> Graph:
    """The yearly graph of an option with what a design adds to it."""
    return _graph(option.policy if isinstance(option, SelfHosted) else None)


@lru_cache(maxsize=64)
def _graph(policy: Policy | None) -> Graph:
    """The graph of a fleet run by a policy, or of a managed model."""
    if policy is None:
        return _extended(managed_graph(), frozenset(Managed.__dataclass_fields__))
    return _extended(self_hosted_graph(policy), frozenset(SelfHosted.__dataclass_fields__))


def with_missing_price(item: Priced, reason: str) -> Priced:
    """The same candidate with its cost withheld."""
    name = (
        "usd_per_instance_hour"
        if isinstance(item.option, SelfHosted)
        else "usd_per_million_output_tokens"
    )
    return replace(item, option=replace(item.option, **{name: Missing(reason)}))


def withheld(name: str, unit: str, reason: str) -> Figure:
    """A figure that evidence is missing for."""
    formula = Formula("figures.withheld", "not computed: evidence is missing")
    return Figure(name, None, None, None, unit, formula, (), withheld=reason)


UNITS: Mapping[str, str] = {
    "energy_kwh_per_year": "kWh/year",
    "carbon_location_kg_per_year": "kg CO2e/year",
    "carbon_market_kg_per_year": "kg CO2e/year",
    "water_l_per_year": "l/year",
    "cost_usd_per_year": "USD/year",
}


def all_withheld(reason: str) -> dict[str, Figure]:
    """The five figures, none of them known."""
    return {name: withheld(name, unit, reason) for name, unit in UNITS.items()}


def _extended(graph: Graph, leaves: frozenset[str]) -> Graph:
    """Token steps in front, tuning and retrieval where energy and cost are summed."""
    front = tuple(_token_step(name) for name in BY_TOKENS if name in leaves)
    steps: list[Step] = []
    for step in graph.steps:
        if step.name == "energy_it_kwh_per_year":
            steps.append(replace(step, name="serving_it_kwh_per_year"))
            steps.append(Step("energy_it_kwh_per_year", "kWh/year", energy_with_extras, ENERGY))
        elif step.name == "cost_usd_per_year":
            steps.append(replace(step, name="serving_usd_per_year"))
            steps.append(Step("cost_usd_per_year", "USD/year", cost_with_extras, COST))
        else:
            steps.append(step)
    return Graph((*front, *steps))


def _token_step(name: str) -> Step:
    unit, kind = BY_TOKENS[name]
    takes = {
        "reference": f"{name}_as_sized",
        "exponent_input": f"{kind}_exponent_input",
        "exponent_output": f"{kind}_exponent_output",
    }
    return Step(name, unit, at_tokens, AT_TOKENS, takes=takes)


def _dated(figure: Figure) -> Figure:
    """A cost with the date of its prices."""
    dates = sorted({leaf.date for leaf in figure.leaves() if "usd" in leaf.name and leaf.date})
    return replace(figure, note=f"prices of {', '.join(dates)}") if dates else figure
