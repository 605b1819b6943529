"""`wattbrief explain FILE FIGURE`: opens a number to the bottom."""

import json
import sys
from argparse import Namespace
from collections.abc import Mapping
from difflib import get_close_matches

from advisors.options import Advice
from estimators.figure import Figure
from tui.designs import find_design
from tui.exit_codes import ExitCode
from tui.failures import UsageError
from tui.opened import opened, sources_of

OTHER = "Work and fleet"
_GROUPS: Mapping[str, tuple[str, ...]] = {
    "Energy": ("kWh", "Wh", "J", "W", "kW"),
    "Carbon": ("kg", "g", "kgCO2e", "gCO2e"),
    "Water": ("l",),
    "Cost": ("USD",),
}


def run(arguments: Namespace) -> ExitCode:
    """Print the tree of one figure: formula with its numbers, facts, sources, dates.

    Without a figure it is a wrong use that lists what can be opened.
    """
    from advisors.advice import advise
    from estimators.explain import explain_data
    from estimators.facts import load_facts

    facts = load_facts()
    figures = figures_of(advise(find_design(arguments.file), facts))
    figure = _find(figures, arguments.figure or "")
    if arguments.json:
        tree = explain_data(figure, sources_of(facts))
        sys.stdout.write(json.dumps(tree, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(opened(figure, facts) + "\n")
    return ExitCode.OK if figure.value is not None else ExitCode.MISSING


def figures_of(advice: Advice) -> dict[str, Figure]:
    """Every figure of an advice by its address.

    `NAME` is a total of the recommended design, `DECISION/NAME` a figure of the option chosen
    there, `DECISION/OPTION/NAME` one of any option.
    """
    found = dict(advice.totals)
    for decision in advice.decisions:
        for option in decision.options:
            for name, figure in option.figures.items():
                found[f"{decision.id}/{option.id}/{name}"] = figure
                if option is decision.chosen:
                    found[f"{decision.id}/{name}"] = figure
    return found


def _find(figures: Mapping[str, Figure], address: str) -> Figure:
    if address in figures:
        return figures[address]
    near = get_close_matches(address, figures, n=3, cutoff=0.5) if address else []
    raise UsageError(
        f"no figure {address!r}" if address else "no figure was named",
        "the advice on this design has none at that address"
        if address
        else "one figure is opened at a time",
        f"Did you mean {', '.join(near)}?" if near else _all_of(figures),
    )


def _all_of(figures: Mapping[str, Figure]) -> str:
    """Every total by what it measures, one a line, and how to name the others."""
    groups: dict[str, list[str]] = {}
    for name, figure in figures.items():
        if "/" not in name:
            groups.setdefault(_group(name, figure), []).append(name)
    lines = ["Say one of these; for an option, DECISION/NAME or DECISION/OPTION/NAME."]
    for group in (*_GROUPS, OTHER):
        if names := groups.get(group):
            lines += [f"  {group}", *(f"    {name}" for name in sorted(names))]
    decisions = dict.fromkeys(name.split("/")[0] for name in figures if "/" in name)
    lines += ["  DECISION is one of", *(f"    {name}" for name in decisions)]
    return "\n".join(lines)


def _group(name: str, figure: Figure) -> str:
    """What a figure measures: told by its unit, and by its name where the unit is shared."""
    unit = figure.unit.split("/")[0]
    found = next((group for group, units in _GROUPS.items() if unit in units), OTHER)
    carbon = name.startswith(("carbon", "embodied", "g_per", "sci"))
    return "Carbon" if carbon else found
