"""`wattbrief ask QUESTION`: a cited answer from the guidance or about a design, offline."""

import json
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from tui.citing import citation_lines
from tui.designs import find_design
from tui.documents import own_documents
from tui.exit_codes import ExitCode
from tui.failures import UsageError
from tui.progress import progress_on_stderr
from tui.rebuilt import tell_rebuilt
from tui.shared import answer as answer_anywhere
from tui.sureness import in_full
from tui.worded import worded

if TYPE_CHECKING:
    from knowledge.answer import Answer
    from tui.inquiry import InquiryAnswer


def run(arguments: Namespace) -> ExitCode:
    """Answer one question; exit code 1 when neither guidance nor design answers it."""
    question = " ".join(arguments.question).strip()
    if not question:
        raise UsageError("nothing was asked", "the question is empty", "Put it in quotes.")
    from knowledge.base import KnowledgeBase

    if arguments.words and arguments.design:
        raise UsageError(
            "--words does not go with --design",
            "answers about a design are computed, not written by a model",
            "Leave one of the two out.",
        )
    design = find_design(arguments.design) if arguments.design else None
    with progress_on_stderr() as progress:
        base = KnowledgeBase.open(progress=progress)
    tell_rebuilt(base)
    answer: Answer | InquiryAnswer
    if design is None:
        answer = answer_anywhere(base, question, arguments.project)
        if arguments.words:
            answer = worded(answer, question, base.embedder, agree=arguments.agree)
    else:
        from estimators.facts import load_facts
        from tui.inquiry import Inquiry

        documents = own_documents(arguments.project)
        answer = Inquiry(design, load_facts(), base).ask(question, documents)
    if arguments.json:
        sys.stdout.write(json.dumps(answer.as_dict(), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(_text(answer) + "\n")
    return ExitCode.NO if answer.abstained else ExitCode.OK


def _text(answer: "Answer | InquiryAnswer") -> str:
    return "\n".join([answer.answer, "", *citation_lines(answer), in_full(answer)])
