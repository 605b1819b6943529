"""Small words that two languages share, and names that are near to other names."""

import re

import pytest

from estimators.facts import load_facts
from knowledge.base import KnowledgeBase


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("cursor licence cost per seat?", "en"),
        ("answer cache no?", "en"),
        ("Puis-je relier Jira à Slack ?", "fr"),
        ("quanto costa per mese", "it"),
        ("consumo energetico per token", "it"),
        ("¿y la cache no?", "es"),
    ],
)
def test_a_small_word_that_english_has_too_does_not_tell_the_language(
    question: str, language: str, base: KnowledgeBase
) -> None:
    assert base.understand(question).language == language


def test_no_name_of_a_model_is_a_misspelt_word(base: KnowledgeBase) -> None:
    names = {row.name for row in load_facts().models.values()}
    repaired = {
        (name, wrong, right)
        for name in names
        for wrong, right in base.understand(f"is {name.lower()} good").repairs.items()
        if re.search(rf"\b{wrong}\b", name.lower())
    }
    assert not repaired


def test_a_slip_of_such_a_name_is_still_repaired(base: KnowledgeBase) -> None:
    assert base.understand("is mistrall good").repairs == {"mistrall": "mistral"}
