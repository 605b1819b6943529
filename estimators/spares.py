"""How many more replicas than are needed, so that enough are up."""

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from estimators.graph import FloatArray

MOST_SPARES = 64
TABLE = 1024
MANY_DOWN = 20.0  # replicas down at any time, from which on the normal form is close


def spares(
    needed: ArrayLike, availability: ArrayLike, instance_availability: ArrayLike
) -> FloatArray:
    """Spare replicas so that at least `needed` are up: the smallest k that holds the target.

    With n + k independent replicas, each up with probability p, the number that fail before n are
    up is negative binomial: P(enough up) = sum over j = 0..k of C(n+j-1, j) p^n (1-p)^j. Where
    many are down at any time, a Chernoff bound of its normal form is taken, which is a little
    generous.
    """
    count = np.asarray(needed, dtype=float)
    target, single = np.asarray(availability), np.asarray(instance_availability)
    if target.size == 1 and single.size == 1 and count.max(initial=0.0) < TABLE:
        table = _spares_table(float(target.item()), float(single.item()))
        return np.asarray(table[count.astype(np.intp)])
    return _spares(*np.broadcast_arrays(count, target, single))


@lru_cache(maxsize=256)
def _spares_table(availability: float, instance_availability: float) -> FloatArray:
    """Spares for 0 to TABLE - 1 needed replicas, because one fleet asks for few sizes often."""
    table = _spares(
        *np.broadcast_arrays(np.arange(float(TABLE)), availability, instance_availability)
    )
    table.setflags(write=False)
    return table


def _spares(count: FloatArray, target: FloatArray, single: FloatArray) -> FloatArray:
    """The search behind `spares`, all three of one shape."""
    down = 1.0 - single
    mean_down = count * down
    margin = np.sqrt(-2.0 * np.log(np.maximum(1.0 - target, 1e-12)) * mean_down)
    many = np.ceil((mean_down + margin) / single)
    term = single**count
    enough = term.copy()
    extra = np.zeros(count.shape)
    for j in range(1, MOST_SPARES):
        short = (enough < target) & (mean_down <= MANY_DOWN)
        if not short.any():
            break
        term = term * (count + j - 1.0) / j * down
        enough = enough + term
        extra = np.where(short, j, extra)
    return np.where(mean_down > MANY_DOWN, many, extra)
