"""The fields of the interview: which one has the keyboard, how a list opens and is searched."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.app import App
from textual.widgets import Footer, Select

from advisors.design import load_design
from advisors.examples import load_example
from tests.tui.at_work import burst, design_at, opened, question_at
from tests.tui.helpers import SIZE_NAMES, SIZES, rows, wait_still, wait_text, wait_until
from tui.app import WattbriefApp
from tui.opening import create_design
from tui.widgets.pick import PACE_S, OpenList

BAR = "▌"


def marked(app: App[None]) -> list[str]:
    return [row for row in rows(app).splitlines() if row.startswith(BAR)]


def empty(folder: Path) -> Path:
    path = folder / "demo.design.yaml"
    create_design(path)
    return path


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_a_bar_stands_beside_the_question_that_has_the_keyboard(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = WattbriefApp(design_at(tmp_path, "input_tokens"))
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "input_tokens")
        await wait_until(pilot, lambda: any("tokens go into" in row for row in marked(app)))
        assert not any("come out" in row for row in marked(app))
        await pilot.press("tab")
        await wait_until(pilot, lambda: any("come out" in row for row in marked(app)))
        await wait_until(pilot, lambda: not any("tokens go into" in row for row in marked(app)))


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_a_closed_list_says_how_it_opens_and_names_its_example_as_the_list_does(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = WattbriefApp(empty(tmp_path))
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "use_case")
        await wait_text(pilot, "Enter opens the list; for example Support chat")
        assert "support-chat" not in rows(app)


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_with_a_list_open_every_key_is_still_in_sight(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = WattbriefApp(empty(tmp_path))
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "use_case")
        await pilot.press("enter")
        await wait_text(pilot, "No answer", "esc Close", "f9 Redo", "f1 Help")
        assert app.screen.query_one(Footer).max_scroll_x == 0


@pytest.mark.parametrize("size", [(60, 24), *SIZES], ids=["60x24", *SIZE_NAMES])
async def test_an_open_list_covers_the_marks_of_the_questions_below(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """The ✔ of an answered question stood beside a choice, as if that were the one chosen."""
    path = tmp_path / "demo.design.yaml"
    create_design(path, replace(load_example("insurer-support-chat"), position="use_case"))
    app = WattbriefApp(path)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "use_case")
        await wait_text(pilot, "✔ How good must the answers be?")
        await pilot.press("enter")
        await wait_text(pilot, "No answer", "Batch enrichment")
        await wait_still(pilot)
        lines = [line.split("│")[0] for line in rows(app).splitlines()]
        first = next(at for at, line in enumerate(lines) if "No answer" in line)
        last = next(at for at, line in enumerate(lines) if "Batch enrichment" in line)
        starts = {line[:3] for line in lines[first : last + 1]}
        assert starts == {"   "}
        assert not any("▼" in line for line in lines[first : last + 1])


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_letters_find_a_choice_and_never_the_row_that_chooses_nothing(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = empty(tmp_path)
    app = WattbriefApp(path)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "use_case")
        # "No answer" begins with it, and so does no use case.
        burst(app, "enter", "n", "enter")
        await wait_until(pilot, lambda: "use_case" in load_design(path).answers)
        await wait_until(pilot, lambda: question_at(app) == "answer_form")


def test_a_slow_typist_goes_on_with_the_same_word() -> None:
    assert OpenList()._search_reset_delay == PACE_S
    assert PACE_S >= 1.5


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_a_prompt_that_changes_leaves_the_rows_of_the_list_alone(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = WattbriefApp(design_at(tmp_path, "answer_form"))
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "answer_form")
        await pilot.press("f6")
        await wait_text(pilot, "don't know: Free text")
        await pilot.press("shift+tab")
        await wait_until(pilot, lambda: question_at(app) == "answer_form")
        assert isinstance(app.focused, Select)
        await pilot.press("enter")
        await wait_text(pilot, "No answer", "Follows fixed rules")


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_not_applicable_where_it_cannot_be_holds_nobody_up(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = WattbriefApp(design_at(tmp_path, "requests_per_day"))
    async with app.run_test(size=size, notifications=True) as pilot:
        await opened(pilot, "requests_per_day")
        await pilot.press("f7")
        await wait_text(pilot, "always")
        await pilot.press("ctrl+n")
        await wait_until(pilot, lambda: question_at(app) == "input_tokens")


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_an_empty_reason_is_asked_for(tmp_path: Path, size: tuple[int, int]) -> None:
    path = design_at(tmp_path, "skills")
    app = WattbriefApp(path)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "skills")
        await pilot.press("f7")
        await wait_until(pilot, lambda: app.focused is not None and app.focused.id == "reason")
        await pilot.press("enter")
        await wait_text(pilot, "A few words on why")
        await pilot.press(*"too early", "enter")
        await wait_until(pilot, lambda: "skills" in load_design(path).answers)


async def test_a_long_name_ends_in_dots_on_a_narrow_screen(tmp_path: Path) -> None:
    path = tmp_path / "demo.design.yaml"
    name = "A name that is rather long for a terminal of eighty columns, it goes on and on"
    path.write_text(f"schema: 1\nname: {name}\nanswers: {{}}\n...\n", encoding="utf-8")
    app = WattbriefApp(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "use_case")
        await wait_until(pilot, lambda: rows(app).splitlines()[0].endswith("…"))
        assert "A name that is rather" in rows(app).splitlines()[0]
