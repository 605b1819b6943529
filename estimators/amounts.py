"""Numbers and units as a person writes them: few digits, no exponent, a unit of their size.

A figure keeps its unit wherever it is computed with or handed to a machine. Only what is printed
climbs a ladder of units: 0.0086 kg is 8.6 g, 1,300,000 kWh are 1,300 MWh.
"""

from dataclasses import dataclass
from math import floor, inf, log10

NEARLY_NONE = "nearly 0"
"""The low end of a range that is of another world than its value."""
_NOTHING = 1e-4
"""Share of a value below which the low end of its range has no digits worth reading, judged."""
_CALENDAR = (1900.0, 2200.0)
"""Values of the unit `year` that are a date and not a length of time."""


@dataclass(frozen=True, slots=True)
class Step:
    """A unit on a ladder.

    Attributes:
        name: As printed.
        size: Of one, in the unit of the ladder.
        most: Value from which on the next unit is taken.
        least: Value below which the one before is taken.
    """

    name: str
    size: float
    most: float = 1e4
    least: float = 0.01


MASS = (Step("µg", 1e-9), Step("mg", 1e-6), Step("g", 1e-3), Step("kg", 1.0, 1e7), Step("t", 1e3))
ENERGY = (
    Step("µWh", 1e-9),
    Step("mWh", 1e-6),
    Step("Wh", 1e-3),
    Step("kWh", 1.0, 1e7),
    Step("MWh", 1e3, 1e7),
    Step("GWh", 1e6),
)
HEAT = (Step("µJ", 1e-6), Step("mJ", 1e-3), Step("J", 1.0), Step("kJ", 1e3), Step("MJ", 1e6))
VOLUME = (Step("ml", 1e-3), Step("l", 1.0, 1e7), Step("m³", 1e3))
POWER = (Step("mW", 1e-3), Step("W", 1.0), Step("kW", 1e3), Step("MW", 1e6))
DATA = (
    Step("B", 1e-9),
    Step("kB", 1e-6),
    Step("MB", 1e-3),
    Step("GB", 1.0, 1e6),
    Step("TB", 1e3),
)
WORK = tuple(
    Step(f"{letter}FLOP", 10.0**power, 1e4 if power else 1e6)
    for letter, power in (("", 0), ("G", 9), ("T", 12), ("P", 15), ("E", 18), ("Z", 21))
)
MANY = (
    Step("million", 1e-3, 1e3),
    Step("billion", 1.0, 1e3, 0.1),
    Step("trillion", 1e3),
)
TIME_MS = (
    Step("ms", 1.0),
    Step("s", 1e3, 60.0),
    Step("min", 6e4, 60.0),
    Step("h", 3.6e6, 48.0),
    Step("days", 8.64e7),
)
HOURS = (Step("ms", 1.0 / 3.6e6), Step("s", 1.0 / 3600.0), Step("h", 1.0, inf))
"""Hours of use are never days, however many: they are counted and paid by the hour."""
_LADDERS = (MASS, ENERGY, HEAT, VOLUME, POWER, DATA, WORK, MANY)
_LADDER_OF = {
    **{step.name: ladder for ladder in _LADDERS for step in ladder},
    "ms": TIME_MS,
    "s": TIME_MS,
    "h": HOURS,
}
SPOKEN = {
    "10^9": (1.0, "billion"),
    "1/year": (1.0, "a year"),
    "share/year": (100.0, "% a year"),
    "%/year": (1.0, "% a year"),
    "USD/10^6 tokens": (1.0, "USD per million tokens"),
    "L/kWh": (1.0, "l/kWh"),
    "kgCO2e/year": (1.0, "kg CO2e/year"),
    "x": (1.0, "times"),
    "/year": (1.0, "times a year"),
    "year": (1.0, "years"),
}
"""Units that only a formula reads, in words, and what a value is multiplied with for them."""
_FEW = ((1e-4, 1.0, "1"), (1e-8, 1e6, "in a million"), (0.0, 1e9, "in a billion"))
_ATTACHED = "%"
_SHARES = frozenset({"growth_per_year", "yearly_share"})
"""Numbers a year that are no counts but shares of something."""


def unit_of(name: str, unit: str) -> str:
    """The unit of a number of that name: growth is a share, where a refresh is a count a year."""
    return "share/year" if name in _SHARES and unit == "1/year" else unit


def number(value: float, digits: int = 3) -> str:
    """A number with that many significant digits, thousands separated; never an exponent."""
    places = _places(value, digits)
    places = _places(round(value, places), digits)  # 9.96 becomes 10, which needs one place less
    rounded = round(value, places)
    return "0" if rounded == 0 else f"{rounded:,.{max(places, 0)}f}"


