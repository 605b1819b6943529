"""`wattbrief ask QUESTION`: a cited answer from the guidance, offline."""

import json
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from tui.citing import citation_lines
from tui.exit_codes import ExitCode
from tui.failures import UsageError
from tui.progress import progress_on_stderr

if TYPE_CHECKING:
    from knowledge.answer import Answer


def run(arguments: Namespace) -> ExitCode:
    """Answer one question; exit code 1 when the guidance does not cover it."""
    question = " ".join(arguments.question).strip()
    if not question:
        raise UsageError("nothing was asked", "the question is empty", "Put it in quotes.")
    from knowledge.base import KnowledgeBase

    with progress_on_stderr() as progress:
        base = KnowledgeBase.open(progress=progress)
    answer = base.ask(question)
    if arguments.json:
        sys.stdout.write(json.dumps(answer.as_dict(), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(_text(answer) + "\n")
    return ExitCode.NO if answer.abstained else ExitCode.OK


def _text(answer: "Answer") -> str:
    return "\n".join(
        [answer.answer, "", *citation_lines(answer), f"Confidence: {answer.confidence:.0%}"]
    )
