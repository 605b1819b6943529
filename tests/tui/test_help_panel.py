"""The help panel: F1 opens it anywhere, the page keys read on, Escape closes it and no more."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui.at_work import design_at, opened
from tests.tui.helpers import SIZE_NAMES, SIZES, arrived, running, wait_still, wait_text, wait_until
from tui.app import WattbriefApp
from tui.screens.home import HomeScreen

both_sizes = pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)


@both_sizes
async def test_escape_closes_the_help_before_it_leaves_the_screen(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = WattbriefApp(design_at(tmp_path, "quality"))
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "quality")
        here = app.screen
        await pilot.press("f1")
        await wait_until(pilot, lambda: bool(here.query("HelpPanel")))
        await pilot.press("escape")
        await wait_until(pilot, lambda: not here.query("HelpPanel"))
        assert app.screen is here
        await pilot.press("escape")
        await wait_until(pilot, lambda: app.screen is not here)


@both_sizes
async def test_all_of_it_can_be_read_by_keyboard_and_the_answer_typed_goes_on(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = WattbriefApp(design_at(tmp_path, "input_tokens"))
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "input_tokens")
        await pilot.press(*"12", "f1")
        await wait_text(pilot, "Asks what the workload must do", "PgDn, PgUp", "Esc closes")
        text = app.screen.query_one("#help-text")
        await wait_until(pilot, lambda: text.max_scroll_y > 0)
        seen = await read_to_the_end(pilot)
        for part in ("A good answer:", "Don't know takes", "Most telling", "Quit"):
            assert part in seen
        await pilot.press("pageup")
        await wait_until(pilot, lambda: text.scroll_offset.y < text.max_scroll_y)
        await pilot.press("3")
        assert isinstance(app.focused, Input)
        field = app.focused
        await wait_until(pilot, lambda: field.value == "123")


async def read_to_the_end(pilot: Pilot[None]) -> str:
    """What stands on the screen from page to page."""
    text = pilot.app.screen.query_one("#help-text")
    seen = running(pilot.app)
    while (place := text.scroll_offset.y) < text.max_scroll_y:
        await pilot.press("pagedown")
        await wait_until(pilot, lambda place=place: text.scroll_offset.y > place)  # type: ignore[misc]
        await wait_still(pilot)
        seen += running(pilot.app)
    return seen


@both_sizes
async def test_a_question_that_lies_above_the_screen_has_its_help(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = WattbriefApp(design_at(tmp_path, "skills"))
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "skills")
        await pilot.press("f7")
        await wait_text(pilot, "F1 help")
        await pilot.press("f1")
        await wait_text(pilot, "One sentence on why")
        await pilot.press("escape")
        await wait_until(pilot, lambda: not app.screen.query("HelpPanel"))
        await wait_text(pilot, "Enter keeps it")


@both_sizes
async def test_the_name_of_a_new_design_has_its_help(size: tuple[int, int]) -> None:
    app = WattbriefApp()
    async with app.run_test(size=size) as pilot:
        await arrived(pilot, HomeScreen)
        await pilot.press("n")
        await wait_text(pilot, "Name of the design", "F1 help")
        await pilot.press("f1")
        await wait_text(pilot, "one readable YAML file")
