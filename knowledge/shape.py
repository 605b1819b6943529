"""Which form an answer takes: plain, in parts, or as readings to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.direct import asked_term
from knowledge.index import GuidanceIndex
from knowledge.parts import Part
from knowledge.query import Query
from knowledge.retrieve import Ranking
from knowledge.units import KINDS
from knowledge.verdicts import Judged, Spoken, choose, wants_verdict

VAGUE_CARD = "frame-vague-ask"
READINGS = 3
IN_DOUBT = 0.4
"""Confidence below which the nearest cards are offered side by side: in the tuning questions the
first is then the right one for two of five, one of the first three for two of three."""
_MAX_SHOWN = 3
_CLOSE = 0.35
_JUDGED = KINDS.index("judged")


@dataclass(frozen=True, slots=True)
class Shape:
    """How the answer is laid out.

    Attributes:
        order: Rows of cards, best first, after what the parts added.
        shown: How many cards are quoted.
        part_cards: Row of the card for each part of the question, None for one that lies outside
            the guidance; empty for a single one.
        readings: How many readings are offered; 0 for a clear question.
        spoken: Yes, no or it depends for each part, or for the single question; None where the
            question wants no such word or no judged question is alike.
        doubtful: Whether the readings are offered because none of them is sure to fit.
    """

    order: tuple[int, ...]
    shown: int
    part_cards: tuple[int | None, ...]
    readings: int
    spoken: tuple[Spoken | None, ...]
    doubtful: bool = False


def shape_of(index: GuidanceIndex, query: Query, ranking: Ranking, confidence: float) -> Shape:
    """Lay out the answer to a question of one part.

    Args:
        index: The guidance.
        query: The question.
        ranking: Cards for the question.
        confidence: That the first card is a right one.
    """
    if ranking.features["vague"]:
        return _as_readings(index, ranking)
    if confidence < IN_DOUBT and not asked_term(query.text):
        return Shape(ranking.order, READINGS, (), READINGS, (), doubtful=True)
    spoken = _spoken(index, query.text, ranking, ranking.order[0], confidence)
    return Shape(ranking.order, _shown(ranking), (), 0, (spoken,))


def in_parts(
    index: GuidanceIndex,
    first: Sequence[int],
    parts: Sequence[Part | None],
    ranking: Ranking,
    confidence: float,
) -> Shape:
    """Lay out the answer to a question of several parts.

    Args:
        index: The guidance.
        first: Rows that come before those of the parts: what the question as a whole is about.
        parts: Each with its own ranking; None for one that lies outside.
        ranking: Cards for the whole question.
        confidence: That the first card is a right one.
    """
    chosen = tuple(part.card if part else None for part in parts)
    spoken = tuple(
        _spoken(index, part.text, part.ranking, part.card, confidence) if part else None
        for part in parts
    )
    named = dict.fromkeys((*first, *(row for row in chosen if row is not None)))
    order = (*named, *(row for row in ranking.order if row not in named))
    return Shape(order, min(len(named), _MAX_SHOWN), chosen, 0, spoken)


def _shown(ranking: Ranking) -> int:
    """Cards whose probability comes close to that of the first."""
    first = ranking.probabilities[ranking.order[0]]
    close = [
        row for row in ranking.order[:_MAX_SHOWN] if ranking.probabilities[row] >= _CLOSE * first
    ]
    return max(2, len(close))


def _spoken(
    index: GuidanceIndex, text: str, ranking: Ranking, card: int, confidence: float
) -> Spoken | None:
    """The judged question of that card that speaks for this one."""
    if not wants_verdict(text):
        return None
    return choose(text, judged_near(index, ranking, card), confidence)


def judged_near(index: GuidanceIndex, ranking: Ranking, card: int) -> list[tuple[Judged, float]]:
    """The judged questions of a card, each with its cosine to the question that was ranked."""
    units = np.flatnonzero(index.unit_kind == _JUDGED)
    own = index.unit_card[units] == card
    chosen = zip(np.flatnonzero(own), ranking.similarity[units[own]], strict=True)
    return [(index.judged[place], float(cosine)) for place, cosine in chosen]


def _as_readings(index: GuidanceIndex, ranking: Ranking) -> Shape:
    """Offer the nearest cards and the one that says what to ask first."""
    rows = {card.id: row for row, card in enumerate(index.cards)}
    order = list(ranking.order)
    vague = rows.get(VAGUE_CARD)
    if vague is not None and vague not in order[:READINGS]:
        order.remove(vague)
        order.insert(READINGS - 1, vague)
    return Shape(tuple(order), READINGS, (), READINGS, ())
