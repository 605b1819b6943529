"""Keys that come faster than their effects, as on a busy machine or from a macro."""

import asyncio
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input, Select

from advisors.design import load_design
from tests.tui.at_work import at_interview, burst, design_at, opened, question_at
from tests.tui.helpers import SIZE_NAMES, SIZES, arrived, rows, wait_still, wait_until
from tui.app import WattbriefApp
from tui.screens.home import HomeScreen
from tui.screens.name import NameScreen
from tui.screens.options import OptionsScreen


async def test_enter_and_tab_at_once_are_two_steps(tmp_path: Path) -> None:
    path = design_at(tmp_path, "requests_per_day")
    app = WattbriefApp(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "requests_per_day")
        burst(app, *"500", "enter", "tab")
        await wait_until(pilot, lambda: load_design(path).position == "peak_factor")
        assert question_at(app) == "peak_factor"
        assert load_design(path).answers["requests_per_day"].value == 500


async def test_what_is_typed_after_enter_stands_in_the_next_field(tmp_path: Path) -> None:
    path = design_at(tmp_path, "input_tokens")
    app = WattbriefApp(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "input_tokens")
        burst(app, *"1200", "enter", *"300", "enter")
        await wait_until(pilot, lambda: "output_tokens" in load_design(path).answers)
        answers = load_design(path).answers
        assert (answers["input_tokens"].value, answers["output_tokens"].value) == (1200, 300)


async def test_what_is_typed_after_tab_and_the_next_group_stands_there(tmp_path: Path) -> None:
    path = design_at(tmp_path, "daily_curve")
    app = WattbriefApp(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "daily_curve")
        burst(app, "tab", *"3", "ctrl+n", *"800", "enter")
        await wait_until(pilot, lambda: "input_tokens" in load_design(path).answers)
        answers = load_design(path).answers
        assert (answers["peak_factor"].value, answers["input_tokens"].value) == (3, 800)


async def test_a_choice_opened_moved_and_taken_at_once(tmp_path: Path) -> None:
    path = design_at(tmp_path, "quality")
    app = WattbriefApp(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "quality")
        assert isinstance(app.focused, Select)
        burst(app, "enter", "down", "enter", "ctrl+n")
        await wait_until(pilot, lambda: question_at(app) == "requests_per_day")
        assert load_design(path).answers["quality"].value == "draft"


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_after_a_choice_the_keys_mean_the_question_that_has_the_keyboard(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = design_at(tmp_path, "use_case")
    app = WattbriefApp(path)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "use_case")
        await pilot.press("enter", "down", "enter")
        await wait_until(pilot, lambda: question_at(app) == "answer_form")
        await wait_until(pilot, lambda: "ask: " in rows(app))
        await wait_still(pilot)
        assert load_design(path).position == "answer_form"
        assert "ask: It fixes" not in rows(app)
        chosen = load_design(path).answers["use_case"]
        await pilot.press("f6")
        await wait_until(pilot, lambda: "answer_form" in load_design(path).answers)
        assert load_design(path).answers["answer_form"].dont_know
        assert load_design(path).answers["use_case"] == chosen


async def test_a_name_typed_right_after_n_is_the_name() -> None:
    app = WattbriefApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await arrived(pilot, HomeScreen)
        await wait_until(pilot, lambda: app.focused is not None)
        burst(app, "n", *"chat")
        await wait_until(pilot, lambda: isinstance(app.screen, NameScreen))
        await wait_until(pilot, lambda: bool(app.screen.query("#name")))
        field = app.screen.query_one("#name", Input)
        await wait_until(pilot, lambda: field.value == "chat")


async def test_a_paste_after_tab_goes_to_the_next_field(tmp_path: Path) -> None:
    path = design_at(tmp_path, "input_tokens")
    app = WattbriefApp(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "input_tokens")
        burst(app, "tab")
        app.post_message(events.Paste("250"))
        burst(app, "enter")
        await wait_until(pilot, lambda: "output_tokens" in load_design(path).answers)
        assert load_design(path).answers["output_tokens"].value == 250
        assert "input_tokens" not in load_design(path).answers
        await wait_until(pilot, lambda: at_interview(app))


async def test_a_key_does_not_wait_for_a_screen_that_was_left(tmp_path: Path) -> None:
    app = WattbriefApp(design_at(tmp_path, "quality"))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "quality")
        await pilot.press("f3")
        await arrived(pilot, OptionsScreen)
        calm = asyncio.create_task(app._calm())
        await asyncio.sleep(0)
        app.pop_screen()
        await wait_until(pilot, calm.done)


async def test_leaving_while_the_next_group_is_built_is_no_error(tmp_path: Path) -> None:
    path = design_at(tmp_path, "quality")
    app = WattbriefApp(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "quality")
        burst(app, "enter", "down", "enter")
        await wait_until(pilot, lambda: "quality" in load_design(path).answers)
    # Leaving the block raises what the app died of.
    assert load_design(path).answers["quality"].value == "draft"
