"""Questions in other languages: every card has some, and they find it."""

import numpy as np
import pytest

from knowledge.base import KnowledgeBase
from knowledge.language import LANGUAGES, Language, detect
from knowledge.lexical import STOP_WORDS
from knowledge.native import load_native, native_fit, native_grams


def test_every_card_is_asked_for_in_every_language(base: KnowledgeBase) -> None:
    native = load_native()
    assert set(native) == set(LANGUAGES) - {"en"}
    for texts in native.values():
        assert set(texts) == {card.id for card in base.cards}
        assert all(len(set(asked)) == 3 for asked in texts.values())


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_whole_questions_are_recognised_as_their_language(
    base: KnowledgeBase, language: Language
) -> None:
    english = base.index.frequencies.keys() | STOP_WORDS
    least_words = 1 if language in ("ja", "zh") else 6
    texts = [text for asked in load_native()[language].values() for text in asked]
    whole = [text for text in texts if len(text.split()) >= least_words]
    assert np.mean([detect(text, english) == language for text in whole]) >= 0.94


def test_a_question_finds_the_card_whose_own_question_it_resembles(base: KnowledgeBase) -> None:
    index = base.index
    text = load_native()["de"]["rag-chunking"][0]
    found = native_fit(index.native, index.native_card, text, "de", len(index.cards))
    assert index.cards[int(found.argmax())].id == "rag-chunking"
    assert found.max() == pytest.approx(1.0, abs=1e-3)
    assert not native_fit(index.native, index.native_card, text, "en", len(index.cards)).any()


def test_words_of_one_language_say_nothing_in_another() -> None:
    german, dutch = native_grams("Speicher", "de"), native_grams("Speicher", "nl")
    assert german
    assert dutch
    assert not german.keys() & dutch.keys()
    assert native_grams("学習", "ja")


@pytest.mark.parametrize(
    ("question", "card"),
    [
        ("Lohnt sich Trainium für das Training gegenüber GPUs?", "silicon-trn1"),
        ("Qu'est-ce que le PUE et quel est celui d'AWS ?", "measure-aws-operations"),
        ("¿Cuánto tiempo se guarda el prefijo en la caché de prompts?", "prompt-caching"),
    ],
)
def test_asked_in_another_language(base: KnowledgeBase, question: str, card: str) -> None:
    assert card in [hit.card.id for hit in base.search(question, 3)]
