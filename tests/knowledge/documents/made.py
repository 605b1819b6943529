"""Vectors by the thousand, for tests of size: alike where texts begin alike, and quickly made."""

import threading
import zlib
from collections.abc import Sequence

import numpy as np

from knowledge.embedding import Vectors

SIZE = 64
_TOPICS = 200


class MadeVectors:
    """A unit vector of a text: near the vector of its first word, apart by the rest of it."""

    def __init__(self) -> None:
        self.embedded = 0
        self._counting = threading.Lock()
        self._topics = np.random.default_rng(7).standard_normal((_TOPICS, SIZE), dtype=np.float32)

    @property
    def size(self) -> int:
        """Numbers in one vector."""
        return SIZE

    def embed(self, texts: Sequence[str], /) -> Vectors:
        """Unit vectors of texts, in order."""
        with self._counting:  # several threads embed at once
            self.embedded += len(texts)
        vectors = np.empty((len(texts), SIZE), dtype=np.float32)
        for row, text in enumerate(texts):
            own = np.random.default_rng(zlib.crc32(text.encode()))
            topic = self._topics[zlib.crc32(text.split(maxsplit=1)[0].encode()) % _TOPICS]
            vectors[row] = topic + 0.8 * own.standard_normal(SIZE, dtype=np.float32)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)
