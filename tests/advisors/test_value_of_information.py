"""Open questions are ordered by how much of the advice they could turn."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisors.design import Design
from advisors.interview import Interview
from advisors.interview_value import alternatives, influence, most_telling, settled
from advisors.questions import QUESTIONS, Answer
from advisors.questions.resolve import resolve
from advisors.validation import check


def by_volume_and_law(design: Design) -> Mapping[str, str]:
    """A small but complete advisor: hosting by daily volume, Region by residency."""
    found = resolve(design.answers)
    volume = found["requests_per_day"].value
    assert isinstance(volume, float)
    return {
        "hosting": "self-hosted" if volume >= 5_000 else "managed",
        "region": "eu-north-1" if found["residency"].value == "eu" else "us-west-2",
    }


def test_what_turns_decisions_comes_first_and_the_rest_is_zero() -> None:
    values = influence(Design(), by_volume_and_law)
    assert set(most_telling(values)) == {"requests_per_day", "residency"}
    assert values["requests_per_day"] == pytest.approx(0.25)
    assert values["residency"] == pytest.approx(1 / 9 / 2)
    assert most_telling(values)[0] == "requests_per_day"
    assert values["quality"] == 0
    assert not settled(values)


def test_it_says_when_further_answers_would_change_nothing() -> None:
    design = Design(answers={"requests_per_day": Answer(10.0), "residency": Answer("us")})
    values = influence(design, by_volume_and_law)
    assert settled(values)
    assert not {"requests_per_day", "residency"} & set(values)
    assert Interview(design).open_questions(values)


def test_dont_know_stays_open_to_better_knowledge() -> None:
    design = Design(answers={"requests_per_day": Answer(dont_know=True)})
    assert influence(design, by_volume_and_law)["requests_per_day"] > 0


def test_alternatives_are_valid_and_differ_from_what_stands() -> None:
    for item in resolve({}).values():
        for answer in alternatives(item):
            assert answer.value is not None
            raw = list(answer.value) if isinstance(answer.value, tuple) else answer.value
            assert check(item.question, raw) == answer.value
            assert answer.value != item.value


@given(st.sampled_from([item.id for item in QUESTIONS]), st.floats(1, 1e6))
def test_influence_is_a_share_and_an_answered_question_has_none(key: str, volume: float) -> None:
    design = Design(answers={"requests_per_day": Answer(volume), key: Answer(dont_know=True)})
    values = influence(design, by_volume_and_law)
    assert all(0 <= value <= 1 for value in values.values())
    assert ("requests_per_day" in values) == (key == "requests_per_day")