def short(value: float, digits: int) -> str:
    """The same without trailing zeros."""
    text = number(value, digits)
    return text.rstrip("0").rstrip(".") if "." in text else text


def exact(value: float, digits: int = 6) -> str:
    """A number known without range: whole numbers in full, others without trailing zeros."""
    return f"{value:,.0f}" if float(value).is_integer() else short(value, digits)


def scaled(value: float, unit: str, high: float = 0.0) -> tuple[float, str]:
    """What a value is multiplied with, and the unit that it then has.

    Args:
        value: Decides the unit; where it is 0, the high end of its range does.
        unit: As computed with, such as `kg CO2e/year`.
        high: High end of the range.
    """
    if unit == "1":
        return _of_few(abs(value or high))
    factor, spoken = SPOKEN.get(unit, (1.0, unit))
    end = min((spoken.find(mark) for mark in " /" if mark in spoken), default=len(spoken))
    head, rest = spoken[:end], spoken[end:]
    steps = _LADDER_OF.get(head, ())
    start = next((place for place, step in enumerate(steps) if step.name == head), None)
    size = abs(value or high) * factor
    if start is None or size == 0.0:
        return factor, spoken
    taken = _climbed(steps, start, size * steps[start].size)
    return factor * steps[start].size / steps[taken].size, steps[taken].name + rest


def _of_few(size: float) -> tuple[float, str]:
    """A ratio is a bare number; with more zeros than one counts, it is so many in a million."""
    few = next(((n, words) for least, n, words in _FEW if size >= least), (1.0, "1"))
    return few if size > 0.0 else (1.0, "1")


def _climbed(steps: tuple[Step, ...], place: int, size: float) -> int:
    """The step of a ladder on which a size is read easily, seen from the step where it stands."""
    while place + 1 < len(steps) and size / steps[place].size >= steps[place].most:
        place += 1
    while place > 0 and size / steps[place].size < steps[place].least:
        place -= 1
    return place


def with_unit(shown: str, unit: str) -> str:
    """A number as printed and its unit; counts and ratios (unit "1") stand alone.

    One of something is told in the singular, and a percent sign stands at its number.
    """
    if unit in ("", "1"):
        return shown
    spoken = SPOKEN.get(unit, (1.0, unit))[1]
    if shown == "1":
        spoken = _singular(spoken)
    if not spoken:
        return shown
    return f"{shown}{spoken}" if spoken.startswith(_ATTACHED) else f"{shown} {spoken}"


def _singular(unit: str) -> str:
    """`requests/day` of one: `request/day`; no letter is taken from ms, FLOPS or a mere ratio."""
    if unit.startswith("times"):
        return unit.replace("times", "time", 1) if unit != "times" else ""
    end = min((unit.find(mark) for mark in " /" if mark in unit), default=len(unit))
    head = unit[:end]
    plural = len(head) > 2 and head.endswith("s") and head[-2].islower()
    return head[:-1] + unit[end:] if plural else unit


def amount(value: float, low: float, high: float, unit: str, digits: int | None = None) -> str:
    """`1,200 kWh/year (800 to 2,100)`: value, unit, P5 to P95, each in the unit of the value.

    Args:
        value: Central value.
        low: 5th percentile.
        high: 95th percentile.
        unit: As computed with.
        digits: Most significant digits, zeros at the end left out; when None, those that the
            range supports.
    """
    wanted = digits or digits_for(value, low, high)
    write = short if digits else number
    factor, spoken = scaled(value, unit, high)
    least = write(low * factor, wanted)
    if 0.0 < low < _NOTHING * value:
        least = NEARLY_NONE
    shown = with_unit(write(value * factor, wanted), spoken)
    return f"{shown} ({least} to {write(high * factor, wanted)})"


def alone(value: float, unit: str, digits: int = 2) -> str:
    """A number that is told without its range, in a unit of its size."""
    factor, spoken = scaled(value, unit)
    return with_unit(number(value * factor, digits), spoken)


def certain(value: float, unit: str, digits: int = 5) -> str:
    """A number without range: whole numbers in full, a date without thousands."""
    if unit == "year" and _CALENDAR[0] <= value <= _CALENDAR[1]:
        return f"{value:.0f}"
    factor, spoken = scaled(value, unit)
    return with_unit(exact(value * factor, digits), spoken)


def digits_for(value: float, low: float, high: float) -> int:
    """Significant digits that a range supports: two, three or four."""
    if value == 0:
        return 2
    spread = (high - low) / (2 * abs(value))
    if spread > 0.1:
        return 2
    return 3 if spread > 0.01 else 4


def _places(value: float, digits: int) -> int:
    """Decimal places (negative left of the point) for that many significant digits."""
    return 0 if value == 0 else digits - 1 - floor(log10(abs(value)))
