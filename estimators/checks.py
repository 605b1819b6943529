"""Guards at the doors of the estimators: what physics cannot take is refused with the reason.

Formulas themselves stay free of checks, so that a sweep or a Monte Carlo pays nothing for them.
"""

import math

from estimators.errors import InputError
from estimators.figure import Input

MOST_REQUESTS_PER_DAY = 1e11
"""A dozen requests a day from everybody alive: above it a number is a slip of units."""


def finite(name: str, value: float, unit: str) -> float:
    """The value, if it is a number at all.

    Raises:
        InputError: For NaN and infinity.
    """
    if not math.isfinite(value):
        raise InputError(
            f"{name} is {value} {unit}".rstrip(),
            "a formula needs a finite number",
            "Give a number, or leave it out to take the default with its range.",
        )
    return value


def positive(name: str, value: float, unit: str, at_most: float = math.inf) -> float:
    """The value, if it is above zero and not above `at_most`.

    Raises:
        InputError: Otherwise.
    """
    finite(name, value, unit)
    if value <= 0:
        raise InputError(
            f"{name} is {value:g} {unit}".rstrip(),
            "it has to be above zero",
            "Give a positive number; for something that does not happen, leave it out.",
        )
    if value > at_most:
        raise InputError(
            f"{name} is {value:g} {unit}".rstrip(),
            f"nothing above {at_most:g} {unit}".rstrip() + " can be sized here",
            "Check the unit: a count per year or per month may have been given per day.",
        )
    return value


def not_negative(name: str, value: float, unit: str) -> float:
    """The value, if it is zero or more.

    Raises:
        InputError: Otherwise.
    """
    finite(name, value, unit)
    if value < 0:
        raise InputError(
            f"{name} is {value:g} {unit}".rstrip(),
            "it cannot be negative",
            "Give zero or a positive number.",
        )
    return value


def fraction(name: str, value: float) -> float:
    """The value, if it lies between 0 and 1.

    Raises:
        InputError: Otherwise.
    """
    finite(name, value, "")
    if not 0 <= value <= 1:
        raise InputError(
            f"{name} is {value:g}",
            "it is a share and has to lie between 0 and 1",
            "Give 0.25 for 25 %.",
        )
    return value


def ordered(item: Input) -> Input:
    """The input, if low, value and high are finite and in order.

    Raises:
        InputError: Otherwise.
    """
    if -math.inf < item.low <= item.value <= item.high < math.inf:
        return item
    for number in (item.low, item.value, item.high):
        finite(item.name, number, item.unit)
    raise InputError(
        f"{item.name} runs from {item.low:g} to {item.high:g} around {item.value:g}",
        "the low end has to be at most the value and the high end at least",
        "Put the three in order.",
    )
