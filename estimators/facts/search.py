"""Finds facts by words: `h100 tdp`, `eu-north-1 carbon`, `claude haiku price`."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from estimators.facts.model_rows import Model
from estimators.facts.provenance import Book
from estimators.facts.rows import Chip, Instance, Region, Row
from estimators.facts.small_rows import Constant
from estimators.figure import Confidence, Source

WORD = re.compile(r"[a-z0-9]+")
SHORTEST_PREFIX = 3
RELATED = 0.4  # a word of something that the row stands near to, less than a beginning of its own


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


@dataclass(frozen=True)
class Words:
    """Which of a list of things a word names."""

    count: int
    places: Mapping[str, frozenset[int]]

    @classmethod
    def of(cls, texts: Iterable[set[str]]) -> "Words":
        """Index over the words of each thing, in order."""
        places: dict[str, set[int]] = defaultdict(set)
        count = 0
        for number, words in enumerate(texts):
            count = number + 1
            for word in words:
                places[word].add(number)
        return cls(count, {word: frozenset(found) for word, found in places.items()})

    def hits(self, word: str) -> dict[int, float]:
        """Things that a word names: 1 for the word itself, 0.5 for the beginning of one."""
        found: dict[int, float] = {}
        if len(word) >= SHORTEST_PREFIX:
            for known, where in self.places.items():
                if known.startswith(word):
                    found.update(dict.fromkeys(where, 0.5))
        found.update(dict.fromkeys(self.places.get(word, frozenset()), 1.0))
        return found


@dataclass(frozen=True)
class SearchIndex:
    """Words of every row and of every numeric column.

    Attributes:
        rows: Every row of every table.
        name_sizes: Number of words in id and name of each row.
        columns: Numeric columns as (table, column), in the order of importance.
    """

    rows: tuple[Row, ...]
    name_sizes: tuple[int, ...]
    columns: tuple[tuple[str, str], ...]
    row_words: Words
    related_words: Words
    column_words: Words
    columns_of: Mapping[str, tuple[int, ...]] = field(repr=False)

    @classmethod
    def build(cls, tables: Mapping[str, Mapping[str, Row]], book: Book) -> "SearchIndex":
        """Index over all tables; `constants` have the one column `value`."""
        rows = tuple(row for table in tables.values() for row in table.values())
        described = [
            (key, {*words_of(info.label), *words_of(info.field), *words_of(" ".join(info.words))})
            for key, info in book.fields.items()
        ]
        described.append(((Constant.table, "value"), set()))
        columns_of: dict[str, list[int]] = defaultdict(list)
        for number, ((table, _), _) in enumerate(described):
            columns_of[table].append(number)
        return cls(
            rows=rows,
            name_sizes=tuple(len(words_of(f"{row.id} {row.name}")) for row in rows),
            columns=tuple(key for key, _ in described),
            row_words=Words.of(map(_own_words, rows)),
            related_words=Words.of(map(_related_words, rows)),
            column_words=Words.of(words for _, words in described),
            columns_of={table: tuple(numbers) for table, numbers in columns_of.items()},
        )

    def best(self, query: str, limit: int) -> list[tuple[Row, str]]:
        """Cells in which every word of the query is found, best first.

        A word may stand in the row (kind, id, name, aliases) or in the column (label, name, search
        words). Whole words count twice as much as beginnings of words; rows that the query names
        in full come before rows of which it names a part, models on offer before retired ones.
        """
        asked = list(dict.fromkeys(words_of(query)))
        if not asked:
            return []
        scored = sorted(self._scored(asked), key=lambda hit: -hit[0])
        return [(row, column) for _, row, column in scored[:limit]]

    def _scored(self, asked: list[str]) -> Iterator[tuple[float, Row, str]]:
        in_rows = [
            {**dict.fromkeys(self.related_words.hits(word), RELATED), **self.row_words.hits(word)}
            for word in asked
        ]
        in_columns = [self.column_words.hits(word) for word in asked]
        for number, row in enumerate(self.rows):
            row_hits = [hits.get(number, 0.0) for hits in in_rows]
            # A word that the row lacks must be in the column: most rows have no such column.
            missing = [hits for hit, hits in zip(row_hits, in_columns, strict=True) if not hit]
            columns = self.columns_of.get(row.table, ())
            if missing:
                columns = tuple(
                    column for column in columns if all(column in hits for hits in missing)
                )
            if columns:
                yield from self._rated(row, number, row_hits, in_columns, columns)

    def _rated(
        self,
        row: Row,
        number: int,
        row_hits: list[float],
        in_columns: list[dict[int, float]],
        columns: tuple[int, ...],
    ) -> Iterator[tuple[float, Row, str]]:
        bonus = sum(hit for hit in row_hits if hit != RELATED) / self.name_sizes[number]
        if isinstance(row, Model) and row.bedrock_status.startswith("active"):
            bonus += 0.2
        for column in columns:
            name = self.columns[column][1]
            if row.number(name) is None:
                continue
            best = sum(
                max(hit, hits.get(column, 0.0))
                for hit, hits in zip(row_hits, in_columns, strict=True)
            )
            yield best + bonus - column / 1000, row, name


def words_of(text: str) -> list[str]:
    """Lower-case words and numbers of a text."""
    return WORD.findall(text.casefold())


def _own_words(row: Row) -> set[str]:
    texts = [row.table, row.table.removesuffix("s"), row.id, row.name, *row.aliases]
    if isinstance(row, Constant):
        texts.extend(row.words)
    return {word for text in texts for word in words_of(text)}


def _related_words(row: Row) -> set[str]:
    texts: tuple[str, ...] = ()
    if isinstance(row, Model):
        texts = (row.family, row.provider)
    elif isinstance(row, Chip):
        texts = (row.kind,)
    elif isinstance(row, Instance):
        texts = (row.chip, row.host_cpu)
    elif isinstance(row, Region):
        texts = (row.country, row.grid)
    return {word for text in texts for word in words_of(text)}
