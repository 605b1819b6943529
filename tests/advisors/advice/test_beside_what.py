"""What a technique would change is told against the design that it is sized beside."""

import re
from functools import cache

import pytest

from advisors.advice import advise, desk_of
from advisors.candidates import Candidate
from advisors.examples import load_example
from advisors.options import Decision, Option
from advisors.places import Place
from advisors.questions import Answer, Value
from advisors.ranking import in_ratio
from advisors.rungs import Rung
from advisors.smaller_model import priced
from advisors.techniques import without
from advisors.ways import ANSWER_CACHE, AS_DESIGNED, BOTH_CACHES, PROMPT_CACHE
from advisors.weights import CRITERIA
from tests.advisors.advice.made import advised, facts, made


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
        async_share=0.0,
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


REPEATS: dict[str, Value] = {
    "hosting": "self-hosted",
    "input_tokens": 6000.0,
    "requests_per_day": 2e5,
    "repeat_share": 60.0,
}


def against(found: Option) -> str:
    return next(reason for reason in found.reasons if reason.startswith("Against "))


def test_a_trial_on_top_of_an_answer_cache_sees_the_requests_that_are_left() -> None:
    """What prompts have in common is a guess here; three fifths of the requests are kept away."""
    held = desk_of(made(**REPEATS), facts())
    assert held.best is not None
    assert held.best.serving == ANSWER_CACHE
    decision = advise(made(**REPEATS), facts()).decision("inference")
    trial = next(item for item in decision.options if item.id == PROMPT_CACHE)
    asked = {leaf.name: leaf for leaf in trial.figures["energy_kwh_per_year"].leaves()}
    assert asked["repeat_share"].value == pytest.approx(0.6)
    assert against(trial).startswith("Against the design as it is: ")
    energy = [
        item.figures["energy_kwh_per_year"].numbers[0] for item in (trial, decision.options[0])
    ]
    assert energy[0] < energy[1]


def test_a_smaller_model_is_held_against_the_design_that_it_is_sized_beside() -> None:
    """The best design has a prompt cache, the student and the cut model have none."""
    answers: dict[str, Value] = {
        "hosting": "self-hosted",
        "requests_per_day": 2e6,
        "input_tokens": 6000.0,
        "shared_prefix_share": 70.0,
    }
    decision = advised(**answers).decision("inference")
    assert decision.options[0].id == PROMPT_CACHE
    found = [item for item in decision.options if item.id in ("distillation", "pruning")]
    told = [against(item) for item in found if priced(item)]
    assert told
    assert all(text.startswith("Against the design without prompt caching: ") for text in told)


def test_a_global_profile_is_held_against_the_design_without_its_cache() -> None:
    decision = advised(
        hosting="managed",
        committed_model="claude-haiku-4-5",
        knowledge=("general",),
        input_tokens=8000.0,
        shared_prefix_share=80.0,
        requests_per_day=20_000.0,
        user_region="us-east-1",
    ).decision("inference")
    assert decision.options[0].id == PROMPT_CACHE
    texts = [against(item) for item in decision.options if item.id == "relaxed-profile"]
    assert texts
    assert all(text.startswith("Against the design without prompt caching") for text in texts)


@pytest.mark.parametrize(
    ("best", "plain", "words"),
    [
        (AS_DESIGNED, AS_DESIGNED, " as it is"),
        (PROMPT_CACHE, PROMPT_CACHE, " as it is"),
        (PROMPT_CACHE, AS_DESIGNED, " without prompt caching"),
        (ANSWER_CACHE, AS_DESIGNED, " without an answer cache"),
        (BOTH_CACHES, AS_DESIGNED, " without prompt caching and an answer cache"),
        (BOTH_CACHES, PROMPT_CACHE, " without an answer cache"),
    ],
)
def test_what_is_left_out_is_named(best: str, plain: str, words: str) -> None:
    place = Place("eu-west-1", "eu-west-1", "", ("eu-west-1",), 0.0)
    one, other = (Candidate("nova-lite", Rung.PROMPT, place, None, way) for way in (best, plain))
    assert without(one, other) == words


def test_a_trial_says_what_it_is_for_or_that_it_gains_nothing() -> None:
    """Speculative decoding takes more energy and answers sooner: said by weights, never hidden."""
    for weight, heading in ((90.0, "To try as well"), (1.0, "No gain by your weights")):
        asked = dict.fromkeys(CRITERIA, 0.0) | {"latency": weight, "cost": 100.0 - weight}
        design = load_example("code-assistant-self-hosted").answered("priorities", Answer(asked))
        notes = advise(design, facts()).decision("inference").options[0].notes
        note = next(note for note in notes if "Speculative decoding" in note)
        assert note.startswith(heading)
        assert re.search(r"Speculative decoding \([^)]*latency -\d+%\)", note)
