"""The graphs that tie a served option together: from traffic to kWh, kg, litres and USD a year.

`energy_it_kwh_per_year` is energy of the servers; `energy_kwh_per_year`, the one shown among the
five figures, is energy of the facility, PUE applied. Carbon figures hold electricity and the
embodied share of the hardware; both parts are figures of their own.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache

from numpy.typing import ArrayLike

from estimators import cost, fleet, footprint, traffic
from estimators.day_steps import day_steps
from estimators.figure import Formula
from estimators.graph import FloatArray, Graph, Step

Policy = fleet.Policy
REACHING_YEARLY = "reaching_requests_per_year"


def energy_it_kwh(standby_energy_kwh: FloatArray, active_energy_kwh: FloatArray) -> FloatArray:
    """Energy of the servers [kWh] = standby + answering."""
    return standby_energy_kwh + active_energy_kwh


ENERGY_IT = Formula(
    "annual_graph.energy_it_kwh", "IT energy [kWh] = standby [kWh] + answering [kWh]"
)


def managed_energy_it_kwh(
    calls_per_year: FloatArray, managed_wh_per_call: FloatArray
) -> FloatArray:
    """IT energy of a managed model [kWh] = calls x Wh per call / 1000, idle share included."""
    return calls_per_year * managed_wh_per_call / 1000.0


MANAGED_ENERGY = Formula(
    "annual_graph.managed_energy_it_kwh",
    "IT energy [kWh] = model calls/year × Wh per call ÷ 1000",
)


def managed_instance_hours(
    energy_it_kwh_per_year: FloatArray, reference_node_kw: FloatArray
) -> FloatArray:
    """Hours of a whole accelerator server that this energy stands for."""
    return energy_it_kwh_per_year / reference_node_kw


MANAGED_HOURS = Formula(
    "annual_graph.managed_instance_hours",
    "server hours/year = IT energy [kWh] ÷ mean power of an accelerator server [kW]",
)


def wh_per_request(
    energy_kwh_per_year: FloatArray, user_requests_per_year: FloatArray
) -> FloatArray:
    """Facility energy of one user request [Wh]."""
    return energy_kwh_per_year * 1000.0 / user_requests_per_year


WH_PER_REQUEST = Formula(
    "annual_graph.wh_per_request",
    "Wh per request = facility energy [kWh/year] × 1000 ÷ user requests/year",
)


def g_per_request(
    carbon_electricity_location_kg: FloatArray, user_requests_per_year: FloatArray
) -> FloatArray:
    """Location-based carbon of the electricity of one user request [g CO2e]."""
    return carbon_electricity_location_kg * 1000.0 / user_requests_per_year


G_PER_REQUEST = Formula(
    "annual_graph.g_per_request",
    "g per request = location-based electricity [kg/year] × 1000 ÷ user requests/year",
)


def _demand_steps() -> tuple[Step, ...]:
    return (
        Step("mean_growth", "1", traffic.mean_growth, traffic.MEAN_GROWTH),
        Step("calls_per_year", "calls/year", traffic.calls_per_year, traffic.CALLS_PER_YEAR),
        Step(
            "user_requests_per_year",
            "requests/year",
            traffic.user_requests_per_year,
            traffic.USER_REQUESTS,
        ),
    )


def _fleet_steps(policy: Policy) -> tuple[Step, ...]:
    return (
        *day_steps(policy),
        Step("standby_energy_kwh", "kWh/year", fleet.standby_energy_kwh, fleet.STANDBY),
        Step("lone_extra_wh", "Wh", fleet.lone_extra_wh, fleet.LONE_EXTRA),
        Step("joined_extra_wh", "Wh", fleet.joined_extra_wh, fleet.JOINED_EXTRA),
        Step("active_energy_kwh", "kWh/year", fleet.active_energy_kwh, fleet.ACTIVE),
        Step("energy_it_kwh_per_year", "kWh/year", energy_it_kwh, ENERGY_IT),
        Step("utilization", "1", fleet.utilization, fleet.UTILIZATION),
        Step("busy_chip_hours", "h/year", fleet.busy_chip_hours, fleet.BUSY_CHIP_HOURS),
        Step("idle_chip_hours", "h/year", fleet.idle_chip_hours, fleet.IDLE_CHIP_HOURS),
    )


def _footprint_steps() -> tuple[Step, ...]:
    return (*_electricity_steps(), *_carbon_steps(), *_water_steps())


def _electricity_steps() -> tuple[Step, ...]:
    """Energy of the facility, and the carbon of its electricity by both methods."""
    kg, energy = "kg CO2e/year", {"facility_energy_kwh": "energy_kwh_per_year"}
    it_energy = {"it_energy_kwh": "energy_it_kwh_per_year"}
    return (
        _step(
            "energy_kwh_per_year",
            "kWh/year",
            footprint.facility_energy_kwh,
            footprint.FACILITY_ENERGY,
            it_energy,
        ),
        _step("wh_per_request", "Wh", wh_per_request, WH_PER_REQUEST),
        _step(
            "carbon_electricity_location_kg",
            kg,
            footprint.carbon_operational_kg,
            footprint.CARBON_LOCATION,
            energy | {"grid_g_per_kwh": "location_g_per_kwh"},
        ),
        _step(
            "carbon_electricity_market_kg",
            kg,
            footprint.carbon_operational_kg,
            footprint.CARBON_MARKET,
            energy | {"grid_g_per_kwh": "market_g_per_kwh"},
        ),
    )


def _carbon_steps() -> tuple[Step, ...]:
    """Carbon of the hardware, of all together, and of one request."""
    kg, hardware = "kg CO2e/year", {"embodied_kg": "embodied_kg_per_year"}
    location = {"operational_kg": "carbon_electricity_location_kg"}
    market = {"operational_kg": "carbon_electricity_market_kg"}
    hours = {"instance_hours": "instance_hours_per_year"}
    return (
        _step("embodied_kg_per_year", kg, footprint.embodied_kg, footprint.EMBODIED, hours),
        _step(
            "carbon_location_kg_per_year",
            kg,
            footprint.carbon_kg,
            footprint.CARBON,
            location | hardware,
        ),
        _step(
            "carbon_market_kg_per_year",
            kg,
            footprint.carbon_kg,
            footprint.CARBON,
            market | hardware,
        ),
        _step("g_per_request", "g CO2e", g_per_request, G_PER_REQUEST),
        _step(
            "sci_g_per_request",
            "g CO2e",
            footprint.sci_g_per_unit,
            footprint.SCI,
            location | hardware | {"units": "user_requests_per_year"},
        ),
    )


def _water_steps() -> tuple[Step, ...]:
    """Water of the site and of the grid."""
    litres, energy = "l/year", {"facility_energy_kwh": "energy_kwh_per_year"}
    it_energy = {"it_energy_kwh": "energy_it_kwh_per_year"}
    waters = {"site_water_l": "site_water_l_per_year", "grid_water_l": "grid_water_l_per_year"}
    return (
        _step(
            "site_water_l_per_year",
            litres,
            footprint.site_water_l,
            footprint.SITE_WATER,
            it_energy,
        ),
        _step(
            "grid_water_l_per_year", litres, footprint.grid_water_l, footprint.GRID_WATER, energy
        ),
        _step("water_l_per_year", litres, footprint.water_l, footprint.WATER, waters),
    )


def _step(
    name: str,
    unit: str,
    function: Callable[..., ArrayLike],
    formula: Formula,
    takes: Mapping[str, str] | None = None,
) -> Step:
    return Step(name, unit, function, formula, takes=takes or {})


@lru_cache(maxsize=64)
def with_answer_cache(graph: Graph) -> Graph:
    """The graph where a cache answers `repeat_share` of the requests.

    What is said per request stays per request of a user, whoever answers it.
    """
    left = Step(
        "reaching_requests_per_day",
        "requests/day",
        traffic.reaching_requests_per_day,
        traffic.REACHING,
    )
    steps: list[Step] = []
    for step in graph.steps:
        if step.name == "user_requests_per_year":
            steps.append(replace(step, name=REACHING_YEARLY, formula=traffic.REACHING_YEARLY))
            steps.append(replace(step, function=traffic.asked_per_year, formula=traffic.ASKED))
        elif "requests_per_day" in step.needs:
            steps.append(replace(step, takes={**step.takes, "requests_per_day": left.name}))
        else:
            steps.append(step)
    return Graph((left, *steps))


def served_graph(policy: Policy | None, *, answered: bool) -> Graph:
    """The graph of an option.

    Args:
        policy: How its fleet is run; None for a managed model.
        answered: Whether a cache of answers stands before the model.
    """
    plain = managed_graph() if policy is None else self_hosted_graph(policy)
    return with_answer_cache(plain) if answered else plain


@lru_cache(maxsize=64)
def self_hosted_graph(policy: Policy) -> Graph:
    """The graph of a model on instances that the architect runs."""
    usd = Step("cost_usd_per_year", "USD/year", cost.instance_cost_usd, cost.INSTANCE_COST)
    return Graph((*_demand_steps(), *_fleet_steps(policy), *_footprint_steps(), usd))


@lru_cache(maxsize=1)
def managed_graph() -> Graph:
    """The graph of a model that is called and paid by the token."""
    energy = (
        Step("energy_it_kwh_per_year", "kWh/year", managed_energy_it_kwh, MANAGED_ENERGY),
        Step("instance_hours_per_year", "h/year", managed_instance_hours, MANAGED_HOURS),
    )
    usd = (
        Step("token_price_usd_per_call", "USD", cost.token_price_usd_per_call, cost.TOKEN_PRICE),
        Step("cost_usd_per_year", "USD/year", cost.token_cost_usd, cost.TOKEN_COST),
    )
    return Graph((*_demand_steps(), *energy, *_footprint_steps(), *usd))
