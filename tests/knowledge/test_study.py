"""A tuning run: what a question may be measured against, what is fitted on, how it is judged."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.base import KnowledgeBase
from knowledge.evaluate import Question, read_questions
from knowledge.index import out_of_scope
from knowledge.tuning import study
from knowledge.tuning.study import Study, calibration_error, gather

DATA = Path(__file__).parent / "data"


def test_a_request_outside_guidance_is_hidden_from_itself_alone(base: KnowledgeBase) -> None:
    request = Question(out_of_scope()[0], (), "", "unanswerable")
    term = Question("What is PUE?", ("measure-aws-operations",), "", "fact")
    hidden, whole = gather(base, [request, term])
    assert len(hidden.index.outside) == len(base.index.outside) - 1
    assert len(whole.index.outside) == len(base.index.outside)
    assert hidden.wanted == ()
    assert [base.cards[card].id for card in whole.wanted] == ["measure-aws-operations"]


@pytest.mark.slow
def test_a_study_tells_what_cards_answer_from_the_rest(
    base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each half of a few questions judged by what was fitted on the other and on requests."""
    monkeypatch.setattr(study, "FOLDS", 2)
    questions = read_questions(DATA / "questions.jsonl")[::6]
    questions += read_questions(DATA / "unanswerable.jsonl")[::6]
    requests = [Question(text, (), "", "unanswerable") for text in out_of_scope()[::12]]
    found = Study(gather(base, questions), gather(base, requests)).cross_validate()
    assert found["answerable"] + found["unanswerable"] == len(questions)
    assert found["hit_at_3"] >= 0.85
    assert found["refused_unanswerable"] >= 0.7
    assert found["refused_answerable"] <= 0.05


def test_the_calibration_error_by_hand() -> None:
    """Of two at 0.95 both are right, 0.05 off; of two at 0.05 one is right, 0.45 off."""
    confidence, right = np.array([0.95, 0.95, 0.05, 0.05]), np.array([1.0, 1.0, 0.0, 1.0])
    assert calibration_error(confidence, right) == pytest.approx(0.25)
    assert calibration_error(np.array([1.0, 0.0]), np.array([1.0, 0.0])) == 0.0
