"""`wattbrief knowledge …` as a person or a script meets it: what is told, and what a key stops."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from tui.cli import main
from tui.exit_codes import ExitCode

Shown = pytest.CaptureFixture[str]

# A first build would tell of itself on stderr.
pytestmark = pytest.mark.usefixtures("base")


@pytest.fixture
def docs(own_home: Path) -> Path:
    folder = own_home / "docs"
    folder.mkdir()
    (folder / "note.md").write_text("The Zorblax gateway takes 240 requests a minute.")
    (folder / "empty.md").touch()
    (folder / "plan.pptx").write_text("x")
    return folder


def test_ctrl_c_ends_a_first_build_at_once(
    docs: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Shown
) -> None:
    went_on = []

    def building(**_: object) -> None:
        signal.raise_signal(signal.SIGINT)
        went_on.append(True)
        raise AssertionError("built in spite of Ctrl-C")

    monkeypatch.setattr(KnowledgeBase, "open", building)
    assert main(["knowledge", "add", str(docs)]) == ExitCode.INTERRUPTED
    assert went_on == []
    assert "Interrupted" in capsys.readouterr().err
    assert not (own_home / "data").exists()


def test_what_was_not_read_is_told(docs: Path, capsys: Shown) -> None:
    assert main(["knowledge", "add", str(docs)]) == ExitCode.NO
    told = capsys.readouterr().err
    assert "empty.md: it is empty" in told
    assert "1 .pptx" in told


def test_list_and_status_as_json(docs: Path, capsys: Shown) -> None:
    (docs / "two\nlines.md").write_text("Of two lines.")
    assert main(["knowledge", "status", "--json"]) == ExitCode.OK
    assert json.loads(capsys.readouterr().out)["files"] == 0
    assert main(["knowledge", "list", "--json"]) == ExitCode.OK
    assert json.loads(capsys.readouterr().out) == []
    main(["knowledge", "add", str(docs)])
    capsys.readouterr()
    assert main(["knowledge", "list", "--json"]) == ExitCode.OK
    listed = json.loads(capsys.readouterr().out)
    assert [item["path"] for item in listed] == [str(docs / "note.md"), str(docs / "two\nlines.md")]
    assert {"path", "passages", "bytes"} == set(listed[0])
    assert main(["knowledge", "status", "--json"]) == ExitCode.OK
    status = json.loads(capsys.readouterr().out)
    assert status["files"] == 2
    assert status["skipped_files"] == [{"path": str(docs / "empty.md"), "reason": "it is empty"}]
    assert status["unfinished_paths"] == []


def test_the_status_tells_what_was_not_read_to_its_end(
    docs: Path, monkeypatch: pytest.MonkeyPatch, capsys: Shown
) -> None:
    def stopped(*_: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("tui.commands.knowledge._named", lambda _: stopped)
    assert main(["knowledge", "add", str(docs)]) == ExitCode.INTERRUPTED
    assert main(["knowledge", "status"]) == ExitCode.OK
    assert f"unfinished {docs}: reading it was stopped" in capsys.readouterr().err


def test_a_project_without_documents_is_told(own_home: Path, capsys: Shown) -> None:
    assert main(["ask", "--project", "tpyo", "What is QLoRA?"]) == ExitCode.OK
    assert "'tpyo' has no own documents" in capsys.readouterr().err
    assert main(["ask", "What is QLoRA?"]) == ExitCode.OK
    assert capsys.readouterr().err == ""
    for part in (["remove", "x.md"], ["rebuild"]):
        assert main(["knowledge", *part, "--project", "tpyo"]) == ExitCode.MISSING
    assert not (own_home / "data").exists()


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (["add", "no-such-file.md"], ExitCode.BAD_INPUT),
        (["list", "--project", "../x"], ExitCode.USAGE),
        (["evaluate", "no-such-file.jsonl"], ExitCode.BAD_INPUT),
    ],
)
def test_a_wrong_name_is_told_from_missing_data(
    part: list[str], code: ExitCode, capsys: Shown
) -> None:
    assert main(["knowledge", *part]) == code
    said = capsys.readouterr().err
    assert "Errno" not in said
    assert said.count("\n") == 3


@pytest.mark.parametrize("part", ["add", "remove"])
def test_an_empty_path_is_not_the_current_folder(
    part: str, docs: Path, monkeypatch: pytest.MonkeyPatch, capsys: Shown
) -> None:
    monkeypatch.chdir(docs)
    with pytest.raises(SystemExit) as left:
        main(["knowledge", part, ""])
    assert left.value.code == ExitCode.USAGE
    assert "the path is empty" in capsys.readouterr().err
    assert main(["knowledge", "list"]) == ExitCode.OK
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams_are_no_failure(docs: Path, closed: str) -> None:
    for command, code in ((["add", str(docs)], ExitCode.NO), (["list"], ExitCode.OK)):
        program = [sys.executable, "-m", "tui", "knowledge", *command]
        done = subprocess.run(
            ["/bin/sh", "-c", f'exec "$@" {closed}', "sh", *program],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
    assert ("note.md" in done.stdout) == (">&-" not in closed.replace("2>&-", ""))
