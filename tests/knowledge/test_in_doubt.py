"""Where no card is sure to fit, the nearest stand side by side and the first line says so."""

import pytest

from knowledge.answer import Answer
from knowledge.base import KnowledgeBase
from knowledge.compose import DOUBTFUL
from knowledge.evaluate import evaluate
from knowledge.shape import IN_DOUBT, READINGS
from tests.knowledge.test_sets import DATA


def _opens_in_doubt(answer: Answer) -> bool:
    return DOUBTFUL in answer.answer.splitlines()[:3]


@pytest.mark.parametrize(
    "question", ["gpt-4 vs llama energy", "is a 7B model 10x cheaper than 70B"]
)
def test_a_match_in_doubt_is_not_given_as_the_answer(base: KnowledgeBase, question: str) -> None:
    answer = base.ask(question)
    assert answer.confidence < IN_DOUBT
    assert _opens_in_doubt(answer)
    assert len({citation.card for citation in answer.citations}) == READINGS


def test_answers_open_in_doubt_only_where_they_are(base: KnowledgeBase) -> None:
    outcomes = evaluate(DATA / "hurried.jsonl", base).outcomes
    doubted = [o for o in outcomes if _opens_in_doubt(o.answer)]
    assert doubted
    assert all(o.answer.confidence < IN_DOUBT for o in doubted)
    surely = [o for o in outcomes if o.answer.confidence >= IN_DOUBT]
    assert not any(_opens_in_doubt(o.answer) for o in surely)
