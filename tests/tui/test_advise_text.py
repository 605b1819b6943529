"""`wattbrief advise` as text: clashes first, one line for what is withheld, budgets in words."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from advisors.advice import advise, desk_of
from advisors.design import load_design
from advisors.examples import load_example
from estimators.facts import load_facts
from tui.cli import main
from tui.commands.advise import NAMED
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


LIMITED = """schema: 1
name: Limited
answers:
  use_case: agent
  quality: critical
  requests_per_day: 50000
  residency: us
  carbon_budget_kg_per_year: 10
  cost_budget_usd_per_year: 500
...
"""


def test_budgets_of_the_design_are_held_against_its_options(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The question promises that options above a limit are named as such."""
    path = tmp_path / "limited.design.yaml"
    path.write_text(LIMITED, encoding="utf-8")
    assert main(["advise", str(path)]) == ExitCode.NO
    text = capsys.readouterr().out
    assert "Budget, given in the design: Cost at most 500 USD/year" in text
    assert "Carbon, location-based at most 10 kg CO2e/year" in text
    assert "! Cost is " in text
    named = next(line for line in text.splitlines() if "Self-hosted: EC2 or EKS" in line)
    assert "! location-based carbon " in named
    assert "cost " in named.partition("!")[2]
    assert main(["advise", str(path), "--json"]) == ExitCode.NO
    budget = json.loads(capsys.readouterr().out)["budget"]
    assert budget["limits"] == {"carbon_location_kg_per_year": 10, "cost_usd_per_year": 500}
    assert set(budget["given_by"].values()) == {"design"}
    assert budget["above"]["hosting/ec2-eks"]["cost_usd_per_year"] > 10
    assert not any(name.startswith("monitoring/") for name in budget["above"])


def test_a_flag_wins_over_the_budget_of_the_design(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "limited.design.yaml"
    path.write_text(LIMITED, encoding="utf-8")
    wide = ["--budget-usd", "1e9", "--budget-kgco2e", "1e9"]
    assert main(["advise", str(path), *wide]) == ExitCode.OK
    assert (
        "given on the command line: Cost at most 1,000,000,000 USD/year" in capsys.readouterr().out
    )
    assert main(["advise", str(path), *wide[:2], "--json"]) == ExitCode.NO
    budget = json.loads(capsys.readouterr().out)["budget"]
    assert budget["given_by"]["cost_usd_per_year"] == "flag"
    assert set(budget["over"]) == {"carbon_location_kg_per_year"}


def test_a_budget_of_zero_is_valid_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON has no infinite factor."""
    path = tmp_path / "limited.design.yaml"
    path.write_text(LIMITED, encoding="utf-8")
    assert main(["advise", str(path), "--budget-usd", "0", "--json"]) == ExitCode.NO
    shown = capsys.readouterr().out
    assert "Infinity" not in shown
    assert json.loads(shown)["budget"]["over"]["cost_usd_per_year"] is None


def test_a_withheld_figure_is_not_held_against_a_budget(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "clash.design.yaml"
    path.write_text(CLASHING, encoding="utf-8")
    assert main(["advise", str(path), "--budget-usd", "5"]) == ExitCode.NO
    assert "? Cost is withheld, so nothing says whether it holds." in capsys.readouterr().out


def test_figures_withheld_for_the_same_reason_share_a_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["advise", "ticket-classifier"])
    lines = capsys.readouterr().out.splitlines()
    reasons = [line.split(": ", 1)[1] for line in lines if "withheld: No fact tells" in line]
    plans = [line for line in lines if "Alarm:" in line]
    assert len(reasons) == len(plans) > 0


GREEN = """schema: 1
name: Green
answers:
  use_case: document-qa
  hosting: self-hosted
  requests_per_day: 20000
  user_region: eu-west-1
  priorities: {carbon: 80, cost: 5, latency: 5, water: 5, effort: 5}
...
"""


def test_a_budget_that_only_a_cell_of_the_sweep_holds_is_a_yes_that_names_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "green.design.yaml"
    path.write_text(GREEN, encoding="utf-8")
    design = load_design(path)
    found = desk_of(design, load_facts()).search
    least = float(found.criteria["cost"][np.isfinite(found.scores)].min())
    command = ["advise", str(path), "--budget-usd", str(least * 1.01)]
    assert main(command) == ExitCode.OK
    told = capsys.readouterr().out.rpartition("\n! Cost is ")[2]
    assert "✔ A design outside of the advice holds the budget and every requirement:" in told
    assert "Against the recommended design: " in told
    assert main([*command, "--json"]) == ExitCode.OK
    budget = json.loads(capsys.readouterr().out)["budget"]
    assert budget["swept"]
    (offer,) = budget["outside_the_advice"]
    assert offer["id"] in budget["meeting"]
    assert offer["figures"]["cost_usd_per_year"]["value"] <= least * 1.01
    assert main([*command[:-1], str(least * 0.5)]) == ExitCode.NO
    told = capsys.readouterr().out
    assert "! No design that your answers leave open holds the budget; all were searched." in told
    assert "What would hold it, each searched anew:" in told


def test_what_is_not_shown_is_named_and_all_shows_it(capsys: pytest.CaptureFixture[str]) -> None:
    """`and 4 more` names nothing: who reads on a terminal has no JSON to look it up in."""
    main(["advise", "insurer-support-chat"])
    short = capsys.readouterr().out
    left = re.findall(r"and (\d+) more(?: excluded)? \(--all shows each\): (.+)", short)
    assert left
    for count, names in left:
        named = names.removesuffix(" …").split("; ")
        assert len(named) == min(int(count), NAMED)
        assert names.endswith("…") == (int(count) > NAMED)
    main(["advise", "insurer-support-chat", "--all"])
    full = capsys.readouterr().out
    assert "--all shows" not in full
    advice = advise(load_example("insurer-support-chat"), load_facts())
    for decision in advice.decisions:
        assert all(f" {item.label}\n" in full for item in decision.options)
        assert all(f"– {item.label}: {item.reason}\n" in full for item in decision.exclusions)
