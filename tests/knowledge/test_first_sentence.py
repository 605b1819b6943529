"""The first sentence of an answer stands on its own and says what was asked."""

import pytest

from knowledge.answer import Answer
from knowledge.base import KnowledgeBase


def _first(answer: Answer) -> str:
    return next(line for line in answer.answer.splitlines() if line.endswith("]"))


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("how much does quantization save", "44%"),
        ("what % does prompt caching save", "90%"),
        ("power cap GPU saving", "13.7%"),
        ("How much less power may Arm boxes use for the same job?", "60%"),
    ],
)
def test_an_amount_that_is_asked_for_comes_first(
    base: KnowledgeBase, question: str, figure: str
) -> None:
    assert figure in _first(base.ask(question))


@pytest.mark.parametrize(
    "question",
    [
        "which LLM is most efficient",
        "vLLM against the older engines of its time?",
        "Which four indicators should I plot for our bots?",
    ],
)
def test_no_answer_opens_with_a_sentence_that_points_back(
    base: KnowledgeBase, question: str
) -> None:
    opening = " ".join(_first(base.ask(question)).split()[:5]).casefold().split()
    assert not {"it", "this", "they", "these"} & set(opening)


def test_how_often_is_no_question_for_a_percentage(base: KnowledgeBase) -> None:
    assert "%" not in _first(base.ask("how often checkpoint when training on spot"))
    due = base.ask("How frequently should we go over the agent portfolio and look for dead ones?")
    assert "quarterly" in _first(due)
