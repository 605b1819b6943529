"""`wattbrief export FILE --out DIR`: the design decision record as Markdown and JSON.

`--short` writes its first page alone.
"""

import datetime as dt
import sys
from argparse import Namespace

from tui.designs import find_design
from tui.exit_codes import ExitCode
from tui.failures import UsageError

FORMATS = ("md", "json", "short")
SHORT = "short"


def run(arguments: Namespace) -> ExitCode:
    """Write the record and print the paths written."""
    formats = _formats(arguments.format, short=arguments.short)
    date = _date(arguments.date)
    from advisors.advice import advise
    from advisors.record import build_record, write_record
    from advisors.sensitivity import sensitivity
    from estimators.facts import load_facts

    design = find_design(arguments.file)
    facts = load_facts()
    advice = advise(design, facts)
    moved = sensitivity(design, facts, advice)
    record = build_record(design, advice, facts, date=date, moved=moved)
    for path in write_record(record, arguments.out, formats):
        sys.stdout.write(f"{path}\n")
    return ExitCode.OK


def _formats(text: str | None, *, short: bool) -> tuple[str, ...]:
    """Formats in the order named; the usual two where neither `--format` nor `--short` is given."""
    if text is None:
        return (SHORT,) if short else ("md", "json")
    chosen = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    unknown = [part for part in chosen if part not in FORMATS]
    if unknown or not chosen:
        raise UsageError(
            f"cannot export {', '.join(unknown) or 'nothing'}",
            f"the formats are {', '.join(FORMATS)}",
            "Say for example --format md,json.",
        )
    return tuple(dict.fromkeys((*chosen, *([SHORT] if short else ()))))


def _date(text: str | None) -> str:
    if text is None:
        return dt.datetime.now(tz=dt.UTC).date().isoformat()
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UsageError(
            f"{text!r} is no date", str(error), "Write it as YYYY-MM-DD, for example 2026-11-21."
        ) from None
