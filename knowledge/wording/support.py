"""Whether a passage says what a model's sentence says. In doubt the sentence is dropped.

A quote stands. Any other sentence stands only if every test passes against the passages that it
cites: they exist; every name and number stands in them, numbers with their bound; nothing is denied
or turned round; most of its words are theirs; and its meaning is near (embedding). What this
catches is measured in `tests/knowledge/wording/test_support.py`.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np

from knowledge.cards import split_sentences
from knowledge.embedding import Vectors
from knowledge.lexical import fold, term_set, words
from knowledge.wording.polarity import clauses, turned
from knowledge.wording.prompt import gives_orders
from knowledge.wording.quantities import unsupported
from knowledge.wording.sentences import Claim

MOST_FOREIGN_WORDS = 0.35
"""Share of a sentence's content words that need not stand in the passages; of three words, none."""
LEAST_COSINE = 0.4
_SHORT = 3
_DRAWN_ON = 0.5

_NAME = re.compile(r"`[^`]+`|[^\W_](?:[\w.+/:@#-]*[^\W_])?", re.UNICODE)
_EVERYWHERE = frozenset({"aws", "amazon", "i"})


class Embeds(Protocol):
    """Anything that maps texts to unit vectors."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of texts, in order; shape (len(texts), size)."""


class Remembering:
    """Embeds each text once: sentences of one reply are held against the same passages."""

    def __init__(self, embedder: Embeds) -> None:
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of texts, in order; shape (len(texts), size)."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        if fresh:
            self._known.update(zip(fresh, self._embedder.embed(fresh), strict=True))
        return np.stack([self._known[text] for text in texts])


def why_unsupported(claim: Claim, passages: Mapping[int, str], embedder: Embeds) -> str:
    """Why a sentence must be dropped; empty if the passages that it cites support it.

    Args:
        claim: The sentence.
        passages: The passages that were sent, by number.
        embedder: The embedding model of the knowledge base.
    """
    if not claim.whole:
        return "it breaks off"
    if not claim.cites:
        return "it cites no passage"
    strangers = [number for number in claim.cites if number not in passages]
    if strangers:
        return f"it cites [{strangers[0]}], which was not sent"
    if gives_orders(claim.text):
        return "it speaks to a model"
    cited = [passages[number] for number in claim.cites]
    if _is_quote(claim.text, cited):
        return ""
    return (
        _strange_name(claim.text, cited)
        or unsupported(claim.text, _sentences_about(claim.text, cited))
        or turned(claim.text, cited)
        or _far(claim.text, cited, embedder)
    )


def foreign_words(sentence: str, cited: Sequence[str]) -> tuple[int, int]:
    """How many different content words of a sentence the passages lack, and how many it has."""
    wanted = term_set(sentence)
    have = frozenset().union(*(term_set(text) for text in cited))
    return len(wanted - have), len(wanted)


def nearest_cosine(sentence: str, cited: Sequence[str], embedder: Embeds) -> float:
    """Cosine of a sentence with the nearest passage, or sentence or clause of one, −1 to 1."""
    parts = ((text, *split_sentences(text), *clauses(text)) for text in cited)
    texts = dict.fromkeys(part for pieces in parts for part in pieces)
    vectors = embedder.embed([sentence, *texts])
    return float((vectors[1:] @ vectors[0]).max())


def _is_quote(sentence: str, cited: Sequence[str]) -> bool:
    """Whether a sentence is one of the passages' own, word for word."""
    plain = _bare(sentence)
    return any(plain == _bare(part) for text in cited for part in (text, *split_sentences(text)))


def _bare(text: str) -> str:
    return " ".join(text.split()).rstrip(".!")


def _sentences_about(sentence: str, cited: Sequence[str]) -> list[str]:
    """The sentences of the passages that a sentence draws on: its numbers must stand in these.

    A number from elsewhere in the passage would belong to something else.
    """
    wanted = term_set(sentence)
    parts = [part for text in cited for part in split_sentences(text)]
    overlap = [len(wanted & term_set(part)) for part in parts]
    return [part for part, n in zip(parts, overlap, strict=True) if n >= _DRAWN_ON * max(overlap)]


def _far(sentence: str, cited: Sequence[str], embedder: Embeds) -> str:
    foreign, total = foreign_words(sentence, cited)
    allowed = int(total * MOST_FOREIGN_WORDS) if total > _SHORT else 0
    if foreign > allowed or not total:
        return "too few of its words stand in the cited passage"
    if nearest_cosine(sentence, cited, embedder) < LEAST_COSINE:
        return "its meaning is too far from the cited passage"
    return ""


def _strange_name(sentence: str, cited: Sequence[str]) -> str:
    have = {part for text in cited for part in words(text)} | _EVERYWHERE
    whole = fold(" ".join(cited))
    for position, match in enumerate(_NAME.finditer(sentence)):
        token = match[0].strip("`")
        if not _is_name(token, first=position == 0):
            continue
        lowered = fold(token)
        plain = lowered.removesuffix("'s").removesuffix("’s").removesuffix("s")
        if lowered not in have and plain not in have and lowered not in whole:
            return f"{token} does not stand in the cited passage"
    return ""


def _is_name(token: str, *, first: bool) -> bool:
    if not any(char.isalpha() for char in token):
        return False
    parts = [part for part in re.split(r"[-/]", token) if part]
    inner = any(char.isupper() for part in parts for char in part[1:])
    mixed = any(char.isdigit() for char in token) and unsupported(token, ()) == ""
    path = any(char in token for char in ":@#") or re.search(r"\w\.\w", token) is not None
    return inner or mixed or path or (token[0].isupper() and not first)


__all__ = [
    "LEAST_COSINE",
    "MOST_FOREIGN_WORDS",
    "Embeds",
    "Remembering",
    "foreign_words",
    "nearest_cosine",
    "why_unsupported",
]
