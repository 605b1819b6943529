"""Own documents: extracted, indexed, searched, cited; trusted no further than a quote."""

from knowledge.documents.library import Library
from knowledge.documents.report import AddReport, StoredFile
from knowledge.documents.search import Found, Searcher

__all__ = ["AddReport", "Found", "Library", "Searcher", "StoredFile"]
