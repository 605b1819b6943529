"""Questions in the languages other than English that cards answer, matched letter by letter.

The embedding model reads English and the glossary knows single words; these whole questions
(`data/languages/<code>.yaml`, card id to texts) tie a question in its own language to its card.
They are never quoted.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.lexical import Postings, fold, unit_weights
from knowledge.phrasings import read_texts

Floats = npt.NDArray[np.float32]
UNSPACED = ("ja", "zh")
_SPACED_SIZES = (3, 4, 5)
_UNSPACED_SIZES = (1, 2, 3)


def languages_dir() -> Path:
    """Folder of the questions in other languages that the package ships."""
    return Path(__file__).parent / "data" / "languages"


def language_files() -> tuple[Path, ...]:
    """Their files, in a stable order."""
    return tuple(sorted(languages_dir().glob("*.yaml")))


@cache
def load_native() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """All questions by language code and card id, read once for each process.

    Raises:
        CardError: A file does not map ids to lists of texts.
    """
    return {file.stem: read_texts(file) for file in language_files()}


def native_grams(text: str, language: str) -> Counter[str]:
    """Character n-grams, marked with their language: inside words, or anywhere where none are."""
    sizes = _UNSPACED_SIZES if language in UNSPACED else _SPACED_SIZES
    grams: Counter[str] = Counter()
    for piece in _pieces(text, language):
        for size in sizes:
            grams.update(f"{language}:{piece[i : i + size]}" for i in range(len(piece) - size + 1))
    return grams


def _pieces(text: str, language: str) -> list[str]:
    folded = fold(text.replace("ß", "ss"))
    plain = "".join(char if char.isalnum() else " " for char in folded).split()
    return plain if language in UNSPACED else [f" {word} " for word in plain]


def native_fit(
    table: Postings, cards: npt.NDArray[np.int32], text: str, language: str, count: int
) -> Floats:
    """How near each card's own questions in that language come, 0 to 1, shape (count,).

    Args:
        table: Unit rows of n-gram weights over all texts.
        cards: Row of the card of each text, shape (texts,).
        text: The question as typed.
        language: Its code; all zero for English.
        count: How many cards there are.
    """
    best = np.zeros(count, dtype=np.float32)
    if language == "en":
        return best
    scores = table.scores(unit_weights(table, native_grams(text, language)))
    np.maximum.at(best, cards, scores)
    return best
