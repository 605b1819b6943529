"""Tuned parameters: read from a data file that says when and on what they were tuned.

`python -m knowledge.tuning` writes the file; nothing else does.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

TUNED_FILE = Path(__file__).parent / "data" / "tuned.json"


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model over named features: p = 1 / (1 + exp(−(bias + Σ w·x)))."""

    bias: float
    weights: Mapping[str, float]

    def probability(self, features: Mapping[str, float]) -> float:
        """Probability for one row of features."""
        total = self.bias + sum(w * features[name] for name, w in self.weights.items())
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, total))))


@dataclass(frozen=True, slots=True)
class Params:
    """Everything that was tuned.

    Attributes:
        field_weights: Fields of a card in BM25.
        signal_weights: Signals in the fused score.
        covered: Probability that the guidance covers a question.
        direction: Vector whose product with a question's vector is one feature, shape (size,).
        threshold: Below this probability the answer is that the guidance does not say.
        right: Probability that the first card is a right one, for a covered question.
        tuned: Date, digest of the questions and cross-validated metrics.
    """

    field_weights: Mapping[str, float]
    signal_weights: Mapping[str, float]
    covered: Logistic
    direction: npt.NDArray[np.float32] | None
    threshold: float
    right: Logistic
    tuned: Mapping[str, Any]


@cache
def load_params(path: Path = TUNED_FILE) -> Params:
    """Read the parameters, once for each process."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Params(
        field_weights=data["field_weights"],
        signal_weights=data["signal_weights"],
        covered=Logistic(data["covered"]["bias"], data["covered"]["weights"]),
        direction=np.array(data["direction"], dtype=np.float32) if data["direction"] else None,
        threshold=data["threshold"],
        right=Logistic(data["right"]["bias"], data["right"]["weights"]),
        tuned=data["tuned"],
    )
