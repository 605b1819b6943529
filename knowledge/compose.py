"""Answers from ranked cards: extractive, in the order in which a colleague would say it.

Direct answer, figures with their comparator, limits, what to do. Everything between the headings is
quoted; the frame around it (headings, notes, readings) is ours and states nothing about the field.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.answer import Answer, Citation
from knowledge.cards import FIGURES, LIMITS, Card
from knowledge.direct import opening
from knowledge.index import GuidanceIndex
from knowledge.language import NAMES
from knowledge.passages import (
    LEAD,
    Passage,
    actions,
    best_first,
    has_figure,
    of_heading,
    passages_of,
)
from knowledge.query import Query
from knowledge.shape import Shape
from knowledge.verdicts import Spoken

RELATED = 8
_MAX_ACTIONS = 3
_MAX_LIMITS = 3
_MORE_OF_A_PART = 2
_STATUS_WORDS = {"superseded": "Superseded", "closing": "Closing"}
CANNOT_ANSWER = "The guidance here does not say."
SEVERAL = "This can be read in more than one way. Choose the one you mean:"
DOUBTFUL = "No card is sure to answer this. The nearest may not fit; choose the one you mean:"


_Key = tuple[str, str, str, int]


def _key(passage: Passage) -> _Key:
    """What tells passages apart: comparing whole cards takes longer."""
    return passage.card.id, passage.heading, passage.text, passage.position


@dataclass
class _Draft:
    """Lines of an answer and the passages they quote, in order of first use."""

    lines: list[tuple[str, Passage | None]] = field(default_factory=list)
    _quoted: dict[_Key, Passage] = field(default_factory=dict)

    @property
    def quoted(self) -> list[Passage]:
        """The passages, each once."""
        return list(self._quoted.values())

    def line(self, text: str = "") -> None:
        """Add a line of the frame."""
        self.lines.append((text, None))

    def quote(self, passage: Passage, before: str = "") -> None:
        """Add a quoted line; its mark is numbered at the end."""
        self._quoted.setdefault(_key(passage), passage)
        self.lines.append((before + " ".join(passage.text.split()), passage))

    def text(self, ordered: Sequence[Passage]) -> str:
        """The lines, with marks that count the passages from one."""
        numbers = {_key(passage): number for number, passage in enumerate(ordered, start=1)}
        return "\n".join(
            text if passage is None else f"{text} [{numbers[_key(passage)]}]"
            for text, passage in self.lines
        ).strip()


def compose(
    index: GuidanceIndex,
    query: Query,
    shape: Shape,
    confidence: float,
) -> Answer:
    """Write the answer to a question that the guidance covers.

    Args:
        index: The guidance.
        query: The question.
        shape: Order of the cards and form of the answer.
        confidence: Calibrated.
    """
    cards = [index.cards[row] for row in shape.order]
    shown = max(shape.shown, shape.readings)
    draft = _Draft()
    _notes(draft, query)
    if shape.readings:
        draft.line(DOUBTFUL if shape.doubtful else SEVERAL)
        _write_readings(draft, cards[: shape.readings], query, index)
    elif len(shape.part_cards) > 1:
        _write_parts(draft, index, query, shape)
    else:
        _write_full(draft, cards[0], query.text, index, shape.spoken[0])
    named = {passage.card.id for passage in draft.quoted}
    for card in cards[:shown]:
        if card.id not in named:
            _write_also(draft, card, query.text, index)
    spoken = tuple(spoken for spoken in shape.spoken if spoken)
    return _finish(draft, cards, confidence, spoken)


def abstain(index: GuidanceIndex, query: Query, order: Sequence[int], confidence: float) -> Answer:
    """Say that the guidance does not answer, and name what lies nearest."""
    nearest = [index.cards[row] for row in order[:3]]
    draft = _Draft()
    _notes(draft, query)
    draft.line(
        f"{CANNOT_ANSWER} It holds advice on the energy, carbon, water and cost of generative AI "
        "on AWS; it has no live, account or price data and takes no actions. Nearest cards, which "
        "may not fit:"
    )
    for card in nearest:
        draft.line(f"- {card.title} ({card.id})")
    related = tuple(index.cards[row].id for row in order[:RELATED])
    return Answer(draft.text(()), True, confidence, (), related)


def _notes(draft: _Draft, query: Query) -> None:
    if query.language != "en":
        draft.line(
            f"(Question read as {NAMES[query.language]}; guidance and answer are in English.)"
        )
    if query.repairs:
        read = ", ".join(f"“{wrong}” as “{right}”" for wrong, right in query.repairs.items())
        draft.line(f"(Read {read}.)")


def _status(draft: _Draft, card: Card) -> None:
    word = _STATUS_WORDS.get(card.status)
    if word:
        because = f": {card.superseded.rstrip('.')}" if card.superseded else ""
        draft.line(f"{word}{because}.")
    if card.checked == "recalled":
        draft.line("(From general knowledge, not verified against a source.)")


def _write_full(
    draft: _Draft, card: Card, question: str, index: GuidanceIndex, spoken: Spoken | None
) -> None:
    passages = passages_of(card)
    _status(draft, card)
    lead = of_heading(passages, LEAD)
    candidates = [*lead, *of_heading(passages, FIGURES)]
    direct = opening(candidates, question, index)
    draft.quote(direct, _word(spoken))
    if spoken and not spoken.same:
        draft.line(spoken.line)
    for passage in lead:
        if passage is not direct:
            draft.quote(passage)
    _list(draft, "Figures", [p for p in of_heading(passages, FIGURES) if p is not direct])
    limits = best_first(of_heading(passages, LIMITS), question, index, _MAX_LIMITS)
    _list(draft, LIMITS, limits)
    _list(draft, "What to do", best_first(actions(passages), question, index, _MAX_ACTIONS))


def _word(spoken: Spoken | None) -> str:
    """What opens an answer: a word for this very question; one for another comes after the claim.

    A reader in a hurry takes a "yes" in the first line for the answer, whatever question it names.
    """
    return f"{spoken.line} " if spoken and spoken.same else ""


def _write_also(draft: _Draft, card: Card, question: str, index: GuidanceIndex) -> None:
    passages = passages_of(card)
    draft.line()
    draft.line(f"See also: {card.title}")
    _status(draft, card)
    draft.quote(of_heading(passages, LEAD)[0], "- ")
    for passage in best_first(_stated(passages), question, index, 2):
        draft.quote(passage, "- ")


def _write_parts(draft: _Draft, index: GuidanceIndex, query: Query, shape: Shape) -> None:
    cards = [None if row is None else index.cards[row] for row in shape.part_cards]
    firsts = _part_openings(index, query.parts, cards)
    used = {_key(first) for first in firsts if first}
    asked = zip(query.parts, cards, firsts, shape.spoken, strict=True)
    for number, (part, card, first, spoken) in enumerate(asked, start=1):
        if number > 1:
            draft.line()
        draft.line(f"{number}. {part}")
        if card is None or first is None:
            draft.line(f"- {CANNOT_ANSWER}")
            continue
        _status(draft, card)
        draft.quote(first, f"- {_word(spoken)}")
        if spoken and not spoken.same:
            draft.line(f"- {spoken.line}")
        left = [p for p in passages_of(card) if _key(p) not in used]
        for passage in best_first(left, part, index, _MORE_OF_A_PART):
            draft.quote(passage, "- ")
            used.add(_key(passage))
    _write_rest(draft, index, query.text, [card for card in cards if card], used)


def _part_openings(
    index: GuidanceIndex, parts: Sequence[str], cards: Sequence[Card | None]
) -> list[Passage | None]:
    """The passage that each part opens with, another one for each as long as there are others."""
    taken: set[_Key] = set()
    firsts: list[Passage | None] = []
    for part, card in zip(parts, cards, strict=True):
        if card is None:
            firsts.append(None)
            continue
        stated = [p for p in passages_of(card) if p.heading in (LEAD, FIGURES)]
        first = opening([p for p in stated if _key(p) not in taken] or stated, part, index)
        taken.add(_key(first))
        firsts.append(first)
    return firsts


def _write_rest(
    draft: _Draft, index: GuidanceIndex, question: str, cards: Sequence[Card], used: set[_Key]
) -> None:
    """Figures and limits that no part has quoted."""
    for card in dict.fromkeys(cards):
        left = [p for p in passages_of(card) if _key(p) not in used]
        limits = best_first(of_heading(left, LIMITS), question, index, _MAX_LIMITS)
        named = f" ({card.title})" if len(set(cards)) > 1 else ""
        _list(draft, f"Figures{named}", of_heading(left, FIGURES))
        _list(draft, f"{LIMITS}{named}", limits)


def _write_readings(
    draft: _Draft, cards: Sequence[Card], query: Query, index: GuidanceIndex
) -> None:
    for number, card in enumerate(cards, start=1):
        passages = passages_of(card)
        draft.line()
        draft.line(f"{number}. {card.title}")
        _status(draft, card)
        draft.quote(of_heading(passages, LEAD)[0], "- ")
        for passage in best_first(_stated(passages), query.text, index, 2):
            draft.quote(passage, "- ")
        for passage in best_first(actions(passages), query.text, index, 1):
            draft.quote(passage, "- ")


def _stated(passages: Sequence[Passage]) -> list[Passage]:
    """Figures that hold a number; a card without any says so in its own full answer only."""
    return [passage for passage in passages if has_figure(passage)]


def _list(draft: _Draft, heading: str, passages: Sequence[Passage]) -> None:
    if passages:
        draft.line()
        draft.line(f"{heading}:")
        for passage in passages:
            draft.quote(passage, "- ")


def _finish(
    draft: _Draft, cards: Sequence[Card], confidence: float, spoken: tuple[Spoken, ...]
) -> Answer:
    rank = {card.id: position for position, card in enumerate(cards)}
    firsts: dict[str, Passage] = {}
    for passage in draft.quoted:
        firsts.setdefault(passage.card.id, passage)
    leading = sorted(firsts.values(), key=lambda passage: rank[passage.card.id])
    ordered = [*leading, *(p for p in draft.quoted if p is not firsts[p.card.id])]
    citations = tuple(Citation(p.card.id, p.text, p.card.sources) for p in ordered)
    related = tuple(card.id for card in cards if card.id not in firsts)[:RELATED]
    return Answer(draft.text(ordered), False, confidence, citations, related, spoken)
