"""The table of questions: which example, what is asked, and how it must be read."""

from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("questions.txt")


@dataclass(frozen=True)
class Row:
    """One question.

    Attributes:
        example: Letter of the example design.
        question: As typed.
        intent: What is asked; `guidance` for the plain answer, `abstain` for none at all.
        decision: Decision that is meant; empty for the design as a whole.
        option: Pattern of the option named; empty when the question names none.
    """

    example: str
    question: str
    intent: str
    decision: str
    option: str


def rows() -> tuple[Row, ...]:
    """Every question of the table."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    parts = ([part.strip() for part in line.split(" | ")] for line in lines)
    return tuple(Row(*("" if part == "-" else part for part in row)) for row in parts)


def asked_of_design() -> tuple[Row, ...]:
    """Those that are about the design."""
    return tuple(row for row in rows() if row.intent not in {"guidance", "abstain"})
