"""Doubt: answers to firm up, how much a default counts, a spread to narrow, a design defended."""

from collections.abc import Mapping

import pytest

from advisors.format import value_and_range
from tui.inquiry import Inquiry


def _told(inquiry: Inquiry, question: str) -> list[str]:
    answer = inquiry.ask(question)
    assert answer.design is not None, question
    return [line for line in answer.answer.splitlines() if not line.startswith("(")]


@pytest.mark.parametrize(
    "question",
    [
        "which of our inputs should I double-check first?",
        "what answers do I have to pin down before the review?",
        "which of my estimates are worth refining?",
        "Welche meiner Antworten sollte ich zuerst absichern?",
    ],
)
def test_only_answers_are_to_be_firmed_up(question: str, inquiries: Mapping[str, Inquiry]) -> None:
    lines = _told(inquiries["s"], question)
    assert lines[0].startswith("Requests a day, 18,000 requests/day (12,000 to 30,000)")
    head = "\n".join(lines[: lines.index("No answer of yours, but wider:")])
    movers = inquiries["s"]._moved.tornadoes[0].movers
    assert all(item.label not in head for item in movers if item.kind == "fact")


def test_they_are_ranked_by_the_carbon_that_ranks(inquiries: Mapping[str, Inquiry]) -> None:
    first = _told(inquiries["s"], "which of our answers do I have to verify first?")[0]
    assert "carbon, market-based" in first
    assert "location" not in first


@pytest.mark.parametrize(
    "question",
    [
        "which answers should one check before deploying models?",
        "which answers of the model should be checked by a person?",
    ],
)
def test_answers_of_a_model_are_no_answers_of_the_design(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    part = inquiries["s"].ask(question).design
    assert part is None or part.intent != "assumption"


@pytest.mark.parametrize(
    "question",
    [
        "you took a default for the prompt length: which number, and does it matter?",
        "what prompt length did you assume and how much hangs on it?",
        "you guessed the prompt length; how big a deal is that?",
    ],
)
def test_a_default_is_told_with_what_it_moves(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    text = "\n".join(_told(inquiries["m"], question)[:3])
    assert "2,500 tokens (1,000 to 8,000)" in text
    cost = next(x for x in inquiries["m"]._moved.tornadoes if x.figure == "cost_usd_per_year")
    mover = next(item for item in cost.movers if item.name == "input_tokens")
    assert f"{mover.share:.0%} of the spread of cost" in text


def test_a_default_of_no_weight_says_so(inquiries: Mapping[str, Inquiry]) -> None:
    asked = "what repeat rate did you assume and how much does it matter?"
    text = "\n".join(_told(inquiries["s"], asked)[:3])
    assert "moves none of the figures beyond chance" in text


@pytest.mark.parametrize(
    "question",
    [
        "Where does the spread of the carbon come from, and can we narrow it?",
        "the carbon range is huge: what is behind it and can it be narrowed?",
        "how can we tighten the range of the carbon?",
    ],
)
def test_a_spread_begins_with_its_inputs_and_says_how_to_narrow_it(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    inquiry = inquiries["m"]
    lines = _told(inquiry, question)
    first = inquiry._moved.tornadoes[0].movers[0]
    assert lines[0].startswith(f"{first.label}: that makes")
    assert "It can be narrowed, first by a measurement of your own" in "\n".join(lines[:4])
    assert "To narrow it:" in lines
    assert not any("more than one way" in line for line in lines)


@pytest.mark.parametrize(
    "question",
    [
        "give me two sentences for the board",
        "how would you put this in three sentences for our steering committee?",
        "I must defend this before the review panel in two sentences: which ones?",
        "Wie würde ich das in zwei Sätzen vor dem Ausschuss verteidigen?",
    ],
)
def test_a_design_is_defended_in_two_sentences(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    inquiry = inquiries["t"]
    lines = _told(inquiry, question)
    carbon = inquiry.advice.totals[inquiry.advice.carbon_figure]
    assert lines[0].startswith("We take Amazon Nova Micro on Amazon Bedrock")
    assert value_and_range(carbon) in lines[0]
    assert "no clear winner over Nemotron 3 Nano 30B-A3B" in lines[1]
    assert lines[2].startswith("The weakest number: parameters at work")


@pytest.mark.parametrize(
    "question",
    [
        "can you explain embodied carbon in two sentences?",
        "what is quantisation, in two sentences please",
    ],
)
def test_a_thing_explained_in_two_sentences_is_guidance(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    assert inquiries["t"].ask(question).design is None
