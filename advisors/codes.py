"""Names as small integers, so that arrays can be asked by name."""

from collections.abc import Hashable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T", bound=Hashable)


def coded(values: Sequence[T]) -> tuple[dict[T, int], NDArray[np.int64]]:
    """Distinct values in order of appearance with their numbers, and the number of each value."""
    names = {value: number for number, value in enumerate(dict.fromkeys(values))}
    return names, np.array([names[value] for value in values], dtype=np.int64)
