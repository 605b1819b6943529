"""The store of own documents: one SQLite file for each project.

SQLite gives what a store of documents needs and hand-made files do not: every change is whole or
absent, two processes take turns, and full-text search ranks by BM25 in bounded memory.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import BusyError, DocumentError

BUSY_S = 30.0
_VERSION = 3
_SCHEMA = """
CREATE TABLE files(path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL,
    changed_ns INTEGER NOT NULL);
CREATE INDEX files_by_content ON files(sha256);
CREATE TABLE skipped(path TEXT PRIMARY KEY, reason TEXT NOT NULL, bytes INTEGER NOT NULL,
    changed_ns INTEGER NOT NULL);
CREATE TABLE roots(path TEXT PRIMARY KEY);
CREATE TABLE passages(id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, page INTEGER NOT NULL,
    heading TEXT NOT NULL, text TEXT NOT NULL, vector BLOB NOT NULL);
CREATE INDEX passages_by_content ON passages(sha256);
CREATE VIRTUAL TABLE words USING fts5(heading, text, content='passages', content_rowid='id',
    tokenize='porter unicode61');
CREATE TRIGGER passage_added AFTER INSERT ON passages BEGIN
    INSERT INTO words(rowid, heading, text) VALUES (new.id, new.heading, new.text);
END;
CREATE TRIGGER passage_gone AFTER DELETE ON passages BEGIN
    INSERT INTO words(words, rowid, heading, text) VALUES ('delete', old.id, old.heading, old.text);
END;
CREATE TABLE state(name TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO state VALUES ('generation', '0');
"""
_SINCE_VERSION_1 = """
CREATE TABLE gone(id INTEGER PRIMARY KEY);
CREATE TRIGGER passage_masked AFTER DELETE ON passages BEGIN
    INSERT OR IGNORE INTO gone VALUES (old.id);
END;
INSERT INTO state VALUES ('identity', lower(hex(randomblob(16))));
INSERT INTO state SELECT 'last_id', coalesce(max(id), 0) FROM passages;
"""
"""Numbers of passages are never used again, so that an index of their vectors can lag behind."""
_SINCE_VERSION_2 = """
CREATE TABLE excluded(path TEXT PRIMARY KEY);
"""
"""What was removed stays out when a folder above it is read again."""


@dataclass(frozen=True, slots=True)
class StoreState:
    """What changes when passages change.

    Attributes:
        identity: Of this very file; another one after a rebuild.
        generation: Grows with every change of the passages.
        last_id: Highest number that a passage ever had.
    """

    identity: str
    generation: int
    last_id: int


def read_state(connection: sqlite3.Connection) -> StoreState:
    """The state of the store."""
    values = dict(connection.execute("SELECT name, value FROM state").fetchall())
    return StoreState(values["identity"], int(values["generation"]), int(values["last_id"]))


def connect(path: Path) -> sqlite3.Connection:
    """Open the store, creating it when it is missing.

    Raises:
        DocumentError: The file is damaged, of another version, or cannot be written.
    """
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    version = _version(connection)
    if version < _VERSION:
        with writing(connection):
            version = _version(connection)  # another process may have been first
            missing = (_SCHEMA, _SINCE_VERSION_1, _SINCE_VERSION_2)[version:]
            for statement in _statements("".join(missing)):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {_VERSION}")
    elif version != _VERSION:
        raise DocumentError(
            "the store of own documents has another version",
            f"{path} has version {version}, this program reads {_VERSION}",
            "Use the program that wrote it, or remove the file and add the documents again",
        )


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> Iterator[str]:
    """Statements one by one: `executescript` would commit between them."""
    pending = ""
    for line in script.splitlines():
        pending += line + "\n"
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


def check(connection: sqlite3.Connection) -> None:
    """Look at every page of the store: damage shows only where something comes upon it.

    Raises:
        sqlite3.DatabaseError: It is damaged.
    """
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise sqlite3.DatabaseError(" ".join(str(found).split()))


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction; other writers wait for it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def reading(connection: sqlite3.Connection) -> Iterator[None]:
    """One view of the store, whatever others write meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("COMMIT")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours.

    Raises:
        BusyError: Another process has been writing for too long.
        DocumentError: Damaged, full or read-only.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise BusyError(
                "the store of own documents is in use",
                f"another process has been writing {path} for {BUSY_S:.0f} s",
                "Wait for it to finish and try again; nothing was lost",
            ) from error
        raise DocumentError(
            "the store of own documents cannot be used",
            f"{path}: {error}",
            "Check that the disk has room and that the folder can be written",
        ) from error
    except sqlite3.DatabaseError as error:
        raise DocumentError(
            "the store of own documents is damaged",
            f"{path}: {error}",
            "Run `wattbrief knowledge rebuild`: it reads the documents again",
        ) from error
    except OSError as error:
        raise DocumentError(
            "the store of own documents cannot be used",
            f"{path}: {error}",
            "Check that the disk has room and that the folder can be written",
        ) from error
