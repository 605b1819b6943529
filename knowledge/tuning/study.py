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
from knowledge.tuning.coverage import Coverage, CoverageFit, Seen
from knowledge.tuning.fit import Array, fit_logistic, fit_ranking

FOLDS = 5
PRIOR = (8.0, 8.0, 5.0, 6.0, 3.0, 10.0, 4.0, 6.0)
RANKING_STRENGTH = 0.01
WRONGLY_REFUSED = 0.03
"""Share of answerable tuning questions that may be refused."""
_RIGHT = ("probability", "probability_3", "margin", "best_question", "best_bm25_card", "coverage",
          "agree_dense", "agree_bm25", "foreign", "vague", "length")  # fmt: skip

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
    coverage: Coverage
    right: Logistic


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
    """Fits and validates on a list of examples.

    Args:
        examples: The tuning questions.
        requests: Those outside guidance, measured in the same way, each hidden from itself. One
            that is a tuning question too counts as such only.
    """

    def __init__(self, examples: Sequence[Example], requests: Sequence[Example]) -> None:
        asked = {e.question.question for e in examples}
        self.examples = tuple(examples)
        self._requests = tuple(e for e in requests if e.question.question not in asked)
        self._covered = np.array([1.0 if e.wanted else 0.0 for e in examples])
        self._folds = np.array([e.fold for e in examples])
        outside = np.stack([e.vector for e in self._requests])
        self._coverage = CoverageFit(examples[0].index, outside)

    def fit(self, chosen: Rows) -> Fitted:
        """Fit all parameters on the chosen examples."""
        some = [self.examples[i] for i in chosen]
        answerable = [example for example in some if example.wanted]
        weights = fit_ranking(
            [example.signals.table.astype(np.float64) for example in answerable],
            [example.wanted for example in answerable],
            np.array(PRIOR),
            RANKING_STRENGTH,
        )
        named = dict(zip(NAMES, (round(float(w), 4) for w in weights), strict=True))
        seen = [
            Seen(
                example.query.text,
                _features(example, named, None),
                example.vector,
                bool(example.wanted),
                request=place >= len(some),
            )
            for place, example in enumerate([*some, *self._requests])
        ]
        coverage = self._coverage.fit(seen)
        known = [item.features for item in seen if item.covered]
        right_rows = np.array([[features[name] for name in _RIGHT] for features in known])
        right_labels = np.array([1.0 if _rank(e, named) == 1 else 0.0 for e in answerable])
        right = fit_logistic(right_rows, right_labels, _RIGHT, 1.0)
        return Fitted(named, coverage, right)

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
                example = self.examples[i]
                features = _features(example, fitted.signal_weights, fitted.coverage)
                probability[i] = fitted.coverage.model.probability(features)
                confidence[i] = probability[i] * fitted.right.probability(features)
                if example.wanted:
                    ranks[i] = _rank(example, fitted.signal_weights)
                    halves["reciprocal"][i] = _reciprocal_rank(example)
                    for half, names in (("bm25", SPARSE), ("dense", DENSE)):
                        kept = {name: fitted.signal_weights[name] for name in names}
                        halves[half][i] = _rank(example, kept)
        return self._summary(probability, confidence, ranks, halves)

    def _summary(
        self, probability: Array, confidence: Array, ranks: Array, halves: dict[str, Array]
    ) -> dict[str, float]:
        yes = self._covered > 0
        threshold = float(np.quantile(probability[yes], WRONGLY_REFUSED))
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
    example: Example, weights: dict[str, float], coverage: Coverage | None
) -> dict[str, float]:
    scores = fuse(example.signals.table, weights)
    shares = np.exp(scores - scores.max())
    found = coverage_features(
        example.index,
        example.query,
        example.vector,
        example.signals,
        scores=scores,
        probabilities=np.asarray(shares / shares.sum(), dtype=np.float32),
        direction=coverage.direction if coverage else None,
    )
    return found | coverage.manner.features(example.query.text) if coverage else found


def _rank(example: Example, weights: dict[str, float]) -> float:
    scores = fuse(example.signals.table, weights)
    return float(min(1 + int((scores > scores[card]).sum()) for card in example.wanted))


def _reciprocal_rank(example: Example) -> float:
    """Rank under reciprocal rank fusion of all signals: the yardstick without tuning."""
    scores = reciprocal_rank_fusion(list(example.signals.table.T))
    return float(min(1 + int((scores > scores[card]).sum()) for card in example.wanted))


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
