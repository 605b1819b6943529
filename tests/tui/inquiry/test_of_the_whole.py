"""What moves the design most and whether it needs generative AI: told from the design."""

from collections.abc import Mapping

import pytest

from tui.inquiry import Inquiry


@pytest.mark.parametrize(
    "question",
    [
        "what moves the answer most?",
        "what is the most uncertain input?",
        "which assumptions are weakest?",
    ],
)
def test_what_is_least_certain_is_told_from_the_assumptions(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    inquiry = inquiries["m"]
    answer = inquiry.ask(question)
    assert answer.design is not None
    assert answer.design.intent == "assumption"
    assert "that moves Carbon, location-based most" in answer.answer.splitlines()[0]
    assert "--sensitivity" in answer.answer


@pytest.mark.parametrize("example", ["c", "m", "s"])
def test_whether_generative_ai_is_needed_is_the_need_decision(
    example: str, inquiries: Mapping[str, Inquiry]
) -> None:
    chosen = inquiries[example].advice.decision("need").chosen
    assert chosen is not None
    answer = inquiries[example].ask("is generative AI needed here?")
    assert answer.design is not None
    assert (answer.design.decision, answer.design.option) == ("need", chosen.id)
    assert chosen.reasons[0] in answer.answer


@pytest.mark.parametrize("question", ["what is PUE?", "When is generative AI needed?"])
def test_a_general_question_stays_with_the_guidance(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    assert inquiries["m"].ask(question).design is None
