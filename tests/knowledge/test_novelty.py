"""Later versions than the guidance knows of, and names that nobody has heard of."""

import pytest

from knowledge.base import KnowledgeBase
from knowledge.novelty import is_newer, newest_versions

TEXTS = (
    "Trn2 and Trn3 beat Trn1. Llama 3 and small, a Llama 70B is not. P95 of Graviton5 on p5en.",
    "Claude answers; since 2025 about 20 times. GPT-4 too, and 8 H100 cards.",
)


def test_the_latest_version_of_each_name() -> None:
    newest = newest_versions(TEXTS)
    assert newest["trn"] == 3
    assert newest["llama"] == 3
    assert newest["graviton"] == 5
    assert newest["claude"] == 0
    assert "about" not in newest


@pytest.mark.parametrize(
    ("text", "newer"),
    [
        ("is trn4 better than trn3", True),
        ("Trn3 or trn1?", False),
        ("energy of Claude 9?", True),
        ("Llama 3 or Llama 2", False),
        ("Llama 6 footprint", True),
        ("GPT-6 or GPT-4?", True),
        ("p99 of an endpoint on p5", False),
        ("Claude 100 calls", False),
        ("Llama 70B on one card", False),
    ],
)
def test_a_later_version_is_noticed(text: str, newer: bool) -> None:
    assert is_newer(text, newest_versions(TEXTS)) == newer


@pytest.mark.parametrize(
    "question",
    [
        "Is GPT-7 better than Claude 9?",
        "does FooBarDB save energy",
        "how many GPUs do I need for a 70B model?",
        "Should we use hybrid search?",
    ],
)
def test_what_no_card_treats_is_refused(base: KnowledgeBase, question: str) -> None:
    assert base.ask(question).abstained


@pytest.mark.parametrize(
    ("question", "card"),
    [
        ("lowest-carbon Region in Europe", "region-grid-intensity"),
        ("who owns the sustainability KPI", "org-cascade-goals"),
        ("TDP of Trainium", "silicon-not-automatic"),
        ("huella hídrica", "measure-water"),
        ("Wasserfußabdruck", "measure-water"),
        ("tell me about regions", "region-two-step"),
        ("embeded carbon", "measure-embodied"),
        ("regoin choice", "region-two-step"),
        ("what is rga", "rag-avoid-training"),
    ],
)
def test_a_few_words_in_a_hurry_are_answered(base: KnowledgeBase, question: str, card: str) -> None:
    answer = base.ask(question)
    assert not answer.abstained
    assert card in [citation.card for citation in answer.citations]


@pytest.mark.parametrize("question", ["How do I save energy?", "how can we save carbon"])
def test_a_way_to_nothing_in_particular_gets_readings(base: KnowledgeBase, question: str) -> None:
    assert "more than one way" in base.ask(question).answer
