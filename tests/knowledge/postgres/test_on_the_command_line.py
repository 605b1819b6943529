"""`wattbrief ask` with a shared base that is there."""

import json
from pathlib import Path

import pytest

from tests.knowledge.postgres.conftest import PATIENCE_S, database
from tests.knowledge.postgres.server import USER
from tui.cli import main
from tui.exit_codes import ExitCode

QUESTION = "When does RAG pay off?"

# A first build would tell of itself on stderr.
pytestmark = pytest.mark.usefixtures("base")


def test_in_reach_it_answers_and_json_says_so(
    server: Path, own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = own_home / "config"
    folder.mkdir()
    where = {"host": str(server), "database": database(server), "user": USER}
    where["timeout_s"] = str(PATIENCE_S)
    text = "".join(f"  {name}: {value}\n" for name, value in where.items())
    (folder / "config.yaml").write_text(f"shared_base:\n{text}", encoding="utf-8")

    assert main(["ask", QUESTION, "--json"]) == ExitCode.OK
    never_made = json.loads(capsys.readouterr().out)
    assert never_made["shared_base"]["in_answer"] is False
    assert "there is no shared base" in never_made["shared_base"]["what"]

    assert main(["knowledge", "share"]) == ExitCode.OK
    capsys.readouterr()
    assert main(["ask", QUESTION, "--json"]) == ExitCode.OK
    shown = capsys.readouterr()
    told = json.loads(shown.out)
    assert told["shared_base"] == {"in_answer": True}
    assert told["answer"] == never_made["answer"]
    assert shown.err == ""
