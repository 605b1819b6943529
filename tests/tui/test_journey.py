"""The whole journey, as a person walks it: home, interview, options, ask, record, export."""

import json
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import DataTable, Footer, Input, Select, Static, TextArea

from advisors.advice import advise
from advisors.design import Design, load_design
from advisors.interview import Interview
from advisors.questions import question
from advisors.record import build_record, render_json, render_markdown
from estimators.facts import load_facts
from tests.tui.at_work import question_at
from tests.tui.helpers import SIZE_NAMES, SIZES, arrived, rows, wait_text, wait_until
from tests.tui.test_cli import wattbrief
from tui.app import WattbriefApp
from tui.opening import create_design
from tui.screens.ask import AskScreen
from tui.screens.home import HomeScreen
from tui.screens.interview import InterviewScreen
from tui.screens.options import OptionsScreen
from tui.screens.record import RecordScreen
from tui.widgets.choices import Choices
from tui.widgets.estimate import EstimatePane
from tui.widgets.question import QuestionField

DATE = "2026-11-21"
SCRIPT = {
    "use_case": "document-qa",
    "answer_form": "open-text",
    "quality": "business",
    "knowledge": "own-documents, changing-facts",
    "languages": "de, en",
    "domain": "general",
    "requests_per_day": "20k",
    "daily_curve": "?",
    "peak_factor": "3",
    "growth_per_year": "20%",
    "input_tokens": "3000",
    "output_tokens": "300",
    "async_share": "0",
    "ttft_ms": "2 s",
    "inter_token_ms": "100",
    "availability": "99.9%",
    "user_region": "Frankfurt",
    "residency": "eu",
    "allowed_regions": "",
    "hosting": "any",
    "horizon_years": "3",
}


def field_of(app: WattbriefApp, key: str) -> QuestionField:
    return app.screen.query_one(f"#field-{key}", QuestionField)


def stands_at(app: WattbriefApp, key: str) -> bool:
    """Whether the question has the keyboard and the engine knows it."""
    assert app.session is not None
    return question_at(app) == key == app.session.interview.current.id


def left(screen: InterviewScreen, ids: set[str]) -> bool:
    """Whether another group of questions than that is shown."""
    return ids != {item.id for item in screen.interview.screen.questions}


async def give(app: WattbriefApp, pilot: Pilot[None], key: str, text: str, file: Path) -> None:
    """Answer one question by keyboard, with the control that its kind has."""
    await wait_until(pilot, lambda: bool(app.screen.query(f"#field-{key}")))
    control = field_of(app, key).control
    control.focus()
    await wait_until(pilot, lambda: stands_at(app, key))
    if text == "?":
        await pilot.press("f6")
    elif isinstance(control, Select):
        place = [item.id for item in question(key).choices].index(text)
        await pilot.press("enter", *["down"] * (place + 1), "enter")
    elif isinstance(control, Choices):
        ids = [item.id for item in question(key).choices]
        marked = text.split(", ")
        for item in ids:
            if item in marked:
                await pilot.press("space")
            await pilot.press("down")
        await pilot.press("enter")
    else:
        await pilot.press(*text, "enter")
    if text:
        await wait_until(pilot, lambda: key in load_design(file).answers)


async def walk(app: WattbriefApp, pilot: Pilot[None], file: Path) -> None:
    """Give every scripted answer whose question is asked."""
    await arrived(pilot, InterviewScreen)
    for key, text in SCRIPT.items():
        screen = app.screen
        if not isinstance(screen, InterviewScreen):
            break
        if key not in {item.id for part in screen.interview.screens for item in part.questions}:
            continue
        while key not in (ids := {item.id for item in screen.interview.screen.questions}):
            await pilot.press("ctrl+n")
            await wait_until(pilot, partial(left, screen, ids))
        await give(app, pilot, key, text, file)


@pytest.mark.slow
@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_from_home_to_an_exported_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "pilot.design.yaml"
    app = WattbriefApp()
    async with app.run_test(size=size) as pilot:
        assert isinstance(app.screen, HomeScreen)
        await wait_until(pilot, lambda: "Press n to start one" in rows(app))
        await pilot.press("n")
        await wait_until(pilot, lambda: bool(app.screen.query("#name")))
        await wait_until(pilot, lambda: isinstance(app.focused, Input))
        await pilot.press(*"pilot", "enter")
        await walk(app, pilot, file)
        if size[0] >= 100:
            pane = app.screen.query_one(EstimatePane)
            await wait_until(
                pilot, lambda: "kWh" in str(pane.query_one("#estimate", Static).content)
            )

        await pilot.press("f3")
        await arrived(pilot, OptionsScreen)
        table = app.screen.query_one(DataTable)
        await wait_until(pilot, lambda: table.row_count > 0)
        assert app.screen.query_one(Footer).max_scroll_x == 0
        await pilot.press("right", "right")
        await wait_text(pilot, "Which base model does the work?", "✔")

        await pilot.press("f4")
        await arrived(pilot, AskScreen)
        await pilot.press(*"Is Trainium more energy efficient than GPUs for training?", "enter")
        await wait_until(pilot, lambda: "first card" in rows(app))
        assert "[1]" in str(app.screen.query_one("#answer", Static).content)

        await pilot.press("f5")
        await arrived(pilot, RecordScreen)
        shown = app.screen.query_one(TextArea)
        await wait_until(pilot, lambda: "Considered Options" in shown.text)
        await pilot.press("ctrl+s")
        await wait_text(pilot, "✔ Written:")
        assert app.screen.query_one(Footer).max_scroll_x == 0
    written = {path.suffix: path for path in (tmp_path / "records").glob("*")}
    assert set(written) == {".md", ".json"}
    json.loads(written[".json"].read_text(encoding="utf-8"))


@pytest.mark.slow
async def test_three_faces_give_the_same_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    records = []
    for folder in ("app", "plain", "file"):
        (tmp_path / folder).mkdir()

    by_app = tmp_path / "app" / "same.design.yaml"
    create_design(by_app)
    app = WattbriefApp(by_app)
    async with app.run_test(size=(80, 24)) as pilot:
        await walk(app, pilot, by_app)

    by_plain = tmp_path / "plain" / "same.design.yaml"
    done = wattbrief("new", "same", "--plain", stdin=plain_lines(), cwd=by_plain.parent)
    assert done.returncode == 0, done.stderr

    by_file = tmp_path / "file" / "same.design.yaml"
    answers = "".join(f"  {key}: {json.dumps(text)}\n" for key, text in SCRIPT.items() if text)
    by_file.write_text(f"schema: 1\nname: same\nanswers:\n{answers}...\n", encoding="utf-8")

    facts = load_facts()
    for path in (by_app, by_plain, by_file):
        design = load_design(path)
        record = build_record(design, advise(design, facts), facts, date=DATE)
        records.append((render_markdown(record), render_json(record)))
    assert records[0] == records[1] == records[2]


def plain_lines() -> str:
    """The script as lines for the plain interview: one for each question that it asks."""
    engine = Interview(Design(name="same"))
    lines = []
    item = engine.current
    while item is not None:
        text = SCRIPT.get(item.id, "")
        lines.append(text)
        if text:
            engine.answer(item.id, text)
        following = engine.next()
        if following is None:
            break
        item = following
    return "\n".join(lines) + "\n"
