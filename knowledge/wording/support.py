"""Whether a passage says what a model's sentence says. In doubt the sentence is dropped.

A sentence stands only if every test passes against the passages that it cites: they exist; every
name and number stands in them, numbers with their bound; nothing is denied or turned round; most
of its words are theirs; and its meaning is near (embedding). What this catches is measured in
`tests/knowledge/wording/test_support.py`.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from knowledge.cards import split_sentences
from knowledge.embedding import Vectors
from knowledge.lexical import fold, term_set, words
from knowledge.wording.polarity import clauses, turned
from knowledge.wording.prompt import gives_orders
from knowledge.wording.quantities import unsupported
from knowledge.wording.sentences import Claim

LEAST_SHARED_WORDS = 0.65
LEAST_COSINE = 0.4

_NAME = re.compile(r"`[^`]+`|[^\W_](?:[\w.+/:@#-]*[^\W_])?", re.UNICODE)
_EVERYWHERE = frozenset({"aws", "amazon", "i"})


class Embeds(Protocol):
    """Anything that maps texts to unit vectors."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of texts, in order; shape (len(texts), size)."""


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
    return (
        _strange_name(claim.text, cited)
        or unsupported(claim.text, cited)
        or turned(claim.text, cited)
        or _far(claim.text, cited, embedder)
    )


def shared_words(sentence: str, cited: Sequence[str]) -> float:
    """Share of a sentence's different content words that stand in the passages, 0 to 1."""
    wanted = term_set(sentence)
    have = frozenset().union(*(term_set(text) for text in cited))
    return len(wanted & have) / len(wanted) if wanted else 0.0


def nearest_cosine(sentence: str, cited: Sequence[str], embedder: Embeds) -> float:
    """Cosine of a sentence with the nearest passage, or sentence or clause of one, −1 to 1."""
    parts = ((text, *split_sentences(text), *clauses(text)) for text in cited)
    texts = dict.fromkeys(part for pieces in parts for part in pieces)
    vectors = embedder.embed([sentence, *texts])
    return float((vectors[1:] @ vectors[0]).max())


def _far(sentence: str, cited: Sequence[str], embedder: Embeds) -> str:
    if shared_words(sentence, cited) < LEAST_SHARED_WORDS:
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
    "LEAST_SHARED_WORDS",
    "Embeds",
    "nearest_cosine",
    "shared_words",
    "why_unsupported",
]
