"""Hours of the day that a question names: by when a run must end, and when it starts."""

import re
from dataclasses import dataclass

DAY = 24.0
_HOUR = (
    r"(?P<hour>\d{1,2})(?: (?P<minute>[0-5]\d)(?!\d))?(?: ?(?P<half>am|pm|a m|p m))?"
    r"(?: ?(?:o ?clock|uhr|hrs?|hours?|h)\b)?"
)
_BY = re.compile(
    r"\b(?:before|by|until|till|no later than|at the latest) (?:(?:\w+ ){1,4}at )?"
    rf"(?:about |around )?{_HOUR}"
    r"(?! ?(?:\d|%|percent|days?|weeks?|months?|years?|usd|kwh|kg))\b"
)
_FROM = re.compile(
    r"\b(?:start(?:s|ed|ing)?|begin(?:s|ning)?|kicks? (?:\w+ ){0,3}off|"
    r"launch(?:es|ed)?|from|after) (?:at |about |around )*"
    rf"{_HOUR}"
    r"(?! ?(?:\d|%|percent|days?|weeks?|months?|years?|usd|kwh|kg))\b"
)
_WORDS = {"midnight": "0", "noon": "12"}


@dataclass(frozen=True)
class Clock:
    """Hours of the day, 0 to 24.

    Attributes:
        end: By which it must be done; None where none is named.
        start: At which it begins; None where none is named.
    """

    end: float | None
    start: float | None

    @property
    def hours(self) -> float | None:
        """From the start to the end, over midnight where it must be; None where one is missing."""
        if self.end is None or self.start is None:
            return None
        return (self.end - self.start) % DAY or DAY


def clock_in(text: str) -> Clock:
    """The hours that a folded question names."""
    for word, hour in _WORDS.items():
        text = re.sub(rf"\b{word}\b", hour, text)
    return Clock(_hour(_BY.search(text)), _hour(_FROM.search(text)))


def said(hour: float) -> str:
    """`4:20`, of 24 hours, on the ten minutes before."""
    minutes = int(hour * 60.0 % (DAY * 60.0)) // 10 * 10
    return f"{minutes // 60}:{minutes % 60:02d}"


def _hour(hit: re.Match[str] | None) -> float | None:
    if hit is None or int(hit["hour"]) > DAY:
        return None
    hour = float(hit["hour"]) + float(hit["minute"] or 0.0) / 60.0
    half = (hit["half"] or "").replace(" ", "")
    if half == "pm" and hour < DAY / 2:
        hour += DAY / 2
    return 0.0 if half == "am" and int(hit["hour"]) == 12 else hour % DAY
