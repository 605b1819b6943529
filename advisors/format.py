"""Numbers as a reader sees them: no more digits than their range allows."""

from math import floor, log10

from estimators.figure import Figure

UNKNOWN = "withheld"


def number(value: float, digits: int = 3) -> str:
    """A number with that many significant digits, thousands separated; never an exponent."""
    if value == 0:
        return "0"
    places = digits - 1 - floor(log10(abs(value)))
    rounded = round(value, places)
    return f"{rounded:,.{max(places, 0)}f}"


def compact(value: float, digits: int = 2) -> str:
    """A number for a narrow column: 1,234,567 becomes 1.2M."""
    for size, letter in ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= (1e4 if letter == "k" else size):
            return f"{number(value / size, digits)}{letter}"
    return number(value, digits)


def digits_of(figure: Figure) -> int:
    """Significant digits that the range of a figure supports: two, three or four."""
    if figure.value is None or figure.low is None or figure.high is None or figure.value == 0:
        return 2
    spread = (figure.high - figure.low) / (2 * abs(figure.value))
    if spread > 0.1:
        return 2
    return 3 if spread > 0.01 else 4


def value(figure: Figure) -> str:
    """`1,200 kWh/yr`, or `withheld`."""
    if figure.value is None:
        return UNKNOWN
    return f"{number(figure.value, digits_of(figure))} {figure.unit}"


def value_and_range(figure: Figure) -> str:
    """`1,200 kWh/yr (800 to 2,100)`, or `withheld: the reason`."""
    if figure.value is None or figure.low is None or figure.high is None:
        return f"{UNKNOWN}: {figure.withheld}"
    digits = digits_of(figure)
    low, high = number(figure.low, digits), number(figure.high, digits)
    return f"{value(figure)} ({low} to {high})"
