"""The sentence that asks is found behind a preamble."""

from collections.abc import Mapping

import pytest

from tui.inquiry import Inquiry
from tui.inquiry.asking import asking


def test_what_asks_comes_first() -> None:
    assert asking("We run a hospital. My boss is in doubt; so why not Trainium?")[0] == (
        "why not Trainium?"
    )
    assert asking("why not Trainium?") == ()


@pytest.mark.parametrize(
    ("example", "question", "intent", "decision"),
    [
        (
            "c",
            "We're a hospital in Lyon and my boss thinks that Nvidia is a thing of the past; so "
            "why not Trainium?",
            "why-not",
            "silicon",
        ),
        (
            "s",
            "Sorry to be late. We had a long debate in the office about the climate. Why not "
            "Frankfurt?",
            "why-not",
            "region",
        ),
        (
            "m",
            "I have the CFO on the phone - how much does it cost a month?",
            "how-much",
            None,
        ),
    ],
)
def test_a_preamble_does_not_hide_the_question(
    example: str, question: str, intent: str, decision: str | None, inquiries: Mapping[str, Inquiry]
) -> None:
    part = inquiries[example].ask(question).design
    assert part is not None
    assert (part.intent, part.decision) == (intent, decision)


def test_a_preamble_does_not_turn_a_general_question_into_one_on_the_design(
    inquiries: Mapping[str, Inquiry],
) -> None:
    question = "We're a hospital in Lyon and curious. What is quantization in general?"
    assert inquiries["c"].ask(question).design is None
