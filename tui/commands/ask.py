"""`wattbrief ask QUESTION`: a cited answer from the guidance or about a design, offline."""

import json
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from tui.by_fact import below, beside
from tui.citing import citation_lines
from tui.designs import find_design
from tui.documents import own_documents, tell_unknown
from tui.exit_codes import ExitCode
from tui.failures import UsageError
from tui.progress import progress_on_stderr
from tui.rebuilt import tell_rebuilt
from tui.shared import OF_A_DESIGN, Shared, shared_settings
from tui.shared import answer as answer_anywhere
from tui.sureness import in_full
from tui.worded import worded

if TYPE_CHECKING:
    from advisors.design import Design
    from knowledge.answer import Answer
    from knowledge.base import KnowledgeBase
    from tui.inquiry import InquiryAnswer


def run(arguments: Namespace) -> ExitCode:
    """Answer one question; exit code 1 when neither guidance nor design answers it.

    A shared base that cannot be asked costs no answer: this machine gives it, and stderr and the
    JSON say so.
    """
    question = " ".join(arguments.question).strip()
    _refuse_at_odds(arguments, question)
    from knowledge.base import KnowledgeBase

    design = find_design(arguments.design) if arguments.design else None
    with progress_on_stderr() as progress:
        base = KnowledgeBase.open(progress=progress)
    tell_rebuilt(base)
    tell_unknown(arguments.project)
    answer: Answer | InquiryAnswer
    stopped = False
    if design is None:
        answer, shared = answer_anywhere(base, question, arguments.project)
        if arguments.words:
            answer, stopped = worded(answer, question, base.embedder, agree=arguments.agree)
    else:
        answer, shared = _on_design(base, question, arguments.project, design)
    _tell_left_out(shared, arguments.project)
    facts = beside(question, answer, design)
    if arguments.json:
        told = answer.as_dict() | ({"facts": facts} if facts else {})
        told |= {"shared_base": shared.as_dict()} if shared is not None else {}
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(_text(answer, facts) + "\n")
    if stopped:
        return ExitCode.INTERRUPTED
    return ExitCode.NO if answer.abstained else ExitCode.OK


def _refuse_at_odds(arguments: Namespace, question: str) -> None:
    """Refuse arguments that leave nothing to answer, or do not go together."""
    if not question:
        raise UsageError("nothing was asked", "the question is empty", "Put it in quotes.")
    if arguments.words and arguments.design:
        raise UsageError(
            "--words does not go with --design",
            "answers about a design are computed, not written by a model",
            "Leave one of the two out.",
        )


def _on_design(
    base: "KnowledgeBase", question: str, project: str, design: "Design"
) -> "tuple[InquiryAnswer, Shared | None]":
    """From a design and the guidance, on this machine; a shared base is left out."""
    from estimators.facts import load_facts
    from tui.inquiry import Inquiry

    answer = Inquiry(design, load_facts(), base).ask(question, own_documents(project))
    return answer, OF_A_DESIGN if shared_settings() is not None else None


def _tell_left_out(shared: Shared | None, project: str) -> None:
    """Say on stderr that what a team shared is not in the answer."""
    if shared is not None and not shared.in_answer:
        sys.stderr.write(f"{shared.line}\n")
        tell_unknown(project, elsewhere=False)


def _text(answer: "Answer | InquiryAnswer", facts: tuple[str, ...]) -> str:
    return "\n".join([answer.answer, *below(facts), "", *citation_lines(answer), in_full(answer)])
