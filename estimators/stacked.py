"""One formula on the values of several graphs at once.

The draws of one graph are so few that calling a formula takes longer than its sums. Formulas
broadcast over leading axes, so that what several graphs need is laid on one axis before the draws.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from estimators.step import Step

CURVE_AXES = 2
"""Axes of a curve after its draws: parts of the horizon, hours of the day."""


def run_all(
    step: Step, runs: Sequence[Sequence[ArrayLike]], curves: Sequence[bool]
) -> list[ArrayLike]:
    """The function of a step on several lists of values, each as `Step.run` gives it.

    Args:
        step: What to run.
        runs: What it needs, in order, once a graph: numbers, draws of shape (draws,), or curves.
        curves: Of each need, whether it is a curve, of shape (..., parts, hours).
    """
    if len(runs) > 1:
        needs = [
            _on_one_axis(values, CURVE_AXES if curve else 0)
            for values, curve in zip(zip(*runs, strict=True), curves, strict=True)
        ]
        if all(need is not None for need in needs):
            found = step.run([need for need in needs if need is not None])
            parts = _apart(found, len(runs), 0 if step.shown else CURVE_AXES)
            if parts is not None:
                return parts
    return [step.run(values) for values in runs]


def _on_one_axis(values: Sequence[ArrayLike], tail: int) -> ArrayLike | None:
    """Values of shape (runs, draws or 1, ...); as they are where all are the same object.

    None where curves have unlike hours, so that they do not fit on one axis.
    """
    first = values[0]
    if all(item is first for item in values):
        return first
    try:
        found = np.array(values, dtype=float)
    except ValueError:  # of unlike shapes
        return _laid_out(values, tail)
    return found if found.ndim == 2 + tail else found[:, None]


def _laid_out(values: Sequence[ArrayLike], tail: int) -> ArrayLike | None:
    """The same of values of which some have draws and others have none."""
    arrays = [np.asarray(item, dtype=float) for item in values]
    ends = {item.shape[item.ndim - tail :] for item in arrays}
    if len(ends) > 1:
        return None
    draws = max(item.shape[0] if item.ndim > tail else 1 for item in arrays)
    found = np.empty((len(arrays), draws, *ends.pop()))
    for row, item in zip(found, arrays, strict=True):
        row[...] = item
    return found


def _apart(found: ArrayLike, runs: int, tail: int) -> list[ArrayLike] | None:
    """What each run gave; None where the shape does not tell."""
    array: NDArray[np.float64] = np.asarray(found, dtype=float)
    if array.ndim < 2 + tail:
        return [found] * runs  # it rests on nothing in which they differ
    if array.ndim > 2 + tail or array.shape[0] != runs:
        return None
    return list(array[:, 0] if array.shape[1] == 1 else array)
