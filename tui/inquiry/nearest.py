"""How near a question lies to examples of questions on designs, and to those beside them.

The sentence vectors of the examples are kept in few dimensions and one byte each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tui.inquiry.likely import FOLDER, GUIDANCE, Floats

FILE = FOLDER / "nearest.npz"
SIZE = 128
SOME = 5


@dataclass(frozen=True)
class Nearest:
    """Examples as vectors.

    Attributes:
        basis: Shape (size of a sentence vector, dimensions).
        rows: Unit vectors of the examples, shape (examples, dimensions).
        of_design: Which are on designs, shape (examples,).
    """

    basis: Floats
    rows: Floats
    of_design: npt.NDArray[np.bool_]

    def near(self, vector: Floats) -> tuple[float, float, float]:
        """Likeness to the nearest example on designs, beside them, and of a few the difference."""
        short = vector @ self.basis
        alike = self.rows @ (short / (float(np.linalg.norm(short)) or 1.0))
        ours, others = np.sort(alike[self.of_design]), np.sort(alike[~self.of_design])
        spread = float(ours[-SOME:].mean() - others[-SOME:].mean())
        return float(ours[-1]), float(others[-1]), spread


def nearest_of(kinds: Sequence[str], vectors: Floats) -> Nearest:
    """Examples in as many dimensions as tell most of them.

    Args:
        kinds: Of each.
        vectors: Shape (examples, size of a sentence vector).
    """
    _, _, turned = np.linalg.svd(vectors.astype(np.float64), full_matrices=False)
    basis = turned[:SIZE].T.astype(np.float32)
    rows = vectors @ basis
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return Nearest(basis, rows, np.array([kind != GUIDANCE for kind in kinds]))


@cache
def load_nearest(file: Path = FILE) -> Nearest:
    """The examples as stored; those that are shipped unless told otherwise."""
    with np.load(file, allow_pickle=False) as held:
        rows = held["rows"].astype(np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return Nearest(held["basis"].astype(np.float32), rows, held["of_design"])


def save_nearest(nearest: Nearest, file: Path = FILE) -> None:
    """Store examples, in one byte a number."""
    np.savez_compressed(
        file,
        basis=nearest.basis.astype(np.float16),
        rows=np.round(nearest.rows / np.abs(nearest.rows).max() * 127.0).astype(np.int8),
        of_design=nearest.of_design,
    )
