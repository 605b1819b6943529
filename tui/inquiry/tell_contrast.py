"""Why one option has more of a figure than another: by what the two figures differ."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advisors.format import value, value_and_range
from advisors.options import Advice, Decision, Option
from advisors.ranking import in_ratio
from advisors.record.labels import Labels
from estimators.figure import Figure
from tui.inquiry.aliases import FIGURES
from tui.inquiry.contrast import Factor, as_figure, factors, times
from tui.inquiry.page import CORE, Page, changes_it, find
from tui.inquiry.tell_options import side_of

_NEARLY = 0.1
"""Share by which figures may differ and still be called nearly the same."""
_SHOWN, _FOR, _YET = 3, 2, 1
"""Figures, causes, and what works the other way, that are told at most."""
_UP = re.compile(
    r"\b(?:times|twice|double|triple|more|higher|larger|dearer|costlier|pricier|dirtier|thirstier|"
    r"heavier|hungrier|expensive|thirsty)\b"
)
_DOWN = re.compile(r"\b(?:half|less|fewer|lower|smaller|cheaper|greener|cleaner)\b")
_IN = re.compile(r"\bin ([a-z]{2,4}-[a-z]+-\d)\b")
_OF_PLACE = frozenset({"location_g_per_kwh", "market_g_per_kwh", "grid_water_l_per_kwh", "pue"})
"""Inputs that a Region brings with it."""


@dataclass(frozen=True)
class Pair:
    """Two options of one decision that a question sets against each other.

    Attributes:
        decision: That both belong to.
        mine: Id of the one asked about.
        other: Id of the one that it is held against.
        text: The question, folded.
        metrics: Asked for.
    """

    decision: Decision
    mine: str
    other: str
    text: str
    metrics: tuple[str, ...]


def contrast(page: Page, advice: Advice, pair: Pair) -> str:
    """What makes one option differ from another; returns the id of the first.

    Args:
        page: Written to.
        advice: Tells which carbon figure ranks.
        pair: Two options with figures; by all figures where no metric is asked for.
    """
    ids = (pair.mine, pair.other)
    mine, other = (item for key in ids if isinstance(item := find(pair.decision, key), Option))
    names = figures_of(advice, pair.metrics) or CORE
    shown = [name for name in names if _known(mine, other, name)][:_SHOWN]
    held = f"{mine.label} beside {other.label}. "
    turned = "It is the other way round. " if _turned(pair.text, mine, other, shown) else ""
    for name in shown:
        page.say(f"{held}{turned}{because(page, mine, other, name)}")
        held = turned = ""
    _places(page, mine, other, shown)
    page.section("By which formulas", _ways(page, mine, other, shown))
    page.beside(side_of(mine), side_of(other), CORE)
    page.section(mine.label, mine.reasons)
    page.section(other.label, other.reasons)
    page.support((*mine.cards, *other.cards))
    changes_it(page, pair.decision)
    return mine.id


def figures_of(advice: Advice, metrics: Sequence[str]) -> tuple[str, ...]:
    """The figure that leads for each metric; carbon by the method that ranks."""
    names = (
        advice.carbon_figure if metric == "carbon" else FIGURES[metric][0]
        for metric in metrics
        if metric in FIGURES
    )
    return tuple(name for name in dict.fromkeys(names) if name in CORE)


def because(page: Page, mine: Option, other: Option, name: str) -> str:
    """How many times a figure is that of another option, and by which factors."""
    one, two = mine.figures[name], other.figures[name]
    label = Labels(page.facts).of(name)
    ratio = times(one, two)
    held = f"{label}: {_both(one, two)}"
    if abs(ratio - 1.0) <= _NEARLY:
        return f"{held}, nearly the same."
    found = factors(one, two)
    told = all(item.straight for item in found)
    with_it = [item for item in found if (item.times > 1.0) == (ratio > 1.0) or not told]
    counter = [item for item in found if item not in with_it]
    said = " and ".join(_factor(page, mine, other, item) for item in with_it[:_FOR])
    yet = " and ".join(_factor(page, mine, other, item) for item in counter[:_YET])
    ways = [_two_ways(page, mine, other, item) for item in found if not item.alike]
    return (
        f"{held} ({in_ratio(ratio)}), because of {said}"
        f"{f', although {yet}' if yet else ''}.{''.join(ways[:1])}"
    )


def _factor(page: Page, mine: Option, other: Option, item: Factor) -> str:
    """One factor with both of its numbers, which open."""
    page.figures[f"{mine.id}/{item.mine.name}"] = item.mine
    page.figures[f"{other.id}/{item.other.name}"] = item.other
    return f"{_low(Labels(page.facts).of(item.mine.name))} ({_both(item.mine, item.other)})"


def _two_ways(page: Page, mine: Option, other: Option, item: Factor) -> str:
    """That a figure comes about in two ways, each with its formula."""
    label = _low(Labels(page.facts).of(item.mine.name))
    return (
        f" The {label} comes about in two ways: with {mine.label}, "
        f"{_sum(item.mine)}; with {other.label}, {_sum(item.other)}."
    )


def _sum(figure: Figure) -> str:
    """What stands behind the sign of a formula."""
    return figure.formula.equation.partition(" = ")[2]


def _both(one: Figure, two: Figure) -> str:
    """Two numbers, with the unit once where both have it: `770 against 370 kWh/year`."""
    first, second = value(one), value(two)
    number, _, unit = first.partition(" ")
    return f"{number if unit == second.partition(' ')[2] else first} against {second}"


def _low(label: str) -> str:
    """A label within a sentence; an abbreviation stays as it is."""
    named = label[1:2].isupper() or label.startswith("Bedrock")
    return label if named else f"{label[:1].lower()}{label[1:]}"


def _turned(text: str, mine: Option, other: Option, names: Sequence[str]) -> bool:
    """Whether the question takes the one figure that it names for more where it is less."""
    up, down = _UP.search(text) is not None, _DOWN.search(text) is not None
    if len(names) != 1 or up == down:
        return False
    ratio = times(mine.figures[names[0]], other.figures[names[0]])
    return ratio < 1.0 - _NEARLY if up else ratio > 1.0 + _NEARLY


def _places(page: Page, mine: Option, other: Option, names: Sequence[str]) -> None:
    """That the two stand in different Regions, where that is what parts them."""
    found = [x.mine.name for n in names for x in factors(mine.figures[n], other.figures[n])]
    here, there = (_IN.findall(" ".join(item.reasons[:1])) for item in (mine, other))
    if here and there and here[-1] != there[-1] and _OF_PLACE & set(found):
        page.say(
            f"They stand in different Regions: {mine.label} in {here[-1]}, {other.label} in "
            f"{there[-1]}."
        )


def _ways(page: Page, mine: Option, other: Option, names: Sequence[str]) -> Iterator[str]:
    """The formulas, and for those that are not alike what goes into each."""
    for name in names:
        one, two = mine.figures[name], other.figures[name]
        yield one.formula.equation
        for item in factors(one, two):
            if item.alike:
                continue
            for option, figure in ((mine, item.mine), (other, item.other)):
                yield f"{option.label}: {figure.formula.equation}; {_inputs(page, figure)}."


def _inputs(page: Page, figure: Figure) -> str:
    labels = Labels(page.facts)
    return "; ".join(
        f"{labels.of(item.name)} {value_and_range(as_figure(item))}" for item in figure.inputs
    )


def _known(mine: Option, other: Option, name: str) -> bool:
    figures = (mine.figures.get(name), other.figures.get(name))
    return all(figure is not None and figure.value for figure in figures)
