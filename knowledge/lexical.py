"""Words: tokens, stems, BM25 and character n-grams. Pure functions and NumPy, no training."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

_WORD = re.compile(r"[^\W_]+(?:[._/-][^\W_]+)*", re.UNICODE)
_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_PART = re.compile(r"[._/-]")


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for lists that are easier to read unquoted."""
    return frozenset(text.split())


STOP_WORDS = word_set(
    """
        a about all also am an and any are as at be been being but by can could did do does
        doing for from get had has have he her here him his how i if in into is it its just
        kind let like many me might more most much must my no not of on one only or other
        our ought out over own please shall she should so some such than that the their them
        then there these they thing this those to too up us very was we were what when where
        which while who whom why will with would you your vs versus really actually still
        ever even yes ok okay im ive id dont doesnt isnt cant
        """
)

_SUFFIXES = (
    ("isations", "is"), ("izations", "is"), ("isation", "is"), ("ization", "is"),
    ("ising", "is"), ("izing", "is"), ("ised", "is"), ("ized", "is"), ("ises", "is"),
    ("izes", "is"), ("iser", "is"), ("izer", "is"), ("ise", "is"), ("ize", "is"),
    ("ations", "at"), ("ation", "at"), ("ating", "at"), ("ators", "at"), ("ator", "at"),
    ("ated", "at"), ("ates", "at"), ("ate", "at"),
    ("iencies", "i"), ("iency", "i"), ("ient", "i"), ("iently", "i"),
    ("ments", ""), ("ment", ""), ("nesses", ""), ("ness", ""), ("fully", ""), ("ful", ""),
    ("ibilities", "ib"), ("ibility", "ib"), ("ables", ""), ("able", ""),
    ("ies", "y"), ("ied", "y"), ("ings", ""), ("ing", ""), ("edly", ""), ("ed", ""),
    ("ers", ""), ("er", ""), ("est", ""), ("ily", "y"), ("ly", ""), ("es", ""), ("s", ""),
    ("e", ""),
)  # fmt: skip
_MIN_STEM = 3
_SHORT_TEXT = 300
"""Characters up to which the words of a text are remembered: those of a question are asked for by
every part of the search."""


def fold(text: str) -> str:
    """Lower case without accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A crude English stem: good for matching, not for showing.

    British and American spellings meet (`optimise`, `optimization`).
    """
    if not word.isalpha() or len(word) <= _MIN_STEM:
        return word
    for suffix, replacement in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _MIN_STEM:
            if suffix == "s" and word[-2] in "su":
                return word
            base = word[: len(word) - len(suffix)]
            if not replacement and len(base) > _MIN_STEM and base[-1] == base[-2] != "l":
                base = base[:-1]
            return base + replacement
    return word


def words(text: str) -> list[str]:
    """Plain lower-case words and identifiers, each also in its parts.

    `CacheReadInputTokenCount` gives the whole and `cache read input token count`;
    `p4d.24xlarge` gives the whole, `p4d` and `24xlarge`.
    """
    return list(_words(text) if len(text) <= _SHORT_TEXT else _words.__wrapped__(text))


@lru_cache(maxsize=2_048)
def _words(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for token in _WORD.findall(text.replace("_", "-")):
        if token.isascii() and token.isalpha() and (token.islower() or token.istitle()):
            found.append(token.lower())
            continue
        whole = fold(token)
        found.append(whole)
        pieces = [piece for piece in _PART.split(token) if piece]
        if len(pieces) > 1:
            found.extend(fold(piece) for piece in pieces)
            found.append("".join(fold(piece) for piece in pieces))
        for piece in pieces:
            humps = _CAMEL.findall(piece)
            if len(humps) > 1 and piece.isascii() and not piece.isupper():
                found.extend(hump.lower() for hump in humps)
    return tuple(found)


def terms(text: str) -> list[str]:
    """Stems of the words that carry meaning."""
    return [stem(word) for word in words(text) if word not in STOP_WORDS]


@lru_cache(maxsize=8_192)
def term_set(text: str) -> frozenset[str]:
    """The different stems of a text; remembered, since answers score the same passages again."""
    return frozenset(terms(text))


def char_grams(text: str) -> Counter[str]:
    """Character trigrams and fourgrams inside word borders."""
    grams: Counter[str] = Counter()
    grams.update(
        padded[i : i + size]
        for padded in [f" {word} " for word in words(text) if word not in STOP_WORDS]
        for size in (3, 4)
        for i in range(len(padded) - size + 1)
    )
    return grams


@dataclass(frozen=True, slots=True)
class Postings:
    """An inverted index as flat arrays: column j of the matrix is `rows[starts[j]:starts[j+1]]`.

    Attributes:
        vocabulary: Term to column.
        idf: Inverse document frequency of each column.
        weights: Score that a row gains when the query holds the column's term.
    """

    vocabulary: Mapping[str, int]
    idf: npt.NDArray[np.float32]
    starts: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]
    size: int

    def scores(self, query: Mapping[str, float]) -> npt.NDArray[np.float32]:
        """Score of every row for weighted query terms; shape (size,)."""
        rows, gains = [], []
        for term, weight in query.items():
            column = self.vocabulary.get(term)
            if column is not None:
                part = slice(self.starts[column], self.starts[column + 1])
                rows.append(self.rows[part])
                gains.append(weight * self.weights[part])
        if not rows:
            return np.zeros(self.size, dtype=np.float32)
        summed = np.bincount(
            np.concatenate(rows, dtype=np.intp),
            np.concatenate(gains, dtype=np.float64),
            minlength=self.size,
        )
        return np.asarray(summed, dtype=np.float32)


