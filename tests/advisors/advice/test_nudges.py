"""An answer of which a percent turns a decision is named, with the value where it does."""

import re
from functools import cache

import pytest

from advisors.advice import advise, desk_of
from advisors.examples import load_example
from advisors.nudges import nudges_of
from advisors.options import Decision, DecisionId
from advisors.questions import Answer, Value
from tests.advisors.advice.made import facts, made

HOSTED: dict[str, Value] = {"hosting": "self-hosted", "requests_per_day": 1e5, "quality": "expert"}
TUNED: dict[str, Value] = {
    "hosting": "self-hosted",
    "labelled_examples": 5000.0,
    "requests_per_day": 1.3e6,
}


@cache
def decided(name: DecisionId, promise: float = 99.9) -> Decision:
    """A decision on a design of one's own machines, at a promise."""
    return advise(made(**HOSTED, availability=promise), facts()).decision(name)


def test_a_promise_of_which_a_percent_turns_the_chip_is_named() -> None:
    silicon = decided("silicon")
    assert not silicon.clear
    told = re.search(
        r"Hangs on the promise of availability, 99\.9%: below ([\d.]+)% (.+?) comes first\.",
        silicon.confidence_reason,
    )
    assert told is not None
    least, label = float(told[1]), told[2]
    assert 99.9 * 0.99 < least < 99.9
    beyond = decided("silicon", least - 0.05).options[0]
    assert beyond.label == label
    assert beyond.id != silicon.options[0].id
    assert decided("silicon", least + 0.05).options[0].id == silicon.options[0].id


def test_the_chips_that_change_places_are_not_told_apart() -> None:
    order = [option.id for option in decided("silicon").options]
    beyond = decided("silicon", 98.901).options[0].id
    assert set(order[1 : order.index(beyond) + 1]) <= set(decided("silicon").close)


def test_a_limit_of_a_rule_is_named_where_it_lies() -> None:
    """Four changes a year are what training keeps up with; a percent more, and it does not."""
    found = advise(made(**TUNED, corpus_refresh_per_year=4.0), facts()).decision("model")
    assert not found.clear
    told = "Hangs on how often your documents change, 4 times a year: above that "
    assert told in found.confidence_reason
    far = advise(made(**TUNED, corpus_refresh_per_year=3.0), facts()).decision("model")
    assert "Hangs on" not in far.confidence_reason


def test_work_that_all_may_wait_hangs_on_all_of_it() -> None:
    """Gathered into full hours or not: a percent that somebody awaits decides."""
    design = load_example("nightly-invoice-extraction")
    silicon = advise(design, facts()).decision("silicon")
    other = advise(design.answered("async_share", Answer(99.0)), facts()).decision("silicon")
    label = other.options[0].label
    assert not silicon.clear
    words = f"Hangs on the share of requests that may wait, 100%: below that {label} comes first."
    assert words in silicon.confidence_reason


def test_nothing_is_named_where_no_step_is_near() -> None:
    """A managed service has no machines of the architect's, and no rule lies within a percent."""
    desk = desk_of(made(hosting="managed", requests_per_day=500.0), facts())
    assert nudges_of(desk) == ()


@pytest.mark.parametrize("name", ["silicon", "model"])
def test_what_hangs_on_an_answer_is_no_sure_choice(name: DecisionId) -> None:
    found = decided(name)
    assert (found.confidence == "low") is ("Hangs on" in found.confidence_reason)


def test_labels_that_just_suffice_are_named_in_every_decision_that_they_carry() -> None:
    """Two hundred train a classifier; two fewer do not."""
    found = advise(
        made(
            use_case="classification",
            answer_form="fixed-list",
            knowledge=("general",),
            labelled_examples=201.0,
            requests_per_day=2e6,
            input_tokens=300.0,
            output_tokens=5.0,
        ),
        facts(),
    )
    for name in ("need", "model", "customization"):
        decision = next(item for item in found.decisions if item.id == name)
        assert not decision.clear
        told = "Hangs on the number of labelled examples, 201 examples: below 200 examples "
        assert told in decision.confidence_reason
