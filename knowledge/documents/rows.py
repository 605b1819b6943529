"""Vectors as they lie in the store: read in blocks, counted, and which of them are gone."""

import sqlite3
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from knowledge.embedding import Vectors

_BLOCK = 2048

Ids = npt.NDArray[np.int64]


def blocks(connection: sqlite3.Connection, above: int) -> Iterator[tuple[Ids, Vectors]]:
    """Numbers and vectors of the passages after one, in order."""
    query = "SELECT id, vector FROM passages WHERE id > ? ORDER BY id"
    cursor = connection.execute(query, (above,))
    while rows := cursor.fetchmany(_BLOCK):
        yield np.array([row[0] for row in rows]), _unpacked([row[1] for row in rows])


def count(connection: sqlite3.Connection, above: int = 0) -> int:
    """Passages after one."""
    # Without a bound SQLite counts in its smallest index.
    bounded = ("SELECT count(*) FROM passages WHERE id > ?", (above,))
    query, values = bounded if above else ("SELECT count(*) FROM passages", ())
    return int(connection.execute(query, values).fetchone()[0])


def lost(connection: sqlite3.Connection, upto: int) -> Ids:
    """Passages up to a number that are no longer there."""
    rows = connection.execute("SELECT id FROM gone WHERE id <= ?", (upto,))
    return np.fromiter((row[0] for row in rows), dtype=np.int64)


def sample(connection: sqlite3.Connection, wanted: int) -> Vectors:
    """Vectors at even distances through the store."""
    rows = connection.execute("SELECT id FROM passages")
    ids = np.sort(np.fromiter((row[0] for row in rows), np.int64))
    chosen = ids[np.linspace(0, len(ids) - 1, min(wanted, len(ids))).astype(np.int64)]
    one = "SELECT vector FROM passages WHERE id = ?"
    return _unpacked([connection.execute(one, (int(row),)).fetchone()[0] for row in chosen])


def _unpacked(blobs: Sequence[bytes]) -> Vectors:
    joined = np.frombuffer(b"".join(blobs), dtype=np.float16)
    return joined.reshape(len(blobs), -1).astype(np.float32)
