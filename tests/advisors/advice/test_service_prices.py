"""Endpoints, ready-made services and monitoring in USD, held against hand arithmetic."""

import pytest

from advisors.advice import advise
from advisors.examples import example_names, load_example
from advisors.options import Advice, Option
from estimators.facts import Override
from estimators.figure import Figure, Input
from tests.advisors.advice.made import advised, code_without_repeats, facts, made

COST = "cost_usd_per_year"
CARBON = ("energy_kwh_per_year", "carbon_location_kg_per_year", "water_l_per_year")


def option(advice: Advice, decision: str, name: str) -> Option:
    """The option of that id."""
    found = next(item for item in advice.decisions if item.id == decision).options
    return next(item for item in found if item.id == name)


def leaf(figure: Figure, name: str) -> Input:
    """The input of that name at the bottom of a figure."""
    return next(item for item in figure.leaves() if item.name == name)


def part(figure: Figure, name: str) -> Figure:
    """The figure of that name under a figure."""
    return next(item for item in figure.parts() if isinstance(item, Figure) and item.name == name)


def test_an_endpoint_costs_its_surcharge_and_draws_the_same_energy() -> None:
    found = advise(code_without_repeats(), facts())
    own, endpoint = (option(found, "hosting", name) for name in ("ec2-eks", "sagemaker"))
    ratio = leaf(endpoint.figures[COST], "endpoint_price_ratio")
    served = part(endpoint.figures[COST], "serving_usd_per_year")
    bare = part(own.figures[COST], "serving_usd_per_year")
    assert served.numbers[0] == pytest.approx(bare.numbers[0] * ratio.value)
    assert endpoint.figures[COST].numbers[0] > own.figures[COST].numbers[0]
    for name in CARBON:
        assert endpoint.figures[name] is own.figures[name]
    assert f"{ratio.value - 1:.0%} more" in " ".join(endpoint.reasons)


def test_an_own_quote_for_endpoints_replaces_the_ratio() -> None:
    mine = Override(
        table="constants", id="sagemaker_price_ratio_gpu", field="value", value=1.1, unit="1"
    )
    small = Override(
        table="constants", id="sagemaker_price_ratio_gpu_xlarge", field="value", value=1.1, unit="1"
    )
    found = advise(code_without_repeats(), facts().overridden([mine, small]))
    ratio = leaf(option(found, "hosting", "sagemaker").figures[COST], "endpoint_price_ratio")
    assert (ratio.value, ratio.origin) == (1.1, "override")


def test_pages_of_an_extraction_by_hand() -> None:
    found = advised(
        use_case="extraction", answer_form="structured", input_tokens=1600.0, growth_per_year=0.0,
        requests_per_day=100.0, user_region="us-east-1", allowed_regions=("us-east-1",),
    )  # fmt: skip
    figure = option(found, "need", "ai-service").figures[COST]
    pages = 1600 * 0.7 / 800
    assert part(figure, "pages_per_year").numbers[0] == pytest.approx(100 * 365.2425 * pages)
    assert figure.numbers[0] == pytest.approx(100 * 365.2425 * pages * 0.015)
    assert figure.numbers[1] < figure.numbers[0] < figure.numbers[2]


def test_units_of_a_classification_by_hand() -> None:
    found = advised(
        use_case="classification", answer_form="fixed-list", input_tokens=300.0, output_tokens=5.0,
        growth_per_year=0.0, requests_per_day=1000.0, labelled_examples=5000.0,
        user_region="us-east-1", allowed_regions=("us-east-1",),
    )  # fmt: skip
    figure = option(found, "need", "ai-service").figures[COST]
    units = 9  # 300 tokens x 0.7 x 4 characters = 840 characters
    assert figure.numbers[0] == pytest.approx(1000 * 365.2425 * units * 0.0005)


def test_characters_of_a_translation_by_hand() -> None:
    found = advised(
        use_case="translation", input_tokens=500.0, output_tokens=500.0, growth_per_year=0.0,
        requests_per_day=200.0, user_region="us-east-1", allowed_regions=("us-east-1",),
    )  # fmt: skip
    figure = option(found, "need", "ai-service").figures[COST]
    assert figure.numbers[0] == pytest.approx(200 * 365.2425 * 500 * 0.7 * 4 * 15 / 1e6)


def test_search_costs_its_floor_whatever_the_volume() -> None:
    usd = [
        option(
            advised(use_case="semantic-search", answer_form="ranking", requests_per_day=volume),
            "need",
            "ai-service",
        ).figures[COST].numbers[0]
        for volume in (10.0, 10_000.0)
    ]  # fmt: skip
    assert usd[0] == usd[1] == pytest.approx(2 * 8765.82 * 0.24 * 1.15)


def test_what_a_service_draws_stays_withheld() -> None:
    figures = option(advised(use_case="translation"), "need", "ai-service").figures
    for name in CARBON:
        assert figures[name].value is None
        assert "Amazon Translate" in figures[name].withheld


def test_a_partition_with_a_price_list_of_its_own_has_no_price() -> None:
    found = advised(
        use_case="extraction", user_region="us-gov-west-1", allowed_regions=("us-gov-west-1",)
    )
    for decision, name in (("need", "ai-service"), ("monitoring", "standard")):
        figure = option(found, decision, name).figures[COST]
        assert figure.value is None
        assert figure.withheld


def test_monitoring_of_a_managed_model_by_hand() -> None:
    """Six metrics, four alarms, a twentieth of the text at 0.50 + 3 x 0.03 USD a GB."""
    found = advised(
        hosting="managed", requests_per_day=10_000.0, input_tokens=1000.0, output_tokens=200.0,
        user_region="us-east-1", allowed_regions=("us-east-1",), knowledge=("general",),
    )  # fmt: skip
    figures = option(found, "monitoring", "standard").figures
    gb = 10_000 * 365.2425 * 1200 * 4 * 0.05 / 1e9
    assert figures["logged_gb_per_year"].numbers[0] == pytest.approx(gb)
    usd = 12 * (6 * 0.30 + 4 * 0.10) + gb * (0.50 + 3 * 0.03)
    assert figures[COST].numbers[0] == pytest.approx(usd)
    assert "USD a month" in " ".join(option(found, "monitoring", "standard").reasons)


def test_monitoring_of_own_machines_counts_their_chips() -> None:
    found = advise(code_without_repeats(), facts())
    figure = option(found, "monitoring", "essential").figures[COST]
    hours = part(figure, "instance_hours_per_year").numbers[0]
    chips = leaf(figure, "chips_per_instance").value
    metrics = 2 + 3 * hours * chips / 8765.82
    assert part(figure, "custom_metrics").numbers[0] == pytest.approx(metrics)
    assert metrics > 2


@pytest.mark.parametrize("name", example_names())
def test_fuller_plans_cost_more(name: str) -> None:
    found = advise(load_example(name), facts())
    usd = [
        option(found, "monitoring", plan).figures[COST].numbers[0]
        for plan in ("essential", "standard", "full")
    ]
    assert usd == sorted(usd)
    assert usd[0] < usd[2]


def test_the_answers_reach_the_prices() -> None:
    """Twice the requests, twice the pages."""
    usd = [
        option(
            advise(
                made(use_case="extraction", answer_form="structured", requests_per_day=volume),
                facts(),
            ),
            "need",
            "ai-service",
        ).figures[COST].numbers[0]
        for volume in (1000.0, 2000.0)
    ]  # fmt: skip
    assert usd[1] == pytest.approx(2 * usd[0])
