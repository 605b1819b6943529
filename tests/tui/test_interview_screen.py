"""The interview in the app: answers reach the engine and the file, nothing is lost."""

from pathlib import Path

import pytest
from textual.widgets import Footer, Input, Static
from textual.widgets._footer import FooterKey

from advisors.design import load_design, parse_design
from tests.tui.at_work import at_interview, question_at
from tests.tui.helpers import SIZE_NAMES, SIZES, click_on, rows, wait_text, wait_until
from tui.app import WattbriefApp
from tui.opening import create_design


@pytest.fixture
def design_file(tmp_path: Path) -> Path:
    path = tmp_path / "demo.design.yaml"
    create_design(path)
    return path


async def test_home_has_its_keys_before_a_design_opens(
    design_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening imports a good deal; the footer stood empty as long as that took."""
    seen: list[str] = []
    opens = WattbriefApp.open_design

    async def watched(app: WattbriefApp, path: Path) -> None:
        seen.extend(str(key.description) for key in app.screen.query(FooterKey))
        seen.append(str(app.screen.query_one("#tagline", Static).content))
        await opens(app, path)

    monkeypatch.setattr(WattbriefApp, "open_design", watched)
    app = WattbriefApp(design_file)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: at_interview(app))
        await pilot.press("f10")
        await wait_until(pilot, lambda: "before it is built" in rows(app))
    assert "New design" in seen
    assert "Opening demo.design.yaml…" in seen


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_a_choice_is_saved_at_once_and_the_next_question_has_the_keyboard(
    design_file: Path, size: tuple[int, int]
) -> None:
    app = WattbriefApp(design_file)
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: at_interview(app))
        await pilot.press("enter", "down", "enter")
        await wait_until(pilot, lambda: "use_case" in load_design(design_file).answers)
        await wait_text(pilot, "✔ What shall the workload do?", "f1 Help")
        assert app.screen.query_one(Footer).max_scroll_x == 0
        await wait_until(pilot, lambda: question_at(app) == "answer_form")


async def test_a_number_that_is_none_is_explained_under_its_field_and_holds_the_next_step(
    design_file: Path,
) -> None:
    app = WattbriefApp(design_file)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: at_interview(app))
        await pilot.press("ctrl+n", "ctrl+n")
        await wait_until(pilot, lambda: "How much, and when" in rows(app))
        await pilot.press(*"-5", "enter")
        await wait_until(pilot, lambda: "! " in rows(app))
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert "How much, and when" in rows(app)
        assert "requests_per_day" not in load_design(design_file).answers
        await pilot.press("backspace", "backspace", *"20k", "ctrl+n")
        await wait_until(pilot, lambda: "How long each request is" in rows(app))
        assert load_design(design_file).answers["requests_per_day"].value == 20_000


async def test_dont_know_undo_and_redo(design_file: Path) -> None:
    app = WattbriefApp(design_file)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: at_interview(app))
        await pilot.press("f6")
        await wait_until(pilot, lambda: "~ What shall" in rows(app))
        assert load_design(design_file).answers["use_case"].dont_know
        await pilot.press("f8")
        await wait_until(pilot, lambda: "· What shall" in rows(app))
        assert "use_case" not in load_design(design_file).answers
        await pilot.press("f9")
        await wait_until(pilot, lambda: "~ What shall" in rows(app))


async def test_what_is_not_known_is_said_in_the_field_at_once(design_file: Path) -> None:
    app = WattbriefApp(design_file)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: at_interview(app))
        await pilot.press("tab", "f6")
        await wait_text(pilot, "~ What form", "don't know: Free text")


@pytest.mark.parametrize("key", ["committed_model", "skills", "growth_per_year"])
async def test_the_reason_why_a_question_does_not_apply_stands_in_its_field(
    design_file: Path, key: str
) -> None:
    create_design(design_file, parse_design(f"answers: {{use_case: agent}}\nposition: {key}"))
    app = WattbriefApp(design_file)
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_until(pilot, lambda: at_interview(app))
        await pilot.press("f7")
        await wait_until(
            pilot, lambda: isinstance(app.focused, Input) and app.focused.id == "reason"
        )
        await pilot.press(*"a [/b] [red one", "enter")
        await wait_until(pilot, lambda: key in load_design(design_file).answers)
        await wait_until(pilot, lambda: "does not apply: a [/b] [red one" in rows(app))


async def test_the_interview_resumes_at_the_exact_question(design_file: Path) -> None:
    app = WattbriefApp(design_file)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: at_interview(app))
        await pilot.press("ctrl+n", "ctrl+n", "enter", "tab")
        await wait_until(pilot, lambda: load_design(design_file).position == "peak_factor")
    again = WattbriefApp(design_file)
    async with again.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: at_interview(again))
        assert question_at(again) == "peak_factor"


async def test_a_half_typed_answer_survives_a_smaller_terminal_and_leaving(
    design_file: Path,
) -> None:
    app = WattbriefApp(design_file)
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_until(pilot, lambda: at_interview(app))
        await pilot.press("ctrl+n", "ctrl+n")
        await wait_until(pilot, lambda: "How much, and when" in rows(app))
        await pilot.press(*"12")
        await pilot.resize_terminal(80, 24)
        await pilot.press(*"34")
        await wait_until(
            pilot, lambda: isinstance(app.focused, Input) and app.focused.value == "1234"
        )
        await pilot.press("escape")
        await wait_until(pilot, lambda: "requests_per_day" in load_design(design_file).answers)
        assert load_design(design_file).answers["requests_per_day"].value == 1234


async def test_text_that_looks_like_markup_is_shown_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "odd.design.yaml"
    path.write_text(
        "schema: 1\nname: '[/b] [red'\nanswers:\n  unit_of_work: '[/b] a [red ticket'\n...\n",
        encoding="utf-8",
    )
    app = WattbriefApp(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "[/b] [red")


async def test_a_click_chooses_the_next_group(design_file: Path) -> None:
    app = WattbriefApp(design_file)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: at_interview(app))
        await click_on(pilot, "#field-quality #control")
        await wait_until(pilot, lambda: load_design(design_file).position == "quality")
