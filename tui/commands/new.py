"""`wattbrief new [NAME] [--from EXAMPLE] [--plain]`: start a design and its interview."""

import sys
from argparse import Namespace
from pathlib import Path

from advisors.design import Design
from tui.exit_codes import ExitCode
from tui.failures import UsageError
from tui.naming import SUFFIX, path_for


def run(arguments: Namespace) -> ExitCode:
    """Create the file, then ask: in full screen, or line by line with --plain."""
    path = _path(arguments.name or (arguments.example and Path(arguments.example).stem))
    if path.exists():
        raise UsageError(
            f"{path.name} was not created",
            "a file of that name is already there",
            f"Choose another name, or go on with it: wattbrief open {path.name}",
        )
    from tui.designs import find_design
    from tui.opening import create_design

    start = find_design(arguments.example) if arguments.example else None
    if arguments.usage is not None:
        start = _with_usage(start or Design(), arguments.usage)
    create_design(path, start)
    sys.stderr.write(f"Created {path}\n")
    if arguments.plain:
        from tui.plain import interview

        return interview(path, most_telling_first=arguments.most_telling_first)
    from tui.commands.app import open_app

    return open_app(path)


def _with_usage(design: Design, usage: Path) -> Design:
    """The design with the answers that a table of past requests gives: volume, peak, tokens."""
    from advisors.imports import read_usage
    from advisors.interview import Interview

    engine = Interview(design)
    engine.import_answers(read_usage(usage).answers(usage.name))
    return engine.design


def _path(name: str | None) -> Path:
    if name is None:
        raise UsageError(
            "no design was created", "it has no name", "Say for example: wattbrief new support-chat"
        )
    if name.endswith(SUFFIX):
        return Path(name)
    path = path_for(name)
    if path is None:
        raise UsageError(
            f"{name!r} is no name",
            "it has none of the letters a to z and no digit",
            "Choose another one.",
        )
    return path
