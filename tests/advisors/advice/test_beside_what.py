"""What a technique would change is told against the design that it is sized beside."""

import re
from functools import cache

import pytest

from advisors.options import Decision, Option
from advisors.ranking import in_ratio
from tests.advisors.advice.made import advised


@cache
def cached() -> Decision:
    """Served with a prompt cache, and repeats are a guess: an answer cache is to be tried."""
    return advised(
        hosting="self-hosted",
        use_case="batch-enrichment",
        answer_form="structured",
        quality="draft",
        knowledge=("general",),
        requests_per_day=3e7,
        daily_curve="nightly-batch",
        input_tokens=1500.0,
        output_tokens=120.0,
        async_share=100.0,
        shared_prefix_share=60.0,
        skills="clusters",
        licences="permissive",
    ).decision("inference")


def option(name: str) -> Option:
    return next(item for item in cached().options if item.id == name)


def carbon(name: str) -> float:
    value = option(name).figures["carbon_location_kg_per_year"].value
    assert value is not None
    return value


@pytest.mark.parametrize(
    ("name", "beside", "words"),
    [
        ("answer-cache", "prompt-cache", "the design as it is"),
        ("speculative", "as-designed", "the design without prompt caching"),
        ("relaxed-availability", "as-designed", "the design without prompt caching"),
    ],
)
def test_the_change_is_that_from_the_design_which_is_named(
    name: str, beside: str, words: str
) -> None:
    assert cached().options[0].id == "prompt-cache"
    told = next(reason for reason in option(name).reasons if reason.startswith("Against "))
    assert told.startswith(f"Against {words}: ")
    ratio = in_ratio(carbon(name) / carbon(beside))
    assert re.search(rf"carbon {re.escape(ratio)}[,.]", told)


def test_the_notes_say_what_is_sized_without_the_cache() -> None:
    notes = cached().options[0].notes
    assert any(note.startswith("To try as well: Answer cache") for note in notes)
    assert any(note.startswith("To try as well, without prompt caching: ") for note in notes)
    owners = [note for note in notes if note.startswith("Other service levels, for their owners")]
    assert all("owners, without prompt caching: " in note for note in owners)
    assert owners
