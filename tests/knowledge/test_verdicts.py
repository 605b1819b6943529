"""Yes, no and it depends: when a question wants the word, and who may give it."""

from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.evaluate import evaluate
from knowledge.opposites import compares_alike, opposed, other_numbers, swapped
from knowledge.polarity import FEATURES, WordModel
from knowledge.scope import is_vague
from knowledge.verdicts import (
    ALIKE,
    BESIDE,
    HEARD,
    NEAR,
    SURE_ENOUGH,
    SURE_OF_ALIKE,
    VERDICTS,
    Judged,
    Spoken,
    Verdict,
    choose,
    load_verdicts,
    wants_verdict,
)

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize(
    "question",
    [
        "Is Trainium always cheaper?",
        "can an endpoint go to zero instances",
        "Twelve examples in every call. Keep them?",
        "All our clients write English. Does a polyglot model make sense?",
        "Batch is half the price, so half the energy. OK for the report?",
        "We ported it, but it is slow, did we forget a step?",
        "When a build fails halfway, must we start anew?",
        "The pilot: should I fix how much we spend before we start?",
        "A tiny model, called twice a day. Serverless endpoint?",
        "Batch them all overnight?",
        "Can you tell me whether streaming saves tokens?",
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
        "When should we retrain, is there a rule?",
        "LoRA or QLoRA?",
        "KV cache?",
        "Inter-token latency?",
        "Can you tell me what PUE is?",
        "Could you please explain QLoRA?",
    ],
)
def test_questions_that_want_more_than_a_word(question: str) -> None:
    assert not wants_verdict(question)


def _judged(*pairs: tuple[str, Verdict, float]) -> list[tuple[Judged, float]]:
    return [(Judged(text, verdict), cosine) for text, verdict, cosine in pairs]


def _words(spoken: Spoken | None) -> tuple[str, bool] | None:
    return (spoken.judged.verdict, spoken.same) if spoken else None


def _by_vote(strength: float) -> WordModel:
    """Weights that heed the vote between yes and no alone."""
    weights = dict.fromkeys(FEATURES, (0.0, 0.0, 0.0))
    return WordModel(
        {}, (0.0, 0.0, 0.0), weights | {"vote_yes": (strength, -strength, 0.0)}, (0.0,) * 3, 0.85
    )


LIKELY, ALMOST, UNSURE = _by_vote(1.0), _by_vote(0.3), _by_vote(0.1)


def test_the_nearest_judged_question_gives_its_word() -> None:
    near = _judged(("Is caching free?", "no", NEAR + 0.1), ("Does it help?", "yes", NEAR - 0.05))
    assert _words(choose("Is caching free of charge?", near, 0.9, UNSURE)) == ("no", True)
    split = _judged(("Is this so?", "yes", 0.9), ("Is that so?", "no", 0.9 - BESIDE / 2))
    assert choose("Is it so?", split, 0.9, UNSURE) is None


def test_a_judged_question_itself_is_answered_whatever_stands_beside_it() -> None:
    beside = _judged(("Is it free?", "no", NEAR), ("Is it not free?", "yes", NEAR))
    assert _words(choose("is it free", beside, 0.1, UNSURE)) == ("no", True)


def test_a_likely_word_opens_an_answer_although_no_question_is_near() -> None:
    alike = _judged(("Does caching cost extra?", "yes", ALIKE), ("Is it on?", "yes", HEARD))
    assert _words(choose("Is caching dear?", alike, 0.9, LIKELY)) == ("yes", True)


def test_a_judged_question_that_is_only_alike_is_shown_where_its_word_is_likely_too() -> None:
    judged = _judged(("Does caching cost extra?", "yes", ALIKE + 0.01))
    alike = choose("Is caching dear?", judged, 0.9, ALMOST)
    assert _words(alike) == ("yes", False)
    assert alike
    assert alike.line == "(On a question near yours, “Does caching cost extra?”: yes.)"
    assert choose("Is caching dear?", judged, 0.9, UNSURE) is None
    assert choose("Is caching never dear?", judged, 0.9, ALMOST) is None
    assert choose("Is caching dear?", judged, SURE_OF_ALIKE - 0.01, ALMOST) is None
    assert choose("Is caching dear?", judged, SURE_OF_ALIKE, ALMOST) == alike


def test_no_word_where_no_judged_question_is_alike() -> None:
    assert choose("Is it?", _judged(("Is that?", "yes", HEARD - 0.01)), 0.9, LIKELY) is None
    assert choose("Is it?", _judged(("Is that?", "yes", ALIKE - 0.01)), 0.9, ALMOST) is None
    assert choose("Is it so?", [], 0.9) is None


def test_no_word_where_the_card_is_doubtful() -> None:
    judged = _judged(("Does caching cost extra?", "yes", NEAR + 0.05))
    assert choose("Is caching dear?", judged, SURE_ENOUGH - 0.01, LIKELY) is None
    assert _words(choose("Is caching dear?", judged, SURE_ENOUGH, LIKELY)) == ("yes", True)


