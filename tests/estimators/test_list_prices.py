"""List prices against published examples, and the pairs of prices that the ratios rest on."""

import numpy as np
import pytest

from estimators import list_prices
from estimators.annual import Missing
from estimators.facts import Facts, load_facts
from estimators.figure import Input

FACTS = load_facts()
PREFIXES = ("sagemaker_price_ratio", "textract_", "comprehend_", "translate_", "opensearch_")
PAIRS = (
    ("g4dn.xlarge", 0.7364, 0.526),
    ("g4dn.12xlarge", 4.89, 3.912),
    ("g5.xlarge", 1.408, 1.006),
    ("g5.12xlarge", 7.09, 5.672),
    ("g5.48xlarge", 20.36, 16.288),
    ("g6.xlarge", 1.127, 0.8048),
    ("g6.12xlarge", 5.752, 4.6016),
    ("g6.48xlarge", 16.688, 13.3504),
    ("g6e.xlarge", 2.61, 1.861),
    ("g6e.12xlarge", 13.12, 10.49264),
    ("g6e.48xlarge", 37.66, 30.13118),
    ("g7e.2xlarge", 4.2039, 3.36312),
    ("g7e.48xlarge", 41.4304, 33.14432),
    ("p4d.24xlarge", 25.251286, 21.957642),
    ("p5.48xlarge", 63.296, 55.04),
    ("inf2.8xlarge", 2.36, 1.96786),
    ("inf2.24xlarge", 7.79, 6.49063),
    ("inf2.48xlarge", 15.58, 12.98127),
)
"""Type, SageMaker AI and EC2 price an hour as the sources have them."""


def ratio(name: str, facts: Facts = FACTS) -> Input:
    """The ratio of a type for which there is one."""
    found = list_prices.endpoint_price_ratio(facts, name)
    assert isinstance(found, Input), name
    return found


@pytest.mark.parametrize(("name", "endpoint", "ec2"), PAIRS)
def test_the_ratio_gives_the_endpoint_price_of_the_list(
    name: str, endpoint: float, ec2: float
) -> None:
    found = ratio(name)
    assert FACTS.instance(name).on_demand_usd_per_hour == pytest.approx(ec2, rel=1e-3)
    assert found.low * ec2 <= endpoint * 1.003
    assert found.high * ec2 >= endpoint * 0.997
    assert found.value * ec2 == pytest.approx(endpoint, rel=5e-3)


@pytest.mark.parametrize(
    "name", ["trn1.32xlarge", "trn2.48xlarge", "inf2.xlarge", "p5en.48xlarge", "c8g.4xlarge"]
)
def test_a_type_without_two_sources_has_no_ratio_and_says_so(name: str) -> None:
    found = list_prices.endpoint_price_ratio(FACTS, name)
    assert isinstance(found, Missing)
    assert f"ml.{name}" in found.reason
    assert "two sources" in found.reason


def test_every_price_has_two_sources_and_a_date() -> None:
    names = [
        name for name in FACTS.tables["constants"] if name.startswith((*PREFIXES, "cloudwatch_"))
    ]
    assert len(names) == 17
    for name in names:
        item = FACTS.constant(name)
        publishers = {FACTS.source(source).title for source in item.sources}
        assert len(publishers) >= 2, name
        assert item.date, name


def test_an_endpoint_for_a_year() -> None:
    """Two ml.g5.xlarge around the clock at 1.408 an hour: 24,669 USD in 8,760 hours."""
    usd = list_prices.endpoint_cost_usd(
        instance_hours_per_year=2 * 8760.0,
        usd_per_instance_hour=1.006,
        endpoint_price_ratio=ratio("g5.xlarge").value,
        price_region_factor=1.0,
        price_fraction=1.0,
    )
    assert usd == pytest.approx(2 * 8760 * 1.408, rel=1e-3)


def test_text_is_billed_in_started_units_with_a_minimum() -> None:
    """550 characters are six units, and a short greeting costs three."""
    characters = np.array([550.0, 12.0, 300.0, 301.0, 100_000.0])
    units = list_prices.text_units(characters, np.array(100.0), np.array(3.0))
    assert units.tolist() == [6.0, 3.0, 3.0, 4.0, 1000.0]


def test_a_million_documents_of_500_characters() -> None:
    """The example of a cost guide: five million units, 500 USD at the price of built-in classes."""
    units = float(list_prices.text_units(np.array(500.0), np.array(100.0), np.array(3.0)))
    billed = list_prices.yearly_volume(1e6, units)
    built_in = FACTS.constant("comprehend_usd_per_unit").low
    assert list_prices.service_cost_usd(billed, built_in, 1.0) == pytest.approx(500.0)


def test_pages_beyond_the_first_million_a_month_cost_less() -> None:
    """Invoices: 0.010 up to a million pages a month, 0.008 beyond."""

    def usd(pages: float) -> float:
        found = list_prices.tiered_cost_usd(
            billed_per_year=np.array(12.0 * pages),
            usd_per_billed=np.array(FACTS.constant("textract_usd_per_page").low),
            first_tier_per_month=np.array(
                FACTS.constant("textract_first_tier_pages_per_month").value
            ),
            price_ratio_beyond=np.array(FACTS.constant("textract_price_ratio_beyond").value),
            price_region_factor=np.array(1.0),
        )
        return float(found) / 12.0

    assert usd(100_000) == pytest.approx(1_000.0)
    assert usd(1_000_000) == pytest.approx(10_000.0)
    assert usd(3_000_000) == pytest.approx(10_000.0 + 2e6 * 0.008)


def test_a_request_has_at_least_one_page() -> None:
    tokens = np.array([40.0, 800.0, 2400.0])
    pages = list_prices.document_pages(tokens, np.array(1.0), np.array(800.0))
    assert pages.tolist() == [1.0, 1.0, 3.0]


def test_two_million_characters_translated() -> None:
    price = FACTS.constant("translate_usd_per_million_characters").value
    assert list_prices.million_cost_usd(2e6, price, 1.0) == pytest.approx(30.0)


def test_the_floor_of_a_search_collection() -> None:
    """Four capacity units for 730 hours: 700.80 USD a month, as its cost guide has it."""
    usd = list_prices.capacity_cost_usd(
        capacity_units=FACTS.constant("opensearch_capacity_units").high,
        hours_per_year=730.0,
        usd_per_unit_hour=FACTS.constant("opensearch_usd_per_ocu_hour").value,
        price_region_factor=1.0,
    )
    assert usd == pytest.approx(700.80)


def test_the_examples_of_the_cloudwatch_price_list() -> None:
    """A month: 100 metrics 30 USD, 50 alarms 5 USD, 50 GB of logs 25 USD, 100 GB kept 3 USD."""

    def price(name: str) -> float:
        return FACTS.constant(f"cloudwatch_usd_per_{name}").value

    assert list_prices.metrics_cost_usd(100.0, price("metric_month")) == pytest.approx(12 * 30.0)
    assert list_prices.alarms_cost_usd(50.0, price("alarm_month")) == pytest.approx(12 * 5.0)
    usd = list_prices.logs_cost_usd(
        logged_gb_per_year=12 * 50.0,
        usd_per_gb_ingested=price("gb_ingested"),
        usd_per_gb_month=price("gb_month"),
        retention_months=2.0,
    )
    assert usd == pytest.approx(12 * (25.0 + 3.0)), "two months kept: 100 GB at any time"
