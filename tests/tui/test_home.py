"""Home says what Enter does with what is marked, and what is marked is in sight."""

from pathlib import Path

import pytest

from tests.tui.at_work import design_at, opened
from tests.tui.helpers import SIZE_NAMES, SIZES, arrived, wait_text
from tui.app import WattbriefApp
from tui.recent import LIMIT, remember
from tui.screens.home import HomeScreen


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_each_list_says_what_enter_does(tmp_path: Path, size: tuple[int, int]) -> None:
    app = WattbriefApp(design_at(tmp_path, "quality"))
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "quality")
        await pilot.press("f10")
        await wait_text(pilot, "Your designs · Enter opens one", "demo")
        await wait_text(pilot, "Worked examples · Enter copies one")


@pytest.mark.parametrize("size", [(60, 24), *SIZES], ids=["60x24", *SIZE_NAMES])
async def test_every_example_can_be_marked_in_sight_below_a_full_list_of_designs(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    for number in range(LIMIT):
        path = tmp_path / f"a-design-of-mine-with-a-longer-name-{number}.design.yaml"
        path.write_text("schema: 1\n", encoding="utf-8")
        remember(path)
    app = WattbriefApp()
    async with app.run_test(size=size) as pilot:
        await arrived(pilot, HomeScreen)
        await wait_text(pilot, "a-design-of-mine", "Worked examples")
        await pilot.press("e", "end")
        await wait_text(pilot, "ticket-classifier Sorting ten service tickets a day")
