"""What a cost leaves out, or takes from elsewhere, is told beside it."""

import pytest

from advisors.managed_leaves import stands_in
from advisors.options import Option
from advisors.places import Place
from tests.advisors.advice.made import advised, facts

SEARCH = "Not in the cost: machines that search the index"


def place(profile: str) -> Place:
    return Place(f"{profile}eu-west-1", "eu-west-1", profile, ("eu-west-1",), 10.0)


def noted(items: tuple[Option, ...], words: str) -> set[str]:
    return {item.id for item in items if any(words in note for note in item.notes)}


def test_a_profile_without_a_price_of_its_own_says_whose_stands_in() -> None:
    models = facts().models
    for profile in ("", "us."):
        assert not stands_in(models["nova-2-lite"], place(profile))
    told = stands_in(models["claude-haiku-4-5"], place("eu."))
    assert "EU profile of Claude Haiku 4.5 is not computed with" in told
    assert "that of the US" in told


def test_a_price_that_the_facts_note_is_told() -> None:
    """It is in words, by model and profile, and not in a column that is computed with."""
    told = stands_in(facts().models["nova-2-lite"], place("eu."))
    assert "EU profile 0.374 and 3.157 USD" in told
    assert "facts note" not in stands_in(facts().models["claude-haiku-4-5"], place("jp."))


@pytest.mark.parametrize("model", ["claude-haiku-4-5", "nova-2-lite"])
def test_the_global_profile_has_a_price_of_its_own_where_it_is_known(model: str) -> None:
    assert not stands_in(facts().models[model], place("global."))


def test_it_stands_beside_the_figure_of_the_profile() -> None:
    found = advised(residency="eu", hosting="managed", committed_model="nova-2-lite")
    assert noted(tuple(found.decision("hosting").options), "EU profile of Amazon Nova 2 Lite")
    regions = tuple(found.decision("region").options)
    told = noted(regions, "that of the US at the assumed price level")
    assert told == {item.id for item in regions if item.id.startswith("eu.")} != set()


def test_search_machines_are_named_as_left_out_wherever_retrieval_has_a_cost() -> None:
    found = advised(labelled_examples=5000.0)
    rungs = tuple(found.decision("customization").options)
    assert noted(rungs, SEARCH) == {item.id for item in rungs if "rag" in item.id}
    assert {"rag", "peft"} <= {item.id for item in rungs}


def test_they_are_named_beside_both_ways_of_hosting() -> None:
    told = noted(tuple(advised().decision("hosting").options), SEARCH)
    assert {"bedrock", "ec2-eks"} <= told


def test_what_search_machines_would_take_comes_with_source_and_date() -> None:
    """Two units at 0.24 USD an hour, all hours of a year: 4,200 USD."""
    rungs = advised().decision("customization").options
    note = next(note for item in rungs for note in item.notes if SEARCH in note)
    assert "about 4,200 USD a year" in note
    assert "C3X, 2026-02" in note


def test_without_documents_no_search_machine_is_missing() -> None:
    found = advised(knowledge=("general",))
    for name in ("customization", "hosting"):
        assert not noted(tuple(found.decision(name).options), SEARCH)
