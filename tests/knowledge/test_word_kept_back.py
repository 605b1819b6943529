"""Where yes or no would be said for another question than the one asked, it is not said."""

import pytest

from knowledge.base import KnowledgeBase
from knowledge.verdicts import NEAR, Judged, Verdict, asks_narrower, choose


def _judged(*pairs: tuple[str, Verdict, float]) -> list[tuple[Judged, float]]:
    return [(Judged(text, verdict), cosine) for text, verdict, cosine in pairs]


@pytest.mark.parametrize(
    "question",
    [
        "spot for training ok?",
        "S3 one zone IA ok?",
        "is prompt tuning a PEFT method?",
        "should we always use the smallest model?",
    ],
)
def test_no_word_for_a_question_that_is_wider_than_those_that_were_judged(
    base: KnowledgeBase, question: str
) -> None:
    answer = base.ask(question)
    assert not answer.abstained
    assert not any(spoken.same for spoken in answer.spoken)
    assert not answer.answer.startswith(("Yes", "No", "It depends"))


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("does high GPU utilization mean efficient?", "No."),
        ("is logging everything at debug ok?", "No."),
        ("so our workload has zero emissions since AWS is 100% renewable, right?", "No."),
        ("Is BF16 a sensible default for training?", "Yes."),
    ],
)
def test_a_word_for_the_question_asked_is_still_said(
    base: KnowledgeBase, question: str, word: str
) -> None:
    lines = base.ask(question).answer.splitlines()
    assert any(line.startswith(f"{word} ") for line in lines[:2])


def test_a_judged_question_with_a_condition_beside_is_narrower() -> None:
    wide = "Is One Zone good?"
    assert asks_narrower("Is One Zone good for data that is read every epoch?", wide)
    assert not asks_narrower("Is One Zone good for data?", wide)
    assert not asks_narrower(wide, "Is One Zone good for data that is read every epoch?")


def test_a_narrower_question_gives_no_word_however_near_it_is() -> None:
    near = _judged(("Is caching good for prompts of one request?", "no", NEAR + 0.05))
    assert choose("Is caching good?", near, 0.95) is None or not _same("Is caching good?", near)


def test_yes_is_not_said_to_always() -> None:
    near = _judged(("Should we start small?", "yes", NEAR + 0.05))
    assert _same("Should we start small then?", near)
    assert not _same("Should we always start small?", near)


def _same(text: str, judged: list[tuple[Judged, float]]) -> bool:
    spoken = choose(text, judged, 0.95)
    return bool(spoken and spoken.same)
