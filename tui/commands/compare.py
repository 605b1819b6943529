"""`wattbrief compare A B` and `wattbrief what-if FILE key=value…`: what moves, and why."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from advisors.format import number, value_and_range
from advisors.questions import question
from advisors.questions.names import all_called, heading
from tui.clashes import clash_lines
from tui.commands.beside import FIGURES, LEAST, beside
from tui.designs import find_design, refuse_empty
from tui.exit_codes import ExitCode
from tui.failures import UsageError

if TYPE_CHECKING:
    from advisors.contradiction import Contradiction
    from advisors.design import Design
    from advisors.what_if import Difference

SHOWN = 3
"""New reasons shown of each decision."""
MOVED = frozenset({"energy", "carbon", "water", "cost"})
"""Figures, as a question names them among what it moves."""


def run(arguments: Namespace) -> ExitCode:
    """Print the difference between two designs, or between a design and a change of it."""
    from advisors.design_changes import differing
    from advisors.presets import TrafficPresets
    from advisors.what_if import compare, difference_as_dict
    from advisors.workload_conflicts import contradictions
    from estimators.facts import load_facts

    facts = load_facts()
    side_by_side = arguments.part == "compare"
    refuse_empty([arguments.file, *([arguments.other] if side_by_side else [])])
    first = find_design(arguments.file)
    second = find_design(arguments.other) if side_by_side else _changed(first, arguments.changes)
    found = compare(first, second, facts)
    clashes = contradictions(first, facts), contradictions(second, facts)
    if arguments.json:
        data = difference_as_dict(found)
        data["contradictions"] = {
            name: [asdict(item) for item in side]
            for name, side in zip(("before", "after"), clashes, strict=True)
        }
        text = json.dumps(data, ensure_ascii=False, indent=2)
    else:
        names = (arguments.file, arguments.other) if side_by_side else None
        answers = differing(first, second, TrafficPresets(facts))
        said = (
            beside(found, (first.name, second.name), answers)
            if side_by_side
            else _text(found, answers)
        )
        text = "\n".join([*_clashing(*clashes, names), *said])
    sys.stdout.write(text + "\n")
    return ExitCode.OK


def _changed(design: "Design", changes: Sequence[str]) -> "Design":
    """The design with those answers; what cannot be read there is an argument, and no bad file."""
    from advisors.design_changes import changed
    from advisors.errors import AnswerError, UnknownNameError

    try:
        return changed(design, changes)
    except UnknownNameError as error:
        all_of = "`wattbrief schema` lists all questions."
        raise UsageError(error.what, error.why, f"{error.fix} {all_of}") from error
    except AnswerError as error:
        raise UsageError(error.what, error.why, error.fix) from error


def _clashing(
    before: "tuple[Contradiction, ...]",
    after: "tuple[Contradiction, ...]",
    names: tuple[str, str] | None,
) -> list[str]:
    """The clashes of each design by its name; without names what a change makes and resolves."""
    if names is not None:
        first, second = (f"Answers that clash in {name}" for name in names)
        lines = [*clash_lines(before, first), *clash_lines(after, second)]
    else:
        had, has = {item.id for item in before}, {item.id for item in after}
        lines = clash_lines([item for item in after if item.id not in had], "The change clashes")
        lines += [
            f"✔ The change resolves a clash ({all_called(item.questions)}): {item.what}"
            for item in before
            if item.id not in has
        ]
        lines += clash_lines([item for item in after if item.id in had], "Clashes as before")
    return [*lines, ""] if lines else []


def _times(ratio: float) -> str:
    """`× 2.85`; `÷ 29,400` where a small factor would hide how much less it is."""
    if 0.0 < ratio < LEAST:
        return f"÷ {number(1.0 / ratio)}"
    return f"× {number(ratio)}"


def _text(found: "Difference", answers: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    if not answers:
        yield "The answers are the same."
    yield from (f"{heading(key)}: {before} → {after}" for key, (before, after) in answers.items())
    yield ""
    for moved in found.moved:
        ratio = "" if moved.ratio is None else f"  ({_times(moved.ratio)})"
        yield f"{FIGURES.get(moved.name, moved.name)}{ratio}"
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
    if not (found.moved or found.turned):
        yield from _unmoved(found)


def _unmoved(found: "Difference") -> Iterator[str]:
    """What the answers change beside figures and decisions; for those that move no figure, why."""
    for item in found.reworded:
        yield f"\n{item.title}: what it says now"
        yield from (f"    {text}" for text in item.texts[:SHOWN])
        if len(item.texts) > SHOWN:
            yield f"    and {len(item.texts) - SHOWN} more; `wattbrief advise --all` gives all"
    if not found.reworded:
        yield "No reason changes either."
    for key in found.answers:
        asked = question(key)
        if not MOVED.intersection(asked.moves):
            yield f"\n{heading(key)}: {asked.why_we_ask} {asked.good_answer}"
