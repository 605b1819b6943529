"""What those who sign want to know: next steps, risks, effort, quality, languages, privacy."""

from collections.abc import Mapping

import pytest

from tui.inquiry import Inquiry
from tui.inquiry.tell_sign_off import OPEN, TO_DO, holding

_NEW = {
    "next": "what do we have to do next before signing off?",
    "risks": "what are the main risks?",
    "effort": "how many person-weeks of work is this for the team?",
    "quality": "what is the quality bar and how is it measured?",
    "languages": "which languages does the model cover?",
    "modalities": "can it read images and scans?",
    "reporting": "which of the two carbon figures goes into our report?",
    "privacy": "what follows from personal data in the prompts?",
}


@pytest.mark.parametrize("example", ["c", "s", "m", "n", "t"])
@pytest.mark.parametrize("kind", sorted(_NEW))
def test_what_a_signer_asks_is_told_with_figures_that_open(
    kind: str, example: str, inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries[example].ask(_NEW[kind])
    assert answer.design is not None
    assert answer.design.intent == kind
    assert answer.citations
    assert answer.design.figures
    assert all(figure.formula.equation for figure in answer.design.figures.values())


def test_next_steps_are_those_of_the_advice(inquiries: Mapping[str, Inquiry]) -> None:
    inquiry = inquiries["m"]
    answer = inquiry.ask(_NEW["next"]).answer
    model = inquiry.advice.decision("model").chosen
    assert model is not None
    assert all(note in answer for note in model.notes)
    assert "Taken as 2,500 tokens" in answer


def test_risks_name_the_doubtful_decisions(inquiries: Mapping[str, Inquiry]) -> None:
    inquiry = inquiries["m"]
    answer = inquiry.ask(_NEW["risks"]).answer
    for decision in inquiry.advice.decisions:
        assert (decision.confidence_reason in answer) >= (decision.confidence == "low")


def test_effort_is_told_of_the_others_too(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["m"].ask(_NEW["effort"])
    assert "Retrieval (RAG): 7 person-weeks" in answer.answer
    assert "PEFT (LoRA): 20 person-weeks" in answer.answer


def test_the_bar_is_told_with_score_and_measure(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["m"].ask(_NEW["quality"]).answer
    assert "Scores 6.8 for a bar of 6" in answer
    assert "Reference answers" in answer


def test_languages_say_what_is_stated_and_who_fell_out(inquiries: Mapping[str, Inquiry]) -> None:
    assert "it states all of them" in inquiries["m"].ask(_NEW["languages"]).answer
    assert "Gemma 4" in inquiries["m"].ask(_NEW["languages"]).answer
    assert "without a list" in inquiries["s"].ask(_NEW["languages"]).answer


def test_images_that_are_not_counted_are_said_not_to_be(inquiries: Mapping[str, Inquiry]) -> None:
    assert "not counted" in inquiries["n"].ask(_NEW["modalities"]).answer
    assert "Out as they do not read it" in inquiries["m"].ask(_NEW["modalities"]).answer


def test_both_carbon_figures_are_told_the_ranking_one_first(
    inquiries: Mapping[str, Inquiry],
) -> None:
    lines = inquiries["s"].ask(_NEW["reporting"]).answer.splitlines()
    carbon = [line for line in lines if line.startswith("- Carbon")]
    assert "market-based" in carbon[0]
    assert "location-based" in carbon[1]


def test_personal_data_are_told_with_the_plan(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["s"].ask(_NEW["privacy"]).answer
    assert "Personal data" in answer
    assert "mask before storing" in answer


@pytest.mark.parametrize("word", [*TO_DO, *OPEN])
def test_the_words_looked_for_are_words_of_the_advice(
    word: str, inquiries: Mapping[str, Inquiry]
) -> None:
    """A sentence of the advisors that is put otherwise must not fall out of the answers."""
    decisions = [item for inquiry in inquiries.values() for item in inquiry.advice.decisions]
    notes = [note for item in decisions for option in item.options for note in option.notes]
    assert any(holding([word]).search(note) for note in notes)


@pytest.mark.parametrize(
    ("kind", "section"),
    [
        ("next", "To test and evaluate"),
        ("next", "Decisions that could still go the other way"),
        ("next", "To agree on"),
        ("next", "To set up with it"),
        ("risks", "Open points of what was chosen"),
        ("risks", "Ranges"),
        ("effort", "Others that pass, the customization decision"),
        ("effort", "Others that pass, the hosting decision"),
        ("quality", "The bar"),
        ("quality", "Scores of others that pass"),
        ("quality", "Below the bar"),
        ("languages", "To know"),
        ("languages", "Out for a language"),
        ("modalities", "Out as they do not read it"),
        ("reporting", "Who is told"),
        ("privacy", "What is kept"),
        ("privacy", "In other decisions"),
    ],
)
def test_a_section_that_is_found_by_words_is_filled_for_some_example(
    kind: str, section: str, inquiries: Mapping[str, Inquiry]
) -> None:
    told = [inquiry.ask(_NEW[kind]).answer for inquiry in inquiries.values()]
    assert any(f"\n{section}:\n- " in text for text in told)
