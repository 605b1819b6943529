"""The shared base as one thing: opened by configuration, refreshed by one, asked by a team."""

from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

from knowledge.answer import Answer
from knowledge.base import Hit, KnowledgeBase
from knowledge.documents import Library
from knowledge.errors import SharedBaseError
from knowledge.postgres.database import FORMAT, Database, connect
from knowledge.postgres.documents import Pushed, SharedDocuments, push, withdraw
from knowledge.postgres.guidance import refresh_guidance, shared_guidance
from knowledge.postgres.settings import SharedBaseSettings
from knowledge.weights import find_weights

if TYPE_CHECKING:
    from knowledge.documents.search import Searcher

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Refresh:
    """What a refresh of the guidance did, in units (questions, leads, sections)."""

    added: int
    removed: int


class SharedBase:
    """The knowledge base with its vectors, and a team's documents, in PostgreSQL. Use `open`."""

    def __init__(self, database: Database, local: KnowledgeBase) -> None:
        self._database = database
        self._local = local
        self._shared: KnowledgeBase | None = None

    @classmethod
    def open(
        cls, settings: SharedBaseSettings, local: KnowledgeBase, *, create: bool = False
    ) -> "SharedBase":
        """Connect to the shared base.

        Args:
            settings: Where it is.
            local: The base of this machine: embeds questions, reads them, writes answers.
            create: Make the tables where they are missing; needs the right to do so.

        Raises:
            SharedBaseError: It cannot be reached, was never made, or was made with another
                embedding model or format.
        """
        database = connect(settings, local.embedder.size)
        model = find_weights().key
        try:
            state = database.state()
            if not state and create:
                database.create(model)
                state = database.state()
            _check(state, model, settings)
        except BaseException:
            database.close()
            raise
        return cls(database, local)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._database.close()

    @property
    def base(self) -> KnowledgeBase:
        """The knowledge base over PostgreSQL; everything that a `KnowledgeBase` can do.

        Raises:
            SharedBaseError: The guidance there is of another version; refresh it.
        """
        if self._shared is None:
            self._shared = shared_guidance(self._database, self._local)
        return self._shared

    def refresh(self, progress: Progress | None = None) -> Refresh:
        """Bring the guidance there to the version installed here; only differences are written.

        Raises:
            SharedBaseError: No right to write.
            BusyError: Someone else is writing.
        """
        added, removed = refresh_guidance(self._database, self._local, progress)
        self._shared = None
        return Refresh(added, removed)

    def search(self, question: str, k: int = 5) -> list[Hit]:
        """The `k` nearest cards with their scores, best first."""
        return self.base.search(question, k)

    def ask(self, question: str, project: str = "") -> Answer:
        """Answer a question from the guidance, or say that it does not.

        Args:
            question: As typed.
            project: Quote the shared documents of this project as well, below the guidance.
        """
        documents = cast("Searcher", self.documents(project)) if project else None
        return self.base.ask(question, documents)

    def documents(self, project: str) -> SharedDocuments:
        """The shared documents of a project; can be given to `KnowledgeBase.ask`."""
        return SharedDocuments(self._database, project)

    def push(
        self,
        library: Library,
        origin: str = "",
        progress: Progress | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Pushed:
        """Share the own documents of a project; see `knowledge.postgres.documents.push`."""
        return push(self._database, library, origin, progress, cancelled)

    def withdraw(self, project: str, origin: str = "") -> int:
        """Take back what an origin pushed; returns how many contents are gone."""
        return withdraw(self._database, project, origin)

    def status(self) -> dict[str, int | str]:
        """Counts, and where the base lies."""
        count = self._database.rows
        return {
            "place": self._database.settings.place,
            "guidance_units": count("SELECT count(*) FROM {guidance}")[0][0],
            "passages": count("SELECT count(*) FROM {documents}")[0][0],
            "files": count("SELECT count(*) FROM {files}")[0][0],
            "projects": count("SELECT count(DISTINCT project) FROM {files}")[0][0],
        }


def _check(state: dict[str, str], model: str, settings: SharedBaseSettings) -> None:
    if not state:
        raise SharedBaseError(
            f"there is no shared base at {settings.place}",
            f"no tables called {settings.table}_… in schema {settings.schema}",
            "Create it with `wattbrief knowledge share`, or check `table` and `schema`",
        )
    if state.get("format") != FORMAT:
        raise SharedBaseError(
            "the shared base has another format",
            f"it is {state.get('format')}, this program reads {FORMAT}",
            "Use the version of wattbrief that made it, or choose another `table`",
        )
    if state.get("model") != model:
        raise SharedBaseError(
            "the shared base was made with another embedding model",
            "vectors of different models cannot be compared",
            "Use the same model as your team, or choose another `table`",
        )
