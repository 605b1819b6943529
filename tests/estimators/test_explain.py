"""An explanation reaches every fact; a forecast speaks the words of the AWS service."""

import json

import pytest

from estimators.annual import annual_figures, annual_outcome
from estimators.errors import InputError
from estimators.explain import Node, explain_data, explain_text, number
from estimators.facts import load_facts
from estimators.figure import Input
from estimators.graph import Outcome
from estimators.reconcile import (
    CATEGORIES,
    SCOPE_1,
    SCOPE_2_LBM,
    SCOPE_2_MBM,
    SCOPE_3_LBM,
    TOTAL_LBM,
    WATER,
    forecast,
    reconcile,
)
from estimators.service_price import ServiceLevel, price_of_service_level
from estimators.site import hardware_of, site_of
from tests.estimators.served import demand, given, self_hosted

FACTS = load_facts()
HOSTED = self_hosted(**vars(hardware_of(FACTS, "g5.xlarge")))


def inputs_of(node: Node) -> set[str]:
    here = {node["name"]} if node["kind"] == "input" else set()
    return here.union(*(inputs_of(part) for part in node.get("parts", [])))


@pytest.mark.parametrize("name", ["carbon_location_kg_per_year", "water_l_per_year"])
def test_an_explanation_reaches_every_leaf_with_its_sources(name: str) -> None:
    figure = annual_figures(HOSTED, demand(), site_of(FACTS, "eu-west-1"))[name]
    tree = explain_data(figure, FACTS.sources)
    assert inputs_of(tree) == {leaf.name for leaf in figure.leaves()}
    assert json.loads(json.dumps(tree)) == tree
    text = explain_text(figure, FACTS.sources)
    for source in figure.sources:
        if source in FACTS.sources:
            assert FACTS.sources[source].title in text
    assert "facility energy [kWh] = IT energy [kWh] × PUE" in text
    assert f"pue {number(FACTS.region('eu-west-1').input('pue').value)}" in text


def test_a_withheld_figure_explains_why() -> None:
    figures = annual_figures(HOSTED, demand(), site_of(FACTS, "ap-southeast-1"))
    text = explain_text(figures["carbon_market_kg_per_year"], FACTS.sources)
    assert text.startswith("carbon_market_kg_per_year = withheld:")


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (1234567.8, "1,235,000"), (0.00012345, "0.0001234"), (3.14159, "3.142")],
)
def test_numbers_are_short_and_plain(value: float, text: str) -> None:
    assert number(value) == text


def test_a_forecast_has_every_category_of_the_service() -> None:
    found = forecast(FACTS, HOSTED, demand(), site_of(FACTS, "eu-west-1"))
    assert tuple(found) == CATEGORIES
    assert "not modelled" in found[SCOPE_1].withheld
    assert "withdrawn" in found[WATER].withheld


def test_scopes_add_up_to_the_lifecycle_figure_and_never_mix_factors() -> None:
    place = site_of(FACTS, "eu-west-1")
    found = forecast(FACTS, HOSTED, demand(), place)
    yearly = annual_figures(HOSTED, demand(), place)
    lifecycle_kg = yearly["carbon_location_kg_per_year"].numbers[0]
    assert found[TOTAL_LBM].numbers[0] * 1000 == pytest.approx(lifecycle_kg)
    direct = FACTS.region("eu-west-1").input("location_direct_g_per_kwh").value
    energy = yearly["energy_kwh_per_year"].numbers[0]
    assert found[SCOPE_2_LBM].numbers[0] == pytest.approx(energy * direct / 1e6)
    assert found[SCOPE_3_LBM].numbers[0] > 0
    leaves = {leaf.name for leaf in found[SCOPE_2_LBM].leaves()}
    assert "direct_g_per_kwh" in leaves
    assert "location_g_per_kwh" not in leaves


def test_withdrawals_follow_a_factor_that_the_user_gives() -> None:
    own = Input("withdrawal_l_per_kwh", 5.0, 4.0, 6.0, "l/kWh", "override")
    place = site_of(FACTS, "eu-west-1")
    found = forecast(FACTS, HOSTED, demand(), place, own)
    energy = annual_figures(HOSTED, demand(), place)["energy_kwh_per_year"].numbers[0]
    assert found[WATER].numbers[0] == pytest.approx(energy * 5.0 / 1000)


def test_reconciling_says_what_lies_outside_the_range() -> None:
    found = forecast(FACTS, HOSTED, demand(), site_of(FACTS, "eu-west-1"))
    expected = found[SCOPE_2_LBM].numbers[0]
    lines = {
        line.category: line
        for line in reconcile(found, {SCOPE_2_LBM: expected * 3, SCOPE_2_MBM: 0.0})
    }
    assert lines[SCOPE_2_LBM].ratio == pytest.approx(3.0)
    assert lines[SCOPE_2_LBM].inside is False
    assert lines[SCOPE_2_MBM].inside is True
    assert lines[SCOPE_1].reported is None


def level_outcome(level: ServiceLevel) -> Outcome | None:
    """Twice the patience doubles the batch: half the energy of a call, twice the throughput."""
    if level.ttft_ms < 100:
        return None
    patience = min(level.inter_token_ms, level.ttft_ms / 10.0) / 50.0
    option = self_hosted(
        wh_per_call=given("wh_per_call", 0.2 / patience, 1.2),
        replica_calls_per_s=given("replica_calls_per_s", 2.0 * patience, 1.2),
    )
    asked = demand(requests_per_day=5e6, availability=level.availability)
    return annual_outcome(option, asked, site_of(FACTS, "us-east-1"))


def test_relaxing_a_target_has_a_price_in_kwh_kg_and_usd() -> None:
    level = ServiceLevel(ttft_ms=1000.0, inter_token_ms=50.0, availability=0.9999)
    found = {item.target: item for item in price_of_service_level(level, level_outcome)}
    assert found["availability"].after == pytest.approx(0.999)
    for target in ("inter_token_ms", "availability"):
        for figure in found[target].saved.values():
            assert figure.numbers[0] > 0
    assert found["ttft_ms"].saved["saved_kwh_per_year"].numbers[0] == pytest.approx(0.0)
    assert set(found["inter_token_ms"].saved) == {
        "saved_kwh_per_year",
        "saved_kg_per_year",
        "saved_usd_per_year",
    }


def test_a_level_that_nothing_serves_has_no_price() -> None:
    level = ServiceLevel(ttft_ms=10.0, inter_token_ms=50.0, availability=0.99)
    assert all(item.reason for item in price_of_service_level(level, level_outcome))
    with pytest.raises(InputError):
        price_of_service_level(ServiceLevel(-1.0, 50.0, 0.99), level_outcome)
