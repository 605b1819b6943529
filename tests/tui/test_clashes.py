"""Answers that clash are told on every face: commands, plain prompts, app."""

import json
from pathlib import Path

import pytest

from tui.cli import main
from tui.exit_codes import ExitCode

CLASHING = """schema: 1
name: Clash
answers:
  use_case: support-chat
  residency: eu
  allowed_regions: [us-east-1]
...
"""


@pytest.fixture
def clashing(tmp_path: Path) -> Path:
    path = tmp_path / "clash.design.yaml"
    path.write_text(CLASHING, encoding="utf-8")
    return path


def test_what_if_says_when_the_change_makes_a_clash(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "fine.design.yaml"
    path.write_text(CLASHING.replace("residency: eu", "residency: us"), encoding="utf-8")
    assert main(["what-if", str(path), "residency=eu"]) == ExitCode.OK
    first, *rest = capsys.readouterr().out.splitlines()
    assert first.startswith("! The change clashes (residency, allowed_regions)")
    assert sum("Way out:" in line for line in rest) == 3


def test_what_if_says_when_the_change_resolves_a_clash_and_when_it_stays(
    clashing: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["what-if", str(clashing), "residency=us"]) == ExitCode.OK
    text = capsys.readouterr().out
    assert text.startswith("✔ The change resolves a clash (residency, allowed_regions)")
    assert "Way out" not in text
    assert main(["what-if", str(clashing), "requests_per_day=10k"]) == ExitCode.OK
    assert capsys.readouterr().out.startswith("! Clashes as before (residency, allowed_regions)")


def test_compare_lists_the_clashes_of_each_design(
    clashing: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["compare", "insurer-support-chat", str(clashing)]
    assert main(command) == ExitCode.OK
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith(f"! Answers that clash in {clashing} (residency, allowed_regions)")
    assert main([*command, "--json"]) == ExitCode.OK
    found = json.loads(capsys.readouterr().out)["contradictions"]
    assert found["before"] == []
    assert [item["id"] for item in found["after"]] == ["residency-excludes-regions"]


def test_designs_without_a_clash_are_told_nothing_of_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["compare", "insurer-support-chat", "ticket-classifier"]) == ExitCode.OK
    assert "clash" not in capsys.readouterr().out
