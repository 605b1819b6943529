"""Relaxations of a managed model's service level: each priced, each open, energy withheld."""

import pytest

from advisors.advice import advise
from advisors.examples import load_example
from advisors.options import Advice, Option
from advisors.questions import Value
from advisors.serialise import advice_as_dict
from tests.advisors.advice.made import advised, facts

COST, SAVED, ADDED = "cost_usd_per_year", "saved_usd_per_year", "added_usd_per_year"
ENERGY = ("energy_kwh_per_year", "carbon_location_kg_per_year", "water_l_per_year")


def options(advice: Advice) -> dict[str, Option]:
    """Options of the inference decision by id."""
    return {item.id: item for item in advice.decision("inference").options}


def served(option: Option) -> float:
    """Cost of the tokens of an option, without what its rung adds."""
    parts = option.figures[COST].parts()
    return next(p.value or 0.0 for p in parts if p.name == "serving_usd_per_year")


def test_each_looser_tier_says_what_it_saves_in_usd_and_nothing_of_energy() -> None:
    found = options(advised(hosting="managed", committed_model="nova-pro"))
    plain = found["as-designed"]
    for name in ("relaxed-batch", "relaxed-flex"):
        option = found[name]
        assert served(option) == pytest.approx(0.5 * served(plain))
        saved = option.figures[SAVED]
        assert saved.numbers[0] == pytest.approx(0.5 * served(plain))
        assert option.reasons[0].startswith("Saves ")
        for energy in ENERGY:
            assert option.figures[energy].value is None
            assert "does not publish" in option.figures[energy].withheld


def test_each_figure_opens_to_the_price_facts_of_that_tier_and_model() -> None:
    found = options(advised(hosting="managed", committed_model="nova-pro"))
    leaves = {
        name: next(
            leaf
            for leaf in found[name].figures[COST].leaves()
            if leaf.name == "batch_price_fraction"
        )
        for name in ("relaxed-batch", "relaxed-flex", "tighter-priority")
    }
    assert "bedrock-batch-models" in leaves["relaxed-batch"].sources
    assert "bedrock-service-tiers" in leaves["relaxed-flex"].sources
    assert "bedrock-service-tiers" in leaves["tighter-priority"].sources
    assert all("Amazon Nova Pro" in leaf.note for leaf in leaves.values())


def test_priority_costs_more_and_leaves_what_may_wait_at_its_price() -> None:
    found = options(advised(hosting="managed", committed_model="nova-pro", async_share=30.0))
    ratio = served(found["tighter-priority"]) / served(found["as-designed"])
    assert ratio == pytest.approx((0.3 * 0.5 + 0.7 * 1.75) / (0.3 * 0.5 + 0.7))
    assert found["tighter-priority"].figures[ADDED].numbers[0] > 0
    assert found["tighter-priority"].reasons[0].endswith(" more.")


def test_where_all_may_wait_the_list_says_what_answering_at_once_would_cost() -> None:
    found = options(advised(hosting="managed", committed_model="nova-pro", async_share=100.0))
    added = found["tighter-standard"].figures[ADDED].numbers[0]
    assert added == pytest.approx(served(found["as-designed"]))
    assert not {"relaxed-batch", "relaxed-flex", "tighter-priority"} & found.keys()


def test_a_tier_without_a_fact_is_not_priced() -> None:
    """Claude has no Flex and no Priority tier in the facts; its Reserved tier has no list price."""
    found = options(advised(hosting="managed", committed_model="claude-sonnet-4-5"))
    assert "relaxed-batch" in found
    assert not {"relaxed-flex", "tighter-priority"} & found.keys()
    assert found["tighter-reserved"].figures[COST].value is None
    assert "100,000 input" in found["tighter-reserved"].reasons[0]


def test_the_global_profile_is_priced_where_data_may_leave_and_not_elsewhere() -> None:
    free = options(advised(hosting="managed", committed_model="claude-sonnet-4-5"))
    kept = advised(hosting="managed", committed_model="claude-sonnet-4-5", residency="eu")
    plain, item = free["as-designed"], free["relaxed-profile"]
    assert served(item) == pytest.approx(served(plain) / 1.1, rel=1e-3)
    assert item.figures[SAVED].numbers[1] > 0
    assert item.figures[ENERGY[1]].value is not None
    assert "relaxed-profile" not in options(kept)


def test_a_cached_token_of_nova_is_not_priced_as_one_of_claude() -> None:
    """The cached price of Claude, a tenth, was taken for Nova, which asks a quarter."""
    prompt: dict[str, Value] = {
        "hosting": "managed",
        "shared_prefix_share": 80.0,
        "input_tokens": 8000.0,
    }
    for model, price in (("nova-pro", 0.25), ("claude-sonnet-4-5", 0.1)):
        cached = options(advised(**prompt, committed_model=model))["prompt-cache"]
        leaf = next(x for x in cached.figures[COST].leaves() if x.name == "cached_price_fraction")
        assert leaf.value == pytest.approx(price, rel=0.05), model
        assert leaf.value > price, "what has lapsed is written anew"
        assert "Saves " in cached.reasons[0]


def test_own_fleet_keeps_its_own_relaxations() -> None:
    found = options(advised(hosting="self-hosted"))
    assert "relaxed-availability" in found
    assert not {name for name in found if name.startswith("tighter-")}


def test_json_has_each_step_with_its_saving_and_its_sources() -> None:
    advice = advised(hosting="managed", committed_model="nova-pro")
    inference = next(d for d in advice_as_dict(advice)["decisions"] if d["id"] == "inference")
    batch = next(item for item in inference["options"] if item["id"] == "relaxed-batch")
    assert batch["figures"][SAVED]["value"] > 0
    assert "bedrock-batch-models" in batch["figures"][SAVED]["sources"]
    assert "does not publish" in batch["figures"]["energy_kwh_per_year"]["reason"]


def test_nightly_work_is_an_hour_of_a_fleet_or_a_batch_on_bedrock() -> None:
    """Gathered, the fleet is up for an hour a day and costs less than the batch, with less carbon.

    An expert would want that hour reserved: spread over the day the same machines cost many times
    the batch on Bedrock, and effort or latency may turn it too. The advice says as much.
    """
    advice = advise(load_example("nightly-invoice-extraction"), facts())
    hosting, serving = advice.decision("hosting"), advice.decision("inference")
    cost = {item.id: item.figures[COST].numbers[0] for item in hosting.options[:2]}
    spread = next(item for item in serving.options if item.id == "spread")
    assert cost["ec2-eks"] < cost["bedrock"] < 0.2 * spread.figures[COST].numbers[0]
    assert hosting.confidence == "medium"
    assert "machine for those hours" in hosting.confidence_reason
    assert any("spread over the day" in flip for flip in hosting.flips)
    assert any("effort counting for" in flip for flip in hosting.flips)
    assert "bedrock-price-list-2026-09" in hosting.options[1].figures[COST].sources
