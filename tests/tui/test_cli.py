"""The command line: stdout is data, stderr is talk, exit codes as documented."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from advisors.design import load_design
from advisors.examples import load_example
from advisors.options import FIGURE_NAMES
from tui.arguments import parser
from tui.cli import main
from tui.exit_codes import ExitCode


def wattbrief(
    *arguments: str, stdin: str = "", cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "tui", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )


def test_help_documents_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    text = capsys.readouterr().out
    for code in ExitCode:
        assert str(int(code)) in text


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("wattbrief ")


def test_unknown_command_is_a_usage_error() -> None:
    with pytest.raises(SystemExit) as left:
        main(["adwise"])
    assert left.value.code == ExitCode.USAGE


def test_facts_show_value_range_source_and_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", "h100", "tdp"]) == ExitCode.OK
    text = capsys.readouterr().out
    assert "700" in text
    assert "W" in text
    assert "https://" in text
    assert "published" in text


def test_facts_as_json_carry_their_sources(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", "--json", "eu-north-1", "pue"]) == ExitCode.OK
    found = json.loads(capsys.readouterr().out)
    assert found
    assert all(item["sources"] and item["sources"][0]["title"] for item in found)


def test_facts_that_do_not_exist_are_a_no(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", "zzzz-no-such-chip"]) == ExitCode.NO
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "No fact matches" in shown.err


@pytest.mark.usefixtures("base")
def test_ask_json_has_the_agreed_shape(capsys: pytest.CaptureFixture[str]) -> None:
    question = "Is Trainium more energy efficient than GPUs for training?"
    assert main(["ask", "--json", question]) == ExitCode.OK
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == {"answer", "abstained", "confidence", "citations", "related"}
    assert answer["abstained"] is False
    assert 0 <= answer["confidence"] <= 1
    assert answer["citations"]
    for citation in answer["citations"]:
        assert set(citation) == {"card", "quote", "sources"}
        assert citation["sources"]
    assert any(citation["card"].startswith("silicon-trn") for citation in answer["citations"])


@pytest.mark.usefixtures("base")
def test_an_off_topic_question_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--json", "best pizza in Naples?"]) == ExitCode.NO
    answer = json.loads(capsys.readouterr().out)
    assert answer["abstained"] is True
    assert answer["citations"] == []


def test_an_empty_question_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "  "]) == ExitCode.USAGE
    assert "Why:" in capsys.readouterr().err


def test_doctor_looks_at_everything_and_is_content(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json"]) == ExitCode.OK
    checks = json.loads(capsys.readouterr().out)
    assert len(checks) >= 5
    assert all(check["ok"] for check in checks)


def test_plain_interview_through_a_pipe_writes_the_design(tmp_path: Path) -> None:
    answers = "support-chat\n\nbusiness\nwhy\nown-documents\nde, en\nback\n?\nquit\n"
    done = wattbrief("new", "pilot", "--plain", stdin=answers, cwd=tmp_path)
    assert done.returncode == ExitCode.OK, done.stderr
    design = load_design(tmp_path / "pilot.design.yaml")
    assert design.answers["use_case"].value == "support-chat"
    assert design.answers["languages"].dont_know
    assert "retrieval" in done.stderr
    assert done.stdout == ""


def test_new_does_not_overwrite_a_design(tmp_path: Path) -> None:
    target = tmp_path / "mine.design.yaml"
    target.write_text("schema: 1\nname: mine\n...\n", encoding="utf-8")
    done = wattbrief("new", "mine", "--plain", cwd=tmp_path)
    assert done.returncode == ExitCode.USAGE
    assert "already there" in done.stderr
    assert target.read_text(encoding="utf-8") == "schema: 1\nname: mine\n...\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("schema: 1\nname: x\nanswers:\n  use_cse: agent\n...\n", "use_case"),
        ("schema: 1\nname: x\nanswers:\n  requests_per_day: -5\n...\n", "requests_per_day"),
        ("schema: 1\nname: x\nanswers:\n  user_region: eu-nrth-1\n...\n", "eu-north-1"),
        ("schema: 1\nname: x\nanswers: {use_case: [\n", "line"),
    ],
    ids=["unknown key", "negative rate", "unknown Region", "truncated"],
)
@pytest.mark.parametrize("command", [["advise"], ["open"], ["export", "--out", "records"]])
def test_a_broken_design_says_what_why_and_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, says: str, command: list[str]
) -> None:
    path = tmp_path / "bad.design.yaml"
    path.write_text(text, encoding="utf-8")
    assert main([command[0], str(path), *command[1:]]) == ExitCode.BAD_INPUT
    shown = capsys.readouterr()
    assert shown.out == ""
    assert says in shown.err
    assert "Why:" in shown.err
    assert "Fix:" in shown.err
    assert path.read_text(encoding="utf-8") == text


def test_the_app_needs_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert main([]) == ExitCode.USAGE
    assert "--plain" in capsys.readouterr().err


def test_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == ExitCode.OK
    assert json.loads(capsys.readouterr().out)["title"] == "Wattbrief design"


def test_a_missing_csv_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing, out = str(tmp_path / "no.csv"), str(tmp_path / "out.csv")
    assert main(["estimate", "training", "--csv", missing, "--out", out]) == ExitCode.BAD_INPUT
    assert "no.csv" in capsys.readouterr().err


def test_advise_json_has_every_decision_with_its_five_figures(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["advise", "insurer-support-chat", "--json"]) == ExitCode.OK
    advice = json.loads(capsys.readouterr().out)
    assert [item["id"] for item in advice["decisions"]][:7] == [
        "need",
        "hosting",
        "model",
        "customization",
        "silicon",
        "region",
        "inference",
    ]
    for decision in advice["decisions"]:
        for option in decision["options"]:
            assert option["reasons"]
            for name in FIGURE_NAMES:
                figure = option["figures"][name]
                assert {"value", "low", "high", "unit", "formula", "sources"} <= set(figure)
                if figure["value"] is not None:
                    assert figure["low"] <= figure["value"] <= figure["high"]
                    assert figure["sources"]
        assert all(item["reason"] for item in decision["excluded"])


def test_a_budget_that_nothing_meets_is_a_no_with_a_way_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    command = ["advise", "insurer-support-chat", "--budget-usd", "1"]
    assert main(command) == ExitCode.NO
    assert "times its budget" in capsys.readouterr().out
    assert main([*command[:-1], "10000000"]) == ExitCode.OK


def test_a_budget_that_only_a_monitoring_plan_meets_is_a_no(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "agent.design.yaml"
    answers = "{use_case: agent, quality: critical, requests_per_day: 50000, residency: us}"
    path.write_text(f"schema: 1\nname: Agent\nanswers: {answers}\n...\n", encoding="utf-8")
    assert main(["advise", str(path), "--budget-usd", "500"]) == ExitCode.NO
    told = capsys.readouterr().out.rpartition("\n! Cost is ")[2]
    assert "Closest, at " in told
    assert "times as large): " in told
    assert "monitoring" not in told
    assert "alarms" not in told


def test_what_if_tells_what_moves(capsys: pytest.CaptureFixture[str]) -> None:
    change = ["what-if", "insurer-support-chat", "requests_per_day=36000", "--json"]
    assert main(change) == ExitCode.OK
    found = json.loads(capsys.readouterr().out)
    assert found["answers"]["requests_per_day"]["after"] == 36000
    assert found["figures"]["energy_kwh_per_year"]["ratio"] > 1


@pytest.mark.parametrize("amount", ["abc", "-1", "inf", "nan", "1e500", "5k to 9k", "3 bananas"])
def test_a_budget_that_is_no_amount_is_refused_in_words(
    amount: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["advise", "ticket-classifier", f"--budget-usd={amount}"])
    assert left.value.code == ExitCode.USAGE
    said = capsys.readouterr().err
    assert f"'{amount}' is not an amount: give a number from 0" in said
    assert "_amount" not in said


@pytest.mark.parametrize(
    ("flag", "amount", "limit"),
    [
        ("--budget-usd", "12.345", 12.345),
        ("--budget-usd", "250k", 250_000.0),
        ("--budget-usd", "1,000", 1000.0),
        ("--budget-kgco2e", "20 t", 20_000.0),
    ],
)
def test_a_budget_is_read_as_an_answer_is(flag: str, amount: str, limit: float) -> None:
    read = parser().parse_args(["advise", "ticket-classifier", flag, amount])
    assert getattr(read, flag.removeprefix("--").replace("-", "_")) == limit


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "ascii"])
@pytest.mark.parametrize("command", ["what-if", "advise"])
def test_a_pipe_gets_utf_8_whatever_the_locale(command: str, encoding: str) -> None:
    """`→` stands in none of these: the answer broke off with the exit code of a "no"."""
    more = ["requests_per_day=77"] if command == "what-if" else []
    done = subprocess.run(
        [sys.executable, "-m", "tui", command, "ticket-classifier", *more],
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == ExitCode.OK, done.stderr
    assert any(mark in done.stdout.decode("utf-8") for mark in "→✔")


def test_a_terminal_of_another_encoding_gets_what_it_can_show(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Terminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    shown = io.BytesIO()
    monkeypatch.setattr("sys.stdout", Terminal(shown, encoding="latin-1", write_through=True))
    assert main(["what-if", "insurer-support-chat", "quality=business"]) == ExitCode.OK
    said = shown.getvalue().decode("latin-1")
    assert said.startswith("Quality bar: As good as an expert ? ")


def test_explain_opens_a_figure_down_to_sources(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["explain", "insurer-support-chat", "carbon_location_kg_per_year"]
    assert main(command) == ExitCode.OK
    text = capsys.readouterr().out
    assert "PUE" in text
    assert "https://" in text
    assert main([*command[:2], "carbon_location"]) == ExitCode.USAGE
    assert "carbon_location_kg_per_year" in capsys.readouterr().err


def test_export_writes_both_files_and_names_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["export", "ticket-classifier", "--out", str(tmp_path), "--date", "2026-11-21"]
    assert main(command) == ExitCode.OK
    written = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert {path.suffix for path in written} == {".md", ".json"}
    assert all(path.is_file() for path in written)
    assert main([*command[:-1], "21.11.2026"]) == ExitCode.USAGE
    assert main([*command, "--format", "pdf"]) == ExitCode.USAGE


def test_export_into_a_file_is_refused_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "taken"
    blocked.write_text("mine", encoding="utf-8")
    assert main(["export", "ticket-classifier", "--out", str(blocked)]) == ExitCode.BAD_INPUT
    assert "Fix:" in capsys.readouterr().err
    assert blocked.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.glob("*.md")) == []


@pytest.mark.usefixtures("base")
def test_own_documents_are_added_listed_quoted_and_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = tmp_path / "runbook.md"
    note.write_text(
        "# Zorblax runbook\n\nThe Zorblax gateway throttles embeddings at 240 requests a minute.\n",
        encoding="utf-8",
    )
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 not really")
    assert main(["knowledge", "add", str(tmp_path)]) == ExitCode.NO
    assert "broken.pdf" in capsys.readouterr().err
    assert main(["knowledge", "list"]) == ExitCode.OK
    assert "runbook.md" in capsys.readouterr().out
    assert main(["ask", "--json", "At what rate does the Zorblax gateway throttle?"]) == ExitCode.OK
    assert "240 requests" in capsys.readouterr().out
    assert main(["knowledge", "remove", str(note)]) == ExitCode.OK


def test_an_earlier_record_and_a_usage_table_start_a_new_design(tmp_path: Path) -> None:
    made = wattbrief("export", "ticket-classifier", "--out", "records", cwd=tmp_path)
    assert made.returncode == ExitCode.OK, made.stderr
    record = next((tmp_path / "records").glob("*.json"))
    usage = tmp_path / "usage.csv"
    rows = [f"2026-11-{day:02d}T{hour:02d}:00:00Z,900,150" for day in (1, 2) for hour in range(24)]
    usage.write_text("timestamp,input_tokens,output_tokens\n" + "\n".join(rows), encoding="utf-8")
    done = wattbrief(
        *("new", "again", "--plain", "--from", str(record), "--usage", str(usage)),
        stdin="quit\n",
        cwd=tmp_path,
    )
    assert done.returncode == ExitCode.OK, done.stderr
    design = load_design(tmp_path / "again.design.yaml")
    before = load_example("ticket-classifier")
    assert design.answers["use_case"] == before.answers["use_case"]
    assert design.answers["input_tokens"].value == pytest.approx(900)
    assert design.answers["requests_per_day"] != before.answers["requests_per_day"]


def test_an_example_is_opened_as_a_design_of_ones_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["open", "insurer-support-chat"]) == 2
    assert "wattbrief new NAME --from insurer-support-chat" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("flags", "endings"),
    [
        (["--short"], [".short.md"]),
        (["--format", "json", "--short"], [".json", ".short.md"]),
        (["--format", "md,short"], [".md", ".short.md"]),
    ],
    ids=["alone", "beside-json", "as-a-format"],
)
def test_the_short_form_is_the_first_page_alone(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    flags: list[str],
    endings: list[str],
) -> None:
    folder = tmp_path / "records"
    command = ["export", "ticket-classifier", "--out", str(folder), "--date", "2026-11-21"]
    assert main([*command, *flags]) == ExitCode.OK
    paths = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert sorted(paths) == sorted(folder.iterdir())
    assert all(path.name.endswith(end) for path, end in zip(paths, endings, strict=True))
    short = paths[-1].read_text("utf-8")
    assert "## Summary" in short
    assert "## Contents" not in short
    assert main([*command, "--format", "md"]) == ExitCode.OK
    whole = Path(capsys.readouterr().out.strip()).read_text("utf-8")
    assert short.partition("## Summary")[2].rpartition("\n\n")[0] in whole
