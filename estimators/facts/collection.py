"""All facts of one load, and how to find one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar, cast

from estimators.errors import EvidenceError, UnknownFactError
from estimators.facts.model_rows import Model
from estimators.facts.provenance import Book, Override, check_override
from estimators.facts.rows import Chip, Instance, Region, Row
from estimators.facts.search import FoundFact, SearchIndex
from estimators.facts.small_rows import Constant, Latency, Specialised, Tier, TrafficPreset
from estimators.figure import Input, Source

R = TypeVar("R", bound=Row)

VENDOR = re.compile(r"^(nvidia|amazon|aws|amd|google|intel)\b")
NOISE = re.compile(r"[^a-z0-9.]")


@dataclass(frozen=True)
class Facts:
    """Chips, instances, Regions, latency, models, presets, constants and their sources.

    Attributes:
        date: Date of the data as a whole.
        digest: SHA-256 over all data files.
        sources: By id.
        book: What steers ranges and provenance.
        tables: Every table by name, rows by id.
    """

    date: str
    digest: str
    sources: Mapping[str, Source] = field(repr=False)
    book: Book = field(repr=False)
    tables: Mapping[str, Mapping[str, Row]] = field(repr=False)

    @property
    def version(self) -> str:
        """Date and digest; equal exactly when every data file is."""
        return f"{self.date}+sha256.{self.digest}"

    @property
    def chips(self) -> Mapping[str, Chip]:
        """Accelerators and CPUs by id."""
        return cast("Mapping[str, Chip]", self.tables["chips"])

    @property
    def instances(self) -> Mapping[str, Instance]:
        """EC2 instance types by name."""
        return cast("Mapping[str, Instance]", self.tables["instances"])

    @property
    def regions(self) -> Mapping[str, Region]:
        """AWS Regions by code."""
        return cast("Mapping[str, Region]", self.tables["regions"])

    @property
    def models(self) -> Mapping[str, Model]:
        """Models by catalogue id."""
        return cast("Mapping[str, Model]", self.tables["models"])

    @property
    def latency(self) -> Mapping[str, Latency]:
        """Round trips by `region_a..region_b`, the two in alphabetical order."""
        return cast("Mapping[str, Latency]", self.tables["latency"])

    @property
    def specialised(self) -> Mapping[str, Specialised]:
        """Published comparisons of small models with large ones, by id."""
        return cast("Mapping[str, Specialised]", self.tables["specialised"])

    @property
    def traffic(self) -> Mapping[str, TrafficPreset]:
        """Token presets by use case."""
        return cast("Mapping[str, TrafficPreset]", self.tables["traffic"])

    @property
    def tiers(self) -> Mapping[str, Tier]:
        """Service tiers of managed models by `model/tier`."""
        return cast("Mapping[str, Tier]", self.tables["tiers"])

    @cached_property
    def constants(self) -> Mapping[str, Input]:
        """Constants by id, ready for a formula."""
        return MappingProxyType({key: row.input() for key, row in self._constants.items()})

    @property
    def _constants(self) -> Mapping[str, Constant]:
        return cast("Mapping[str, Constant]", self.tables["constants"])

    def chip(self, name: str) -> Chip:
        """A chip by id, name, or short form, in any letter case.

        Raises:
            UnknownFactError: No chip of that name.
        """
        return self._find(self.chips, "chip", name)

    def instance(self, name: str) -> Instance:
        """An instance type by name, in any letter case.

        Raises:
            UnknownFactError: No instance type of that name.
        """
        return self._find(self.instances, "instance", name)

    def region(self, name: str) -> Region:
        """A Region by code or name, in any letter case.

        Raises:
            UnknownFactError: No Region of that name.
        """
        return self._find(self.regions, "region", name)

    def model(self, name: str) -> Model:
        """A model by catalogue id, name, Hugging Face id or Bedrock id, in any letter case.

        Raises:
            UnknownFactError: No model of that name.
        """
        return self._find(self.models, "model", name)

    def preset(self, name: str) -> TrafficPreset:
        """Token preset of a use case.

        Raises:
            UnknownFactError: No preset of that name.
        """
        return self._find(self.traffic, "traffic", name)

    def constant(self, name: str, as_name: str | None = None) -> Input:
        """A constant by id, under another name in the graph if wanted.

        Raises:
            UnknownFactError: No constant of that name.
        """
        row = self._find(self._constants, "constant", name)
        return row.input(name=as_name) if as_name else self.constants[row.id]

    def rtt(self, region_a: str, region_b: str, name: str = "rtt_ms") -> Input:
        """Round-trip time between two Regions in ms, the same in both directions.

        Raises:
            UnknownFactError: No Region of that code.
            EvidenceError: The pair was neither measured nor modelled.
        """
        first, second = sorted((self.region(region_a).id, self.region(region_b).id))
        if first == second:
            return self.constant("rtt_within_region_ms", name)
        found = self.latency.get(f"{first}..{second}")
        if found is None:
            raise EvidenceError(
                f"the round trip between {first} and {second} is unknown",
                "latency is known between the Regions of the commercial partition only",
                "Measure it and give it as an override.",
            )
        return found.input("rtt_ms", name)

    def source(self, source_id: str) -> Source:
        """A source by id.

        Raises:
            UnknownFactError: No source of that id.
        """
        if source_id not in self.sources:
            raise UnknownFactError("source", source_id, self.sources)
        return self.sources[source_id]

    def search(self, query: str, limit: int = 20) -> list[FoundFact]:
        """Facts whose row and column match all words of a query, best first."""
        return [self._found(row, field) for row, field in self._index.best(query, limit)]

    @cached_property
    def _index(self) -> SearchIndex:
        return SearchIndex.build(self.tables, self.book)

    def _found(self, row: Row, field: str) -> FoundFact:
        item = row.input(field)
        info = self.book.fields.get((row.table, field))
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
            sources=tuple(self.sources[source] for source in item.sources),
            date=item.date,
            confidence=item.confidence,
            note=item.note,
        )

    def overridden(self, overrides: Iterable[Override]) -> "Facts":
        """These facts with the user's own values laid over them.

        Raises:
            UnknownFactError: No such table or row.
            FactError: No such numeric column.
            InputError: Wrong unit or an impossible value.
        """
        tables = {name: dict(rows) for name, rows in self.tables.items()}
        for item in overrides:
            if item.table not in tables:
                raise UnknownFactError("table", item.table, tables)
            row = tables[item.table].get(item.id)
            if row is None:
                raise UnknownFactError(item.table, item.id, tables[item.table])
            unit, bound = _meaning(self.book, row, item.field)
            check_override(item, unit, bound)
            tables[item.table][item.id] = _lay_over(row, item)
        frozen = {name: MappingProxyType(rows) for name, rows in tables.items()}
        return replace(self, tables=MappingProxyType(frozen))

    @cached_property
    def _names(self) -> Mapping[str, Mapping[str, str]]:
        """Lower-case name to id, by table."""
        return {table: _name_index(rows.values()) for table, rows in self.tables.items()}

    @cached_property
    def _bare_names(self) -> Mapping[str, Mapping[str, str]]:
        """Names without vendor, spaces and punctuation, to id, by table."""
        return {
            table: {_bare(name): row for name, row in reversed(list(names.items()))}
            for table, names in self._names.items()
        }

    def _find(self, rows: Mapping[str, R], kind: str, name: str) -> R:
        key = name.strip().casefold()
        if key in rows:
            return rows[key]
        table = next(iter(rows.values())).table
        found = self._names[table].get(key) or self._bare_names[table].get(_bare(key))
        if found is None:
            raise UnknownFactError(kind, name, self._names[table])
        return rows[found]


def _bare(name: str) -> str:
    """`NVIDIA H100 80GB` and `h100-80gb` are one name."""
    return NOISE.sub("", VENDOR.sub("", name))


def _name_index(rows: Iterable[Row]) -> dict[str, str]:
    """Every name of every row; a name that two rows claim belongs to the first that has it."""
    index: dict[str, str] = {}
    for row in rows:
        names = [row.id, row.name, *row.aliases]
        if isinstance(row, Model):
            names += [*row.hf_ids, row.bedrock_model_id]
        for name in filter(None, names):
            index.setdefault(name.casefold(), row.id)
    return index


def _meaning(book: Book, row: Row, field: str) -> tuple[str, float | None]:
    if isinstance(row, Constant):
        return row.unit, row.bound
    info = book.info(row.table, field)
    return info.unit, info.bound


def _lay_over(row: Row, item: Override) -> Row:
    others = tuple(old for old in row.overrides if old.field != item.field)
    current = getattr(row, item.field)
    value = round(item.value) if isinstance(current, int) else item.value
    return replace(row, overrides=(*others, item), **{item.field: value})  # type: ignore[arg-type]
