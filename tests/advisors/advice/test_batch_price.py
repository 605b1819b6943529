"""Half the price holds for the models that batch inference supports, and for no others."""

import pytest

from advisors.advice import advise
from advisors.options import Advice
from advisors.questions import Value
from estimators.facts import Override
from tests.advisors.advice.made import advised, facts, made

NIGHTLY: dict[str, Value] = {
    "hosting": "managed",
    "use_case": "batch-enrichment",
    "answer_form": "structured",
    "knowledge": ("general",),
}
UNKNOWN, KNOWN = "ministral-3-3b", "qwen3-235b-a22b-2507"


def usd(advice: Advice) -> tuple[float, float, float]:
    """Yearly cost of the design as a whole."""
    return advice.decision("hosting").options[0].figures["cost_usd_per_year"].numbers


def ratio(model: str) -> float:
    """Cost where nobody waits over cost where everybody does."""
    waits = advised(**NIGHTLY, committed_model=model, async_share=100.0)
    return usd(waits)[0] / usd(advised(**NIGHTLY, committed_model=model))[0]


def test_a_model_without_a_batch_price_in_the_facts_keeps_its_list_price() -> None:
    """The half price was given to every model, though the fact limits it to those supported."""
    assert ratio(UNKNOWN) == pytest.approx(1.0)
    assert ratio(KNOWN) == pytest.approx(0.5)


def test_what_is_not_known_is_said_and_lies_in_the_range() -> None:
    """It may be half after all: the low end says so, and the words say why."""
    found = advised(**NIGHTLY, committed_model=UNKNOWN, async_share=60.0)
    fallen = {item.id: item for item in found.decision("inference").exclusions}["batch"]
    assert "not known here" in fallen.reason
    assert fallen.rule == "not-there"
    assert any("list price" in note for note in found.decision("hosting").options[0].notes)
    leaf = next(
        item
        for item in found.decision("hosting").options[0].figures["cost_usd_per_year"].leaves()
        if item.name == "batch_price_fraction"
    )
    assert (leaf.value, leaf.low, leaf.high, leaf.origin) == (1.0, 0.5, 1.0, "assumption")


def test_a_price_of_your_own_is_taken() -> None:
    """Who overrides the price has looked the model up."""
    half = Override(
        table="constants", id="bedrock_batch_price_fraction", field="value", value=0.4, unit="1"
    )
    design = made(**NIGHTLY, committed_model=UNKNOWN, async_share=100.0)
    own = usd(advise(design, facts().overridden([half])))
    assert own[0] / usd(advise(design, facts()))[0] == pytest.approx(0.4)
