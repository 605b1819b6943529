"""What of a card is embedded and counted: questions that it answers, its lead, its sections."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.cards import Card
from knowledge.lexical import terms
from knowledge.verdicts import Judged

UnitKind = Literal["question", "phrasing", "judged", "lead", "section"]
KINDS: tuple[UnitKind, ...] = ("question", "phrasing", "judged", "lead", "section")
ASKED = KINDS.index("judged")
"""Kinds up to this one are questions."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A text that gets a vector of its own.

    Attributes:
        card: Row of its card.
        kind: What it is within the card.
        text: What is embedded; sections carry the title, without which they float.
    """

    card: int
    kind: UnitKind
    text: str


def units_of(
    cards: Sequence[Card],
    phrasings: Mapping[str, Sequence[str]],
    judged: Mapping[str, Sequence[Judged]],
) -> list[Unit]:
    """All units of all cards, in card order.

    Args:
        cards: The cards.
        phrasings: Further questions by card id.
        judged: Questions with the word that answers them, by card id.
    """
    found: list[Unit] = []
    for row, card in enumerate(cards):
        found.extend(Unit(row, "question", question) for question in card.questions)
        found.extend(Unit(row, "phrasing", text) for text in phrasings.get(card.id, ()))
        found.extend(Unit(row, "judged", item.text) for item in judged.get(card.id, ()))
        found.append(Unit(row, "lead", f"{card.title}. {card.lead}"))
        found.extend(
            Unit(row, "section", f"{card.title}. {heading}: {text}")
            for heading, text in card.sections.items()
        )
    return found


def field_counts(
    card: Card, weights: Mapping[str, float], phrasings: Sequence[str] = ()
) -> dict[str, float]:
    """Term counts of a card, each field's counts multiplied by its weight (BM25F).

    Args:
        card: The card.
        weights: By field: `title`, `id`, `questions`, `phrasings`, `body`, `aws`.
        phrasings: Further questions of this card.
    """
    fields = {
        "title": card.title,
        "id": card.id.replace("-", " "),
        "questions": " ".join(card.questions),
        "phrasings": " ".join(phrasings),
        "body": card.body,
        "aws": " ".join(card.aws),
    }
    counts: Counter[str] = Counter()
    weighted: dict[str, float] = {}
    for name, text in fields.items():
        counts = Counter(terms(text))
        for term, count in counts.items():
            weighted[term] = weighted.get(term, 0.0) + weights.get(name, 1.0) * count
    return weighted
