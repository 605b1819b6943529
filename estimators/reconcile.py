"""A forecast in the categories of the AWS Sustainability service, and what was billed beside it.

The service reports carbon in metric tons by scope, location-based (LBM) and market-based (MBM), and
water withdrawals in cubic metres. Scope 2 takes the direct grid factor; what a lifecycle factor
holds beyond it, and the making of the hardware, is scope 3. The two never meet in one factor.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from estimators import footprint
from estimators.annual import Demand, Leaf, Missing, Served, Site, annual_inputs, graph_of
from estimators.draws import LIVE, latin_for
from estimators.errors import EvidenceError
from estimators.facts import Facts
from estimators.figure import Figure, Formula
from estimators.graph import FloatArray, Graph, Step

SCOPE_1 = "TOTAL_SCOPE_1_CARBON_EMISSIONS"
SCOPE_2_LBM = "TOTAL_SCOPE_2_LBM_CARBON_EMISSIONS"
SCOPE_2_MBM = "TOTAL_SCOPE_2_MBM_CARBON_EMISSIONS"
SCOPE_3_LBM = "TOTAL_SCOPE_3_LBM_CARBON_EMISSIONS"
SCOPE_3_MBM = "TOTAL_SCOPE_3_MBM_CARBON_EMISSIONS"
TOTAL_LBM = "TOTAL_LBM_CARBON_EMISSIONS"
TOTAL_MBM = "TOTAL_MBM_CARBON_EMISSIONS"
WATER = "TOTAL_WATER_WITHDRAWALS"
CATEGORIES = (
    SCOPE_1,
    SCOPE_2_LBM,
    SCOPE_2_MBM,
    SCOPE_3_LBM,
    SCOPE_3_MBM,
    TOTAL_LBM,
    TOTAL_MBM,
    WATER,
)
"""Names as the service's API spells them; tons of CO2e, cubic metres for water."""
SOURCES = ("ghgp-scope2", "aws-sustainability-api")
KG_PER_TON = 1000.0


def scope_2_t(energy_kwh_per_year: FloatArray, factor_g_per_kwh: FloatArray) -> FloatArray:
    """Purchased electricity [t CO2e] = facility energy [kWh] x factor [g/kWh] / 10^6."""
    return energy_kwh_per_year * factor_g_per_kwh / 1e6


def upstream_t(
    energy_kwh_per_year: FloatArray,
    location_g_per_kwh: FloatArray,
    direct_g_per_kwh: FloatArray,
) -> FloatArray:
    """Fuel supply and plants behind the electricity [t CO2e]: lifecycle less direct factor."""
    return energy_kwh_per_year * (location_g_per_kwh - direct_g_per_kwh) / 1e6


def hardware_t(embodied_kg_per_year: FloatArray) -> FloatArray:
    """Making of the hardware [t CO2e]."""
    return embodied_kg_per_year / KG_PER_TON


def added_t(first_t: FloatArray, second_t: FloatArray) -> FloatArray:
    """Sum of two categories [t CO2e]."""
    return first_t + second_t


def withdrawn_m3(energy_kwh_per_year: FloatArray, withdrawal_l_per_kwh: FloatArray) -> FloatArray:
    """Water withdrawn [m3] = facility energy [kWh] x withdrawal [l/kWh] / 1000."""
    return footprint.water_withdrawal_l(energy_kwh_per_year, withdrawal_l_per_kwh) / 1000.0


def _formula(function: str, equation: str) -> Formula:
    return Formula(f"reconcile.{function}", equation, SOURCES)


