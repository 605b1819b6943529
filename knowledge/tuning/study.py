"""One tuning run: examples, folds, fitting, cross-validation."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from knowledge.base import KnowledgeBase
from knowledge.evaluate import Question
from knowledge.index import GuidanceIndex, out_of_scope
from knowledge.params import Logistic
from knowledge.query import Query
from knowledge.retrieve import coverage_features, embed_query, fuse, reciprocal_rank_fusion
from knowledge.signals import DENSE, NAMES, SPARSE, Signals, measure, worded
from knowledge.tuning.fit import Array, fit_logistic, fit_ranking
from knowledge.units import ASKED

FOLDS = 5
PRIOR = (8.0, 8.0, 5.0, 6.0, 3.0, 10.0, 4.0, 6.0)
RANKING_STRENGTH = 0.01
LOGISTIC_STRENGTH = 2.0
DIRECTIONS = 16
DOMAIN_STRENGTH = 300.0
REFUSED = 0.875
"""Share of unanswerable tuning questions that must be refused; they are harder than most are."""
_RIGHT = ("probability", "probability_3", "margin", "best_question", "best_bm25_card", "coverage",
          "agree_dense", "agree_bm25", "foreign", "vague", "length")  # fmt: skip
_SKIPPED = ("direction",)

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Example:
    """A question with everything measured once."""

    question: Question
    query: Query
    vector: npt.NDArray[np.float32]
    signals: Signals
    index: GuidanceIndex
    wanted: tuple[int, ...]
    fold: int


@dataclass(frozen=True)
class Fitted:
    """Parameters fitted on some examples."""

    signal_weights: dict[str, float]
    covered: Logistic
    right: Logistic
    direction: npt.NDArray[np.float32]


def gather(base: KnowledgeBase, questions: Sequence[Question]) -> list[Example]:
    """Measure all questions. An out-of-scope request equal to a question is hidden from it."""
    rows = {card.id: row for row, card in enumerate(base.cards)}
    requests = out_of_scope()
    examples = []
    for question in questions:
        query = base.understand(question.question)
        vector = embed_query(base.embedder, query)
        index = base.index
        if question.question in requests:
            kept = [row for row, text in enumerate(requests) if text != question.question]
            index = replace(index, outside=index.outside[kept])
        key = question.topics[0] if question.topics else question.question
        wanted = tuple(rows[topic] for topic in question.topics if topic in rows)
        examples.append(
            Example(
                question,
                query,
                vector,
                measure(index, vector, worded(index, query)),
                index,
                wanted,
                zlib.crc32(key.encode()) % FOLDS,
            )
        )
    return examples


class Study:
    """Fits and validates on a list of examples."""

    def __init__(self, examples: Sequence[Example], outside: npt.NDArray[np.float32]) -> None:
        self.examples = tuple(examples)
        self._covered = np.array([1.0 if e.wanted else 0.0 for e in examples])
        self._folds = np.array([e.fold for e in examples])
        self._vectors = np.stack([e.vector for e in examples]).astype(np.float64)
        index = examples[0].index
        asked = index.unit_kind <= ASKED
        known = index.vectors[asked].astype(np.float64)
        self._inside = known
        self._requests = out_of_scope()
        self._outside = outside.astype(np.float64)
        basis = np.linalg.svd(known - known.mean(axis=0), full_matrices=False)[2]
        self._basis: Array = basis[:DIRECTIONS].T

    def fit(self, chosen: Rows) -> Fitted:
        """Fit all parameters on the chosen examples."""
        answerable = [i for i in chosen if self.examples[i].wanted]
        weights = fit_ranking(
            [self.examples[i].signals.table.astype(np.float64) for i in answerable],
            [self.examples[i].wanted for i in answerable],
            np.array(PRIOR),
            RANKING_STRENGTH,
        )
        named = dict(zip(NAMES, (round(float(w), 4) for w in weights), strict=True))
        features = {int(i): self._features(int(i), named, None) for i in chosen}
        names = [name for name in features[int(chosen[0])] if name not in _SKIPPED]
        plain = np.array([[features[int(i)][name] for name in names] for i in chosen])
        domain = self._domain(chosen)
        further = np.hstack([self._vectors @ self._basis, (self._vectors @ domain)[:, None]])
        extended = np.hstack([plain, further[chosen]])
        labels = self._covered[chosen]
        columns = [*names, *(f"#{k}" for k in range(further.shape[1]))]
        model = fit_logistic(extended, labels, columns, LOGISTIC_STRENGTH)
        along = np.array([model.weights[name] for name in columns[len(names) :]])
        spanned = np.hstack([self._basis, domain[:, None]])
        direction = (spanned @ along).astype(np.float32)
        covered = Logistic(
            model.bias, {**{name: model.weights[name] for name in names}, "direction": 1.0}
        )
        right_rows = np.array([[features[int(i)][name] for name in _RIGHT] for i in answerable])
        right_labels = np.array([self._first_is_right(int(i), named) for i in answerable])
        right = fit_logistic(right_rows, right_labels, _RIGHT, 1.0)
        return Fitted(named, covered, right, direction)

    def _domain(self, chosen: Rows) -> Array:
        """Direction from requests outside the field to questions that cards answer.

        Requests that are examples too count only where they are trained on.
        """
        held = {e.question.question for e in self.examples} - {
            self.examples[i].question.question for i in chosen
        }
        kept = [row for row, text in enumerate(self._requests) if text not in held]
        outside = self._outside[kept]
        rows = np.vstack([self._inside, outside])
        labels = np.r_[np.ones(len(self._inside)), np.zeros(len(outside))]
        names = [str(column) for column in range(rows.shape[1])]
        balance = len(self._inside) / len(outside)
        model = fit_logistic(rows, labels, names, DOMAIN_STRENGTH, balance)
        return np.array([model.weights[name] for name in names])

    def cross_validate(self) -> dict[str, float]:
        """Metrics of parameters fitted without the fold they are measured on."""
        count = len(self.examples)
        probability = np.zeros(count)
        confidence = np.zeros(count)
        ranks = np.full(count, np.inf)
        halves = {name: np.full(count, np.inf) for name in ("bm25", "dense", "reciprocal")}
        for fold in range(FOLDS):
            fitted = self.fit(np.flatnonzero(self._folds != fold))
            for i in np.flatnonzero(self._folds == fold):
                features = self._features(int(i), fitted.signal_weights, fitted.direction)
                probability[i] = fitted.covered.probability(features)
                confidence[i] = probability[i] * fitted.right.probability(features)
                if self.examples[i].wanted:
                    ranks[i] = self._rank(int(i), fitted.signal_weights)
                    halves["reciprocal"][i] = self._reciprocal_rank(int(i))
                    for half, names in (("bm25", SPARSE), ("dense", DENSE)):
                        kept = {name: fitted.signal_weights[name] for name in names}
                        halves[half][i] = self._rank(int(i), kept)
        return self._summary(probability, confidence, ranks, halves)

    def _summary(
        self, probability: Array, confidence: Array, ranks: Array, halves: dict[str, Array]
    ) -> dict[str, float]:
        yes = self._covered > 0
        threshold = float(np.quantile(probability[~yes], REFUSED))
        found = {
            "answerable": int(yes.sum()),
            "unanswerable": int((~yes).sum()),
            **_retrieval("", ranks[yes]),
            **_retrieval("bm25_", halves["bm25"][yes]),
            **_retrieval("dense_", halves["dense"][yes]),
            **_retrieval("reciprocal_", halves["reciprocal"][yes]),
            "threshold": threshold,
            "refused_unanswerable": float((probability[~yes] < threshold).mean()),
            "refused_answerable": float((probability[yes] < threshold).mean()),
            "calibration_error": calibration_error(confidence, (ranks <= 1).astype(np.float64)),
        }
        return {name: round(value, 4) for name, value in found.items()}

    def _features(
        self, row: int, weights: dict[str, float], direction: npt.NDArray[np.float32] | None
    ) -> dict[str, float]:
        example = self.examples[row]
        scores = fuse(example.signals.table, weights)
        shares = np.exp(scores - scores.max())
        return coverage_features(
            example.index,
            example.query,
            example.vector,
            example.signals,
            scores=scores,
            probabilities=np.asarray(shares / shares.sum(), dtype=np.float32),
            direction=direction,
        )

    def _rank(self, row: int, weights: dict[str, float]) -> float:
        example = self.examples[row]
        scores = fuse(example.signals.table, weights)
        return float(min(1 + int((scores > scores[card]).sum()) for card in example.wanted))

    def _reciprocal_rank(self, row: int) -> float:
        """Rank under reciprocal rank fusion of all signals: the yardstick without tuning."""
        example = self.examples[row]
        scores = reciprocal_rank_fusion(list(example.signals.table.T))
        return float(min(1 + int((scores > scores[card]).sum()) for card in example.wanted))

    def _first_is_right(self, row: int, weights: dict[str, float]) -> float:
        return 1.0 if self._rank(row, weights) == 1 else 0.0


def _retrieval(prefix: str, ranks: Array) -> dict[str, float]:
    return {
        f"{prefix}hit_at_1": float((ranks <= 1).mean()),
        f"{prefix}hit_at_3": float((ranks <= 3).mean()),
        f"{prefix}hit_at_5": float((ranks <= 5).mean()),
        f"{prefix}mrr_at_10": float(np.where(ranks <= 10, 1 / ranks, 0).mean()),
    }


def calibration_error(confidence: Array, right: Array, bins: int = 10) -> float:
    """Expected calibration error: mean gap between confidence and accuracy over equal bins."""
    edges = np.clip((confidence * bins).astype(int), 0, bins - 1)
    gaps = [
        abs(float(confidence[edges == b].mean() - right[edges == b].mean())) * (edges == b).sum()
        for b in range(bins)
        if (edges == b).any()
    ]
    return float(sum(gaps) / len(confidence))
