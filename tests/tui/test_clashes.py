"""Answers that clash are told on every face: commands, plain prompts, app."""

import json
from io import StringIO
from pathlib import Path
from textwrap import wrap

import pytest

from advisors.contradiction import Contradiction
from advisors.design import parse_design
from advisors.workload_conflicts import contradictions
from estimators.facts import load_facts
from tui import plain
from tui.clashes import in_short, told_once
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
    assert first.startswith("! The change clashes (residency, allowed regions)")
    assert sum("Way out:" in line for line in rest) == 3


def test_what_if_says_when_the_change_resolves_a_clash_and_when_it_stays(
    clashing: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["what-if", str(clashing), "residency=us"]) == ExitCode.OK
    text = capsys.readouterr().out
    assert text.startswith("✔ The change resolves a clash (residency, allowed regions)")
    assert "Way out" not in text
    assert main(["what-if", str(clashing), "requests_per_day=10k"]) == ExitCode.OK
    assert capsys.readouterr().out.startswith("! Clashes as before (residency, allowed regions)")


def test_compare_lists_the_clashes_of_each_design(
    clashing: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["compare", "insurer-support-chat", str(clashing)]
    assert main(command) == ExitCode.OK
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith(f"! Answers that clash in {clashing} (residency, allowed regions)")
    assert main([*command, "--json"]) == ExitCode.OK
    found = json.loads(capsys.readouterr().out)["contradictions"]
    assert found["before"] == []
    assert [item["id"] for item in found["after"]] == ["residency-excludes-regions"]


def test_designs_without_a_clash_are_told_nothing_of_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["compare", "insurer-support-chat", "ticket-classifier"]) == ExitCode.OK
    assert "clash" not in capsys.readouterr().out


def test_plain_tells_a_clash_after_the_answer_that_makes_it_and_again_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plain.design.yaml"
    text = CLASHING.replace("  residency: eu\n", "").replace(
        "answers", "position: residency\nanswers"
    )
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr("sys.stdin", StringIO("eu\nwhy\n\nquit\n"))
    assert plain.interview(path, most_telling_first=False) == ExitCode.OK
    told = capsys.readouterr().err
    before, _, after = told.partition("Are only certain AWS Regions allowed?")
    assert before.count("! Answers that clash (residency, allowed regions)") == 1
    assert before.count("Way out: ") == 3
    assert after.count("Answers that clash") == 1
    assert after.index("Answers that clash") < after.index("Saved as")


def test_plain_tells_no_clash_at_the_end_once_it_is_resolved(
    clashing: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = CLASHING.replace("answers", "position: residency\nanswers")
    clashing.write_text(text, encoding="utf-8")
    monkeypatch.setattr("sys.stdin", StringIO("us\nquit\n"))
    assert plain.interview(clashing, most_telling_first=False) == ExitCode.OK
    before, _, after = capsys.readouterr().err.partition("Where may prompts")
    assert "Answers that clash" in before
    assert "clash" not in after.partition("Saved as")[0]


def test_a_clash_that_comes_back_is_told_again() -> None:
    found = [Contradiction("id", ("quality",), "It clashes.", ("change it",))]
    told: set[str] = set()
    assert told_once(found, told) == found
    assert told_once(found, told) == []
    assert told_once([], told) == []
    assert told_once(found, told) == found


@pytest.mark.parametrize(
    "answers",
    [
        "residency: eu, user_region: Sydney, ttft_ms: 100",
        "residency: eu, allowed_regions: [us-east-1, us-east-2, us-west-1, us-west-2, sa-east-1]",
        "input_tokens: 500k, licences: permissive, quality: critical",
        "use_case: classification, answer_form: open-text, languages: [rm]",
        "hosting: managed, availability: 99.999",
    ],
)
def test_the_first_clash_fits_the_six_rows_it_has_on_a_narrow_screen(answers: str) -> None:
    found = contradictions(parse_design(f"answers: {{{answers}}}"), load_facts())
    assert found
    said = in_short([*found, *found], "F3 lists them")
    assert said.endswith(f"And {2 * len(found) - 1} more: F3 lists them.")
    assert len(wrap(said, 78)) <= 6
