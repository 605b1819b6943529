"""Searching own documents: full-text BM25 and vectors, fused by reciprocal rank."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from knowledge.documents.coverage import Coverage, coverage, telling
from knowledge.documents.database import explained, read_state
from knowledge.documents.library import Library
from knowledge.documents.naming import names
from knowledge.documents.vectors import VectorIndex
from knowledge.documents.walk import shown
from knowledge.embedding import Vectors
from knowledge.lexical import STOP_WORDS, terms

HALVES = ("hybrid", "bm25", "dense")
_POOL = 60
_RRF_K = 10.0
SHARES = (1.0, 1.0)
"""Dense and sparse alike: chosen by 102 questions over 2,321 technical Markdown files, where the
file asked for is among the first five 88 times, 84 with 0.7 for sparse, 77 by BM25 alone."""
_AFFORDABLE = 15_000
"""Passages that BM25 may rank for one question: about 40 ms."""

_DIGITS_OR_WORD = re.compile(r"\w+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Found:
    """A passage of an own document.

    Attributes:
        path: The file; one of them, where several hold the same content.
        page: From one; 0 where the format has no pages.
        score: Fused score; comparable within one search only.
        similarity: Cosine with the question.
        overlap: Share of the question's word stems that stand in the passage.
        strange: Whether the question has names, and no document of the store any of them.
        coverage: What it holds of the question, each word by what it tells; unknown elsewhere.
    """

    path: str
    page: int
    heading: str
    text: str
    score: float
    similarity: float
    overlap: float
    strange: bool = False
    coverage: Coverage | None = None

    @property
    def place(self) -> str:
        """Path and page, as cited: on one line, whatever the file is called."""
        return f"{shown(self.path)}, page {self.page}" if self.page else shown(self.path)


class Searcher:
    """Searches one library; keeps its vectors while nothing changes."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._vectors = VectorIndex(library)

    def search(self, question: str, vector: Vectors, k: int = 5) -> list[Found]:
        """The best passages, best first.

        Args:
            question: In English, spelling repaired.
            vector: Its vector.
            k: How many.
        """
        with explained(self._library.file):
            dense = self._vectors.search(vector, _POOL)
            sparse = self._sparse(question)
            fused = fuse([list(dense), sparse], SHARES)
            best = sorted(fused, key=lambda row: -fused[row])[:k]
            passages = read_state(self._library.connection).last_id
            weights = telling(self._counts(tokens_of(question)), passages)
            candidates = (self._found(row, fused[row], question, vector, weights) for row in best)
            named = names(question)
            strange = bool(named) and not any(self._is_known(name) for name in named)
            return [replace(found, strange=strange) for found in candidates if found is not None]

    def knows(self, word: str) -> bool:
        """Whether a word stands in any passage or path."""
        with explained(self._library.file):
            return self._is_known(word)

    def files(self, question: str, vector: Vectors, k: int = 10) -> dict[str, list[str]]:
        """Paths of the best `k` files by each of `HALVES`, each file once, by its best passage."""
        with explained(self._library.file):
            dense = list(self._vectors.search(vector, _POOL))
            sparse = self._sparse(question)
            fused = fuse([dense, sparse], SHARES)
            best = sorted(fused, key=lambda row: -fused[row])
            ranked = zip(HALVES, (best, sparse, dense), strict=True)
            return {half: list(dict.fromkeys(self._paths(ids)))[:k] for half, ids in ranked}

    def names(self) -> dict[str, str]:
        """Every path, and the one that stands for all files of the same content."""
        query = "SELECT path, min(path) OVER (PARTITION BY sha256) FROM files"
        with explained(self._library.file):
            return dict(self._library.connection.execute(query).fetchall())

    def _paths(self, ids: Sequence[int]) -> Iterator[str]:
        query = """SELECT min(path) FROM files
            WHERE sha256 = (SELECT sha256 FROM passages WHERE id = ?)"""
        for row in ids:
            (path,) = self._library.connection.execute(query, (row,)).fetchone()
            if path is not None:
                yield path

    def _found(
        self,
        row: int,
        score: float,
        question: str,
        vector: Vectors,
        weights: Mapping[str, float],
    ) -> Found | None:
        query = """SELECT p.page, p.heading, p.text, p.vector,
            (SELECT path FROM files f WHERE f.sha256 = p.sha256 ORDER BY path LIMIT 1)
            FROM passages p WHERE p.id = ?"""
        stored = self._library.connection.execute(query, (row,)).fetchone()
        if stored is None or stored[4] is None:
            return None
        page, heading, text, blob, path = stored
        own = np.frombuffer(blob, dtype=np.float16).astype(np.float32)
        overlap = shared_words(question, f"{heading} {text}")
        covered = coverage(self._library.connection, weights, row, path)
        similarity = float(own @ vector)
        return Found(path, page, heading, text, score, similarity, overlap, coverage=covered)

    def _is_known(self, name: str) -> bool:
        """Whether a word stands in any passage or path."""
        if self._count(f'"{name}"'):
            return True
        query = "SELECT 1 FROM files WHERE instr(lower(path), ?) LIMIT 1"
        return self._library.connection.execute(query, (name.lower(),)).fetchone() is not None

    def _sparse(self, question: str) -> list[int]:
        tokens = tokens_of(question)
        if not tokens:
            return []
        match = self._affordable(tokens)
        query = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, 2.0, 1.0) LIMIT ?"
        return [row for (row,) in self._library.connection.execute(query, (match, _POOL))]

    def _affordable(self, tokens: Sequence[str]) -> str:
        """A match of any of the words, without the commonest where ranking would take too long.

        BM25 is computed for every passage that matches, and a word that stands in many says
        little. Where all are common, passages that hold several of them are ranked.
        """
        counts = self._counts(tokens)
        rare = sorted(tokens, key=lambda token: counts[token])
        while len(rare) > 1 and sum(counts[token] for token in rare) > _AFFORDABLE:
            rare.pop()
        quoted = [f'"{token}"' for token in rare]
        if counts[rare[0]] < _AFFORDABLE:
            return " OR ".join(quoted)
        every = [f'"{token}"' for token in tokens]
        for size in range(len(every), 1, -1):
            together = " AND ".join(every[:size])
            if self._count(together) >= _POOL:
                return together
        return quoted[0]

    def _counts(self, tokens: Sequence[str]) -> dict[str, int]:
        return {token: self._count(f'"{token}"') for token in tokens}

    def _count(self, match: str) -> int:
        """Passages that match, counted no further than can be afforded."""
        query = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
        row = self._library.connection.execute(query, (match, _AFFORDABLE)).fetchone()
        return int(row[0])


def tokens_of(question: str) -> list[str]:
    """Words of a question that say something, each once."""
    words = _DIGITS_OR_WORD.findall(question.lower())
    return list(dict.fromkeys(word for word in words if word not in STOP_WORDS))


def shared_words(question: str, passage: str) -> float:
    """Share of the stems of a question that stand in a passage."""
    asked = set(terms(question))
    return len(asked.intersection(terms(passage))) / len(asked) if asked else 0.0


def fuse(rankings: Sequence[Sequence[int]], shares: Sequence[float]) -> Mapping[int, float]:
    """Weighted reciprocal rank fusion of lists of ids, best first."""
    scores: dict[int, float] = {}
    for ranking, share in zip(rankings, shares, strict=True):
        for position, row in enumerate(ranking, start=1):
            scores[row] = scores.get(row, 0.0) + share / (_RRF_K + position)
    return scores
