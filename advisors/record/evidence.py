"""The ledger of numbers: each number that is shown gets an entry that says how it is known.

Equal numbers of equal origin share one entry. Entries are numbered in the order in which they are
cited; the figures of the whole design are then opened down to the inputs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from advisors.errors import UnknownNameError
from advisors.questions import source as source_of
from advisors.record.labels import Labels
from advisors.record.markdown import clean
from advisors.record.model import Evidence, Quantity, SourceNote
from estimators.figure import Confidence, Figure, Input, Source

if TYPE_CHECKING:
    from estimators.facts import Facts

UNDESCRIBED = "the data name this source but do not describe it"

Node = Figure | Input
_ORDER: tuple[Confidence, ...] = ("inferred", "estimated", "published", "measured")


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is known of a number without opening it again."""

    key: int
    node: Node
    sources: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class _Cited:
    """A number that has an entry."""

    id: str
    subject: str
    seen: _Seen


class Ledger:
    """Collects numbers while a record is built, then gives the evidence and its sources."""

    def __init__(self, facts: "Facts") -> None:
        self._facts = facts
        self._labels = Labels(facts)
        self._keys: dict[object, int] = {}
        self._seen: dict[int, _Seen] = {}
        self._entries: dict[int, _Cited] = {}
        self._sources: dict[str, SourceNote] = {}

    def cite(self, node: Node, subject: str) -> Quantity:
        """A number as shown, with the id of its entry; withheld ones have none."""
        if node.value is None:
            return self._quantity(node, "")
        seen = self._look(node)
        if seen.key not in self._entries:
            entry = f"E{len(self._entries) + 1}"
            self._entries[seen.key] = _Cited(entry, subject, seen)
        return self._quantity(node, self._entries[seen.key].id)

    def open(self, node: Figure) -> None:
        """Enter all that a figure is made of, nearest first, each number once."""
        level: list[Figure] = [node]
        visited: set[int] = set()
        while level:
            children = [child for figure in level for child in figure.inputs]
            level = []
            for child in children:
                seen = self._look(child)
                if seen.key in visited:
                    continue
                visited.add(seen.key)
                self.cite(child, "")
                if isinstance(child, Figure):
                    level.append(child)

    def source_ids(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Ids under which the record lists these sources."""
        return tuple(self._source(key).id for key in keys)

    def evidence(self) -> tuple[Evidence, ...]:
        """All entries in the order in which they were cited."""
        return tuple(self._entry(item) for item in self._entries.values())

    def sources(self) -> tuple[SourceNote, ...]:
        """All sources that were cited, in that order; call it last."""
        return tuple(self._sources.values())

    def _entry(self, cited: _Cited) -> Evidence:
        node = cited.seen.node
        shown = self._quantity(node, "")
        sources = self.source_ids(cited.seen.sources)
        if isinstance(node, Input):
            return Evidence(
                id=cited.id,
                subject=cited.subject,
                quantity=shown,
                basis=node.origin,
                sources=sources,
                date=clean(node.date),
                confidence=node.confidence,
                note=self._note(node),
            )
        return Evidence(
            id=cited.id,
            subject=cited.subject,
            quantity=shown,
            basis="formula",
            formula=node.formula.id,
            equation=self._labels.within(clean(node.formula.equation)),
            inputs=tuple(self._quantity(item, self._known(item)) for item in node.inputs),
            sources=sources,
            confidence=cited.seen.confidence,
            note=self._labels.within(clean(node.note)),
        )

    def _note(self, node: Input) -> str:
        """Its note; what the architect wrote stays as it was written."""
        note = clean(node.note)
        return note if node.origin in ("answer", "override") else self._labels.within(note)

    def _quantity(self, node: Node, evidence: str) -> Quantity:
        return Quantity(
            name=node.name,
            label=self._labels.of(node.name),
            value=node.value,
            low=node.low,
            high=node.high,
            unit=node.unit,
            evidence=evidence,
            withheld=clean(node.withheld) if isinstance(node, Figure) else "",
        )

    def _known(self, node: Node) -> str:
        found = self._entries.get(self._look(node).key)
        return found.id if found is not None else ""

    def _look(self, node: Node) -> _Seen:
        """The number's key, and what is below it; equal numbers have equal keys."""
        found = self._seen.get(id(node))
        if found is not None:
            return found
        if isinstance(node, Input):
            alike = replace(node, stream="", bound=None)  # they make no difference to a reader
            seen = _Seen(self._key(alike), node, tuple(sorted(node.sources)), node.confidence)
        else:
            below = [self._look(item) for item in node.inputs]
            sources = {*node.formula.sources, *(s for item in below for s in item.sources)}
            identity = (
                node.name,
                node.value,
                node.low,
                node.high,
                node.unit,
                node.formula.id,
                tuple(item.key for item in below),
            )
            weakest = _weakest(below)
            seen = _Seen(self._key(identity), node, tuple(sorted(sources)), weakest)
        self._seen[id(node)] = seen
        return seen

    def _key(self, identity: object) -> int:
        return self._keys.setdefault(identity, len(self._keys))

    def _source(self, key: str) -> SourceNote:
        if key not in self._sources:
            found = self._described(key)
            self._sources[key] = SourceNote(
                id=f"S{len(self._sources) + 1}",
                key=found.id,
                title=clean(found.title),
                publisher=clean(found.publisher),
                url=found.url,
                date=found.date,
                licence=clean(found.licence),
            )
        return self._sources[key]

    def _described(self, key: str) -> Source:
        """The source; one that the data do not describe says so, for the reader to see."""
        try:
            return source_of(key, self._facts.sources)
        except UnknownNameError:
            return Source(key, f"{key} ({UNDESCRIBED})", "", "", "", "")


def _weakest(below: Sequence[_Seen]) -> Confidence:
    """A number is as sure as the least sure that it was made of."""
    return min((item.confidence for item in below), key=_ORDER.index) if below else "estimated"
