"""Footprint formulas against published worked numbers, and each factor entering exactly once."""

import pytest
from hypothesis import given as vary
from hypothesis import strategies as st

from estimators import cost, footprint
from estimators.annual import annual_figures
from estimators.figure import Figure
from tests.estimators.served import demand, given, managed, self_hosted, site

positive = st.floats(1e-3, 1e6)


def test_facility_energy_is_it_energy_times_pue() -> None:
    # ISO/IEC 30134-2: PUE is facility energy over IT energy.
    assert footprint.facility_energy_kwh(1000.0, 1.14) == pytest.approx(1140.0)


def test_gpt3_training_carbon_as_published() -> None:
    # Patterson et al. 2021, table 4: 1,287 MWh (PUE in it) at 0.429 kg/kWh give 552.1 t CO2e.
    assert footprint.carbon_operational_kg(1_287_000.0, 429.0) == pytest.approx(552_100, rel=0.001)


def test_sci_specification_equation() -> None:
    # SCI specification: SCI = ((E x I) + M) per R. 2 kWh at 500 g/kWh, M = 250 g, R = 10.
    operational = footprint.carbon_operational_kg(2.0, 500.0)
    assert footprint.sci_g_per_unit(operational, 0.25, 10.0) == pytest.approx(125.0)


def test_embodied_share_of_one_hour_in_four_years() -> None:
    # SCI specification: M = TE x TiR / EL; 1 hour of 4 years of a 1,533 kg server.
    one_hour = footprint.embodied_kg(1.0, 1533.0, 4.0, 1.0)
    assert one_hour == pytest.approx(1533.0 / (4 * 365.2425 * 24))


def test_idle_capacity_of_the_provider_raises_the_embodied_share() -> None:
    full = footprint.embodied_kg(100.0, 1000.0, 5.0, 1.0)
    assert footprint.embodied_kg(100.0, 1000.0, 5.0, 0.5) == pytest.approx(2 * full)


def test_ecologits_water_equation() -> None:
    # EcoLogits methodology: water = E_server x (WUE_site + PUE x WUE_grid).
    it_energy, pue, site_wue, grid_wue = 3.0, 1.2, 0.5, 4.0
    facility = footprint.facility_energy_kwh(it_energy, pue)
    total = footprint.water_l(
        footprint.site_water_l(it_energy, site_wue), footprint.grid_water_l(facility, grid_wue)
    )
    assert total == pytest.approx(it_energy * (site_wue + pue * grid_wue))


def test_token_price_of_a_cached_prompt() -> None:
    # 10,000 input tokens at 3 USD per million, 80 % cached at a tenth, 1,000 output at 15 USD.
    price = cost.token_price_usd_per_call(
        input_tokens=10_000.0,
        output_tokens=1_000.0,
        usd_per_million_input_tokens=3.0,
        usd_per_million_output_tokens=15.0,
        cached_share=0.8,
        cached_price_fraction=0.1,
    )
    assert price == pytest.approx(0.002 * 3 + 0.0008 * 3 + 0.015)


@vary(positive, st.floats(1.01, 2.0), st.floats(1.0, 900.0))
def test_pue_enters_carbon_and_grid_water_once(kwh: float, pue: float, grid: float) -> None:
    plain = site(pue=given("pue", 1.0), location_g_per_kwh=given("g", grid))
    heavy = site(pue=given("pue", pue), location_g_per_kwh=given("g", grid))
    option = managed(managed_wh_per_call=given("managed_wh_per_call", kwh))
    light = annual_figures(option, demand(), plain, count=8)
    loaded = annual_figures(option, demand(), heavy, count=8)
    for name in ("energy_kwh_per_year", "carbon_electricity_location_kg", "grid_water_l_per_year"):
        assert ratio(loaded, light, name) == pytest.approx(pue)
    for name in ("energy_it_kwh_per_year", "site_water_l_per_year", "embodied_kg_per_year"):
        assert ratio(loaded, light, name) == pytest.approx(1.0)


@vary(st.floats(2.0, 10.0))
def test_grid_and_embodied_enter_once(factor: float) -> None:
    base = annual_figures(self_hosted(), demand(), site(), count=8)
    dirty = annual_figures(
        self_hosted(), demand(), site(location_g_per_kwh=given("g", 300.0 * factor)), count=8
    )
    heavy = annual_figures(
        self_hosted(instance_embodied_kg=given("kg", 300.0 * factor)), demand(), site(), count=8
    )
    assert ratio(dirty, base, "carbon_electricity_location_kg") == pytest.approx(factor)
    assert ratio(heavy, base, "embodied_kg_per_year") == pytest.approx(factor)
    assert ratio(heavy, base, "carbon_electricity_location_kg") == pytest.approx(1.0)
    for name, operational in (
        ("carbon_location_kg_per_year", "carbon_electricity_location_kg"),
        ("carbon_market_kg_per_year", "carbon_electricity_market_kg"),
    ):
        total = heavy[operational].numbers[0] + heavy["embodied_kg_per_year"].numbers[0]
        assert heavy[name].numbers[0] == pytest.approx(total)


def ratio(one: dict[str, Figure], other: dict[str, Figure], name: str) -> float:
    return one[name].numbers[0] / other[name].numbers[0]
