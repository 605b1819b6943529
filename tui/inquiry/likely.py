"""What a question asks, by its likeness to examples of each kind of question.

`asked/*.yaml` holds examples by kind; `fit.py` fits one line of weights for each kind, and one for
the questions of the guidance, over the sentence vector and the words of a question in which one
word stands for all options of a decision. What it names is left to the readers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from knowledge.embedding import Embedder

Floats = npt.NDArray[np.float32]
GUIDANCE = "guidance"
"""The kind of all that is not about the design."""
FOLDER = Path(__file__).parent / "asked"
WEIGHTS = FOLDER / "weights.npz"
WORD_SHARE = 0.7
"""Length of the words' part of a question beside the sentence vector's 1."""

RANKED = 4
"""How many kinds are told apart."""


@dataclass(frozen=True)
class Likely:
    """The kind of question that a question is most like.

    Attributes:
        kind: As `asked/*.yaml` names it; never the guidance.
        share: How likely it is that kind, 0 to 1.
        beside: How likely it is a question to the guidance, 0 to 1.
        ranked: Kinds with their shares, the likeliest first.
        known: Part of its words that the examples hold, 0 to 1.
        near: Of its vector to examples: see `nearest.Nearest.near`.
    """

    kind: str
    share: float
    beside: float
    ranked: tuple[tuple[str, float], ...] = ()
    known: float = 1.0
    near: tuple[float, float, float] = (0.0, 0.0, 0.0)

    @property
    def of_design(self) -> float:
        """How likely the design is asked, whatever of it."""
        return 1.0 - self.beside


@dataclass(frozen=True)
class Weights:
    """What was fitted.

    Attributes:
        kinds: Names, the guidance among them.
        terms: Column of each word or pair of words.
        rarity: What a term counts, shape (terms,).
        of_vector: Shape (size of a sentence vector, kinds).
        of_terms: Shape (terms, kinds).
        constant: Shape (kinds,).
        digest: Of the examples that it was fitted to.
    """

    kinds: tuple[str, ...]
    terms: Mapping[str, int]
    rarity: Floats
    of_vector: Floats
    of_terms: Floats
    constant: Floats
    digest: str = ""

    def shares(self, text: str, vector: Floats) -> Floats:
        """How likely each kind is, shape (kinds,)."""
        scores = vector @ self.of_vector + self.constant
        found, amounts = self.row(text)
        if found:
            scores = scores + amounts @ self.of_terms[found]
        raised = np.exp(scores - scores.max())
        found_shares: Floats = raised / raised.sum()
        return found_shares

    def row(self, text: str) -> tuple[list[int], Floats]:
        """Columns of the terms of a text, and what each counts there."""
        found = [self.terms[term] for term in dict.fromkeys(terms_of(text)) if term in self.terms]
        amounts = self.rarity[found]
        length = float(np.linalg.norm(amounts)) or 1.0
        return found, (WORD_SHARE / length) * amounts


def terms_of(text: str) -> tuple[str, ...]:
    """Words and pairs of words of a folded text, its two ends marked."""
    words = ("^", *text.split(), "$")
    return (*words[1:-1], *(f"{one} {two}" for one, two in pairwise(words)))


@cache
def load_weights() -> Weights:
    """The weights as shipped."""
    with np.load(WEIGHTS, allow_pickle=False) as held:
        arrays = {key: held[key] for key in held.files}
    return Weights(
        tuple(str(kind) for kind in arrays["kinds"]),
        {str(term): column for column, term in enumerate(arrays["terms"])},
        arrays["rarity"].astype(np.float32),
        arrays["of_vector"].astype(np.float32),
        arrays["of_terms"].astype(np.float32),
        arrays["constant"].astype(np.float32),
        str(arrays["digest"]),
    )


def likely(texts: Sequence[str], embedder: "Embedder") -> tuple[Likely, ...]:
    """What each question is most like.

    Args:
        texts: `Reading.plain` of each.
        embedder: Of the guidance.
    """
    from tui.inquiry.nearest import load_nearest

    weights, nearest = load_weights(), load_nearest()
    pairs = zip(texts, embedder.embed(texts), strict=True)
    return tuple(
        replace(like_of(weights, text, vector), near=nearest.near(vector)) for text, vector in pairs
    )


def like_of(weights: Weights, text: str, vector: Floats) -> Likely:
    """The likeliest kind on designs of one question."""
    words = text.split()
    known = sum(word in weights.terms for word in words) / max(1, len(words))
    return replace(best_of(weights, weights.shares(text, vector)), known=known)


def best_of(weights: Weights, shares: Floats) -> Likely:
    """The likeliest kind on designs, by the shares of all kinds."""
    beside = weights.kinds.index(GUIDANCE)
    order = [at for at in np.argsort(-shares, kind="stable").tolist() if at != beside][:RANKED]
    ranked = tuple((weights.kinds[at], float(shares[at])) for at in order)
    return Likely(*ranked[0], float(shares[beside]), ranked)
