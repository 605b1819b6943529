"""What speaks for an option that lost is met first; who decided; discounts that are bought."""

from collections.abc import Mapping

import pytest

from tui.inquiry import Inquiry
from tui.inquiry.page import entries


@pytest.mark.parametrize(
    ("example", "question", "loser", "says"),
    [
        ("s", "Frankfurt is next door to our clients, so why Ireland?", "eu-central-1",
         "is out, before anything is weighed: Bedrock does not serve"),
        ("s", "Milan is nearer to our users. Why do you send us to Ireland?", "eu-south-1",
         "Being near counts as latency, 15% of the weights."),
        ("n", "why Stockholm when the whole team sits in Virginia?", "us-east-1",
         "Being near counts as latency alone, and that weighs nothing here; nobody waits"),
        ("n", "We know Bedrock well already, so why host it ourselves?", "bedrock",
         "Effort counts for 10% of the weights here"),
        ("m", "why Ministral if Nova Lite is cheaper?", "nova-lite",
         "Cost counts for 30% of the weights here"),
        ("c", "we bought H100s already, so why Inferentia?", "h100",
         "cost is by the list prices of the cloud"),
        ("c", "why inferentia and not L40S, it needs less power?", "l40s",
         "Energy is no criterion of its own"),
    ],
)  # fmt: skip
def test_the_one_that_lost_is_spoken_of_first(
    example: str, question: str, loser: str, says: str, inquiries: Mapping[str, Inquiry]
) -> None:
    inquiry = inquiries[example]
    answer = inquiry.ask(question)
    assert answer.design is not None
    assert answer.design.option == loser
    first = answer.answer.partition("\n\n")[0]
    assert says in first
    decision = inquiry.advice.decision(answer.design.decision or "region")
    (label,) = (item.label for item in entries(decision) if item.id == loser)
    assert first.startswith(label)


def test_the_figure_that_outranks_it_is_explained(inquiries: Mapping[str, Inquiry]) -> None:
    text = inquiries["n"].ask("Our people are in Virginia, so why Stockholm?").answer
    first = text.partition("\n\n")[0]
    assert "Your weights: carbon 45%" in first
    assert "because of grid carbon, location-based (418 against 20.0 g CO2e/kWh)" in first


@pytest.mark.parametrize("question", ["why not Frankfurt?", "why Ireland and not Milan?"])
def test_a_plain_why_not_is_no_objection(question: str, inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["s"].ask(question)
    assert answer.design is not None
    assert "counts as latency" not in answer.answer
    assert "Your weights:" not in answer.answer


@pytest.mark.parametrize(
    ("example", "question", "second"),
    [
        ("t", "who decided that Nova Micro wins?", "Nemotron 3 Nano"),
        ("s", "who picked Ireland?", "eu-south-1"),
        ("m", "who says Ministral is the best one?", "Amazon Nova Lite"),
    ],
)
def test_the_weights_decided(
    example: str, question: str, second: str, inquiries: Mapping[str, Inquiry]
) -> None:
    first = inquiries[example].ask(question).answer.partition("\n\n")[0]
    assert first.startswith("Your weights decided it: ")
    assert f"Next to it stands {second}" in first
    decided = inquiries[example].advice.decisions
    assert any(item.confidence_reason and item.confidence_reason in first for item in decided)


def test_who_agrees_is_another_question(inquiries: Mapping[str, Inquiry]) -> None:
    assert "Your weights decided it" not in inquiries["t"].ask("who has to approve this?").answer


@pytest.mark.parametrize(
    ("example", "question", "begins"),
    [
        ("s", "we hold a savings plan, does it help here?", "No: a savings plan"),
        ("m", "Do our reserved instances make self-hosting worth it?", "No: a savings plan"),
        ("c", "does our compute savings plan lower this?", "It may: "),
    ],
)
def test_discounts_are_held_against_how_the_design_pays(
    example: str, question: str, begins: str, inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries[example].ask(question)
    assert answer.design is not None
    assert answer.answer.startswith(begins)


def test_the_discount_that_would_bring_hosting_level(inquiries: Mapping[str, Inquiry]) -> None:
    inquiry = inquiries["s"]
    own, mine = (
        next(x for x in inquiry.advice.decision("hosting").options if x.id == key)
        for key in ("ec2-eks", "bedrock")
    )
    costs = [item.figures["cost_usd_per_year"].numbers[0] for item in (own, mine)]
    text = inquiry.ask("does our savings plan make self-hosting attractive?").answer
    assert f"would have to fall by {1.0 - costs[1] / costs[0]:.0%}" in text


def test_what_a_savings_plan_is_goes_to_the_guidance(inquiries: Mapping[str, Inquiry]) -> None:
    assert inquiries["s"].ask("what is a compute savings plan?").design is None


def test_weights_that_would_bring_a_region_by_another_model_come_first(
    inquiries: Mapping[str, Inquiry],
) -> None:
    text = inquiries["m"].ask("what would it take for Stockholm to win?").answer
    assert text.startswith("The nearest turn: carbon counting for 32% of the weights")
    assert "and with it eu-north-1" in text.partition("\n\n")[0]
    other = inquiries["m"].ask("what would it take for Oregon to win?").answer
    assert "The nearest turn" not in other
