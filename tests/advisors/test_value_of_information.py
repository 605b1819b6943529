"""Open questions are ordered by how much of the advice they could turn."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisors.advice import advise
from advisors.design import Design, Override
from advisors.examples import load_example
from advisors.interview import Interview
from advisors.interview_value import (
    Weighed,
    alternatives,
    decider,
    influence,
    most_telling,
    settled,
    weigh,
)
from advisors.questions import QUESTIONS, Answer
from advisors.questions.resolve import resolve
from estimators.facts import load_facts


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


@given(st.sampled_from([item.id for item in QUESTIONS]), st.floats(1, 1e6))
def test_influence_is_a_share_and_an_answered_question_has_none(key: str, volume: float) -> None:
    design = Design(answers={"requests_per_day": Answer(volume), key: Answer(dont_know=True)})
    values = influence(design, by_volume_and_law)
    assert all(0 <= value <= 1 for value in values.values())
    assert ("requests_per_day" in values) == (key == "requests_per_day")


def test_each_step_tries_one_answer_and_what_stands_before_it_stays() -> None:
    asked: list[Design] = []

    def counting(design: Design) -> Mapping[str, str]:
        asked.append(design)
        return by_volume_and_law(design)

    steps = []
    for found in weigh(Design(), counting):
        steps.append(found)
        assert len(asked) == found.done + 1
    use_case = str(resolve({})["use_case"].value)
    law = str(resolve({})["residency"].value)
    items = [item for item in resolve({}).values() if item.applies]
    total = sum(len(alternatives(item, use_case, law)) for item in items)
    assert [step.done for step in steps] == list(range(total + 1))
    assert [step.complete for step in steps] == [False] * total + [True]
    assert not any(step.settled for step in steps)
    assert asked[0] == Design()
    assert all(len(design.answers) == 1 for design in asked[1:])


def test_it_may_be_left_at_any_step_and_tries_nothing_further() -> None:
    asked = 0

    def counting(design: Design) -> Mapping[str, str]:
        nonlocal asked
        asked += 1
        return by_volume_and_law(design)

    for found in weigh(Design(), counting):
        if found.done == 3:
            break
    assert asked == 4
    assert not found.complete
    assert not found.settled


def test_the_most_telling_answer_is_named_with_what_it_turns() -> None:
    *_, found = weigh(Design(), by_volume_and_law)
    first, second = found.telling
    assert (first.question, first.turns, first.decisions) == ("requests_per_day", ("hosting",), 2)
    assert first.answer == Answer(10_000.0)
    assert first.shares == (0.0, 0.5)
    assert (second.question, second.turns) == ("residency", ("region",))
    assert second.answer == Answer("eu")


def test_what_has_no_answer_is_asked_before_what_is_not_known() -> None:
    known = Design(answers={"requests_per_day": Answer(dont_know=True)})
    *_, found = weigh(known, by_volume_and_law)
    assert found.telling[0].question == "requests_per_day"
    assert found.next is not None
    assert found.next.question == "residency"
    *_, found = weigh(known.answered("residency", Answer("us")), by_volume_and_law)
    assert found.next is not None
    assert (found.next.question, found.next.dont_know) == ("requests_per_day", True)


def test_a_decision_that_falls_away_counts_as_turned() -> None:
    def by_residency(design: Design) -> Mapping[str, str]:
        eu = resolve(design.answers)["residency"].value == "eu"
        return {"need": "generative"} if eu else {"need": "generative", "model": "small"}

    *_, found = weigh(Design(), by_residency)
    (only,) = found.telling
    assert (only.turns, only.decisions) == (("model",), 2)


def test_languages_and_allowed_regions_are_tried_too() -> None:
    def by_names(design: Design) -> Mapping[str, str]:
        found = resolve(design.answers)
        return {
            "model": str(found["languages"].value),
            "region": str(found["allowed_regions"].value),
        }

    found = set(most_telling(influence(Design(), by_names)))
    # One Region only, before it is named, is an answer about the Regions as well.
    assert found == {"languages", "allowed_regions", "residency"}


def nearly_done(*open_questions: str) -> Design:
    design = load_example("ticket-classifier")
    for key in open_questions:
        design = design.answered(key, None)
    return design


def weighed(design: Design) -> Weighed:
    *_, found = weigh(design, decider(design, load_facts()))
    return found


def test_a_real_design_is_settled_by_its_answers() -> None:
    found = weighed(nearly_done())
    assert found.settled
    assert found.next is None
    assert Interview(nearly_done()).open_questions(found.values)


def test_in_a_real_design_the_classes_of_data_turn_the_monitoring_plan() -> None:
    found = weighed(nearly_done("sensitivity", "unit_of_work"))
    assert not found.settled
    assert found.next is not None
    assert (found.next.question, found.next.turns) == ("sensitivity", ("monitoring",))


def test_trials_recommend_what_the_advice_recommends_own_values_included() -> None:
    plain = load_example("code-assistant-self-hosted")
    region = decider(plain, load_facts())(plain)["region"]
    own = Override(f"regions.{region}.pue", 9.0, "1", "our colocation contract")
    worse = replace(plain, overrides=(own,))
    assert decider(worse, load_facts())(worse)["region"] != region
    for design in (plain, worse):
        decided = decider(design, load_facts())(design)
        advice = advise(design, load_facts())
        shown = {item.id: item.chosen.id for item in advice.decisions if item.chosen is not None}
        assert decided == shown


def test_a_trial_can_be_broken_off_between_two_decisions() -> None:
    class EnoughError(Exception):
        pass

    calls = 0

    def between() -> None:
        nonlocal calls
        calls += 1
        if calls == 11:
            raise EnoughError

    design = nearly_done("sensitivity")
    steps = weigh(design, decider(design, load_facts(), between))
    assert next(steps).done == 0
    with pytest.raises(EnoughError):
        next(steps)
    assert calls == 11


def test_weighing_a_code_assistant_asks_for_no_speech() -> None:
    asked: list[object] = []

    def listening(design: Design) -> Mapping[str, str]:
        if "modalities" in design.answers:
            asked.append(design.answers["modalities"].value)
        return by_volume_and_law(design)

    list(weigh(Design(answers={"use_case": Answer("code-assistant")}), listening))
    assert asked == [("text", "image")]


def in_the_eu() -> Design:
    answers = {
        "use_case": Answer("summarization"),
        "quality": Answer("business"),
        "languages": Answer(("fr",)),
        "requests_per_day": Answer(10.0),
        "user_region": Answer("eu-west-3"),
        "residency": Answer("eu"),
    }
    return Design(answers=answers)


def test_an_answer_that_leaves_nothing_that_fits_turns_no_decision() -> None:
    decide = decider(in_the_eu(), load_facts())
    assert "region" not in decide(in_the_eu().answered("modalities", Answer(("text", "speech"))))
    *_, found = weigh(in_the_eu(), decide)
    by_id = {item.question: item for item in found.items}
    speech = by_id["modalities"]
    assert speech.barred == (Answer(("text", "speech")),)
    assert speech.tried == len(speech.shares) + 1
    assert speech.answer not in speech.barred
    assert not by_id["allowed_regions"].barred
    assert all("need" not in item.turns for item in found.items)


def test_where_something_could_end_all_it_is_not_called_settled() -> None:
    def speechless(design: Design) -> Mapping[str, str]:
        reads = resolve(design.answers)["modalities"].value
        assert isinstance(reads, tuple)
        return {} if "speech" in reads else {"region": "eu-west-1"}

    *_, found = weigh(in_the_eu(), speechless)
    assert found.next is None
    assert [item.question for item in found.barred] == ["modalities"]
    assert not found.settled


def test_an_answer_that_contradicts_a_given_one_turns_no_decision() -> None:
    """Fixed rules need no model: beside one that is named, they tell of a clash to solve first."""
    answers = {"use_case": Answer("extraction"), "committed_model": Answer("gpt-oss-20b")}
    design = Design(answers=answers)
    decide = decider(design, load_facts())
    rules = Answer("rules")
    changed = design.answered("answer_form", rules)
    assert decide(changed) != decide(design)
    assert "model-without-need" in decide.clashes(changed) - decide.clashes(design)
    *_, found = weigh(design, decide)
    form = next(item for item in found.items if item.question == "answer_form")
    assert rules in form.clashing
    assert form.answer != rules
    assert not form.turns
    assert form.tried == len(form.shares) + len(form.barred) + len(form.clashing)
