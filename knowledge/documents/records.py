"""What is written of files and passages; all of it inside a transaction of the caller."""

import os
import sqlite3
import time
from collections.abc import Collection, Iterable, Sequence

from knowledge.documents.database import read_state
from knowledge.documents.roots import is_below
from knowledge.documents.split import Passage
from knowledge.embedding import Vectors

_CLOCK_GRAIN_NS = 2_000_000_000
"""Coarsest clock of common file systems: within it a file may change and not show it."""


def stamp_of(stat: os.stat_result) -> int:
    """A number that changes whenever a file does; 0 while it is too new to tell.

    A change within the grain of the clock leaves the times as they were, and tools can set the
    time of a file's content back; the time of its last change of any kind they cannot.
    """
    newest = max(stat.st_mtime_ns, stat.st_ctime_ns)
    return newest if time.time_ns() - newest > _CLOCK_GRAIN_NS else 0


def all_paths(connection: sqlite3.Connection, table: str) -> list[str]:
    """Every path of a table."""
    query = f"SELECT path FROM {table}"  # noqa: S608 - one of our own names
    return [path for (path,) in connection.execute(query)]


def below(connection: sqlite3.Connection, table: str, folders: Collection[str]) -> list[str]:
    """Paths of a table that are one of the folders, or below."""
    return [path for path in all_paths(connection, table) if is_below(path, folders)]


def delete(connection: sqlite3.Connection, table: str, paths: Iterable[str]) -> None:
    """Delete rows by path; inside a transaction."""
    query = f"DELETE FROM {table} WHERE path = ?"  # noqa: S608 - one of our own names
    connection.executemany(query, [(path,) for path in paths])


def has_content(connection: sqlite3.Connection, digest: str) -> bool:
    """Whether passages of that content are stored."""
    query = "SELECT 1 FROM passages WHERE sha256 = ? LIMIT 1"
    return connection.execute(query, (digest,)).fetchone() is not None


def without_copy(
    connection: sqlite3.Connection, paths: Collection[str], others: Collection[str]
) -> set[str]:
    """Those files whose content no other file holds."""
    query = "SELECT path FROM files WHERE sha256 = (SELECT sha256 FROM files WHERE path = ?)"
    kept = set()
    for path in paths:
        same = connection.execute(query, (path,))
        if not any(other in others for (other,) in same):
            kept.add(path)
    return kept


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


def insert(
    connection: sqlite3.Connection, digest: str, passages: Sequence[Passage], vectors: Vectors
) -> None:
    """Store the passages of a content, one vector for each."""
    if not passages:
        return
    first = read_state(connection).last_id + 1
    connection.executemany(
        "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)",
        [
            (number, digest, passage.page, passage.heading, passage.text, vector.tobytes())
            for number, (passage, vector) in enumerate(
                zip(passages, vectors, strict=True), start=first
            )
        ],
    )
    connection.execute(
        "UPDATE state SET value = ? WHERE name = 'last_id'", (str(first + len(passages) - 1),)
    )
    grow(connection)
