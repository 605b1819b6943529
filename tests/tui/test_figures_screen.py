"""Figures that open in the app: from the marked option to formulas, facts and sources, and back."""

from functools import partial
from pathlib import Path

import pytest
from textual.widgets import DataTable, Footer, Static, Tabs

from advisors.advice import advise
from advisors.design import parse_design, save_design
from advisors.options import FIGURE_NAMES
from estimators.facts import load_facts
from tests.tui.helpers import SIZE_NAMES, SIZES, arrived, rows, wait_still, wait_text, wait_until
from tui.app import WattbriefApp
from tui.opened import hung, opened
from tui.screens.figures import FiguresScreen
from tui.screens.options import OptionsScreen
from tui.screens.options_face import known_of

DESIGN = parse_design("answers: {use_case: support-chat, requests_per_day: 25000}")
both_sizes = pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)


def saved(folder: Path) -> Path:
    path = folder / "demo.design.yaml"
    save_design(path, DESIGN)
    return path


def tells(app: WattbriefApp, text: str) -> bool:
    """Whether all of it is shown; a long address is broken where the row ends."""
    return "".join(shown(app).split()) == "".join(text.split())


def fits(app: WattbriefApp, width: int) -> bool:
    return max(map(len, shown(app).split("\n"))) <= width


def shown(app: WattbriefApp) -> str:
    """What the pane says; nothing before it is there."""
    return "".join(str(item.content) for item in app.screen.query("#figure").results(Static))


@both_sizes
@pytest.mark.parametrize("key", ["o", "enter"])
async def test_the_figures_of_the_marked_option_open_to_their_sources(
    tmp_path: Path, size: tuple[int, int], key: str
) -> None:
    facts = load_facts()
    chosen = advise(DESIGN, facts).decisions[0].chosen
    assert chosen is not None
    texts = [opened(figure, facts) for _, figure in known_of(chosen)]
    assert len(texts) == len(FIGURE_NAMES)
    app = WattbriefApp(saved(tmp_path))
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: app.session is not None)
        await pilot.press("f3")
        await arrived(pilot, OptionsScreen)
        await wait_until(pilot, lambda: app.screen.query_one(DataTable).row_count > 0)
        await wait_text(pilot, "o Figures", "f1 Help")
        assert app.screen.query_one(Footer).max_scroll_x == 0
        await pilot.press(key)
        await arrived(pilot, FiguresScreen)
        for number, text in enumerate(texts):
            await wait_until(pilot, partial(tells, app, text))
            await wait_until(pilot, partial(fits, app, size[0] - 4))
            assert app.screen.query_one(Tabs).active == f"figure-{number}"
            if number == 0:
                await wait_text(pilot, chosen.label, "Energy =", "esc Back")
                assert app.screen.query_one(Footer).max_scroll_x == 0
            await pilot.press("right")
        await pilot.press("escape")
        await arrived(pilot, OptionsScreen)


async def test_a_second_click_on_an_option_opens_its_figures_and_one_on_what_fell_out_says_why_not(
    tmp_path: Path,
) -> None:
    app = WattbriefApp(saved(tmp_path))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_until(pilot, lambda: app.session is not None)
        await pilot.press("f3")
        await arrived(pilot, OptionsScreen)
        table = app.screen.query_one(DataTable)
        await wait_until(pilot, lambda: table.row_count > 1)
        await wait_text(pilot, "– Rules engine")
        await wait_still(pilot)
        for mark in ("– Rules engine", "✔ Generative model"):
            lines = rows(app).splitlines()
            row = max(place for place, line in enumerate(lines[:12]) if mark in line)
            for _ in range(2):
                await pilot.click(offset=(4, row))
                await wait_still(pilot)
            if mark.startswith("–"):
                await wait_text(pilot, "It has no figures to open")
        await arrived(pilot, FiguresScreen)
        await wait_text(pilot, "Energy =")
        await pilot.resize_terminal(60, 24)
        await wait_until(pilot, partial(fits, app, 56))


def test_what_is_wrapped_is_set_in_below_its_line() -> None:
    text = "Energy = 1\n    with a long list of words that goes on\n\nSources"
    assert hung(text, 24).split("\n") == [
        "Energy = 1",
        "    with a long list of",
        "        words that goes",
        "        on",
        "",
        "Sources",
    ]
