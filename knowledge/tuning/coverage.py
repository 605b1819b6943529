"""Fitting the probability that a card answers a question at all.

One logistic model sees the features of retrieval, the vector of the question along its main axes,
and single words. At question time the axes are one direction, the words one table (`Manner`).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.index import GuidanceIndex
from knowledge.manner import Manner, tokens
from knowledge.params import Logistic
from knowledge.phrasings import load_phrasings
from knowledge.tuning.fit import Array, fit_logistic
from knowledge.tuning.manner import Tokens, WordCounts, common_words, counted, indicators
from knowledge.units import ASKED, units_of
from knowledge.units import KINDS as UNIT_KINDS
from knowledge.verdicts import load_verdicts

FEATURE_STRENGTH = 2.0
AXES = 150
AXIS_STRENGTH = 200.0
WORD_STRENGTH = 8.0
DOMAIN_STRENGTH = 300.0
REQUEST_IMPORTANCE = 0.3
"""Weight of a request from the list of those outside guidance, beside a tuning question."""
SELDOM = 6
_LEARNED = ("direction", "wording")


@dataclass(frozen=True)
class Seen:
    """A question to fit on.

    Attributes:
        text: In English.
        features: As `coverage_features` gives them; those that are fitted here are replaced.
        covered: Whether a card answers it.
        request: Whether it is from the list of requests outside guidance.
    """

    text: str
    features: Mapping[str, float]
    vector: npt.NDArray[np.float32]
    covered: bool
    request: bool


@dataclass(frozen=True)
class Coverage:
    """The fitted model with what its features need."""

    model: Logistic
    direction: npt.NDArray[np.float32]
    manner: Manner


class CoverageFit:
    """Fits on questions; keeps what the guidance itself contributes.

    Args:
        index: The guidance.
        outside: Vectors of requests outside it, none a tuning question, shape (requests, size).
    """

    def __init__(self, index: GuidanceIndex, outside: npt.NDArray[np.float32]) -> None:
        asked = index.unit_kind <= ASKED
        inside = np.asarray(index.vectors)[asked].astype(np.float64)
        axes = np.linalg.svd(inside - inside.mean(axis=0), full_matrices=False)[2][:AXES].T
        domain = _domain(inside, outside.astype(np.float64))
        self._spanned: Array = np.hstack([domain[:, None], axes])
        texts = [
            unit.text
            for unit in units_of(index.cards, load_phrasings(), load_verdicts())
            if UNIT_KINDS.index(unit.kind) <= ASKED
        ]
        self._stored: Counter[str] = counted(tokens(text) for text in texts)
        self._stored_count = len(texts)

    def fit(self, seen: Sequence[Seen]) -> Coverage:
        """Fit on some questions."""
        found = [tokens(item.text) for item in seen]
        counts = self._counts(found, seen)
        plain = [
            {**item.features, **counts.left_out(some, covered=item.covered)}
            for some, item in zip(found, seen, strict=True)
        ]
        names = [name for name in plain[0] if name not in _LEARNED]
        chosen = common_words(found)
        vectors = np.stack([item.vector for item in seen]).astype(np.float64)
        spanned = self._spanned
        rows = np.hstack(
            [
                np.array([[row[name] for name in names] for row in plain]),
                vectors @ spanned,
                indicators(found, chosen),
            ]
        )
        strength = np.repeat(
            [FEATURE_STRENGTH, AXIS_STRENGTH, WORD_STRENGTH],
            [len(names) + 1, AXES, len(chosen)],
        )
        bias, weights = _fitted(rows, seen, strength, unscaled=len(chosen))
        first, last = len(names), len(names) + spanned.shape[1]
        named = dict(zip(names, weights[:first], strict=True))
        worded = zip(chosen, weights[last:], strict=True)
        return Coverage(
            Logistic(bias, {**named, "direction": 1.0, "wording": 1.0}),
            (spanned @ np.array(weights[first:last])).astype(np.float32),
            Manner(counts.odds(), {token: round(weight, 3) for token, weight in worded}),
        )

    def _counts(self, found: Sequence[Tokens], seen: Sequence[Seen]) -> WordCounts:
        """Words of the questions stored with the cards, and of these by whether a card answers."""
        by_covered: dict[bool, list[Tokens]] = {True: [], False: []}
        for some, item in zip(found, seen, strict=True):
            by_covered[item.covered].append(some)
        return WordCounts(
            self._stored, self._stored_count, by_covered[True], by_covered[False], SELDOM
        )


def _fitted(
    rows: Array, seen: Sequence[Seen], strength: Array, *, unscaled: int
) -> tuple[float, list[float]]:
    """Bias and the weight of each column of what tells covered questions from others."""
    labels = np.array([1.0 if item.covered else 0.0 for item in seen])
    importance = np.array([REQUEST_IMPORTANCE if item.request else 1.0 for item in seen])
    columns = [str(place) for place in range(rows.shape[1])]
    model = fit_logistic(rows, labels, columns, strength, importance=importance, unscaled=unscaled)
    return model.bias, [model.weights[column] for column in columns]


def _domain(inside: Array, outside: Array) -> Array:
    """Direction from requests outside the field to questions that cards answer."""
    rows = np.vstack([inside, outside])
    labels = np.r_[np.ones(len(inside)), np.zeros(len(outside))]
    names = [str(column) for column in range(rows.shape[1])]
    importance = np.where(labels > 0, 1.0, len(inside) / len(outside))
    model = fit_logistic(rows, labels, names, DOMAIN_STRENGTH, importance=importance)
    return np.array([model.weights[name] for name in names])
