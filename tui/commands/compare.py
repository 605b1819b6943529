"""`wattbrief compare A B` and `wattbrief what-if FILE key=value…`: what moves, and why."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from advisors.format import value_and_range
from tui.designs import find_design
from tui.exit_codes import ExitCode

if TYPE_CHECKING:
    from advisors.what_if import Difference


def run(arguments: Namespace) -> ExitCode:
    """Print the difference between two designs, or between a design and a change of it."""
    from advisors.what_if import compare, difference_as_dict, what_if
    from estimators.facts import load_facts

    facts = load_facts()
    first = find_design(arguments.file)
    if arguments.part == "compare":
        found = compare(first, find_design(arguments.other), facts)
    else:
        found = what_if(first, arguments.changes, facts)
    if arguments.json:
        text = json.dumps(difference_as_dict(found), ensure_ascii=False, indent=2)
    else:
        text = "\n".join(_text(found))
    sys.stdout.write(text + "\n")
    return ExitCode.OK


def _text(found: "Difference") -> Iterator[str]:
    if not found.answers:
        yield "The answers are the same."
    for key, (before, after) in found.answers.items():
        yield f"{key}: {_shown(before)} → {_shown(after)}"
    yield ""
    for moved in found.moved:
        ratio = "" if moved.ratio is None else f"  (× {moved.ratio:.3g})"
        yield f"{moved.name}{ratio}"
        yield f"    before  {value_and_range(moved.before)}"
        yield f"    after   {value_and_range(moved.after)}"
    if not found.moved:
        yield "No figure moves."
    for turned in found.turned:
        before = turned.before.label if turned.before else "nothing fits"
        after = turned.after.label if turned.after else "nothing fits"
        yield f"\n{turned.title}: {before} → {after}\n    {turned.why}"
    if not found.turned:
        yield "\nEvery decision stays as it is."


def _shown(value: object) -> str:
    return "open" if value is None else json.dumps(value, ensure_ascii=False)
