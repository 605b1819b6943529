"""Figures as a reader sees them: no more digits than their range allows, never an exponent."""

from estimators.amounts import (
    alone,
    amount,
    certain,
    digits_for,
    exact,
    number,
    scaled,
    with_unit,
)
from estimators.figure import Figure, Input

__all__ = (
    "UNKNOWN",
    "alone",
    "amount",
    "amount_of",
    "certain",
    "compact",
    "digits_for",
    "digits_of",
    "exact",
    "number",
    "scaled",
    "share",
    "value",
    "value_and_range",
    "with_unit",
    "years",
)

UNKNOWN = "withheld"


def compact(value: float, digits: int = 2) -> str:
    """A number for a narrow column: 1,234,567 becomes 1.2M."""
    shown = float(number(value, digits).replace(",", ""))
    for size, letter in ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(shown) >= (1e4 if letter == "k" else size):
            return f"{number(value / size, digits)}{letter}"
    return number(value, digits)


def digits_of(figure: Figure) -> int:
    """Significant digits that the range of a figure supports: two, three or four."""
    if figure.value is None or figure.low is None or figure.high is None:
        return 2
    return digits_for(figure.value, figure.low, figure.high)


def share(part: float) -> str:
    """`46%`; what rounds to none or to all is said as less or as nearly all."""
    if 0.0 < part < 0.01:
        return "less than 1%"
    return "nearly 100%" if 0.99 < part < 1.0 else f"{part:.0%}"


def years(count: float) -> str:
    """`a year`, `1.5 years`."""
    return "a year" if count == 1.0 else f"{exact(count)} years"


def value(figure: Figure) -> str:
    """`1,200 kWh/yr`, or `withheld`."""
    if figure.value is None:
        return UNKNOWN
    factor, unit = scaled(figure.value, figure.unit, figure.high or 0.0)
    return with_unit(number(figure.value * factor, digits_of(figure)), unit)


def value_and_range(figure: Figure) -> str:
    """`1,200 kWh/yr (800 to 2,100)`, or `withheld: the reason`."""
    if figure.value is None or figure.low is None or figure.high is None:
        return f"{UNKNOWN}: {figure.withheld}"
    return amount(figure.value, figure.low, figure.high, figure.unit)


def amount_of(item: Input) -> str:
    """An input as `1,200 tokens (800 to 2,100)`."""
    return amount(item.value, item.low, item.high, item.unit)


def lowered(label: str) -> str:
    """A label as it stands within a sentence."""
    return label[:1].lower() + label[1:]


def in_draws(share: float) -> str:
    """A share of the draws in plain words."""
    return f"{share * 100.0:.0f} of 100 joint draws of all uncertain inputs"