def test_no_word_for_a_change_of_what_is_told() -> None:
    pools = _judged(("Twenty agents, twenty pools. Is that the lean setup?", "no", NEAR - 0.05))
    assert _words(choose("Twenty agents, twenty pools. Keep them?", pools, 0.9, LIKELY))
    assert choose("Twenty agents, twenty pools. Merge them?", pools, 0.9, LIKELY) is None


def test_a_question_that_points_the_other_way_has_no_say() -> None:
    near = _judged(("Is LoRA faster than full tuning?", "yes", 0.95))
    assert choose("Is LoRA slower than full tuning?", near, 0.9, LIKELY) is None
    assert choose("Is full tuning faster than LoRA?", near, 0.9, LIKELY) is None
    of_size = _judged(("Is a prefix of 5,000 tokens cached?", "yes", 0.95))
    assert choose("Is a prefix of 900 tokens cached?", of_size, 0.9, LIKELY) is None


def test_a_comparison_takes_its_word_from_one_of_the_same_sides_only() -> None:
    other = _judged(("Does the report prove AWS greener than another cloud?", "no", NEAR - 0.1))
    assert choose("Is the cloud greener than a server room?", other, 0.9, LIKELY) is None
    same = _judged(("Is a cloud greener than our server room?", "yes", NEAR - 0.1))
    assert _words(choose("Is the cloud greener than a server room?", same, 0.9, LIKELY))


@pytest.mark.parametrize(
    ("question", "judged", "word"),
    [
        ("Is logging on by default?", "Is logging disabled at the start?", "yes"),
        (
            "Does a model that is loaded but not used draw power?",
            "Without requests a loaded model draws no power, right?",
            "no",
        ),
        (
            "Is more data always better than a small clean set?",
            "Is a small clean data set often better than a huge messy one?",
            "yes",
        ),
    ],
)
@pytest.mark.parametrize("cosine", [NEAR + 0.05, NEAR - 0.05])
def test_a_word_is_not_taken_from_a_question_that_denies_or_compares_otherwise(
    question: str, judged: str, word: Verdict, cosine: float
) -> None:
    """However near it is: what is true of the one is not of the other."""
    spoken = choose(question, _judged((judged, word, cosine)), 0.9, LIKELY)
    assert spoken is None or not spoken.same


def test_opposites_swaps_and_numbers() -> None:
    assert opposed("a smaller model", "a larger model")
    assert not opposed("a smaller model", "smaller or larger models")
    assert swapped("GPUs use less than CPUs", "CPUs use less than GPUs")
    assert not swapped("GPUs use less than CPUs", "GPUs draw less than CPUs")
    assert compares_alike("is it so?", "is A better than B?")
    assert not compares_alike("is A better than B?", "is A good?")
    assert not compares_alike("is LoRA better than QLoRA?", "is QLoRA better than LoRA?")
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
    ][::40]
    right = 0
    for card, text in asked:
        answer = base.ask(text)
        if answer.abstained or answer.citations[0].card != card or is_vague(text):
            continue
        assert [spoken.judged for spoken in answer.spoken] == [Judged(text, verdict)]
        assert answer.spoken[0].line in answer.answer
        right += 1
    assert right >= 0.9 * len(asked)


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Is it worth training a model from scratch?", None),
        ("Is RAG greener than fine-tuning?", None),
        ("Is the cloud greener than on-prem?", None),
        ("Is RAG better than a long context?", None),
        ("Does Treelite work for neural nets?", "no"),
    ],
)
def test_a_word_for_another_question_never_opens_an_answer(
    base: KnowledgeBase, question: str, shown: str | None
) -> None:
    answer = base.ask(question)
    assert [(spoken.judged.verdict, spoken.same) for spoken in answer.spoken] == (
        [(shown, False)] if shown else []
    )
    assert not answer.answer.startswith(("Yes.", "No.", "It depends."))
    for spoken in answer.spoken:
        lines = answer.answer.splitlines()
        said = next(n for n, line in enumerate(lines) if spoken.line in line)
        assert lines[said - 1].endswith("]")
        assert "near yours" not in lines[said - 1]


def test_a_likely_word_opens_the_answer(base: KnowledgeBase) -> None:
    answer = base.ask("Is it wise to begin with the smallest model?")
    assert answer.answer.startswith("Yes. ")
    assert answer.spoken[0].same


@pytest.mark.parametrize("name", ["polar-dev.jsonl", "words/earlier.jsonl"])
def test_first_words_of_questions_not_among_the_judged(base: KnowledgeBase, name: str) -> None:
    """Said seldom and then right; a word that is shown beside its own question may err oftener."""
    found = evaluate(DATA / name, base).overall
    assert (found["word_right"] or 0) >= 0.95
    assert (found["word_given"] or 0) >= 0.1
    assert (found["word_shown_right"] or 0) >= 0.85
