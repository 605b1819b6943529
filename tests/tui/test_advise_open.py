"""`wattbrief advise FILE --open`: what is still open, the most telling first."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from advisors.design import Design
from advisors.examples import load_example
from advisors.questions import Answer
from tui.cli import main
from tui.exit_codes import ExitCode
from tui.opening import create_design
from tui.telling import SETTLED


@pytest.fixture
def open_file(tmp_path: Path) -> Path:
    design = load_example("ticket-classifier")
    left = {"sensitivity", "unit_of_work", "licences"}
    path = tmp_path / "a.design.yaml"
    answers = {key: item for key, item in design.answers.items() if key not in left}
    create_design(path, replace(design, answers=answers))
    return path


def test_open_questions_come_with_what_they_could_turn(
    open_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["advise", str(open_file), "--open"]) == ExitCode.OK
    text = capsys.readouterr().out
    first, second = text.index("1 · licences"), text.index("2 · sensitivity")
    assert first < second < text.index("not tried because no decision depends on them")
    assert "would turn 1 of 8 decisions: monitoring" in text
    assert SETTLED not in text


def test_open_budgets_are_told_apart_from_what_nothing_depends_on(
    open_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["advise", str(open_file), "--open"]) == ExitCode.OK
    lines = capsys.readouterr().out.splitlines()
    (line,) = [item for item in lines if "cost budget" in item]
    assert "carbon budget" in line
    assert "options are held against them" in line
    assert "no decision depends" not in line


def test_as_json_the_most_telling_comes_first(
    open_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["advise", str(open_file), "--open", "--json"]) == ExitCode.OK
    found = json.loads(capsys.readouterr().out)
    assert found["settled"] is False
    values = [item["influence"] for item in found["questions"]]
    assert values == sorted(values, reverse=True)
    by_id = {item["id"]: item for item in found["questions"]}
    assert by_id["sensitivity"]["turns"] == ["monitoring"]
    assert by_id["sensitivity"]["state"] == "open"
    assert by_id["sensitivity"]["stands"] == "internal"
    assert by_id["unit_of_work"]["tried"] == 0
    assert found["tried"] == sum(item["tried"] for item in found["questions"])


def test_it_says_when_no_single_answer_would_change_anything(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["advise", "ticket-classifier", "--open"]) == ExitCode.OK
    assert capsys.readouterr().out.startswith(SETTLED)


def test_a_budget_beside_it_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["advise", "ticket-classifier", "--open", "--budget-usd", "5"]
    assert main(command) == ExitCode.USAGE
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "--open takes no budget" in shown.err


def test_what_leaves_nothing_and_what_was_not_tried_stand_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.design.yaml"
    answers = {
        "use_case": Answer("summarization"),
        "languages": Answer(("fr",)),
        "user_region": Answer("eu-west-3"),
        "residency": Answer("eu"),
    }
    create_design(path, Design(name="Summaries", answers=answers))
    assert main(["advise", str(path), "--open"]) == ExitCode.OK
    text = capsys.readouterr().out
    (gone,) = (row for row in text.splitlines() if row.startswith("Would leave nothing"))
    assert gone.endswith("what goes in (Text, Speech)")
    (unknown,) = (row for row in text.splitlines() if "a name may turn decisions" in row)
    assert unknown.endswith(": model that is given")
    (free,) = (row for row in text.splitlines() if "no decision depends on them" in row)
    assert "committed_model" not in free
