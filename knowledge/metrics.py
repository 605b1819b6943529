"""Measures of retrieval and of answers. Pure functions.

A question counts once; several topics of a question are alternatives for hit and reciprocal rank,
and all wanted for recall and nDCG.
"""

import math
import re
from collections.abc import Collection, Sequence

_NUMBER = re.compile(r"(?<![\w.])[-+]?\d[\d,]*(?:\.\d+)?(?:e-?\d+)?", re.IGNORECASE)
_IDENTIFIER = re.compile(r"\b\w+_\w+\b|\b[A-Z][a-z]+(?:[A-Z][a-z]+){1,}\b|\b\w+\.\w+(?:\.\w+)*\b")
_WORD_NUMBERS = {
    "half": "50",
    "twice": "2",
    "double": "2",
    "three times": "3",
    "four times": "4",
    "ten times": "10",
}


def hit(ranked: Sequence[str], wanted: Collection[str], k: int) -> float:
    """1 when one of the wanted stands among the first k."""
    return 1.0 if any(item in wanted for item in ranked[:k]) else 0.0


def reciprocal_rank(ranked: Sequence[str], wanted: Collection[str], k: int = 10) -> float:
    """1/rank of the first wanted item within k, else 0."""
    for position, item in enumerate(ranked[:k], start=1):
        if item in wanted:
            return 1 / position
    return 0.0


def ndcg(ranked: Sequence[str], wanted: Collection[str], k: int = 10) -> float:
    """Normalised discounted cumulative gain with binary relevance."""
    gain = sum(
        1 / math.log2(position + 1)
        for position, item in enumerate(ranked[:k], start=1)
        if item in wanted
    )
    ideal = sum(1 / math.log2(position + 1) for position in range(1, min(len(wanted), k) + 1))
    return gain / ideal if ideal else 0.0


def recall(ranked: Sequence[str], wanted: Collection[str], k: int = 5) -> float:
    """Share of the wanted items among the first k."""
    return sum(item in wanted for item in ranked[:k]) / len(wanted) if wanted else 0.0


def plain_numbers(text: str) -> tuple[str, ...]:
    """Numbers of a text, each once: without sign, thousands separators and trailing zeros.

    A dash between two digits (`2-4x`) is that of a range: both ends are found.
    """
    apart = re.sub(r"(?<=\d)\s*[-–—]\s*(?=\d)", " ", text)
    found = (float(match[0].replace(",", "").lstrip("+-")) for match in _NUMBER.finditer(apart))
    return tuple(dict.fromkeys(f"{value:g}" for value in found))


def figures_of(expected: str) -> tuple[str, ...]:
    """What must be found in an answer: the numbers, else the identifiers of the expected text."""
    return plain_numbers(expected) or tuple(dict.fromkeys(_IDENTIFIER.findall(expected)))


def figure_share(expected: str, answer: str) -> float | None:
    """Share of the expected figures that stand in the answer.

    Returns:
        None when the expected text names no figure or identifier.
    """
    wanted = figures_of(expected)
    if not wanted:
        return None
    have = set(plain_numbers(answer))
    lowered = answer.lower()
    for phrase, value in _WORD_NUMBERS.items():
        if phrase in lowered:
            have.add(value)
    return sum(item in have or item.lower() in lowered for item in wanted) / len(wanted)
