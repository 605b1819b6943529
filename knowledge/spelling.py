"""Spelling repair from the words of the corpus.

A word is repaired only if neither the corpus nor the embedding model's vocabulary knows it, so that
names and ordinary English survive. Candidates come from deletions of one or two letters on both
sides (symmetric delete), ranked by edit distance, then by frequency in the corpus.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property

_MIN_LENGTH = 4
_LONG = 7


class Speller:
    """Repairs words.

    Args:
        frequencies: Words of the corpus with their counts.
        dictionary: Other words that are taken as correct.
    """

    def __init__(self, frequencies: Mapping[str, int], dictionary: frozenset[str]) -> None:
        self._frequencies = frequencies
        self._dictionary = dictionary

    def known(self, word: str) -> bool:
        """Whether a lower-case word is left alone."""
        if word in self._frequencies or word in self._dictionary:
            return True
        return any(
            word.endswith(end) and word[: -len(end)] in self._frequencies
            for end in ("s", "ing", "ed")
        )

    def repair(self, word: str) -> str | None:
        """The corpus word that was probably meant, or None."""
        if len(word) < _MIN_LENGTH or not word.isascii() or not word.isalpha() or self.known(word):
            return None
        limit = 2 if len(word) >= _LONG else 1
        candidates = {
            found for cut in _deletions(word, limit) for found in self._deletes.get(cut, ())
        }
        scored = [
            (distance, word[0] != found[0], -self._frequencies[found], found)
            for found in candidates
            if (distance := edit_distance(word, found)) <= limit
        ]
        return min(scored)[3] if scored else None

    @cached_property
    def _deletes(self) -> dict[str, tuple[str, ...]]:
        table: dict[str, list[str]] = {}
        for word in self._frequencies:
            if len(word) >= _MIN_LENGTH - 1:
                for cut in _deletions(word, 1):
                    table.setdefault(cut, []).append(word)
        return {cut: tuple(found) for cut, found in table.items()}


def _deletions(word: str, depth: int) -> Iterator[str]:
    level = {word}
    yield word
    for _ in range(depth):
        level = {text[:i] + text[i + 1 :] for text in level for i in range(len(text))}
        yield from level


def edit_distance(left: str, right: str) -> int:
    """Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment)."""
    before: list[int] = []
    previous = list(range(len(right) + 1))
    for i, a in enumerate(left, start=1):
        current = [i]
        for j, b in enumerate(right, start=1):
            cost = min(
                previous[j] + 1,
                current[j - 1] + 1,
                previous[j - 1] + (a != b),
            )
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        before, previous = previous, current
    return previous[-1]
