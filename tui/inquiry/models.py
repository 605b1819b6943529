"""Models by name: `Qwen 3 4B`, `Claude Haiku`, `llama-3.1-8b` and the families they belong to."""

import re
from collections.abc import Iterator, Mapping, Sequence

from tui.inquiry.words import fold, word_set

_PARENTHESES = re.compile(r"\([^)]*\)")
_LETTERS_DIGITS = re.compile(r"([a-z]+)(\d[\d.]*[a-z]?)")
_MAKERS = frozenset({"amazon", "cohere", "writer", "instruct", "it", "chat"})
_PLAIN = word_set(
    """
    small large mini nano pro lite base next text tiny code command turbo flash thinking vision
    premier express global medium express embed rerank image english sky super base preview en
    multilingual embeddings all in sol v1 v2 v3 v4 uncased plus math alpaca bloom
    """
)
"""Words of model names that mean something else as well: they name a model beside others only."""


class ModelNames:
    """Finds models in a question.

    Args:
        names: Name of every model of the catalogue, by id.
        listed: Ids in the advice, in its order.
    """

    plain = _PLAIN

    def __init__(self, names: Mapping[str, str], listed: Sequence[str]) -> None:
        order = {key: place for place, key in enumerate(listed)}
        ids = sorted(names, key=lambda key: (order.get(key, len(order)), key))
        self._cores = {key: frozenset(_core(names[key])) for key in ids}
        self.words = frozenset(word for core in self._cores.values() for word in core)

    def find(
        self, words: Sequence[str], used: set[int]
    ) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Runs of words that name models: start, end, ids (exact matches alone if there are any).

        A run whose words no model has together gives no ids, so that the reader learns of it.
        """
        start = 0
        while start < len(words):
            end = start
            while end < len(words) and end not in used and self._goes_on(words, start, end):
                end += 1
            run = [part for word in words[start:end] for part in self._parts(word)]
            if end > start and any(self._tells(part) for part in run):
                yield start, end, self._matching(run)
            start = max(end, start + 1)

    def _goes_on(self, words: Sequence[str], start: int, end: int) -> bool:
        """Whether a run takes the next word; a letter alone only where a name ends so."""
        word = words[end]
        if len(word) == 1 and word.isalpha():
            return end > start and words[end - 1] + word in self.words
        return self._names(word)

    def _names(self, word: str) -> bool:
        return (
            word in self.words
            or all(part in self.words for part in self._parts(word))
            or bool(re.fullmatch(r"\d+(?:\.\d+)?b?", word))
        )

    def _parts(self, word: str) -> tuple[str, ...]:
        """`llama3.1` as `llama` and `3.1`; a word that is known stays whole."""
        parted = _LETTERS_DIGITS.fullmatch(word)
        if word in self.words or parted is None or parted[1] not in self.words:
            return (word,)
        return parted[1], parted[2]

    def _tells(self, word: str) -> bool:
        return word in self.words and word not in _PLAIN and not word[0].isdigit() and len(word) > 1

    def _matching(self, run: list[str]) -> tuple[str, ...]:
        wanted = frozenset(_merged(run, self.words))
        exact = tuple(key for key, core in self._cores.items() if core == wanted)
        return exact or tuple(key for key, core in self._cores.items() if _holds(core, wanted))


def _holds(core: frozenset[str], wanted: frozenset[str]) -> bool:
    """Whether a name holds all words; `qwen` is held by `qwen3` as well."""
    families = {word.rstrip("0123456789.") for word in core}
    return all(word in core or (word.isalpha() and word in families) for word in wanted)


def _core(name: str) -> tuple[str, ...]:
    """Words of a name; a letter alone belongs to the word before (`command r` is `commandr`)."""
    found: list[str] = []
    for word in fold(_PARENTHESES.sub("", name)):
        if found and len(word) == 1 and word.isalpha():
            found[-1] += word
        elif word not in _MAKERS:
            found.append(word)
    return tuple(found)


def _merged(run: list[str], known: frozenset[str]) -> Iterator[str]:
    """`qwen 3` as `qwen3` where that is how the name is written."""
    place = 0
    while place < len(run):
        pair = "".join(run[place : place + 2])
        if place + 1 < len(run) and pair in known:
            yield pair
            place += 2
        else:
            if run[place] not in _MAKERS:
                yield run[place]
            place += 1
