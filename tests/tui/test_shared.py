"""The shared base on the command line, as far as no server is needed."""

import json
import socket
from pathlib import Path

import pytest

from tui.cli import main
from tui.exit_codes import ExitCode

QUESTION = "When does RAG pay off?"

# A first build would tell of itself on stderr.
pytestmark = pytest.mark.usefixtures("base")


@pytest.fixture
def nowhere(own_home: Path, tmp_path: Path) -> None:
    """A shared base that is configured, on a server that does not run."""
    configure(own_home, f"host: {tmp_path}")


def configure(home: Path, *lines: str) -> None:
    """A section `shared_base` in the configuration."""
    folder = home / "config"
    folder.mkdir(exist_ok=True)
    text = "".join(f"  {line}\n" for line in ("database: nowhere", *lines))
    (folder / "config.yaml").write_text(f"shared_base:\n{text}", encoding="utf-8")


def test_without_a_shared_base_it_says_how_to_configure_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["knowledge", "share"]) == ExitCode.USAGE
    assert "shared_base:" in capsys.readouterr().err


@pytest.mark.usefixtures("nowhere")
def test_sharing_needs_the_server(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["knowledge", "share"]) == ExitCode.REMOTE
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "cannot be reached" in shown.err


def test_out_of_reach_this_machine_answers_and_says_so_on_one_line(
    own_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", QUESTION]) == ExitCode.OK
    alone = capsys.readouterr()
    assert alone.err == ""
    configure(own_home, f"host: {tmp_path}")
    assert main(["ask", QUESTION]) == ExitCode.OK
    shown = capsys.readouterr()
    assert shown.out == alone.out
    assert shown.err.count("\n") == 1
    assert shown.err.startswith("! The shared base at ")
    assert "cannot be reached (" in shown.err
    assert "This machine answers, without what your team shared." in shown.err


@pytest.mark.usefixtures("nowhere")
def test_out_of_reach_an_abstention_stays_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "Who won the football world cup in 1990?"]) == ExitCode.NO
    assert "! The shared base at " in capsys.readouterr().err


@pytest.mark.usefixtures("nowhere")
def test_out_of_reach_a_project_without_documents_here_is_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["ask", QUESTION, "--project", "bridges"]) == ExitCode.OK
    assert "The project 'bridges' has no own documents on this machine." in capsys.readouterr().err


@pytest.mark.usefixtures("nowhere")
def test_json_says_whether_the_shared_base_is_in_the_answer(
    own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", QUESTION, "--json"]) == ExitCode.OK
    told = json.loads(capsys.readouterr().out)["shared_base"]
    assert told["in_answer"] is False
    assert told["what"].endswith("cannot be reached")
    assert told["why"]
    assert "enabled: false" in told["fix"]
    configure(own_home, "host: h", "enabled: false")
    assert main(["ask", QUESTION, "--json"]) == ExitCode.OK
    shown = capsys.readouterr()
    assert "shared_base" not in json.loads(shown.out)
    assert shown.err == ""


@pytest.mark.usefixtures("nowhere")
def test_a_design_is_asked_here_and_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    question = ["ask", "Why not Trainium?", "--design", "insurer-support-chat"]
    assert main([*question, "--json"]) == ExitCode.OK
    shown = capsys.readouterr()
    assert json.loads(shown.out)["shared_base"]["in_answer"] is False
    assert shown.err.startswith("! The shared base is not asked about a design")
    assert shown.err.count("\n") == 1


def test_a_server_that_says_nothing_is_not_waited_for(
    own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It takes the connection and stays silent: every wait of the driver's own begins anew."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        configure(own_home, "host: 127.0.0.1", f"port: {port}", "timeout_s: 1")
        assert main(["ask", QUESTION]) == ExitCode.OK
    shown = capsys.readouterr()
    assert "it did not answer within 1 s" in shown.err
    assert "raise `timeout_s`" in shown.err
    assert shown.out
