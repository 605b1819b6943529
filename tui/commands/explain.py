"""`wattbrief explain FILE FIGURE`: opens a number to the bottom."""

import json
import sys
from argparse import Namespace
from collections.abc import Mapping
from difflib import get_close_matches

from advisors.options import Advice
from estimators.figure import Figure, Source
from tui.designs import find_design
from tui.exit_codes import ExitCode
from tui.failures import UsageError


def run(arguments: Namespace) -> ExitCode:
    """Print the tree of one figure: formula with its numbers, facts, sources, dates."""
    from advisors.advice import advise
    from advisors.questions import SOURCES
    from estimators.explain import explain_data, explain_text
    from estimators.facts import load_facts

    facts = load_facts()
    figures = figures_of(advise(find_design(arguments.file), facts))
    figure = _find(figures, arguments.figure)
    sources: Mapping[str, Source] = {**facts.sources, **SOURCES}
    if arguments.json:
        tree = explain_data(figure, sources)
        sys.stdout.write(json.dumps(tree, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(explain_text(figure, sources) + "\n")
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
    near = get_close_matches(address, figures, n=3, cutoff=0.5)
    known = ", ".join(name for name in figures if "/" not in name)
    raise UsageError(
        f"no figure {address!r}",
        "the advice on this design has none at that address",
        f"Did you mean {', '.join(near)}?"
        if near
        else f"Say DECISION/OPTION/NAME, or one of {known}.",
    )
