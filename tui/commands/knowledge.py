"""`wattbrief knowledge …`: own documents, and how good retrieval is on a set of questions."""

import json
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from knowledge.base import KnowledgeBase
from knowledge.documents import AddReport, Library, Searcher
from knowledge.documents.walk import shown
from knowledge.embedding import Embedder
from tui.exit_codes import ExitCode
from tui.progress import Progress, is_watched, progress_on_stderr
from tui.rebuilt import tell_rebuilt
from tui.shared import share

if TYPE_CHECKING:
    from knowledge.evaluate import Report

COLUMNS: Mapping[str, str] = {
    "hit_at_1": "hit@1",
    "hit_at_3": "hit@3",
    "hit_at_5": "hit@5",
    "mrr_at_10": "MRR@10",
    "ndcg_at_10": "nDCG@10",
    "recall_at_5": "rec@5",
    "figure_found": "figure",
    "abstention_precision": "abst-P",
    "abstention_recall": "abst-R",
    "latency_ms_p50": "ms",
}
"""Metrics of a row, each with its heading; all of them stand in the JSON as well."""

NAME_WIDTH = 40
KIND_WIDTH = 14
KINDS = "Markdown, HTML, PDF, DOCX and text"


def run(arguments: Namespace) -> ExitCode:
    """Run the part that was asked for."""
    parts: Mapping[str, Callable[[Namespace], ExitCode]] = {
        "add": _add,
        "list": _list,
        "remove": _remove,
        "rebuild": _rebuild,
        "status": _status,
        "share": _share,
        "evaluate": _evaluate,
    }
    return parts[arguments.part](arguments)


def _add(arguments: Namespace) -> ExitCode:
    """Add files and folders; Ctrl-C keeps what is done. Exit code 1 when files were skipped."""
    return _indexed(lambda *using: Library(arguments.project).add(arguments.paths, *using))


def _rebuild(arguments: Namespace) -> ExitCode:
    """Read all that was added again; Ctrl-C keeps what is done."""
    return _indexed(Library(arguments.project).rebuild)


def _indexed(work: Callable[[Embedder, Progress, Callable[[], bool]], AddReport]) -> ExitCode:
    stop = threading.Event()
    with progress_on_stderr() as progress:
        # A first build takes minutes and keeps nothing when it is stopped: Ctrl-C ends it at once.
        base = KnowledgeBase.open(progress=progress)
        before = signal.signal(signal.SIGINT, lambda *_: stop.set())
        try:
            report = work(base.embedder, _named(progress), stop.is_set)
        finally:
            signal.signal(signal.SIGINT, before)
    tell_rebuilt(base)
    return _told(report)


def _named(progress: Progress) -> Progress:
    """Names of files as they may be printed; one stage for all of them where nobody watches."""
    watched = is_watched()

    def show(what: str, done: int, total: int) -> None:
        progress(shown(what)[:NAME_WIDTH] if watched else "reading documents", done, total)

    return show


def _share(arguments: Namespace) -> ExitCode:
    """Bring guidance and documents to the shared base of the team."""
    with progress_on_stderr() as progress:
        base = KnowledgeBase.open(progress=progress)
        said = share(base, arguments.project, progress)
    sys.stderr.write(said + "\n")
    return ExitCode.OK


def _told(report: AddReport) -> ExitCode:
    for path, reason in report.skipped:
        sys.stderr.write(f"skipped {shown(path)}: {shown(reason)}\n")
    counts = {
        "added": len(report.added),
        "unchanged": len(report.unchanged),
        "the same as another": len(report.duplicates),
        "removed": len(report.removed),
        "skipped": len(report.skipped),
    }
    sys.stderr.write(", ".join(f"{count} {name}" for name, count in counts.items()) + "\n")
    if report.others:
        kinds = ", ".join(
            f"{count} {kind or 'without a suffix'}" for kind, count in report.others.most_common(6)
        )
        sys.stderr.write(f"Passed by, since only {KINDS} are read: {kinds}\n")
    if report.remark:
        sys.stderr.write(f"{report.remark}\n")
    if report.cancelled:
        sys.stderr.write("Stopped; what was done is kept. Add the same paths to go on.\n")
        return ExitCode.INTERRUPTED
    return ExitCode.NO if report.skipped else ExitCode.OK


