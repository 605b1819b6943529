"""What a question about a design gets back: text, figures that open, citations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from advisors.options import DecisionId
from advisors.serialise import figure_as_dict
from estimators.figure import Figure, Input

if TYPE_CHECKING:
    from knowledge.answer import Answer, Citation


class Intent(StrEnum):
    """What is asked about the design."""

    WHY = "why"
    WHY_NOT = "why-not"
    HOW_MUCH = "how-much"
    WHICH = "which"
    COMPARE = "compare"
    WHAT_IF = "what-if"
    LEVER = "lever"
    ASSUMPTION = "assumption"
    FLIP = "flip"
    SURE = "sure"
    LIMIT = "limit"
    SUMMARY = "summary"
    EXCLUDED = "excluded"
    PARTS = "parts"
    EXPLAIN = "explain"
    INPUT = "input"
    CATCH = "catch"
    PARETO = "pareto"
    SMALLEST = "smallest"
    CONFLICTS = "conflicts"
    NEXT = "next"
    EFFORT = "effort"
    QUALITY = "quality"
    LANGUAGES = "languages"
    MODALITIES = "modalities"
    RISKS = "risks"
    REPORTING = "reporting"
    PRIVACY = "privacy"
    LEVEL = "level"
    IDLE = "idle"
    LICENCE = "licence"
    MEMORY = "memory"
    UNCLEAR = "unclear"
    UNANSWERABLE = "unanswerable"


@dataclass(frozen=True)
class DesignPart:
    """What of the design an answer speaks about.

    Attributes:
        intent: What was asked.
        decision: Decision it is about; empty for the design as a whole.
        option: Id of the option or exclusion; empty when none is meant.
        figures: Figures of that option under their own names, those of what it is compared with
            under `id/name`.
        changes: Answers that a "what if" changes, as `question=answer`.
        certainty: How sure the advisor is of that decision: high, medium, low, or empty.
        repairs: Misspelt words and what they were read as.
    """

    intent: Intent
    decision: DecisionId | None = None
    option: str = ""
    figures: Mapping[str, Figure] = field(default_factory=dict)
    changes: tuple[str, ...] = ()
    certainty: str = ""
    repairs: Mapping[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The JSON form; every figure with its formula, what it rests on, and sources."""
        return {
            "intent": self.intent.value,
            "decision": self.decision,
            "option": self.option or None,
            "figures": {name: _opened(item) for name, item in self.figures.items()},
            "changes": list(self.changes),
            "certainty": self.certainty or None,
            "repairs": dict(self.repairs),
        }


@dataclass(frozen=True)
class InquiryAnswer:
    """An answer about the design at hand, or the plain answer of the guidance.

    Shows like `knowledge.Answer`, so that one view serves both.

    Attributes:
        answer: Text with `[n]` marks that count `citations` from one.
        abstained: True when neither design nor guidance answers.
        confidence: For guidance, its calibrated probability; for the design, how often a
            question that is answered from it was answered right, in a set written afresh.
        citations: Verbatim passages of guidance cards.
        related: Ids of the next nearest cards.
        design: What of the design is spoken about; None for a plain answer of the guidance.
        more: The same for further questions in the question; all figures are in `design`.
    """

    answer: str
    abstained: bool
    confidence: float
    citations: "tuple[Citation, ...]"
    related: tuple[str, ...]
    design: DesignPart | None = None
    more: tuple[DesignPart, ...] = ()

    @classmethod
    def plain(cls, answer: "Answer") -> "InquiryAnswer":
        """The guidance's answer, unchanged."""
        return cls(
            answer.answer, answer.abstained, answer.confidence, answer.citations, answer.related
        )

    def as_dict(self) -> dict[str, Any]:
        """The form that `ask --json` prints, with `design` beside it."""
        found: dict[str, Any] = {
            "answer": self.answer,
            "abstained": self.abstained,
            "confidence": round(self.confidence, 3),
            "citations": [item.as_dict() for item in self.citations],
            "related": list(self.related),
            "design": None if self.design is None else self.design.as_dict(),
        }
        if self.more:
            found["more"] = [item.as_dict() for item in self.more]
        return found


def _opened(figure: Figure) -> dict[str, Any]:
    """A figure and everything at its bottom."""
    return {**figure_as_dict(figure), "rests_on": list(_leaves(figure))}


def _leaves(figure: Figure) -> Iterator[dict[str, Any]]:
    for leaf in figure.leaves():
        yield _leaf(leaf)


def _leaf(leaf: Input) -> dict[str, Any]:
    return {
        "name": leaf.name,
        "value": leaf.value,
        "low": leaf.low,
        "high": leaf.high,
        "unit": leaf.unit,
        "origin": leaf.origin,
        "sources": list(leaf.sources),
    }
