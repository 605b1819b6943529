"""Nearest passages by vector: exact for few, an inverted file for many, and a tail that is new.

The inverted file lies beside the store and is mapped, not read: its pages belong to the system and
can be given back at any time. Passages that came later are compared one by one (the tail) until
they are folded in; passages that went are masked. So one file more costs one file's work. What the
inverted file holds is only ever made from the store: missing, truncated or altered, it is made
again, and where that is impossible the store itself is read through, slowly but whole.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from knowledge.documents.database import StoreState, read_state, reading, writing
from knowledge.embedding import Vectors
from knowledge.errors import BrokenIndexError, BusyError, DocumentError
from knowledge.store import build_bundle, check_bundle, locked, write_atomically

if TYPE_CHECKING:
    from knowledge.documents.library import Library

EXACT_LIMIT = 20_000
"""Passages up to which every vector is compared; above, an inverted file is searched."""

FOLD_LIMIT = 2_000
"""Passages after which `prepare` folds the tail into the inverted file."""

_GROWTH = 2
"""Trained again when the passages have grown by this factor since, or shrunk by it."""

_BLOCK = 2048
_SAMPLE_PER_CELL = 64
_PROBES = 64
_WAIT_S = 600.0
_FILE = "vectors.faiss"

Ids = npt.NDArray[np.int64]
Progress = Callable[[str, int, int], None]


class _CancelledError(Exception):
    """Raised inside a build that nobody waits for any more."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What an inverted file was made from.

    Attributes:
        store: Identity of the store.
        upto: Highest passage number in it.
        vectors: Passages in it.
        trained: Passages there were when its cells were chosen.
    """

    store: str
    upto: int
    vectors: int
    trained: int

    def fits(self, state: StoreState) -> bool:
        """Whether it was made from this store as it is, or as it was."""
        return self.store == state.identity and self.upto <= state.last_id


class VectorIndex:
    """The vectors of a library; keeps what is loaded while nothing changes."""

    def __init__(self, library: "Library") -> None:
        self._library = library
        self._folder = library.folder / "vectors"
        self._seen: StoreState | None = None
        self._facts: _Facts | None = None
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
        for ids, block in self._blocks(0):
            scores = block @ vector
            rows = np.argpartition(-scores, min(k, len(ids)) - 1)[:k]
            best += [(int(ids[row]), float(scores[row])) for row in rows]
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
            shutil.rmtree(self._folder, ignore_errors=True)
            return
        with locked(self._lock, _WAIT_S):
            facts = self._stored(state, deep=True)
            if facts is None or self._changes(facts) > FOLD_LIMIT:
                self._build(facts, progress, cancelled)

    @property
    def _checked(self) -> Path:
        return self._library.folder / "vectors.checked"

    @property
    def _lock(self) -> Path:
        return self._library.folder / "vectors.lock"

    def _load(self, state: StoreState) -> None:
        """Follow the store: the inverted file if there is one, and what is not in it."""
        few = self._is_small(state)
        facts = None if few else self._stored(state)
        if not few and (facts is None or self._count(facts.upto) > EXACT_LIMIT):
            facts = self._made_now(facts, state)
        self._read_through = facts is None and not few
        if facts is None:
            self._base = None
        elif facts != self._facts or self._base is None:
            self._base = self._open()
        self._facts = facts
        if not self._read_through:
            self._load_tail(facts.upto if facts else 0)

    def _load_tail(self, upto: int) -> None:
        import faiss

        self._tail = None
        found = []
        for ids, block in self._blocks(upto):
            self._tail = self._tail or faiss.IndexFlatIP(block.shape[1])
            self._tail.add(block)
            found.append(ids)
        empty = np.zeros(0, dtype=np.int64)
        self._tail_ids = np.concatenate(found) if found else empty
        self._gone = self._lost(upto)

    def _made_now(self, facts: _Facts | None, state: StoreState) -> _Facts | None:
        """Build for a question; None where that cannot be, so that the store is read through."""
        try:
            with locked(self._lock, 0.0):
                present = self._stored(state)
                if present is None or present == facts:
                    self._build(present, None, lambda: False)
                return self._stored(state)
        except (BusyError, DocumentError):
            return facts

    def _stored(self, state: StoreState, *, deep: bool = False) -> _Facts | None:
        """Facts of the inverted file; None where it is missing, broken or of another store."""
        try:
            known = check_bundle(self._folder, deep=deep or not self._is_as_checked())
            facts = _Facts(
                str(known["store"]),
                int(str(known["upto"])),
                int(str(known["vectors"])),
                int(str(known["trained"])),
            )
            self._remember_checked()
        except (BrokenIndexError, KeyError, ValueError):
            return None
        return facts if facts.fits(state) else None

    def _is_as_checked(self) -> bool:
        """Whether the file is the very one whose digest was compared: that takes half a second."""
        try:
            return self._checked.read_text() == self._mark()
        except OSError:
            return False

    def _remember_checked(self) -> None:
        with suppress(OSError):
            if not self._is_as_checked():
                write_atomically(self._checked, self._mark().encode())

    def _mark(self) -> str:
        stat = (self._folder / _FILE).stat()
        return f"{stat.st_ino} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}"

    def _open(self) -> Any:  # noqa: ANN401 - faiss is untyped
        import faiss

        # Windows cannot replace a file that is mapped.
        flags = faiss.IO_FLAG_MMAP_IFC if os.name == "posix" else 0
        return faiss.read_index(str(self._folder / _FILE), flags)

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
        scores, rows = self._tail.search(vector.reshape(1, -1), min(k, self._tail.ntotal))
        return _pairs(self._tail_ids[rows[0]], scores[0])

    def _count(self, above: int = 0) -> int:
        # Without a bound SQLite counts in its smallest index.
        bounded = ("SELECT count(*) FROM passages WHERE id > ?", (above,))
        query, values = bounded if above else ("SELECT count(*) FROM passages", ())
        return int(self._library.connection.execute(query, values).fetchone()[0])

    def _is_small(self, state: StoreState) -> bool:
        return state.last_id <= EXACT_LIMIT or self._count() <= EXACT_LIMIT

    def _changes(self, facts: _Facts) -> int:
        return self._count(facts.upto) + len(self._lost(facts.upto))

    def _lost(self, upto: int) -> Ids:
        """Passages up to a number that are no longer there."""
        query = "SELECT id FROM gone WHERE id <= ?"
        rows = self._library.connection.execute(query, (upto,))
        return np.fromiter((row[0] for row in rows), dtype=np.int64)

    def _build(
        self, facts: _Facts | None, progress: Progress | None, cancelled: Callable[[], bool]
    ) -> None:
        """Fold the tail in, or begin anew where the cells no longer fit; under the lock."""
        for left in self._library.folder.glob(".vectors-*"):
            shutil.rmtree(left, ignore_errors=True)
        total = self._count()
        new = facts is None or not facts.trained / _GROWTH < total < facts.trained * _GROWTH
        base = None if new else facts

        connection = self._library.connection
        removed: list[tuple[int]] = []

        def fill(target: Path) -> dict[str, object]:
            with reading(connection):
                removed.extend(connection.execute("SELECT id FROM gone"))
                return self._fill(target, base, progress, cancelled)

        try:
            build_bundle(self._folder, fill)
            self._remember_checked()
            with writing(connection):
                connection.executemany("DELETE FROM gone WHERE id = ?", removed)
        except _CancelledError:
            return
        except (OSError, RuntimeError) as error:  # faiss says so when a disk is full
            raise DocumentError(
                "the index of the vectors could not be written",
                f"{self._folder}: {str(error).splitlines()[0]}",
                "The documents are stored. Make room and run `wattbrief knowledge add` again;"
                " until then questions take longer",
            ) from error
        self._seen = None

    def _fill(
        self,
        folder: Path,
        base: _Facts | None,
        progress: Progress | None,
        cancelled: Callable[[], bool],
    ) -> dict[str, object]:
        import faiss

        state = read_state(self._library.connection)
        total = self._count()
        if progress is not None:
            progress("vector index", 0, total)
        if base is None:
            index, above = self._trained(total), 0
        else:
            index, above = faiss.read_index(str(self._folder / _FILE)), base.upto
            index.remove_ids(faiss.IDSelectorBatch(self._lost(above)))
        for ids, block in self._blocks(above):
            if cancelled():
                raise _CancelledError
            index.add_with_ids(block, ids)
            if progress is not None:
                progress("vector index", index.ntotal, total)
        faiss.write_index(index, str(folder / _FILE))
        trained = base.trained if base else total
        return {"store": state.identity, "upto": state.last_id, "vectors": index.ntotal,
                "trained": trained}  # fmt: skip

    def _trained(self, total: int) -> Any:  # noqa: ANN401 - as above
        """Cells chosen from a sample; 8-bit codes are a quarter of the memory."""
        import faiss

        cells = max(16, int(2 * np.sqrt(total)))
        sample = self._sample(cells * _SAMPLE_PER_CELL)
        index = faiss.IndexIVFScalarQuantizer(
            faiss.IndexFlatIP(sample.shape[1]),
            sample.shape[1],
            cells,
            faiss.ScalarQuantizer.QT_8bit,
            faiss.METRIC_INNER_PRODUCT,
        )
        index.cp.max_points_per_centroid = _SAMPLE_PER_CELL
        index.cp.min_points_per_centroid = 1
        index.train(sample)
        return index

    def _sample(self, wanted: int) -> Vectors:
        """Vectors at even distances through the store."""
        query = self._library.connection.execute
        ids = np.sort(np.fromiter((row[0] for row in query("SELECT id FROM passages")), np.int64))
        chosen = ids[np.linspace(0, len(ids) - 1, min(wanted, len(ids))).astype(np.int64)]
        one = "SELECT vector FROM passages WHERE id = ?"
        return _unpacked([query(one, (int(row),)).fetchone()[0] for row in chosen])

    def _blocks(self, above: int) -> Iterator[tuple[Ids, Vectors]]:
        """Numbers and vectors of the passages after one, in order."""
        query = "SELECT id, vector FROM passages WHERE id > ? ORDER BY id"
        cursor: sqlite3.Cursor = self._library.connection.execute(query, (above,))
        while rows := cursor.fetchmany(_BLOCK):
            yield np.array([row[0] for row in rows]), _unpacked([row[1] for row in rows])


def _unpacked(blobs: Sequence[bytes]) -> Vectors:
    joined = np.frombuffer(b"".join(blobs), dtype=np.float16)
    return joined.reshape(len(blobs), -1).astype(np.float32)


def _pairs(ids: Ids, scores: Vectors) -> Iterator[tuple[int, float]]:
    for key, score in zip(ids, scores, strict=True):
        if key >= 0:
            yield int(key), float(score)
