"""Two ways beside each other, money first; what a cache brings; the volume that turns the order."""

from collections.abc import Mapping

import pytest

from advisors.design_changes import changed
from advisors.examples import load_example
from advisors.format import value_and_range
from advisors.options import DecisionId, Option
from tests.tui.inquiry.conftest import EXAMPLES
from tui.inquiry import Inquiry

_COST, _CARBON = "cost_usd_per_year", "carbon_location_kg_per_year"


def _option(inquiry: Inquiry, decision: DecisionId, key: str) -> Option:
    return next(item for item in inquiry.advice.decision(decision).options if item.id == key)


@pytest.mark.parametrize(
    "question",
    [
        "Haiku 4.5 rather than Qwen3-Next: how much more is that a year?",
        "how much more would we pay for Haiku 4.5 over qwen3-next?",
    ],
)
def test_how_much_more_is_money_and_a_difference(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries["s"].ask(question)
    assert answer.design is not None
    haiku = _option(inquiries["s"], "model", "claude-haiku-4-5").figures[_COST]
    first = inquiries["s"].advice.totals[_COST]
    lead = answer.answer.splitlines()[0]
    assert lead.startswith("Cost: about ")
    assert " more with Claude Haiku 4.5 than with Qwen3-Next" in lead
    assert value_and_range(haiku) in lead
    gap = answer.design.figures[f"{_COST}_difference"]
    assert gap.value == pytest.approx((haiku.value or 0.0) - (first.value or 0.0))
    assert [item.name for item in gap.inputs] == [_COST, _COST]


def test_how_much_more_of_what_is_named(inquiries: Mapping[str, Inquiry]) -> None:
    text = inquiries["s"].ask("how much more carbon is Haiku 4.5 than qwen3-next?").answer
    assert text.startswith("Carbon, location-based: about ")


@pytest.mark.parametrize(
    "question",
    ["five years all in, what does that come to?", "what are we looking at over 5 years?"],
)
def test_all_in_is_money_with_what_it_leaves_out(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    text = inquiries["s"].ask(question).answer
    assert "Cost over 5 years: " in "\n".join(text.splitlines()[:2])
    assert "Not in the cost:" in text
    assert "person-weeks" in text.partition("Not in the cost:")[2]


def test_side_by_side_tells_figures_and_weeks(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["m"].ask("put RAG and LoRA next to each other, with effort in weeks please")
    assert answer.design is not None
    assert (answer.design.intent, answer.design.decision) == ("compare", "customization")
    lines = answer.answer.splitlines()
    for line, key in zip(lines, ("rag", "peft"), strict=False):
        option = _option(inquiries["m"], "customization", key)
        assert line.startswith(f"{option.label}: cost {value_and_range(option.figures[_COST])}")
        assert value_and_range(option.figures[_CARBON]) in line
        assert "person-weeks" in line


def test_worth_it_or_the_other_is_held_beside_both(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["n"].ask(
        "Is fine-tuning worth it for us, or would a plain prompt on Bedrock do? In USD and kg."
    )
    head = answer.answer.splitlines()[:3]
    assert [line.partition(":")[0] for line in head] == [
        "PEFT (LoRA)",
        "Prompt engineering",
        "Managed",
    ]
    managed = _option(inquiries["n"], "hosting", "bedrock")
    assert value_and_range(managed.figures[_COST]) in head[2]


def test_a_cache_is_held_against_the_design_without_it(inquiries: Mapping[str, Inquiry]) -> None:
    inquiry = inquiries["c"]
    answer = inquiry.ask("is the answer cache worth keeping with so few repeats in our design?")
    without = _option(inquiry, "inference", "prompt-cache").figures[_COST]
    lines = answer.answer.splitlines()
    assert lines[0].startswith("It brings little. It is in the design")
    assert f"against {value_and_range(without)}" in lines[1]


def test_the_volume_that_turns_the_order_is_found_by_trying(
    inquiries: Mapping[str, Inquiry],
) -> None:
    inquiry = inquiries["n"]
    answer = inquiry.ask("from how many invoices a night is Bedrock cheaper for us?")
    assert answer.design is not None
    assert answer.design.intent == "flip"
    lead = answer.answer.splitlines()[0]
    assert lead.startswith("Managed: Amazon Bedrock costs less than Self-hosted: EC2 or EKS below")
    volumes = sorted(
        float(key.split("/")[1]) for key in answer.design.figures if key.startswith("bedrock/")
    )
    design = load_example(EXAMPLES["n"])
    for volume, cheaper in ((volumes[0] / 2.0, True), (volumes[1] * 2.0, False)):
        after = inquiry._advise(changed(design, (f"requests_per_day={volume:.0f}",)))
        both = {item.id: item.figures[_COST].value for item in after.decision("hosting").options}
        managed, own = both["bedrock"] or 0.0, both["ec2-eks"] or 0.0
        assert (managed < own) is cheaper


@pytest.mark.parametrize(
    "question",
    [
        "how much more energy do large models need in general?",
        "is semantic caching worth it in general?",
        "are you all in on this?",
        "side by side refrigerators, are they worth it?",
    ],
)
def test_what_is_not_of_the_design_is_not_taken(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries["c"].ask(question)
    assert answer.design is None or answer.design.intent not in {"compare", "flip"}
    assert "about" not in answer.answer.splitlines()[0] or answer.design is None


def test_an_option_that_an_answer_shuts_is_let_in_to_be_held(
    inquiries: Mapping[str, Inquiry],
) -> None:
    text = (
        inquiries["c"].ask("from what volume on is Bedrock greener than our own machines?").answer
    )
    assert " requests a day" in text.splitlines()[0]
    assert "for this the answer is 'No preference'" in text
