"""The generative rival of a search reads what was found and writes; the search does neither."""

import pytest

from advisors.advice import desk_of
from advisors.customization_choice import advise_customization
from advisors.need import advise_need
from advisors.options import Option
from advisors.questions import Value
from advisors.rival import as_generated, rival_of, tokens_note
from tests.advisors.advice.made import advised, facts, made

SEARCH: dict[str, Value] = {
    "use_case": "semantic-search",
    "answer_form": "ranking",
    "input_tokens": 25.0,
    "output_tokens": 0.0,
    "requests_per_day": 1e6,
    "languages": ("en", "hi"),
    "residency": "india",
    "user_region": "ap-south-1",
}


def value(option: Option, name: str) -> float:
    """Central value of a figure of an option."""
    return option.figures[name].numbers[0]


def test_the_rival_carries_passages_and_an_answer() -> None:
    desk = desk_of(made(**SEARCH), facts())
    taken = rival_of(desk).workload
    passages, answer = facts().constant("rag_context_tokens"), facts().traffic["document-qa"]
    assert taken.input_tokens.value == 25 + passages.value
    assert taken.input_tokens.high > 25 + passages.value > taken.input_tokens.low
    assert taken.output_tokens.value == answer.number("output_tokens")
    for item in (taken.input_tokens, taken.output_tokens):
        assert item.origin == "assumption"
        assert item.sources
        assert item.note
    assert desk.workload.input_tokens.value == 25


def test_a_million_searches_a_day_are_not_near_as_many_written_answers() -> None:
    """The same hits read and written about take several times the energy, and far more money."""
    desk = desk_of(made(**SEARCH), facts())
    for found in (advise_need(desk), advise_customization(desk)):
        search, generative = found.options[:2]
        assert value(generative, "energy_kwh_per_year") > 3 * value(search, "energy_kwh_per_year")
        assert value(generative, "cost_usd_per_year") > 20 * value(search, "cost_usd_per_year")
        assert tokens_note(desk) in generative.notes
        assert tokens_note(desk) not in search.notes


def test_the_price_of_the_rival_opens_down_to_those_tokens() -> None:
    need = advised(**SEARCH).decision("need")
    leaves = {leaf.name: leaf for leaf in need.options[1].figures["cost_usd_per_year"].leaves()}
    assert leaves["input_tokens"].value > 2000
    assert leaves["output_tokens"].value > 100
    assert "passages" in leaves["input_tokens"].note


@pytest.mark.parametrize(
    ("given", "kept"),
    [({"input_tokens": 3000.0}, "input_tokens"), ({"output_tokens": 60.0}, "output_tokens")],
)
def test_tokens_that_hold_passages_or_an_answer_are_kept(
    given: dict[str, Value], kept: str
) -> None:
    desk = desk_of(made(**{**SEARCH, **given}), facts())
    taken = as_generated(desk.workload, desk.base)
    assert getattr(taken, kept) == getattr(desk.workload, kept)
    assert taken != desk.workload


def test_what_is_no_search_has_the_tokens_of_the_answers() -> None:
    desk = desk_of(made(), facts())
    assert rival_of(desk) is desk
    assert not tokens_note(desk)
