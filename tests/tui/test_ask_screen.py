"""Asking in the app: the answer is read without leaving the question; Escape leads back."""

from pathlib import Path

import pytest
from textual.app import App
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Footer, Input, Static

from advisors.examples import load_example
from tests.tui.at_work import design_at, opened
from tests.tui.helpers import SIZE_NAMES, SIZES, arrived, click, wait_text, wait_until
from tui.app import WattbriefApp
from tui.opening import create_design
from tui.screens.ask import ABOUT_DESIGN, EXAMPLES, AskScreen, clickable
from tui.screens.home import HomeScreen
from tui.screens.interview import InterviewScreen
from tui.screens.options import OptionsScreen
from tui.screens.record import RecordScreen

both_sizes = pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
PLACES: dict[str, type[Screen[None]]] = {
    "f2": InterviewScreen,
    "f3": OptionsScreen,
    "f5": RecordScreen,
    "f10": HomeScreen,
}


@both_sizes
async def test_escape_leads_back_to_where_the_question_came_up(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = WattbriefApp(design_at(tmp_path, "quality"))
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "quality")
        for key, screen in PLACES.items():
            await pilot.press(key)
            await arrived(pilot, screen)
            # Twice: asking again does not lose the way back.
            for _ in range(2):
                await pilot.press("f4")
                await arrived(pilot, AskScreen)
            await pilot.press("escape")
            await arrived(pilot, screen)


@both_sizes
async def test_a_long_answer_is_scrolled_from_the_question(size: tuple[int, int]) -> None:
    app = WattbriefApp()
    async with app.run_test(size=size) as pilot:
        await arrived(pilot, HomeScreen)
        await pilot.press("a")
        await arrived(pilot, AskScreen)
        await wait_text(pilot, "pgdn Read on", "f1 Help")
        assert app.screen.query_one(Footer).max_scroll_x == 0
        app.screen.query_one("#answer", Static).update("\n".join(map(str, range(200))))
        pane = app.screen.query_one("#answer-pane", VerticalScroll)
        await wait_until(pilot, lambda: pane.max_scroll_y > 0)
        field = app.focused
        await pilot.press("pagedown")
        await wait_until(pilot, lambda: pane.scroll_offset.y > 0)
        down = pane.scroll_offset.y
        await pilot.press("pageup")
        await wait_until(pilot, lambda: pane.scroll_offset.y < down)
        assert app.focused is field


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize(("enabled", "said"), [("true", True), ("false", False)])
async def test_that_a_shared_base_is_left_out_is_said_below_the_answer(
    enabled: str, said: bool, own_home: Path
) -> None:
    """The app answers on this machine alone: no connection, and no silence about it."""
    folder = own_home / "config"
    folder.mkdir()
    section = f"shared_base:\n  host: db.example.com\n  database: kb\n  enabled: {enabled}\n"
    (folder / "config.yaml").write_text(section, encoding="utf-8")
    app = WattbriefApp()
    async with app.run_test(size=SIZES[0]) as pilot:
        await arrived(pilot, HomeScreen)
        await pilot.press("a")
        await arrived(pilot, AskScreen)
        await asked(pilot, "When does RAG pay off?")
        told = "The shared base of your team is not asked in the app" in _below(app)
        assert told is said


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize(
    ("question", "state"),
    [
        ("How much would PEFT cost us?", "! This design does not say"),
        ("Which Region and why?", "✔ From this design and the guidance"),
        ("Who won the football match last night?", "! Not covered"),
    ],
)
async def test_it_says_who_has_an_answer_and_who_has_none(
    tmp_path: Path, question: str, state: str
) -> None:
    path = tmp_path / "demo.design.yaml"
    create_design(path, load_example("insurer-support-chat"))
    app = WattbriefApp(path)
    async with app.run_test(size=SIZES[0]) as pilot:
        await wait_until(pilot, lambda: app.session is not None)
        await pilot.press("f4")
        await arrived(pilot, AskScreen)
        await asked(pilot, question)
        assert str(app.screen.query_one("#ask-status", Static).content).startswith(state)


async def asked(pilot: Pilot[None], question: str) -> None:
    """Ask that once the keyboard is in the field, and wait for the whole answer."""
    app = pilot.app
    await wait_until(pilot, lambda: isinstance(app.focused, Input))
    assert isinstance(app.focused, Input)
    app.focused.value = question
    await pilot.press("enter")
    await wait_until(pilot, lambda: "How sure:" in _below(app))


def _below(app: App[None]) -> str:
    """What stands below the answer; nothing before its place is there."""
    return "".join(str(item.content) for item in app.screen.query("#citations").results(Static))


@both_sizes
@pytest.mark.usefixtures("base")
async def test_a_click_on_an_example_asks_it(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "demo.design.yaml"
    create_design(path, load_example("insurer-support-chat"))
    app = WattbriefApp(path)
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: app.session is not None)
        await pilot.press("f4")
        await arrived(pilot, AskScreen)
        await wait_text(pilot, "Which Region and why?", "Answers come from the guidance")
        await click(pilot, "Which Region and why?")
        await wait_until(pilot, lambda: "How sure:" in _below(app))
        assert app.screen.query_one("#question", Input).value == "Which Region and why?"
        assert "Region" in str(app.screen.query_one("#answer", Static).content)


@pytest.mark.parametrize("examples", [EXAMPLES, ABOUT_DESIGN])
def test_the_examples_read_as_they_are_written(examples: str) -> None:
    assert clickable(examples).plain == examples
