"""A few nouns without a small word: English stays English, other languages stay themselves."""

import pytest

from knowledge.base import KnowledgeBase
from knowledge.language import detect
from knowledge.lexical import STOP_WORDS


@pytest.mark.parametrize(
    "question",
    [
        "distillation vs quantization",
        "quantization vs pruning",
        "vector quantization",
        "retrieval augmentation",
        "voice assistants",
        "personalization",
        "open estimation method",
        "cheap feasibility probe",
        "kilometre comparison",
    ],
)
def test_english_nouns_are_not_taken_for_another_language(
    base: KnowledgeBase, question: str
) -> None:
    assert base.understand(question).language == "en"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wasserverbrauch Rechenzentrum", "de"),
        ("consommation électrique entraînement", "fr"),
        ("taille morceaux recouvrement", "fr"),
        ("consumo energía entrenamiento", "es"),
        ("consumo energetico addestramento", "it"),
        ("consumo água treinamento", "pt"),
        ("waterverbruik datacentrum", "nl"),
    ],
)
def test_nouns_of_other_languages_are_still_told(
    base: KnowledgeBase, question: str, language: str
) -> None:
    assert base.understand(question).language == language


def test_a_known_english_word_speaks_against_a_spelling() -> None:
    grams = frozenset(f"fr:{' augmentation '[i : i + 5]}" for i in range(10))
    known = STOP_WORDS | {"retrieval"}
    assert detect("augmentation", known, grams) == "fr"
    assert detect("retrieval augmentation", known, grams) == "en"
