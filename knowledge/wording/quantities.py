"""Numbers in sentences, to compare a wording with its source: value, sign, unit, bound."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Bound = Literal["", "upper", "lower"]

_NUMBER = re.compile(
    r"(?<![\w.,])(?P<sign>(?<!\d )[+\-−])?"
    r"(?P<value>\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?!\d)"
    r"[\u00a0\u202f ]?-?(?P<unit>%|°C|[A-Za-z×µ]+(?:/[A-Za-z]+)?)?"
)
_WORD_NUMBER = re.compile(
    r"\b(?P<word>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|"
    r"fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|half|halves|halved|halving|double[sd]?|"
    r"doubling|twice|triple[sd]?|thirds?|quarters?|fifth|tenth|tenfold|dozens?)\b",
    re.IGNORECASE,
)
_SPELLED = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20",
    "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80",
    "ninety": "90",
}  # fmt: skip
_UNITS = {
    "percent": "%", "per": "", "times": "x", "×": "x", "fold": "x", "X": "x",
    "watts": "W", "watt": "W", "kilowatts": "kW", "kilowatt": "kW", "seconds": "s", "second": "s",
    "sec": "s", "minutes": "min", "minute": "min", "mins": "min", "hours": "h", "hour": "h",
    "days": "day", "weeks": "week", "months": "month", "years": "year", "tokens": "token",
    "grams": "g", "gram": "g", "litres": "L", "litre": "L", "liters": "L", "liter": "L", "l": "L",
    "billion": "B", "million": "M", "thousand": "k", "GBs": "GB", "milliseconds": "ms",
    "millisecond": "ms", "tonnes": "t", "tonne": "t",
}  # fmt: skip
_KNOWN_UNITS = """
    % x W kW MW GW mW Wh kWh MWh GWh TWh J kJ MJ KB kB MB GB TB PB KiB MiB GiB TiB ms s min h day
    week month year token g kg t L B M k K °C GHz MHz bit bits byte bytes USD EUR vCPU GPU GPUs
"""
_KNOWN = frozenset(_KNOWN_UNITS.split())
_UPPER = re.compile(
    r"(?:up to|as much as|as many as|at most|no more than|not more than|less than|fewer than|under|"
    r"below|within|maximum(?: of)?|max|a ceiling of|≤|<|limit(?: of| is)?)\s*"
    r"(?:about |around |some |\$|~)?$",
    re.IGNORECASE,
)
_LOWER = re.compile(
    r"(?:at least|no less than|not less than|more than|over|above|minimum(?: of)?|as little as|"
    r"upwards of|≥|>|exceed(?:s|ing)?)\s*(?:about |around |some |\$|~)?$",
    re.IGNORECASE,
)
_LOOK_BACK = 28


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number as it stands in a sentence.

    Attributes:
        value: Number without its sign, or the root of the word for one ("half").
        sign: `+` or `-` where one is written.
        unit: Normalised unit; empty where none is known.
        bound: Whether it is stated as a largest or a smallest value.
        shown: As written.
    """

    value: Decimal | str
    sign: str
    unit: str
    bound: Bound
    shown: str


def quantities(text: str) -> tuple[Quantity, ...]:
    """All numbers of a text, also those written as words."""
    found: list[Quantity] = []
    for match in _NUMBER.finditer(text):
        value = Decimal(re.sub(r"[,\u00a0\u202f]", "", match["value"]))
        found.append(
            Quantity(
                value,
                (match["sign"] or "").replace("−", "-"),
                _unit(match["unit"]),
                _bound(text, match.start()),
                match[0].strip(),
            )
        )
    for match in _WORD_NUMBER.finditer(text):
        word = match["word"].lower()
        spelled = _SPELLED.get(word)
        after = re.match(r"[\s-]*([A-Za-z%]+)", text[match.end() :])
        unit = _unit(after[1]) if after else ""
        amount = Decimal(spelled) if spelled else _root(word)
        found.append(Quantity(amount, "", unit, _bound(text, match.start()), match[0]))
    return tuple(found)


def unsupported(sentence: str, sources: Iterable[str]) -> str:
    """The first number of a sentence that its sources do not give; empty if they give all.

    A number is given if it stands in a source with the same unit (or none is known) and the same
    bound: "40 %" is not what "up to 40 %" says.
    """
    given = [quantity for source in sources for quantity in quantities(source)]
    for wanted in quantities(sentence):
        same = [
            q
            for q in given
            if q.value == wanted.value
            and _compatible(q.unit, wanted.unit)
            and _compatible(q.sign, wanted.sign)
        ]
        if not same:
            return f"{wanted.shown} does not stand in the cited passage"
        if all(q.bound != wanted.bound for q in same):
            return f"{wanted.shown} is not bounded as in the cited passage"
    return ""


def _compatible(one: str, other: str) -> bool:
    return not one or not other or one == other


def _unit(text: str | None) -> str:
    if not text:
        return ""
    unit = _UNITS.get(text, _UNITS.get(text.lower(), text))
    return unit if unit in _KNOWN else ""


def _bound(text: str, start: int) -> Bound:
    before = text[max(0, start - _LOOK_BACK) : start]
    if _UPPER.search(before):
        return "upper"
    return "lower" if _LOWER.search(before) else ""


def _root(word: str) -> str:
    for root in ("hal", "doubl", "tripl", "third", "quarter", "hundred", "thousand", "dozen"):
        if word.startswith(root):
            return root
    return "doubl" if word == "twice" else word
