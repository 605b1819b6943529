"""Reading, embedding and storing files: a bounded batch in memory, each batch one transaction."""

import hashlib
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.documents.batches import Embeds, embed_all
from knowledge.documents.block import Block, SkippedError
from knowledge.documents.database import writing
from knowledge.documents.extract import MAX_BYTES, check_size
from knowledge.documents.reader import Reader, StoppedError
from knowledge.documents.records import drop, has_content, insert, stamp_of
from knowledge.documents.report import AddReport
from knowledge.documents.roots import MEANWHILE, is_below, stored
from knowledge.documents.split import Passage, split
from knowledge.embedding import Vectors

BATCH_PASSAGES = 512
BATCH_FILES = 256
_SAID_EVERY = 64
_GRACE_S = 1.0
"""How long a batch that is being embedded may go on after somebody has said stop."""

Progress = Callable[[str, int, int], None]
Extracts = Callable[[bytes, str], list[Block]]


@dataclass(frozen=True, slots=True)
class Pending:
    """A file that is read but not stored; without passages where its content is there already."""

    path: str
    sha256: str
    bytes: int
    changed_ns: int
    passages: tuple[Passage, ...]


class Intake:
    """One run of adding.

    Args:
        connection: The open store.
        embedder: Makes the vectors.
        report: Filled on the way.
        guard: Called before each transaction; raises where the store is no longer ours.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        embedder: Embeds,
        report: AddReport,
        guard: Callable[[], None],
    ) -> None:
        self._connection = connection
        self._embedder = embedder
        self._report = report
        self._guard = guard
        self._pending: list[Pending] = []
        self._digests: set[str] = set()
        self._left_out = set(stored(connection).removed)

    def take(
        self, files: Sequence[Path], progress: Progress | None, cancelled: Callable[[], bool]
    ) -> None:
        """Add files one after the other; what is stored when `cancelled` says so is kept."""
        with Reader() as reader:
            for done, file in enumerate(files):
                if cancelled():
                    self._report.cancelled = True
                    break
                if progress is not None:
                    progress(file.name, done, len(files))
                try:
                    self._read(file, lambda what, kind: reader.extract(what, kind, cancelled))
                except StoppedError:
                    self._report.cancelled = True
                    break
                passages = sum(len(item.passages) for item in self._pending)
                if passages >= BATCH_PASSAGES or len(self._pending) >= BATCH_FILES:
                    self._flush(progress, cancelled, done + 1, len(files))
                    if self._report.cancelled:
                        return
        self._flush(progress, cancelled, len(files), len(files))

    def _read(self, file: Path, extract: Extracts) -> None:
        """Read a file unless its name, size and time are known."""
        name = str(file)
        stamp = 0
        size = 0
        try:
            size = check_size(file)
            stamp = stamp_of(file.stat())
            if self._is_known(name, size, stamp):
                return
            with file.open("rb") as stream:
                content = stream.read(MAX_BYTES)  # it may have grown since
            digest = hashlib.sha256(content).hexdigest()
            said, passages = self._passages(file, digest, content, extract)
        except SkippedError as error:
            self._skip(file, str(error), stamp)
            return
        except OSError as error:
            self._cannot(file, f"it cannot be read: {error.strerror or error}")
            return
        said.append(name)
        self._digests.add(digest)
        self._pending.append(Pending(name, digest, size, stamp, passages))

    def _passages(
        self, file: Path, digest: str, content: bytes, extract: Extracts
    ) -> tuple[list[str], tuple[Passage, ...]]:
        """Where to report a file, and its passages unless its content is there."""
        row = self._connection.execute(
            "SELECT sha256 FROM files WHERE path = ?", (str(file),)
        ).fetchone()
        if row == (digest,):
            return self._report.unchanged, ()
        if digest in self._digests or has_content(self._connection, digest):
            return self._report.duplicates, ()
        return self._report.added, tuple(split(extract(content, file.suffix.lower())))

    def _is_known(self, name: str, size: int, stamp: int) -> bool:
        if not stamp:
            return False
        where = "WHERE path = ? AND bytes = ? AND changed_ns = ?"
        values = (name, size, stamp)
        if self._connection.execute(f"SELECT 1 FROM files {where}", values).fetchone():  # noqa: S608 - constant text
            self._report.unchanged.append(name)
            return True
        query = f"SELECT reason FROM skipped {where}"  # noqa: S608 - constant text
        row = self._connection.execute(query, values).fetchone()
        if row:
            self._report.skipped.append((name, row[0]))
        return row is not None

    def _skip(self, file: Path, reason: str, stamp: int) -> None:
        self._report.skipped.append((str(file), reason))
        try:
            stat = file.stat()
        except OSError:
            return
        self._guard()
        with writing(self._connection):
            drop(self._connection, [str(file)], self._digests)
            self._connection.execute(
                "INSERT OR REPLACE INTO skipped VALUES (?, ?, ?, ?)",
                (str(file), reason, stat.st_size, stamp or stamp_of(stat)),
            )

    def _cannot(self, file: Path, reason: str) -> None:
        """Note a file that may be readable again; what is stored of it stays."""
        self._report.skipped.append((str(file), reason))
        self._guard()
        with writing(self._connection):
            self._connection.execute(
                "INSERT OR REPLACE INTO skipped VALUES (?, ?, 0, 0)", (str(file), reason)
            )

    def _flush(
        self, progress: Progress | None, cancelled: Callable[[], bool], done: int, total: int
    ) -> None:
        """Embed what is pending and store it; of a batch that is cancelled, the whole files."""
        texts = [passage.indexed for item in self._pending for passage in item.passages]
        vectors = self._embedded(texts, progress, cancelled, done - 1, total)
        whole: list[Pending] = []
        for item in self._pending:
            if sum(len(i.passages) for i in (*whole, item)) > len(vectors):
                break
            whole.append(item)
        self._report.withdraw({item.path for item in self._pending[len(whole) :]})
        self._store(whole, vectors.astype(np.float16))
        self._pending = []
        self._digests = set()

    def _embedded(
        self,
        texts: Sequence[str],
        progress: Progress | None,
        cancelled: Callable[[], bool],
        done: int,
        total: int,
    ) -> Vectors:
        """Vectors of the texts, or of the first of them where that is cancelled."""
        begin_s = time.monotonic()

        def go_on(count: int) -> bool:
            if progress is not None and count % _SAID_EVERY == 0:
                progress(f"passage {count} of {len(texts)}", done, total)
            stop = time.monotonic() - begin_s > _GRACE_S and cancelled()
            self._report.cancelled |= stop
            return not stop

        return embed_all(self._embedder, texts, go_on)

    def _store(self, items: Sequence[Pending], vectors: Vectors) -> None:
        """Write some files in one transaction."""
        if not items:
            return
        self._guard()
        with writing(self._connection):
            drop(self._connection, [item.path for item in items], {i.sha256 for i in items})
            removed = set(stored(self._connection).removed) - self._left_out
            row = 0
            for item in items:
                if is_below(item.path, removed):
                    row += len(item.passages)
                    self._leave(item.path, MEANWHILE)
                    continue
                if not has_content(self._connection, item.sha256):
                    insert(
                        self._connection,
                        item.sha256,
                        item.passages,
                        vectors[row : row + len(item.passages)],
                    )
                row += len(item.passages)
                if has_content(self._connection, item.sha256):
                    self._connection.execute(
                        "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)",
                        (item.path, item.sha256, item.bytes, item.changed_ns),
                    )
                    self._connection.execute("DELETE FROM skipped WHERE path = ?", (item.path,))
                else:
                    # Another process removed the content that this file was to share.
                    self._leave(item.path, "its content was just removed")

    def _leave(self, path: str, why: str) -> None:
        self._report.withdraw({path})
        self._report.skipped.append((path, why))
