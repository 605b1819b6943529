"""Asking about the design at hand: read, answer from the advice, add guidance that supports it."""

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from advisors.design import Design
from advisors.options import Advice
from advisors.workload import Workload, facts_with, workload_from
from estimators.facts import Facts
from tui.inquiry import tell_decisions, tell_options
from tui.inquiry.answer import DesignPart, InquiryAnswer, Intent
from tui.inquiry.changes import changes_in
from tui.inquiry.choice import chosen
from tui.inquiry.guidance import quoted
from tui.inquiry.languages import NOT_UNDERSTOOD, in_english, may_be_on_design
from tui.inquiry.likely import likely
from tui.inquiry.loosely import loosely
from tui.inquiry.names import Names
from tui.inquiry.page import Page
from tui.inquiry.pertains import follow
from tui.inquiry.reading import known_words, read
from tui.inquiry.readings import Reading
from tui.inquiry.tell_units import Drawn
from tui.inquiry.teller import Teller
from tui.inquiry.written import of_one_request, plainly

if TYPE_CHECKING:
    from knowledge.answer import Answer
    from knowledge.base import KnowledgeBase
    from knowledge.documents.search import Searcher

READ_RIGHT = 10 / 12
"""Share read right of what is answered from the design: 10 of 12.

Of 55 colloquial questions on designs, in voices that nothing was tuned on, 12 were answered from
the design; the others got the guidance or no answer. None of 15 questions to the guidance did.
"""
SURE_OF_GUIDANCE = 0.5
"""Confidence from which the guidance's own first card joins those that the advice names."""
_ENGLISH_FROM = 3
_PARTED = re.compile(r"\d[.,]\d")
"""A mark that parts thousands in one language and decimals in another."""
_ALONE = frozenset({Intent.WHAT_IF, Intent.LIMIT, Intent.SUMMARY, Intent.EXCLUDED})
"""What the guidance's own first card has nothing to add to."""


