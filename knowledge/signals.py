"""How well each card fits a question, seen from several sides. One row for each card.

Dense signals are cosines, sparse ones shares of what the question could score at most; so all lie
near 0 to 1 and one set of weights serves short and long questions.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.embedding import Vectors
from knowledge.index import GuidanceIndex
from knowledge.lexical import Postings, char_grams, terms, unit_weights
from knowledge.native import native_fit
from knowledge.query import Query
from knowledge.units import ASKED, KINDS

Floats = npt.NDArray[np.float32]

DENSE = ("question", "question_mean", "lead", "section", "same")
SPARSE = ("bm25_card", "grams", "native")
NAMES = (*DENSE, *SPARSE)
EXPANSION_WEIGHT = 0.5
SAME_FROM = 0.8
"""Above this cosine a card's question is more and more the very question asked."""
_TOP = 3
_K1 = 1.2


@dataclass(frozen=True, slots=True)
class Signals:
    """What the rankers say.

    Attributes:
        table: Shape (cards, len(NAMES)).
        coverage: Share of the question's idf mass that occurs in the guidance at all.
        similarity: Cosine of each unit, shape (units,).
    """

    table: Floats
    coverage: float
    similarity: Floats


def measure(index: GuidanceIndex, query: Query, vector: Vectors) -> Signals:
    """All signals of one question.

    Args:
        index: The guidance.
        query: The question. Its expansion counts with `EXPANSION_WEIGHT` and need not be found.
        vector: Its vector, shape (size,).
    """
    count = len(index.cards)
    similarity = cosines(index.vectors, vector)
    table = np.zeros((count, len(NAMES)), dtype=np.float32)
    asked = index.unit_kind <= ASKED
    for kind in ("question", "lead", "section"):
        chosen = asked if kind == "question" else index.unit_kind == KINDS.index(kind)
        best = _maximum(similarity[chosen], index.unit_card[chosen], count)
        table[:, NAMES.index(kind)] = best
    table[:, NAMES.index("question_mean")] = _mean_of_best(
        similarity[asked], index.unit_card[asked], count
    )
    nearest = table[:, NAMES.index("question")]
    table[:, NAMES.index("same")] = np.clip((nearest - SAME_FROM) / (1 - SAME_FROM), 0, 1)
    counts = {term: float(n) for term, n in Counter(terms(query.text)).items()}
    widened = dict(counts)
    for term in terms(query.expansion):
        widened.setdefault(term, EXPANSION_WEIGHT)
    bm25 = index.by_card.scores(widened) / _ceiling(index.by_card, counts)
    table[:, NAMES.index("bm25_card")] = bm25
    grams = index.grams.scores(unit_weights(index.grams, char_grams(query.text)))
    table[:, NAMES.index("grams")] = _maximum(grams, index.gram_card, count)
    table[:, NAMES.index("native")] = native_fit(
        index.native, index.native_card, query.original, query.language, count
    )
    return Signals(table, _coverage(index.by_card, counts), similarity)


def cosines(vectors: Vectors, vector: Vectors) -> Floats:
    """Products of rows with a vector, shape (rows,).

    `einsum` stays on one thread: a threaded product of this size waits longer for its threads than
    it computes, above all while the app is busy.
    """
    return np.asarray(np.einsum("us,s->u", vectors, vector), dtype=np.float32)


def _maximum(values: Floats, rows: npt.NDArray[np.int32], count: int) -> Floats:
    best = np.zeros(count, dtype=np.float32)
    np.maximum.at(best, rows, values)
    return best


def _mean_of_best(values: Floats, rows: npt.NDArray[np.int32], count: int) -> Floats:
    """Mean of the `_TOP` largest values of each card; rows ascend, as units are in card order."""
    sizes = np.bincount(rows, minlength=count)
    place = np.arange(len(rows)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    padded = np.full((count, max(int(sizes.max()), _TOP)), -np.inf, dtype=np.float32)
    padded[rows, place] = values
    best = np.partition(padded, -_TOP, axis=1)[:, -_TOP:]
    sums = np.where(np.isfinite(best), best, 0).sum(axis=1)
    return np.asarray(sums / np.clip(sizes, 1, _TOP), dtype=np.float32)


def _ceiling(table: Postings, counts: dict[str, float]) -> float:
    unknown = float(table.idf.max()) if len(table.idf) else 1.0
    mass = 0.0
    for term, count in counts.items():
        column = table.vocabulary.get(term)
        mass += count * (unknown if column is None else float(table.idf[column]))
    return max(mass * (_K1 + 1), 1e-6)


def _coverage(table: Postings, counts: dict[str, float]) -> float:
    unknown = float(table.idf.max()) if len(table.idf) else 1.0
    found = total = 0.0
    for term in counts:
        column = table.vocabulary.get(term)
        weight = unknown if column is None else float(table.idf[column])
        total += weight
        found += 0.0 if column is None else weight
    return found / total if total else 0.0
