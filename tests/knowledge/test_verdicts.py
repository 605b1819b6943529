"""Yes, no and it depends: when a question wants the word, and who may give it."""

import pytest

from knowledge.base import KnowledgeBase
from knowledge.opposites import opposed, other_numbers, swapped
from knowledge.verdicts import (
    BESIDE,
    NEAR,
    VERDICTS,
    WORDS,
    Judged,
    Verdict,
    choose,
    load_verdicts,
    wants_verdict,
)


@pytest.mark.parametrize(
    "question",
    [
        "Is Trainium always cheaper?",
        "can an endpoint go to zero instances",
        "Twelve examples in every call. Keep them?",
        "All our clients write English. Does a polyglot model make sense?",
        "Batch is half the price, so half the energy. OK for the report?",
        "We ported it, but it is slow, did we forget a step?",
    ],
)
def test_questions_that_want_a_yes_or_no(question: str) -> None:
    assert wants_verdict(question)


@pytest.mark.parametrize(
    "question",
    [
        "What is PUE?",
        "How small should chunks be?",
        "Is LoRA or full fine-tuning better?",
        "the pipeline idles overnight",
        "Our agent is slow. What can we do?",
        "LoRA or QLoRA?",
    ],
)
def test_questions_that_want_more_than_a_word(question: str) -> None:
    assert not wants_verdict(question)


def _judged(*pairs: tuple[str, Verdict, float]) -> list[tuple[Judged, float]]:
    return [(Judged(text, verdict), cosine) for text, verdict, cosine in pairs]


def test_the_nearest_judged_question_gives_its_word() -> None:
    near = _judged(("Is caching free?", "no", NEAR + 0.2), ("Does it help?", "yes", NEAR + 0.05))
    assert choose("Is caching free of charge?", near) == "no"


def test_no_word_without_a_near_question_or_where_near_ones_differ() -> None:
    assert choose("Is it?", _judged(("Is that?", "yes", NEAR - 0.01))) is None
    split = _judged(("Is this so?", "yes", 0.9), ("Is that so?", "no", 0.9 - BESIDE / 2))
    assert choose("Is it so?", split) is None
    assert choose("Is it so?", []) is None


def test_a_question_that_points_the_other_way_has_no_say() -> None:
    near = _judged(("Is LoRA faster than full tuning?", "yes", 0.95))
    assert choose("Is LoRA slower than full tuning?", near) is None
    assert choose("Is full tuning faster than LoRA?", near) is None
    of_size = _judged(("Is a prefix of 5,000 tokens cached?", "yes", 0.95))
    assert choose("Is a prefix of 900 tokens cached?", of_size) is None


def test_opposites_swaps_and_numbers() -> None:
    assert opposed("a smaller model", "a larger model")
    assert not opposed("a smaller model", "smaller or larger models")
    assert swapped("GPUs use less than CPUs", "CPUs use less than GPUs")
    assert not swapped("GPUs use less than CPUs", "GPUs draw less than CPUs")
    assert other_numbers("up to 50 %", "up to 25 %")
    assert not other_numbers("up to 50 %", "much")


def test_every_judged_question_belongs_to_a_card_and_wants_its_word(base: KnowledgeBase) -> None:
    judged = load_verdicts()
    assert set(judged) == {card.id for card in base.cards}
    texts = [item.text for items in judged.values() for item in items]
    assert len(set(texts)) == len(texts)
    assert {item.verdict for items in judged.values() for item in items} == set(VERDICTS)
    assert len(base.index.judged) == len(texts)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_judged_question_is_answered_by_its_word(base: KnowledgeBase, verdict: Verdict) -> None:
    asked = [
        (card, item.text)
        for card, items in load_verdicts().items()
        for item in items
        if item.verdict == verdict and wants_verdict(item.text)
    ][::12]
    words = tuple(WORDS.values())
    said = []
    for card, text in asked:
        answer = base.ask(text)
        first = next((line for line in answer.answer.splitlines() if line.startswith(words)), "")
        if not answer.abstained and answer.citations[0].card == card and first:
            said.append(first.startswith(WORDS[verdict]))
    assert len(said) >= 0.6 * len(asked)
    assert sum(said) >= 0.98 * len(said)
