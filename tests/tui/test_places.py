"""Every key that leads on is in sight at both sizes; help says first what a screen is for."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from textual.screen import Screen
from textual.widgets import DataTable, Footer, Markdown

from advisors.design import save_design
from advisors.examples import examples
from tests.tui.at_work import opened
from tests.tui.helpers import SIZE_NAMES, SIZES, arrived, click_on, rows, wait_text, wait_until
from tui.app import WattbriefApp
from tui.screens.ask import AskScreen
from tui.screens.home import HomeScreen
from tui.screens.interview import InterviewScreen
from tui.screens.options import OptionsScreen
from tui.screens.record import RecordScreen

NAME = "insurer-support-chat"
KEYS = {"f2": "Interview", "f3": "Options", "f4": "Ask", "f5": "Record", "f10": "Home"}
SCREENS: dict[str, type[Screen[None]]] = {
    "f2": InterviewScreen,
    "f3": OptionsScreen,
    "f4": AskScreen,
    "f5": RecordScreen,
}
PURPOSE = {
    "f2": "Asks what the workload must do",
    "f3": "What is recommended in each decision",
    "f4": "Answers questions on sustainable generative AI",
    "f5": "The decision record of this design",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "x.design.yaml"
    save_design(found, replace(examples()[NAME], position="requests_per_day"))
    return found


def _line(app: WattbriefApp) -> str:
    """The line of the places; empty as long as it is not painted."""
    return next((row for row in rows(app).split("\n") if "f10" in row), "")


def _in_line(app: WattbriefApp, places: list[str]) -> bool:
    return all(place in _line(app) for place in places)


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_every_place_shows_the_keys_to_all_others_and_its_own(
    path: Path, size: tuple[int, int]
) -> None:
    app = WattbriefApp(path)
    async with app.run_test(size=size) as pilot:
        await arrived(pilot, InterviewScreen)
        for key, screen in SCREENS.items():
            await pilot.press(key)
            await arrived(pilot, screen)
            marked = {other: "●" if other == key else "" for other in KEYS}
            places = [f" {other} {marked[other]}{label}" for other, label in KEYS.items()]
            await wait_until(pilot, partial(_in_line, app, places))
            await wait_text(pilot, "f1 Help")
            assert app.screen.query_one(Footer).max_scroll_x == 0
            assert len(_line(app)) <= size[0]


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_the_interview_shows_its_keys_at_any_width(path: Path, size: tuple[int, int]) -> None:
    app = WattbriefApp(path)
    async with app.run_test(size=size) as pilot:
        await wait_text(pilot, "^n Next", "^b Back", "f6 Don't know", "f7 N/A", "f8 Undo")
        await wait_text(pilot, "f9 Redo", "f1 Help")


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_a_click_on_a_place_goes_there_and_hands_in_what_was_typed(
    path: Path, size: tuple[int, int]
) -> None:
    app = WattbriefApp(path)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "requests_per_day")
        assert app.session is not None
        await pilot.press(*(["backspace"] * 30), *"4321")
        await wait_text(pilot, "4321", "f10 Home")
        await click_on(pilot, "#places", offset=(_line(app).index("Options"), 0))
        await arrived(pilot, OptionsScreen)
        assert app.session.interview.design.answers["requests_per_day"].value == 4321.0
        await wait_text(pilot, "f10 Home")
        await click_on(pilot, "#places", offset=(_line(app).index("Home"), 0))
        await arrived(pilot, HomeScreen)


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
@pytest.mark.parametrize("key", SCREENS)
async def test_help_opens_with_what_the_screen_is_for(
    path: Path, size: tuple[int, int], key: str
) -> None:
    app = WattbriefApp(path)
    async with app.run_test(size=size) as pilot:
        await arrived(pilot, InterviewScreen)
        await pilot.press(key)
        await arrived(pilot, SCREENS[key])
        await pilot.press("f1")
        await wait_until(pilot, lambda: bool(app.screen.query("HelpPanel #widget-help")))
        panel = app.screen.query_one("HelpPanel #widget-help", Markdown)
        await wait_until(pilot, lambda: PURPOSE[key] in " ".join(panel.source.split()))
        paragraphs = [part for part in panel.source.split("\n\n") if not part.startswith("#")]
        assert " ".join(paragraphs[0].split()).startswith(PURPOSE[key])
        await wait_until(pilot, lambda: PURPOSE[key].split()[0] in rows(app))
        text = rows(app)
        if "Scroll Up" in text:
            assert text.index(PURPOSE[key].split()[0]) < text.index("Scroll Up")


async def test_help_of_a_question_follows_that_of_the_screen(path: Path) -> None:
    app = WattbriefApp(path)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, "requests_per_day")
        await pilot.press("f1")
        await wait_until(pilot, lambda: bool(app.screen.query("HelpPanel #widget-help")))
        panel = app.screen.query_one("HelpPanel #widget-help", Markdown)
        await wait_until(pilot, lambda: "How many requests come in a day?" in panel.source)
        assert panel.source.index("Asks what") < panel.source.index("How many requests")


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_a_figure_that_no_option_has_takes_no_column(
    path: Path, size: tuple[int, int]
) -> None:
    app = WattbriefApp(path)
    async with app.run_test(size=size) as pilot:
        await arrived(pilot, InterviewScreen)
        await pilot.press("f3")
        await arrived(pilot, OptionsScreen)
        table = app.screen.query_one("#table", DataTable)
        await wait_until(pilot, lambda: table.row_count > 0)
        assert len(table.columns) == 6
        await pilot.press(*["right"] * 7)
        await wait_until(pilot, lambda: "What is watched" in rows(app))
        await wait_until(pilot, lambda: "Standard: metrics" in rows(app))
        headings = [str(column.label) for column in table.columns.values()]
        assert headings == ["Option", "USD/yr"]
        cells = [str(cell) for row in range(table.row_count) for cell in table.get_row_at(row)]
        assert "?" not in cells
        await pilot.press("right")
        await wait_until(pilot, lambda: len(table.columns) == 6)
        await wait_until(pilot, lambda: "Recommended" in rows(app))


async def test_sixty_columns_hold_every_key_and_every_figure(path: Path) -> None:
    app = WattbriefApp(path)
    async with app.run_test(size=(60, 20)) as pilot:
        await arrived(pilot, InterviewScreen)
        for key, screen in SCREENS.items():
            await pilot.press(key)
            await arrived(pilot, screen)
            await wait_text(pilot, "f10 Home", "f1 Help")
            if key == "f3":
                await wait_text(pilot, "kWh/yr", "USD/yr", "Generative model")
                assert app.screen.query_one("#table", DataTable).max_scroll_x == 0
