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
_THOUGHT = re.compile(r"<(think|thinking|reasoning)>", re.IGNORECASE)
_TAG_BEGUN = re.compile(r"<[a-z]{0,9}\Z", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
_WRAPPED = re.compile(r"(?<![.!?:\]】\n])\n(?!\s*\n|\s*(?:[-*•]|\d{1,2}[.)])\s)")
_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|.)")
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
    """Collects pieces of text and gives each sentence once, as soon as the next one begins.

    Attributes:
        length: Characters read so far.
    """

    def __init__(self) -> None:
        self.length = 0
        self._raw = ""
        self._tail = ""
        self._closing = ""

    def feed(self, piece: str) -> Iterator[Claim]:
        """Add a piece; yields the sentences that it completes."""
        self.length += len(piece)
        self._raw += piece
        self._take()
        *done, last = _split(self._tail)
        if done:
            blank = self._tail[len(self._tail.rstrip()) :]
            self._tail = last + blank
        yield from _claims(done)

    def finish(self) -> Iterator[Claim]:
        """The sentences that are left when the stream has ended."""
        *done, last = _split(self._tail + ("" if self._closing else self._raw))
        whole = last.rstrip(" \n\t*_\"')”’").endswith((".", "!", "?", "]", "】"))
        self._tail = self._raw = ""
        yield from _claims(done)
        yield from (replace(claim, whole=whole) for claim in _claims([last]))

    def _take(self) -> None:
        """Move raw text to the tail, without what a reasoning model writes between its tags."""
        while True:
            if self._closing:
                end = self._raw.lower().find(self._closing)
                if end < 0:
                    self._raw = self._raw[-len(self._closing) :]
                    return
                self._raw = self._raw[end + len(self._closing) :]
                self._closing = ""
            opening = _THOUGHT.search(self._raw)
            if opening is None:
                break
            self._tail += self._raw[: opening.start()]
            self._closing = f"</{opening[1].lower()}>"
            self._raw = self._raw[opening.end() :]
        begun = _TAG_BEGUN.search(self._raw)
        cut = begun.start() if begun else len(self._raw)
        self._tail += self._raw[:cut]
        self._raw = self._raw[cut:]


def _claims(sentences: list[str]) -> Iterator[Claim]:
    for sentence in sentences:
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
    plain = _ESCAPE.sub("", text)
    kept = (c if c in "\n\t" or unicodedata.category(c)[0] != "C" else "" for c in plain)
    return "".join(kept)


def _split(raw: str) -> list[str]:
    text = printable(raw).replace("**", "").replace("__", "")
    found: list[str] = []
    for line in _WRAPPED.sub(" ", text).split("\n"):
        moved = _MARKS_AFTER_STOP.sub(lambda m: f"{m[2]}{m[1]}", _BULLET.sub("", line))
        found.extend(split_sentences(moved))
    return found or [""]
