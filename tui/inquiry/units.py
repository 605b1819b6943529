"""Units that a figure is asked for: so many requests or tokens, a stretch of time, a user."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from advisors.format import exact
from estimators.footprint import HOURS_PER_YEAR
from estimators.traffic import DAYS_PER_YEAR

UnitKind = Literal["requests", "calls", "tokens", "time", "horizon", "other"]


@dataclass(frozen=True)
class Unit:
    """What a figure of a year is divided by, or spread over.

    Attributes:
        kind: What is counted; "time" for a part or a number of years, "other" for what the design
            does not count.
        count: Requests, calls or tokens; years for "time"; 1 else.
        text: As a sentence says it after "per" or "over": "1,000 requests", "month", "3 years".
    """

    kind: UnitKind
    count: float
    text: str


@dataclass(frozen=True)
class Units:
    """The units of one question.

    Attributes:
        found: In the order of the question, one of a kind.
        places: Words that say them.
    """

    found: tuple[Unit, ...]
    places: frozenset[int]

    def of(self, *kinds: UnitKind) -> Unit | None:
        """The first unit of one of these kinds."""
        return next((item for item in self.found if item.kind in kinds), None)

    @property
    def many(self) -> bool:
        """Whether many requests or tokens are named."""
        unit = self.of("requests", "tokens")
        return unit is not None and unit.count > 1.0


NO_UNITS = Units((), frozenset())
_NOUNS: Mapping[UnitKind, str] = {
    "tokens": r"tokens?",
    "calls": r"(?:model|api|llm|bedrock) calls?",
    "requests": r"(?:(?:user|single|answered|resolved|posted|processed|closed|service|customer|"
    r"chat|customer service) )*(?:requests?|reqs?|calls?|answers?|quer(?:y|ies)|questions?|"
    r"prompts?|"
    r"conversations?|chats?|messages?|inferences?|predictions?|completions?|transactions?|"
    r"interactions?|tickets?|invoices?|e ?mails?|cases?|orders?|classifications?|extractions?|"
    r"suggestions?|translations?|summar(?:y|ies)|responses?|generations?|dialogues?|"
    r"enquir(?:y|ies)|inquir(?:y|ies)|units? of work)",
    "other": r"users?|customers?|employees?|seats?|tenants?|documents?|pages?|dollars?|persons?|"
    r"people|developers?|agents?|teams?|words?|gpus?|instances?|lines?|head",
}
_PER = r"(?:per|pr|pro|for|each|every|a|an|one|single|of|by|do|does|would)"
_ONE_OF = r"(?:per|pr|pro|each|every|a|an|one|single)"
_SIZES: Mapping[str, float] = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mio": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "bn": 1e9,
    "billion": 1e9,
    "hundred": 1e2,
    "dozen": 12.0,
}
_SIZE = "|".join(_SIZES)
_MANY = (
    rf"(?:(?P<digits>\d+(?:\.\d+)?) ?(?P<size>{_SIZE})?|(?:a |one )?(?P<word>{_SIZE}))"
    r"(?: of)?(?: user| model)?"
)
_NAMES_ELSE = r"(?! (?:cach|alone|engineering|length|window|model|type|hours?))"
_RATE = r"(?! (?:a|an|per|each|every) (?:second|minute|hour|day|week|month|year))"
_PARTS: Mapping[str, tuple[float, str]] = {
    "hour": (1.0 / HOURS_PER_YEAR, "hour"),
    "day": (1.0 / DAYS_PER_YEAR, "day"),
    "dai": (1.0 / DAYS_PER_YEAR, "day"),
    "week": (7.0 / DAYS_PER_YEAR, "week"),
    "month": (1.0 / 12.0, "month"),
    "quarter": (0.25, "quarter"),
}
_TIME = re.compile(
    rf"\b(?:{_PER}|in an?|in one|im) (?P<part>hour|day|week|month|quarter)s?\b"
    r"|\b(?P<ly>hour|dai|week|month|quarter)ly\b"
    r"|\b(?P<lone>day|week|month|quarter)$"
)
_YEARS = re.compile(
    r"\b(?:over|in|for|across|during|after|all|total of) (?:the |a |our )?"
    r"(?:next |first |full |whole |all |term of |period of )?"
    r"(?P<n>\d+|two|three|four|five|ten) years?\b"
    r"|\b(?:the|these|those|full|whole|all) (?P<o>\d+|two|three|four|five|ten) years\b"
    r"|\b(?P<l>\d+|two|three|four|five|ten) years? (?:is|are|together|altogether|in total|all in)\b"
    r"|\b(?P<m>\d+|two|three|four|five|ten) ?(?:y|yr|year) (?:\w+ )?(?:total|sum|costs?|carbon|"
    r"energy|water|tco|number|figure|term|footprint|bill|spend)\b"
)
_ANY_YEARS = re.compile(
    r"(?<!every )(?<!each )(?<!per )(?<!within )(?<!last )(?<!past )(?<!another )(?<!of )(?<!in )"
    r"\b(?P<n>\d+|two|three|four|five|ten) years\b(?! (?:ago|old|later|from))"
)
"""A number of years that stands alone: `3 years of it, how many kilos`."""
_HORIZON = re.compile(
    r"\b(?:over|for|across|during|in|until|till|to)(?: the end of)? (?:the|its|our|this) "
    r"(?:whole |entire |full |planning |contract )*"
    r"(?:horizon|life ?time|life ?cycle|life|run ?time|project|contract|term|duration|period|lot)\b"
    r"|\blife ?time (?:footprint|costs?|carbon|energy|water|total|emissions|bill)\b"
    r"|\b(?:tco|total cost of ownership)\b"
)
_WORDS: Mapping[str, float] = {"two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "ten": 10.0}
_ONE: Mapping[UnitKind, str] = {"requests": "request", "calls": "model call", "tokens": "token"}


_GROUPED = re.compile(r"(?<=\d)[.,  ](?=000\b)|(?<=\d),(?=\d{3}\b)")
"""What parts the thousands of a number."""
_DOLLAR = re.compile(r"\$(?!\s?\d)")
_SLASH = re.compile(
    r"(?<=\w)\s*/\s*(?=(?:\d+ ?k? ?)?(?:req|user|day|week|month|hour|call|token|quer|ticket|"
    r"invoice|question|conversation|chat)[a-z]*\b)"
)
"""Signs that stand for words: `USD/month`, `g/request`."""


def written_out(question: str) -> str:
    """A question with thousands joined and signs as words, its letters as typed."""
    return _SLASH.sub(" per ", _DOLLAR.sub("usd ", _GROUPED.sub("", question)))


def units_in(text: str) -> Units:
    """The units that a folded question names."""
    found: dict[UnitKind, Unit] = {}
    spans: list[tuple[int, int]] = []
    for kind, noun in _NOUNS.items():
        hit = re.search(rf"\b(?:{_PER} )?{_MANY} (?:{noun})\b{_NAMES_ELSE}{_RATE}", text)
        between = r"(?:\w+ )?" if kind == "requests" else ""
        hit = hit or re.search(rf"\b{_ONE_OF} {between}(?:{noun})\b{_NAMES_ELSE}", text)
        hit = hit or (re.search(r"(?<=[a-z2e]) request$", text) if kind == "requests" else None)
        if hit and not any(_overlap(hit.span(), span) for span in spans):
            found[kind] = _counted(kind, hit)
            spans.append(hit.span())
    for pattern in (_YEARS, _HORIZON, _TIME, _ANY_YEARS):
        hit = pattern.search(text)
        if hit and not any(item in found for item in ("time", "horizon")):
            unit = _timed(hit)
            found[unit.kind] = unit
            spans.append(hit.span())
    places = {at for span in spans for at in _words(text, span)}
    return Units(tuple(found.values()), frozenset(places))


def _counted(kind: UnitKind, hit: re.Match[str]) -> Unit:
    if kind == "other":
        return Unit(kind, 1.0, hit[0].split()[-1].removesuffix("s"))
    count = _count(hit)
    one = _ONE[kind]
    return Unit(kind, count, one if count == 1.0 else f"{exact(count)} {one}s")


def _count(hit: re.Match[str]) -> float:
    named = hit.groupdict()
    if named.get("word"):
        return _SIZES[named["word"]]
    if not named.get("digits"):
        return 1.0
    return float(named["digits"]) * _SIZES.get(named["size"] or "", 1.0) or 1.0


def _timed(hit: re.Match[str]) -> Unit:
    if hit.re is _HORIZON:
        return Unit("horizon", 1.0, "horizon")
    if hit.re in (_YEARS, _ANY_YEARS):
        word = next(text for text in hit.groups() if text)
        years = _WORDS.get(word) or float(word) or 1.0
        return Unit("time", years, f"{exact(years)} years")
    years, text = _PARTS[hit["part"] or hit["ly"] or hit["lone"]]
    return Unit("time", years, text)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _words(text: str, span: tuple[int, int]) -> range:
    """Places of the words in a span of a text whose words are parted by single spaces."""
    start, end = text[: span[0]].count(" "), text[: span[1]].count(" ")
    return range(start, end + 1)
