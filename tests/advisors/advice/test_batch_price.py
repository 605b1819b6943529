"""Half the price holds for the models that batch inference supports, and for no others."""

import pytest

from advisors.advice import advise
from advisors.options import Advice
from advisors.questions import Value
from advisors.record import build_record
from estimators.facts import Override
from tests.advisors.advice.made import advised, facts, made

NIGHTLY: dict[str, Value] = {
    "hosting": "managed",
    "use_case": "batch-enrichment",
    "answer_form": "structured",
    "knowledge": ("general",),
}
UNKNOWN, ABSENT = "claude-haiku-5-5", "claude-sonnet-5"
KNOWN = ("qwen3-235b-a22b-2507", "ministral-3-3b", "claude-sonnet-4-5")


def usd(advice: Advice) -> tuple[float, float, float]:
    """Yearly cost of the design as a whole."""
    return advice.decision("hosting").options[0].figures["cost_usd_per_year"].numbers


def ratio(model: str) -> float:
    """Cost where nobody waits over cost where everybody does."""
    waits = advised(**NIGHTLY, committed_model=model, async_share=100.0)
    return usd(waits)[0] / usd(advised(**NIGHTLY, committed_model=model))[0]


def deferred(advice: Advice) -> tuple[float, float, float, str]:
    """Price of what may wait over the list price: value, low, high and origin."""
    figure = advice.decision("hosting").options[0].figures["cost_usd_per_year"]
    leaf = next(item for item in figure.leaves() if item.name == "batch_price_fraction")
    return leaf.value, leaf.low, leaf.high, leaf.origin


def test_a_model_without_a_batch_price_in_the_facts_keeps_its_list_price() -> None:
    """The half price was given to every model, though the fact limits it to those supported."""
    assert ratio(UNKNOWN) == pytest.approx(1.0)
    assert [ratio(model) for model in KNOWN] == pytest.approx([0.5] * len(KNOWN))


def test_a_model_that_a_source_leaves_out_has_no_chance_of_half_the_price() -> None:
    """Unknown is a range down to the half; left out of the list is the list price, and says so."""
    found = advised(**NIGHTLY, committed_model=ABSENT, async_share=60.0)
    fallen = {item.id: item for item in found.decision("inference").exclusions}["batch"]
    assert "has no batch price" in fallen.reason
    assert "price list of 2026-09-01" in fallen.reason
    assert deferred(found)[:3] == (1.0, 1.0, 1.0)


def test_an_agent_calls_tools_and_gets_no_batch_price() -> None:
    """Batch inference calls no tools; the Flex tier does, where the model has it."""
    agent = {**NIGHTLY, "use_case": "agent", "async_share": 60.0}
    claude = advised(**agent, committed_model="claude-sonnet-4-5")
    assert deferred(claude)[0] == 1.0
    reasons = {item.id: item.reason for item in claude.decision("inference").exclusions}
    assert "calls no tools" in reasons["batch"]
    assert deferred(advised(**agent, committed_model="qwen3-coder-30b-a3b"))[0] == 0.5


def test_what_is_not_known_is_said_and_lies_in_the_range() -> None:
    """It may be half after all: the low end says so, and the words say why."""
    found = advised(**NIGHTLY, committed_model=UNKNOWN, async_share=60.0)
    fallen = {item.id: item for item in found.decision("inference").exclusions}["batch"]
    assert "is known here" in fallen.reason
    assert fallen.rule == "not-there"
    assert any("list price" in note for note in found.decision("hosting").options[0].notes)
    assert deferred(found) == (1.0, 0.5, 1.0, "assumption")


def test_a_price_of_your_own_is_taken() -> None:
    """Who overrides the price has looked the model up."""
    half = Override(
        table="constants", id="bedrock_batch_price_fraction", field="value", value=0.4, unit="1"
    )
    design = made(**NIGHTLY, committed_model=UNKNOWN, async_share=100.0)
    own = usd(advise(design, facts().overridden([half])))
    assert own[0] / usd(advise(design, facts()))[0] == pytest.approx(0.4)


def test_a_price_that_rests_on_one_reading_is_inferred_and_reaches_the_list_price() -> None:
    """One transcription of the price list is no proof that a Region takes batch jobs."""
    once = {"bedrock-price-list-2026-09", "bedrock-pricing"}
    rows = [row for row in facts().tiers.values() if row.tier == "batch" and row.offered]
    single = [row for row in rows if set(row.sources) <= once]
    assert len(single) == 32
    for row in single:
        assert row.confidence == "inferred"
        assert row.price_fraction_high == 1.0
        assert "One reading" in row.note
    assert all(row.confidence == "published" for row in rows if row not in single)


def test_the_record_says_that_it_is_inferred() -> None:
    design = made(**NIGHTLY, committed_model="ministral-3-3b", async_share=100.0)
    record = build_record(design, advise(design, facts()), facts(), date="2026-11-21")
    (entry,) = (
        item
        for item in record.evidence
        if item.quantity.name == "batch_price_fraction" and item.basis == "fact"
    )
    assert entry.confidence == "inferred"
    assert "One reading of the price list" in entry.note
    assert entry.quantity.high == 1.0
