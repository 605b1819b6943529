"""The own documents that questions are answered from as well, if there are any."""

import sys
from typing import TYPE_CHECKING

DEFAULT = "default"
"""The project of those who name none."""

if TYPE_CHECKING:
    from knowledge.documents.search import Searcher


def own_documents(project: str = DEFAULT) -> "Searcher | None":
    """A searcher over the documents of a project; None when nothing was ever added to it."""
    from knowledge.documents.library import Library

    library = Library(project)
    if not library.exists:
        return None
    from knowledge.documents.search import Searcher

    return Searcher(library)


def tell_unknown(project: str, *, elsewhere: bool = True) -> None:
    """Say on stderr that a project which somebody names has no documents: a slip, perhaps.

    Args:
        project: Its name.
        elsewhere: A shared base, where one is configured, may have them.
    """
    if project == DEFAULT:
        return
    from knowledge.documents.library import Library
    from tui.shared import shared_settings

    if not Library(project).exists and not (elsewhere and shared_settings() is not None):
        sys.stderr.write(f"The project {project!r} has no own documents on this machine.\n")
