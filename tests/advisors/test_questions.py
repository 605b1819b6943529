"""The questions as data are complete, ordered and consistent."""

import pytest

from advisors.errors import UnknownNameError
from advisors.questions import (
    GROUPS,
    QUESTIONS,
    SECTIONS,
    SOURCES,
    Default,
    Question,
    When,
    group_of,
    question,
    source,
)
from advisors.questions.resolve import resolve
from advisors.validation import check

ids = [item.id for item in QUESTIONS]
each = pytest.mark.parametrize("item", QUESTIONS, ids=ids)


def defaults(item: Question) -> list[Default]:
    return [item.default, *(default for _, default in item.cases)]


@each
def test_each_question_says_what_why_and_what_it_moves(item: Question) -> None:
    assert item.text.endswith("?")
    assert item.why_we_ask.endswith(".")
    assert item.good_answer
    assert item.moves
    assert item.section in SECTIONS
    assert item.id in group_of(item.id).questions


@each
def test_defaults_pass_their_own_validation_and_have_source_and_range(item: Question) -> None:
    for default in defaults(item):
        assert check(item, list(default.value) if isinstance(default.value, tuple) else
                     default.value) == default.value  # fmt: skip
        assert default.sources
        assert set(default.sources) <= set(SOURCES)
        assert default.why
        if item.numeric and default.low is not None:
            assert default.high is not None
            assert isinstance(default.value, float)
            assert default.low <= default.value <= default.high
            assert check(item, default.low) == default.low
            assert check(item, default.high) == default.high


def test_unbudgeted_numbers_have_a_wide_range() -> None:
    for item in QUESTIONS:
        if item.numeric and "budget" not in item.id:
            assert item.default.low != item.default.high, item.id


@each
def test_what_its_absence_means_is_a_valid_value(item: Question) -> None:
    if item.absent is not None:
        raw = list(item.absent) if isinstance(item.absent, tuple) else item.absent
        assert check(item, raw) == item.absent
        assert item.absent_meaning


@each
def test_conditions_look_back_only_and_name_real_choices(item: Question) -> None:
    conditions: list[When] = [*item.applies, *(when for when, _ in item.cases)]
    for when in conditions:
        earlier = question(when.question)
        assert ids.index(earlier.id) < ids.index(item.id)
        if earlier.choices:
            named = {*when.any_of, *when.none_of}
            assert named <= {choice.id for choice in earlier.choices}
    if item.applies:
        assert item.absent is not None, "a question that can fall away needs a value then"


def test_ids_are_unique_and_screens_fit_80x24() -> None:
    assert len(set(ids)) == len(ids)
    assert sorted(key for group in GROUPS for key in group.questions) == sorted(ids)
    assert max(len(group.questions) for group in GROUPS) <= 4


def test_core_questions_fill_the_first_screens() -> None:
    core = [all(question(key).core for key in group.questions) for group in GROUPS]
    anyone = [any(question(key).core for key in group.questions) for group in GROUPS]
    assert core == anyone
    assert core == sorted(core, reverse=True)


def test_unknown_question_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError) as caught:
        question("request_per_day")
    assert caught.value.near[0] == "requests_per_day"
    assert "requests_per_day" in caught.value.fix


def test_every_default_source_can_be_looked_up() -> None:
    for item in resolve({}).values():
        for key in item.sources:
            assert source(key, {}).title
    with pytest.raises(UnknownNameError):
        source("no-such-source", {})


def test_peak_default_follows_the_daily_curve() -> None:
    found = resolve({})
    assert found["daily_curve"].value == "office-hours"
    assert found["peak_factor"].value == 4.0


def test_a_name_like_no_question_gets_three_and_not_all() -> None:
    """Thirty-nine names on one line are no help."""
    with pytest.raises(UnknownNameError) as caught:
        question("foo")
    assert caught.value.fix.startswith("The nearest of ")
    assert caught.value.fix.count(",") == 2
