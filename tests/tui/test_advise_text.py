"""`wattbrief advise` as text: clashes first, one line for what is withheld, budgets in words."""

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


def test_answers_that_clash_are_named_together_with_the_ways_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "clash.design.yaml"
    path.write_text(CLASHING, encoding="utf-8")
    assert main(["advise", str(path)]) == ExitCode.NO
    first, *rest = capsys.readouterr().out.splitlines()
    assert "residency" in first
    assert "us-east-1" in first
    assert sum("Way out:" in line for line in rest) == 3
    assert main(["advise", str(path), "--json"]) == ExitCode.NO
    (clash,) = json.loads(capsys.readouterr().out)["contradictions"]
    assert clash["questions"] == ["residency", "allowed_regions"]


def test_what_is_withheld_for_one_reason_is_said_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Five lines of the same sentence tell nothing more than one."""
    path = tmp_path / "clash.design.yaml"
    path.write_text(CLASHING, encoding="utf-8")
    assert main(["advise", str(path)]) == ExitCode.NO
    assert capsys.readouterr().out.count("No design passes the filters") == 1


def test_a_budget_is_told_by_the_name_of_its_figure(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["advise", "insurer-support-chat", "--budget-usd", "1"]) == ExitCode.NO
    text = capsys.readouterr().out
    assert "! Cost is " in text
    assert "cost_usd_per_year" not in text
    assert "clash" not in text


def test_figures_withheld_for_the_same_reason_share_a_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["advise", "ticket-classifier"])
    lines = capsys.readouterr().out.splitlines()
    reasons = [line.split(": ", 1)[1] for line in lines if "withheld: No fact tells" in line]
    plans = [line for line in lines if "Alarm:" in line]
    assert len(reasons) == len(plans) > 0
