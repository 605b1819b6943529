"""`wattbrief accuracy`: how wrong the serving estimates are, on models left out of the fit."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from tui.exit_codes import ExitCode

if TYPE_CHECKING:
    from estimators.accuracy import Report, Row


def run(arguments: Namespace) -> ExitCode:
    """Validate anew and print the errors; exit code 1 when the data no longer match the fit."""
    from estimators.accuracy import report

    if not arguments.json:
        sys.stderr.write("Leaving out every measured model once; about a minute…\n")
    found = report()
    if arguments.json:
        sys.stdout.write(json.dumps(asdict(found), indent=2) + "\n")
    else:
        sys.stdout.write("\n".join(_text(found)) + "\n")
    return ExitCode.OK if found.data_matches else ExitCode.NO


def _text(found: "Report") -> Iterator[str]:
    yield f"Out-of-sample error, every model left out once; coefficients of {found.date}"
    if not found.data_matches:
        yield "! The coefficients were fitted to other data: python -m estimators.calibration.fit"
    yield from _table("Energy per output token, Wattbrief", found.energy)
    yield from _table("Inter-token latency, Wattbrief", found.inter_token)
    yield from _table("Power, Wattbrief", found.power)
    if found.ecologits:
        yield from _table("Energy per output token, EcoLogits on the same runs", found.ecologits)
    else:
        yield "\nEcoLogits is not installed (development dependency), so it is not compared."
    yield f"\n{found.note}"


def _table(title: str, rows: "Sequence[Row]") -> Iterator[str]:
    yield f"\n{title}"
    yield f"  {'group':<26}{'runs':>6}{'median':>9}{'90%':>8}{'bias':>7}{'in band':>9}"
    for row in rows:
        inside = "" if row.coverage is None else f"{row.coverage:.0%}"
        yield (
            f"  {row.group:<26}{row.runs:>6}{row.median_percent:>8.1f}%{row.p90_percent:>7.0f}%"
            f"{row.bias:>7.2f}{inside:>9}"
        )
