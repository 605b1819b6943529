"""Numbers as a reader sees them: no more digits than their range allows, never an exponent."""

from math import floor, log10

from estimators.figure import Figure

UNKNOWN = "withheld"


def number(value: float, digits: int = 3) -> str:
    """A number with that many significant digits, thousands separated; never an exponent."""
    places = _places(value, digits)
    places = _places(round(value, places), digits)  # 9.96 becomes 10, which needs one place less
    rounded = round(value, places)
    return "0" if rounded == 0 else f"{rounded:,.{max(places, 0)}f}"


def exact(value: float, digits: int = 6) -> str:
    """A number known without range: whole numbers in full, others without trailing zeros."""
    if float(value).is_integer():
        return f"{value:,.0f}"
    text = number(value, digits)
    return text.rstrip("0").rstrip(".") if "." in text else text


def compact(value: float, digits: int = 2) -> str:
    """A number for a narrow column: 1,234,567 becomes 1.2M."""
    shown = round(value, _places(value, digits))
    for size, letter in ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(shown) >= (1e4 if letter == "k" else size):
            return f"{number(value / size, digits)}{letter}"
    return number(value, digits)


def digits_for(value: float, low: float, high: float) -> int:
    """Significant digits that a range supports: two, three or four."""
    if value == 0:
        return 2
    spread = (high - low) / (2 * abs(value))
    if spread > 0.1:
        return 2
    return 3 if spread > 0.01 else 4


def digits_of(figure: Figure) -> int:
    """Significant digits that the range of a figure supports: two, three or four."""
    if figure.value is None or figure.low is None or figure.high is None:
        return 2
    return digits_for(figure.value, figure.low, figure.high)


def with_unit(shown: str, unit: str) -> str:
    """A number and its unit; counts and ratios (unit "1") stand alone."""
    return shown if unit in ("", "1") else f"{shown} {unit}"


def value(figure: Figure) -> str:
    """`1,200 kWh/yr`, or `withheld`."""
    if figure.value is None:
        return UNKNOWN
    return with_unit(number(figure.value, digits_of(figure)), figure.unit)


def value_and_range(figure: Figure) -> str:
    """`1,200 kWh/yr (800 to 2,100)`, or `withheld: the reason`."""
    if figure.value is None or figure.low is None or figure.high is None:
        return f"{UNKNOWN}: {figure.withheld}"
    return amount(figure.value, figure.low, figure.high, figure.unit)


def amount(value: float, low: float, high: float, unit: str) -> str:
    """`1,200 kWh/yr (800 to 2,100)`: value, unit, P5 to P95, each with the digits they deserve."""
    digits = digits_for(value, low, high)
    shown = with_unit(number(value, digits), unit)
    return f"{shown} ({number(low, digits)} to {number(high, digits)})"


def _places(value: float, digits: int) -> int:
    """Decimal places (negative left of the point) for that many significant digits."""
    return 0 if value == 0 else digits - 1 - floor(log10(abs(value)))
