"""`wattbrief advise PATH…`: ranked options for each decision, as text or JSON."""

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from advisors.contradiction import Contradiction
from advisors.format import UNKNOWN, value_and_range
from advisors.options import FIGURE_NAMES, Advice, Decision, Option
from advisors.record.labels import Labels
from advisors.workload import Workload, facts_with, in_words, workload_from
from advisors.workload_conflicts import find_contradictions
from estimators.figure import Figure
from tui.clashes import clash_lines
from tui.commands.advise_budget import (
    SHORT,
    WHOLE,
    Above,
    Held,
    as_dict,
    budget_lines,
    hold,
    method,
)
from tui.commands.advise_many import Told, tell_all
from tui.designs import find_design
from tui.exit_codes import ExitCode

if TYPE_CHECKING:
    from advisors.sensitivity import Sensitivity

SHOWN = 3
"""Options, and excluded ones, that a decision tells in full unless all are asked for."""
NAMED = 6
"""How many of the others are called by name."""


def run(arguments: Namespace) -> ExitCode:
    """Advise on each design; exit code 1 when some decision of one has no option that fits.

    The same where no design that the answers leave open holds the budgets: those of the flags, else
    those of the design.

    With --open, list the open questions instead.
    """
    if arguments.open:
        from tui.commands.advise_open import run as list_open

        return list_open(arguments)
    return tell_all(arguments.paths, partial(_advised, arguments))


def _advised(arguments: Namespace, name: str) -> Told:
    from advisors.advice import advise
    from estimators.facts import load_facts

    design = find_design(name)
    facts = facts_with(design, load_facts())
    workload = workload_from(design, facts)
    clashes = find_contradictions(workload, facts)
    advice = advise(design, load_facts())
    moved = None
    if arguments.sensitivity:
        from advisors.sensitivity import sensitivity

        moved = sensitivity(design, load_facts(), advice)
    held = hold(advice, design, load_facts(), arguments)
    code = ExitCode.OK if held.met and all(d.options for d in advice.decisions) else ExitCode.NO
    if arguments.json:
        return code, _as_dict(advice, clashes, held, moved)
    lines = [*clash_lines(clashes), *([""] if clashes else [])]
    told = _text(advice, workload, held.above, in_full=arguments.all)
    lines += [*told, *budget_lines(held, Labels(facts))]
    if moved is not None:
        from tui.widgets.tornado import sensitivity_lines

        lines += ["", *sensitivity_lines(moved)]
    return code, lines


def _as_dict(
    advice: Advice, clashes: Sequence[Contradiction], held: Held, moved: "Sensitivity | None"
) -> dict[str, object]:
    from advisors.advice import advice_as_dict

    data = advice_as_dict(advice)
    data["contradictions"] = [asdict(item) for item in clashes]
    if held.report.limits:
        data["budget"] = as_dict(held)
    if moved is not None:
        from advisors.sensitivity import sensitivity_as_dict

        data["sensitivity"] = sensitivity_as_dict(moved)
    return data


def _text(
    advice: Advice, workload: Workload, above: Above, *, in_full: bool = False
) -> Iterator[str]:
    """The whole design, then each decision: all of it, or the first few options of each."""
    yield from _whole(advice, workload, above)
    for decision in advice.decisions:
        yield ""
        yield from _decision(decision, above, None if in_full else SHOWN)


def _whole(advice: Advice, workload: Workload, above: Above) -> Iterator[str]:
    """The recommended design as one, and what it is held against."""
    yield "The recommended design as a whole"
    yield from _figures(advice.totals)
    if advice.smallest is not None:
        yield f"  {_named(advice.smallest, WHOLE, above)}"
    if len(advice.pareto) > 1:
        yield "  No other design beats these in carbon, water, cost and latency at once:"
        yield from (f"    {_named(option, WHOLE, above)}" for option in advice.pareto)
    if advice.assumptions:
        yield "  ~ Assumed, most influential first:"
        said = in_words(advice.assumptions, workload.assumptions)
        yield from (f"    {text}" for text in said)


def _decision(decision: Decision, above: Above, shown: int | None) -> Iterator[str]:
    yield f"{decision.title}: {decision.question}"
    for place, option in enumerate(decision.options[:shown]):
        yield f"  {'✔' if place == 0 else ' '} {_named(option, decision.id, above)}"
        yield from _figures(option.figures)
        for reason in option.reasons:
            yield f"      • {reason}"
        for note in option.notes:
            yield f"      To know: {note}"
    yield from _left("", [item.label for item in decision.options], shown)
    for fallen in decision.exclusions[:shown]:
        yield f"  – {fallen.label}: {fallen.reason}"
    yield from _left(" excluded", [item.label for item in decision.exclusions], shown)
    if not decision.clear:
        yield "  ≈ No clear winner."
    if decision.options:
        yield f"  {decision.confidence} confidence: {decision.confidence_reason}".rstrip(": ")


def _left(what: str, labels: Sequence[str], shown: int | None) -> Iterator[str]:
    """How many are not shown, the names of the first of them, and how to see all."""
    left = labels[shown:] if shown is not None else ()
    if left:
        names = "; ".join(left[:NAMED]) + (" …" if len(left) > NAMED else "")
        yield f"    and {len(left)} more{what} (--all shows each): {names}"


def _named(option: Option, decision: str, above: Above) -> str:
    """Its label, and by how much it is above a budget."""
    over = above.get((decision, option.id))
    return f"{option.label}  ! {over}" if over else option.label


def _figures(figures: Mapping[str, Figure]) -> Iterator[str]:
    """One line a figure; one line for all of them that are withheld for the same reason."""
    withheld: dict[str, list[str]] = {}
    for name in FIGURE_NAMES:
        item = figures.get(name)
        if item is not None and item.value is None:
            withheld.setdefault(item.withheld, []).append(SHORT[name])
        elif item is not None:
            yield f"      {value_and_range(item)}  {method(name)}".rstrip()
    for reason, names in withheld.items():
        yield f"      {', '.join(names)} {UNKNOWN}: {reason}"
