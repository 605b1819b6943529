"""The largest batch within limits, found between the points of a grid of batches.

Between two points quantities follow the logarithm of the batch, so that a small change of an
answer moves the batch a little instead of by a whole step.
"""

import numpy as np

from estimators.graph import FloatArray

BATCHES = np.array([1.0, 4.0, 16.0, 48.0, 128.0, 320.0, 768.0, 1024.0])


def position(
    inter_token_ms: FloatArray, ttft_ms: FloatArray, missing_gib: FloatArray, limits: FloatArray
) -> FloatArray:
    """Fractional index of the largest possible batch; -1 where none is.

    Args:
        inter_token_ms: Shape (..., batches).
        ttft_ms: 95th percentile, shape (..., batches).
        missing_gib: Memory that lacks, shape (..., batches).
        limits: Time between tokens and to the first one that are accepted.
    """
    pace = crossing(np.log(np.maximum(inter_token_ms, 1e-9)), float(np.log(limits[0])))
    first = crossing(np.log(np.maximum(ttft_ms, 1e-9)), float(np.log(limits[1])))
    return np.minimum(np.minimum(pace, first), memory_place(missing_gib))


def memory_place(missing_gib: FloatArray) -> FloatArray:
    """Fractional index up to which memory suffices; -1 where it never does.

    What is missing grows linearly with batch once it is above zero, so two such points give the
    batch at which it starts.
    """
    over = missing_gib > 0.0
    size = BATCHES.size
    first = np.where(over.any(axis=-1), over.argmax(axis=-1), size)
    one, two = np.clip(first, 0, size - 2), np.clip(first + 1, 1, size - 1)
    m1, m2 = _take(missing_gib, one), _take(missing_gib, two)
    with np.errstate(divide="ignore", invalid="ignore"):
        start = BATCHES[one] - m1 * (BATCHES[two] - BATCHES[one]) / (m2 - m1)
    place = np.interp(np.log(np.maximum(start, 1.0)), np.log(BATCHES), np.arange(float(size)))
    known = (first >= 1) & (first <= size - 2) & np.isfinite(start)
    bounded = np.where(known, np.clip(place, first - 1.0, first), first - 1.0)
    return np.where(first == 0, -1.0, bounded)


def crossing(values: FloatArray, limit: float) -> FloatArray:
    """Fractional index up to which values along the last axis stay within a limit; -1 for none."""
    over = ~(values <= limit)
    size = values.shape[-1]
    first = np.where(over.any(axis=-1), over.argmax(axis=-1), size)
    last = first - 1
    below = _take(values, np.maximum(last, 0))
    above = _take(values, np.minimum(first, size - 1))
    with np.errstate(invalid="ignore", divide="ignore"):
        part = np.clip((limit - below) / (above - below), 0.0, 1.0)
    between = (last >= 0) & (first < size) & np.isfinite(part)
    return np.asarray(last + np.where(between, part, 0.0), dtype=float)


def at(values: FloatArray, place: FloatArray) -> FloatArray:
    """Values along the last axis at a fractional index, geometric between the points."""
    size = values.shape[-1]
    low = np.clip(np.floor(place), 0, size - 1).astype(int)
    part = np.clip(place - low, 0.0, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        a = np.log(_take(values, low))
        b = np.log(_take(values, np.minimum(low + 1, size - 1)))
        return np.asarray(np.exp(np.where(part > 0, a + (b - a) * part, a)))


def _take(values: FloatArray, index: FloatArray) -> FloatArray:
    """Values at whole indices along the last axis; the other axes are those of the index."""
    rows = values.reshape(-1, values.shape[-1])
    found = rows[np.arange(len(rows)), index.astype(np.intp).ravel()]
    return np.asarray(found.reshape(index.shape))
