"""Spelling repair from the words of the corpus.

A word is repaired only if neither the corpus nor the embedding model's vocabulary knows it or a
form of it, so that names and ordinary English survive. Candidates come from deletions of one or two
letters on both sides (symmetric delete), ranked by edit distance, then letters left out, doubled or
swapped before letters replaced, then by frequency in the corpus. American and British spellings of
one word are the same word: they are exchanged, not repaired.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from string import ascii_lowercase

_MIN_LENGTH = 4
_LONG_ENOUGH = 6
"""Shorter words are near too many others of ordinary English."""
_LONG = 8
_SHORT = 3
_OFTEN = 10
"""How often the corpus holds a short name that a shorter-lived slip is read as."""
_PLAIN_ENDINGS = ("s", "ly", "less", "ness")
_VOWEL_ENDINGS = ("ings", "ing", "ed", "es", "ers", "er", "est", "able")
_AFTER_E = ("d", "r", "rs", "st")
_PREFIXES = ("re", "un", "over", "under", "mis", "pre", "non")
_VARIANTS = (
    (re.compile(r"(?<=..)is(?=(?:e|ed|es|er|ers|ing|ation|ations|able)$)"), "iz"),
    (re.compile(r"(?<=.)ys(?=(?:e|ed|es|er|ers|ing)$)"), "yz"),
    (re.compile(r"(?<=..)our(?=(?:s|ed|ing|ful|able|ite|al)?$)"), "or"),
    (re.compile(r"(?<=..)(t|b)re(?=(?:s|d)?$)"), r"\1er"),
    (re.compile(r"(?<=..)ogue(?=s?$)"), "og"),
    (re.compile(r"(?<=..)ense(?=[sd]?$)"), "ence"),
    (re.compile(r"(?<=..)ll(?=(?:ed|ing|ings|er|ers)$)"), "l"),
    (re.compile(r"(?<=dg)e(?=ments?$)"), ""),
    (re.compile(r"^grey"), "gray"),
    (re.compile(r"(?<=gram)me(?=s?$)"), ""),
    (re.compile(r"^artef"), "artif"),
)
"""What British spellings write where American ones write the other; compared, never shown."""


@cache
def model_names() -> frozenset[str]:
    """Words of the names of models, which a name in the guidance may be near: `ministral`."""
    path = Path(__file__).parent / "data" / "model_names.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def one_spelling(word: str) -> str:
    """A form that the American and the British spelling of a lower-case word share."""
    for pattern, instead in _VARIANTS:
        word = pattern.sub(instead, word)
    return word


class Speller:
    """Repairs words.

    Args:
        frequencies: Words of the corpus with their counts.
        dictionary: Other words that are taken as correct.
        names: Names that nobody need know, but that are no misspelt words either.
    """

    def __init__(
        self,
        frequencies: Mapping[str, int],
        dictionary: frozenset[str],
        names: frozenset[str] = frozenset(),
    ) -> None:
        self._frequencies = frequencies
        self._dictionary = dictionary
        self._names = names

    def known(self, word: str) -> bool:
        """Whether a lower-case word is left alone: it is known, or known in another form."""
        if self._listed(word):
            return True
        if any(once in self._frequencies for once in _undoubled(word)):
            return False
        if any(twice in self._frequencies for twice in _doubled(word)):
            return False
        slip = any(meant in self._frequencies for meant in _swapped(word))
        return (
            any(word.removesuffix(end) in self._frequencies for end in ("s", "ing", "ed"))
            or any(map(self._listed, _inflected(word)))
            or (not slip and any(map(self._listed, _prefixed(word))))
            or self._has_forms(word)
        )

    def variant(self, word: str) -> str | None:
        """How the corpus spells a lower-case word that it knows in the other English only."""
        if word in self._frequencies or len(word) < _MIN_LENGTH:
            return None
        return self._spellings.get(one_spelling(word))

    def repair(self, word: str) -> str | None:
        """The word that was probably meant, or None."""
        letters = word.isascii() and word.isalpha()
        if len(word) < _SHORT or not letters or word in self._names or self.known(word):
            return None
        if len(word) == _SHORT:
            return self._unswapped(word)
        limit = 2 if len(word) >= _LONG else 1
        candidates = {
            found for cut in _deletions(word, limit) for found in self._deletes.get(cut, ())
        }
        scored = [
            (distance, _replaced(word, found), -self._frequencies[self._forms[found]], found)
            for found in candidates
            if _same_start(word, found)
            and (distance := edit_distance(word, found)) <= limit
            and (found in self._frequencies or not _replaced(word, found))
        ]
        best = min(scored) if scored else None
        nearest = self._forms[best[-1]] if best is not None else None
        if best is not None and best[0] == 1:
            return nearest
        # A word of ordinary English that is nearer than any of the corpus was meant.
        plain = {found for found in _one_edit(word) if found in self._dictionary}
        if plain:
            if len(word) < _LONG_ENOUGH:
                return None
            meant = [f for f in plain if _same_start(word, f) and not _replaced(word, f)]
            return meant[0] if len(meant) == 1 else None
        return nearest

    def _unswapped(self, word: str) -> str | None:
        """A short name whose letters changed places; nearly all else of that length is a name."""
        found = [name for name in _swapped(word) if self._frequencies.get(name, 0) >= _OFTEN]
        return found[0] if len(found) == 1 else None

    def _listed(self, word: str) -> bool:
        return word in self._frequencies or word in self._dictionary

    def _has_forms(self, word: str) -> bool:
        """Whether an unlisted word has listed forms, and is not one that lost its last letter."""
        if word.endswith("e"):
            return any(self._listed(word + end) for end in _AFTER_E) or self._listed(
                f"{word[:-1]}ing"
            )
        if self._listed(f"{word}e"):
            return False
        return any(self._listed(word + end) for end in ("ed", "ing", "er", "ly"))

    @cached_property
    def _spellings(self) -> dict[str, str]:
        rising = sorted(self._frequencies, key=lambda word: (self._frequencies[word], word))
        return {one_spelling(word): word for word in rising}

    @cached_property
    def _forms(self) -> dict[str, str]:
        """Words of the corpus by their spelling and by the one both kinds of English share."""
        return {**self._spellings, **{word: word for word in self._frequencies}}

    @cached_property
    def _deletes(self) -> dict[str, tuple[str, ...]]:
        table: dict[str, list[str]] = {}
        for word in self._forms:
            if len(word) >= _MIN_LENGTH - 1:
                for cut in _deletions(word, 1):
                    table.setdefault(cut, []).append(word)
        return {cut: tuple(found) for cut, found in table.items()}


def _inflected(word: str) -> Iterator[str]:
    """What an inflected word may be made from."""
    for end in _PLAIN_ENDINGS:
        base = word.removesuffix(end)
        if base != word and len(base) >= _MIN_LENGTH:
            yield f"{base[:-1]}y" if base[-1] == "i" and end != "s" else base
    for end in _VOWEL_ENDINGS:
        base = word.removesuffix(end)
        if base == word or len(base) < _MIN_LENGTH or base[-1] == "e":
            continue
        if base[-1] == base[-2] != base[-3]:
            yield base[:-1]
        yield f"{base[:-1]}y" if base[-1] == "i" and "i" not in end else base
        yield f"{base}e"
    for end in _AFTER_E:
        if word.endswith(f"e{end}"):
            yield word.removesuffix(end)


def _prefixed(word: str) -> Iterator[str]:
    """What a word with a prefix may be made from."""
    for start in _PREFIXES:
        if word.startswith(start) and len(word) - len(start) >= _MIN_LENGTH:
            yield word.removeprefix(start)


def _undoubled(word: str) -> Iterator[str]:
    """The word with one letter of a pair left out: pairs are often typed by mistake."""
    for i in range(1, len(word)):
        if word[i] == word[i - 1]:
            yield word[:i] + word[i + 1 :]


def _swapped(word: str) -> Iterator[str]:
    """The word with two neighbours changed back: "regoin" is no "goin" once more."""
    for i in range(len(word) - 1):
        if word[i] != word[i + 1]:
            yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]


def _doubled(word: str) -> Iterator[str]:
    """A form of a verb with the last letter of its stem doubled: "planed" for "planned"."""
    for end in ("ed", "ing", "er", "ers"):
        base = word.removesuffix(end)
        if base != word and len(base) >= _MIN_LENGTH:
            yield base + base[-1] + end


def _same_start(word: str, found: str) -> bool:
    """Whether the first letter is right, or swapped with the second: it is hardly ever wrong."""
    return word[0] == found[0] or word[:2] == found[1::-1]


def _replaced(word: str, found: str) -> bool:
    """Whether letters were replaced, not only left out, added or swapped."""
    return len(word) == len(found) and sorted(word) != sorted(found)


def _one_edit(word: str) -> Iterator[str]:
    """Everything one edit away."""
    for i in range(len(word) + 1):
        before, after = word[:i], word[i:]
        yield from (before + letter + after for letter in ascii_lowercase)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in ascii_lowercase)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]


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
