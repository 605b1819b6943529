"""What has no room on the screen: shortened where it tells least, and never without a word."""

from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from advisors.design import Design, parse_design
from advisors.examples import examples, load_example
from advisors.interview import Interview
from tests.tui.at_work import design_at, opened
from tests.tui.helpers import running, wait_text, wait_until
from tui.app import WattbriefApp
from tui.fitting import fitted
from tui.opening import create_design
from tui.screens.interview_face import NAME_LEAST, reason, standing
from tui.widgets.telling import TellingLine
from tui.widgets.where import Where
from tui.widgets.why import Why

MORE = "F1 has the rest"


@pytest.mark.parametrize("width", [80, 100, 120])
@pytest.mark.parametrize("name", examples())
def test_the_heading_keeps_the_name_of_the_design(name: str, width: int) -> None:
    interview = Interview(replace(load_example(name), name=name))
    for screen in interview.screens:
        interview.goto(screen.questions[0].id)
        shown = standing(interview, width)[:width]
        assert screen.group.title in shown
        assert name[: NAME_LEAST - 1] in shown
        assert cell_len(shown) < width or "further" in shown


def test_the_heading_drops_what_is_done_first_and_the_counts_last() -> None:
    interview = Interview(Design(name="a design of mine"))
    whole = standing(interview, 200)
    assert whole == " What it is for (1/13) · 0/21 core, 0/18 further · a design of mine"
    assert standing(interview, len(whole)) == whole
    assert "0/21 core · a" in standing(interview, len(whole) - 5)
    assert standing(interview, 36) == " What it is for (1/13) · a design of mine"


def test_a_text_that_fits_is_left_alone_and_one_that_does_not_says_where_the_rest_is() -> None:
    text = "one two three four five six\nseven eight"
    assert fitted(text, 30, 2, " … F1") == ["one two three four five six", "seven eight"]
    cut = fitted(text, 14, 2, " … F1")
    assert cut == ["one two three", "four five … F1"]
    assert all(len(row) <= 14 for row in cut)
    assert fitted("onelongword more", 12, 1, " … F1") == ["onelong … F1"]
    assert fitted(text, 3, 2, " … F1") == []


async def why_fits(pilot: Pilot[None], *, cut: bool) -> None:
    """Wait until the rows of the reason are as many as it takes, and end with that word or not."""

    def stands() -> bool:
        why = pilot.app.screen.query_one(Why)
        said = why.render().plain
        return (MORE in said) == cut and why.size.height == said.count("\n") + 1

    await wait_until(pilot, stands)


async def test_a_reason_without_room_says_where_it_goes_on_at_every_size(tmp_path: Path) -> None:
    app = WattbriefApp(design_at(tmp_path, "use_case"))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "use_case")
        for size, cut in (
            ((60, 24), True),
            ((120, 40), False),
            ((60, 24), True),
            ((80, 24), False),
        ):
            await pilot.resize_terminal(*size)
            await why_fits(pilot, cut=cut)
        assert app.session is not None
        item = app.session.interview.current
        await wait_text(pilot, " ".join(reason(item).split()))
        assert MORE not in running(app)


async def test_the_help_names_the_design_and_its_file(tmp_path: Path) -> None:
    name = "A name that is [/b] longer than `the heading` of a narrow terminal, by far"
    path = tmp_path / "demo.design.yaml"
    create_design(path)
    path.write_text(
        path.read_text(encoding="utf-8").replace("name: demo", f"name: '{name}'"), encoding="utf-8"
    )
    app = WattbriefApp(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "use_case")
        assert name not in running(app)
        assert name in str(app.screen.query_one(Where).tooltip)
        said = app.screen.HELP or ""
        assert name.replace("`", "'") in said
        assert str(path.resolve()) in said


async def test_what_could_turn_says_where_it_goes_on_beside_an_open_help(tmp_path: Path) -> None:
    path = tmp_path / "demo.design.yaml"
    design = load_example("insurer-support-chat")
    create_design(path, replace(design, position="use_case"))
    app = WattbriefApp(path)
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_text(pilot, "Worth finding out (Ctrl+T)")
        await pilot.press("f1")
        line = app.screen.query_one(TellingLine)
        await wait_until(pilot, lambda: str(line.content).endswith(" … Ctrl+T"))
        await wait_until(
            pilot,
            lambda: all(len(row) <= line.size.width for row in str(line.content).split("\n")),
        )


async def test_a_clash_without_room_says_where_all_of_it_is(tmp_path: Path) -> None:
    path = tmp_path / "demo.design.yaml"
    answers = "{use_case: support-chat, residency: eu, allowed_regions: [us-east-1]}"
    create_design(path, parse_design(f"answers: {answers}\nposition: residency"))
    app = WattbriefApp(path)
    async with app.run_test(size=(60, 24)) as pilot:
        await wait_text(pilot, "Data must stay in the EU, but us-east-1 is outside")
        await pilot.resize_terminal(30, 24)
        await wait_text(pilot, "… F3 has the rest")
