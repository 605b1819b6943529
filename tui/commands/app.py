"""`wattbrief` and `wattbrief open FILE`: the full-screen app."""

import sys
from argparse import Namespace
from pathlib import Path

from tui.exit_codes import ExitCode
from tui.failures import UsageError


def run(arguments: Namespace) -> ExitCode:
    """Open the app, on a design when one is named."""
    design: Path | None = arguments.file
    if design is not None:
        from advisors.design import load_design
        from advisors.examples import examples

        if not design.exists() and design.name in examples():
            raise UsageError(
                f"{design.name} cannot be opened",
                "it is a worked example, and answers are saved in a file of yours",
                f"`wattbrief new NAME --from {design.name}` makes a design of it.",
            )
        # A broken file is told on the terminal, where its message can be read and copied.
        load_design(design)
        if arguments.plain:
            from tui.plain import interview

            return interview(design, most_telling_first=arguments.most_telling_first)
    return open_app(design)


def open_app(design: Path | None) -> ExitCode:
    """Run the app until the user leaves it."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "the app cannot open",
            "it needs a terminal, and input or output is redirected",
            "Use `wattbrief new --plain` to be asked line by line, or `wattbrief advise FILE`.",
        )
    from tui.app import WattbriefApp

    app = WattbriefApp(design)
    app.run()
    lost = "" if app.session is None else app.session.set_aside()
    if lost:
        sys.stderr.write(f"{lost}\n")
    if app.return_code:
        sys.stderr.write("Something failed inside Wattbrief, told above. Your answers are saved.\n")
        return ExitCode.FAULT
    return ExitCode.BAD_INPUT if lost else ExitCode.OK
