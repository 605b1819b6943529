"""Asking about the design at hand: read, answer from the advice, add guidance that supports it."""

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
from tui.inquiry.gate import Beside, Own, own_of
from tui.inquiry.guidance import quoted
from tui.inquiry.hints import hint
from tui.inquiry.languages import NOT_UNDERSTOOD, in_english, may_be_on_design
from tui.inquiry.likely import likely
from tui.inquiry.loosely import loosely
from tui.inquiry.names import Names
from tui.inquiry.of_others import CALLED, words_of
from tui.inquiry.page import Page, Whole
from tui.inquiry.parting import Parter
from tui.inquiry.reading import known_words, read
from tui.inquiry.readings import Reading
from tui.inquiry.supposed import supposed
from tui.inquiry.tell_units import Drawn
from tui.inquiry.teller import Teller
from tui.inquiry.unclear import asks
from tui.inquiry.written import of_one_request, plainly

if TYPE_CHECKING:
    from advisors.budgets import BudgetReport
    from advisors.desk import Desk
    from advisors.sensitivity import Sensitivity
    from knowledge.answer import Answer
    from knowledge.base import KnowledgeBase
    from knowledge.documents.search import Searcher

ANSWERED_RIGHT = 22 / 45
"""Share answered right, of what is answered from the design: 22 of 45.

Of 50 questions on designs by a stranger, seen by nobody before, 45 were answered from the design:
22 of them as asked, 14 in part, 7 wrong, and to 2 it said that it cannot tell. Of 30 questions on
other things one was.
"""
MAY_BE = 0.3
"""Likelihood of a question on the design from which some are offered instead."""
SURE_OF_GUIDANCE = 0.5
"""Confidence from which the guidance's own first card joins those that the advice names."""
_ENGLISH_FROM = 3
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

    def read(self, question: str, *, foreign: bool = False) -> Reading:
        """How a question is read; `foreign` where words of another language may be left."""
        return read(self._written(question), self._names, self._known, foreign=foreign)

    def ask(self, question: str, documents: "Searcher | None" = None) -> InquiryAnswer:
        """Answer from the design where it is asked about, from the guidance otherwise.

        Args:
            question: As typed.
            documents: Own documents to quote as well.

        Raises:
            QuestionError: Empty or far too long.
            EstimatorError: The design holds a number beyond physics.
            OverrideError: It names an unknown fact.
        """
        found = self._base.ask(question, documents)
        asked, note = in_english(question, self._english)
        asked = self._written(asked)
        beside = self._beside(asked, found, foreign=bool(note))
        readings = self._parter_of(foreign=bool(note)).parts(asked, beside)
        if note and self._misread(asked, readings):
            readings = []
        if not readings:
            reading = self.read(asked, foreign=bool(note))
            return self._not_told(reading, found, asked, foreign=bool(note))
        told = []
        for number, (text, reading) in enumerate(readings, start=1):
            page = Page(self._facts, whole=self._whole, advice=self.advice, further=self._further)
            if len(readings) > 1:
                page.say(f"{number}. {text}")
            part = self._teller.tell(page, reading, text)
            told.append((page, replace(part, figures=dict(page.figures))))
        return self._finish(told, found, asked, note)

    def seen(self, question: str, *, foreign: bool) -> tuple[str, Reading, Beside]:
        """A question as the gate sees it, for those who fit it: text, reading, what else is known.

        Args:
            question: As typed.
            foreign: Whether it may be in another language.
        """
        found = self._base.ask(question)
        asked, note = in_english(question, self._english) if foreign else (question, "")
        asked = self._written(asked)
        reading = loosely(self.read(asked, foreign=bool(note)), asked, self.workload)
        return asked, reading, self._beside(asked, found, foreign=bool(note))

    def _beside(self, asked: str, found: "Answer", *, foreign: bool) -> Beside:
        """What is known of a question beside its own words."""
        changes = changes_in(asked.casefold(), self.workload)
        return Beside(found.confidence, found.abstained, self._own, foreign, bool(changes))

    def _misread(self, asked: str, readings: list[tuple[str, Reading]]) -> bool:
        """Whether a what if of another language changes nothing that was understood."""
        what_if = any(
            reading.intent is Intent.WHAT_IF
            and not any(item.decision == "region" for item in reading.named)
            for _, reading in readings
        )
        text = asked.casefold()
        found = changes_in(text, self.workload) or supposed(text, self.workload)
        return what_if and not found

    def _written(self, question: str) -> str:
        return of_one_request(plainly(question), self.workload.unit_of_work)

    def _not_told(
        self, reading: Reading, found: "Answer", question: str, *, foreign: bool
    ) -> InquiryAnswer:
        """The plain answer of the guidance, or that nothing here says."""
        if not foreign and found.abstained and reading.deictic and reading.intent is not None:
            return self._out_of_reach(reading, found, question)
        plain = InquiryAnswer.plain(found)
        lost = foreign and (found.abstained or may_be_on_design(reading))
        return replace(plain, answer=f"{plain.answer}\n\n{NOT_UNDERSTOOD if lost else self._hint}")

    def _out_of_reach(self, reading: Reading, found: "Answer", question: str) -> InquiryAnswer:
        """It points at this design, but neither design nor guidance says."""
        page = Page(self._facts, unanswered=True, whole=self._whole)
        page.say(tell_options.OUT_OF_REACH)
        (like,) = likely([reading.plain], self._base.embedder)
        if like.of_design >= MAY_BE:
            kinds = tuple(kind for kind, _ in like.ranked)
            page.section("It may mean one of these", asks(replace(reading, kinds=kinds)))
        page.section("What the advice speaks about", (d.title for d in self.advice.decisions))
        unknown = [word for word in reading.left if word not in self._english | CALLED]
        page.section("Did you mean", tell_decisions.nearest(self.advice, unknown))
        part = DesignPart(Intent.UNANSWERABLE, repairs=reading.repairs)
        told = self._finish([(page, part)], found, question)
        return replace(told, confidence=found.confidence)

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
            confidence=ANSWERED_RIGHT,
            citations=citations,
            related=related,
            design=first,
            more=tuple(more),
        )

    def _parter_of(self, *, foreign: bool) -> Parter:
        return Parter(
            lambda text: self.read(text, foreign=foreign), self.workload, self._base.embedder
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
            lambda: self._desk,
            lambda: self._moved,
        )

    @cached_property
    def _desk(self) -> "Desk":
        """The candidates behind the advice: laid out when the first question needs them."""
        from advisors.advice import desk_of

        return desk_of(self._design, self._facts)

    @cached_property
    def _drawn(self) -> Drawn:
        """Draws of the recommended design: computed when the first figure for a unit is asked."""
        from advisors.inference import recommended

        found = recommended(self._desk)
        return Drawn(self.advice.totals, {} if found is None else found.outcome.draws)

    @cached_property
    def _moved(self) -> "Sensitivity":
        """What moves the design: worked out when the first question on an input needs it."""
        from advisors.sensitivity import sensitivity

        return sensitivity(self._design, self._shipped, self.advice)

    def _whole(self) -> Whole:
        return self._drawn.figures, self._drawn.draws

    def _further(self, report: "BudgetReport") -> "BudgetReport":
        """Every design held against a budget, where none that was advised holds it."""
        from advisors.budget_ways import search_further

        return search_further(report, self.advice, self._design, self._shipped)

    @cached_property
    def _names(self) -> Names:
        return Names(self.advice, self._facts)

    @cached_property
    def _hint(self) -> str:
        """One line: what can be asked of the design that is open."""
        return hint(self.advice)

    @cached_property
    def _own(self) -> Own:
        texts = (self._design.name, self.workload.unit_of_work, self.workload.use_case.value)
        return own_of(self.advice, words_of(*texts))

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
