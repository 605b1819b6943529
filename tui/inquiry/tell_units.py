"""Figures for a unit: for so many requests or tokens, for a month, over the horizon.

Each is a figure of its own, divided draw by draw, so that its range is that of the ratio: traffic
that moves numerator and denominator alike cancels.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from advisors.format import exact, value_and_range
from advisors.options import Option
from advisors.record.labels import Labels
from estimators.draws import latin_for
from estimators.figure import Figure, Formula, Input
from estimators.graph import FloatArray
from estimators.ranges import bands, quantile
from tui.inquiry.aliases import FIGURES, METRIC_CARDS
from tui.inquiry.page import Page
from tui.inquiry.units import Unit, UnitKind, Units

SPREAD = frozenset({"energy", "carbon", "carbon-market", "water", "cost", "embodied"})
"""Metrics that add up over requests and over time."""
KINDS: tuple[UnitKind, ...] = ("tokens", "calls", "requests", "time", "horizon")
"""Units that the design counts."""
ONE_REQUEST = Unit("requests", 1.0, "request")
THOUSAND = Unit("requests", 1000.0, "1,000 requests")
"""A single request costs too little to read; a thousand are told beside it."""
DEFAULT = ("energy", "carbon", "cost")
_COUNTED: Mapping[str, str] = {
    "requests": "user_requests_per_year",
    "calls": "calls_per_year",
    "tokens": "tokens_per_year",
}
_SMALLER: Mapping[str, tuple[str, float]] = {
    "kWh": ("Wh", 1000.0),
    "kg CO2e": ("g CO2e", 1000.0),
    "l": ("ml", 1000.0),
}
_UNIT_WORDS = re.compile(r"_(?:kwh|kg|l|usd|years)$")
_NONE = "No design passes the filters, so nothing is counted."


@dataclass(frozen=True)
class Drawn:
    """Figures of the design as a whole with the draws behind them.

    Attributes:
        figures: By name.
        draws: By name, shape (draws,); withheld ones are absent.
    """

    figures: Mapping[str, Figure]
    draws: Mapping[str, FloatArray]


def per_unit(drawn: Drawn, name: str, unit: Unit) -> Figure:
    """A yearly figure for a unit, with its range.

    Args:
        drawn: The design as a whole.
        name: Yearly figure.
        unit: Requests, calls, tokens, or a stretch of time.
    """
    figure = drawn.figures[name]
    own = _UNIT_WORDS.sub("", name.removesuffix("_per_year"))
    per = "over_the_horizon" if unit.kind == "horizon" else _per(unit)
    if figure.value is None:
        return _withheld(f"{own}_{per}", figure, figure.withheld)
    if unit.kind == "time":
        return _scaled(f"{own}_{per}", figure, unit)
    other, draws = _horizon(drawn) if unit.kind == "horizon" else _counts(drawn, unit)
    if other is None or not other.value:
        return _withheld(f"{own}_{per}", figure, _NONE)
    mine, count = drawn.draws[name], unit.count
    times = draws if unit.kind == "horizon" else count / draws
    central = other.value if unit.kind == "horizon" else count / other.value
    rows = np.concatenate(([figure.value * central], mine * times))
    ((value, low, high),) = bands(rows[None, :])
    many = f"× {exact(count)} ÷" if count != 1.0 else "÷"
    sign = "×" if unit.kind == "horizon" else many
    return _readable(
        f"{own}_{per}", (value, low, high), figure, (figure, other),
        f"{sign} {_shown(other)}",
    )  # fmt: skip


def tell(page: Page, drawn: Drawn, metrics: Sequence[str], units: Units, *, ask: str = "") -> str:
    """A figure of the recommended design for a unit; returns the name of the first.

    Args:
        page: Written to.
        drawn: The design as a whole.
        metrics: As named; some by default.
        units: As asked for.
        ask: What else a unit would need, as a sentence.
    """
    unit = next((found for kind in KINDS if (found := units.of(kind))), None)
    if unit is None:
        raise ValueError("no unit was named")
    wanted = [item for item in metrics if item in SPREAD] or list(DEFAULT)
    names = [name for metric in wanted for name in FIGURES[metric] if name in drawn.figures]
    figures = {name: per_unit(drawn, name, unit) for name in names}
    labels = Labels(page.facts)
    said = _said(unit)
    first = figures[names[0]]
    page.say(
        f"{labels.of(names[0])} {said}: {value_and_range(first)}, for the recommended design as a "
        "whole."
    )
    for line in (ask, _beyond(drawn, unit)):
        if line:
            page.say(line)
    lines = [(labels.of(name), item) for name, item in figures.items()]
    if unit == ONE_REQUEST and "cost_usd_per_year" in figures:
        lines.append(("Cost per 1,000 requests", per_unit(drawn, "cost_usd_per_year", THOUSAND)))
    page.figures |= {item.name: item for _, item in lines}
    page.section(
        f"{said[:1].upper()}{said[1:]}",
        (f"{label}: {value_and_range(item)}" for label, item in lines),
    )
    behind = [*names, _COUNTED.get(unit.kind, "")]
    page.show(drawn.figures, behind, "The year behind it, a mean over the horizon")
    counted = next((item for item in first.inputs if item.name == _COUNTED["tokens"]), None)
    if isinstance(counted, Figure):
        page.section("Counted", (f"{value_and_range(counted)}: {counted.formula.equation}",))
    page.open(first.name, first, title=f"{labels.of(names[0])} {said}")
    for metric in wanted:
        page.support(METRIC_CARDS.get(metric, ()))
    if unit.kind in _COUNTED:
        page.support(("measure-unit-of-work",))
    return first.name


def _beyond(drawn: Drawn, unit: Unit) -> str:
    """That years other than the horizon are told by its mean year."""
    horizon = _leaf(drawn, "horizon_years")
    if unit.kind != "time" or unit.count < 1.0 or horizon is None or horizon.value == unit.count:
        return ""
    return (
        f"The design runs for {exact(horizon.value)} years; this is {exact(unit.count)} times its "
        "mean year, so growth within or beyond these years is not in it."
    )


def of_option(
    option: Option, metrics: Sequence[str], units: Units
) -> Iterator[tuple[str, str, Figure]]:
    """Figures of one option for a unit, where they follow without draws: name, unit, figure."""
    time = units.of("time")
    for metric in metrics:
        for name in FIGURES.get(metric, ()) if time is not None else ():
            figure = option.figures.get(name)
            if time is not None and figure is not None and figure.value is not None:
                per = f"{_UNIT_WORDS.sub('', name.removesuffix('_per_year'))}_{_per(time)}"
                yield name, _said(time), _scaled(per, figure, time)
    requests = units.of("requests")
    energy = option.figures.get("wh_per_request")
    if requests is None or energy is None or energy.value is None or "energy" not in metrics:
        return
    value, low, high = (number * requests.count for number in energy.numbers)
    formula = Formula(
        "tell_units.of_requests",
        f"energy for {requests.text} [Wh] = Wh per request × {exact(requests.count)}",
    )
    name = f"energy_{_per(requests)}"
    figure = Figure(name, value, low, high, "Wh", formula, (energy,))
    yield "energy_kwh_per_year", _said(requests), figure


def _per(unit: Unit) -> str:
    words = unit.text.replace(",", "").replace(".", "_").split()
    return f"{'over' if words[-1] == 'years' else 'per'}_{'_'.join(words)}"


def _said(unit: Unit) -> str:
    if unit.kind == "horizon":
        return "over the whole horizon"
    return f"over {unit.text}" if unit.text.endswith("years") else f"per {unit.text}"


def _scaled(name: str, figure: Figure, unit: Unit) -> Figure:
    """For a part or a number of years: the range scales along."""
    value, low, high = (number * unit.count for number in figure.numbers)
    parts = {"hour": "÷ 8,765.82", "day": "÷ 365.2425", "week": "× 7 ÷ 365.2425"}
    parts |= {"month": "÷ 12", "quarter": "÷ 4"}
    times = parts.get(unit.text, f"× {exact(unit.count)}")
    return _readable(name, (value, low, high), figure, (figure,), times)


def _readable(
    name: str,
    numbers: tuple[float, float, float],
    figure: Figure,
    inputs: tuple[Input | Figure, ...],
    times: str,
) -> Figure:
    """With the smaller unit where the number is below one."""
    unit = figure.unit.removesuffix("/year")
    small, factor = _SMALLER.get(unit, (unit, 1.0))
    if numbers[0] < 1.0 and factor != 1.0:
        unit = small
        numbers = (numbers[0] * factor, numbers[1] * factor, numbers[2] * factor)
        times = f"{times} × {exact(factor)}"
    what = name.replace("_", " ")
    formula = Formula("tell_units.per_unit", f"{what} [{unit}] = {_shown(figure)} {times}")
    stem, per, rest = name.partition("_per_" if "_per_" in name else "_over_")
    own = f"{stem}_{unit.split(' ')[0].lower()}{per}{rest}"
    return Figure(own, *numbers, unit, formula, inputs, note=figure.note)


def _shown(item: Figure | Input) -> str:
    name = _UNIT_WORDS.sub("", item.name.removesuffix("_per_year"))
    return f"{name.replace('_', ' ')} [{item.unit}]"


def _withheld(name: str, figure: Figure, reason: str) -> Figure:
    unit = figure.unit.removesuffix("/year")
    return Figure(name, None, None, None, unit, figure.formula, (), withheld=reason)


def _horizon(drawn: Drawn) -> tuple[Input | None, FloatArray]:
    leaf = _leaf(drawn, "horizon_years")
    return leaf, np.ones(1) if leaf is None else _draws_of(drawn, leaf)


def _counts(drawn: Drawn, unit: Unit) -> tuple[Figure | None, FloatArray]:
    """What is counted over a year, with its draws."""
    if unit.kind == "tokens":
        return _tokens(drawn)
    name = _COUNTED[unit.kind]
    return drawn.figures.get(name), drawn.draws.get(name, np.ones(1))


def _tokens(drawn: Drawn) -> tuple[Figure | None, FloatArray]:
    """Tokens of a year: calls times the tokens in and out of a call."""
    calls = drawn.figures.get("calls_per_year")
    read, written = _leaf(drawn, "input_tokens"), _leaf(drawn, "output_tokens")
    if calls is None or calls.value is None or read is None or written is None:
        return None, np.ones(1)
    of_call = _draws_of(drawn, read) + _draws_of(drawn, written)
    draws = drawn.draws["calls_per_year"] * of_call
    rows = np.concatenate(([calls.value * (read.value + written.value)], draws))
    ((value, low, high),) = bands(rows[None, :])
    formula = Formula(
        "tell_units.tokens",
        "tokens/year = model calls/year × (input tokens + output tokens of a call)",
    )
    parts = (calls, read, written)
    return Figure("tokens_per_year", value, low, high, "tokens/year", formula, parts), draws


def _leaf(drawn: Drawn, name: str) -> Input | None:
    """An input at the bottom of the figures."""
    for key in ("energy_kwh_per_year", "cost_usd_per_year", "calls_per_year"):
        figure = drawn.figures.get(key)
        leaves = figure.leaves() if figure is not None else iter(())
        found = next((leaf for leaf in leaves if leaf.name == name), None)
        if found is not None:
            return found
    return None


def _draws_of(drawn: Drawn, leaf: Input) -> FloatArray:
    """Draws of an input, the same as those under the figures."""
    count = len(next(iter(drawn.draws.values())))
    return quantile(leaf, latin_for((leaf,), count)[:, 0])
