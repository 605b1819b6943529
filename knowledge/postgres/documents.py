"""Own documents in PostgreSQL: pushed from a library, searched by everyone who may read them."""

import getpass
import hashlib
import re
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

import numpy as np

from knowledge.documents import Found, Library
from knowledge.documents.search import SHARES, fuse, shared_words
from knowledge.embedding import Vectors
from knowledge.errors import SharedBaseError
from knowledge.lexical import STOP_WORDS
from knowledge.postgres.database import Database, Match, Row

KIND = "documents"
_POOL = 60
_BATCH_PASSAGES = 256
_PROJECT = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}")
_WORD = re.compile(r"\w+", re.UNICODE)

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did.

    Attributes:
        files: Files of this library that are now in the shared base.
        added: Contents that were not there before.
        removed: Contents that nobody holds any more.
        cancelled: True when it was stopped; what was stored is kept, nothing was removed.
    """

    files: int
    added: int
    removed: int
    cancelled: bool = False


def push(
    database: Database,
    library: Library,
    origin: str = "",
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Pushed:
    """Make the shared base hold what a library holds, by content hash.

    Files that others pushed into the project stay. Vectors are taken from the library.

    Args:
        database: The shared base.
        library: The own documents of a project on this machine.
        origin: Who pushes; a later push of the same origin replaces this one.
        progress: Called with stage, contents done and contents in all.
        cancelled: Asked between batches; contents that are stored by then are kept.
    """
    origin = origin or f"{getpass.getuser()}@{socket.gethostname()}"
    scope = scope_of(library.project)
    names = shared_names(library)
    with database.locked():
        present = _present(database, scope)
        wanted = dict.fromkeys(digest for digest in names.values())
        missing = [digest for digest in wanted if digest not in present]
        done = 0
        for batch in _batches(library, scope, missing):
            if cancelled():
                return Pushed(0, done, 0, cancelled=True)
            database.add(KIND, [row for rows in batch for row in rows])
            done += len(batch)
            if progress is not None:
                progress("sharing documents", done, len(missing))
        _claim(database, library.project, origin, names)
        removed = _sweep(database, library.project, scope)
    return Pushed(len(names), len(missing), removed)


def withdraw(database: Database, project: str, origin: str = "") -> int:
    """Take back everything that an origin pushed into a project; returns contents removed."""
    origin = origin or f"{getpass.getuser()}@{socket.gethostname()}"
    with database.locked():
        _claim(database, project, origin, {})
        return _sweep(database, project, scope_of(project))


class SharedDocuments:
    """The shared documents of a project, searched as a library's `Searcher` searches its own.

    Args:
        database: The shared base.
        project: Documents of different projects never meet.
    """

    def __init__(self, database: Database, project: str) -> None:
        self._database = database
        self._project = project
        self._scope = scope_of(project)

    def search(self, question: str, vector: Vectors, k: int = 5) -> list[Found]:
        """The best passages, best first: full text and vectors, fused by reciprocal rank.

        Args:
            question: In English, spelling repaired.
            vector: Its vector.
            k: How many.
        """
        dense, sparse = self.halves(question, vector)
        matches = {match.id: match for match in (*sparse, *dense)}
        numbers = {key: number for number, key in enumerate(matches)}
        ranked = [[numbers[match.id] for match in found] for found in (dense, sparse)]
        fused = fuse(ranked, SHARES)
        keys = list(matches)
        best = sorted(fused, key=lambda number: -fused[number])[:k]
        chosen = [(matches[keys[number]], fused[number]) for number in best]
        digests = [str(match.metadata["sha256"]) for match, _ in chosen]
        paths = _paths(self._database, self._project, digests)
        cosines = self._database.cosines(KIND, vector, [match.id for match, _ in chosen])
        return [
            _found(match, score, path, cosines[match.id], question)
            for match, score in chosen
            if (path := paths.get(str(match.metadata["sha256"])))
        ]

    def knows(self, word: str) -> bool:
        """Whether a word stands in any passage of the project."""
        return bool(self._database.matching(KIND, word, 1, self._scope))

    def halves(self, question: str, vector: Vectors) -> tuple[list[Match], list[Match]]:
        """What vectors alone, and what words alone, find."""
        dense = self._database.nearest(KIND, vector, _POOL, self._scope)
        asked = " ".join(dict.fromkeys(t for t in _WORD.findall(question) if _counts(t)))
        if not asked:
            return dense, []
        return dense, self._database.matching(KIND, asked, _POOL, self._scope)


def scope_of(project: str) -> str:
    """How a project is marked in the rows.

    The word before it keeps the vector store's filter from reading a project "2024" as a number.

    Raises:
        SharedBaseError: The name is not plain; it would end up in a statement.
    """
    if not _PROJECT.fullmatch(project):
        raise SharedBaseError(
            f"{project!r} cannot be a project",
            "letters, digits, spaces, dots, dashes and underscores are allowed, 64 at most",
            "Choose a plain name",
        )
    return f"project {project}"


def shared_names(library: Library) -> dict[str, str]:
    """Name to content hash of every file of a library.

    Names begin with the folder that was added, so that no path of this machine leaves it.
    """
    roots = sorted(
        (PurePath(row[0]) for row in library.connection.execute("SELECT path FROM roots")),
        key=lambda root: -len(root.parts),
    )
    names: dict[str, str] = {}
    for path, digest in library.connection.execute("SELECT path, sha256 FROM files ORDER BY path"):
        file = PurePath(path)
        root = next((root for root in roots if file.is_relative_to(root)), file)
        name = str(PurePath(root.name, *file.relative_to(root).parts))
        if names.get(name, digest) != digest:
            name = f"{name} ({digest[:8]})"
        names[name] = digest
    return names


def _batches(library: Library, scope: str, digests: Sequence[str]) -> Iterator[list[list[Row]]]:
    """Rows of some contents at a time, each content whole."""
    batch: list[list[Row]] = []
    for digest in digests:
        batch.append(_rows(library, scope, digest))
        if sum(len(rows) for rows in batch) >= _BATCH_PASSAGES:
            yield batch
            batch = []
    if batch:
        yield batch


def _rows(library: Library, scope: str, digest: str) -> list[Row]:
    query = "SELECT page, heading, text, vector FROM passages WHERE sha256 = ? ORDER BY id"
    rows = []
    for number, (page, heading, text, blob) in enumerate(
        library.connection.execute(query, [digest])
    ):
        key = hashlib.sha256(f"{scope}\0{digest}\0{number}".encode()).hexdigest()[:32]
        vector = np.frombuffer(blob, dtype=np.float16).astype(np.float32)
        # PostgreSQL keeps no zero bytes in a text.
        plain = {"heading": heading.replace("\0", " "), "quote": text.replace("\0", " ")}
        metadata: dict[str, str | int] = {"scope": scope, "sha256": digest, "page": page, **plain}
        rows.append(Row(key, f"{plain['heading']}. {plain['quote']}", vector, metadata))
    return rows


def _present(database: Database, scope: str) -> set[str]:
    query = (
        "SELECT DISTINCT metadata_->>'sha256' FROM {documents} WHERE metadata_->>'scope' = :scope"
    )
    return {row[0] for row in database.rows(query, scope=scope)}


def _claim(database: Database, project: str, origin: str, names: dict[str, str]) -> None:
    """Replace the files of an origin by these, in one transaction."""
    from sqlalchemy import text

    clear = "DELETE FROM {files} WHERE project = :project AND origin = :origin"
    insert = "INSERT INTO {files} VALUES (:project, :origin, :path, :sha256)"
    rows = [
        {"project": project, "origin": origin, "path": path, "sha256": digest}
        for path, digest in names.items()
    ]
    with database.running() as connection:
        connection.execute(
            text(clear.format(**database.names)), {"project": project, "origin": origin}
        )
        if rows:
            connection.execute(text(insert.format(**database.names)), rows)


def _sweep(database: Database, project: str, scope: str) -> int:
    """Remove contents that no file of the project holds any more."""
    query = (
        "SELECT node_id, metadata_->>'sha256' FROM {documents} WHERE metadata_->>'scope' = :scope "
        "AND metadata_->>'sha256' NOT IN (SELECT sha256 FROM {files} WHERE project = :project)"
    )
    rows = database.rows(query, scope=scope, project=project)
    database.delete(KIND, [row[0] for row in rows])
    return len({row[1] for row in rows})


def _paths(database: Database, project: str, digests: Sequence[str]) -> dict[str, str]:
    query = (
        "SELECT sha256, min(path) FROM {files} "
        "WHERE project = :project AND sha256 = ANY(:digests) GROUP BY sha256"
    )
    return dict(map(tuple, database.rows(query, project=project, digests=list(digests))))


def _counts(token: str) -> bool:
    return token.lower() not in STOP_WORDS and any(char.isalnum() for char in token)


def _found(match: Match, score: float, path: str, cosine: float, question: str) -> Found:
    data = match.metadata
    heading, text = str(data["heading"]), str(data["quote"])
    overlap = shared_words(question, f"{heading} {text}")
    return Found(path, int(data["page"]), heading, text, score, cosine, overlap)
