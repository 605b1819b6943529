"""What is taken off a question before it is searched, and what is noted of it."""

import pytest

from knowledge.query import understand
from knowledge.spelling import Speller

SPELLER = Speller(
    {"water": 5, "agents": 3, "spot": 2, "instances": 4}, frozenset({"about", "does", "save"})
)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("tell me about water", "water"),
        ("info on spot instances", "spot instances"),
        ("Hi, can you tell me more about agents please?", "agents?"),
        ("I want to learn about water", "water"),
        ("water, tell me more", "water"),
        ("what about spot", "spot"),
        ("tell me about", "tell me about"),
    ],
)
def test_words_around_what_is_asked_are_left_out(asked: str, text: str) -> None:
    found = understand(asked, SPELLER, frozenset())
    assert found.text == text
    assert found.original == asked


def test_words_that_nobody_knows_are_noted() -> None:
    found = understand("does Quorvex's db save water", SPELLER, frozenset({"does", "save"}))
    assert found.unknown == ("quorvex",)
