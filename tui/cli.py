"""The command line: arguments in, exit code out; each command's module loads when it is called.

What it needs loads within `main`, so that Ctrl-C is told in one line however early it comes.
"""

import io
import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Errors are explained on stderr."""
    try:
        return _run(argv)
    except (KeyboardInterrupt, Exception) as error:  # noqa: BLE001 - every fault has its exit code
        # While a class is made, Python 3.11 hands an interrupt on as the cause of another error.
        if isinstance(error.__cause__ or error, KeyboardInterrupt):
            from tui.exit_codes import ExitCode

            sys.stderr.write("\nInterrupted. What was saved is kept.\n")
            return int(ExitCode.INTERRUPTED)
        from tui.failures import tell_fault

        return int(tell_fault(error))


def _run(argv: Sequence[str] | None) -> int:
    _open_closed_streams()
    _write_every_character()
    from importlib import import_module

    from tui.arguments import parser
    from tui.exit_codes import ExitCode
    from tui.failures import exit_code_of, explain

    arguments = parser().parse_args(argv)
    try:
        command = import_module(f"tui.commands.{arguments.module}")
        return int(command.run(arguments))
    except BrokenPipeError:
        # The reader left (`| head`): not a failure of ours, and stderr may be gone as well.
        sys.stdout = None
        return int(ExitCode.OK)
    except Exception as error:
        code = exit_code_of(error)
        if code is None:
            raise
        sys.stderr.write(explain(error) + "\n")
        return int(code)


def _open_closed_streams() -> None:
    """Give what a caller has closed (`>&-`, a service without a console) somewhere to go.

    First of all, so that no file that is written later takes its number.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - stays open


def _write_every_character() -> None:
    """Let no locale stop an answer half way: `✔`, `–` and `CO₂` stand in few of the old encodings.

    What goes to a file or a pipe is UTF-8 as every file of ours is, JSON too; a terminal that shows
    another encoding gets a question mark for what it lacks.
    """
    stream = sys.stdout
    if not isinstance(stream, io.TextIOWrapper) or stream.encoding.lower().startswith("utf"):
        return
    if stream.isatty():
        stream.reconfigure(errors="replace")
    else:
        stream.reconfigure(encoding="utf-8")
