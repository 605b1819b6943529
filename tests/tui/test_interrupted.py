"""Ctrl-C ends the program with one line and 130, however early it comes."""

import subprocess
import sys

import pytest

from tui import arguments
from tui.cli import main


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


def test_a_fault_of_the_program_is_still_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("broken") from ValueError("why")

    monkeypatch.setattr(arguments, "parser", broken)
    with pytest.raises(RuntimeError, match="broken"):
        main(["schema"])
