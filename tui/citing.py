"""The citations of an answer as lines: each card, or section of a document, once with its marks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.answer import Answer
    from knowledge.cards import SourceRef
    from tui.inquiry import InquiryAnswer


def citation_lines(answer: "Answer | InquiryAnswer") -> Iterator[str]:
    """Which marks quote which card, the sources of each card, and related cards."""
    marks: dict[tuple[str, tuple[SourceRef, ...]], list[int]] = {}
    for number, citation in enumerate(answer.citations, start=1):
        marks.setdefault((citation.card, citation.sources), []).append(number)
    for (card, sources), numbers in marks.items():
        yield f"[{_spans(numbers)}] {card}"
        for source in sources:
            issuer = f"{source.publisher} {source.year}".strip()
            yield "    " + ", ".join(
                part for part in (source.title, issuer, source.section) if part
            )
            if source.url:
                yield f"    {source.url}"
    if answer.related:
        yield "Related: " + ", ".join(answer.related)


def _spans(numbers: list[int]) -> str:
    """`1, 3-11` for 1, 3, 4, ... 11."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(f"{a}" if a == b else f"{a}-{b}" for a, b in spans)
