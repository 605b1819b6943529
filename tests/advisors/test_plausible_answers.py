"""Which answers to an open question are tried: those that can be, and that fit the use case."""

import pytest

from advisors.interview_value import alternatives, set_aside
from advisors.plausible import FITTING
from advisors.questions import QUESTIONS, Answer
from advisors.questions.resolve import resolve
from advisors.validation import check
from advisors.workload_places import within
from advisors.workload_types import Residency
from estimators.facts import load_facts


def test_alternatives_are_valid_and_differ_from_what_stands() -> None:
    for item in resolve({}).values():
        for answer in alternatives(item):
            assert answer.value is not None
            raw = list(answer.value) if isinstance(answer.value, tuple) else answer.value
            assert check(item.question, raw) == answer.value
            assert answer.value != item.value


@pytest.mark.parametrize(
    ("use_case", "question", "never", "still"),
    [
        ("code-assistant", "modalities", "speech", "image"),
        ("code-assistant", "modalities", "video", "image"),
        ("code-assistant", "daily_curve", "nightly-batch", "around-the-clock"),
        ("code-assistant", "domain", "law", "text-to-sql"),
        ("translation", "answer_form", "ranking", ""),
        ("summarization", "domain", "text-to-sql", "law"),
        ("support-chat", "modalities", "video", "speech"),
    ],
)
def test_implausible_choices_are_not_tried_and_named(
    use_case: str, question: str, never: str, still: str
) -> None:
    item = resolve({"use_case": Answer(use_case)})[question]
    tried = [answer.value for answer in alternatives(item, use_case)]
    flat = {key for value in tried for key in (value if isinstance(value, tuple) else (value,))}
    assert never not in flat
    assert not still or still in flat
    assert item.question.choice(never).label in set_aside(item, use_case)
    everything = {
        key
        for answer in alternatives(item)
        for key in (answer.value if isinstance(answer.value, tuple) else (answer.value,))
    }
    assert never in everything, "without a use case all choices are tried"


def test_another_choice_comes_beside_what_stands_unless_one_excludes_the_other() -> None:
    found = resolve({"use_case": Answer("code-assistant")})
    modalities = [answer.value for answer in alternatives(found["modalities"], "code-assistant")]
    assert modalities == [("text", "image")]
    knowledge = [answer.value for answer in alternatives(found["knowledge"], "code-assistant")]
    assert all(isinstance(value, tuple) and len(value) == 1 for value in knowledge)


def test_the_table_of_what_fits_speaks_of_questions_choices_and_use_cases_that_exist() -> None:
    known = {item.id: item for item in QUESTIONS}
    use_cases = {choice.id for choice in known["use_case"].choices}
    for name, by_use_case in FITTING.items():
        choices = {choice.id for choice in known[name].choices}
        assert set(by_use_case) <= use_cases
        for use_case, fitting in by_use_case.items():
            assert set(fitting) <= choices
            default = resolve({"use_case": Answer(use_case)})[name].value
            stands = default if isinstance(default, tuple) else (default,)
            assert set(stands) <= set(fitting), "what stands in is plausible itself"


@pytest.mark.parametrize("residency", list(Residency))
def test_only_regions_inside_the_law_are_tried_as_allowed(residency: Residency) -> None:
    facts = load_facts()
    item = resolve({"residency": Answer(residency.value)})["allowed_regions"]
    tried = [answer.value for answer in alternatives(item, "", residency.value)]
    assert tried
    for value in tried:
        assert isinstance(value, tuple)
        assert all(within(residency, facts.regions[code]) for code in value)
