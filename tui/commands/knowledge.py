"""`wattbrief knowledge …`: own documents, and how good retrieval is on a set of questions."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from tui.exit_codes import ExitCode
from tui.progress import progress_on_stderr

if TYPE_CHECKING:
    from knowledge.evaluate import Report

COLUMNS = ("hit_at_1", "hit_at_3", "hit_at_5", "mrr_at_10", "figure_found", "latency_ms_p50")


def run(arguments: Namespace) -> ExitCode:
    """Run the part that was asked for."""
    return _evaluate(arguments)


def _evaluate(arguments: Namespace) -> ExitCode:
    from knowledge.evaluate import evaluate

    with progress_on_stderr() as progress:
        report = evaluate(
            arguments.file, progress=lambda done, total: progress("questions", done, total)
        )
    if arguments.json:
        sys.stdout.write(json.dumps(report.as_dict(), indent=2) + "\n")
    else:
        sys.stdout.write("\n".join(_text(report)) + "\n")
    return ExitCode.OK


def _text(report: "Report") -> Iterator[str]:
    for name, value in report.overall.items():
        yield f"{name:<22}{_number(value):>10}"
    for title, groups in (("kind", report.by_kind), ("half", report.halves)):
        yield ""
        yield f"{title:<14}" + "".join(f"{name:>16}" for name in COLUMNS)
        yield from _rows(groups)


def _rows(groups: Mapping[str, Mapping[str, float | None]]) -> Iterator[str]:
    for name, metrics in groups.items():
        cells = (_number(metrics.get(column)) for column in COLUMNS)
        yield f"{name:<14}" + "".join(f"{cell:>16}" for cell in cells)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}" if value < 10 else f"{value:.0f}"
