"""Which questions are too vague for one answer, and which only look like orders."""

import pytest

from knowledge.scope import is_vague, scope_features


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


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("can you tell me what PUE is?", False),
        ("Please tell me how adapters work", False),
        ("tell me about batching", False),
        ("tell me a joke", True),
        ("please book a meeting", True),
    ],
)
def test_asking_to_be_told_is_no_order(text: str, order: bool) -> None:
    assert scope_features(text, text, {}, ())["action"] == float(order)
