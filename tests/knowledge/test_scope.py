"""Which questions are too vague for one answer, and which only look like orders."""

import pytest

from knowledge.scope import is_vague, scope_features


@pytest.mark.parametrize(
    "question",
    [
        "make it cheaper",
        "how green are we?",
        "did it help?",
        "How do I save energy?",
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
    assert scope_features(text, text, {}, (), newest={})["action"] == float(order)


@pytest.mark.parametrize(
    ("text", "sign", "wanted"),
    [
        ("who owns the target?", "who", 0.0),
        ("who is responsible for idle endpoints", "who", 0.0),
        ("who won the cup?", "who", 1.0),
        ("how many cards for a 30B model", "sizing", 1.0),
        ("how many tokens does a cache need to hold", "sizing", 1.0),
        ("how many parameters does an adapter train", "sizing", 0.0),
        ("which of our endpoints is idle", "state", 1.0),
        ("which endpoint should we choose", "state", 0.0),
        ("kill the run that diverged", "action", 1.0),
    ],
)
def test_signs(text: str, sign: str, wanted: float) -> None:
    assert scope_features(text, text, {}, (), newest={})[sign] == wanted


def test_a_name_that_nobody_knows() -> None:
    known = {"caching": 3}
    for text in ("Does Quorvex need caching?", "is quorvex good", "QuorVex caching"):
        found = scope_features(text, text, known, (), newest={}, unknown=("quorvex",))
        assert found["unknown_name"] == float(text != "is quorvex good")


def test_nothing_that_can_be_read_is_not_vague() -> None:
    assert not is_vague("")
    assert not is_vague("what")
