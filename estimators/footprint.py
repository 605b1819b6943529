"""Energy into facility energy, carbon both ways, water on site and at the power plant, hardware.

Pure functions on floats or arrays. PUE enters once, in `facility_energy_kwh`: carbon and grid water
take facility energy, site water takes IT energy because WUE is litres per kWh of IT energy.
Embodied carbon enters once, in `carbon_kg`. The headline location-based number uses a lifecycle
grid factor; the accounting view in `reconcile` splits it into the direct part (scope 2) and the
upstream part (scope 3), so that the two bases are never mixed within one number.
"""

from typing import TypeVar

from estimators.figure import Formula
from estimators.graph import FloatArray

Number = TypeVar("Number", float, FloatArray)

HOURS_PER_YEAR = 8765.82  # 365.2425 days, the mean Gregorian year

__all__ = [
    "HOURS_PER_YEAR",
    "carbon_kg",
    "carbon_operational_kg",
    "embodied_kg",
    "facility_energy_kwh",
    "grid_water_l",
    "sci_g_per_unit",
    "site_water_l",
    "water_l",
    "water_withdrawal_l",
]


def facility_energy_kwh(it_energy_kwh: Number, pue: Number) -> Number:
    """Energy of the data centre that the IT energy causes [kWh] = IT energy [kWh] x PUE.

    Source: ISO/IEC 30134-2.
    """
    return it_energy_kwh * pue


FACILITY_ENERGY = Formula(
    "footprint.facility_energy_kwh",
    "facility energy [kWh] = IT energy [kWh] × PUE",
)


def carbon_operational_kg(facility_energy_kwh: Number, grid_g_per_kwh: Number) -> Number:
    """Carbon of the electricity used [kg CO2e] = facility energy [kWh] x factor [g/kWh] / 1000.

    Source: GHG Protocol Scope 2 Guidance, location-based and market-based method alike.
    """
    return facility_energy_kwh * grid_g_per_kwh / 1000.0


CARBON_LOCATION = Formula(
    "footprint.carbon_operational_kg",
    "electricity, location-based [kg] = facility energy [kWh] × grid average [g/kWh] ÷ 1000",
    ("ghgp-scope2",),
)
CARBON_MARKET = Formula(
    "footprint.carbon_operational_kg",
    "electricity, market-based [kg] = facility energy [kWh] × contract factor [g/kWh] ÷ 1000",
    ("ghgp-scope2",),
)


def embodied_kg(
    instance_hours: Number,
    instance_embodied_kg: Number,
    lifetime_years: Number,
    embodied_active_share: Number,
) -> Number:
    """Share of manufacturing carbon that the hours used carry [kg CO2e].

    Hours [h] / (lifetime [years] x 8765.82 h x share of it that is rented out) x embodied carbon
    of the instance [kg], which already holds the share of the server by its accelerators. The time
    share of SCI, `TE x TiR / EL`, with the provider's idle capacity spread over what is used.

    Source: Software Carbon Intensity (ISO/IEC 21031:2024), section on embodied emissions.
    """
    life_h = lifetime_years * HOURS_PER_YEAR * embodied_active_share
    return instance_hours / life_h * instance_embodied_kg


EMBODIED = Formula(
    "footprint.embodied_kg",
    "embodied [kg] = instance hours ÷ (lifetime [years] × 8765.82 × rented share) × embodied of the"
    " instance [kg]",
    ("sci-spec",),
)


def carbon_kg(operational_kg: Number, embodied_kg: Number) -> Number:
    """Carbon in all [kg CO2e]: electricity plus the share of the hardware."""
    return operational_kg + embodied_kg


CARBON = Formula(
    "footprint.carbon_kg",
    "carbon [kg] = electricity [kg] + embodied share of the hardware [kg]",
    ("sci-spec",),
)


def site_water_l(it_energy_kwh: Number, wue_l_per_kwh: Number) -> Number:
    """Water that cools the data centre [l] = IT energy [kWh] x WUE [l per kWh of IT energy].

    Source: ISO/IEC 30134-9.
    """
    return it_energy_kwh * wue_l_per_kwh


SITE_WATER = Formula(
    "footprint.site_water_l", "site water [l] = IT energy [kWh] × WUE [l per kWh of IT energy]"
)


def grid_water_l(facility_energy_kwh: Number, grid_water_l_per_kwh: Number) -> Number:
    """Water consumed to make the electricity [l] = facility energy [kWh] x grid water [l/kWh]."""
    return facility_energy_kwh * grid_water_l_per_kwh


GRID_WATER = Formula(
    "footprint.grid_water_l",
    "grid water [l] = facility energy [kWh] × water consumed by power plants [l/kWh]",
)


def water_l(site_water_l: Number, grid_water_l: Number) -> Number:
    """Water consumed in all [l]: on site plus at the power plants."""
    return site_water_l + grid_water_l


WATER = Formula("footprint.water_l", "water [l] = site water [l] + grid water [l]")


def water_withdrawal_l(facility_energy_kwh: Number, withdrawal_l_per_kwh: Number) -> Number:
    """Water taken from its source [l], of which a part flows back; more than what is consumed.

    Facility energy [kWh] x withdrawal [l/kWh]. No Region publishes the factor: it is computed
    where the user gives one.
    """
    return facility_energy_kwh * withdrawal_l_per_kwh


def sci_g_per_unit(operational_kg: Number, embodied_kg: Number, units: Number) -> Number:
    """Software Carbon Intensity [g CO2e per functional unit]: ((E x I) + M) per R.

    Source: Software Carbon Intensity (ISO/IEC 21031:2024). Location-based by definition.
    """
    return (operational_kg + embodied_kg) * 1000.0 / units


SCI = Formula(
    "footprint.sci_g_per_unit",
    "SCI [g/request] = (location-based electricity + embodied) [kg] × 1000 ÷ requests",
    ("sci-spec",),
)
