"""The options screen: what is marked stays marked, and is told in full where its row is cut."""

from pathlib import Path
from threading import current_thread, main_thread

import pytest
from textual.widgets import DataTable, Footer, Static

from advisors.advice import advise
from advisors.design import Design, parse_design, save_design
from advisors.options import FIGURE_NAMES, Advice
from estimators.facts import load_facts
from tests.tui.helpers import SIZE_NAMES, SIZES, arrived, rows, wait_text, wait_until
from tui.app import WattbriefApp
from tui.screens.options import OptionsScreen
from tui.screens.options_face import figure_lines
from tui.screens.whole import whole_designs

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
    labels = {row: item.label for row, item in enumerate(served.options)}
    row = next((row for row, label in labels.items() if row and len(label) > 40), 0)
    assert row, f"no label after the first is long enough to be cut: {labels}"
    long = served.options[row]
    app = WattbriefApp(saved(tmp_path, DESIGN))
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_until(pilot, lambda: app.session is not None)
        await pilot.press("f3")
        await arrived(pilot, OptionsScreen)
        table = app.screen.query_one("#table", DataTable)
        await wait_until(pilot, lambda: table.row_count > 0)
        await pilot.press(*["left"] * 3)
        await wait_until(pilot, lambda: "How is it served" in rows(app))
        await pilot.press(*["down"] * row)
        detail = app.screen.query_one("#detail", Static)
        first = plain(long.reasons[0])
        await wait_until(pilot, lambda: first in plain(str(detail.content)))
        await pilot.resize_terminal(80, 24)
        await wait_until(pilot, lambda: f"{long.label}\n" in str(detail.content))
        assert first in plain(str(detail.content))
        assert table.cursor_row == row
        await wait_until(pilot, lambda: long.label not in rows(app).split("─" * 20, 1)[0])


async def test_what_stands_beside_a_choice_is_worked_out_before_it_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    work_out = Advice.opened

    def noted(self: Advice) -> Advice:
        opened.append(current_thread().name)
        return work_out(self)

    monkeypatch.setattr(Advice, "opened", noted)
    app = WattbriefApp(saved(tmp_path, DESIGN))
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_until(pilot, lambda: app.session is not None)
        assert not opened
        await pilot.press("f3")
        await arrived(pilot, OptionsScreen)
        table = app.screen.query_one("#table", DataTable)
        await wait_until(pilot, lambda: table.row_count > 0)
        assert opened
        assert main_thread().name not in opened, "the event loop would wait for it"


def test_figures_withheld_for_one_reason_share_a_line(advice: Advice) -> None:
    options = [option for item in advice.decisions for option in item.options]
    assert any(option.figures["cost_usd_per_year"].value is None for option in options)
    for option in options:
        figures = [option.figures[name] for name in FIGURE_NAMES]
        reasons = {figure.withheld for figure in figures if figure.value is None}
        given = sum(figure.value is not None for figure in figures)
        assert len(list(figure_lines(option))) == given + len(reasons)


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_tab_goes_to_the_reasons_and_says_so(tmp_path: Path, size: tuple[int, int]) -> None:
    app = WattbriefApp(saved(tmp_path, DESIGN))
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: app.session is not None)
        await pilot.press("f3")
        await arrived(pilot, OptionsScreen)
        await wait_text(pilot, "tab Table, reasons", "f1 Help")
        assert app.screen.query_one(Footer).max_scroll_x == 0
        assert isinstance(app.focused, DataTable)
        await pilot.press("tab")
        await wait_until(pilot, lambda: app.focused is app.screen.query_one("#details"))


def test_how_sure_the_whole_is_names_the_decisions_that_make_it_so(advice: Advice) -> None:
    whole = whole_designs(advice)
    least = [item.title for item in advice.decisions if item.confidence == whole.confidence]
    assert 0 < len(least) < len(advice.decisions)
    assert all(title in whole.confidence_reason for title in least)
