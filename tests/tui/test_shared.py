"""The shared base on the command line, as far as no server is needed."""

from pathlib import Path

import pytest

from tui.cli import main
from tui.exit_codes import ExitCode


def test_without_a_shared_base_it_says_how_to_configure_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["knowledge", "share"]) == ExitCode.USAGE
    assert "shared_base:" in capsys.readouterr().err


def test_a_server_that_is_not_there_is_a_remote_failure(
    own_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = own_home / "config"
    folder.mkdir()
    section = f"shared_base:\n  host: {tmp_path}\n  database: nowhere\n"
    (folder / "config.yaml").write_text(section, encoding="utf-8")
    assert main(["ask", "When does RAG pay off?"]) == ExitCode.REMOTE
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Why:" in shown.err
