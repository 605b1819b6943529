"""The last tab of the options: whole designs beside each other."""

from pathlib import Path

import pytest

from advisors.advice import advise
from advisors.design import save_design
from advisors.examples import examples
from advisors.options import FIGURE_NAMES
from estimators.facts import load_facts
from tests.tui.helpers import SIZE_NAMES, SIZES, arrived, rows, wait_until
from tui.app import WattbriefApp
from tui.screens.options import OptionsScreen
from tui.screens.whole import whole_designs

NAME = "insurer-support-chat"


@pytest.mark.parametrize("name", sorted(examples()))
def test_the_recommended_design_leads_and_every_row_has_its_figures(name: str) -> None:
    advice = advise(examples()[name], load_facts())
    found = whole_designs(advice)
    assert found.options[0].figures == advice.totals
    assert len(found.options) == 1 + len(advice.pareto) + (advice.smallest is not None)
    assert len({option.id for option in found.options}) == len(found.options)
    assert all(set(FIGURE_NAMES) <= set(option.figures) for option in found.options)


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_left_of_the_first_tab_lies_the_whole(size: tuple[int, int], tmp_path: Path) -> None:
    path = tmp_path / f"{NAME}.design.yaml"
    save_design(path, examples()[NAME])
    app = WattbriefApp(path)
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: app.session is not None)
        await pilot.press("f3")
        await arrived(pilot, OptionsScreen)
        await wait_until(pilot, lambda: "Weighing" not in rows(app))
        await pilot.press("left")
        await wait_until(pilot, lambda: "Which whole design?" in rows(app))
        await wait_until(pilot, lambda: "Recommended: " in rows(app))
        await wait_until(pilot, lambda: "Smallest: " in rows(app))
        await wait_until(pilot, lambda: "Region: " in rows(app) or size[1] < 40)


async def test_a_smaller_terminal_still_shows_every_column(tmp_path: Path) -> None:
    path = tmp_path / f"{NAME}.design.yaml"
    save_design(path, examples()[NAME])
    app = WattbriefApp(path)
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_until(pilot, lambda: app.session is not None)
        await pilot.press("f3")
        await wait_until(pilot, lambda: "USD/yr" in rows(app) and "Weighing" not in rows(app))
        await pilot.resize_terminal(80, 24)
        await wait_until(pilot, lambda: "USD/yr" in rows(app))
