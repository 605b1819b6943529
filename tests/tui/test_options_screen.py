"""The options screen: what is marked stays marked, and is told in full where its row is cut."""

from pathlib import Path

import pytest
from textual.widgets import DataTable, Static

from advisors.advice import advise
from advisors.design import Design, parse_design, save_design
from advisors.options import FIGURE_NAMES, Advice
from estimators.facts import load_facts
from tests.tui.helpers import rows, wait_until
from tui.app import WattbriefApp
from tui.screens.options import OptionsScreen, _figure_lines

DESIGN = parse_design(
    "answers: {use_case: support-chat, knowledge: [own-documents], languages: [de, en], "
    "requests_per_day: 25000, user_region: eu-central-1, residency: eu}"
)


@pytest.fixture(scope="module")
def advice() -> Advice:
    return advise(DESIGN, load_facts())


def saved(folder: Path, design: Design) -> Path:
    path = folder / "demo.design.yaml"
    save_design(path, design)
    return path


def plain(text: str) -> str:
    return " ".join(text.split())


async def test_a_mark_survives_another_size_and_a_cut_label_is_given_in_full(
    tmp_path: Path, advice: Advice
) -> None:
    served = next(item for item in advice.decisions if item.id == "inference")
    row, long = next(
        (row, item) for row, item in enumerate(served.options) if row and len(item.label) > 40
    )
    app = WattbriefApp(saved(tmp_path, DESIGN))
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_until(pilot, lambda: app.session is not None)
        await pilot.press("f3")
        await wait_until(pilot, lambda: isinstance(app.screen, OptionsScreen))
        await wait_until(pilot, lambda: "Weighing" not in rows(app))
        await pilot.press(*["left"] * 3)
        await wait_until(pilot, lambda: "How is it served" in rows(app))
        await pilot.press(*["down"] * row)
        detail = app.screen.query_one("#detail", Static)
        first = plain(long.reasons[0])
        await wait_until(pilot, lambda: first in plain(str(detail.content)))
        await pilot.resize_terminal(80, 24)
        await wait_until(pilot, lambda: f"{long.label}\n" in str(detail.content))
        assert first in plain(str(detail.content))
        assert app.screen.query_one("#table", DataTable).cursor_row == row
        assert long.label not in rows(app).split("─" * 20, 1)[0]


def test_figures_withheld_for_one_reason_share_a_line(advice: Advice) -> None:
    options = [option for item in advice.decisions for option in item.options]
    assert any(option.figures["cost_usd_per_year"].value is None for option in options)
    for option in options:
        figures = [option.figures[name] for name in FIGURE_NAMES]
        reasons = {figure.withheld for figure in figures if figure.value is None}
        given = sum(figure.value is not None for figure in figures)
        assert len(list(_figure_lines(option))) == given + len(reasons)
