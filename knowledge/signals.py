"""How well each card fits a question, seen from several sides. One row for each card.

Dense signals are cosines, sparse ones shares of what the question could score at most; so all lie
near 0 to 1 and one set of weights serves short and long questions.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from knowledge.embedding import Vectors
from knowledge.groups import best_of_each, mean_of_best
from knowledge.index import GuidanceIndex
from knowledge.lexical import Postings, char_grams, terms, unit_weights
from knowledge.manner import load_manner
from knowledge.native import native_fit
from knowledge.query import Query
from knowledge.scope import is_vague, scope_features

if TYPE_CHECKING:
    from knowledge.postgres.guidance import PgVectors

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
class Wording:
    """What the words of a question say, without its vector.

    Attributes:
        fits: Each of `SPARSE`, shape (cards,).
        coverage: Share of the question's idf mass that occurs in the guidance at all.
        vague: Whether it names too little.
        signs: That it lies outside guidance, as in `scope_features`, and its manner.
    """

    fits: Mapping[str, Floats]
    coverage: float
    vague: bool
    signs: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Signals:
    """What the rankers say.

    Attributes:
        table: Shape (cards, len(NAMES)).
        wording: What the words say.
        similarity: Cosine of each unit, shape (units,).
    """

    table: Floats
    wording: Wording
    similarity: Floats


def worded(index: GuidanceIndex, query: Query) -> Wording:
    """What can be told before the vector of a question is there.

    Args:
        index: The guidance.
        query: The question. Its expansion counts with `EXPANSION_WEIGHT` and need not be found.
    """
    count = len(index.cards)
    counts = {term: float(n) for term, n in Counter(terms(query.text)).items()}
    widened = dict(counts)
    for term in terms(query.expansion):
        widened.setdefault(term, EXPANSION_WEIGHT)
    bm25 = index.by_card.scores(widened) / _ceiling(index.by_card, counts)
    grams = index.grams.scores(unit_weights(index.grams, char_grams(query.text)))
    native = native_fit(index.native, index.native_card, query.original, query.language, count)
    fits = (bm25, best_of_each(grams, index.groups["gram"], count), native)
    signs = scope_features(
        query.original,
        query.text,
        index.frequencies,
        index.by_card.vocabulary,
        newest=index.newest,
        unknown=query.unknown,
    )
    signs |= load_manner().features(query.text)
    coverage = _coverage(index.by_card, counts)
    return Wording(dict(zip(SPARSE, fits, strict=True)), coverage, is_vague(query.text), signs)


def measure(index: GuidanceIndex, vector: Vectors, wording: Wording) -> Signals:
    """All signals of one question.

    Args:
        index: The guidance.
        vector: Of the question, shape (size,).
        wording: What its words say.
    """
    count = len(index.cards)
    similarity = cosines(index.vectors, vector)
    table = np.zeros((count, len(NAMES)), dtype=np.float32)
    for kind in ("question", "lead", "section"):
        table[:, NAMES.index(kind)] = best_of_each(similarity, index.groups[kind], count)
    table[:, NAMES.index("question_mean")] = mean_of_best(
        similarity, index.groups["question"], count, _TOP
    )
    nearest = table[:, NAMES.index("question")]
    table[:, NAMES.index("same")] = np.clip((nearest - SAME_FROM) / (1 - SAME_FROM), 0, 1)
    for name, fit in wording.fits.items():
        table[:, NAMES.index(name)] = fit
    return Signals(table, wording, similarity)


def cosines(vectors: "Vectors | PgVectors", vector: Vectors) -> Floats:
    """Products of rows with a vector, shape (rows,).

    FAISS computes them on one thread: a threaded product of this size waits longer for its threads
    than it computes, above all while the app is busy.
    """
    if not isinstance(vectors, np.ndarray):
        return vectors.cosines(vector)
    import faiss

    rows = np.ascontiguousarray(vectors, dtype=np.float32)
    asked = np.ascontiguousarray(vector, dtype=np.float32)
    if asked.shape != rows.shape[1:]:
        raise ValueError(f"a vector of {asked.shape} does not fit rows of {rows.shape[1:]}")
    found = np.empty(len(rows), dtype=np.float32)
    pointers = (faiss.swig_ptr(array) for array in (found, asked, rows))
    product = faiss.fvec_inner_products_ny  # type: ignore[attr-defined]  # made by SWIG
    product(*pointers, rows.shape[1], len(rows))
    return found


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
