"""A limit that a question holds the design against: `under 5 tonnes`, `2000 USD per month`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Limit:
    """An amount in the unit that the figures have.

    Attributes:
        metric: What it limits.
        amount: In kg, kWh, litres or USD.
        above: Whether the question asks if the design goes beyond it.
    """

    metric: str
    amount: float
    above: bool = False


_UNITS: Mapping[str, tuple[str, float]] = {
    r"t|tons?|tonnes?|tco2e?|metric tons?": ("carbon", 1000.0),
    r"kg|kilos?|kilograms?|kgs": ("carbon", 1.0),
    r"g|grams?|grammes?": ("carbon", 0.001),
    r"gwh": ("energy", 1e6),
    r"mwh|megawatt hours?": ("energy", 1e3),
    r"kwh|kilowatt hours?": ("energy", 1.0),
    r"wh|watt hours?": ("energy", 0.001),
    r"usd|us dollars?|dollars?|bucks": ("cost", 1.0),
    r"cents?": ("cost", 0.01),
    r"m3|cubic met(?:re|er)s?": ("water", 1000.0),
    r"l|litres?|liters?": ("water", 1.0),
    r"ml|millilitres?|milliliters?": ("water", 0.001),
}
_SIZES: Mapping[str, float] = {"k": 1e3, "thousand": 1e3, "million": 1e6, "mio": 1e6}
_NUMBER = r"(?P<number>\d[\d.,]*) ?(?P<size>k|thousand|million|mio)?"
_AMOUNT = re.compile(
    rf"\$ ?{_NUMBER.replace('number', 'usd').replace('size', 'usd_size')}\b"
    rf"|(?<![\w.]){_NUMBER} ?(?P<unit>{'|'.join(_UNITS)})\b"
)
_BARE = re.compile(
    r"\b(?:under|below|within|inside|at most|maximum|max|more than|less than|exceed\w*|over|above|"
    r"budget(?: of| is| was)?|limit(?: of| is)?|cap(?: of| is)?|keep to|spend) (?:the |our |a )?"
    rf"(?<![$€£]){_NUMBER}(?: (?:a|per) (?:year|annum|month))?\W*$"
)
_MONEY_LEAST = 1000.0
_NO_MONEY = re.compile(
    rf"\b(?:{'|'.join(_UNITS)}|carbon|co2e?|emissions?|energy|water|requests?|traffic|tokens?|load|"
    r"users?|volume|ttft|latency|words?|prompts?|answers?|tickets?|invoices?)\b|[€£]"
)
"""What an amount without a unit may be of, beside money."""
_ONE = re.compile(r"\b(?:a|one|half a) (?=(?:metric )?(?:tonne|ton|kilo|gram|dollar|cent|litre)\b)")
_COUNTS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNT = re.compile(rf"\b({'|'.join(_COUNTS)}) ((?:metric )?(?:tonne|ton|kilo|gram|litre)s?\b)")
_HELD = re.compile(
    r"\b(?:under|below|less than|within|at most|maximum|max|no more than|not more than|exceed\w*|"
    r"over|above|beyond|more than|stay|keep|budget\w*|limit\w*|cap|cap of|fits?|enough|realistic|"
    r"possible|achievable|feasible|reach|get to|down to|hit|meet|target|doable|afford|allowed|"
    r"sufficient)\b"
)
_ABOVE = re.compile(
    r"\b(?:exceed\w*|above|beyond|(?<!no )(?<!not )more than|(?:is|go|be|are) over)\b"
)
_OTHERWISE = re.compile(
    r"\b(?:what if|suppose|assuming|why|which|when|should|break even|how many|how much|"
    r"token|tokens|params|parameters)\b"
)
EXPLAINED = re.compile(
    rf"\d[\d.]*(?:k|kg|t|g|kwh|mwh)?|{'|'.join(_UNITS)}|k|thousand|million|mio|under|below|less|"
    r"within|most|maximum|max|exceed\w*|over|above|beyond|keep|budget\w*|limit\w*|cap|fits?|enough|"
    r"realistic|possible|achievable|feasible|reach|down|hit|meet|target|doable|afford|allowed|"
    r"sufficient|"
    r"ever|still|remain\w*|always|mark|threshold|ceiling|goal"
)
"""Words that a question on a limit may hold beside what it names."""


def limit_in(question: str) -> Limit | None:
    """The limit that a question holds the design against; None when it holds none.

    Args:
        question: As typed or glossed.
    """
    text = _plain(question)
    if not _HELD.search(text) or _OTHERWISE.search(text):
        return None
    return amount_in(question)


def amount_in(question: str) -> Limit | None:
    """The first amount with a unit of a figure, whatever is asked of it; None when there is none.

    Args:
        question: As typed or glossed.
    """
    text = _plain(question)
    hit = _AMOUNT.search(text)
    above = bool(_ABOVE.search(text))
    if hit is None:
        return _bare(text, above=above)
    if hit["usd"]:
        return Limit("cost", _number(hit["usd"], hit["usd_size"]), above)
    metric, scale = next(
        found for pattern, found in _UNITS.items() if re.fullmatch(pattern, hit["unit"])
    )
    return Limit(metric, _number(hit["number"], hit["size"]) * scale, above)


def cap_in(question: str) -> Limit | None:
    """The amount that may not be passed, as in `what if finance says at most 100k?`."""
    text = _plain(question)
    if not re.search(r"\b(?:max|maximum|at most|cap\w*|budget\w*|limit\w*|no more than)\b", text):
        return None
    return amount_in(question)


def _bare(text: str, *, above: bool) -> Limit | None:
    """An amount at the end without a unit: money, where nothing else is spoken of."""
    hit = _BARE.search(text)
    if hit is None or _NO_MONEY.search(text):
        return None
    number = _number(hit["number"], hit["size"])
    return Limit("cost", number, above) if number >= _MONEY_LEAST else None


def _plain(question: str) -> str:
    text = " ".join(question.casefold().replace("’", "'").split())
    text = _COUNT.sub(lambda hit: f"{_COUNTS.index(hit[1]) + 2} {hit[2]}", text)
    return _ONE.sub(lambda hit: "0.5 " if "half" in hit[0] else "1 ", text)


def _number(digits: str, size: str | None) -> float:
    text = digits.rstrip(".,")
    grouped = re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text)
    text = text.replace(",", "" if grouped else ".")
    if text.count(".") > 1:
        text = text.replace(".", "")
    return float(text) * _SIZES.get(size or "", 1.0)
