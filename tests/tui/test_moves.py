"""What moves the answer, on the screen and on the command line."""

import json
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widget import Widget

from advisors.design import save_design
from advisors.examples import examples
from advisors.format import compact
from advisors.sensitivity import Mover, Sensitivity, Tornado, sensitivity
from estimators.facts import load_facts
from tests.tui.helpers import SIZE_NAMES, SIZES, arrived, rows, wait_still, wait_text, wait_until
from tui.app import WattbriefApp
from tui.cli import main
from tui.screens.moves import MovesScreen
from tui.screens.options import OptionsScreen
from tui.widgets.tornado import BAR, MARK, ROOM, sensitivity_lines, tornado_lines

NAME = "nightly-invoice-extraction"


def scrolled(pane: Widget, before: int) -> bool:
    return pane.scroll_offset.y > before


@lru_cache(maxsize=1)
def found() -> Sensitivity:
    return sensitivity(examples()[NAME], load_facts())


def tornado(value: float, ends: list[tuple[float, float]]) -> Tornado:
    movers = tuple(
        Mover(f"x{n}", f"Input {n}", "fact", 1.0, 0.5, 2.0, "1", low, high, 0.5, 1 / len(ends))
        for n, (low, high) in enumerate(ends)
    )
    return Tornado("cost", "Cost", value, value / 2, value * 2, "USD/year", movers)


@given(
    st.floats(1e-3, 1e9),
    st.lists(st.tuples(st.floats(0.01, 1.0), st.floats(1.0, 100.0)), min_size=1, max_size=7),
    st.integers(60, 120),
)
def test_a_row_fits_the_width_and_marks_the_figure_once(
    value: float, ends: list[tuple[float, float]], width: int
) -> None:
    lines = tornado_lines(tornado(value, [(value * a, value * b) for a, b in ends]), width)
    bars = [line for line in lines if line.startswith("Input")]
    assert lines[0].startswith("Cost: ")
    assert len(bars) == len(ends)
    assert all(len(bar) <= width and bar.count(MARK) == 1 for bar in bars)


def test_a_longer_reach_has_a_longer_bar() -> None:
    *_, long, short = tornado_lines(tornado(10.0, [(2.0, 50.0), (6.0, 16.0)]))
    assert long.count("█") > 2 * short.count("█")


def test_a_logarithmic_scale_is_labelled_and_a_linear_one_is_not() -> None:
    assert "Bars: logarithmic scale." in tornado_lines(tornado(10.0, [(5.0, 20.0), (8.0, 12.0)]))
    linear = tornado_lines(tornado(10.0, [(0.0, 20.0), (8.0, 12.0)]))
    assert not any("scale" in line for line in linear)


@pytest.mark.parametrize("width", [56, 76, 110])
def test_a_label_longer_than_its_column_goes_on_below(width: int) -> None:
    short = tornado(10.0, [(5.0, 20.0), (8.0, 12.0)])
    label = "Share of its life in which the hardware is rented out by whoever owns it just now"
    lines = tornado_lines(
        replace(short, movers=(replace(short.movers[0], label=label), short.movers[1])), width
    )
    _, _, bar, *more, last = lines
    column = min(bar.index(mark) for mark in (BAR, MARK, ROOM) if mark in bar)
    assert " ".join([bar[:column].strip(), *(line.strip() for line in more)]) == label
    assert last.startswith("Input 1")
    assert max(map(len, lines)) <= width


OTHERS = [(9.0, 11.5), (9.2, 11.0), (9.6, 10.4)]


@pytest.mark.parametrize(
    ("giant", "arrows"),
    [((9.9, 1e6), "▶"), ((1e-5, 10.1), "◀"), ((1e-5, 1e6), "◀▶"), ((0.0, 1e6), "◀▶")],
)
@pytest.mark.parametrize("width", [76, 110])
def test_a_range_that_dominates_is_cut_with_an_arrow_and_the_others_stay_readable(
    giant: tuple[float, float], arrows: str, width: int
) -> None:
    lines = tornado_lines(tornado(10.0, [giant, *OTHERS]), width)
    assert any("◀ ▶ go beyond it" in line for line in lines)
    first, *others = [line for line in lines if line.startswith("Input")]
    assert [arrow for arrow in "◀▶" if arrow in first] == list(arrows)
    assert not any(arrow in line for line in others for arrow in "◀▶")
    lengths = [line.count("█") + line.count(MARK) for line in others]
    assert min(lengths) >= 4
    assert lengths == sorted(lengths, reverse=True)
    assert f"{compact(giant[0], 3)} to {compact(giant[1], 3)}" in first


def test_ranges_of_like_size_are_not_cut() -> None:
    lines = tornado_lines(tornado(10.0, [(5.0, 20.0), (6.0, 15.0), (8.0, 12.0)]))
    assert not any(arrow in line for line in lines for arrow in "◀▶")


@pytest.mark.parametrize("width", [60, 76, 110])
def test_all_lines_fit_and_say_the_verdict(width: int) -> None:
    lines = sensitivity_lines(found(), width)
    assert max(map(len, lines)) <= width
    assert any(line.startswith("≈ No clear winner.") for line in lines)


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
@pytest.mark.usefixtures("base")
async def test_m_opens_what_moves_the_chosen_design_and_escape_leads_back(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "x.design.yaml"
    save_design(path, examples()[NAME])
    app = WattbriefApp(path)
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: app.session is not None)
        await pilot.press("f3")
        await arrived(pilot, OptionsScreen)
        await pilot.press("m")
        await arrived(pilot, MovesScreen)
        # The first words of the head: on a narrow screen the rest stands on the next row.
        head = tornado_lines(found().tornadoes[0], size[0])[0].split(" (")[0]
        await wait_text(pilot, "No clear winner", "What moves Ministral 3 3B", head, MARK)
        await wait_text(pilot, "f2 Interview", "f10 Home")
        pane = app.screen.query_one("#moves-pane")
        text = [rows(app)]
        while pane.scroll_offset.y < pane.max_scroll_y:
            before = pane.scroll_offset.y
            await pilot.press("pagedown")
            await wait_until(pilot, partial(scrolled, pane, before))
            await wait_still(pilot)
            text.append(rows(app))
        assert any("Smallest changes that turn it" in page for page in text)
        assert any("Nearest rivals" in page for page in text)
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(app.screen, OptionsScreen))


def test_advise_with_sensitivity_as_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.design.yaml"
    save_design(path, examples()[NAME])
    assert main(["advise", str(path), "--json", "--sensitivity"]) == 0
    first = capsys.readouterr().out
    assert main(["advise", str(path), "--json", "--sensitivity"]) == 0
    assert capsys.readouterr().out == first
    data = json.loads(first)["sensitivity"]
    assert data["tornadoes"][0]["figure"] == "carbon_location_kg_per_year"
    assert data["flips"]
    assert main(["advise", str(path), "--json"]) == 0
    assert "sensitivity" not in json.loads(capsys.readouterr().out)


def test_advise_with_sensitivity_as_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.design.yaml"
    save_design(path, examples()[NAME])
    assert main(["advise", str(path), "--sensitivity"]) == 0
    text = capsys.readouterr().out
    assert "Smallest changes that turn it" in text
    assert "Nearest rivals" in text
