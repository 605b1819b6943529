"""A question as typed, with short forms and amounts in words written as the readers know them."""

import re
from collections.abc import Mapping

from tui.inquiry.change_words import PEOPLE

_IS = re.compile(r"\b(what|how|where|who|which)['’`]?s\b", re.IGNORECASE)
_TEENS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL: Mapping[str, int] = {word: at for at, word in enumerate(_TEENS, start=1)} | {
    word: 10 * at for at, word in enumerate(_TENS, start=2)
}
_SIZES: Mapping[str, float] = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_COUNT = rf"(?:{'|'.join(_SMALL)}|half an?|an?|\d+(?:\.\d+)?)"
_SIZE = "|".join(_SIZES)
_IN_WORDS = re.compile(
    rf"\b(?P<count>{_COUNT}) (?P<size>{_SIZE})(?: (?P<more>{_SIZE}))?\b(?! (?:times|fold))",
    re.IGNORECASE,
)

_SLIPS: Mapping[str, str] = {
    r"\bteh\b": "the",
    r"\byr\b": "year",
    r"\broll[- ]outs?\b": "rollout",
}
"""Slips and short forms that hide a turn of phrase; a roll-out is no `out`."""
_PEOPLE = re.compile(
    r"\b(?:(?:we|i|they) (?:let|go|goes|grow|grew|went) )?(?:let )?(?:from )?"
    rf"(?P<now>\d[\d,]*) (?:of (?:our|the) )?(?:{PEOPLE}) "
    r"(?:(?:grow|go|rise|increase|become|turn)s? ?)?(?:(?:in)?to )?"
    rf"(?P<then>\d[\d,]*)(?: (?:{PEOPLE}))?\b",
    re.IGNORECASE,
)
"""Users now and then: their requests grow alike."""

_CURRENCY = re.compile(r"\bU\.?S\.?[ -]?(?:dollars?|cents?|\$)", re.IGNORECASE)
"""Money, and no country."""
_FEW = re.compile(
    rf"\b(?P<count>half an?|{'|'.join(_SMALL)})(?P<gap>[ -])(?P<unit>(?:milli)?seconds?|minutes?|"
    r"years?|percent|tickets|requests|questions|invoices|conversations|users|developers|devs)\b",
    re.IGNORECASE,
)
"""Small numbers in words before what is counted: `four seconds`, `half a second`, `three-year`."""


def plainly(question: str) -> str:
    """`hows` as `how is`, `US cents` as `USD`, `ten thousand` as digits, more users as traffic."""
    text = _IN_WORDS.sub(_digits, _IS.sub(r"\1 is", _CURRENCY.sub("USD", question)))
    for slip, meant in _SLIPS.items():
        text = re.sub(slip, meant, text, flags=re.IGNORECASE)
    text = _PEOPLE.sub(_times, text)
    return _FEW.sub(lambda hit: f"{_small(hit['count'])}{hit['gap']}{hit['unit']}", text)


def _times(hit: re.Match[str]) -> str:
    now, then = (float(hit[name].replace(",", "")) for name in ("now", "then"))
    if not now:
        return hit[0]
    return f"{abs(then / now - 1.0):.2%} {'more' if then > now else 'fewer'} requests"


def _small(word: str) -> str:
    return "0.5" if word.lower().startswith("half") else f"{_SMALL[word.lower()]}"


def of_one_request(question: str, unit_of_work: str) -> str:
    """A question in which "per" and the design's own unit of work is "per request".

    Args:
        question: As typed.
        unit_of_work: As answered: "merged change"; empty where it was not.
    """
    words = unit_of_work.split()
    if not words or words == ["request"]:
        return question
    unit = r"[\s-]+".join(re.escape(word) for word in words)
    return re.sub(
        rf"\b(per|each|every|one|a|an|single)\s+{unit}\b",
        r"\1 request", question, flags=re.IGNORECASE,
    )  # fmt: skip


def _digits(hit: re.Match[str]) -> str:
    count = hit["count"].lower()
    number = 0.5 if count.startswith("half") else 1.0 if count in {"a", "an"} else None
    if number is None:
        number = float(_SMALL.get(count, count))
    for size in (hit["size"], hit["more"]):
        number *= _SIZES[size.lower()] if size else 1.0
    return f"{number:.12g}" if number < 1e12 else hit[0]
