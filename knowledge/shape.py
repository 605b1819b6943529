"""Which form an answer takes: plain, in parts, or as readings to choose from."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from knowledge.index import GuidanceIndex
from knowledge.query import Query, part_of
from knowledge.retrieve import Ranking
from knowledge.units import KINDS
from knowledge.verdicts import Judged, Spoken, choose, wants_verdict

VAGUE_CARD = "frame-vague-ask"
READINGS = 3
_MAX_SHOWN = 3
_CLOSE = 0.35
_WHOLE_SHARE = 0.5
_JUDGED = KINDS.index("judged")


@dataclass(frozen=True, slots=True)
class Shape:
    """How the answer is laid out.

    Attributes:
        order: Rows of cards, best first, after what the parts added.
        shown: How many cards are quoted.
        part_cards: Row of the card for each part of the question; empty for a single one.
        readings: How many readings are offered; 0 for a clear question.
        spoken: Yes, no or it depends for each part, or for the single question; None where the
            question wants no such word or no judged question is alike.
    """

    order: tuple[int, ...]
    shown: int
    part_cards: tuple[int, ...]
    readings: int
    spoken: tuple[Spoken | None, ...]


def shape_of(
    index: GuidanceIndex,
    query: Query,
    ranking: Ranking,
    rank_again: Callable[[Query], Ranking],
    confidence: float,
) -> Shape:
    """Lay out the answer.

    Args:
        index: The guidance.
        query: The question.
        ranking: Cards for the whole question.
        rank_again: Ranks the cards for one part.
        confidence: That the first card is a right one.
    """
    if len(query.parts) > 1:
        return _in_parts(index, query, ranking, rank_again, confidence)
    if ranking.features["vague"]:
        return _as_readings(index, ranking)
    spoken = _spoken(index, query.text, ranking, ranking.order[0], confidence)
    return Shape(ranking.order, _shown(ranking), (), 0, (spoken,))


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


def _in_parts(
    index: GuidanceIndex,
    query: Query,
    ranking: Ranking,
    rank_again: Callable[[Query], Ranking],
    confidence: float,
) -> Shape:
    """Give each part its card: mostly the part's own evidence, steadied by the whole question's."""
    chosen: list[int] = []
    spoken: list[Spoken | None] = []
    for part in query.parts:
        alone = rank_again(part_of(query, part))
        scores = alone.scores + _WHOLE_SHARE * ranking.scores
        chosen.append(int(scores.argmax()))
        spoken.append(_spoken(index, part, alone, chosen[-1], confidence))
    first = dict.fromkeys((ranking.order[0], *chosen))
    order = (*first, *(row for row in ranking.order if row not in first))
    return Shape(order, min(len(first), _MAX_SHOWN), tuple(chosen), 0, tuple(spoken))


def _as_readings(index: GuidanceIndex, ranking: Ranking) -> Shape:
    """Offer the nearest cards and the one that says what to ask first."""
    rows = {card.id: row for row, card in enumerate(index.cards)}
    order = list(ranking.order)
    vague = rows.get(VAGUE_CARD)
    if vague is not None and vague not in order[:READINGS]:
        order.remove(vague)
        order.insert(READINGS - 1, vague)
    return Shape(tuple(order), READINGS, (), READINGS, ())
