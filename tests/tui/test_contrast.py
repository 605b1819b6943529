"""Every word on the screens can be read in both themes, chosen rows and hints included."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.color import Color
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import OptionList

from advisors.examples import load_example
from tests.tui.at_work import opened
from tests.tui.contrast import contrast, faint
from tests.tui.helpers import SIZE_NAMES, SIZES, arrived, wait_still, wait_text
from tui.app import WattbriefApp
from tui.looks import keep_theme
from tui.opening import create_design
from tui.screens.ask import AskScreen
from tui.screens.figures import FiguresScreen
from tui.screens.home import HomeScreen
from tui.screens.options import OptionsScreen
from tui.themes import DARK, LIGHT

BOTH = pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
SIZED = pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)


async def readable(pilot: Pilot[None], *texts: str) -> None:
    """Fail when a word is hard to read once these texts stand and nothing moves."""
    await wait_text(pilot, *texts)
    await wait_still(pilot)
    assert faint(pilot.app) == {}


@BOTH
@SIZED
async def test_of_home_and_what_opens_over_it(theme: str, size: tuple[int, int]) -> None:
    keep_theme(theme)
    app = WattbriefApp()
    async with app.run_test(size=size, notifications=True) as pilot:
        await arrived(pilot, HomeScreen)
        assert app.screen.query_one("#examples", OptionList).highlighted == 0
        await readable(pilot, "Code assistant for 800 developers", "f1 Help")
        for severity in ("information", "warning", "error"):
            app.notify(f"Told as {severity}.", severity=severity, timeout=86_400)
        await readable(pilot, "Told as information.", "Told as warning.", "Told as error.")
        app.clear_notifications()
        await pilot.press("n")
        await wait_text(pilot, "Enter creates it")
        await wait_still(pilot)
        assert faint(app, app.screen.query_one("#name-box").region) == {}
        await pilot.press("escape")
        await arrived(pilot, HomeScreen)
        await pilot.press("ctrl+p")
        await wait_text(pilot, "Quit the application")
        await wait_still(pilot)
        assert isinstance(app.screen, CommandPalette)
        for part in ("#--input", "CommandList"):
            assert faint(app, app.screen.query_one(part).region) == {}


@BOTH
@SIZED
async def test_of_the_screens_of_a_design(
    tmp_path: Path, theme: str, size: tuple[int, int]
) -> None:
    keep_theme(theme)
    path = tmp_path / "demo.design.yaml"
    create_design(path, replace(load_example("ticket-classifier"), position="use_case"))
    app = WattbriefApp(path)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "use_case")
        await readable(pilot, "Why we ask")
        await pilot.press("enter")
        await readable(pilot, "No answer", "Batch enrichment")
        await pilot.press("escape", "f1")
        await readable(pilot, "PgDn, PgUp read on")
        await pilot.press("escape", "f3")
        await arrived(pilot, OptionsScreen)
        await readable(pilot, "Energy:", "Serving")
        await pilot.press("o")
        await arrived(pilot, FiguresScreen)
        await readable(pilot, "Carbon, location")
        await pilot.press("escape")
        await arrived(pilot, OptionsScreen)
        await pilot.press("f4")
        await arrived(pilot, AskScreen)
        await readable(pilot, "then Enter")
