"""Nearest passages by vector: exact for few, an inverted file for many, and a tail that is new.

Passages that came after the inverted file was made are compared one by one (the tail) until they
are folded in; passages that went are masked. So one file more costs one file's work. Where the
inverted file cannot be made, the store itself is read through, slowly but whole.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.documents import rows
from knowledge.documents.database import StoreState, read_state
from knowledge.documents.inverted import Facts, InvertedFile, Progress
from knowledge.documents.rows import Ids
from knowledge.embedding import Vectors
from knowledge.errors import BusyError, DocumentError

if TYPE_CHECKING:
    from knowledge.documents.library import Library

EXACT_LIMIT = 20_000
"""Passages up to which every vector is compared; above, an inverted file is searched."""

FOLD_LIMIT = 2_000
"""Passages after which `prepare` folds the tail into the inverted file."""

_PROBES = 64
_WAIT_S = 600.0


class VectorIndex:
    """The vectors of a library; keeps what is loaded while nothing changes."""

    def __init__(self, library: "Library") -> None:
        self._library = library
        self.file = InvertedFile(library)
        self._seen: StoreState | None = None
        self._facts: Facts | None = None
        self._read_through = False
        self._base: Any = None
        self._tail: Any = None
        self._tail_ids: Ids = np.zeros(0, dtype=np.int64)
        self._gone: Ids = np.zeros(0, dtype=np.int64)

    def search(self, vector: Vectors, k: int) -> dict[int, float]:
        """Numbers of the nearest passages with their cosines, best first."""
        state = read_state(self._library.connection)
        if state != self._seen:
            self._load(state)
            self._seen = state
        if self._read_through:
            return self.scan(vector, k)
        near = list(self._of_tail(vector, k))
        if self._base is not None:
            near += self._of_base(vector, k)
        return dict(sorted(near, key=lambda pair: -pair[1])[:k])

    def scan(self, vector: Vectors, k: int) -> dict[int, float]:
        """The same from the store alone, every vector compared, a block in memory at a time."""
        best: list[tuple[int, float]] = []
        for ids, block in rows.blocks(self._library.connection, 0):
            scores = block @ vector
            near = np.argpartition(-scores, min(k, len(ids)) - 1)[:k]
            best += [(int(ids[row]), float(scores[row])) for row in near]
            best = sorted(best, key=lambda pair: -pair[1])[:k]
        return dict(best)

    def prepare(
        self, progress: Progress | None = None, cancelled: Callable[[], bool] = lambda: False
    ) -> None:
        """Bring the inverted file up to date, so that no question has to wait for it.

        Raises:
            BusyError: Another process has been building for too long.
            DocumentError: It cannot be written; questions are answered without it.
        """
        state = read_state(self._library.connection)
        if self._is_small(state):
            self.file.remove()
            return
        with self.file.lock(_WAIT_S):
            facts = self.file.stored(state, deep=True)
            if facts is None or self._changes(facts) > FOLD_LIMIT:
                self.file.build(facts, progress, cancelled)
                self._seen = None

    def _load(self, state: StoreState) -> None:
        """Follow the store: the inverted file if there is one, and what is not in it."""
        few = self._is_small(state)
        facts = None if few else self.file.stored(state)
        if not few and (
            facts is None or rows.count(self._library.connection, facts.upto) > EXACT_LIMIT
        ):
            facts = self._made_now(facts, state)
        self._read_through = facts is None and not few
        if facts is None:
            self._base = None
        elif facts != self._facts or self._base is None:
            self._base = self.file.open()
        self._facts = facts
        if not self._read_through:
            self._load_tail(facts.upto if facts else 0)

    def _load_tail(self, upto: int) -> None:
        import faiss

        self._tail = None
        found = []
        for ids, block in rows.blocks(self._library.connection, upto):
            self._tail = self._tail or faiss.IndexFlatIP(block.shape[1])
            self._tail.add(block)
            found.append(ids)
        empty = np.zeros(0, dtype=np.int64)
        self._tail_ids = np.concatenate(found) if found else empty
        self._gone = rows.lost(self._library.connection, upto)

    def _made_now(self, facts: Facts | None, state: StoreState) -> Facts | None:
        """Build for a question; None where that cannot be, so that the store is read through."""
        try:
            with self.file.lock(0.0):
                present = self.file.stored(state)
                if present is None or present == facts:
                    self.file.build(present, None, lambda: False)
                return self.file.stored(state)
        except (BusyError, DocumentError):
            return facts

    def _of_base(self, vector: Vectors, k: int) -> Iterator[tuple[int, float]]:
        import faiss

        parameters: Any = faiss.SearchParametersIVF
        settings = parameters(nprobe=_PROBES)
        if len(self._gone):
            masked = faiss.IDSelectorBatch(self._gone)
            chosen = faiss.IDSelectorNot(masked)
            settings = parameters(sel=chosen, nprobe=_PROBES)
        scores, ids = self._base.search(vector.reshape(1, -1), k, params=settings)
        return _pairs(ids[0], scores[0])

    def _of_tail(self, vector: Vectors, k: int) -> Iterator[tuple[int, float]]:
        if self._tail is None:
            return iter(())
        scores, near = self._tail.search(vector.reshape(1, -1), min(k, self._tail.ntotal))
        return _pairs(self._tail_ids[near[0]], scores[0])

    def _is_small(self, state: StoreState) -> bool:
        return state.last_id <= EXACT_LIMIT or rows.count(self._library.connection) <= EXACT_LIMIT

    def _changes(self, facts: Facts) -> int:
        return rows.count(self._library.connection, facts.upto) + len(
            rows.lost(self._library.connection, facts.upto)
        )


def _pairs(ids: Ids, scores: Vectors) -> Iterator[tuple[int, float]]:
    for key, score in zip(ids, scores, strict=True):
        if key >= 0:
            yield int(key), float(score)
