"""Conditions in a question: they are tried as said, and what is asked of the change comes first."""

from collections.abc import Mapping

import pytest

from advisors.design_changes import changed
from advisors.examples import load_example
from advisors.format import value_and_range
from tests.tui.inquiry.conftest import EXAMPLES
from tui.inquiry import Inquiry

_COST = "cost_usd_per_year"


@pytest.mark.parametrize(
    ("example", "question", "changes"),
    [
        ("c", "is Bedrock less expensive once we stop hosting it ourselves?", ("hosting=any",)),
        ("c", "suppose self-hosting was no longer a must, what then?", ("hosting=any",)),
        ("c", "what if the 40 ms between words became 80 ms", ("inter_token_ms=80",)),
        ("c", "how does the cost react if the 500 ms go up to a whole second?", ("ttft_ms=1000",)),
        ("n", "our licence condition shuts Gemma out. Waive it and what comes first?",
         ("licences=any-commercial",)),
        ("s", "what happens if the weight of water is set to 50 %?",
         ("priorities=carbon 19.4, water 50, cost 16.7, latency 8.3, effort 5.6",)),
        ("t", "would the classifier win with effort taken out of the weights?",
         ("priorities=carbon 33.3, water 16.7, cost 50, latency 0, effort 0",)),
        ("m", "suppose all data has to stay inside the European Union and Milan falls away",
         ("residency=eu", "allowed_regions=eu-west-1")),
        ("m", "we must keep everything in the EU, what do we lose?", ("residency=eu",)),
    ],
)  # fmt: skip
def test_a_condition_is_tried_as_it_is_said(
    example: str, question: str, changes: tuple[str, ...], inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries[example].ask(question)
    assert answer.design is not None
    assert answer.design.intent == "what-if"
    assert answer.design.changes == changes
    assert not answer.design.repairs


@pytest.mark.parametrize(
    ("example", "question"),
    [
        ("s", "why does carbon count for 35 in the weights?"),
        ("t", "who set effort to 40 in the weights?"),
        ("c", "why do we run it ourselves at all?"),
        ("n", "which licence rule shuts Claude out?"),
        ("c", "is the first word there after 500 ms?"),
    ],
)
def test_what_is_only_named_is_not_tried(
    example: str, question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries[example].ask(question)
    assert answer.design is None or not answer.design.changes


def test_an_option_that_is_asked_about_gets_its_yes(inquiries: Mapping[str, Inquiry]) -> None:
    inquiry = inquiries["c"]
    answer = inquiry.ask("does Bedrock get cheaper than this if we drop self-hosting?")
    after = inquiry._advise(changed(load_example(EXAMPLES["c"]), ("hosting=any",)))
    hosting = after.decision("hosting")
    managed = next(item for item in hosting.options if item.id == "bedrock")
    first = answer.answer.splitlines()[0]
    assert first.startswith("Yes: Managed: Amazon Bedrock")
    assert value_and_range(managed.figures[_COST]) in first
    assert answer.design is not None
    assert answer.design.figures[f"bedrock/{_COST}"] == managed.figures[_COST]
    dearer = inquiry.ask("would Bedrock be dearer if we gave up self-hosting?").answer
    assert dearer.startswith("No: Managed: Amazon Bedrock")


def test_an_option_that_does_not_come_first_gets_its_no(inquiries: Mapping[str, Inquiry]) -> None:
    text = (
        inquiries["t"]
        .ask("does the small classifier come first if effort weighs zero in the weights?")
        .answer
    )
    assert text.startswith("No: Small classifier passes with that, and stands second, behind")


def test_what_stays_out_says_so_and_what_comes_first(inquiries: Mapping[str, Inquiry]) -> None:
    inquiry = inquiries["n"]
    text = inquiry.ask(
        "With Claude the licence rule is in the way. Drop that rule: what would you take?"
    ).answer
    first = text.splitlines()[0]
    model = inquiry.advice.decision("model").chosen
    assert model is not None
    assert "stay out" in first
    assert f"{model.label} stays first" in first
    assert "As answered now" in first
    assert "licence" in first


def test_the_figure_that_is_asked_for_leads(inquiries: Mapping[str, Inquiry]) -> None:
    cost = inquiries["c"].advice.totals[_COST]
    text = inquiries["c"].ask("what becomes of the bill if the 500 ms rise to 900 ms").answer
    assert text.startswith(f"Cost stays {value_and_range(cost)}.\nNothing moves")
    grown = inquiries["c"].ask("what if traffic doubled, how much water is that?").answer
    assert grown.startswith("Water: ")
    water = inquiries["c"].advice.totals["water_l_per_year"]
    assert f" instead of {value_and_range(water)} (+" in grown.splitlines()[0]


def test_a_decision_that_is_asked_for_is_said_to_stay(inquiries: Mapping[str, Inquiry]) -> None:
    text = inquiries["s"].ask("if latency is taken out of the weights, same model?").answer
    model = inquiries["s"].advice.decision("model").chosen
    assert model is not None
    assert text.startswith(f"Yes: {model.label} for the model decision.")
