"""Monte Carlo, tornado, flips and clear winners on graphs whose answers are known."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given as vary
from hypothesis import strategies as st

from estimators.annual import annual_inputs, annual_outcome
from estimators.annual_graph import self_hosted_graph
from estimators.draws import latin_for, sobol_for
from estimators.figure import Formula, Input
from estimators.graph import FloatArray, Graph, Outcome, Step
from estimators.uncertainty import (
    flips,
    monte_carlo,
    no_clear_winner,
    overlapping,
    shares,
    tornado,
    wins,
)
from tests.estimators.served import demand, given, managed, self_hosted, site


def product(a: FloatArray, b: FloatArray, c: FloatArray) -> FloatArray:
    return a * b * c


def pair(wide: FloatArray, narrow: FloatArray) -> FloatArray:
    return wide * narrow


def aside(d: FloatArray) -> FloatArray:
    return d


GRAPH = Graph(
    (
        Step("out", "1", product, Formula("test.product", "a × b × c")),
        Step("other", "1", aside, Formula("test.aside", "d")),
    )
)
INPUTS = (
    given("a", 2.0, 3.0),
    given("b", 5.0, 1.5),
    given("c", 7.0),
    given("d", 1.0, 9.0),
)


def test_a_product_of_log_normals_has_the_known_percentiles() -> None:
    spread = np.exp(np.hypot(np.log(3.0), np.log(1.5)))
    value, low, high = monte_carlo(GRAPH, INPUTS).figures["out"].numbers
    assert value == 70.0
    assert low == pytest.approx(70.0 / spread, rel=0.02)
    assert high == pytest.approx(70.0 * spread, rel=0.02)


def test_the_tornado_ranks_by_influence_and_leaves_out_what_does_not_matter() -> None:
    bars = tornado(GRAPH, INPUTS, "out")
    assert [bar.name for bar in bars] == ["a", "b"]
    logs = np.array([np.log(3.0), np.log(1.5)]) ** 2
    assert [bar.share for bar in bars] == pytest.approx(logs / logs.sum(), abs=0.05)
    assert (bars[0].at_low, bars[0].at_high) == pytest.approx((70.0 / 3, 70.0 * 3))


def test_a_withheld_figure_has_no_tornado() -> None:
    known = [item for item in INPUTS if item.name != "b"]
    assert tornado(GRAPH, known, "out", withheld={"b": "unknown"}) == ()


def test_flips_find_the_crossing_nearest_first() -> None:
    def second_less_first(values: dict[str, FloatArray]) -> FloatArray:
        return values["fixed"] - values["rate"] * values["hours"]

    inputs = (given("fixed", 100.0, 2.0), given("rate", 2.0, 1.01), given("hours", 25.0, 3.0))
    found = flips(lambda values: second_less_first(dict(values)), inputs)
    by_name = {flip.name: flip for flip in found}
    assert by_name["fixed"].change == pytest.approx(0.5, rel=0.01)
    assert by_name["rate"].change == pytest.approx(2.0, rel=0.01)
    assert by_name["hours"].value == pytest.approx(50.0, rel=0.01)
    assert by_name["hours"].likely
    assert not by_name["rate"].likely
    distances = [abs(np.log(flip.change)) for flip in found]
    assert distances == sorted(distances)


def test_nothing_flips_what_does_not_depend_on_it() -> None:
    assert flips(lambda values: values["a"] * 0 + 1.0, (given("a", 1.0, 2.0),)) == ()


def test_common_draws_tell_options_apart_whose_ranges_overlap() -> None:
    place = site(location_g_per_kwh=given("g", 300.0, 3.0))
    less = annual_outcome(managed(), demand(), place)
    more = annual_outcome(managed(), demand(requests_per_day=11_000.0), place)
    name = "carbon_location_kg_per_year"
    assert overlapping(less.figures[name], more.figures[name])
    assert wins(less, more, name) == 1.0
    assert not no_clear_winner((less, more), name)


def test_options_with_errors_of_their_own_have_no_clear_winner() -> None:
    def outcome(stream: str) -> Outcome:
        leaf = Input("w", 1.0, 0.3, 3.0, "Wh", "fact", stream=stream)
        return annual_outcome(managed(managed_wh_per_call=leaf), demand(), site())

    one, other = outcome("one"), outcome("other")
    assert wins(one, other, "energy_kwh_per_year") == pytest.approx(0.5, abs=0.1)
    assert no_clear_winner((one, other), "energy_kwh_per_year")


def test_one_option_needs_no_winner() -> None:
    assert not no_clear_winner((annual_outcome(managed(), demand(), site()),), "cost_usd_per_year")


@vary(st.integers(0, 2**16))
def test_latin_columns_are_stratified_and_repeat(seed: int) -> None:
    samples = latin_for(INPUTS, 64, seed)
    for column in samples.T:
        assert np.array_equal(np.sort(np.floor(column * 64)), np.arange(64))
    assert np.array_equal(samples, latin_for(INPUTS, 64, seed))


def test_inputs_of_one_stream_share_a_column() -> None:
    twins = (
        Input("x", 1.0, 0.5, 2.0, "1", "fact", stream="grid"),
        Input("y", 1.0, 0.5, 2.0, "1", "fact", stream="grid"),
    )
    for samples in (latin_for(twins), sobol_for(twins)):
        assert np.array_equal(samples[:, 0], samples[:, 1])


def test_a_full_monte_carlo_with_tornado_of_one_design() -> None:
    leaves, missing = annual_inputs(self_hosted(), demand(growth_per_year=0.2), site())
    graph = self_hosted_graph(self_hosted().policy)
    bars = tornado(graph, leaves, "energy_kwh_per_year", withheld=missing)
    assert {"wh_per_call", "wh_per_call_single", "idle_power_w"} <= {bar.name for bar in bars}
    assert sum(bar.share for bar in bars) == pytest.approx(1.0)


def test_shares_on_common_draws_agree_with_the_tornado() -> None:
    wide, narrow, idle = given("wide", 2.0, 3.0), given("narrow", 5.0, 1.5), given("idle", 4.0, 9.0)
    items = (wide, narrow, idle)
    graph = Graph((Step("out", "1", pair, Formula("test.pair", "wide × narrow")),))
    draws = graph.outcome(items, latin_for(items)).draws["out"]
    found = shares(items, draws)
    bars = {bar.name: bar.share for bar in tornado(graph, items, "out")}
    assert list(found) == ["wide", "narrow"]
    assert sum(found.values()) == pytest.approx(1.0)
    assert found["wide"] == pytest.approx(bars["wide"], abs=0.1)


def test_what_draws_from_one_stream_is_counted_once() -> None:
    one, two = given("one", 2.0, 3.0), given("two", 2.0, 3.0)
    same = tuple(replace(item, stream="both") for item in (one, two))
    draws = latin_for(same)[:, 0]
    assert shares(same, draws) == {"one": pytest.approx(1.0)}


def test_shares_hold_small_movers_and_leave_chance_out() -> None:
    """Beside one that moves nearly all, one of 5 % shows and thirty that do nothing do not."""
    one, small = given("one", 1.0, 10.0), given("small", 1.0, 1.7)
    idle = tuple(given(f"idle {number}", 1.0, 9.0) for number in range(30))
    items = (one, small, *idle)
    product = latin_for(items)[:, 0] + 0.23 * latin_for(items)[:, 1]
    found = shares(items, product)
    assert list(found) == ["one", "small"]
    assert found["small"] == pytest.approx(0.23**2 / (1 + 0.23**2), abs=0.02)


def test_what_does_not_vary_has_no_shares() -> None:
    items = (given("one", 1.0, 10.0), given("two", 3.0))
    assert shares(items, np.ones(128)) == {}
    assert shares((), np.arange(128.0)) == {}
