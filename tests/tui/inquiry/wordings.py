"""Wordings with what answers them, and whether an answer does."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tui.inquiry import Inquiry

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Wording:
    """One question.

    Attributes:
        example: Letter of the example design.
        question: As typed.
        intents: Those that are right; `guidance` alone where the design must not answer.
        decisions: Those that are right; `-` for the design as a whole.
        holds: Pattern that the answer must hold; `-` for none.
    """

    example: str
    question: str
    intents: tuple[str, ...]
    decisions: tuple[str, ...]
    holds: str

    @property
    def beside(self) -> bool:
        """Whether it is for the guidance."""
        return self.intents == ("guidance",)


def wordings(name: str) -> tuple[Wording, ...]:
    """The questions of a file."""
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    parts = ([part.strip() for part in line.split(" | ")] for line in lines if line[:1] != "#")
    return tuple(
        Wording(row[0], row[1], tuple(row[2].split(",")), tuple(row[3].split(",")), row[4])
        for row in parts
    )


def told(item: Wording, inquiries: Mapping[str, Inquiry]) -> str:
    """`right` or `wrong` where the design answers, `not` where it does not."""
    answer = inquiries[item.example].ask(item.question)
    part = answer.design
    if part is None or part.intent == "unanswerable":
        return "not"
    if item.beside:
        return "wrong"
    read = part.intent in item.intents and (part.decision or "-") in item.decisions
    held = item.holds == "-" or re.search(item.holds, answer.answer) is not None
    return "right" if read and held else "wrong"
