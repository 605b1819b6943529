"""The two models that are tuned: a listwise one for ranking, a logistic one for probabilities."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from knowledge.params import Logistic

Array = npt.NDArray[np.float64]
_CONSTANT = 1e-6
"""A feature that varies by less does not vary."""
_STEPS = 300


def fit_ranking(
    tables: Sequence[Array], wanted: Sequence[Sequence[int]], prior: Array, strength: float
) -> Array:
    """Non-negative weights that give the wanted cards the largest share of a softmax.

    Minimises −Σ log Σ_wanted softmax(table·w) + strength·|w − prior|².

    Args:
        tables: Signals of each question, shape (cards, signals).
        wanted: Rows of the cards that answer each question.
        prior: Weights to stay near.
        strength: How hard.
    """
    from scipy.optimize import minimize

    stacked = np.stack(tables)
    mask = np.zeros(stacked.shape[:2])
    for row, cards in enumerate(wanted):
        mask[row, list(cards)] = 1.0

    def loss(weights: Array) -> tuple[float, Array]:
        scores = stacked @ weights
        scores -= scores.max(axis=1, keepdims=True)
        exps = np.exp(scores)
        soft = exps / exps.sum(axis=1, keepdims=True)
        share = np.maximum((soft * mask).sum(axis=1, keepdims=True), 1e-12)
        pull = soft - soft * mask / share
        gradient = np.einsum("qc,qcs->s", pull, stacked) + 2 * strength * (weights - prior)
        value = -np.log(share).sum() + strength * float(((weights - prior) ** 2).sum())
        return float(value), gradient

    found = minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=[(0.0, None)] * len(prior))
    return np.asarray(found.x)


def fit_logistic(
    rows: Array,
    labels: Array,
    names: Sequence[str],
    strength: float | Array,
    *,
    importance: Array | None = None,
    unscaled: int = 0,
) -> Logistic:
    """Logistic regression with an L2 penalty on standardised features.

    A feature that does not vary gets no weight: it would be noise, divided by next to nothing.

    Args:
        rows: Shape (examples, features).
        labels: 0 or 1.
        names: Of the features.
        strength: Penalty, one for all or one for each feature.
        importance: Weight of each example, 1 where missing.
        unscaled: How many of the last features keep their scale, since most are 0.
    """
    from scipy.optimize import minimize

    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    varies = spread > _CONSTANT
    scale = np.where(varies, spread, 1.0)
    if unscaled:
        mean[-unscaled:], scale[-unscaled:] = 0.0, 1.0
    scaled = (rows - mean) / scale * varies
    weighed = np.ones(len(labels)) if importance is None else importance
    found = minimize(
        _logistic_loss,
        np.zeros(rows.shape[1] + 1),
        args=(scaled, labels, weighed, strength),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": _STEPS},
    ).x
    weights = found[1:] / scale * varies
    bias = float(found[0] - (weights * mean).sum())
    return Logistic(bias, {n: float(w) for n, w in zip(names, weights, strict=True)})


def _logistic_loss(
    theta: Array, rows: Array, labels: Array, importance: Array, strength: float | Array
) -> tuple[float, Array]:
    """Σ importance·(−log p(label)) + Σ strength·w², with its gradient; `theta` is bias, weights."""
    bias, weights = theta[0], theta[1:]
    logits = bias + rows @ weights
    probability = 1 / (1 + np.exp(-np.clip(logits, -40, 40)))
    error = importance * (probability - labels)
    value = float(
        (importance * (np.logaddexp(0, logits) - labels * logits)).sum()
        + (strength * weights**2).sum()
    )
    gradient = np.concatenate([[error.sum()], rows.T @ error + 2 * strength * weights])
    return value, gradient
