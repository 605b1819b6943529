"""The parts of a question: which speak of what an earlier one names, and which are covered."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.direct import asked_term
from knowledge.lexical import term_set
from knowledge.query import Query, part_of
from knowledge.retrieve import Ranking
from knowledge.signals import Floats

WHOLE_SHARE = 0.5
"""Of the whole question's scores, added to those of a part: it steadies them, unless the meaning of
a term is asked for."""
CLEARLY_COVERED = 0.6
"""Coverage of a part from which it is answered although the question as a whole seems to lie
outside. No question that lies outside has such a part in the tuning sets; the most is 0.42."""
CLEARLY_OUTSIDE = 0.1
"""Coverage below which a part of a covered question is said to lie outside."""
_FEW = 2
"""A part of no more different words than this takes its subject from the one before."""

_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|theirs|these|those|which ones?|"
    r"(?:is|does|do|did|can|of|for|with|about) (?:this|that))\b|\b(?:this|that|there|then)\W*$",
    re.IGNORECASE,
)
_OF_THAT = re.compile(
    r"^\W*(?:and\s+)?what(?:['’]s|\s+(?:is|are|was|were))\s+(?:(?:the|his|her|its|their)\b|\w+ed\b)",
    re.IGNORECASE,
)
"""Asks for something of what was named before: "what is the risk?"."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a question.

    Attributes:
        text: In English.
        ranking: Of the cards, read with what it points back to.
        scores: Of the cards, steadied by the whole question.
        covered: Probability that the guidance covers it.
        own: Whether it can be understood without the part before.
    """

    text: str
    ranking: Ranking
    scores: Floats
    covered: float
    own: bool

    @property
    def card(self) -> int:
        """Row of its card."""
        return int(self.scores.argmax())


def read_parts(
    query: Query,
    whole: Ranking,
    rank_again: Callable[[Query], Ranking],
    covers: Callable[[Ranking], float],
) -> tuple[Part, ...]:
    """Rank the cards for each part.

    Args:
        query: The question.
        whole: Cards for all of it.
        rank_again: Ranks the cards for one part.
        covers: Probability that the guidance covers what was ranked.
    """
    return tuple(_read(query, whole, rank_again, covers))


def _read(
    query: Query,
    whole: Ranking,
    rank_again: Callable[[Query], Ranking],
    covers: Callable[[Ranking], float],
) -> Iterator[Part]:
    subject = ""
    for text in query.parts:
        own = not subject or not points_back(text)
        if own:
            subject = text
        ranking = rank_again(part_of(query, text if own else f"{subject} {text}"))
        share = 0.0 if own and asked_term(text) else WHOLE_SHARE
        scores = ranking.scores + share * whole.scores
        yield Part(text, ranking, scores, covers(ranking), own)


def points_back(text: str) -> bool:
    """Whether a part leaves open what it is about: "does it pay?", "how much memory?"."""
    named = asked_term(text) and not _OF_THAT.match(text)
    return (len(term_set(text)) <= _FEW and not named) or bool(_POINTS_BACK.search(text))


def answered(parts: Sequence[Part], least: float) -> tuple[Part | None, ...]:
    """The parts that are answered; None for one that lies outside.

    Args:
        parts: Of a question, in order.
        least: Coverage below which a part that stands alone lies outside. One that leans on it
            does so as well.
    """
    found: list[Part | None] = []
    outside = False
    for part in parts:
        if part.own:
            outside = part.covered < least
        found.append(None if outside else part)
    return tuple(found)


def any_clear(parts: Sequence[Part]) -> bool:
    """Whether a part that stands alone is covered without doubt."""
    return any(part.own and part.covered >= CLEARLY_COVERED for part in parts)
