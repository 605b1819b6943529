"""Which questions are too vague for one answer."""

import pytest

from knowledge.scope import is_vague


@pytest.mark.parametrize(
    "question",
    [
        "make it cheaper",
        "how green are we?",
        "did it help?",
        "where should we host",
    ],
)
def test_vague(question: str) -> None:
    assert is_vague(question)


@pytest.mark.parametrize(
    "question",
    [
        "does quantisation save energy?",
        "What is PEFT?",
        "what's the PUE of AWS",
        "Is batching green?",
        "Which Region is the greenest?",
    ],
)
def test_one_that_names_what_it_asks_for(question: str) -> None:
    assert not is_vague(question)
