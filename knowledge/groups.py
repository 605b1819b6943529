"""Rows gathered by card: the best of each card, and the mean of its best, in one pass."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Groups:
    """Which rows belong to which card; made once, used for every question.

    Attributes:
        rows: The rows, shape (rows,), those of a card side by side.
        cards: The cards that have any, ascending, shape (groups,).
        starts: Where each card's rows begin in `rows`, shape (groups,).
        places: How many rows of its card stand before each row, shape (rows,).
    """

    rows: Ints
    cards: Ints
    starts: Ints
    places: Ints


def grouped(rows: npt.ArrayLike, cards: npt.ArrayLike) -> Groups:
    """Gather rows by their cards.

    Args:
        rows: Shape (rows,).
        cards: The card of each, ascending, shape (rows,).
    """
    owners = np.asarray(cards, dtype=np.int64)
    present, starts, sizes = np.unique(owners, return_index=True, return_counts=True)
    places = np.arange(len(owners)) - np.repeat(starts, sizes)
    return Groups(np.asarray(rows, dtype=np.int64), present, starts, places)


def best_of_each(values: Floats, groups: Groups, count: int) -> Floats:
    """The largest value of each card, at least 0; shape (count,)."""
    best = np.zeros(count, dtype=np.float32)
    if len(groups.rows):
        best[groups.cards] = np.maximum.reduceat(values[groups.rows], groups.starts)
    return np.maximum(best, 0, out=best)


def mean_of_best(values: Floats, groups: Groups, count: int, top: int) -> Floats:
    """Mean of the `top` largest values of each card, 0 for one without any; shape (count,)."""
    means = np.zeros(count, dtype=np.float32)
    if not len(groups.rows):
        return means
    sizes = np.diff(groups.starts, append=len(groups.rows))
    padded = np.full((len(sizes), max(int(sizes.max()), top)), -np.inf, dtype=np.float32)
    padded[np.repeat(np.arange(len(sizes)), sizes), groups.places] = values[groups.rows]
    best = np.partition(padded, -top, axis=1)[:, -top:]
    sums = np.where(np.isfinite(best), best, 0).sum(axis=1)
    means[groups.cards] = sums / np.minimum(sizes, top)
    return means
