"""The shared base of a team, where one is configured: questions go to it instead of this machine.

The section `shared_base:` of `config.yaml` names a PostgreSQL database with pgvector; without it
nothing here is imported. Out of reach it costs no answer: this machine gives it, and says so.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.documents import own_documents
from tui.failures import UsageError
from tui.paths import CONFIG_FILE, config_dir

if TYPE_CHECKING:
    from knowledge.answer import Answer
    from knowledge.base import KnowledgeBase
    from knowledge.errors import SharedBaseError
    from knowledge.postgres import SharedBaseSettings
    from tui.progress import Progress


@dataclass(frozen=True, slots=True)
class Shared:
    """Whether an answer comes from the shared base.

    Attributes:
        in_answer: It does.
        what: What happened where it does not; empty where it does, as are the next two.
        why: The reason.
        fix: What to do about it.
    """

    in_answer: bool
    what: str = ""
    why: str = ""
    fix: str = ""

    @classmethod
    def left_out(cls, error: "SharedBaseError") -> "Shared":
        """Nothing came from there."""
        return cls(in_answer=False, what=error.what, why=error.why, fix=error.fix)

    @property
    def line(self) -> str:
        """That it is left out and why, on one line; empty where it is not."""
        if self.in_answer:
            return ""
        return (
            f"! {_capital(self.what)} ({self.why}). This machine answers, without what your team "
            f"shared. {self.fix.rstrip('.')}."
        )

    def as_dict(self) -> dict[str, object]:
        """The form that `ask --json` prints."""
        if self.in_answer:
            return {"in_answer": True}
        return {"in_answer": False, "what": self.what, "why": self.why, "fix": self.fix}


IN_APP = (
    "The shared base of your team is not asked in the app; what it holds is not in this answer. "
    "`wattbrief ask` asks it."
)


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


OF_A_DESIGN = Shared(
    in_answer=False,
    what="the shared base is not asked about a design",
    why="its figures are computed here",
    fix="Ask without --design to ask the shared base",
)


def shared_settings() -> "SharedBaseSettings | None":
    """The configured shared base; None without one. Raises ConfigError for a wrong section."""
    file = config_dir() / CONFIG_FILE
    if not file.is_file():
        return None
    from knowledge.postgres import load_shared_base

    return load_shared_base(file)


def app_note() -> str:
    """For the app, which answers on this machine alone: that a shared base is left out.

    Empty where none is configured. Only looked for: reading its address imports a database driver.
    """
    file = config_dir() / CONFIG_FILE
    if not file.is_file():
        return ""
    from knowledge.config_file import read_section
    from knowledge.errors import ConfigError

    try:
        section = read_section(file, "shared_base")
    except ConfigError as error:
        return f"! {_capital(error.what)} ({error.why})."
    asked = section is not None and section.get("enabled", True)
    return f"! {IN_APP}" if asked else ""


def answer(base: "KnowledgeBase", question: str, project: str) -> "tuple[Answer, Shared | None]":
    """Answer from the shared base where one is configured and in reach, else from this machine.

    Returns:
        The answer, and whether it comes from the shared base; None where none is configured.
    """
    settings = shared_settings()
    if settings is None:
        return base.ask(question, own_documents(project)), None
    from knowledge.errors import SharedBaseError
    from knowledge.postgres import SharedBase

    try:
        with SharedBase.open(settings, base) as shared:
            return shared.ask(question, project), Shared(in_answer=True)
    except SharedBaseError as error:
        left_out = Shared.left_out(error)
    return base.ask(question, own_documents(project)), left_out


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
