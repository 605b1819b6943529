"""How much of a question a passage and its document hold, by what each word tells."""

import math
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.lexical import terms

_APART = re.compile(r"[\W_]+")
_FIRST_AND_LAST = """SELECT min(id), max(id) FROM passages
    WHERE sha256 = (SELECT sha256 FROM passages WHERE id = ?)"""
_HOLDS = "SELECT 1 FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? LIMIT 1"

_FEWEST = 1000
"""Passages a store is taken to have: what few passages lack would tell nothing, and questions that
none of them answers be quoted (of 840 about 3 manuals of 48 each 79 were, not 9 to 17)."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Words of a question in a passage.

    Attributes:
        held: Share of what the words tell that the passage holds, its heading and path included.
        lacking: What the most telling word tells that the document nowhere holds; 0 to about 13.
    """

    held: float
    lacking: float


def telling(counts: Mapping[str, int], passages: int) -> dict[str, float]:
    """How much each word tells, from how many of the passages hold it."""
    among = max(passages, _FEWEST)
    return {word: math.log1p(among / (1 + count)) for word, count in counts.items()}


def coverage(
    connection: sqlite3.Connection, weights: Mapping[str, float], passage: int, path: str
) -> Coverage:
    """What a passage and its document hold of some words.

    Args:
        connection: The open store.
        weights: What each word tells.
        passage: Its number.
        path: Of its document: names stand there more often than in the text.
    """
    total = sum(weights.values())
    if not total:
        return Coverage(0.0, 0.0)
    first, last = connection.execute(_FIRST_AND_LAST, (passage,)).fetchone()
    in_path = set(terms(_APART.sub(" ", path)))
    held = lacking = 0.0
    for word, weight in weights.items():
        match = f'"{word}"'
        named = not in_path.isdisjoint(terms(word))
        if named or connection.execute(_HOLDS, (match, passage, passage)).fetchone():
            held += weight
        elif not connection.execute(_HOLDS, (match, first, last)).fetchone():
            lacking = max(lacking, weight)
    return Coverage(held / total, lacking)
