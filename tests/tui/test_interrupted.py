"""Ctrl-C ends the program with one line and 130, however early it comes."""

import subprocess
import sys
from pathlib import Path

import pytest

from tui import arguments
from tui.cli import main
from tui.exit_codes import ExitCode
from tui.failures import FAULT_FILE


@pytest.mark.parametrize("wrapped", [False, True])
def test_while_the_arguments_are_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, wrapped: bool
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    def while_a_class_is_made() -> None:
        raise RuntimeError("Error calling __set_name__") from KeyboardInterrupt()

    monkeypatch.setattr(arguments, "parser", while_a_class_is_made if wrapped else interrupted)
    assert main(["schema"]) == 130
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "\nInterrupted. What was saved is kept.\n"


STARTS = {
    "wattbrief": ("argparse", "from tui.cli import main; sys.exit(main(['schema']))"),
    "python -m tui": ("tui.cli", "import runpy; runpy.run_module('tui', run_name='__main__')"),
}


@pytest.mark.parametrize("start", STARTS)
def test_while_the_first_modules_load(start: str) -> None:
    module, statement = STARTS[start]
    code = (
        "import sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, *rest):\n"
        f"        if name == {module!r}:\n"
        "            raise KeyboardInterrupt\n"
        f"sys.meta_path.insert(0, Finder())\n{statement}\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 130
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_fault_of_the_program_is_told_and_its_traceback_kept(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise RuntimeError("broken") from ValueError("why")

    monkeypatch.setattr(arguments, "parser", broken)
    assert main(["schema"]) == 70
    told = capsys.readouterr()
    assert told.out == ""
    assert "RuntimeError: broken" in told.err
    assert "Fix: " in told.err
    kept = own_home / "data" / FAULT_FILE
    assert str(kept) in told.err
    assert "Traceback" not in told.err.replace("Traceback: ", "")
    assert "ValueError: why" in kept.read_text(encoding="utf-8")


def test_a_fault_that_cannot_be_kept_shows_its_traceback(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise RuntimeError("broken")

    (own_home / "data").write_text("a file, no folder", encoding="utf-8")
    monkeypatch.setattr(arguments, "parser", broken)
    assert main(["schema"]) == ExitCode.FAULT
    assert "Traceback (most recent call last)" in capsys.readouterr().err
