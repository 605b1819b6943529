"""Saying that what the guidance is answered from was damaged and has been made again."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


def rebuilt_note(base: "KnowledgeBase") -> str:
    """Why the index was made again at this start, on one line; empty where it was whole."""
    why, _, _ = base.rebuilt.partition(". ")
    return f"Made again: {why}." if why else ""


def tell_rebuilt(base: "KnowledgeBase") -> None:
    """The same on stderr, where a command has nothing else to say it with."""
    if note := rebuilt_note(base):
        sys.stderr.write(f"{note}\n")
