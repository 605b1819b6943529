"""Answers that clash in the app: told while they do, where the questions and the options are."""

from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from tests.tui.at_work import at_interview
from tests.tui.helpers import SIZE_NAMES, SIZES, arrived, rows, wait_until
from tui.app import WattbriefApp
from tui.screens.options import OptionsScreen

FINE = """schema: 1
name: Clash
position: residency
answers:
  use_case: support-chat
  allowed_regions: [us-east-1]
...
"""
CLASHING = FINE.replace("  allowed", "  residency: eu\n  allowed")
CLASH = "Data must stay in the EU, but us-east-1 is outside"
WAYS = (
    "allow a Region inside the EU",
    "widen the residency, if law and contracts permit",
    "drop the limit on Regions",
)


def told(app: App[None]) -> str:
    """The screen as running text, whatever the column in which it stands."""
    lines = rows(app).splitlines()
    split = app.size.width >= 100
    columns = [line.split("│")[-1] if split and "│" in line else line for line in lines]
    return " ".join(" ".join(columns).split())


async def wait_told(pilot: Pilot[None], *texts: str) -> None:
    await wait_until(pilot, lambda: all(text in told(pilot.app) for text in texts))


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "clash.design.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_an_answer_that_makes_a_clash_shows_it_until_it_is_taken_back(
    size: tuple[int, int], tmp_path: Path
) -> None:
    app = WattbriefApp(written(tmp_path, FINE))
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: at_interview(app))
        assert app.session is not None
        interview = app.session.interview
        assert "Answers that clash" not in told(app)
        await pilot.press("enter", "down", "down", "enter")
        await wait_until(pilot, lambda: "residency" in interview.design.answers)
        assert interview.design.answers["residency"].value == "eu"
        await wait_told(pilot, "Answers that clash", CLASH, *WAYS)
        await pilot.press("f8")
        await wait_until(pilot, lambda: "Answers that clash" not in told(app))


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_the_options_tell_clashes_above_the_table(
    size: tuple[int, int], tmp_path: Path
) -> None:
    app = WattbriefApp(written(tmp_path, CLASHING))
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: at_interview(app))
        await pilot.press("f3")
        await arrived(pilot, OptionsScreen)
        await wait_told(pilot, "Way out: ", CLASH, *WAYS, "Option ")
        assert told(app).index(WAYS[-1]) < told(app).index("Option ")
