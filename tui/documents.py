"""The own documents that questions are answered from as well, if there are any."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.documents.search import Searcher


def own_documents(project: str = "default") -> "Searcher | None":
    """A searcher over the documents of a project; None when nothing was ever added to it."""
    from knowledge.documents.library import Library

    library = Library(project)
    if not library.exists:
        return None
    from knowledge.documents.search import Searcher

    return Searcher(library)
