"""Adding, listing and removing own documents of a project."""

import re
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from knowledge.documents import roots as named
from knowledge.documents.batches import Embeds
from knowledge.documents.database import check, connect, explained, read_state, writing
from knowledge.documents.intake import Intake, Progress
from knowledge.documents.missing import also_named, forget_missing
from knowledge.documents.records import all_paths, below, delete, drop
from knowledge.documents.report import AddReport, StoredFile
from knowledge.documents.vectors import VectorIndex
from knowledge.documents.walk import Walked, shown, walk
from knowledge.errors import BusyError, DocumentError, ProjectNameError
from knowledge.paths import documents_dir

_PROJECT = re.compile(r"[^\W_][\w .-]{0,63}")


class Library:
    """The own documents of one project.

    Args:
        project: Documents of different projects never meet.
        folder: Where all projects lie; the user's data folder by default.

    Raises:
        ProjectNameError: It is no plain name.
        DocumentError: The store is damaged.
    """

    def __init__(self, project: str = "default", folder: Path | None = None) -> None:
        if not _PROJECT.fullmatch(project) or project.strip(". ") != project:
            raise ProjectNameError(
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
            names = [str(root) for root in roots]
            named.added(self.connection, self.folder, names)
            named.begun(self.connection, names)
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
            every = [*roots, *also_named(self.connection, known.added, folders, walked)]
            once = dict.fromkeys(every)
            files = list(dict.fromkeys(file for root in once for file in walk(root, walked)))
            report.skipped[:] = dict.fromkeys(report.skipped)  # folders may lie in one another
            report.others = walked.others
            Intake(self.connection, embedder, report, self._guard).take(files, progress, cancelled)
            if not report.cancelled:
                # Last, so that a file that moved still finds its content.
                there = {str(file) for file in files}
                with writing(self.connection):
                    self._guard()
                    forget_missing(self.connection, folders, there, walked, report)
                    named.ended(self.connection, [str(root) for root in roots])
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
        self.require()
        with explained(self.file), writing(self.connection):
            self._guard()
            target = self._target(path)
            if not target:
                raise DocumentError(
                    f"there is no own document at {path}",
                    "no file or folder of that path was added",
                    "`wattbrief knowledge list` shows what there is",
                )
            gone = below(self.connection, "files", (target,))
            drop(self.connection, gone)
            delete(self.connection, "skipped", below(self.connection, "skipped", (target,)))
            named.removed(self.connection, self.folder, target)
        return gone

    def _target(self, path: str) -> str:
        """What is known by a path, as typed, in full or as a list shows it; empty if nothing is."""
        typed = Path(path).expanduser().absolute()
        known = {
            file
            for table in ("files", "skipped", "roots")
            for file in all_paths(self.connection, table)
        }
        for target in dict.fromkeys((str(named.full(path)), str(typed))):
            if any(named.is_below(file, (target,)) for file in known):
                return target
        return next((file for file in known if shown(file) == path), "")

    def require(self) -> None:
        """Refuse to work on a project that nothing was ever added to: its name may be mistyped.

        Raises:
            DocumentError: Nothing was.
        """
        if not (self.exists or named.written(self.folder).added):
            raise DocumentError(
                f"the project {self.project!r} has no own documents",
                "nothing was ever added to it",
                "Add files with `wattbrief knowledge add PATH`, or check the name of the project",
            )

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
        self.require()
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
            named.begun(self.connection, [root for root in known.added if root not in absent])
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
                return set(all_paths(self.connection, "files"))
        except BusyError:
            raise
        except DocumentError:
            return set()

    def _keep_only(self, absent: tuple[str, ...]) -> bool:
        """Drop all that can be read again; False where the store is too damaged for that."""
        try:
            with explained(self.file), writing(self.connection):
                check(self.connection)
                for table in ("files", "skipped"):
                    keep = set(below(self.connection, table, absent))
                    gone = [p for p in all_paths(self.connection, table) if p not in keep]
                    drop(self.connection, gone if table == "files" else ())
                    delete(self.connection, table, gone)
        except BusyError:
            raise
        except DocumentError:
            return False
        return True

    def status(self) -> dict[str, int | str]:
        """Counts, and where the store lies.

        Raises:
            DocumentError: The store is damaged, also where nothing has come upon it yet.
        """
        with explained(self.file):
            check(self.connection)
            count = self.connection.execute
            return {
                "project": self.project,
                "store": str(self.file),
                "files": count("SELECT count(*) FROM files").fetchone()[0],
                "documents": count("SELECT count(DISTINCT sha256) FROM files").fetchone()[0],
                "passages": count("SELECT count(*) FROM passages").fetchone()[0],
                "skipped": count("SELECT count(*) FROM skipped").fetchone()[0],
                "unfinished": len(named.unfinished(self.connection)),
                "bytes": sum(f.stat().st_size for f in self.folder.glob("documents.sqlite*")),
            }

    def skipped(self) -> list[tuple[str, str]]:
        """Path and reason of every file that was left out."""
        with explained(self.file):
            return self.connection.execute("SELECT path, reason FROM skipped").fetchall()

    def unfinished(self) -> list[str]:
        """What was being read when it was stopped, or is being read by another process now."""
        with explained(self.file):
            return named.unfinished(self.connection)

    def generation(self) -> int:
        """Grows with every change of the passages."""
        return read_state(self.connection).generation

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
