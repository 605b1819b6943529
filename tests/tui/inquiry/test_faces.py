"""Asking about a design on the command line and in the app."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from advisors.examples import load_example
from tests.tui.helpers import SIZE_NAMES, SIZES, arrived, rows, wait_until
from tui.app import WattbriefApp
from tui.cli import main
from tui.exit_codes import ExitCode
from tui.opening import create_design
from tui.screens.ask import AskScreen

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase

pytestmark = pytest.mark.usefixtures("base")
ASK = ["ask", "--design", "insurer-support-chat"]


def test_ask_about_a_design_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ASK, "which", "Region", "and", "why?"]) == ExitCode.OK
    text = capsys.readouterr().out
    assert "In figures:" in text
    assert "[1]" in text
    assert "Guidance:" in text


def test_ask_about_a_design_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ASK, "--json", "how much would PEFT with RAG cost us?"]) == ExitCode.OK
    found = json.loads(capsys.readouterr().out)
    assert found["design"]["decision"] == "customization"
    assert found["design"]["option"] == "peft-with-rag"
    assert found["design"]["figures"]["cost_usd_per_year"]["unit"] == "USD/year"


def test_what_an_option_that_fell_out_would_cost_is_a_no(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The insurer's texts change six times a year: tuning alone was never computed."""
    assert main([*ASK, "how much would PEFT cost us?"]) == ExitCode.NO
    said = capsys.readouterr().out
    assert "no figure for PEFT (LoRA)" in said
    assert "6 times a year" in said
    assert "Try first: a better prompt, and retrieval" in said


def test_off_topic_is_a_no(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ASK, "who won the world cup?"]) == ExitCode.NO
    assert "does not say" in capsys.readouterr().out


def test_without_a_design_the_answer_is_the_guidance_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["ask", "--json", "why not Trainium here?"])
    assert "design" not in json.loads(capsys.readouterr().out)


def test_a_design_that_is_not_there_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    missing = tmp_path / "no.design.yaml"
    assert main(["ask", "--design", str(missing), "why?"]) == ExitCode.BAD_INPUT
    assert "no.design.yaml" in capsys.readouterr().err


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_with_a_design_open_ask_answers_about_it(
    size: tuple[int, int], tmp_path: Path, base: "KnowledgeBase"
) -> None:
    assert base.ready
    path = tmp_path / "chat.design.yaml"
    create_design(path, load_example("insurer-support-chat"))
    app = WattbriefApp(path)
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: app.session is not None)
        await pilot.press("f4")
        await arrived(pilot, AskScreen)
        await wait_until(pilot, lambda: "Why not Trainium here?" in rows(app))
        await pilot.press(*"why not us-east-1?", "enter")
        await wait_until(pilot, lambda: "From this design and the guidance" in rows(app))
        answer = str(app.screen.query_one("#answer", Static).content)
        assert "us-east-1" in answer
        assert "What would lift the reason" in answer
        await pilot.press("ctrl+g", *"When does fine-tuning beat RAG?", "enter")
        await wait_until(pilot, lambda: "From the guidance" in rows(app))
