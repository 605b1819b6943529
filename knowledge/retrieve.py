"""From a question to ranked cards: signals, fusion, and what they say about coverage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.embedding import Embedder, Vectors
from knowledge.explained import unexplained
from knowledge.index import GuidanceIndex
from knowledge.params import Params
from knowledge.query import Query
from knowledge.signals import DENSE, NAMES, SPARSE, Floats, Signals, Wording, cosines, measure

EXPANSION_SHARE = 0.35
_FIRST = 3
_QUESTION = NAMES.index("question")
_SECTION = NAMES.index("section")
_LEAD = NAMES.index("lead")
_CARD = NAMES.index("bm25_card")
_GRAMS = NAMES.index("grams")
_NATIVE = NAMES.index("native")


@dataclass(frozen=True, slots=True)
class Ranking:
    """Cards for a question, best first.

    Attributes:
        order: Rows of cards, best first.
        scores: Fused score of each card, in card order.
        probabilities: Softmax of the scores, in card order.
        similarity: Cosine of each unit with the question.
        features: What coverage and confidence are judged on.
    """

    order: tuple[int, ...]
    scores: Floats
    probabilities: Floats
    similarity: Floats
    features: Mapping[str, float]


def rank(
    index: GuidanceIndex, query: Query, vector: Vectors, params: Params, wording: Wording
) -> Ranking:
    """Rank all cards for a question.

    Args:
        index: The guidance.
        query: The question, understood.
        vector: Unit vector of `query.text`.
        params: Tuned weights.
        wording: What the words of the question say.
    """
    signals = measure(index, vector, wording)
    scores = fuse(signals.table, params.signal_weights)
    order = np.argsort(-scores, kind="stable")
    shifted = np.exp(scores - scores.max())
    probabilities = np.asarray(shifted / shifted.sum(), dtype=np.float32)
    features = coverage_features(
        index,
        query,
        vector,
        signals,
        scores=scores,
        probabilities=probabilities,
        direction=params.direction,
    )
    return Ranking(
        tuple(int(row) for row in order), scores, probabilities, signals.similarity, features
    )


def fuse(table: Floats, weights: Mapping[str, float]) -> Floats:
    """Weighted sum of the signals; shape (cards,)."""
    vector = np.array([weights.get(name, 0.0) for name in NAMES], dtype=np.float32)
    return np.asarray(table @ vector, dtype=np.float32)


def reciprocal_rank_fusion(columns: Sequence[Floats], k: float = 60.0) -> Floats:
    """Σ 1/(k + rank) over rankers (Cormack, Clarke and Büttcher, 2009)."""
    total = np.zeros_like(columns[0])
    for column in columns:
        ranks = np.empty(len(column), dtype=np.float32)
        ranks[np.argsort(-column, kind="stable")] = np.arange(1, len(column) + 1)
        total += 1 / (k + ranks)
    return total


def half_scores(table: Floats, half: str, weights: Mapping[str, float]) -> Floats:
    """Scores of one half alone: `bm25` or `dense`, with the weights it has in the fusion."""
    names = SPARSE if half == "bm25" else DENSE
    return fuse(table, {name: weights.get(name, 0.0) for name in names})


def coverage_features(
    index: GuidanceIndex,
    query: Query,
    vector: Vectors,
    signals: Signals,
    *,
    scores: Floats,
    probabilities: Floats,
    direction: Vectors | None,
) -> dict[str, float]:
    """What tells a covered question from one that merely sounds like the field."""
    table = signals.table
    best = int(np.argmax(scores))
    ordered = np.sort(scores)[::-1]
    outside = np.sort(cosines(index.outside, vector))[::-1]
    inside = np.sort(table[:, _QUESTION])[::-1]
    asked = float(table[:, _QUESTION].max())
    first_cards = [int(row) for row in np.argsort(-scores, kind="stable")[:_FIRST]]
    return {
        "top_question": asked,
        "best_question": float(table[best, _QUESTION]),
        "best_section": float(table[best, _SECTION]),
        "best_lead": float(table[best, _LEAD]),
        "top_bm25_card": float(table[:, _CARD].max()),
        "best_bm25_card": float(table[best, _CARD]),
        "best_grams": float(table[best, _GRAMS]),
        "best_native": float(table[best, _NATIVE]),
        "score": float(ordered[0]) / 10,
        "margin": float(ordered[0] - ordered[1]),
        "spread": float(ordered[0] - ordered[4]),
        "probability": float(probabilities[best]),
        "probability_3": float(np.sort(probabilities)[::-1][:3].sum()),
        "coverage": signals.wording.coverage,
        "outside": float(outside[0]),
        "outside_3": float(outside[:3].mean()),
        "inside_outside": asked - float(outside[0]),
        "inside_outside_3": float(inside[:3].mean() - outside[:3].mean()),
        "agree_dense": 1.0 if int(np.argmax(table[:, _QUESTION])) == best else 0.0,
        "agree_bm25": 1.0 if int(np.argmax(table[:, _CARD])) == best else 0.0,
        "foreign": 0.0 if query.language == "en" else 1.0,
        "vague": float(signals.wording.vague),
        "direction": float(vector @ direction) if direction is not None else 0.0,
        "length": min(len(query.text.split()), 30) / 10,
        **unexplained(index.by_card, query.text, first_cards),
        **signals.wording.signs,
    }


def embed_query(embedder: Embedder, query: Query) -> Vectors:
    """Vector of a question: its own, drawn towards the one with the expansion, shape (size,).

    The sum is left shorter than a unit vector: where both disagree, all cosines should shrink.
    """
    if not query.expansion:
        alone: Vectors = embedder.embed([query.text])[0]
        return alone
    plain, wide = embedder.embed([query.text, f"{query.text} {query.expansion}"])
    return np.asarray((1 - EXPANSION_SHARE) * plain + EXPANSION_SHARE * wide, dtype=np.float32)