class Inquiry:
    """Answers questions about one design.

    Args:
        design: The design; its own facts are laid over `facts` here.
        facts: As shipped.
        base: The guidance.
        advice: The advice on that design when it is at hand; computed otherwise.
    """

    def __init__(
        self, design: Design, facts: Facts, base: "KnowledgeBase", advice: Advice | None = None
    ) -> None:
        self._design = design
        self._shipped = facts
        self._facts = facts_with(design, facts)
        self._base = base
        self._advice = advice

    @cached_property
    def advice(self) -> Advice:
        """The advice that answers rest on."""
        return self._advice or self._advise(self._design)

    @cached_property
    def workload(self) -> Workload:
        """The design's answers and defaults."""
        return workload_from(self._design, self._facts)

    def read(self, question: str) -> Reading:
        """How a question is read."""
        return read(self._written(question), self._names, self._known)

    def ask(self, question: str, documents: "Searcher | None" = None) -> InquiryAnswer:
        """Answer from the design where it is asked about, from the guidance otherwise.

        Args:
            question: As typed.
            documents: Own documents to quote as well.

        Raises:
            QuestionError: Empty or far too long.
            EstimatorError: The design holds a number beyond physics, or names an unknown fact.
        """
        found = self._base.ask(question, documents)
        asked, note = in_english(question, self._english)
        asked = self._written(asked)
        readings = self._parts(asked, found.confidence)
        if note and self._misread(question, asked, readings):
            readings = []
        if not readings:
            return self._not_told(self.read(asked), found, asked, foreign=bool(note))
        told = []
        for number, (text, reading) in enumerate(readings, start=1):
            page = Page(self._facts)
            if len(readings) > 1:
                page.say(f"{number}. {text}")
            part = self._teller.tell(page, reading, text)
            told.append((page, replace(part, figures=dict(page.figures))))
        return self._finish(told, found, asked, note)

    def _misread(self, typed: str, asked: str, readings: list[tuple[str, Reading]]) -> bool:
        """Whether a what if of another language may be read wrong: marks part its numbers."""
        what_if = any(reading.intent is Intent.WHAT_IF for _, reading in readings)
        read = changes_in(asked.casefold(), self.workload) and not _PARTED.search(typed)
        return what_if and not read

    def _written(self, question: str) -> str:
        return of_one_request(plainly(question), self.workload.unit_of_work)

    def _not_told(
        self, reading: Reading, found: "Answer", question: str, *, foreign: bool
    ) -> InquiryAnswer:
        """The plain answer of the guidance, or that nothing here says."""
        if not foreign and found.abstained and reading.deictic and reading.intent is not None:
            return self._out_of_reach(reading, found, question)
        plain = InquiryAnswer.plain(found)
        if foreign and (found.abstained or may_be_on_design(reading)):
            return replace(plain, answer=f"{plain.answer}\n\n{NOT_UNDERSTOOD}")
        return plain

    def _parts(self, question: str, guided: float) -> list[tuple[str, Reading]]:
        """The questions in a question, when all are about the design; empty when it is not."""
        from knowledge.query import split_parts

        pieces = split_parts(question)
        if len(pieces) > 1:
            readings = [self.read(piece) for piece in pieces]
            linked = [
                reading if at == 0 else follow(reading, readings[at - 1])
                for at, reading in enumerate(readings)
            ]
            chosen = self._chosen(list(zip(pieces, linked, strict=True)), guided)
            told = [(text, item) for text, item in zip(pieces, chosen, strict=True) if item]
            if len(told) == len(pieces):
                return told
        whole = loosely(self.read(question), question, self.workload)
        found = self._chosen([(question, whole)], guided)[0]
        return [(question, found)] if found is not None else []

    def _chosen(self, read: list[tuple[str, Reading]], guided: float) -> list[Reading | None]:
        """What each question asks of the design, by its words and by its likeness to examples."""
        alike = likely([reading.plain for _, reading in read], self._base.embedder)
        return [
            chosen(reading, like, text, self.workload, guided) if reading.text else None
            for (text, reading), like in zip(read, alike, strict=True)
        ]

    def _out_of_reach(self, reading: Reading, found: "Answer", question: str) -> InquiryAnswer:
        """It points at this design, but neither design nor guidance says."""
        page = Page(self._facts, unanswered=True)
        page.say(tell_options.OUT_OF_REACH)
        page.section("What the advice speaks about", (d.title for d in self.advice.decisions))
        page.section("Did you mean", tell_decisions.nearest(self.advice, reading.left))
        part = DesignPart(Intent.UNANSWERABLE, repairs=reading.repairs)
        return self._finish([(page, part)], found, question)

    def _finish(
        self,
        told: list[tuple[Page, DesignPart]],
        found: "Answer",
        question: str,
        note: str = "",
    ) -> InquiryAnswer:
        first, *more = (part for _, part in told)
        join = first.intent not in _ALONE and found.confidence >= SURE_OF_GUIDANCE
        cards = dict.fromkeys(card for page, _ in told for card in page.cards)
        lines, citations, related = quoted(self._base, tuple(cards), found, question, join=join)
        text = [note] if note else []
        text += _note({key: word for _, part in told for key, word in part.repairs.items()})
        for page, _ in told:
            text += [*page.lines, ""]
        if lines:
            text += ["Guidance:", *lines]
        return InquiryAnswer(
            answer="\n".join(text).strip(),
            abstained=all(page.unanswered for page, _ in told),
            confidence=READ_RIGHT,
            citations=citations,
            related=related,
            design=first,
            more=tuple(more),
        )

    @cached_property
    def _teller(self) -> Teller:
        return Teller(
            self._design,
            self._facts,
            self.advice,
            self.workload,
            self._advise,
            lambda: self._drawn,
        )

    @cached_property
    def _drawn(self) -> Drawn:
        """Draws of the recommended design: computed when the first figure for a unit is asked."""
        from advisors.advice import desk_of
        from advisors.inference import recommended

        found = recommended(desk_of(self._design, self._facts))
        return Drawn(self.advice.totals, {} if found is None else found.outcome.draws)

    @cached_property
    def _names(self) -> Names:
        return Names(self.advice, self._facts)

    @cached_property
    def _known(self) -> frozenset[str]:
        return known_words(self._names, self._english)

    @cached_property
    def _english(self) -> frozenset[str]:
        return self._base.embedder.words(_ENGLISH_FROM)

    def _advise(self, design: Design) -> Advice:
        from advisors.advice import advise

        return advise(design, self._shipped)


def _note(repairs: dict[str, str]) -> list[str]:
    if not repairs:
        return []
    return [f"(Read {', '.join(f'“{a}” as “{b}”' for a, b in repairs.items())}.)"]
