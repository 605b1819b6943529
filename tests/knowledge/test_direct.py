"""Which sentence an answer opens with."""

import pytest

from knowledge.answer import Answer
from knowledge.base import KnowledgeBase
from knowledge.cards import FIGURES
from knowledge.direct import asked_term, explains
from knowledge.passages import LEAD, Passage, asks_amount
from tests.knowledge.terms import FORMS, treated

OPENS_WITH_IT = 0.8


def _opening(answer: Answer) -> str:
    lines = answer.answer.splitlines()
    return next(line for line in lines if line.endswith("]") and " [" in line)


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("What is the KV cache?", "KV cache"),
        ("what's QLoRA", "QLoRA"),
        ("What does PEFT stand for?", "PEFT"),
        ("explain embodied carbon", "embodied carbon"),
        ("Meaning of carbon intensity of the grid", "carbon intensity"),
        ("What is hybrid search in RAG?", "hybrid search"),
        ("What is the power saving of Inferentia2 against GPUs?", ""),
        ("What does a p5.48xlarge cost in Ohio?", ""),
        ("How do I define a budget?", ""),
        ("Is LoRA enough?", ""),
    ],
)
def test_the_term_whose_meaning_is_asked_for(question: str, term: str) -> None:
    assert asked_term(question) == term


def test_a_sentence_explains_the_term_that_opens_it(base: KnowledgeBase) -> None:
    card = base.cards[0]

    def plainness(text: str, term: str, heading: str = LEAD, position: int = 1) -> float:
        return explains(Passage(card, heading, text, position), term)

    said = plainness("Spot instances are spare EC2 capacity.", "spot instance")
    assert said > plainness("Spot instances help where jobs restart.", "spot instance") > 0
    assert plainness("Market values follow contracts; local ones follow the grid.", "local") > 0
    assert plainness("Use Spot for interruptible training.", "spot") == 0
    assert plainness("Spot instances are spare capacity.", "spot", heading=FIGURES) == 0
    later = plainness("Spot is spare.", "spot", position=2)
    assert later > plainness("Spot is spare.", "spot", position=1)


def test_amounts() -> None:
    assert asks_amount("How much does caching save?")
    assert asks_amount("What does prompt routing save?")
    assert not asks_amount("What is prompt routing?")


@pytest.mark.parametrize("form", FORMS[:3])
def test_most_terms_are_explained_by_the_first_sentence(base: KnowledgeBase, form: str) -> None:
    asked = [(base.ask(form.format(term)), said) for term, _, said in treated()]
    opened = [said in _opening(answer) for answer, said in asked if not answer.abstained]
    assert sum(opened) >= OPENS_WITH_IT * len(asked)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("How much does Spot save?", "up to 90% less than On-Demand"),
        ("How much does a smaller model save?", "up to 90% compared with"),
        ("What does Bedrock prompt routing save?", "up to 30% lower cost"),
    ],
)
def test_an_amount_opens_the_answer_where_one_is_asked_for(
    base: KnowledgeBase, question: str, figure: str
) -> None:
    assert figure in _opening(base.ask(question))


def test_what_a_thing_is_does_not_open_an_answer_about_its_gain(base: KnowledgeBase) -> None:
    opening = _opening(base.ask("What is the power saving of Inferentia2 against GPUs?"))
    assert "performance per watt" in opening
