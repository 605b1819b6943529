"""The guidance that supports an answer about a design, quoted verbatim."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.answer import Answer, Citation
    from knowledge.base import KnowledgeBase
    from knowledge.cards import Card

CARDS = 3
DOCUMENTS = 2
RELATED = 8


def quoted(
    base: "KnowledgeBase", cards: Sequence[str], found: "Answer", question: str, *, join: bool
) -> "tuple[list[str], tuple[Citation, ...], tuple[str, ...]]":
    """Lines with marks, citations, and related cards.

    Args:
        base: Holds the cards.
        cards: Ids that the advice names, best first.
        found: The guidance's own answer to the question.
        question: Chooses among the passages of a card.
        join: Whether the first card of the guidance's own answer joins in.
    """
    from knowledge.answer import Citation

    known = {card.id: card for card in base.cards}
    own = [] if found.abstained or not join else found.citations[:1]
    asked = [item.card for item in own if item.card in known]
    named = [card for card in cards if card in known]
    chosen = list(dict.fromkeys((*named[: CARDS - len(asked)], *asked)))[:CARDS]
    lines: list[str] = []
    citations: list[Citation] = []
    for key in chosen:
        card = known[key]
        lines.append(f"{card.title}{_status(card)}")
        for text in _passages(base, card, question):
            citations.append(Citation(card.id, text, card.sources))
            lines.append(f"- {' '.join(text.split())} [{len(citations)}]")
    lines += _documents(found, known, citations)
    rest = (*named, *found.cards, *found.related)
    related = tuple(dict.fromkeys(key for key in rest if key in known and key not in chosen))
    return lines, tuple(citations), related[:RELATED]


def _documents(
    found: "Answer", known: "Mapping[str, Card]", citations: "list[Citation]"
) -> Iterator[str]:
    """What the architect's own documents say, as far as the guidance's answer quotes them."""
    own = [item for item in found.citations if item.card not in known][:DOCUMENTS]
    if own:
        yield "Your documents"
    for item in own:
        citations.append(item)
        yield f"- {' '.join(item.quote.split())} [{len(citations)}]"


def _passages(base: "KnowledgeBase", card: "Card", question: str) -> tuple[str, ...]:
    """The opening sentence, and the passage that fits the question best."""
    from knowledge.passages import LEAD, fit, of_heading, passages_of

    passages = passages_of(card)
    lead = of_heading(passages, LEAD)[0]
    rest = [item for item in passages if item is not lead]
    if not rest:
        return (lead.text,)
    best = max(rest, key=lambda item: fit(item, question, base.index))
    return (lead.text, best.text)


def _status(card: "Card") -> str:
    return "" if card.status == "current" else f" ({card.status})"
