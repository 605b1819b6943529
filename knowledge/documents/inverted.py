"""The inverted file of a library's vectors: made, kept whole, folded into, opened.

It lies beside the store and is mapped, not read: its pages belong to the system and can be given
back at any time. What it holds is only ever made from the store: missing, truncated or altered, it
is made again.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.documents import rows
from knowledge.documents.database import StoreState, read_state, reading, writing
from knowledge.errors import BrokenIndexError, DocumentError
from knowledge.store import build_bundle, check_bundle, locked, write_atomically

if TYPE_CHECKING:
    from knowledge.documents.library import Library

_GROWTH = 2
"""Trained again when the passages have grown by this factor since, or shrunk by it."""

_SAMPLE_PER_CELL = 64
_FILE = "vectors.faiss"

Progress = Callable[[str, int, int], None]


class _CancelledError(Exception):
    """Raised inside a build that nobody waits for any more."""


@dataclass(frozen=True, slots=True)
class Facts:
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


class InvertedFile:
    """The inverted file of one library."""

    def __init__(self, library: "Library") -> None:
        self._library = library
        self._folder = library.folder / "vectors"

    def lock(self, wait_s: float) -> AbstractContextManager[None]:
        """One process at a time makes it.

        Raises:
            BusyError: Another one has been at it for longer than that.
        """
        return locked(self._library.folder / "vectors.lock", wait_s)

    def stored(self, state: StoreState, *, deep: bool = False) -> Facts | None:
        """Facts of the inverted file; None where it is missing, broken or of another store."""
        try:
            known = check_bundle(self._folder, deep=deep or not self._is_as_checked())
            facts = Facts(
                str(known["store"]),
                int(str(known["upto"])),
                int(str(known["vectors"])),
                int(str(known["trained"])),
            )
            self._remember_checked()
        except (BrokenIndexError, KeyError, ValueError):
            return None
        return facts if facts.fits(state) else None

    def open(self) -> Any:  # noqa: ANN401 - faiss is untyped
        """The faiss index, mapped."""
        import faiss

        # Windows cannot replace a file that is mapped.
        flags = faiss.IO_FLAG_MMAP_IFC if os.name == "posix" else 0
        return faiss.read_index(str(self._folder / _FILE), flags)

    def remove(self) -> None:
        """Do without it."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def build(
        self, facts: Facts | None, progress: Progress | None, cancelled: Callable[[], bool]
    ) -> None:
        """Fold the tail in, or begin anew where the cells no longer fit; under the lock.

        Raises:
            DocumentError: It cannot be written.
        """
        for left in self._library.folder.glob(".vectors-*"):
            shutil.rmtree(left, ignore_errors=True)
        total = rows.count(self._library.connection)
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

    def _fill(
        self,
        folder: Path,
        base: Facts | None,
        progress: Progress | None,
        cancelled: Callable[[], bool],
    ) -> dict[str, object]:
        import faiss

        state = read_state(self._library.connection)
        connection = self._library.connection
        total = rows.count(connection)
        if progress is not None:
            progress("vector index", 0, total)
        if base is None:
            index, above = self._trained(total), 0
        else:
            index, above = faiss.read_index(str(self._folder / _FILE)), base.upto
            index.remove_ids(faiss.IDSelectorBatch(rows.lost(connection, above)))
        for ids, block in rows.blocks(connection, above):
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
        sample = rows.sample(self._library.connection, cells * _SAMPLE_PER_CELL)
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

    @property
    def _checked(self) -> Path:
        return self._library.folder / "vectors.checked"

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
