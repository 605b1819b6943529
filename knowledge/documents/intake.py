"""Reading, embedding and storing files: a bounded batch in memory, each batch one transaction."""

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from knowledge.documents.database import read_state, writing
from knowledge.documents.extract import MAX_BYTES, SkippedError, check_size, extract
from knowledge.documents.report import AddReport
from knowledge.documents.split import Passage, split
from knowledge.embedding import Vectors

BATCH_PASSAGES = 512
BATCH_FILES = 256
_SLICE_PASSAGES = 256
_AT_ONCE = 8
_GRACE_S = 1.0
"""How long a batch that is being embedded may go on after somebody has said stop."""

_THREADS = min(4, os.cpu_count() or 1)
_CLOCK_GRAIN_NS = 2_000_000_000
"""Coarsest clock of common file systems: within it a file may change and not show it."""

Progress = Callable[[str, int, int], None]


class Embeds(Protocol):
    """What makes unit vectors of texts; called from several threads."""

    @property
    def size(self) -> int:
        """Numbers in one vector."""

    def embed(self, texts: Sequence[str], /) -> Vectors:
        """Unit vectors of texts, in order."""


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

    def take(
        self, files: Sequence[Path], progress: Progress | None, cancelled: Callable[[], bool]
    ) -> None:
        """Add files one after the other; what is stored when `cancelled` says so is kept."""
        for done, file in enumerate(files):
            if cancelled():
                self._report.cancelled = True
                break
            if progress is not None:
                progress(file.name, done, len(files))
            self._read(file)
            passages = sum(len(item.passages) for item in self._pending)
            if passages >= BATCH_PASSAGES or len(self._pending) >= BATCH_FILES:
                self._flush(progress, cancelled, done + 1, len(files))
                if self._report.cancelled:
                    return
        self._flush(progress, cancelled, len(files), len(files))

    def _read(self, file: Path) -> None:
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
            said, passages = self._passages(file, digest, content)
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
        self, file: Path, digest: str, content: bytes
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
        parts: list[Vectors] = []
        begin_s = time.monotonic()
        for start in range(0, len(texts), _SLICE_PASSAGES):
            if time.monotonic() - begin_s > _GRACE_S and cancelled():
                self._report.cancelled = True
                break
            if start and progress is not None:
                progress(f"passage {start} of {len(texts)}", done - 1, total)
            parts.append(self._embed(texts[start : start + _SLICE_PASSAGES]))
        vectors = np.concatenate(parts) if parts else np.zeros((0, 0), dtype=np.float32)
        whole: list[Pending] = []
        for item in self._pending:
            if sum(len(i.passages) for i in (*whole, item)) > len(vectors):
                break
            whole.append(item)
        self._report.withdraw({item.path for item in self._pending[len(whole) :]})
        self._store(whole, vectors.astype(np.float16))
        self._pending = []
        self._digests = set()

    def _embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts, on all cores: one inference gains little from more than one.

        A few texts of like length at a time: what the model allots grows with texts times tokens,
        and is not given back.
        """
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        starts = range(0, len(order), _AT_ONCE)
        rows = [order[start : start + _AT_ONCE] for start in starts]
        result = np.empty((len(texts), self._embedder.size), dtype=np.float32)
        with ThreadPoolExecutor(_THREADS) as threads:
            parts = threads.map(lambda some: self._embedder.embed([texts[i] for i in some]), rows)
            for some, part in zip(rows, parts, strict=True):
                result[some] = part
        return result

    def _store(self, items: Sequence[Pending], vectors: Vectors) -> None:
        """Write some files in one transaction."""
        if not items:
            return
        self._guard()
        with writing(self._connection):
            drop(self._connection, [item.path for item in items], {i.sha256 for i in items})
            row = 0
            for item in items:
                if not has_content(self._connection, item.sha256):
                    self._insert(item, vectors[row : row + len(item.passages)])
                row += len(item.passages)
                if has_content(self._connection, item.sha256):
                    self._connection.execute(
                        "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)",
                        (item.path, item.sha256, item.bytes, item.changed_ns),
                    )
                    self._connection.execute("DELETE FROM skipped WHERE path = ?", (item.path,))
                else:
                    # Another process removed the content that this file was to share.
                    self._report.withdraw({item.path})
                    self._report.skipped.append((item.path, "its content was just removed"))

    def _insert(self, item: Pending, vectors: Vectors) -> None:
        if not item.passages:
            return
        first = read_state(self._connection).last_id + 1
        self._connection.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)",
            [
                (number, item.sha256, passage.page, passage.heading, passage.text, vector.tobytes())
                for number, (passage, vector) in enumerate(
                    zip(item.passages, vectors, strict=True), start=first
                )
            ],
        )
        self._connection.execute(
            "UPDATE state SET value = ? WHERE name = 'last_id'",
            (str(first + len(item.passages) - 1),),
        )
        grow(self._connection)


def stamp_of(stat: os.stat_result) -> int:
    """A number that changes whenever a file does; 0 while it is too new to tell.

    A change within the grain of the clock leaves the times as they were, and tools can set the
    time of a file's content back; the time of its last change of any kind they cannot.
    """
    newest = max(stat.st_mtime_ns, stat.st_ctime_ns)
    return newest if time.time_ns() - newest > _CLOCK_GRAIN_NS else 0


def has_content(connection: sqlite3.Connection, digest: str) -> bool:
    """Whether passages of that content are stored."""
    query = "SELECT 1 FROM passages WHERE sha256 = ? LIMIT 1"
    return connection.execute(query, (digest,)).fetchone() is not None


def drop(connection: sqlite3.Connection, paths: Sequence[str], keep: Collection[str] = ()) -> None:
    """Forget files, and passages that no other file holds; inside a transaction.

    Args:
        connection: The open store.
        paths: Of the files.
        keep: Contents whose passages stay in any case.
    """
    for path in paths:
        row = connection.execute("SELECT sha256 FROM files WHERE path = ?", (path,)).fetchone()
        if row is None:
            continue
        connection.execute("DELETE FROM files WHERE path = ?", (path,))
        left = connection.execute(
            "SELECT 1 FROM files WHERE sha256 = ? LIMIT 1", (row[0],)
        ).fetchone()
        if left is None and row[0] not in keep:
            connection.execute("DELETE FROM passages WHERE sha256 = ?", (row[0],))
            grow(connection)


def grow(connection: sqlite3.Connection) -> None:
    """Say that passages have changed; inside a transaction."""
    connection.execute(
        "UPDATE state SET value = CAST(value AS INTEGER) + 1 WHERE name = 'generation'"
    )
