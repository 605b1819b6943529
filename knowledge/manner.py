"""How a question is worded, held against questions that cards answer and requests that none does.

Likeness of subject cannot tell "which compiler for tree models?" from "who maintains that
compiler?". Words and pairs of neighbouring words can: each says how much oftener it stands in
questions to the guidance than in requests outside it. `python -m knowledge.tuning` counts them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from knowledge.lexical import STOP_WORDS, stem, words
from knowledge.scope import asks_for_role

MANNER_FILE = Path(__file__).parent / "data" / "manner.json"
NAMES = ("odds", "odds_lowest", "odds_sum", "wording")
_START = "^"
_NUMBER = "#"
_WHO = "who"
_LOWEST = 3
_MANY = 10


@dataclass(frozen=True, slots=True)
class Manner:
    """What was learned of the words of questions.

    Attributes:
        odds: Word or pair to the logarithm of its share in questions with a card over that in
            requests without one; rare ones are not among them.
        weights: Word or pair to its weight in the probability that a card answers.
    """

    odds: Mapping[str, float]
    weights: Mapping[str, float]

    def features(self, text: str) -> dict[str, float]:
        """The features of a question in English, by `NAMES`."""
        found = tokens(text)
        wording = sum(self.weights.get(token, 0.0) for token in found)
        known = [self.odds[token] for token in found if token in self.odds]
        return {**odds_features(known), "wording": wording}


def odds_features(odds: list[float]) -> dict[str, float]:
    """What is told by the odds of the words of one question: their mean, lowest and sum."""
    if not odds:
        return {"odds": 0.0, "odds_lowest": 0.0, "odds_sum": 0.0}
    lowest = sorted(odds)[:_LOWEST]
    return {
        "odds": sum(odds) / len(odds),
        "odds_lowest": sum(lowest) / len(lowest),
        "odds_sum": sum(odds) / _MANY,
    }


@lru_cache(maxsize=256)
def tokens(text: str) -> tuple[str, ...]:
    """The different words and pairs of neighbours of a text, in order of appearance.

    Small words stay as they are, since they make the manner; others are stems; numbers are alike.
    The "who" that asks for a role says nothing about a person and is left out with its pairs.
    """
    plain = [_plain(word) for word in words(text)]
    pairs = list(zip([_START, *plain], plain, strict=False))
    if asks_for_role(text):
        plain = [word for word in plain if word != _WHO]
        pairs = [pair for pair in pairs if _WHO not in pair]
    return tuple(dict.fromkeys([*plain, *(" ".join(pair) for pair in pairs)]))


def _plain(word: str) -> str:
    if any(char.isdigit() for char in word):
        return _NUMBER
    return word if word in STOP_WORDS else stem(word)


@cache
def load_manner(path: Path = MANNER_FILE) -> Manner:
    """Read what was learned, once for each process."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Manner(data["odds"], data["weights"])
