"""Reads the fact tables, joins them and checks that nothing dangles."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from estimators.errors import FactError
from estimators.facts.collection import Facts
from estimators.facts.model_rows import Model
from estimators.facts.provenance import Book, Evidence, FieldInfo, Spread
from estimators.facts.rows import Chip, Instance, Region, Row
from estimators.facts.small_rows import Constant, Latency, Specialised, Tier, TrafficPreset
from estimators.facts.table import Cells, fail, merge_overlay, read_cells, typed_rows
from estimators.figure import Source

DATA = Path(__file__).parent / "data"
TABLES: tuple[type[Row], ...] = (
    Chip,
    Instance,
    Region,
    Latency,
    Model,
    Specialised,
    TrafficPreset,
    Tier,
    Constant,
)

T = TypeVar("T")
R = TypeVar("R", bound=Row)


def load_facts(folder: Path = DATA) -> Facts:
    """All facts of a folder, read once.

    Args:
        folder: Data folder; the shipped one by default.

    Raises:
        FactError: A file is missing or broken, an id is double, a reference dangles, a range does
            not hold its value. The message names file, row and column.
    """
    return _load(folder)


@cache
def _load(folder: Path) -> Facts:
    sources = _keyed(_plain(Source, folder / "sources.csv"), "sources.csv")
    book = Book(
        fields={(i.table, i.field): i for i in _plain(FieldInfo, folder / "fields.csv")},
        evidence={(i.table, i.id, i.field): i for i in _plain(Evidence, folder / "evidence.csv")},
        spreads={(i.group, i.confidence): i for i in _plain(Spread, folder / "spreads.csv")},
    )
    tables = {kind.table: _table(kind, folder, book) for kind in TABLES}
    for table, rows in tables.items():
        _check_sources(table, rows.values(), sources)
        _check_ranges(table, rows.values())
    _check_evidence(book, tables, sources)
    date, digest = _version(folder)
    facts = Facts(
        date=date, digest=digest, sources=sources, book=book, tables=MappingProxyType(tables)
    )
    _check_joins(facts)
    return facts


def _plain(kind: type[T], path: Path) -> list[T]:
    return list(typed_rows(kind, read_cells(path, path.name), path.name, {}))


def _table(kind: type[R], folder: Path, book: Book) -> Mapping[str, R]:
    """One table with its share-alike overlays (`odbl/regions.csv` and the like)."""
    name = f"{kind.table}.csv"
    cells: list[Cells] = read_cells(folder / name, name)
    for path in sorted(folder.glob(f"*/{name}")):
        shown = path.relative_to(folder).as_posix()
        merge_overlay(cells, read_cells(path, shown), shown)
    return _keyed(typed_rows(kind, cells, name, {"book": book}), name)


def _keyed(rows: Iterable[T], file: str) -> Mapping[str, T]:
    found: dict[str, T] = {}
    for row in rows:
        key: str = getattr(row, "id")  # noqa: B009 -- sources and rows share no base class
        if not key or key in found:
            raise fail(file, key, "id", "the id is blank" if not key else "the id is there twice")
        found[key] = row
    return MappingProxyType(found)


def _check_sources(table: str, rows: Iterable[Row], sources: Mapping[str, Source]) -> None:
    file = f"{table}.csv"
    columns: list[str] = []
    for row in rows:
        columns = columns or [name for name in vars(row) if name.endswith("sources")]
        if not row.sources:
            raise fail(file, row.id, "sources", "every row needs at least one source")
        for column in columns:
            for source in getattr(row, column):
                if source not in sources:
                    raise fail(file, row.id, column, f"sources.csv has no {source!r}")


def _check_ranges(table: str, rows: Iterable[Row]) -> None:
    ranged: list[str] = []
    for row in rows:
        names = vars(row)
        ranged = ranged or [name for name in names if f"{name}_low" in names]
        for name in ranged:
            value, low, high = (row.number(name + end) for end in ("", "_low", "_high"))
            if (low is None) != (high is None) or (value is None and low is not None):
                raise fail(f"{table}.csv", row.id, name, "value, low and high go together")
            if value is None or low is None or high is None:
                continue
            if not low <= value <= high:
                why = f"{value} is not between low {low} and high {high}"
                raise fail(f"{table}.csv", row.id, name, why)


def _check_evidence(
    book: Book, tables: Mapping[str, Mapping[str, Row]], sources: Mapping[str, Source]
) -> None:
    for item in book.evidence.values():
        known = (item.table, item.field) in book.fields
        if not known or (item.id != "*" and item.id not in tables[item.table]):
            why = f"no numeric field {item.table}.{item.field} of that row"
            raise fail("evidence.csv", item.id, "field", why)
        for source in item.sources:
            if source not in sources:
                raise fail("evidence.csv", item.id, "sources", f"sources.csv has no {source!r}")


def _check_joins(facts: Facts) -> None:
    regions = facts.regions.keys()
    for instance in facts.instances.values():
        if instance.chip not in facts.chips:
            raise fail("instances.csv", instance.id, "chip", f"no chip {instance.chip!r}")
        _known("instances.csv", instance.id, "regions", instance.regions, regions)
    for model in facts.models.values():
        _known("models.csv", model.id, "bedrock_regions", model.bedrock_regions, regions)
        geo = model.bedrock_geo_profile_regions
        _known("models.csv", model.id, "bedrock_geo_profile_regions", geo, regions)
    for tier in facts.tiers.values():
        if tier.model not in facts.models:
            raise fail("tiers.csv", tier.id, "model", f"models.csv has no {tier.model!r}")
        if tier.id != f"{tier.model}/{tier.tier}":
            raise fail("tiers.csv", tier.id, "tier", "the id is not model and tier")
    for pair in facts.latency.values():
        _known("latency.csv", pair.id, "id", (pair.region_a, pair.region_b), regions)


def _known(file: str, row: str, column: str, names: Sequence[str], regions: Iterable[str]) -> None:
    missing = set(names).difference(regions)
    if missing:
        raise fail(file, row, column, f"regions.csv has no {', '.join(sorted(missing))}")


def _version(folder: Path) -> tuple[str, str]:
    """Date of the data and SHA-256 over all files in it, names included."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    try:
        date = (folder / "VERSION.txt").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise FactError(
            "VERSION.txt cannot be read", str(error), "Reinstall the package."
        ) from error
    return date, digest.hexdigest()
