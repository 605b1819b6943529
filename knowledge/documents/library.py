"""Adding, listing and removing own documents of a project."""

import json
import os
import re
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from knowledge.documents.batches import Embeds
from knowledge.documents.database import connect, explained, read_state, writing
from knowledge.documents.intake import Intake, Progress
from knowledge.documents.records import drop
from knowledge.documents.report import AddReport, StoredFile
from knowledge.documents.vectors import VectorIndex
from knowledge.documents.walk import Walked, walk
from knowledge.errors import BusyError, DocumentError
from knowledge.paths import documents_dir
from knowledge.store import write_atomically

_PROJECT = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}")


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
        self._inode = 0

    @property
    def exists(self) -> bool:
        """Whether anything was ever added; opens nothing."""
        return self.file.is_file()

    @property
    def connection(self) -> sqlite3.Connection:
        """The open store."""
        if self._connection is None:
            self._connection = connect(self.file)
            self._inode = self.file.stat().st_ino
        return self._connection

    def close(self) -> None:
        """Close the store."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def add(
        self,
        paths: Sequence[Path],
        embedder: Embeds,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> AddReport:
        """Add files and folders; what is there already is not read again.

        Args:
            paths: Files or folders; links inside folders are not followed.
            embedder: Makes the vectors.
            progress: Called with what is being done, files done and files in all.
            cancelled: Asked between files; what is done by then is kept.

        Raises:
            DocumentError: A path does not exist, or the store cannot be written.
        """
        roots = [self._root(path) for path in paths]
        report = AddReport()
        walked = Walked(report.skipped)
        files = list(dict.fromkeys(file for root in roots for file in walk(root, walked)))
        with explained(self.file):
            self._remember(roots)
            Intake(self.connection, embedder, report, self._guard).take(files, progress, cancelled)
            if not report.cancelled:
                # Last, so that a file that moved still finds its content.
                self._forget_missing(roots, {str(file) for file in files}, walked, report)
                report.remark = self.prepare(progress, cancelled)
        if progress is not None and not report.cancelled:
            progress("", len(files), len(files))
        return report

    def prepare(
        self, progress: Progress | None = None, cancelled: Callable[[], bool] = lambda: False
    ) -> str:
        """Make the index of the vectors ready, so that no question waits; says why it cannot."""
        try:
            VectorIndex(self).prepare(progress, cancelled)
        except (BusyError, DocumentError) as error:
            return str(error)
        return ""

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
            self._guard()
            gone = self._below("files", (target,))
            known = gone or self._below("skipped", (target,)) or self._below("roots", (target,))
            drop(self.connection, gone)
            self._delete("skipped", self._below("skipped", (target,)))
            self._delete("roots", [target])
        if not known:
            raise DocumentError(
                f"{path} is not among the own documents",
                "no file of that path was added",
                "`wattbrief knowledge list` shows what there is",
            )
        self._write_roots()
        return gone

    def rebuild(
        self,
        embedder: Embeds,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> AddReport:
        """Read all that was added again, also when the store is damaged.

        Another process that is writing meanwhile is told so and loses nothing but its run.
        """
        try:
            roots = json.loads(self._roots_file.read_bytes()) if self._roots_file.exists() else []
        except ValueError as error:
            raise DocumentError(
                "the list of added folders is damaged",
                f"{self._roots_file} is not JSON",
                "Remove the file and add the folders again",
            ) from error
        self.close()
        with explained(self.file):
            for file in self.folder.glob("documents.sqlite*"):
                file.unlink()
        known = [Path(root) for root in roots if Path(root).exists()]
        report = self.add(known, embedder, progress, cancelled)
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
        return read_state(self.connection).generation

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

    def _forget_missing(
        self, roots: Sequence[Path], present: set[str], walked: Walked, report: AddReport
    ) -> None:
        """Drop files below the folders being added that are no longer there."""
        folders = tuple(str(root) for root in roots if root.is_dir())
        unread = tuple(f"{folder}/" for folder in walked.unread)
        with writing(self.connection):
            self._guard()
            gone = [
                path
                for path in self._below("files", folders)
                if path not in present and not path.startswith(unread)
            ]
            drop(self.connection, gone)
            old = (path for path in self._below("skipped", folders) if path not in present)
            self._delete("skipped", list(old))
        report.removed.extend(gone)

    def _below(self, table: str, folders: tuple[str, ...]) -> list[str]:
        """Paths of a table that are one of the folders, or below."""
        query = f"SELECT path FROM {table}"  # noqa: S608 - one of our own names
        starts = tuple(f"{folder.rstrip(os.sep)}{os.sep}" for folder in folders)
        rows = self.connection.execute(query)
        return [path for (path,) in rows if path in folders or path.startswith(starts)]

    def _delete(self, table: str, paths: Sequence[str]) -> None:
        query = f"DELETE FROM {table} WHERE path = ?"  # noqa: S608 - one of our own names
        self.connection.executemany(query, [(path,) for path in paths])

    def _guard(self) -> None:
        """Refuse to write into a store that another process has replaced.

        Raises:
            BusyError: It was rebuilt meanwhile.
        """
        if not self.file.exists() or self.file.stat().st_ino != self._inode:
            raise BusyError(
                "the store of own documents was replaced",
                f"another process has rebuilt {self.file}",
                "Run the command again: it goes on with the new store",
            )
