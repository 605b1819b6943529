"""Adding, listing and removing own documents of a project."""

import hashlib
import json
import re
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from knowledge.documents.database import connect, explained, writing
from knowledge.documents.extract import READERS, SkippedError, check_size, extract
from knowledge.documents.split import Passage, split
from knowledge.embedding import Embedder
from knowledge.errors import DocumentError
from knowledge.paths import documents_dir
from knowledge.store import write_atomically

BATCH_PASSAGES = 512
_PROJECT = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}")
_LEFT_OUT = frozenset({".git", ".hg", ".svn", ".venv", "node_modules", "__pycache__"})

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that can be cited."""

    path: str
    bytes: int
    passages: int


@dataclass
class AddReport:
    """What an `add` did.

    Attributes:
        added: Files whose text is new.
        duplicates: Files whose content was already there under another name.
        unchanged: Files that were there already.
        removed: Files that had been added before and are gone from the disk.
        skipped: Path and reason of every file that was left out.
        cancelled: True when it was stopped; what was done is kept.
    """

    added: list[str] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class _Pending:
    path: str
    sha256: str
    bytes: int
    changed_ns: int
    passages: tuple[Passage, ...]


class Library:
    """The own documents of one project.

    Args:
        project: Documents of different projects never meet.
        folder: Where all projects lie; the user's data folder by default.

    Raises:
        DocumentError: A project name that is no plain name, or a damaged store.
    """

    def __init__(self, project: str = "default", folder: Path | None = None) -> None:
        if not _PROJECT.fullmatch(project) or project.strip(". ") != project:
            raise DocumentError(
                f"{project!r} cannot be a project",
                "letters, digits, spaces, dots, dashes and underscores are allowed, 64 at most",
                "Choose a plain name",
            )
        self.project = project
        self.folder = (folder or documents_dir()) / project
        self.file = self.folder / "documents.sqlite"
        self._roots_file = self.folder / "roots.json"
        self._connection: sqlite3.Connection | None = None

    @property
    def exists(self) -> bool:
        """Whether anything was ever added; opens nothing."""
        return self.file.is_file()

    @property
    def connection(self) -> sqlite3.Connection:
        """The open store."""
        if self._connection is None:
            self._connection = connect(self.file)
        return self._connection

    def close(self) -> None:
        """Close the store."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def add(
        self,
        paths: Sequence[Path],
        embedder: Embedder,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> AddReport:
        """Add files and folders; what is there already is not read again.

        Args:
            paths: Files or folders; links inside folders are not followed.
            embedder: Makes the vectors.
            progress: Called with the file's name, files done and files in all.
            cancelled: Asked between files; what is done by then is kept.

        Raises:
            DocumentError: A path does not exist, or the store cannot be written.
        """
        roots = [self._root(path) for path in paths]
        report = AddReport()
        files = [file for root in roots for file in _walk(root, report)]
        with explained(self.file):
            self._remember(roots)
            self._forget_missing(roots, {str(file) for file in files}, report)
            pending: list[_Pending] = []
            for done, file in enumerate(files):
                if cancelled():
                    report.cancelled = True
                    break
                if progress is not None:
                    progress(file.name, done, len(files))
                prepared = self._prepare(file, report, pending)
                if prepared is not None:
                    pending.append(prepared)
                if sum(len(item.passages) for item in pending) >= BATCH_PASSAGES:
                    self._store(pending, embedder)
                    pending = []
            self._store(pending, embedder)
        if progress is not None and not report.cancelled:
            progress("", len(files), len(files))
        return report

    def files(self) -> list[StoredFile]:
        """All files, by path."""
        query = """SELECT f.path, f.bytes,
            (SELECT count(*) FROM passages p WHERE p.sha256 = f.sha256)
            FROM files f ORDER BY f.path"""
        with explained(self.file):
            return [StoredFile(*row) for row in self.connection.execute(query)]

    def remove(self, path: str) -> list[str]:
        """Remove a file, or everything below a folder; returns the paths removed.

        Raises:
            DocumentError: Nothing of that name was added.
        """
        target = str(Path(path).expanduser().absolute())
        with explained(self.file), writing(self.connection):
            rows = self.connection.execute("SELECT path FROM files").fetchall()
            gone = [row[0] for row in rows if row[0] == target or row[0].startswith(target + "/")]
            self._drop(gone)
            self.connection.execute("DELETE FROM roots WHERE path = ?", (target,))
        if not gone:
            raise DocumentError(
                f"{path} is not among the own documents",
                "no file of that path was added",
                "`wattbrief knowledge list` shows what there is",
            )
        self._write_roots()
        return gone

    def rebuild(self, embedder: Embedder, progress: Progress | None = None) -> AddReport:
        """Read all that was added again, also when the store is damaged."""
        try:
            roots = json.loads(self._roots_file.read_bytes()) if self._roots_file.exists() else []
        except ValueError as error:
            raise DocumentError(
                "the list of added folders is damaged",
                f"{self._roots_file} is not JSON",
                "Remove the file and add the folders again",
            ) from error
        self.close()
        for file in self.folder.glob("documents.sqlite*"):
            file.unlink()
        known = [Path(root) for root in roots if Path(root).exists()]
        report = self.add(known, embedder, progress)
        report.skipped.extend((root, "it is gone") for root in roots if not Path(root).exists())
        return report

    def status(self) -> dict[str, int | str]:
        """Counts, and where the store lies."""
        with explained(self.file):
            count = self.connection.execute
            return {
                "project": self.project,
                "store": str(self.file),
                "files": count("SELECT count(*) FROM files").fetchone()[0],
                "documents": count("SELECT count(DISTINCT sha256) FROM files").fetchone()[0],
                "passages": count("SELECT count(*) FROM passages").fetchone()[0],
                "skipped": count("SELECT count(*) FROM skipped").fetchone()[0],
                "bytes": sum(f.stat().st_size for f in self.folder.glob("documents.sqlite*")),
            }

    def skipped(self) -> list[tuple[str, str]]:
        """Path and reason of every file that was left out."""
        with explained(self.file):
            return self.connection.execute("SELECT path, reason FROM skipped").fetchall()

    def generation(self) -> int:
        """Grows with every change of the passages."""
        query = "SELECT value FROM state WHERE name = 'generation'"
        return int(self.connection.execute(query).fetchone()[0])

    def _root(self, path: Path) -> Path:
        root = Path(path).expanduser().absolute()
        if not root.exists():
            raise DocumentError(
                f"{path} cannot be added", "there is no such file or folder", "Check the path"
            )
        return root

    def _remember(self, roots: Sequence[Path]) -> None:
        with writing(self.connection):
            self.connection.executemany(
                "INSERT OR IGNORE INTO roots VALUES (?)", [(str(root),) for root in roots]
            )
        self._write_roots()

    def _write_roots(self) -> None:
        rows = self.connection.execute("SELECT path FROM roots ORDER BY path").fetchall()
        write_atomically(self._roots_file, json.dumps([row[0] for row in rows]).encode())

    def _forget_missing(self, roots: Sequence[Path], present: set[str], report: AddReport) -> None:
        """Drop files below the folders being added that are no longer there."""
        below = tuple(f"{root}/" for root in roots if root.is_dir())
        if not below:
            return
        with writing(self.connection):
            rows = self.connection.execute("SELECT path FROM files").fetchall()
            gone = [p for (p,) in rows if p.startswith(below) and p not in present]
            self._drop(gone)
        report.removed.extend(gone)

    def _prepare(
        self, file: Path, report: AddReport, pending: Sequence[_Pending]
    ) -> _Pending | None:
        """Read a file unless its name, size and time, or its content, are known."""
        name = str(file)
        try:
            size = check_size(file)
            changed = file.stat().st_mtime_ns
            if self._is_known(name, size, changed, report):
                return None
            content = file.read_bytes()
            digest = hashlib.sha256(content).hexdigest()
            if any(item.sha256 == digest for item in pending) or self._has_content(digest):
                report.duplicates.append(name)
                return _Pending(name, digest, size, changed, ())
            passages = tuple(split(extract(content, file.suffix.lower())))
        except (SkippedError, OSError) as error:
            unread = isinstance(error, OSError)
            reason = f"it cannot be read: {error}" if unread else str(error)
            report.skipped.append((name, reason))
            self._note_skipped(file, reason)
            return None
        report.added.append(name)
        return _Pending(name, digest, size, changed, passages)

    def _is_known(self, name: str, size: int, changed: int, report: AddReport) -> bool:
        where = "WHERE path = ? AND bytes = ? AND changed_ns = ?"
        values = (name, size, changed)
        if self.connection.execute(f"SELECT 1 FROM files {where}", values).fetchone():  # noqa: S608
            report.unchanged.append(name)
            return True
        query = f"SELECT reason FROM skipped {where}"  # noqa: S608 - constant text
        row = self.connection.execute(query, values).fetchone()
        if row:
            report.skipped.append((name, row[0]))
        return row is not None

    def _has_content(self, digest: str) -> bool:
        query = "SELECT 1 FROM passages WHERE sha256 = ? LIMIT 1"
        return self.connection.execute(query, (digest,)).fetchone() is not None

    def _note_skipped(self, file: Path, reason: str) -> None:
        try:
            stat = file.stat()
        except OSError:
            return
        with writing(self.connection):
            self._drop([str(file)])
            self.connection.execute(
                "INSERT OR REPLACE INTO skipped VALUES (?, ?, ?, ?)",
                (str(file), reason, stat.st_size, stat.st_mtime_ns),
            )

    def _store(self, items: Sequence[_Pending], embedder: Embedder) -> None:
        """Embed and write some files in one transaction."""
        if not items:
            return
        texts = [passage.indexed for item in items for passage in item.passages]
        vectors = embedder.embed(texts).astype(np.float16)
        row = 0
        with writing(self.connection):
            self._drop([item.path for item in items], keep={item.sha256 for item in items})
            for item in items:
                stored = self._has_content(item.sha256)
                for passage in item.passages:
                    if not stored:
                        self.connection.execute(
                            "INSERT INTO passages(sha256, page, heading, text, vector)"
                            " VALUES (?, ?, ?, ?, ?)",
                            (item.sha256, passage.page, passage.heading, passage.text,
                             vectors[row].tobytes()),
                        )  # fmt: skip
                    row += 1
                self.connection.execute(
                    "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)",
                    (item.path, item.sha256, item.bytes, item.changed_ns),
                )
                self.connection.execute("DELETE FROM skipped WHERE path = ?", (item.path,))
            self._grow()

    def _drop(self, paths: Sequence[str], keep: Collection[str] = ()) -> None:
        """Forget files, and passages that no other file holds; inside a transaction."""
        for path in paths:
            row = self.connection.execute(
                "SELECT sha256 FROM files WHERE path = ?", (path,)
            ).fetchone()
            if row is None:
                continue
            self.connection.execute("DELETE FROM files WHERE path = ?", (path,))
            left = self.connection.execute(
                "SELECT 1 FROM files WHERE sha256 = ? LIMIT 1", (row[0],)
            ).fetchone()
            if left is None and row[0] not in keep:
                self.connection.execute("DELETE FROM passages WHERE sha256 = ?", (row[0],))
                self._grow()

    def _grow(self) -> None:
        self.connection.execute(
            "UPDATE state SET value = CAST(value AS INTEGER) + 1 WHERE name = 'generation'"
        )


def _walk(root: Path, report: AddReport) -> Iterator[Path]:
    """Readable kinds of files below a folder, or the file itself; links are not followed."""
    if not root.is_dir():
        yield root
        return
    for entry in sorted(root.iterdir()):
        if entry.name in _LEFT_OUT or entry.name.startswith("."):
            continue
        if entry.is_symlink():
            report.skipped.append((str(entry), "it is a link; links are not followed"))
        elif entry.is_dir():
            yield from _walk(entry, report)
        elif entry.suffix.lower() in READERS:
            yield entry
