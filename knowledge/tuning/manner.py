"""Counting the words of questions with a card and of requests without (see `knowledge.manner`)."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from knowledge.manner import odds_features
from knowledge.tuning.fit import Array

Tokens = Sequence[str]

SHARE_OF_QUESTIONS = 3
"""How often a tuning question counts beside one of the cards: it is nearer to what is asked."""
MAX_ODDS = 4.0
RARE_WORD = 4
"""A word that stands in fewer tuning questions and requests gets no weight of its own."""


class WordCounts:
    """In how many questions each word stands, with a card and without.

    Args:
        stored: In how many of the questions that are stored with the cards each word stands.
        stored_count: How many those are.
        answerable: Of the tuning questions that a card answers.
        unanswerable: Of those that none answers, and of the requests outside guidance.
        rare: A word that was counted fewer times has no odds.
    """

    def __init__(
        self,
        stored: Counter[str],
        stored_count: int,
        answerable: Sequence[Tokens],
        unanswerable: Sequence[Tokens],
        rare: int,
    ) -> None:
        self._inside = Counter(stored)
        for found in answerable:
            self._inside.update(dict.fromkeys(found, SHARE_OF_QUESTIONS))
        self._outside = counted(unanswerable)
        self._inside_count = stored_count + SHARE_OF_QUESTIONS * len(answerable)
        self._outside_count = len(unanswerable)
        self._rare = rare

    def odds(self) -> dict[str, float]:
        """The odds of each word that is not rare."""
        every = sorted(self._inside.keys() | self._outside.keys())
        found = {token: self._odds(token, 0, 0) for token in every}
        return {token: round(value, 2) for token, value in found.items() if value is not None}

    def left_out(self, found: Tokens, *, covered: bool) -> dict[str, float]:
        """Features of a question that was counted, as if it had not been."""
        inside, outside = (SHARE_OF_QUESTIONS, 0) if covered else (0, 1)
        odds = [self._odds(token, inside, outside) for token in found]
        return odds_features([value for value in odds if value is not None])

    def _odds(self, token: str, less_inside: int, less_outside: int) -> float | None:
        inside = self._inside[token] - less_inside
        outside = self._outside[token] - less_outside
        if inside + outside < self._rare:
            return None
        value = math.log((inside + 1) / (self._inside_count + 2)) - math.log(
            (outside + 0.3) / (self._outside_count + 0.6)
        )
        return max(-MAX_ODDS, min(MAX_ODDS, value))


def counted(texts: Iterable[Tokens]) -> Counter[str]:
    """In how many of some texts each word stands."""
    return Counter(token for found in texts for token in found)


def common_words(texts: Sequence[Tokens]) -> list[str]:
    """The words that stand often enough in some texts to have a weight."""
    return sorted(token for token, count in counted(texts).items() if count >= RARE_WORD)


def indicators(texts: Sequence[Tokens], chosen: Sequence[str]) -> Array:
    """Which of the chosen words each text holds, shape (texts, words)."""
    column = {token: place for place, token in enumerate(chosen)}
    rows = np.zeros((len(texts), len(chosen)))
    for row, found in enumerate(texts):
        rows[row, [column[token] for token in found if token in column]] = 1.0
    return rows
