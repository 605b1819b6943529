"""The questions in a question: its parts where each asks the design, else the whole, or a sentence.

A sentence that leans on the one before (`and by how much?`, `what does that cost?`) is read with
it: alone it would be taken for something else.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from advisors.workload import Workload
from tui.inquiry.answer import Intent
from tui.inquiry.asking import asking, before_comma, listed
from tui.inquiry.changes import changes_in
from tui.inquiry.choice import chosen
from tui.inquiry.gate import Beside
from tui.inquiry.introduced import introduced
from tui.inquiry.likely import Likely, likely
from tui.inquiry.loosely import loosely
from tui.inquiry.pertains import about_design, follow
from tui.inquiry.readings import KIND, Reading
from tui.inquiry.turns import turned
from tui.inquiry.turns_on_contrast import KINDS as AGAINST
from tui.inquiry.turns_on_doubt import KINDS as DOUBTED
from tui.inquiry.turns_on_held import KINDS as HELD
from tui.inquiry.turns_on_inputs import SPREAD

if TYPE_CHECKING:
    from knowledge.embedding import Embedder

HOLD_ALL = DOUBTED | HELD | {SPREAD}
"""Kinds of question whose answer holds the second half of such a question too."""
SURER = 0.15
"""By so much surer of its kind must a sentence be than the whole question."""
_LEANS = re.compile(r"\b(?:it|its|that|them|they|those|this|these|there|then|the other one)\b")
_BY_HOW_MUCH = re.compile(
    r"^(?:and |so |then )*(?:how (?:many|much)\b.*\b(?:less|fewer|more|that|then|it)\b|"
    r"(?:would|will|does|do|is|are)\b.*\b(?:still|then|same|anyway)\b)"
)
"""What a change before it saves or takes: it has no answer without that."""
_IN_FIGURES = re.compile(
    r"^(?:(?:in|and|both|please|pls|only|just|as|the|for|with|of|money|costs?|usd|dollars?|carbon|"
    r"co2e?|water|energy|kwh|kg|litres|weeks?|effort|numbers?|figures?) ?)+$"
)
"""A remark on the figures that are wanted of what stands before it: `money and carbon please`."""
_BRIEF, _LEAST = 5, 4
_ELSEWHERE = re.compile(r"\b(?:another|elsewhere|other|different|not there|instead|away)\b")


@dataclass(frozen=True)
class Parter:
    """Parts the questions on one design.

    Attributes:
        read: Reads a text by its words.
        workload: What can be changed.
        embedder: Of the guidance.
    """

    read: Callable[[str], Reading]
    workload: Workload
    embedder: "Embedder"

    def parts(self, question: str, beside: Beside) -> list[tuple[str, Reading]]:
        """The questions in a question, when all are about the design; empty when it is not."""
        from knowledge.query import split_parts

        if introduced(question):
            return []
        whole = loosely(self.read(question), question, self.workload)
        ((found, like),) = self._chosen([(question, whole)], beside)
        if found is not None and found.kind in AGAINST:
            return [(question, found)]
        several = listed(question)
        pieces = several or split_parts(question)
        if len(pieces) > 1 and found is not None and self._holds_all(found, pieces[1:]):
            return [(question, found)]
        remark = len(pieces) > 1 and _IN_FIGURES.match(self.read(pieces[-1]).text) is not None
        if len(pieces) > 1 and not (remark or self._one_change(whole, question, pieces)):
            least = _LEAST if several else _BRIEF
            told = self._pieces(pieces, beside, like.share if found is not None else 0.0, least)
            if told:
                return told
        read = [(question, found)] if found is not None else []
        if found is not None and (found.intent is Intent.WHAT_IF or turned(whole) is not None):
            return read
        sure = like.share if found is not None else 0.0
        return self._asked(question, beside, found, sure) or read or self._head(question, beside)

    def _one_change(self, whole: Reading, question: str, pieces: Sequence[str]) -> bool:
        """Whether what is tried is told by the pieces together alone."""
        if whole.intent is not Intent.WHAT_IF:
            return False
        told = [set(changes_in(part.casefold(), self.workload)) for part in (question, *pieces)]
        return bool(told[0] - set().union(*told[1:]))

    def _holds_all(self, whole: Reading, after: Sequence[str]) -> bool:
        """Whether the turn of the whole answers what is asked after its first part as well."""
        if whole.kind not in HOLD_ALL:
            return False
        parts = [self.read(piece) for piece in after]
        named = {item.decision for part in parts for item in part.named}
        asked = {part.decision for part in parts} - {"region"}  # "where was it published?"
        own = {None, whole.decision, *(item.decision for item in whole.named)}
        return named | asked <= own

    def _pieces(
        self, pieces: Sequence[str], beside: Beside, sure: float, least: int
    ) -> list[tuple[str, Reading]]:
        """All pieces, where each of them stands by itself and asks the design.

        A piece that its own words do not tell must not be much less sure than the whole, and none
        may have less than so many words that names nothing.
        """
        readings = [self.read(piece) for piece in pieces]
        linked = [
            reading if at == 0 else follow(reading, readings[at - 1])
            for at, reading in enumerate(readings)
        ]
        tried = readings[0].intent is Intent.WHAT_IF
        if any(
            _leans(item, least) or (tried and _BY_HOW_MUCH.search(item.text)) for item in linked[1:]
        ):
            return []
        found = self._chosen(list(zip(pieces, linked, strict=True)), beside)
        told = [
            (text, item)
            for text, reading, (item, like) in zip(pieces, linked, found, strict=True)
            if item and (like.share > sure - SURER or about_design(reading))
        ]
        return told if len(told) == len(pieces) else []

    def _asked(
        self, question: str, beside: Beside, whole: Reading | None, sure: float
    ) -> list[tuple[str, Reading]]:
        """The sentence that asks, where others stand before it; empty where none does alone.

        Where the whole is read already, a sentence must be read by its own words, or be surer.
        """
        for part in asking(question):
            reading = loosely(self.read(part), part, self.workload)
            reading = self._carried(question, part, reading)
            if _leans(reading) or not (part.endswith("?") or about_design(reading)):
                continue
            bare = replace(beside, changes=bool(changes_in(part.casefold(), self.workload)))
            ((found, like),) = self._chosen([(part, reading)], bare)
            if found is None:
                continue
            named = bool(reading.named) and about_design(reading)
            if whole is None or named or like.share > sure + SURER:
                return [(part, found)]
        return []

    def _head(self, question: str, beside: Beside) -> list[tuple[str, Reading]]:
        """The question before a comma and a remark, where its own words ask the design."""
        head = before_comma(question)
        reading = self.read(head) if head else None
        if reading is None or not about_design(reading) or not (reading.named or reading.decision):
            return []
        bare = replace(beside, changes=False)
        ((found, _),) = self._chosen([(head, reading)], bare)
        return [(head, found)] if found is not None else []

    def _carried(self, question: str, part: str, reading: Reading) -> Reading:
        """A sentence that points elsewhere, with what the sentences before it name."""
        if reading.named or not _ELSEWHERE.search(reading.text):
            return reading
        before = self.read(question.partition(part)[0])
        named = tuple(item for item in before.named if item.decision == reading.decision)
        if not named or reading.decision is None or len(named[0].ids) > KIND:
            return reading
        return replace(reading, intent=Intent.WHY_NOT, named=named[:1], other=False, deictic=True)

    def _chosen(
        self, read: Sequence[tuple[str, Reading]], beside: Beside
    ) -> list[tuple[Reading | None, Likely]]:
        """What each question asks of the design, by its words and by its likeness to examples."""
        alike = likely([reading.plain for _, reading in read], self.embedder)
        return [
            (chosen(item, like, text, self.workload, beside) if item.text else None, like)
            for (text, item), like in zip(read, alike, strict=True)
        ]


def _leans(reading: Reading, least: int = _BRIEF) -> bool:
    """Whether a part names nothing and points at what stands before it, or is too short to ask."""
    named = reading.named or reading.metrics or reading.decision or reading.units.found
    if named or reading.aspect is not None or reading.limit is not None:
        return False
    words = reading.text.split()
    return _LEANS.search(reading.text) is not None or len(words) < least
