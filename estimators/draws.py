"""Seeded random numbers that options share, so that two designs can be compared draw by draw.

Inputs of one stream (the grid of a Region, the traffic of a workload, the error of the model on a
chip) get the same column wherever they appear. Two ways to fill the columns:

- `latin_for`: Latin hypercube, a column a stream, made from the name of the stream alone. The same
  input has the same draws in every option and every call. For figures, and for designs held
  against each other.
- `sobol_for`: scrambled Sobol points over all streams at once. For the tornado of one graph.
  SciPy's statistics take more than half a second to import: too long for an export.
"""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2s

import numpy as np

from estimators.figure import Input
from estimators.graph import FloatArray, Ledger
from estimators.ranges import steps_of

SEED = 20_260_101
LIVE = 256
FULL = 4096


def stream(item: Input) -> str:
    """The stream that an input draws from."""
    return item.stream or item.name


def latin_for(inputs: Sequence[Input], count: int = LIVE, seed: int = SEED) -> FloatArray:
    """Uniform numbers in (0, 1), shape (count, len(inputs)), stratified in each column.

    Args:
        inputs: Leaves of a graph.
        count: Number of draws.
        seed: Changes every column.
    """
    if not inputs:
        return np.empty((count, 0))
    return np.stack([_latin(stream(item), count, seed) for item in inputs], axis=1)


def latin_ledger(count: int = LIVE, seed: int = SEED) -> Ledger:
    """An empty ledger that draws as `latin_for` does."""
    return Ledger(lambda item: _steps(stream(item), count, seed), count)


def sobol_for(inputs: Sequence[Input], count: int = FULL, seed: int = SEED) -> FloatArray:
    """Scrambled Sobol points in (0, 1), shape (count, len(inputs)).

    Args:
        inputs: Leaves of one or more graphs; those of one stream get one dimension.
        count: Number of draws, a power of two.
        seed: Seed of the scrambling.
    """
    names = sorted({stream(item) for item in inputs})
    if not names:
        return np.empty((count, 0))
    points = _sobol(len(names), count, seed)
    place = {name: column for column, name in enumerate(names)}
    return np.asarray(points[:, [place[stream(item)] for item in inputs]])


@lru_cache(maxsize=4096)
def _latin(name: str, count: int, seed: int) -> FloatArray:
    """One stratified column, its order drawn from the name of the stream."""
    key = blake2s(f"{seed}/{name}".encode(), digest_size=8).digest()
    generator = np.random.default_rng(int.from_bytes(key, "big"))
    column = (generator.permutation(count) + generator.random(count)) / count
    column = np.clip(column, 1e-9, 1.0 - 1e-9)
    column.setflags(write=False)
    return column


@lru_cache(maxsize=4096)
def _steps(name: str, count: int, seed: int) -> FloatArray:
    """The column of a stream as steps of a normal distribution, which all its inputs share."""
    column = steps_of(_latin(name, count, seed))
    column.setflags(write=False)
    return column


@lru_cache(maxsize=8)
def _sobol(dimensions: int, count: int, seed: int) -> FloatArray:
    """Scrambled Sobol points, shape (count, dimensions), kept strictly inside (0, 1)."""
    from scipy.stats import qmc  # a second to import: only who asks for a tornado pays it

    points = qmc.Sobol(dimensions, scramble=True, rng=seed).random(count)
    kept: FloatArray = np.clip(np.asarray(points, dtype=float), 1e-9, 1.0 - 1e-9)
    kept.setflags(write=False)
    return kept
