"""Finds facts by words: `h100 tdp`, `eu-north-1 carbon`, `claude haiku price`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from estimators.facts.rows import Constant, Row
from estimators.figure import Confidence, Source

if TYPE_CHECKING:
    from estimators.facts.collection import Facts

WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class FoundFact:
    """One fact as a search shows it.

    Attributes:
        kind: Table it stands in.
        id: Row it stands in.
        name: Name of the row.
        field: Column, or `value` for a constant.
        label: What the column means.
        sources: The sources themselves, not their ids.
    """

    kind: str
    id: str
    name: str
    field: str
    label: str
    value: float
    low: float
    high: float
    unit: str
    sources: tuple[Source, ...]
    date: str
    confidence: Confidence
    note: str


def words_of(text: str) -> list[str]:
    """Lower-case words and numbers of a text."""
    return WORD.findall(text.casefold())


def search(facts: "Facts", query: str, limit: int = 20) -> list[FoundFact]:
    """Facts in which every word of the query is found, best first.

    A word may stand in the row (kind, id, name, aliases) or in the field (label, column, search
    words). Rows matched by whole words come before rows matched by beginnings of words; fields
    that the query names come before the others.
    """
    asked = words_of(query)
    if not asked:
        return []
    scored = sorted(_scored(facts, asked), key=lambda hit: hit[0], reverse=True)
    return [_found(facts, row, field) for _, row, field in scored[:limit]]


def _scored(facts: "Facts", asked: list[str]) -> Iterator[tuple[float, Row, str]]:
    fields: dict[str, list[tuple[str, set[str]]]] = {}
    for (table, field), info in facts.book.fields.items():
        own = {*words_of(info.label), *words_of(field), *words_of(" ".join(info.words))}
        fields.setdefault(table, []).append((field, own))
    for table, rows in facts.tables.items():
        for row in rows.values():
            row_words = _row_words(table, row)
            row_hits = [_match(word, row_words) for word in asked]
            mine = fields.get(table, [])
            if isinstance(row, Constant):
                mine = [("value", set())]
            yield from _rated(row, row_hits, mine, asked)


def _rated(
    row: Row, row_hits: list[float], fields: list[tuple[str, set[str]]], asked: list[str]
) -> Iterator[tuple[float, Row, str]]:
    for order, (field, field_words) in enumerate(fields):
        field_hits = [_match(word, field_words) for word in asked]
        best = [max(pair) for pair in zip(row_hits, field_hits, strict=True)]
        if min(best) == 0 or row.number(field) is None:
            continue
        whole_row = sum(row_hits) / len(words_of(f"{row.id} {row.name}"))
        yield sum(best) + whole_row - order / 1000, row, field


def _row_words(table: str, row: Row) -> set[str]:
    texts: Iterable[str] = (table, table.removesuffix("s"), row.id, row.name, *row.aliases)
    own = {word for text in texts for word in words_of(text)}
    own.update(text.casefold() for text in (row.id, *row.aliases))
    if isinstance(row, Constant):
        own.update(word for text in row.words for word in words_of(text))
    return own


def _match(word: str, own: set[str]) -> float:
    if word in own:
        return 1.0
    return 0.5 if len(word) > 2 and any(item.startswith(word) for item in own) else 0.0


def _found(facts: "Facts", row: Row, field: str) -> FoundFact:
    item = row.input(field)
    info = facts.book.fields.get((row.table, field))
    return FoundFact(
        kind=row.table,
        id=row.id,
        name=row.name,
        field=field,
        label=info.label if info else row.name,
        value=item.value,
        low=item.low,
        high=item.high,
        unit=item.unit,
        sources=tuple(facts.sources[source] for source in item.sources),
        date=item.date,
        confidence=item.confidence,
        note=item.note,
    )
