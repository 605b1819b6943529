"""A model's stream, cut into whole sentences with the numbers they cite."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.cards import split_sentences

LONGEST_REPLY = 12_000
"""Characters after which a reply counts as runaway and is cut off."""

_MARK = re.compile(r"\s*[\[【]\s*\^?(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\s*[\]】]")
_MARKS_AFTER_STOP = re.compile(
    r"([.!?])((?:\s*[\[【]\s*\^?\d{1,3}(?:\s*[,;]\s*\d{1,3})*\s*[\]】])+)(?=\s|\Z)"
)
_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
_WRAPPED = re.compile(r"(?<![.!?:\]】\n])\n(?!\s*\n|\s*(?:[-*•]|\d{1,2}[.)])\s)")
_VERDICT = re.compile(
    r"^(?:yes|no|well|sure|in short|in summary|overall)\s*[,.:;–—-]\s+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a model.

    Attributes:
        text: Without its citation marks.
        cites: Numbers it cites, each once, in order.
        whole: False where the stream ended within it.
    """

    text: str
    cites: tuple[int, ...]
    whole: bool = True


class SentenceReader:
    """Collects pieces of text and gives each sentence once, as soon as the next one begins."""

    def __init__(self) -> None:
        self._raw = ""
        self._given = 0

    @property
    def length(self) -> int:
        """Characters read so far."""
        return len(self._raw)

    def feed(self, piece: str) -> Iterator[Claim]:
        """Add a piece; yields the sentences that it completes."""
        self._raw += piece
        yield from self._new(_split(self._raw)[:-1])

    def finish(self) -> Iterator[Claim]:
        """The sentences that are left when the stream has ended."""
        sentences = _split(self._raw)
        whole = self._raw.rstrip(" \n\t*_\"')”’").endswith((".", "!", "?", "]", "】"))
        yield from self._new(sentences[:-1])
        yield from (replace(claim, whole=whole) for claim in self._new(sentences))

    def _new(self, sentences: list[str]) -> Iterator[Claim]:
        fresh = sentences[self._given :]
        self._given = max(self._given, len(sentences))
        for sentence in fresh:
            claim = read_claim(sentence)
            if any(char.isalnum() for char in claim.text):
                yield claim


def read_claim(sentence: str) -> Claim:
    """Part a sentence from its citation marks.

    A leading "Yes," or "No," is taken off: the verdict is the model's, no passage says it.
    """
    cites = [
        int(number) for mark in _MARK.finditer(sentence) for number in re.findall(r"\d+", mark[1])
    ]
    text = _VERDICT.sub("", " ".join(_MARK.sub("", sentence).split()))
    return Claim(
        text[:1].upper() + text[1:] if text[:1].islower() else text, tuple(dict.fromkeys(cites))
    )


def printable(text: str) -> str:
    """Text without control, formatting and private characters: no escape reaches a terminal."""
    kept = (c if c in "\n\t" or unicodedata.category(c)[0] != "C" else "" for c in text)
    return "".join(kept)


def _split(raw: str) -> list[str]:
    text = _THOUGHT.sub("", printable(raw)).replace("**", "").replace("__", "")
    found: list[str] = []
    for line in _WRAPPED.sub(" ", text).split("\n"):
        moved = _MARKS_AFTER_STOP.sub(lambda m: f"{m[2]}{m[1]}", _BULLET.sub("", line))
        found.extend(split_sentences(moved))
    return found or [""]
