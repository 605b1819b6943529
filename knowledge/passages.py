"""Choosing what to quote of a card: sentences and points, scored against a question."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.cards import ACTIONS, FIGURES, LIMITS, Card, split_sentences
from knowledge.index import GuidanceIndex
from knowledge.lexical import term_set, terms

LEAD = "Lead"
_NO_FIGURE = "no published figure"

_NUMBER = re.compile(r"\d")
_IDENTIFIER = re.compile(r"`[^`]+`|\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b|\b\w+_\w+\b")
_ASKS_AMOUNT = re.compile(
    r"\b(?:how (?:much|many|far|large|big|long|often|fast|small)|what (?:share|portion|"
    r"percent\w*|fraction|"
    r"factor|difference|number|size|figure|payoff|gain)|percent|figures?|numbers?|ratio|times|"
    r"saving|savings|"
    r"limit|limits|quota|count|compare|compared|difference)\b",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(
    r"\b(?:how (?:much|many|far|large|big|fast|small)|what (?:share|portion|percent\w*|"
    r"fraction|factor|gain|savings?)|what (?:[\w%]+ ){1,6}(?:save|saving|savings|bring|gain))\b|"
    r"\bwhat %|\bsavings?\W*$",
    re.IGNORECASE,
)
_HOW_OFTEN = re.compile(r"\bhow (?:often|frequently|regularly)\b", re.IGNORECASE)
_ASKS_NAME = re.compile(
    r"\b(?:metrics?|columns?|fields?|namespace|dimensions?|names?|counters?|parameters?|"
    r"settings?|alarm|"
    r"cloudwatch|log|where|see|watch|called|api|command|flag)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A verbatim piece of a card.

    Attributes:
        card: The card.
        heading: Section it stands in, `LEAD` for the opening paragraph.
        text: Verbatim.
        position: Place within its section, from zero.
    """

    card: Card
    heading: str
    text: str
    position: int


@lru_cache(maxsize=512)
def passages_of(card: Card) -> tuple[Passage, ...]:
    """Lead sentences, then the points of every section, in reading order."""
    found = [Passage(card, LEAD, text, n) for n, text in enumerate(split_sentences(card.lead))]
    for heading in card.sections:
        points = card.points(heading)
        if heading == LIMITS:
            points = tuple(text for point in points for text in split_sentences(point))
        found.extend(Passage(card, heading, text, n) for n, text in enumerate(points))
    return tuple(found)


def fit(passage: Passage, question: str, index: GuidanceIndex) -> float:
    """How well a passage answers a question, by the idf mass of shared stems.

    Amounts are preferred where the question asks for one, identifiers where it asks for a name.
    """
    wanted = _wanted(question)
    have = term_set(passage.text)
    mass = shared = 0.0
    for term in wanted:
        column = index.by_card.vocabulary.get(term)
        idf = float(index.by_card.idf[column]) if column is not None else 3.0
        mass += idf
        shared += idf if term in have else 0.0
    score = shared / mass if mass else 0.0
    amount, name = _asks(question)
    if amount and _NUMBER.search(passage.text):
        score += 0.2
    if name and _IDENTIFIER.search(passage.text):
        score += 0.15
    if passage.heading == LEAD and passage.position == 0:
        score += 0.3
    if lacks_figure(passage):
        score -= 0.3
    return score


@lru_cache(maxsize=64)
def asks_amount(question: str) -> bool:
    """Whether a question asks how much of something."""
    return bool(_HOW_MUCH.search(question))


@lru_cache(maxsize=64)
def asks_interval(question: str) -> bool:
    """Whether a question asks after how much time something is due again."""
    return bool(_HOW_OFTEN.search(question))


@lru_cache(maxsize=64)
def _asks(question: str) -> tuple[bool, bool]:
    """Whether a question asks for an amount in any words, and whether for a name."""
    return bool(_ASKS_AMOUNT.search(question)), bool(_ASKS_NAME.search(question))


@lru_cache(maxsize=64)
def _wanted(question: str) -> tuple[str, ...]:
    """The different stems of a question, in order."""
    return tuple(dict.fromkeys(terms(question)))


def has_figure(passage: Passage) -> bool:
    """Whether a passage of the figures section holds a number."""
    return passage.heading == FIGURES and bool(_NUMBER.search(passage.text))


def lacks_figure(passage: Passage) -> bool:
    """Whether a passage says that nobody has published a figure."""
    return passage.text[: len(_NO_FIGURE)].lower() == _NO_FIGURE


def of_heading(passages: Iterable[Passage], heading: str) -> list[Passage]:
    """The passages of one section."""
    return [passage for passage in passages if passage.heading == heading]


def best_first(
    passages: Sequence[Passage], question: str, index: GuidanceIndex, limit: int
) -> list[Passage]:
    """The best passages, put back into reading order."""
    fits = [fit(passage, question, index) for passage in passages]
    chosen = sorted(range(len(passages)), key=lambda place: -fits[place])[:limit]
    return [passages[place] for place in sorted(chosen)]


def actions(passages: Iterable[Passage]) -> list[Passage]:
    """What to do, in the card's order."""
    return of_heading(passages, ACTIONS)