def _list(arguments: Namespace) -> ExitCode:
    library = Library(arguments.project)
    files = library.files() if library.exists else []
    if arguments.json:
        return _as_json([asdict(item) for item in files])
    for item in files:
        sys.stdout.write(f"{shown(item.path)}\t{item.passages}\t{item.bytes}\n")
    return ExitCode.OK


def _as_json(told: object) -> ExitCode:
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    return ExitCode.OK


def _remove(arguments: Namespace) -> ExitCode:
    library = Library(arguments.project)
    gone = library.remove(arguments.path)
    for path in gone:
        sys.stdout.write(f"{shown(path)}\n")
    if not gone:
        sys.stderr.write("Nothing of it was stored; it stays out from now on.\n")
    with progress_on_stderr() as progress:
        remark = library.prepare(_named(progress))
    if remark:
        sys.stderr.write(f"{remark}\n")
    return ExitCode.OK


def _status(arguments: Namespace) -> ExitCode:
    library = Library(arguments.project)
    known = library.exists
    status = library.status() if known else {"project": library.project, "files": 0}
    skipped = library.skipped() if known else []
    unfinished = library.unfinished() if known else []
    if arguments.json:
        reasons = [{"path": path, "reason": reason} for path, reason in skipped]
        return _as_json({**status, "skipped_files": reasons, "unfinished_paths": unfinished})
    if not known:
        sys.stderr.write("No own documents yet: wattbrief knowledge add PATH\n")
        return ExitCode.OK
    for name, value in status.items():
        sys.stdout.write(f"{name}\t{value}\n")
    for path, reason in skipped:
        sys.stderr.write(f"skipped {shown(path)}: {shown(reason)}\n")
    for path in unfinished:
        sys.stderr.write(
            f"unfinished {shown(path)}: reading it was stopped, or goes on in another process; "
            "add it again to go on\n"
        )
    return ExitCode.OK


def _evaluate(arguments: Namespace) -> ExitCode:
    from knowledge.documents.measure import evaluate_documents
    from knowledge.evaluate import evaluate

    library = Library(arguments.project)
    if arguments.documents:
        library.require()
    with progress_on_stderr() as progress:

        def show(done: int, total: int) -> None:
            progress("questions", done, total)

        base = KnowledgeBase.open(progress=progress)
        if arguments.documents:
            report = evaluate_documents(arguments.file, Searcher(library), base, show)
        else:
            report = evaluate(arguments.file, base, show)
    tell_rebuilt(base)
    if unknown := unknown_topics(report, base):
        sys.stderr.write(
            f"No card is called {', '.join(unknown)}: questions that ask for it count as missed.\n"
        )
    if arguments.json:
        sys.stdout.write(json.dumps(report.as_dict(), indent=2) + "\n")
    else:
        sys.stdout.write("\n".join(_text(report)) + "\n")
    return ExitCode.OK


def unknown_topics(report: "Report", base: KnowledgeBase) -> list[str]:
    """Ids that questions name and no card has; a slip there would pass for a miss."""
    named = {topic for outcome in report.outcomes for topic in outcome.question.topics}
    return sorted(shown(topic) for topic in named - {card.id for card in base.cards})


def _text(report: "Report") -> Iterator[str]:
    for name, value in report.overall.items():
        yield f"{name:<22}{_number(value):>10}"
    for title, groups in (("kind", report.by_kind), ("half", report.halves)):
        yield ""
        yield f"{title:<{KIND_WIDTH}}" + "".join(f"{name:>9}" for name in COLUMNS.values())
        yield from _rows(groups)


def _rows(groups: Mapping[str, Mapping[str, float | None]]) -> Iterator[str]:
    for name, metrics in groups.items():
        cells = (_number(metrics.get(column)) for column in COLUMNS)
        yield f"{shown(name)[:NAME_WIDTH]:<{KIND_WIDTH}}" + "".join(f"{cell:>9}" for cell in cells)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}" if value < 10 else f"{value:.0f}"
