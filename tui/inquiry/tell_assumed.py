"""What was not known: defaults that stand in for answers, and what moves a figure most."""

import re
from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from advisors.format import amount
from advisors.options import Advice
from advisors.record.labels import Labels
from advisors.workload import Workload
from advisors.workload_assumptions import Assumption
from estimators.figure import Figure
from tui.inquiry.aliases import FIGURES
from tui.inquiry.page import CORE, Page
from tui.inquiry.tell_figures import DEFAULT

LEAVES = 6
_ASSUMED = re.compile(
    r"\b(?:assum\w+|assumptions?|guess\w*|defaults?|did ?nt know|didnt know|not know|unknown|"
    r"left (?:open|blank|out)|blank|made up|invented|estimated|thin air|placeholders?|gaps?)\b"
)
_MOST = re.compile(r"\b(?:most|biggest|largest|main|weakest|shakiest|widest|drives?|single)\b")
"""Words that ask what is not known, and words that ask what of it counts."""
LITTLE = 10
"""Percent of a range up to which it is said how little an input moves."""
_SAME = ("carbon_market_kg_per_year", "carbon_location_kg_per_year")
_TURNS = "Whether another answer turns a decision: ask “which open answer would turn something?”"


def assumptions(
    page: Page, advice: Advice, workload: Workload, metrics: Sequence[str], text: str = ""
) -> None:
    """Defaults that stand in for answers, and what moves a figure, defaults or not.

    Args:
        page: Written to.
        advice: Whose figures.
        workload: What stands in for answers.
        metrics: The first that has figures; carbon when none has.
        text: The question, folded; what was not known is said first where that is asked.
    """
    metric = next((item for item in metrics if item in FIGURES), DEFAULT)
    name = FIGURES[metric][0]
    figure = advice.totals.get(name)
    labels = Labels(page.facts)
    by_id = {item.question: item for item in workload.assumptions}
    moved = page.moves(name, figure) if figure is not None and figure.value is not None else {}
    if _ASSUMED.search(text) and not _MOST.search(text):
        page.say(_open(workload))
    for key, share in list(moved.items())[:1]:
        page.say(f"{labels.of(key)}: that moves {labels.of(name)} most, {share:.0%} of its range.")
    page.say(_most_moving(advice, by_id, moved, labels.of(name)))
    open_ones = set(advice.assumptions) & set(by_id)
    if open_ones and open_ones.isdisjoint(moved):
        page.say(_elsewhere(page, advice, by_id, name))
    if figure is not None and moved:
        shares = _shares(figure, moved, labels)
        page.section(f"What moves {labels.of(name)} most, by its share of the range", shares)
    page.section(
        "Defaults that stand in for answers, the most influential first",
        (_assumed(by_id[key]) for key in advice.assumptions if key in by_id),
    )
    if figure is not None:
        shown = [item for item in FIGURES[metric] if item in advice.totals]
        page.show(advice.totals, shown, "The figure" if len(shown) == 1 else "The figures")
        page.open(name, figure)
    page.say("")
    page.say("Shares are squared coefficients of a rank regression over common draws.")
    page.say("In full: `wattbrief advise --sensitivity`, or m in the app.")
    page.support(("measure-energy-not-given",))


def _shares(figure: Figure, moved: Mapping[str, float], labels: Labels) -> Iterator[str]:
    """The inputs that move a figure most, each with its share, its range and where it is from."""
    leaves = {leaf.name: leaf for leaf in figure.leaves()}
    for key, share in list(moved.items())[:LEAVES]:
        leaf = leaves[key]
        shown = amount(leaf.value, leaf.low, leaf.high, leaf.unit)
        yield f"{share:.0%}: {labels.of(key)}, {shown} ({leaf.origin})"


def _open(workload: Workload) -> str:
    """Which answers were left open, and how many were given as a range."""
    left = [f"“{item.text}”, taken as {item.shown}" for item in workload.assumptions]
    wide = [item for item in workload.inputs().values() if item.origin == "answer"]
    wide = [item for item in wide if not item.certain]
    count = str(len(wide) or "none")
    ranged = f"{count} of your answers {'are ranges' if len(wide) > 1 else 'is a range'}"
    if not left:
        return f"No answer was left open; {ranged}, and facts and estimates have theirs."
    count = "One answer was" if len(left) == 1 else f"{len(left)} answers were"
    return f"{count} left open: {'; '.join(left)}. Besides, {ranged}."


def _most_moving(
    advice: Advice, by_id: Mapping[str, Assumption], moved: Mapping[str, float], what: str
) -> str:
    """The default that moves a figure most, or that none does."""
    moving = next((key for key in moved if key in by_id), "")
    if moving:
        item = by_id[moving]
        return (
            f"Of the defaults “{item.text}” does so most, {moved[moving]:.0%} of its range; "
            f"taken as {item.shown}."
        )
    if advice.assumptions:
        return (
            f"Defaults that stand in for answers move {what} little{_below(moved)}; what does are "
            "inputs from the facts, and your own answers with a range."
        )
    return "No default stands in for an answer: every question that applies was answered."


def _below(moved: Mapping[str, float]) -> str:
    """Share that none of the others reaches: chance hides what takes less than the last one."""
    least = ceil(100.0 * min(moved.values(), default=1.0))
    return f", each by less than {least}% of its range" if least <= LITTLE else ""


def _elsewhere(page: Page, advice: Advice, by_id: Mapping[str, Assumption], name: str) -> str:
    """The other figure that a default moves most; empty where none moves one."""
    labels = Labels(page.facts)
    found = [
        (share, labels.of(other), by_id[key].text)
        for other in CORE
        if other not in (name, *_SAME) and other in advice.totals
        for key, share in page.moves(other, advice.totals[other]).items()
        if key in by_id
    ]
    if not found:
        return _TURNS
    share, what, text = max(found)
    return f"“{text}” moves {what}, by {share:.0%} of its range. {_TURNS}"


def _assumed(item: Assumption) -> str:
    return f"{item.text} {item.shown}. {item.why}".strip()
