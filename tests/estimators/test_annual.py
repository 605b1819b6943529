"""The yearly figures of an option: complete, honest about what is missing, strict about input."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given as vary
from hypothesis import strategies as st

from estimators.annual import Missing, Served, annual_figures, annual_outcome, difference
from estimators.errors import InputError
from estimators.facts import load_facts
from estimators.figure import Input
from estimators.graph import Graph
from estimators.ranges import quantile
from estimators.site import hardware_of, site_of
from tests.estimators.served import demand, given, managed, self_hosted, site

FIVE = (
    "energy_kwh_per_year",
    "carbon_location_kg_per_year",
    "carbon_market_kg_per_year",
    "water_l_per_year",
    "cost_usd_per_year",
)


@pytest.mark.parametrize("option", [self_hosted(), managed()], ids=["self-hosted", "managed"])
def test_the_five_figures_open_to_facts(option: Served) -> None:
    figures = annual_figures(option, demand(), site())
    for name in FIVE:
        value, low, high = figures[name].numbers
        assert 0 <= low <= value <= high
        assert figures[name].sources
        assert figures[name].formula.equation
        assert all(leaf.sources for leaf in figures[name].leaves())


def test_facility_energy_rests_on_it_energy_and_pue_alone() -> None:
    energy = annual_figures(self_hosted(), demand(), site())["energy_kwh_per_year"]
    assert [part.name for part in energy.inputs] == ["energy_it_kwh_per_year", "pue"]


def test_a_cost_carries_the_date_of_its_price() -> None:
    assert "2026-07-20" in annual_figures(self_hosted(), demand(), site())["cost_usd_per_year"].note
    assert "2026-10" in annual_figures(managed(), demand(), site())["cost_usd_per_year"].note


def test_a_missing_price_withholds_the_cost_and_nothing_else() -> None:
    option = self_hosted(usd_per_instance_hour=Missing("nobody publishes it"))
    figures = annual_figures(option, demand(), site())
    assert figures["cost_usd_per_year"].value is None
    assert figures["cost_usd_per_year"].withheld == "nobody publishes it"
    assert [name for name in figures if figures[name].value is None] == ["cost_usd_per_year"]


def test_an_unclaimed_market_factor_withholds_the_market_based_carbon() -> None:
    place = site(market_g_per_kwh=Missing("no claim seen"))
    figures = annual_figures(self_hosted(), demand(), place)
    assert figures["carbon_market_kg_per_year"].withheld == "no claim seen"
    assert figures["carbon_location_kg_per_year"].value is not None


def test_unknown_grid_water_withholds_the_total_but_not_the_site() -> None:
    figures = annual_figures(managed(), demand(), site(grid_water_l_per_kwh=Missing("not covered")))
    assert figures["water_l_per_year"].value is None
    assert figures["site_water_l_per_year"].value is not None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("peak_factor", 30.0),
        ("horizon_years", 0.0),
        ("availability", 1.5),
        ("async_share", -0.1),
        ("output_tokens", 0.0),
        ("input_tokens", -5.0),
    ],
)
def test_impossible_demand_is_refused_with_a_way_out(field: str, value: float) -> None:
    with pytest.raises(InputError) as caught:
        annual_figures(self_hosted(), demand(**{field: value}), site())
    assert caught.value.what
    assert caught.value.why
    assert caught.value.fix


def test_a_range_out_of_order_is_refused() -> None:
    backwards = Input("pue", 1.2, 1.3, 1.1, "1", "override")
    with pytest.raises(InputError, match="low end"):
        annual_figures(managed(), demand(), site(pue=backwards))


@vary(st.floats(1.0, 5.0), st.floats(1.0, 5.0))
def test_the_range_grows_with_the_range_of_an_input(narrow: float, wider: float) -> None:
    low, high = sorted((narrow, narrow * wider))

    def band(spread: float) -> float:
        option = managed(managed_wh_per_call=given("managed_wh_per_call", 1.0, spread))
        _, below, above = annual_figures(option, demand(), site())["energy_kwh_per_year"].numbers
        return above - below

    assert band(low) <= band(high) + 1e-9


def test_the_same_draws_every_time_and_in_every_company() -> None:
    first = annual_outcome(self_hosted(), demand(), site())
    annual_outcome(managed(), demand(), site())
    again = annual_outcome(self_hosted(), demand(), site())
    for name in FIVE:
        assert np.array_equal(first.draws[name], again.draws[name])


def test_a_shared_grid_cancels_in_a_difference() -> None:
    place = site(location_g_per_kwh=given("g", 300.0, 2.0))
    one = annual_outcome(managed(), demand(), place)
    double = annual_outcome(managed(), demand(requests_per_day=20_000.0), place)
    saved = difference(double, one, "carbon_electricity_location_kg", "saved_kg")
    assert saved is not None
    value, low, high = saved.numbers
    single = one.figures["carbon_electricity_location_kg"].numbers
    assert (value, low, high) == pytest.approx(single, rel=1e-9)


@pytest.mark.parametrize("option", [self_hosted(), managed()], ids=["self-hosted", "managed"])
def test_per_request_means_every_request_whoever_answers_it(option: Served) -> None:
    """A quarter is answered from a cache: three quarters reach the model, all of them count."""
    cache = replace(demand(), repeat_share=given("repeat_share", 0.25))
    plain, kept = (annual_figures(option, asked, site()) for asked in (demand(), cache))
    assert kept["user_requests_per_year"].numbers == plain["user_requests_per_year"].numbers
    calls, fewer = (figures["calls_per_year"].numbers[0] for figures in (plain, kept))
    assert fewer == pytest.approx(0.75 * calls)
    for name in ("wh_per_request", "sci_g_per_request", "g_per_request"):
        assert 0 < kept[name].numbers[0] < plain[name].numbers[0]
    requests = kept["user_requests_per_year"].numbers[0]
    each = kept["energy_kwh_per_year"].numbers[0] * 1000 / requests
    assert kept["wh_per_request"].value == pytest.approx(each)


def test_a_graph_without_an_input_says_which() -> None:
    from estimators.annual_graph import managed_graph

    with pytest.raises(InputError, match="requests_per_day"):
        Graph(managed_graph().steps[1:2]).evaluate({})


@vary(st.floats(0.01, 1e3), st.floats(1.0, 10.0), st.floats(1.0, 10.0))
def test_quantiles_hit_low_value_and_high(value: float, down: float, up: float) -> None:
    item = Input("x", value, value / down, value * up, "1", "fact")
    drawn = quantile(item, np.array([0.05, 0.5, 0.95]))
    assert drawn == pytest.approx([value / down, value, value * up], rel=1e-6)


def test_a_bounded_input_never_passes_its_bound() -> None:
    item = Input("share", 0.8, 0.5, 1.0, "1", "fact", bound=1.0)
    assert quantile(item, np.linspace(0.01, 0.99, 99)).max() <= 1.0


def test_every_region_gives_a_site_and_says_what_is_missing() -> None:
    facts = load_facts()
    for code in facts.regions:
        figures = annual_figures(managed(), demand(), site_of(facts, code), count=16)
        for name in FIVE:
            assert (figures[name].value is None) == bool(figures[name].withheld)
        assert figures["energy_kwh_per_year"].value is not None
        assert figures["carbon_location_kg_per_year"].value is not None


def test_every_accelerated_instance_gives_hardware() -> None:
    facts = load_facts()
    for name, row in facts.instances.items():
        hardware = hardware_of(facts, name)
        unpriced = isinstance(hardware.usd_per_instance_hour, Missing)
        assert unpriced == (row.on_demand_usd_per_hour is None)


def test_spot_costs_less_than_on_demand() -> None:
    facts = load_facts()
    plain, spot = hardware_of(facts, "p5.48xlarge"), hardware_of(facts, "p5.48xlarge", spot=True)
    assert spot.price_fraction.value < plain.price_fraction.value == 1.0


def test_more_energy_a_call_is_more_energy_a_year() -> None:
    figures = [
        annual_figures(self_hosted(wh_per_call=given("w", 0.05 + 0.01 * n, 1.3)), demand(), site())
        for n in range(30)
    ]
    energies = [figure["energy_kwh_per_year"].numbers[0] for figure in figures]
    assert energies == sorted(energies)