def _steps() -> tuple[Step, ...]:
    tons = "t CO2e/year"
    lbm = _formula("scope_2_t", "scope 2 LBM [t] = facility kWh × direct grid factor ÷ 10⁶")
    mbm = _formula("scope_2_t", "scope 2 MBM [t] = facility kWh × contract factor ÷ 10⁶")
    behind = _formula(
        "upstream_t", "upstream [t] = facility kWh × (lifecycle − direct grid factor) ÷ 10⁶"
    )
    made = _formula("hardware_t", "hardware [t] = embodied kg per year ÷ 1000")
    both = _formula("added_t", "scope 3 LBM [t] = upstream of electricity + hardware")
    alone = _formula("hardware_t", "scope 3 MBM [t] = hardware; upstream of contracts is not known")
    whole = _formula("added_t", "total [t] = scope 2 + scope 3; scope 1 is not forecast")
    water = _formula("withdrawn_m3", "withdrawals [m³] = facility kWh × withdrawal ÷ 1000")

    def pair(first: str, second: str) -> dict[str, str]:
        return {"first_t": first, "second_t": second}

    direct = {"factor_g_per_kwh": "direct_g_per_kwh"}
    contract = {"factor_g_per_kwh": "market_g_per_kwh"}
    return (
        Step("upstream_t", tons, upstream_t, behind),
        Step("hardware_t", tons, hardware_t, made),
        Step(SCOPE_2_LBM, tons, scope_2_t, lbm, takes=direct),
        Step(SCOPE_2_MBM, tons, scope_2_t, mbm, takes=contract),
        Step(SCOPE_3_LBM, tons, added_t, both, takes=pair("upstream_t", "hardware_t")),
        Step(SCOPE_3_MBM, tons, hardware_t, alone),
        Step(TOTAL_LBM, tons, added_t, whole, takes=pair(SCOPE_2_LBM, SCOPE_3_LBM)),
        Step(TOTAL_MBM, tons, added_t, whole, takes=pair(SCOPE_2_MBM, SCOPE_3_MBM)),
        Step(WATER, "m3/year", withdrawn_m3, water),
    )


def forecast(
    facts: Facts,
    option: Served,
    demand: Demand,
    site: Site,
    withdrawal_l_per_kwh: Leaf | None = None,
) -> dict[str, Figure]:
    """Yearly figures of one option by the category names of the service.

    Scope 1 (refrigerants, emergency generators) is not forecast and withheld; withdrawals are
    withheld unless a factor is given, because no Region publishes one.

    Raises:
        UnknownFactError: The site's Region has no row.
        InputError: A number that physics cannot take.
    """
    leaves, missing = annual_inputs(option, demand, site)
    inputs = list(leaves)
    extra = {"direct_g_per_kwh": _direct(facts, site.region)}
    extra["withdrawal_l_per_kwh"] = withdrawal_l_per_kwh or Missing(
        "no Region publishes water withdrawn per kWh: give it as an override, or read it from the"
        " service once the workload runs"
    )
    for name, leaf in extra.items():
        if isinstance(leaf, Missing):
            missing[name] = leaf.reason
        else:
            inputs.append(leaf)
    graph = Graph((*graph_of(option, demand).steps, *_steps()))
    figures = graph.figures(inputs, latin_for(inputs, LIVE), missing)
    scope_1 = Figure(
        name=SCOPE_1,
        value=None,
        low=None,
        high=None,
        unit="t CO2e/year",
        formula=_formula("scope_1", "fuel and refrigerants on site"),
        inputs=(),
        withheld="fuel and refrigerants of the data centre are not modelled; read them from the"
        " service",
    )
    return {name: figures.get(name, scope_1) for name in CATEGORIES}


def _direct(facts: Facts, region: str) -> Leaf:
    try:
        found = facts.region(region).input("location_direct_g_per_kwh", "direct_g_per_kwh")
    except EvidenceError as error:
        return Missing(str(error))
    # one grid: when its lifecycle factor is drawn high, so is the direct part of it
    return replace(found, stream=f"location_g_per_kwh/{region}")


@dataclass(frozen=True)
class Line:
    """One category, forecast against reported.

    Attributes:
        ratio: Reported over forecast; None when either is missing or the forecast is zero.
        inside: Whether the reported value lies in the range of the forecast.
    """

    category: str
    forecast: Figure
    reported: float | None
    ratio: float | None
    inside: bool | None


def reconcile(forecasts: Mapping[str, Figure], reported: Mapping[str, float]) -> Sequence[Line]:
    """Each category of the service beside its forecast.

    Args:
        forecasts: From `forecast`, by category, for a year.
        reported: From the service, by category, for the same year and boundary.
    """
    lines = []
    for category in CATEGORIES:
        figure, actual = forecasts[category], reported.get(category)
        ratio: float | None = None
        inside: bool | None = None
        if actual is not None and figure.value is not None:
            value, low, high = figure.numbers
            inside = low <= actual <= high
            ratio = actual / value if value else None
        lines.append(Line(category, figure, actual, ratio, inside))
    return lines
