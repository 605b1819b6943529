"""The mouse: what looks as if it could be clicked can be, at the first click."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from advisors.design import load_design, parse_design
from advisors.examples import load_example
from tests.tui.at_work import burst, burst_click, design_at, opened, question_at
from tests.tui.helpers import (
    SIZE_NAMES,
    SIZES,
    arrived,
    click,
    click_on,
    place_of,
    running,
    wait_still,
    wait_text,
    wait_until,
)
from tui.app import WattbriefApp
from tui.opening import create_design
from tui.screens.home import HomeScreen
from tui.screens.options import OptionsScreen
from tui.widgets.telling import TellingLine

both_sizes = pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)


@both_sizes
async def test_a_click_on_what_is_asked_goes_to_the_question(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = WattbriefApp(design_at(tmp_path, "requests_per_day"))
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "requests_per_day")
        await wait_text(pilot, "How much busier is the busiest hour")
        await click(pilot, "How much busier")
        await opened(pilot, "peak_factor")


@both_sizes
async def test_a_click_on_a_list_still_opens_it_and_another_chooses(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = design_at(tmp_path, "use_case")
    app = WattbriefApp(path)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "use_case")
        await wait_text(pilot, "How good must the answers be?")
        await click_on(pilot, "#field-quality #control")
        await wait_text(pilot, "No answer")
        await click(pilot, "As good as an expert")
        await wait_until(pilot, lambda: "quality" in load_design(path).answers)
        assert load_design(path).answers["quality"].value == "expert"


@both_sizes
async def test_a_click_on_why_a_question_is_asked_opens_its_help(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = WattbriefApp(design_at(tmp_path, "quality"))
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "quality")
        await wait_text(pilot, "Why we ask")
        await click(pilot, "Why we ask")
        await wait_until(pilot, lambda: bool(app.screen.query("HelpPanel")))
        assert question_at(app) == "quality"


async def test_a_click_on_what_could_turn_goes_to_that_question(tmp_path: Path) -> None:
    path = tmp_path / "demo.design.yaml"
    create_design(path, replace(load_example("insurer-support-chat"), position="use_case"))
    app = WattbriefApp(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "Worth finding out (Ctrl+T)")
        await wait_still(pilot)
        target = app.screen.query_one(TellingLine).target
        assert target is not None
        await click(pilot, "Worth finding out")
        await opened(pilot, target)


async def test_a_click_on_a_clash_goes_to_where_all_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "demo.design.yaml"
    answers = "{use_case: support-chat, residency: eu, allowed_regions: [us-east-1]}"
    create_design(path, parse_design(f"answers: {answers}\nposition: residency"))
    app = WattbriefApp(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "Data must stay in the EU")
        await click(pilot, "Data must stay in the EU")
        await arrived(pilot, OptionsScreen)


@both_sizes
async def test_a_design_is_made_by_the_mouse_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.chdir(tmp_path)
    app = WattbriefApp()
    async with app.run_test(size=size) as pilot:
        await wait_text(pilot, "ticket-classifier")
        await wait_still(pilot)
        for text in ("Escape goes back", "Enter creates it"):
            await click(pilot, "ticket-classifier")
            await wait_text(pilot, text)
            await click(pilot, text)
            if text.startswith("Escape"):
                await arrived(pilot, HomeScreen)
                await wait_until(pilot, lambda: "Name of the design" not in running(app))
                await wait_still(pilot)
        await wait_until(pilot, lambda: question_at(app) != "")
    assert (tmp_path / "ticket-classifier.design.yaml").is_file()


async def test_why_a_question_does_not_apply_is_kept_by_a_click(tmp_path: Path) -> None:
    path = design_at(tmp_path, "skills")
    app = WattbriefApp(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "skills")
        await pilot.press("f7")
        await wait_until(pilot, lambda: isinstance(app.focused, Input))
        await wait_text(pilot, "Enter keeps it")
        await click(pilot, "Enter keeps it")
        await wait_text(pilot, "A few words on why")
        await click_on(pilot, "#reason")
        await pilot.press(*"too early")
        await click(pilot, "Enter keeps it")
        await wait_until(pilot, lambda: "skills" in load_design(path).answers)


async def test_a_click_does_not_overtake_the_words_before_it(tmp_path: Path) -> None:
    path = design_at(tmp_path, "skills")
    app = WattbriefApp(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "skills")
        await pilot.press("f7")
        await wait_text(pilot, "Enter keeps it")
        await wait_still(pilot)
        burst(app, "home", *"too early")  # a turn of its own holds the words back
        burst_click(app, *place_of(app, "Enter keeps it"))
        await wait_until(pilot, lambda: "skills" in load_design(path).answers)
