"""`wattbrief advise PATH…`: several designs and folders in one process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from advisors.design import save_design
from advisors.examples import load_example
from tui.cli import main
from tui.exit_codes import ExitCode

FITS = "schema: 1\nname: {name}\nanswers: {{use_case: {use_case}, residency: us}}\n...\n"
BROKEN = "schema: 1\nname: Broken\nanswers: {use_cse: agent}\n...\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two designs, written out of order, among what is none."""
    found = tmp_path / "designs"
    found.mkdir()
    for name, use_case in (("b", "summarization"), ("a", "translation")):
        text = FITS.format(name=name.upper(), use_case=use_case)
        (found / f"{name}.design.yaml").write_text(text, encoding="utf-8")
    for other in ("notes.md", "c.design.yaml~", "._a.design.yaml"):
        (found / other).write_text("no design", encoding="utf-8")
    (found / "old.design.yaml").mkdir()
    return found


def advise(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "tui", "advise", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )


def test_a_folder_is_one_object_a_line_and_a_broken_design_stops_only_itself(folder: Path) -> None:
    (folder / "aa.design.yaml").write_text(BROKEN, encoding="utf-8")
    done = advise(str(folder), "ticket-classifier", "--json")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    names = [str(folder / "a.design.yaml"), str(folder / "b.design.yaml"), "ticket-classifier"]
    assert [item["path"] for item in found] == names
    assert all(item["decisions"] for item in found)
    assert len({item["design_digest"] for item in found}) == 3
    assert "aa.design.yaml" in done.stderr
    assert "Fix:" in done.stderr
    assert "old.design.yaml" not in done.stderr
    assert done.returncode == ExitCode.BAD_INPUT


def test_text_is_headed_by_the_file_and_a_no_of_one_is_the_exit_code(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [str(folder / "b.design.yaml"), str(folder / "a.design.yaml")]
    assert main(["advise", *files]) == ExitCode.OK
    heads = [line for line in capsys.readouterr().out.splitlines() if line.startswith("===")]
    assert heads == [f"=== {name} ===" for name in files]
    limited = FITS.format(name="L", use_case="agent").replace("us}", "us, cost_budget: 1}")
    limited = limited.replace("cost_budget", "cost_budget_usd_per_year")
    (folder / "c.design.yaml").write_text(limited, encoding="utf-8")
    assert main(["advise", str(folder)]) == ExitCode.NO


def test_one_file_prints_as_ever(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One object over many lines, without its path: what scripts read until now."""
    assert main(["advise", str(folder / "a.design.yaml"), "--json"]) == ExitCode.OK
    shown = capsys.readouterr().out
    assert shown.count("\n") > 100
    assert "path" not in json.loads(shown)


def test_a_folder_of_one_is_still_lines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A reader of lines must not break on the day on which only one design is left."""
    (folder / "b.design.yaml").unlink()
    assert main(["advise", str(folder), "--json"]) == ExitCode.OK
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["path"].endswith("a.design.yaml")


def test_a_folder_without_designs_is_no_silent_success(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["advise", str(tmp_path), "--json"]) == ExitCode.BAD_INPUT
    shown = capsys.readouterr()
    assert shown.out == ""
    assert f"The folder {tmp_path} holds no design" in shown.err


def test_a_name_that_is_nothing_leaves_the_others(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = ["ticket-clasifier", str(folder / "a.design.yaml")]
    assert main(["advise", *files, "--json"]) == ExitCode.BAD_INPUT
    shown = capsys.readouterr()
    assert len(shown.out.splitlines()) == 1
    assert "Did you mean ticket-classifier?" in shown.err


def test_open_questions_of_a_folder_come_a_line_each(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = load_example("ticket-classifier")
    for name, question in (("a", "sensitivity"), ("b", "licences")):
        save_design(folder / f"{name}.design.yaml", whole.answered(question, None))
    assert main(["advise", str(folder), "--open", "--json"]) == ExitCode.OK
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [Path(item["path"]).name for item in found] == ["a.design.yaml", "b.design.yaml"]
    assert all(item["questions"] for item in found)
    states = [{one["id"]: one["state"] for one in item["questions"]} for item in found]
    assert (states[0]["sensitivity"], states[1]["licences"]) == ("open", "open")
    assert "licences" not in states[0]
