"""What an architect asks about an open design, and what must not be taken for such a question."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tui.inquiry import Inquiry

_HERE = Path(__file__).parent


def _lines(name: str) -> list[tuple[str, ...]]:
    text = (_HERE / name).read_text(encoding="utf-8")
    rows = (line for line in text.splitlines() if line and not line.startswith("#"))
    return [tuple(part.strip() for part in row.split(" | ")) for row in rows]


@pytest.mark.parametrize("row", _lines("asked.txt"), ids=lambda row: f"{row[0]}: {row[1]}")
def test_a_question_about_the_design_gets_its_answer(
    row: tuple[str, ...], inquiries: Mapping[str, Inquiry]
) -> None:
    example, question, intent, decision, begins = row
    answer = inquiries[example].ask(question)
    assert answer.design is not None
    assert (answer.design.intent, answer.design.decision or "-") == (intent, decision)
    if begins != "-":
        first = answer.answer.partition("\n\n")[0]
        assert f"{begins}:" in first


@pytest.mark.parametrize("row", _lines("beside.txt"), ids=lambda row: f"{row[0]}: {row[1]}")
def test_a_question_beside_the_design_goes_to_the_guidance(
    row: tuple[str, ...], inquiries: Mapping[str, Inquiry]
) -> None:
    example, question = row
    inquiry = inquiries[example]
    answer = inquiry.ask(question)
    if answer.design is not None:
        assert answer.abstained
        assert answer.design.intent == "unanswerable"
        assert not answer.design.figures
        return
    plain = inquiry._base.ask(question)
    assert answer.citations == plain.citations
    assert answer.abstained == plain.abstained
