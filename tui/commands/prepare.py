"""`wattbrief prepare`: build the index of the guidance now, so that every later use is offline."""

import sys
from argparse import Namespace

from tui.exit_codes import ExitCode
from tui.progress import progress_on_stderr
from tui.rebuilt import tell_rebuilt


def run(arguments: Namespace) -> ExitCode:
    """Build what is missing; with --porcelain progress goes to stdout as tab-separated lines."""
    from knowledge.base import KnowledgeBase

    if arguments.porcelain:
        KnowledgeBase.open(progress=_line)
        return ExitCode.OK
    with progress_on_stderr() as progress:
        base = KnowledgeBase.open(progress=progress)
    tell_rebuilt(base)
    sys.stderr.write(f"Ready: {len(base.cards)} guidance cards, no network needed from here on.\n")
    return ExitCode.OK


def _line(stage: str, done: int, total: int) -> None:
    sys.stdout.write(f"{stage}\t{done}\t{total}\n")
    sys.stdout.flush()
