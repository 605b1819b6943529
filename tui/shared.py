"""The shared base of a team, where one is configured: questions go to it instead of this machine.

The section `shared_base:` of `config.yaml` names a PostgreSQL database with pgvector; without it
nothing here is imported.
"""

from typing import TYPE_CHECKING

from tui.documents import own_documents
from tui.failures import UsageError
from tui.paths import CONFIG_FILE, config_dir

if TYPE_CHECKING:
    from knowledge.answer import Answer
    from knowledge.base import KnowledgeBase
    from knowledge.postgres import SharedBaseSettings
    from tui.progress import Progress


def shared_settings() -> "SharedBaseSettings | None":
    """The configured shared base; None without one. Raises ConfigError for a wrong section."""
    file = config_dir() / CONFIG_FILE
    if not file.is_file():
        return None
    from knowledge.postgres import load_shared_base

    return load_shared_base(file)


def answer(base: "KnowledgeBase", question: str, project: str) -> "Answer":
    """Answer from the shared base where one is configured, else from this machine.

    Raises:
        SharedBaseError: The shared base cannot be reached or is of another version.
    """
    settings = shared_settings()
    if settings is None:
        return base.ask(question, own_documents(project))
    from knowledge.postgres import SharedBase

    with SharedBase.open(settings, base) as shared:
        return shared.ask(question, project)


def share(base: "KnowledgeBase", project: str, progress: "Progress") -> str:
    """Bring guidance and the own documents of a project to the shared base; says what was done.

    Raises:
        UsageError: No shared base is configured.
        SharedBaseError: It cannot be reached or written.
    """
    settings = shared_settings()
    if settings is None:
        raise UsageError(
            "nothing was shared",
            f"no shared base is configured in {config_dir() / CONFIG_FILE}",
            "Add a section `shared_base:` with dsn, or host and database.",
        )
    from knowledge.documents.library import Library
    from knowledge.postgres import SharedBase

    with SharedBase.open(settings, base, create=True) as shared:
        guidance = shared.refresh(progress)
        said = f"guidance: {guidance.added} added, {guidance.removed} removed"
        library = Library(project)
        if library.exists:
            pushed = shared.push(library, progress=progress)
            said += f"; documents: {pushed.files} files, {pushed.added} new"
    return said
