"""What is still open is named with what stands in for it, and tried."""

from collections.abc import Mapping

import pytest

from advisors.examples import load_example
from advisors.interview_value import decider, weigh
from advisors.presets import TrafficPresets
from advisors.questions import question
from estimators.facts import Facts
from tests.tui.inquiry.conftest import EXAMPLES
from tui.inquiry import Inquiry

_ASKED = "would an open question, once answered, overturn what you recommend?"


@pytest.mark.parametrize("key", ["s", "m"])
def test_the_open_question_that_turns_something_is_named(
    inquiries: Mapping[str, Inquiry], facts: Facts, key: str
) -> None:
    design, presets = load_example(EXAMPLES[key]), TrafficPresets(facts)
    *_, found = weigh(design, decider(design, facts), presets)
    (telling,) = found.telling
    first = inquiries[key].ask(_ASKED).answer.partition("\n\n")[0]
    assert first.startswith(f"“{question(telling.question).text}” is open; ")
    assert "would turn Inference and service level from As designed" in first
    assert "No other one does." in first


def test_where_nothing_open_turns_anything_that_is_said(
    inquiries: Mapping[str, Inquiry],
) -> None:
    first = inquiries["t"].ask(_ASKED).answer.partition("\n\n")[0]
    assert first.startswith("No single further answer would change what is recommended.")
    assert "A model that is given may turn decisions; no name was tried." in first


@pytest.mark.parametrize(
    "asked",
    [
        "of the defaults nobody answered, does any tip the choice?",
        "which assumptions are unanswered, and would one of them flip something?",
        "we left some fields blank: could one of them change the pick?",
        "Welche unserer Annahmen ist noch unbeantwortet, und würde sie etwas kippen?",
    ],
)
def test_it_is_asked_in_other_words(inquiries: Mapping[str, Inquiry], asked: str) -> None:
    assert "stands in for it. 30% would turn" in inquiries["s"].ask(asked).answer


def test_two_answers_that_are_lifted_at_once_are_both_named(
    inquiries: Mapping[str, Inquiry],
) -> None:
    asked = "which single answer would overturn this?"
    listed, open_to_all = (inquiries[key].ask(asked).answer for key in ("t", "s"))
    assert inquiries["t"].workload.allowed_regions
    assert not inquiries["s"].workload.allowed_regions
    both = "Where may prompts and answers be processed? Anywhere, and no list of allowed Regions"
    assert both in listed
    assert "no list of allowed Regions" not in open_to_all
    assert "Where may prompts and answers be processed? Anywhere" in open_to_all
