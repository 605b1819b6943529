"""What a smaller model saves a year, what it takes once, and when it has paid that back.

All of it over common draws: the design as it is and the smaller one share demand, Region and
hardware, so that most of what is uncertain cancels in the difference.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from advisors.criteria import Measured
from advisors.figures import UNITS
from advisors.one_off import ONCE
from advisors.options import FIGURE_NAMES
from estimators.annual_graph import REACHING_YEARLY
from estimators.figure import Figure, Formula
from estimators.graph import FloatArray, Outcome
from estimators.ranges import bands

SPENT: Mapping[str, str] = {
    "energy_kwh_per_year": "energy_kwh",
    "carbon_location_kg_per_year": "carbon_location_kg",
    "carbon_market_kg_per_year": "carbon_market_kg",
    "water_l_per_year": "water_l",
    "cost_usd_per_year": "cost_usd",
}
"""Stems of the names of what is saved, and of what is spent once."""
PAID_BACK: Mapping[str, str] = {
    "energy_kwh_per_year": "break_even_energy_months",
    "carbon_location_kg_per_year": "break_even_carbon_months",
    "cost_usd_per_year": "break_even_cost_months",
}
MONTHS = 12.0
SAVED = Formula("paid_back.saved", "saved a year = as designed − with the smaller model")
TRAINED = Formula("paid_back.trained", "once = training")
SPENT_ONCE = Formula(
    "paid_back.spent_once",
    "once = training + requests that the teacher answers ÷ requests a year × as designed a year",
)
YEARLY = Formula(
    "paid_back.yearly", "a year = with the smaller model + once × share that a year carries"
)
BREAK_EVEN = Formula("paid_back.months", "months = 12 × once ÷ saved a year")
CASES = Formula(
    "paid_back.over_cases",
    "the middle case; the range is over all cases, each as likely as the others",
)
Function = Callable[..., ArrayLike]


@dataclass(frozen=True)
class Known:
    """A figure with its values: the central one, its draws after it; empty where it is withheld."""

    figure: Figure
    row: FloatArray


@dataclass(frozen=True)
class Effect:
    """What a smaller model does to a design.

    Attributes:
        measured: The yearly figures, the effort made once spread over the horizon.
        beside: Saved a year, spent once, months until it is paid back, by name.
    """

    measured: Measured
    beside: Mapping[str, Figure]


def known(outcome: Outcome, name: str) -> Known:
    """A figure of an outcome with its draws."""
    figure = outcome.figures[name]
    if figure.value is None:
        return Known(figure, _NONE)
    return Known(figure, np.concatenate(([figure.value], outcome.draws[name])))


def over_cases(cases: Sequence[Outcome]) -> Outcome:
    """One outcome of several that are equally likely: the middle one, its range over all.

    Every n-th draw is taken of the n-th case, so that the draws stay common with other outcomes.
    """
    middle = len(cases) // 2

    def mixed(*own: FloatArray) -> FloatArray:
        return _mixed(own, middle)

    return _outcome(
        {
            name: _derived(name, UNITS[name], CASES, mixed, [known(item, name) for item in cases])
            for name in FIGURE_NAMES
        }
    )


def effect_of(before: Measured, after: Measured, once: Outcome) -> Effect:
    """What a smaller model saves and takes.

    Args:
        before: The design as it is.
        after: With the smaller model, without what making it takes.
        once: What making it takes, see `one_off`.
    """
    share = known(once, "yearly_share")
    kept: dict[str, Known] = {}
    beside: dict[str, Figure] = {}
    for name in FIGURE_NAMES:
        new, spent = known(after.outcome, name), _spent(name, once, before.outcome)
        gain = saved_by(before.outcome, after.outcome, name)
        kept[name] = _derived(name, UNITS[name], YEARLY, yearly, (new, spent, share))
        beside |= {item.figure.name: item.figure for item in (gain, spent)}
        if name in PAID_BACK:
            beside[PAID_BACK[name]] = _months(PAID_BACK[name], spent, gain)
    return Effect(replace(after, outcome=_outcome(kept)), beside)


def _outcome(found: Mapping[str, Known]) -> Outcome:
    figures = {name: item.figure for name, item in found.items()}
    return Outcome(figures, {name: item.row[1:] for name, item in found.items() if item.row.size})


def saved_by(before: Outcome, after: Outcome, name: str) -> Known:
    """What the second takes less than the first a year."""
    parts = (known(before, name), known(after, name))
    return _derived(f"saved_{SPENT[name]}_per_year", UNITS[name], SAVED, saved, parts)


def _spent(name: str, once: Outcome, before: Outcome) -> Known:
    """What making it takes: training, and the answers of the teacher where it gives some."""
    unit = UNITS[name].removesuffix("/year")
    training, label = known(once, ONCE[name]), f"one_off_{SPENT[name]}"
    if "answered_requests" not in once.figures:
        return _derived(label, unit, TRAINED, trained, (training,))
    requests = REACHING_YEARLY if REACHING_YEARLY in before.figures else "user_requests_per_year"
    asked = (known(once, "answered_requests"), known(before, requests))
    return _derived(label, unit, SPENT_ONCE, spent_once, (training, *asked, known(before, name)))


def _months(label: str, spent: Known, gain: Known) -> Figure:
    """Months until what is spent once is saved; withheld where it never is."""
    found = _derived(label, "months", BREAK_EVEN, months, (spent, gain))
    figure = found.figure
    if figure.value is None:
        return figure
    if (gain.figure.value or 0.0) <= 0.0:
        why = "nothing is saved a year, so that what is spent once never comes back"
        return replace(figure, value=None, low=None, high=None, withheld=why)
    paid = found.row[np.isfinite(found.row)]
    _, low, high = bands(paid[None, :])[0]
    part = (paid.size - 1) / (found.row.size - 1)
    note = f"it is paid back in {part:.0%} of the draws; the range is over those"
    return replace(figure, low=low, high=high, note=note)


def _derived(
    name: str, unit: str, formula: Formula, function: Function, parts: Sequence[Known]
) -> Known:
    """A figure from others over their draws; withheld with their reasons where one of them is."""
    inputs = tuple(part.figure for part in parts)
    why = "; ".join(dict.fromkeys(item.withheld for item in inputs if item.value is None))
    if why:
        return Known(Figure(name, None, None, None, unit, formula, inputs, withheld=why), _NONE)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.asarray(function(*(part.row for part in parts)), dtype=float)
    value, low, high = bands(found[None, :])[0]
    return Known(Figure(name, value, low, high, unit, formula, inputs), found)


def _mixed(cases: Sequence[FloatArray], middle: int) -> FloatArray:
    found = np.array(cases[middle])
    for place, item in enumerate(cases):
        found[1 + place :: len(cases)] = item[1 + place :: len(cases)]
    return found


def saved(before: FloatArray, after: FloatArray) -> FloatArray:
    """What is saved a year, in the unit of both."""
    return before - after


def trained(training: FloatArray) -> FloatArray:
    """What is spent once where no teacher answers: the training alone."""
    return training


def spent_once(
    training: FloatArray, asked: FloatArray, requests: FloatArray, a_year: FloatArray
) -> FloatArray:
    """Training, and the teacher's answers at what `requests` take in a year, in its unit."""
    return training + asked / requests * a_year


def yearly(after: FloatArray, spent: FloatArray, share: FloatArray) -> FloatArray:
    """A year with the smaller model and its share of what is spent once, in the unit of both."""
    return after + spent * share


def months(spent: FloatArray, gain: FloatArray) -> FloatArray:
    """Months until what is spent once is saved, infinite where nothing is."""
    return np.where(gain > 0.0, MONTHS * spent / gain, np.inf)


_NONE: FloatArray = np.zeros(0)
