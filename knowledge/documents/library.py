"""Adding, listing and removing own documents of a project."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from knowledge.documents import roots as named
from knowledge.documents.batches import Embeds
from knowledge.documents.database import connect, explained, read_state, writing
from knowledge.documents.intake import Intake, Progress
from knowledge.documents.records import drop, without_copy
from knowledge.documents.report import AddReport, StoredFile
from knowledge.documents.vectors import VectorIndex
from knowledge.documents.walk import Walked, shown, walk
from knowledge.errors import BusyError, DocumentError
from knowledge.paths import documents_dir

_PROJECT = re.compile(r"[^\W_][\w .-]{0,63}")


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
            DocumentError: None of the paths exists, or the store cannot be written.
        """
        roots, missing = named.present(paths)
        with explained(self.file), writing(self.connection):
            named.added(self.connection, self.folder, [str(root) for root in roots])
        report = self._take(roots, embedder, progress, cancelled)
        report.skipped[:0] = [(str(path), named.NOT_THERE) for path in missing]
        return report

    def _take(
        self,
        roots: Sequence[Path],
        embedder: Embeds,
        progress: Progress | None,
        cancelled: Callable[[], bool],
    ) -> AddReport:
        """Read files and folders, and what else was added by name below them."""
        report = AddReport()
        with explained(self.file):
            known = named.stored(self.connection)
            folders = [str(root) for root in roots if root.is_dir()]
            walked = Walked(report.skipped, left_out=frozenset(known.removed), why=named.LEFT_OUT)
            every = [*roots, *self._also(known.added, folders, walked)]
            once = dict.fromkeys(every)
            files = list(dict.fromkeys(file for root in once for file in walk(root, walked)))
            report.skipped[:] = dict.fromkeys(report.skipped)  # folders may lie in one another
            Intake(self.connection, embedder, report, self._guard).take(files, progress, cancelled)
            if not report.cancelled:
                # Last, so that a file that moved still finds its content.
                self._forget_missing(folders, {str(file) for file in files}, walked, report)
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
            if not (gone or self._below("skipped", (target,)) or self._below("roots", (target,))):
                raise DocumentError(
                    f"{path} is not among the own documents",
                    "no file of that path was added",
                    "`wattbrief knowledge list` shows what there is",
                )
            drop(self.connection, gone)
            self._delete("skipped", self._below("skipped", (target,)))
            named.removed(self.connection, self.folder, target)
        return gone

    def rebuild(
        self,
        embedder: Embeds,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> AddReport:
        """Read all that was added again, also when the store is damaged; not what was removed.

        What is stored of a file or folder that is not there, as on a share that is not mounted,
        is kept. Another process that is writing meanwhile is told so and loses nothing but its run.
        """
        known = named.written(self.folder)
        before = self._listed()
        absent = tuple(root for root in known.added if named.is_absent(root))
        kept = bool(absent) and self._keep_only(absent)
        if not kept:
            self.close()
            with explained(self.file):
                for file in self.folder.glob("documents.sqlite*"):
                    file.unlink()
        with explained(self.file), writing(self.connection):
            named.remember(self.connection, self.folder, known)
        there = [Path(root) for root in known.added if root not in absent]
        report = self._take(there, embedder, progress, cancelled)
        said = {path for path, _ in report.skipped}
        why = named.KEPT if kept else named.LOST
        report.skipped.extend((root, why) for root in absent if root not in said)
        if not report.cancelled:
            report.removed[:] = sorted(before - self._listed())
        return report

    def _listed(self) -> set[str]:
        """Paths of all files; none where the store is too damaged to tell."""
        try:
            with explained(self.file):
                return set(self._all("files"))
        except BusyError:
            raise
        except DocumentError:
            return set()

    def _keep_only(self, absent: tuple[str, ...]) -> bool:
        """Drop all that can be read again; False where the store is too damaged for that."""
        try:
            with explained(self.file), writing(self.connection):
                if self.connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                    return False
                for table in ("files", "skipped"):
                    keep = set(self._below(table, absent))
                    gone = [path for path in self._all(table) if path not in keep]
                    drop(self.connection, gone if table == "files" else ())
                    self._delete(table, gone)
        except BusyError:
            raise
        except DocumentError:
            return False
        return True

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

    def _also(self, added: Sequence[str], folders: Sequence[str], walked: Walked) -> Iterator[Path]:
        """What was added by name below some folders; noted as unread where it is not there."""
        for path in added:
            if not named.is_below(path, folders):
                continue
            if not named.is_absent(path):
                yield Path(path)
            elif self._below("files", (path,)):
                walked.unread.append(path)
                walked.skipped.append((path, named.KEPT))

    def _forget_missing(
        self, folders: Sequence[str], present: set[str], walked: Walked, report: AddReport
    ) -> None:
        """Drop files below the folders being added that are no longer there.

        Where a whole folder of them is missing, only those that are found elsewhere.
        """
        with writing(self.connection):
            self._guard()
            missing = [
                path
                for path in self._below("files", folders)
                if path not in present and not named.is_below(path, walked.unread)
            ]
            lost = named.lost_folders(missing, folders)
            kept = without_copy(self.connection, lost, present)
            gone = [path for path in missing if path not in kept]
            report.skipped.extend(
                (path, named.KEPT) for path in sorted({lost[path] for path in kept})
            )
            drop(self.connection, gone)
            old = (path for path in self._below("skipped", folders) if path not in present)
            self._delete("skipped", list(old))
            # Of these nothing is read, so that no size and time can show a change.
            self.connection.executemany(
                "INSERT OR IGNORE INTO skipped VALUES (?, ?, 0, 0)",
                [(shown(path), why) for path, why in report.skipped],
            )
        report.removed.extend(gone)

    def _below(self, table: str, folders: Sequence[str]) -> list[str]:
        """Paths of a table that are one of the folders, or below."""
        return [path for path in self._all(table) if named.is_below(path, folders)]

    def _all(self, table: str) -> list[str]:
        query = f"SELECT path FROM {table}"  # noqa: S608 - one of our own names
        return [path for (path,) in self.connection.execute(query)]

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
