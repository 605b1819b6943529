"""`ask --words`: nothing goes anywhere before someone agreed; then a real server words it."""

import json
import os
import signal
import threading
from pathlib import Path

import pytest

from tests.knowledge.wording.servers import PATIENCE_S, ModelServer, running
from tui.cli import main
from tui.exit_codes import ExitCode

QUESTION = "Is Trainium more energy efficient than GPUs for training?"

# A first build would tell of itself on stderr.
pytestmark = pytest.mark.usefixtures("base")


def configure(home: Path, url: str) -> None:
    folder = home / "config"
    folder.mkdir(exist_ok=True)
    text = f"wording:\n  provider: ollama\n  model: tiny\n  url: {url}\n"
    (folder / "config.yaml").write_text(text, encoding="utf-8")


def test_without_a_model_it_says_how_to_configure_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--words", QUESTION]) == ExitCode.USAGE
    assert "wording:" in capsys.readouterr().err


def test_nothing_is_sent_before_someone_agreed(
    own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with running(ModelServer("ollama", "Anything [1].")) as server:
        configure(own_home, server.url)
        assert main(["ask", "--words", QUESTION]) == ExitCode.USAGE
        shown = capsys.readouterr()
        assert server.url in shown.err
        assert "--agree" in shown.err
        assert server.calls == []


def test_an_unsupported_sentence_leaves_the_quoted_answer(
    own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "--json", QUESTION]) == ExitCode.OK
    plain = json.loads(capsys.readouterr().out)
    invention = "Trainium saves 99% of all carbon everywhere [1]."
    with running(ModelServer("ollama", invention)) as server:
        configure(own_home, server.url)
        assert main(["ask", "--words", "--agree", "--json", QUESTION]) == ExitCode.OK
        first = capsys.readouterr()
        assert f"tiny at {server.url} (Ollama" in first.err
        assert "Each question sends your question" in first.err
        assert main(["ask", "--words", "--json", QUESTION]) == ExitCode.OK
        assert len(server.calls) == 2
    shown = capsys.readouterr()
    assert server.url not in shown.err
    assert "99%" not in first.out + shown.out
    assert json.loads(shown.out.split("\n}\n")[0] + "\n}")["answer"] == plain["answer"]


def test_ctrl_c_leaves_the_model_and_keeps_the_quoted_answer(
    own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "--json", QUESTION]) == ExitCode.OK
    plain = json.loads(capsys.readouterr().out)
    with running(ModelServer("ollama", "Never ends", first_wait_s=PATIENCE_S)) as server:
        configure(own_home, server.url)

        def press() -> None:
            assert server.arrived.wait(PATIENCE_S)
            os.kill(os.getpid(), signal.SIGINT)

        threading.Thread(target=press).start()
        assert main(["ask", "--words", "--agree", "--json", QUESTION]) == ExitCode.INTERRUPTED
        assert not server.spoke.is_set()
    shown = capsys.readouterr()
    assert json.loads(shown.out)["answer"] == plain["answer"]
    assert "it was cancelled" in shown.err