def unit_weights(table: Postings, counts: Mapping[str, int]) -> dict[str, float]:
    """Weights of a text's n-grams in a table of unit rows, so that scores are cosines.

    Args:
        table: Unit rows of n-gram weights.
        counts: How often each n-gram occurs; one that the table lacks only lengthens the text.
    """
    rare = float(table.idf.max()) if len(table.idf) else 1.0
    weights: dict[str, float] = {}
    squares = 0.0
    for gram, times in counts.items():
        column = table.vocabulary.get(gram)
        value = (1 + math.log(times)) * (rare if column is None else float(table.idf[column]))
        squares += value * value
        if column is not None:
            weights[gram] = value
    norm = math.sqrt(squares) or 1.0
    return {gram: value / norm for gram, value in weights.items()}


def bm25_postings(
    documents: Sequence[Mapping[str, float]], k1: float = 1.2, b: float = 0.5
) -> Postings:
    """BM25 over weighted term counts (a field's weight multiplies its counts: BM25F).

    score(q, d) = Σ idf(t) · tf·(k1+1) / (tf + k1·(1 − b + b·|d|/avg|d|)),
    idf(t) = ln(1 + (N − n + 0.5)/(n + 0.5))  (Robertson and Zaragoza, 2009).
    """
    lengths = np.array([sum(doc.values()) for doc in documents], dtype=np.float64)
    average = max(float(lengths.mean()) if len(documents) else 1.0, 1e-9)
    found = _Occurrences.of(documents)
    norms = k1 * (1 - b + b * lengths / average)
    gains = found.idf.astype(np.float64)[found.columns] * found.counts * (k1 + 1)
    return found.postings(gains / (found.counts + norms[found.rows]))


def tfidf_postings(documents: Sequence[Mapping[str, float]]) -> Postings:
    """Unit-length rows of (1 + ln tf) · idf: cosine with a query that is weighted the same way."""
    found = _Occurrences.of(documents)
    different, places = np.unique(found.counts, return_inverse=True)
    heights = np.array([1 + math.log(count) for count in different])
    values = heights[places] * found.idf.astype(np.float64)[found.columns]
    norms = np.sqrt(np.bincount(found.rows, values * values, minlength=found.size))
    norms[norms == 0] = 1.0
    return found.postings(values / norms[found.rows])


@dataclass(frozen=True, slots=True)
class _Occurrences:
    """Terms of documents as flat arrays, one entry for each term of each document.

    Attributes:
        vocabulary: Term to column, in alphabetical order.
        idf: Inverse document frequency of each column.
        columns: Of each entry, shape (entries,).
        rows: The document of each entry, ascending.
        counts: How often the document holds the term.
        size: How many documents there are.
    """

    vocabulary: Mapping[str, int]
    idf: npt.NDArray[np.float32]
    columns: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int64]
    counts: npt.NDArray[np.float64]
    size: int

    @classmethod
    def of(cls, documents: Sequence[Mapping[str, float]]) -> "_Occurrences":
        """Gather the terms of documents."""
        vocabulary = {t: column for column, t in enumerate(sorted(set().union(*documents)))}
        columns = np.fromiter((vocabulary[t] for doc in documents for t in doc), dtype=np.int64)
        counts = np.fromiter((c for doc in documents for c in doc.values()), dtype=np.float64)
        total = len(documents)
        rows = np.repeat(np.arange(total), [len(doc) for doc in documents])
        holders = np.bincount(columns, minlength=len(vocabulary))
        idf = [math.log(1 + (total - int(n) + 0.5) / (int(n) + 0.5)) for n in holders]
        return cls(vocabulary, np.array(idf, dtype=np.float32), columns, rows, counts, total)

    def postings(self, weights: npt.NDArray[np.float64]) -> Postings:
        """The inverted index with a weight for each entry."""
        order = np.argsort(self.columns, kind="stable")
        starts = np.zeros(len(self.vocabulary) + 1, dtype=np.int64)
        np.cumsum(np.bincount(self.columns, minlength=len(self.vocabulary)), out=starts[1:])
        return Postings(
            self.vocabulary,
            self.idf,
            starts,
            self.rows[order].astype(np.int32),
            weights[order].astype(np.float32),
            self.size,
        )
