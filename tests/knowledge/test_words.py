"""Tokens, stems, BM25, spelling, languages, expansion."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.expansion import expand, synonyms
from knowledge.glossary import glossary
from knowledge.language import LANGUAGES, detect, gloss
from knowledge.lexical import STOP_WORDS, bm25_postings, char_grams, stem, terms, words
from knowledge.spelling import Speller, edit_distance, one_spelling


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("optimise", "optimization"),
        ("quantisation", "quantizing"),
        ("chunks", "chunking"),
        ("policies", "policy"),
        ("utilisation", "utilization"),
    ],
)
def test_stems_meet(left: str, right: str) -> None:
    assert stem(left) == stem(right)


@pytest.mark.parametrize("word", ["aws", "gpus", "bus", "p4d", "loss"])
def test_short_words_stay_words(word: str) -> None:
    assert stem(word) == word


def test_identifiers_are_found_whole_and_in_parts() -> None:
    found = words("CacheReadInputTokenCount on p4d.24xlarge, nvidia_smi_power_draw")
    assert {"cachereadinputtokencount", "cache", "token", "p4d.24xlarge", "p4d", "power"} <= set(
        found
    )


@given(st.text(max_size=200))
def test_words_take_any_text(text: str) -> None:
    assert all(word == word.lower() for word in words(text))
    assert all(len(gram) in {3, 4} for gram in char_grams(text))


def test_bm25_prefers_the_rare_term_and_the_short_document() -> None:
    table = bm25_postings([{"a": 1.0, "b": 1.0}, {"a": 1.0}, {"a": 1.0, "c": 9.0}])
    scores = table.scores({"b": 1.0})
    assert scores.argmax() == 0
    assert np.count_nonzero(scores) == 1
    common = table.scores({"a": 1.0})
    assert common[1] > common[2] > 0


def test_spelling_repairs_unknown_words_only() -> None:
    speller = Speller(
        {"trainium": 9, "energy": 40, "cache": 12, "prompt": 30}, frozenset({"pizza"})
    )
    assert speller.repair("trainum") == "trainium"
    assert speller.repair("enery") == "energy"
    assert speller.repair("promt") == "prompt"
    assert speller.repair("pizza") is None
    assert speller.repair("energy") is None
    assert speller.repair("xylophone") is None


def test_the_other_english_is_exchanged_and_not_repaired() -> None:
    speller = Speller({"quantisation": 5, "colour": 2, "centre": 9, "model": 4}, frozenset())
    assert speller.variant("quantization") == "quantisation"
    assert speller.variant("color") == "colour"
    assert speller.variant("center") == "centre"
    assert speller.variant("quantisation") is None
    assert speller.variant("hour") is None
    for british, american in (
        ("optimise", "optimize"), ("utilisation", "utilization"), ("analysed", "analyzed"),
        ("behaviour", "behavior"), ("catalogue", "catalog"), ("licence", "license"),
        ("modelling", "modeling"), ("programme", "program"), ("grey", "gray"),
        ("judgement", "judgment"), ("fibre", "fiber"),
    ):  # fmt: skip
        assert one_spelling(british) == one_spelling(american)


def test_real_words_are_not_repaired_into_others() -> None:
    corpus = {
        "base": 30, "advertised": 2, "weaken": 1, "repeat": 4, "widely": 3, "with": 90, "which": 60,
        "recipe": 3, "water": 40, "watt": 9, "cache": 20, "always": 9, "failing": 3,
    }  # fmt: skip
    plain = frozenset({"baked", "weak", "heat", "wise", "receive", "relieve", "walk", "caching"})
    speller = Speller(corpus, plain)
    for real in (
        "bake",
        "baking",
        "advertise",
        "weakest",
        "reheat",
        "wisely",
        "ailing",
        "walkways",
    ):
        assert speller.repair(real) is None
    assert speller.repair("wich") == "which"
    assert speller.repair("recieve") == "receive"
    assert speller.repair("watter") == "water"
    assert speller.repair("cach") == "cache"


def test_slips_that_look_like_prefixes_pairs_or_names_are_repaired() -> None:
    counts = {"region": 9, "embedded": 4, "embed": 2, "quantisation": 5, "rag": 40, "sla": 2}
    speller = Speller(counts, frozenset({"goin", "built", "gar"}))
    assert speller.repair("regoin") == "region"
    assert speller.repair("embeded") == "embedded"
    assert speller.repair("quantizaton") == "quantisation"
    assert speller.repair("rga") == "rag"
    assert speller.repair("las") is None
    assert speller.repair("rebuilt") is None


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_edit_distance_is_symmetric_and_zero_on_equals(left: str, right: str) -> None:
    assert edit_distance(left, right) == edit_distance(right, left)
    assert (edit_distance(left, right) == 0) == (left == right)


@pytest.mark.parametrize(
    ("question", "language", "wanted"),
    [
        ("Welche Region hat den saubersten Strommix?", "de", "power mix"),
        ("Faut-il entraîner un modèle à partir de zéro ?", "fr", "from scratch"),
        ("¿Cuánta agua consume un centro de datos?", "es", "water"),
        ("Quanto costa addestrare da zero un modello?", "it", "training"),
        ("Vale a pena usar Spot para treinar?", "pt", "is it worth it"),
        ("Hoe groot moeten onze stukken tekst zijn voor de vectordatabase?", "nl", "vector store"),
        ("量子化は本当に省エネになりますか", "ja", "quantisation"),
        ("我们应该用Trainium还是GPU来训练?", "zh", "training"),
    ],
)
def test_languages_are_detected_and_glossed(question: str, language: str, wanted: str) -> None:
    assert detect(question, STOP_WORDS) == language
    assert wanted in gloss(question, detect(question, STOP_WORDS))


@pytest.mark.parametrize(
    "question",
    [
        "Is Trainium more energy efficient than GPUs for training?",
        "zero shoot or few shot, witch one is les tokens",
        "agents seem wasteful",
        "RAG or LoRA",
    ],
)
def test_english_stays_english(question: str) -> None:
    known = STOP_WORDS | {"agents", "wasteful", "rag", "lora", "tokens", "zero", "shot"}
    assert detect(question, known) == "en"
    assert gloss(question, "en") == question


@pytest.mark.parametrize(
    "question", ["Cuéntame un chiste", "Escríbeme un poema", "Compra un coche rápido"]
)
def test_letters_decide_where_function_words_do_not(question: str) -> None:
    assert detect(question, STOP_WORDS) == "es"


def test_letters_tell_the_language_of_a_few_nouns() -> None:
    grams = frozenset(f"nl:{f' {w} '[i : i + 5]}" for w in ("efter", "batches") for i in range(5))
    known = STOP_WORDS | {"batches", "prompt"}
    assert detect("efter batches", known, grams) == "nl"
    assert detect("efter batches", known) == "en"
    assert detect("does efter batches help", known, grams) == "en"


def test_names_and_numbers_survive_the_gloss() -> None:
    assert "cloudwatch" in gloss("Wie lange hebt CloudWatch Protokolle auf?", "de")
    assert "100" in gloss("Le GPU affiche 100 %", "fr")


@pytest.mark.parametrize("language", [lang for lang in LANGUAGES if lang != "en"])
def test_glossary_is_filled_for_each_language(language: str) -> None:
    found = glossary(language)
    assert len(found.exact) > 450


def test_everyday_words_are_expanded() -> None:
    assert "team" in expand("Four squads write the same tool.").split()
    assert expand("") == ""
    assert all(terms(" ".join(ours)) for ours in synonyms().values())
