"""The connection: engine, llama-index's vector stores, locks, errors in our words."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.embedding import Vectors
from knowledge.errors import BusyError, SharedBaseError
from knowledge.postgres.explained import explained
from knowledge.postgres.reach import reach
from knowledge.postgres.settings import SharedBaseSettings

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

FORMAT = "1"
_STORE = "llama_index.vector_stores.postgres"
_BATCH = 200
_LOCK_WAIT_S = 30
_HNSW = {"hnsw_m": 16, "hnsw_ef_construction": 64, "hnsw_ef_search": 200}
_STATE = "CREATE TABLE IF NOT EXISTS {state} (name text PRIMARY KEY, value text NOT NULL)"
_FILES = """CREATE TABLE IF NOT EXISTS {files} (project text NOT NULL, origin text NOT NULL,
    path text NOT NULL, sha256 text NOT NULL, PRIMARY KEY (project, origin, path))"""
_FILES_INDEX = "CREATE INDEX IF NOT EXISTS {name}_files_content ON {files} (project, sha256)"


@dataclass(frozen=True, slots=True)
class Row:
    """What is stored of one text.

    Attributes:
        id: Made of the content, so that equal content is stored once.
        text: What is searched by words.
        vector: Unit vector, shape (size,).
        metadata: Texts and numbers that come back with a hit.
    """

    id: str
    text: str
    vector: Vectors
    metadata: dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Match:
    """A stored text that a query found."""

    id: str
    text: str
    score: float
    metadata: dict[str, Any]


class Database:
    """One database; opened by `connect`, closed by `close`."""

    def __init__(self, settings: SharedBaseSettings, engine: "Engine", size: int) -> None:
        self.settings = settings
        self.engine = engine
        self.size = size
        schema, table = settings.schema, settings.table
        self.names = {
            "name": table,
            "state": f"{schema}.{table}_state",
            "files": f"{schema}.{table}_files",
            "guidance": f"{schema}.data_{table}_guidance",
            "documents": f"{schema}.data_{table}_documents",
        }
        self._stores: dict[str, Any] = {}

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    @contextmanager
    def running(self) -> Iterator["Connection"]:
        """One transaction.

        Raises:
            SharedBaseError: Whatever PostgreSQL objects to.
        """
        with explained(self.settings), self.engine.begin() as connection:
            yield connection

    def rows(self, query: str, **values: object) -> list[Any]:
        """Rows of a query in which `{files}` and the like name our tables."""
        from sqlalchemy import text

        with self.running() as connection:
            return list(connection.execute(text(query.format(**self.names)), values))

    def change(self, *statements: str, **values: object) -> None:
        """Run statements in one transaction."""
        from sqlalchemy import text

        with self.running() as connection:
            for statement in statements:
                connection.execute(text(statement.format(**self.names)), values)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Let one writer in at a time, on all machines.

        Raises:
            BusyError: Another one has been writing for too long.
        """
        from sqlalchemy import text
        from sqlalchemy.exc import OperationalError

        key = f"{self.settings.schema}.{self.settings.table}"
        with explained(self.settings), self.engine.connect() as connection:
            connection.execute(text(f"SET lock_timeout = '{_LOCK_WAIT_S}s'"))
            try:
                connection.execute(
                    text("SELECT pg_advisory_lock(hashtextextended(:key, 0))"), {"key": key}
                )
            except OperationalError as error:
                raise BusyError(
                    "the shared base is being written",
                    f"another writer has held it for {_LOCK_WAIT_S} s",
                    "Try again when it has finished",
                ) from error
            try:
                yield
            finally:
                # The lock belongs to the session; closing the session is what surely frees it.
                connection.invalidate()

    def add(self, kind: str, rows: Sequence[Row]) -> None:
        """Store rows of one of the two kinds, all of them or none."""
        from llama_index.core.schema import TextNode

        nodes = [
            TextNode(
                id_=row.id,
                text=row.text,
                embedding=np.asarray(row.vector, dtype=np.float32).tolist(),
                metadata=row.metadata,
            )
            for row in rows
        ]
        with explained(self.settings):
            self._store(kind).add(nodes)

    def delete(self, kind: str, ids: Sequence[str]) -> None:
        """Remove rows by id."""
        with explained(self.settings):
            for start in range(0, len(ids), _BATCH):
                self._store(kind).delete_nodes(list(ids[start : start + _BATCH]))

    def ids(self, kind: str) -> set[str]:
        """Ids of all rows of a kind."""
        return {row[0] for row in self.rows(f"SELECT node_id FROM {{{kind}}}")}  # noqa: S608 - fixed

    def nearest(self, kind: str, vector: Vectors, k: int, scope: str = "") -> list[Match]:
        """The rows whose vectors are nearest, with their cosine, best first."""
        return self._query(kind, k, scope, query_embedding=vector.astype(float).tolist())

    def matching(self, kind: str, words: str, k: int, scope: str = "") -> list[Match]:
        """The rows that hold most of the words, best first, by PostgreSQL's full-text search."""
        return self._query(kind, k, scope, query_str=words)

    def cosines(
        self, kind: str, vector: Vectors, ids: Sequence[str] | None = None
    ) -> dict[str, float]:
        """Product of a vector with those of some rows, or of all, by id.

        The vectors there have length one; that of a question may be shorter.
        """
        query = (
            f"SELECT node_id, 1 - (embedding <=> CAST(:vector AS vector)) FROM {{{kind}}} "  # noqa: S608 - fixed names
            "WHERE CAST(:ids AS text[]) IS NULL OR node_id = ANY(CAST(:ids AS text[]))"
        )
        written = str(vector.astype(float).tolist())
        wanted = None if ids is None else list(ids)
        length = float(np.linalg.norm(vector))
        rows = self.rows(query, vector=written, ids=wanted)
        return {row[0]: float(row[1]) * length for row in rows}

    def _query(self, kind: str, k: int, scope: str, **asked: Any) -> list[Match]:  # noqa: ANN401
        from llama_index.core.vector_stores.types import (
            ExactMatchFilter,
            MetadataFilters,
            VectorStoreQuery,
            VectorStoreQueryMode,
        )

        mode = VectorStoreQueryMode
        filters = [ExactMatchFilter(key="scope", value=scope)] if scope else []
        query = VectorStoreQuery(
            similarity_top_k=k,
            sparse_top_k=k,
            mode=mode.DEFAULT if "query_embedding" in asked else mode.TEXT_SEARCH,
            filters=MetadataFilters(filters=list(filters)) if filters else None,
            **asked,
        )
        with explained(self.settings):
            found = self._store(kind).query(query)
        nodes = zip(found.nodes or (), found.similarities or (), strict=True)
        return [
            Match(node.node_id, node.get_content(), float(score), node.metadata)
            for node, score in nodes
        ]

    def _store(self, kind: str, *, create: bool = False) -> Any:  # noqa: ANN401 - llama-index's type
        if kind not in self._stores or create:
            from llama_index.vector_stores.postgres import PGVectorStore
            from sqlalchemy.ext.asyncio import create_async_engine

            url = self.settings.url
            self._stores[kind] = PGVectorStore(
                connection_string=url,
                table_name=f"{self.settings.table}_{kind}",
                schema_name=self.settings.schema,
                hybrid_search=True,
                embed_dim=self.size,
                # Exact search is fast for the guidance; documents may be millions.
                hnsw_kwargs=dict(_HNSW) if kind == "documents" else None,
                perform_setup=create,
                initialization_fail_on_error=True,
                engine=self.engine,
                async_engine=create_async_engine(url.set(drivername="postgresql+asyncpg")),
            )
        return self._stores[kind]

    def create(self, model: str) -> None:
        """Make schema, extension and tables where they are missing; record what they hold."""
        with self.locked(), explained(self.settings):
            for kind in ("guidance", "documents"):
                self._store(kind, create=True)._initialize()  # noqa: SLF001 - else on first use
            self.change(_STATE, _FILES, _FILES_INDEX)
            for name, value in (("format", FORMAT), ("model", model), ("size", str(self.size))):
                self.change(
                    "INSERT INTO {state} VALUES (:name, :value) ON CONFLICT (name) DO NOTHING",
                    name=name,
                    value=value,
                )

    def state(self) -> dict[str, str]:
        """What the base says of itself; empty where it was never made."""
        present = self.rows("SELECT to_regclass(:table)", table=self.names["state"])[0][0]
        if present is None:
            return {}
        return {row[0]: row[1] for row in self.rows("SELECT name, value FROM {state}")}


def connect(settings: SharedBaseSettings, size: int) -> Database:
    """Reach the database: one attempt, which takes no longer than the settings allow.

    Args:
        settings: Where it is.
        size: Numbers in one vector.

    Raises:
        SharedBaseError: It cannot be reached, or the optional packages are missing.
    """
    database = Database(settings, _engine(settings), size)
    try:
        reach(settings, database.engine)
    except BaseException:
        database.close()
        raise
    return database


def _engine(settings: SharedBaseSettings) -> "Engine":
    options = (
        f"-c statement_timeout={settings.statement_s * 1000} -c hnsw.iterative_scan=strict_order"
    )
    try:
        # Only looked for: importing it takes two seconds, for nothing where no server is in reach.
        if find_spec(_STORE) is None:
            raise ModuleNotFoundError(name=_STORE)
        from sqlalchemy import create_engine

        return create_engine(
            settings.url,
            pool_pre_ping=True,
            connect_args={
                "connect_timeout": settings.timeout_s,
                "options": options,
                "application_name": "wattbrief",
            },
        )
    except ImportError as error:
        raise SharedBaseError(
            "the shared base cannot be used",
            f"the Python package {error.name} is not installed",
            "Install it with: pip install 'wattbrief[postgres]'",
        ) from error
