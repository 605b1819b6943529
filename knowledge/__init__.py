"""Guidance cards, own documents, index, retrieval, answers.

The names below load their module when they are first used, so that importing one part costs that
part alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.answer import Answer, Citation
    from knowledge.base import KnowledgeBase
    from knowledge.cards import Card, SourceRef
    from knowledge.errors import KnowledgeError

_HOMES = {
    "Answer": "knowledge.answer",
    "Card": "knowledge.cards",
    "Citation": "knowledge.answer",
    "KnowledgeBase": "knowledge.base",
    "KnowledgeError": "knowledge.errors",
    "SourceRef": "knowledge.cards",
}

__all__ = [
    "Answer",
    "Card",
    "Citation",
    "KnowledgeBase",
    "KnowledgeError",
    "SourceRef",
]


def __getattr__(name: str) -> object:
    """Load a public name from its module; AttributeError for any other name."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)
