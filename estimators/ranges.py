"""From a stated range to draws, and from draws to the range that is shown.

Low and high of an `Input` are the 5th and 95th percentiles of its distribution, and those of a
`Figure` the same percentiles of its draws. Many inputs or figures are taken in one pass.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from estimators.figure import Input
from estimators.normal import normal_quantile

FloatArray = NDArray[np.float64]
Z95 = 1.6448536269514722  # standard normal quantile at 0.95: low and high are P5 and P95


def quantile(item: Input, u: FloatArray) -> FloatArray:
    """Values of an input at probabilities `u`, of the shape of u; see `quantiles`."""
    if item.certain:
        return np.full(np.shape(u), item.value)
    z = steps_of(u)
    shape = _log_normal if item.low > 0 else _normal
    drawn = shape(z, *(np.asarray(end) for end in (item.value, item.low, item.high)))
    return drawn if item.bound is None else np.asarray(np.minimum(drawn, item.bound))


def steps_of(u: FloatArray) -> FloatArray:
    """Standard normal quantiles of probabilities, in units of the distance to P5 or P95."""
    return normal_quantile(u) / Z95


def quantiles(items: Sequence[Input], steps: FloatArray) -> FloatArray:
    """Values of uncertain inputs so many steps from the central one, P5, P50, P95 as stated.

    Two-piece log-normal where low, value and high are positive, two-piece normal cut at zero
    where they are not negative, plain two-piece normal otherwise.

    Args:
        items: Inputs whose range has a width.
        steps: See `steps_of`; shape (items, draws), a row an input; so is the result.
    """
    value, low, high = np.array([(item.value, item.low, item.high) for item in items]).T[..., None]
    bounds = np.array([[np.inf if item.bound is None else item.bound] for item in items])
    positive = low[:, 0] > 0
    if positive.all():
        return np.asarray(np.minimum(_log_normal(steps, value, low, high), bounds))
    drawn = np.empty_like(steps)
    for rows, shape in ((positive, _log_normal), (~positive, _normal)):
        drawn[rows] = shape(steps[rows], value[rows], low[rows], high[rows])
    return np.asarray(np.minimum(drawn, bounds))


def _log_normal(z: FloatArray, value: FloatArray, low: FloatArray, high: FloatArray) -> FloatArray:
    """Two-piece log-normal; z in units of the distance to the 5th or 95th percentile."""
    spread = np.where(z > 0, np.log(high / value), np.log(value / low))
    return np.asarray(value * np.exp(z * spread))


def _normal(z: FloatArray, value: FloatArray, low: FloatArray, high: FloatArray) -> FloatArray:
    """Two-piece normal, cut at zero where low is not negative."""
    drawn = value + z * np.where(z > 0, high - value, value - low)
    return np.where(low >= 0, np.maximum(drawn, 0.0), drawn)


def bands(rows: FloatArray) -> list[tuple[float, float, float]]:
    """Value, P5 and P95 of values with their draws after them, shape (values, 1 + draws).

    The percentiles are those of `np.percentile`, which takes ten times as long; NaN where a draw
    is.
    """
    value, ordered = rows[:, 0], np.sort(rows[:, 1:], axis=1)
    known = ~np.isnan(ordered[:, -1])
    with np.errstate(invalid="ignore"):
        low = np.fmin(_percentile(ordered, 0.05), value, where=known, out=ordered[:, -1].copy())
        high = np.fmax(_percentile(ordered, 0.95), value, where=known, out=ordered[:, -1].copy())
    return list(zip(value.tolist(), low.tolist(), high.tolist(), strict=True))


def _percentile(ordered: FloatArray, share: float) -> FloatArray:
    """Linear interpolation between order statistics along rows, from the nearer one."""
    last = ordered.shape[1] - 1
    before = int(last * share)
    part = last * share - before
    first, second = ordered[:, before], ordered[:, min(before + 1, last)]
    gap = second - first
    found = first + gap * part if part < 0.5 else second - gap * (1.0 - part)
    return np.asarray(found)
