"""`wattbrief facts QUERY` finds the fact meant, first."""

import pytest

from estimators.facts import Facts


@pytest.mark.parametrize(
    ("query", "row", "field"),
    [
        ("h100 tdp", "h100", "tdp_watts"),
        ("H100 power", "h100", "tdp_watts"),
        ("trn2 power", "trainium2", "tdp_watts"),
        ("eu-north-1 carbon", "eu-north-1", "location_lifecycle_g_per_kwh"),
        ("stockholm carbon direct", "eu-north-1", "location_direct_g_per_kwh"),
        ("pue ireland", "eu-west-1", "pue"),
        ("water jakarta", "ap-southeast-3", "wue_l_per_kwh"),
        ("p5.48xlarge price", "p5.48xlarge", "on_demand_usd_per_hour"),
        ("latency frankfurt ireland", "eu-central-1..eu-west-1", "rtt_ms"),
        ("training mfu", "mfu_training", "value"),
        ("bedrock batch price", "bedrock_batch_price_fraction", "value"),
        ("tokens code", "code-assistant", "input_tokens"),
        ("embodied h100", "h100", "embodied_kgco2e"),
    ],
)
def test_first_hit(facts: Facts, query: str, row: str, field: str) -> None:
    first = facts.search(query)[0]
    assert (first.id, first.field) == (row, field)


def test_models_on_offer_come_before_retired_ones(facts: Facts) -> None:
    hits = facts.search("claude haiku price", limit=2)
    assert {hit.id for hit in hits} == {"claude-haiku-4-5", "claude-haiku-5-5"}
    assert all(hit.unit == "USD/10^6 tokens" for hit in hits)


def test_a_hit_carries_all_that_is_shown(facts: Facts) -> None:
    hit = facts.search("h100 tdp")[0]
    assert (hit.kind, hit.name, hit.value, hit.unit) == ("chips", "NVIDIA H100 SXM5 80GB", 700, "W")
    assert (hit.low, hit.high, hit.confidence) == (679, 721, "published")
    assert hit.label == "power limit (TDP)"
    assert any(source.url.startswith("https://") for source in hit.sources)
    assert hit.date


def test_every_word_must_match(facts: Facts) -> None:
    assert facts.search("h100 zebra") == []
    assert facts.search("") == []
    assert facts.search("?!") == []


def test_the_name_of_a_table_lists_its_rows(facts: Facts) -> None:
    assert {hit.kind for hit in facts.search("region pue", limit=50)} == {"regions"}
    assert len(facts.search("chip tdp", limit=100)) == sum(
        chip.tdp_watts is not None for chip in facts.chips.values()
    )


def test_the_limit_holds(facts: Facts) -> None:
    assert len(facts.search("model", limit=7)) == 7
