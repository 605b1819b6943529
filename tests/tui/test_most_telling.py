"""The interview says which open question tells most, leads to it, and says when none would."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Footer

from advisors.design import Design, load_design
from advisors.examples import load_example
from advisors.interview_value import Telling, Weighed, decider, weigh
from advisors.presets import TrafficPresets
from advisors.questions import QUESTIONS, Answer, question
from estimators.facts import load_facts
from tests.tui.helpers import SIZE_NAMES, SIZES, rows, wait_text, wait_until
from tui.app import WattbriefApp
from tui.opening import create_design, open_session
from tui.screens.interview import InterviewScreen
from tui.telling import SETTLED, line
from tui.widgets.question import QuestionField
from tui.widgets.telling import TellingLine

EXAMPLE = "ticket-classifier"
CORE = {item.id for item in QUESTIONS if item.core}


def saved(folder: Path, design: Design) -> Path:
    path = folder / "demo.design.yaml"
    create_design(path, design)
    return path


def without(*keys: str) -> Design:
    design = load_example(EXAMPLE)
    return replace(design, answers={k: v for k, v in design.answers.items() if k not in keys})


def weighed(design: Design) -> Weighed:
    facts = load_facts()
    *_, found = weigh(design, decider(design, facts), TrafficPresets(facts))
    return found


def telling(app: WattbriefApp) -> TellingLine | None:
    if not isinstance(app.screen, InterviewScreen):
        return None
    return next(iter(app.screen.query(TellingLine)), None)


def found(app: WattbriefApp) -> Weighed | None:
    """What the line knows of the open questions; None as long as it is at work."""
    shown = telling(app)
    return shown.found if shown is not None else None


def asked(app: WattbriefApp) -> str:
    """The question that has the keyboard; empty while there is none."""
    if app.focused is None:
        return ""
    return next(
        (item.question.id for item in app.focused.ancestors if isinstance(item, QuestionField)), ""
    )


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_the_most_telling_question_is_shown_and_one_key_leads_to_it(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    design = without("sensitivity", "unit_of_work")
    first = weighed(design).next
    assert first is not None
    path = saved(tmp_path, replace(design, position="use_case"))
    app = WattbriefApp(path)
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: found(app) is not None)
        last = question(first.question).text.split()[-1]
        turns = f"{len(first.turns)} of {first.decisions} decisions"
        await wait_text(pilot, "Most telling next (Ctrl+T)", last, turns)
        assert asked(app) == "use_case"
        await pilot.press("ctrl+t")
        await wait_until(pilot, lambda: asked(app) == first.question)
        await wait_until(pilot, lambda: load_design(path).position == first.question)
        assert app.screen.query_one(Footer).max_scroll_x == 0
        field = app.screen.query_one(f"#field-{first.question}", QuestionField)
        await wait_until(pilot, lambda: app.screen.region.contains_region(field.control.region))


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_it_says_when_no_single_answer_would_change_anything(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    design = load_example(EXAMPLE)
    assert weighed(design).settled
    app = WattbriefApp(saved(tmp_path, replace(design, position="use_case")))
    async with app.run_test(size=size) as pilot:
        await wait_text(pilot, SETTLED)
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert asked(app) == "use_case"


async def test_a_new_answer_voids_what_was_found_and_what_is_on_its_way(tmp_path: Path) -> None:
    path = saved(tmp_path, without("sensitivity", "unit_of_work"))
    app = WattbriefApp(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: found(app) is not None)
        old, shown = found(app), telling(app)
        assert old is not None
        assert shown is not None
        assert shown.target == "sensitivity"
        late = TellingLine.Weighed(shown._turn, old)
        await pilot.press("ctrl+t")
        await wait_until(pilot, lambda: asked(app) == "sensitivity")
        await pilot.press("f6")
        await wait_until(pilot, lambda: found(app) not in (None, old))
        new = found(app)
        await wait_until(pilot, lambda: "Worth finding out" in rows(app))
        shown.post_message(late)
        await pilot.pause()
        assert found(app) is new
        assert new is not None
        assert {item.question for item in new.items if item.dont_know} == {"sensitivity"}
        assert "Worth finding out" in rows(app)


async def test_undo_of_a_core_answer_takes_the_line_away(tmp_path: Path) -> None:
    path = saved(tmp_path, replace(without("horizon_years"), position="horizon_years"))
    app = WattbriefApp(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: asked(app) == "horizon_years")
        shown = telling(app)
        assert shown is not None
        await wait_until(pilot, lambda: not shown.display)
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert shown.why_none == "Core questions come first: 1 still open."
        assert asked(app) == "horizon_years"
        await pilot.press("f6")
        await wait_until(pilot, lambda: shown.display)
        await wait_until(pilot, lambda: shown.found is not None)
        await pilot.press("f8")
        await wait_until(pilot, lambda: not shown.display)
        assert shown.found is None


async def test_an_estimate_that_fails_leaves_no_promise_behind(tmp_path: Path) -> None:
    text = saved(tmp_path, load_example(EXAMPLE)).read_text(encoding="utf-8")
    path = tmp_path / "own.design.yaml"
    own = "overrides:\n- {key: regions.nowhere.pue, value: 1.2, unit: '1', source: us}\n...\n"
    path.write_text(text.replace("...\n", own), encoding="utf-8")
    app = WattbriefApp(path)
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_until(pilot, lambda: "! No estimate" in rows(app))
        shown = telling(app)
        assert shown is not None
        assert not shown.display


async def test_the_key_is_in_the_help(tmp_path: Path) -> None:
    app = WattbriefApp(saved(tmp_path, load_example(EXAMPLE)))
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_until(pilot, lambda: asked(app) != "")
        assert "Ctrl+T" in (app.screen.HELP or "")
        assert app.active_bindings["ctrl+t"].binding.description == "Most telling"


def test_a_newer_answer_ends_the_work_between_two_decisions(tmp_path: Path) -> None:
    session = open_session(saved(tmp_path, without("sensitivity")))
    asked_times = 0

    def void() -> bool:
        nonlocal asked_times
        asked_times += 1
        return asked_times > 12

    steps = list(session.weigh(void))
    assert [step.done for step in steps] == [0]
    assert asked_times == 13
    *_, whole = session.weigh(lambda: False)
    assert whole.complete
    assert list(session.weigh(lambda: True)) == [whole]
    session.interview.answer("sensitivity", "internal")
    assert list(session.weigh(lambda: True)) == []


def test_which_decisions_turn_is_left_out_where_there_is_no_room() -> None:
    result = weighed(without("sensitivity", "unit_of_work"))
    assert line(result, "K", 500).endswith("1 of 8 decisions: monitoring.")
    assert line(result, "K", 60).endswith("1 of 8 decisions.")


def told_to_the_end(app: WattbriefApp, shown: TellingLine, item: Telling) -> bool:
    """Whether the line speaks of that question, uncut, and its last word is on the screen."""
    words = str(shown.content).split()
    whole = question(item.question).text in " ".join(words) and words[-2:] != ["…", "Ctrl+T"]
    return whole and words[-1] in rows(app)


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_the_longest_line_fits_its_two_rows(tmp_path: Path, size: tuple[int, int]) -> None:
    path = saved(tmp_path, without(*(set(load_example(EXAMPLE).answers) - CORE)))
    app = WattbriefApp(path)
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: found(app) is not None)
        shown, result = telling(app), found(app)
        assert shown is not None
        assert result is not None
        for item in result.items:
            many = replace(item, shares=(1.0,), turns=("need", "silicon", "region"), decisions=8)
            shown.post_message(TellingLine.Weighed(shown._turn, Weighed((many,), 0, 0)))
            await wait_until(pilot, partial(told_to_the_end, app, shown, many))


def test_what_would_leave_nothing_is_named_where_nothing_turns() -> None:
    ending = Telling("modalities", dont_know=False, barred=(Answer(("text", "speech")),))
    said = line(Weighed((ending,), 1, 1), "Ctrl+T", 400)
    assert said != SETTLED
    assert "nothing that fits: what goes in" in said


def test_what_turns_something_only_against_a_given_answer_is_named() -> None:
    """Examples for a classifier beside a model that is given: not settled, but a clash to solve."""
    against = Telling("labelled_examples", dont_know=False, clashing=(Answer(5000.0),))
    found = Weighed((against,), 1, 1)
    said = line(found, "Ctrl+T", 400)
    assert said == f"{SETTLED} Some would contradict an answer given: labelled examples."
    assert not found.settled
