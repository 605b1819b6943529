"""Which design an argument means; a broken record is refused by its name, never with a trace."""

import os
from dataclasses import replace
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from advisors.advice import advise
from advisors.design import Override, dump_design
from advisors.errors import AdvisorError, RecordReadError
from advisors.examples import load_example
from advisors.record import build_record, render_json
from estimators.facts import load_facts
from tui.cli import main
from tui.designs import find_design
from tui.exit_codes import ExitCode

EXAMPLE = "ticket-classifier"


def test_a_record_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    design = load_example(EXAMPLE)
    record = build_record(design, advise(design, load_facts()), load_facts(), date="2026-11-01")
    path = tmp_path / "old.json"
    path.write_text(render_json(record), encoding="utf-8-sig")
    assert find_design(str(path)).answers == design.answers


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (b'{\n"id": "\xff\xfe"}', "line 2 holds bytes that are no UTF-8 text"),
        (b"\x00\xcf\x11\xe0", "line 1 holds bytes that are no UTF-8 text"),
        (b'{"id": "cut', "cut off"),
        (b"", "cut off"),
        (b"[]", "the file"),
    ],
)
def test_a_file_that_is_no_record_is_named_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], held: bytes, why: str
) -> None:
    path = tmp_path / "broken.json"
    path.write_bytes(held)
    with pytest.raises(RecordReadError) as refused:
        find_design(str(path))
    assert refused.value.what == f"{path} cannot be read"
    assert why in refused.value.why
    assert isinstance(refused.value, AdvisorError)
    assert main(["advise", str(path)]) == ExitCode.BAD_INPUT
    assert str(path) in capsys.readouterr().err


@pytest.mark.parametrize("key", ["regions.eu-central-9.pue", "regions.eu-central-1.puee"])
def test_a_fact_of_its_own_that_there_is_not_makes_a_bad_design(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], key: str
) -> None:
    own = Override(key, 1.2, "1", "mine")
    path = tmp_path / "own.design.yaml"
    path.write_text(dump_design(replace(load_example("ticket-classifier"), overrides=(own,))))
    for command in (["advise"], ["export", "--out", str(tmp_path / "records")]):
        assert main([command[0], str(path), *command[1:]]) == ExitCode.BAD_INPUT
        told = capsys.readouterr()
        assert told.out == ""
        assert "A fact of your own cannot be used: " in told.err
        assert "regions" in told.err
        assert "Fix: " in told.err


def test_a_design_is_read_from_stdin(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = dump_design(load_example("ticket-classifier")).encode()
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(text)))
    assert find_design("-") == load_example("ticket-classifier")
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"answers: {use_case: nothing}")))
    assert main(["advise", "-"]) == ExitCode.BAD_INPUT
    assert "<stdin>" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", [["advise", ""], ["compare", "", EXAMPLE], ["what-if", "", "q=1"]]
)
def test_an_empty_name_is_not_the_current_folder(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A variable that is not set must not advise on whatever lies around."""
    (tmp_path / "a.design.yaml").write_text("answers: {use_case: agent}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(command) == ExitCode.USAGE


@pytest.mark.parametrize("command", ["advise", "compare"])
def test_stdin_is_named_once(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "-", "-"]) == ExitCode.USAGE
    assert "stdin is named twice" in capsys.readouterr().err.casefold()


def test_a_name_without_its_ending_finds_the_file_that_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "chat.design.yaml").write_text("answers: {use_case: agent}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["advise", "chat"]) == ExitCode.USAGE
    assert "Did you mean chat.design.yaml?" in capsys.readouterr().err


def test_a_design_as_json_is_said_to_be_none_of_the_records(tmp_path: Path) -> None:
    path = tmp_path / "design.json"
    path.write_text('{"answers": {"use_case": "agent"}}', encoding="utf-8")
    with pytest.raises(RecordReadError, match=r"written as JSON is read from a file \*\.yaml"):
        find_design(str(path))
    path.rename(tmp_path / "design.yaml")
    assert "use_case" in find_design(str(tmp_path / "design.yaml")).answers


def test_names_keep_their_letters_at_the_start_of_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "records").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["compare", "records", EXAMPLE]) == ExitCode.BAD_INPUT
    assert capsys.readouterr().err.startswith("records cannot be opened.")
    assert main(["advise", "nothing"]) == ExitCode.BAD_INPUT
    assert capsys.readouterr().err.startswith("No file or example called 'nothing'.")


def test_a_pipe_is_no_record(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    os.mkfifo(path)
    with pytest.raises(RecordReadError, match="pipe or a device"):
        find_design(str(path))


@pytest.mark.parametrize("place", ["file/a.design.yaml", "file/b/a.design.yaml"])
def test_a_folder_that_takes_no_design_is_said_before_the_first_question(
    tmp_path: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its parent is a file, which stops an administrator as well."""
    (tmp_path / "file").write_text("no folder")
    assert main(["new", str(tmp_path / place), "--plain"]) == ExitCode.BAD_INPUT
    told = capsys.readouterr()
    assert "a part of the path is a file, not a folder" in told.err
    assert "Save into a folder. Nothing was written." in told.err
    assert "What shall the workload do" not in told.err
