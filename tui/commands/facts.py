"""`wattbrief facts QUERY`: facts with value, range, source and date."""

import json
import sys
from argparse import Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING

from advisors.format import number
from tui.exit_codes import ExitCode

if TYPE_CHECKING:
    from estimators.facts import FoundFact

LIMIT = 12


def run(arguments: Namespace) -> ExitCode:
    """Print the facts that match the words; exit code 1 when none does."""
    from estimators.facts import load_facts

    found = load_facts().search(" ".join(arguments.query), limit=1000 if arguments.json else LIMIT)
    if arguments.json:
        sys.stdout.write(
            json.dumps([asdict(item) for item in found], ensure_ascii=False, indent=2) + "\n"
        )
        return ExitCode.OK if found else ExitCode.NO
    for item in found:
        sys.stdout.write(_text(item) + "\n")
    if len(found) == LIMIT:
        sys.stderr.write("There may be more: add a word, or use --json for all.\n")
    if not found:
        sys.stderr.write(
            "No fact matches. Try a chip, a Region or a model, as in `facts h100 tdp`.\n"
        )
    return ExitCode.OK if found else ExitCode.NO


def _text(item: "FoundFact") -> str:
    reach = f" ({number(item.low, 3)} to {number(item.high, 3)})" if item.low != item.high else ""
    lines = [f"{item.name} · {item.label}: {number(item.value, 4)}{reach} {item.unit}".rstrip()]
    lines.append(f"    {item.confidence}, {item.date}")
    lines += [f"    {source.title}, {source.publisher}. {source.url}" for source in item.sources]
    if item.note:
        lines.append(f"    {item.note}")
    return "\n".join(lines)
