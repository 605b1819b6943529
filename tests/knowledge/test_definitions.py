"""Terms that an architect meets in the guidance: asked what they mean, the answer says it first."""

import pytest

from knowledge.base import KnowledgeBase
from tests.knowledge.terms import FORMS, UNTREATED, treated

MISSED = 0.04


def test_the_list_is_long_and_names_each_term_once() -> None:
    terms = [term for term, _, _ in treated()]
    assert len(terms) >= 120
    assert len(set(terms)) == len(terms)


def test_the_best_card_says_what_the_term_is(base: KnowledgeBase) -> None:
    for term, cards, said in treated():
        assert said in base.card(cards[0]).lead, term


@pytest.mark.parametrize("form", FORMS)
def test_asked_what_a_term_is_its_card_comes_first(base: KnowledgeBase, form: str) -> None:
    asked = [(term, base.ask(form.format(term)), cards) for term, cards, _ in treated()]
    missed = [term for term, answer, cards in asked if answer.cards[0] not in cards]
    missed += [term for term, answer, _ in asked if answer.abstained]
    assert len(missed) <= MISSED * len(asked), missed


@pytest.mark.parametrize("form", FORMS[:3])
def test_the_answer_opens_with_what_the_term_is(base: KnowledgeBase, form: str) -> None:
    asked = [(term, base.ask(form.format(term)), said) for term, _, said in treated()]
    missed = [term for term, answer, said in asked if said not in answer.answer.split("\n\n")[0]]
    assert len(missed) <= MISSED * len(asked), missed


@pytest.mark.parametrize("form", FORMS[:3])
def test_a_term_of_the_field_that_no_card_treats_is_refused(base: KnowledgeBase, form: str) -> None:
    answered = [term for term in UNTREATED if not base.ask(form.format(term)).abstained]
    assert len(answered) <= 1, answered
