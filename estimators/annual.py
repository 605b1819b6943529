"""One served option over a year: the five figures, and what they are made of.

`annual_figures(option, demand, site)` gives, by name, `energy_kwh_per_year` (facility energy, PUE
applied; `energy_it_kwh_per_year` is its parent), `carbon_location_kg_per_year` and
`carbon_market_kg_per_year` (electricity plus embodied share), `water_l_per_year` and
`cost_usd_per_year`, with `wh_per_request`, `g_per_request`, `sci_g_per_request`,
`embodied_kg_per_year`, `instance_hours_per_year`, `utilization` and the rest. A figure whose
evidence is missing is withheld and says what would unlock it; the others stand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal

from estimators import checks
from estimators.annual_graph import served_graph
from estimators.difference import difference
from estimators.draws import LIVE, latin_for, sobol_for
from estimators.figure import Figure, Input
from estimators.fleet import DEFAULT_POLICY, Policy
from estimators.graph import Graph, Outcome


@dataclass(frozen=True)
class Missing:
    """In place of an input that nobody publishes: why, and what would unlock it."""

    reason: str


Leaf = Input | Missing


@dataclass(frozen=True)
class Demand:
    """What is asked of the service; the same for every option of one workload.

    Attributes:
        requests_per_day: User requests, mean over the year at the start of the horizon.
        steps_per_request: Model calls per user request.
        peak_factor: Busiest hour over mean hour.
        growth_per_year: Fraction.
        horizon_years: How long the design runs; yearly figures are means over it.
        availability: Fraction of time.
        async_share: Fraction of calls that may wait for hours.
        input_tokens, output_tokens: Per model call.
        repeat_share: Fraction of the requests that a cache answers before any model is called; None
            without such a cache.
    """

    requests_per_day: Input
    steps_per_request: Input
    peak_factor: Input
    growth_per_year: Input
    horizon_years: Input
    availability: Input
    async_share: Input
    input_tokens: Input
    output_tokens: Input
    repeat_share: Input | None = None

    @property
    def reaching_share(self) -> float:
        """Fraction of the requests that reach a model."""
        return 1.0 if self.repeat_share is None else 1.0 - self.repeat_share.value


@dataclass(frozen=True)
class Site:
    """A Region as the footprint sees it.

    Attributes:
        region: Code, which also names the random streams of its inputs.
        pue: Facility energy over IT energy.
        wue_l_per_kwh: Site water per kWh of IT energy.
        location_g_per_kwh: Grid average, lifecycle.
        market_g_per_kwh: Factor of the contracts held.
        grid_water_l_per_kwh: Water consumed by the power plants.
        price_region_factor: Price here over the price in the Region of the price list.
    """

    region: str
    pue: Leaf
    wue_l_per_kwh: Leaf
    location_g_per_kwh: Leaf
    market_g_per_kwh: Leaf
    grid_water_l_per_kwh: Leaf
    price_region_factor: Leaf


@dataclass(frozen=True)
class SelfHosted:
    """A model on instances that the architect runs.

    Energies are IT energy of the replica's share of its node, host and supply included.

    Attributes:
        wh_per_call: At the largest batch that keeps the service level.
        wh_per_call_single: With nothing else in the batch.
        replica_calls_per_s: Throughput at that batch.
        single_calls_per_s: Throughput with one call at a time.
        replica_batch: Calls in flight at that batch.
        idle_power_w: Power of a replica that is loaded and waits.
        replicas_per_instance: Replicas that fit an instance; below 1 when one spans instances.
        chips_per_instance: Accelerators of the instance.
        chips_per_replica: Accelerators of the replica.
        instance_availability: Fraction of time that one instance is up.
        keep_alive_s: How long the last replica waits before it stops, if it scales to zero.
        instance_embodied_kg: Manufacturing carbon of the instance, accelerators included.
        lifetime_years: Years over which it is written off.
        embodied_active_share: Share of its life for which the provider has it rented out.
        usd_per_instance_hour: List price.
        price_fraction: Paid over list price: 1 on demand, lower for Spot or a contract.
        policy: How the fleet is run.
    """

    wh_per_call: Leaf
    wh_per_call_single: Leaf
    replica_calls_per_s: Leaf
    single_calls_per_s: Leaf
    replica_batch: Leaf
    idle_power_w: Leaf
    replicas_per_instance: Leaf
    chips_per_instance: Leaf
    chips_per_replica: Leaf
    instance_availability: Leaf
    keep_alive_s: Leaf
    instance_embodied_kg: Leaf
    lifetime_years: Leaf
    embodied_active_share: Leaf
    usd_per_instance_hour: Leaf
    price_fraction: Leaf
    policy: Policy = DEFAULT_POLICY


@dataclass(frozen=True)
class Managed:
    """A model that is called and paid by the token; nothing runs idle on the architect's bill.

    Attributes:
        managed_wh_per_call: IT energy of a call, the provider's idle share included.
        reference_node_kw: Mean power of an accelerator server, to turn energy into server hours.
        instance_embodied_kg: Manufacturing carbon of such a server.
        lifetime_years: Years over which it is written off.
        embodied_active_share: Share of its life for which it works.
        usd_per_million_input_tokens, usd_per_million_output_tokens: List prices.
        cached_share: Share of the input tokens that a prompt cache serves.
        cached_price_fraction: Price of those over the list price.
        batch_price_fraction: Price of deferred work over the list price.
    """

    managed_wh_per_call: Leaf
    reference_node_kw: Leaf
    instance_embodied_kg: Leaf
    lifetime_years: Leaf
    embodied_active_share: Leaf
    usd_per_million_input_tokens: Leaf
    usd_per_million_output_tokens: Leaf
    cached_share: Leaf
    cached_price_fraction: Leaf
    batch_price_fraction: Leaf


Served = SelfHosted | Managed
Draws = Literal["latin", "sobol"]


def annual_figures(
    option: Served, demand: Demand, site: Site, *, draws: Draws = "latin", count: int = LIVE
) -> dict[str, Figure]:
    """Every figure of one option over a year, by name.

    Args:
        option: How the model is served.
        demand: What is asked.
        site: Where it runs.
        draws: Latin hypercube for live figures, Sobol points for the record.
        count: Number of draws.

    Raises:
        InputError: A number that physics cannot take.
    """
    return dict(annual_outcome(option, demand, site, draws=draws, count=count).figures)


def annual_outcome(
    option: Served, demand: Demand, site: Site, *, draws: Draws = "latin", count: int = LIVE
) -> Outcome:
    """As `annual_figures`, with the draws behind each figure for comparison of options."""
    leaves, missing = annual_inputs(option, demand, site)
    samples = latin_for(leaves, count) if draws == "latin" else sobol_for(leaves, count)
    graph = graph_of(option, demand)
    needed = {name for step in graph.steps for name in step.needs}
    withheld = {name: reason for name, reason in missing.items() if name in needed}
    outcome = graph.outcome(leaves, samples, withheld)
    noted = {**outcome.figures, "cost_usd_per_year": _dated(outcome.figures["cost_usd_per_year"])}
    return replace(outcome, figures=noted)


def graph_of(option: Served, demand: Demand) -> Graph:
    """The graph of an option under a demand."""
    policy = option.policy if isinstance(option, SelfHosted) else None
    return served_graph(policy, answered=demand.repeat_share is not None)


def annual_inputs(
    option: Served, demand: Demand, site: Site
) -> tuple[tuple[Input, ...], dict[str, str]]:
    """Leaves of an option's graph, checked and named, and the reasons for those that are missing.

    Raises:
        InputError: A number that physics cannot take.
    """
    asked = _demanded(demand)
    leaves, missing = _leaves_of(option)
    here, nowhere = _leaves_of(with_streams(site))
    return (*asked, *leaves, *here), {**missing, **nowhere}


@lru_cache(maxsize=32)
def _demanded(demand: Demand) -> tuple[Input, ...]:
    """Leaves of a demand that a service can have; options of one workload have it in common."""
    check_demand(demand)
    return _leaves_of(demand)[0]


@lru_cache(maxsize=256)
def _leaves_of(part: Demand | Served | Site) -> tuple[tuple[Input, ...], Mapping[str, str]]:
    """Leaves of one part, checked and named, and the reasons for those that are missing."""
    leaves: list[Input] = []
    missing: dict[str, str] = {}
    for name, leaf in vars(part).items():
        if isinstance(leaf, Missing):
            missing[name] = leaf.reason
        elif isinstance(leaf, Input):
            leaves.append(checks.ordered(leaf.named(name)))
    return tuple(leaves), MappingProxyType(missing)


def with_streams(site: Site) -> Site:
    """The site, each input under its name in the graph and drawn from a stream of the Region."""
    found: dict[str, Any] = {}
    for name, leaf in vars(site).items():
        if isinstance(leaf, Input) and not (leaf.stream and leaf.name == name):
            stream = leaf.stream or f"{name}/{site.region}"
            found[name] = replace(leaf, name=name, stream=stream)
    return replace(site, **found) if found else site


def check_demand(demand: Demand) -> None:
    """Refuse a demand that no service can have.

    Raises:
        InputError: NaN, negative, zero where something must happen, beyond all reason.
    """
    for requests in (demand.requests_per_day.low, demand.requests_per_day.value):
        checks.positive("requests per day", requests, "requests/day", checks.MOST_REQUESTS_PER_DAY)
    checks.positive("model calls per request", demand.steps_per_request.value, "calls", 1e4)
    checks.positive("peak factor", demand.peak_factor.value, "", 24.0)
    checks.positive("growth of the demand", demand.growth_per_year.low + 1.0, "times a year", 101.0)
    checks.positive("horizon", demand.horizon_years.value, "years", 30.0)
    checks.fraction("availability", demand.availability.value)
    checks.fraction("share that can wait", demand.async_share.value)
    if demand.repeat_share is not None:
        checks.fraction("share answered from a cache", demand.repeat_share.value)
    checks.not_negative("input tokens", demand.input_tokens.value, "tokens")
    checks.positive("output tokens", demand.output_tokens.value, "tokens", 1e7)


def _dated(figure: Figure) -> Figure:
    """A cost with the date of its prices."""
    dates = sorted({leaf.date for leaf in figure.leaves() if "usd" in leaf.name and leaf.date})
    return replace(figure, note=f"prices of {', '.join(dates)}") if dates else figure


__all__ = [
    "Demand",
    "Draws",
    "Leaf",
    "Managed",
    "Missing",
    "Policy",
    "SelfHosted",
    "Served",
    "Site",
    "annual_figures",
    "annual_inputs",
    "annual_outcome",
    "check_demand",
    "difference",
    "with_streams",
]
