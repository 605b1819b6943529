"""What a question gets back: text, verbatim citations, confidence, nearest cards."""

from dataclasses import dataclass
from typing import Any

from knowledge.cards import SourceRef
from knowledge.verdicts import Spoken

__all__ = ["Answer", "Citation", "SourceRef"]


@dataclass(frozen=True, slots=True)
class Citation:
    """One quoted passage.

    Attributes:
        card: Id of the card that is quoted, or the path of an own document (`notes.pdf, page 3`).
        quote: Verbatim passage of that card's body or that document's text.
        sources: Where the card has it from.
    """

    card: str
    quote: str
    sources: tuple[SourceRef, ...]

    def as_dict(self) -> dict[str, Any]:
        """Card, quote and sources by name."""
        return {
            "card": self.card,
            "quote": self.quote,
            "sources": [source.as_dict() for source in self.sources],
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or the statement that the guidance has none.

    Attributes:
        answer: Text with `[n]` marks that count `citations` from one.
        abstained: True when the guidance does not say; then nothing is cited.
        confidence: Calibrated probability that the guidance covers the question and the card cited
            first is a right one; for an abstention, the probability that it is covered after all.
        citations: The first passage of each card in order of fit, then the other passages.
        related: Ids of the next nearest cards, best first.
        spoken: Yes, no or it depends, for each part of the question that has such a word.
    """

    answer: str
    abstained: bool
    confidence: float
    citations: tuple[Citation, ...]
    related: tuple[str, ...]
    spoken: tuple[Spoken, ...] = ()

    @property
    def cards(self) -> tuple[str, ...]:
        """All cards named, best first, each once."""
        named = [citation.card for citation in self.citations]
        return tuple(dict.fromkeys((*named, *self.related)))

    def as_dict(self) -> dict[str, Any]:
        """The JSON form that the command line prints."""
        return {
            "answer": self.answer,
            "abstained": self.abstained,
            "confidence": round(self.confidence, 3),
            "citations": [citation.as_dict() for citation in self.citations],
            "related": list(self.related),
        }
