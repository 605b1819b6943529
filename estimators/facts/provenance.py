"""From a cell in a table to an `Input` that carries its range, source, date and confidence.

Three small tables steer this, so that no uncertainty hides in code:

- `fields.csv` describes every numeric column: unit, label, search words, group, sibling columns
  that hold its sources, date or confidence, and what would unlock a blank.
- `evidence.csv` gives a field its own sources, date, confidence or note where they differ from
  the row's (`*` for every row of the table).
- `spreads.csv` gives the default range of a group at a confidence, where a row states none.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from estimators.errors import EvidenceError, FactError, InputError
from estimators.figure import Confidence, Input

if TYPE_CHECKING:
    from estimators.facts.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldInfo:
    """What a numeric column means.

    Attributes:
        table: Name of the table it stands in.
        field: Column, unit in the name.
        unit: Unit as shown; "1" for counts and ratios.
        group: Row of `spreads.csv` that gives the default range.
        label: Name as shown.
        words: Further words by which people look for it.
        sources_from: Sibling column that holds its source ids; empty for none.
        date_from: Sibling column that holds its date; empty for none.
        confidence_from: Sibling column that holds its confidence; empty for none.
        note_from: Sibling column with a remark on this value alone; empty for none.
        bound: Largest possible value, None for no bound.
        unlock: What would fill a blank.
    """

    table: str
    field: str
    unit: str
    group: str
    label: str
    words: tuple[str, ...] = ()
    sources_from: str = ""
    date_from: str = ""
    confidence_from: str = ""
    note_from: str = ""
    bound: float | None = None
    unlock: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where one field of one row (or of all rows, `*`) was read, if not where the row was."""

    table: str
    id: str
    field: str
    sources: tuple[str, ...] = ()
    confidence: Confidence | None = None
    as_of: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Default range around a value, as percentages below and above it; `*` is any confidence."""

    group: str
    confidence: Literal["published", "measured", "estimated", "inferred", "*"]
    minus_percent: float
    plus_percent: float
    reason: str

    def around(self, value: float) -> tuple[float, float]:
        """Low and high for a value, to six digits; below and above it also when negative."""
        minus, plus = abs(value) * self.minus_percent / 100, abs(value) * self.plus_percent / 100
        low = float(f"{value - minus:.6g}") if minus else value
        high = float(f"{value + plus:.6g}") if plus else value
        return min(low, value), max(high, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A user's own value for one fact: their PUE, contract price, a measured wattage.

    Attributes:
        table: `chips`, `instances`, `regions`, `models`, `traffic`, `latency`,
            `tiers` or `constants`.
        id: Row it lies over.
        field: Column it lies over; `value` for a constant.
        unit: Unit of the value; must be the field's own.
        origin_note: Where the user has it from.
        date: When it was true.
    """

    table: str
    id: str
    field: str
    value: float
    unit: str
    low: float | None = None
    high: float | None = None
    origin_note: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """Field descriptions, field evidence and default ranges of one load."""

    fields: Mapping[tuple[str, str], FieldInfo]
    evidence: Mapping[tuple[str, str, str], Evidence]
    spreads: Mapping[tuple[str, str], Spread]

    def info(self, table: str, field: str) -> FieldInfo:
        """Description of a column; FactError when it is not a number that can be shown."""
        found = self.fields.get((table, field))
        if found is None:
            raise FactError(
                f"{table}.{field} is not a fact",
                "no row of fields.csv describes that column",
                "Ask for a numeric column of the table.",
            )
        return found

    def spread(self, group: str, confidence: str) -> Spread:
        """Default range of a group at a confidence; FactError when no rule covers it."""
        found = self.spreads.get((group, confidence)) or self.spreads.get((group, "*"))
        if found is None:
            raise FactError(
                f"no default range for {confidence} values of group {group!r}",
                "spreads.csv has no such row",
                "Add the rule or give the row its own low and high.",
            )
        return found

    def provenance(self, row: "Row", info: FieldInfo) -> Evidence:
        """Sources, confidence, date and note of one cell, the most specific statement first."""
        own = self.evidence.get((row.table, row.id, info.field), _SILENT)
        rest = self.evidence.get((row.table, "*", info.field), _SILENT)
        confidence = own.confidence or row.cell_confidence(info.confidence_from)
        return Evidence(
            table=row.table,
            id=row.id,
            field=info.field,
            sources=own.sources or row.cell_ids(info.sources_from) or rest.sources or row.sources,
            confidence=confidence or rest.confidence or row.confidence,
            as_of=own.as_of or row.cell_text(info.date_from) or rest.as_of or row.as_of,
            note=own.note or row.cell_text(info.note_from) or rest.note or row.note,
        )

    def input_of(self, row: "Row", field: str, name: str | None = None) -> Input:
        """One cell as an `Input`.

        Args:
            row: Row of a table.
            field: Numeric column.
            name: Name in the graph; the column's own when None.

        Raises:
            EvidenceError: The cell is blank; the message says what would fill it.
            FactError: The column is not a described number.
        """
        info = self.info(row.table, field)
        for item in row.overrides:
            if item.field == field:
                return overridden(row, item, info.unit, info.bound, name or field)
        value = row.number(field)
        if value is None:
            raise EvidenceError(
                f"{info.label} of {row.name} is unknown",
                "no source that we know of states it" + _aside(row),
                info.unlock or "Give your own value as an override.",
            )
        seen = self.provenance(row, info)
        low, high = row.number(f"{field}_low"), row.number(f"{field}_high")
        if low is None or high is None:
            rule = self.spread(info.group, seen.confidence or row.confidence)
            low, high = rule.around(value)
            if info.bound is not None:
                high = max(value, min(high, info.bound))
        return Input(
            name=name or field,
            value=value,
            low=low,
            high=high,
            unit=info.unit,
            origin="fact",
            sources=seen.sources,
            date=seen.as_of,
            confidence=seen.confidence or row.confidence,
            note=f"{row.name}. {seen.note}" if seen.note else row.name,
            bound=info.bound,
        )


_SILENT = Evidence(table="", id="", field="")


def _aside(row: "Row") -> str:
    """The note of a row where it may tell why a cell is blank; that of a place is on the others."""
    return f" ({row.note})" if row.note and row.table != "regions" else ""


def overridden(row: "Row", item: Override, unit: str, bound: float | None, name: str) -> Input:
    """A user's own value as an `Input` that says so."""
    said = item.origin_note or "no origin given"
    return Input(
        name=name,
        value=item.value,
        low=item.value if item.low is None else item.low,
        high=item.value if item.high is None else item.high,
        unit=unit,
        origin="override",
        date=item.date,
        confidence="measured",
        note=f"{row.name}. Your own value ({said}).",
        bound=bound,
    )


def check_override(item: Override, unit: str, bound: float | None) -> None:
    """Refuse an override that a formula could not take.

    Raises:
        InputError: Wrong unit, not finite, range that does not hold the value, out of bounds.
    """
    what = f"override of {item.table}.{item.id}.{item.field}"
    low = item.value if item.low is None else item.low
    high = item.value if item.high is None else item.high
    if item.unit != unit:
        raise InputError(what, f"unit {item.unit!r}, expected {unit!r}", f"Give it in {unit}.")
    if not all(math.isfinite(number) for number in (low, item.value, high)):
        raise InputError(what, "not a finite number", "Give a plain number.")
    if not low <= item.value <= high:
        raise InputError(
            what,
            f"{item.value} is not between low {low} and high {high}",
            "Give low <= value <= high.",
        )
    least = _least(item)
    if low < least or (bound is not None and high > bound):
        limit = f"{least:g}" if low < least else str(bound)
        raise InputError(what, f"outside the possible range (limit {limit})", "Check the value.")


def _least(item: Override) -> float:
    """A facility uses at least what its servers use; nothing else here can be below zero."""
    return 1.0 if "pue" in {item.field, item.id.partition("_")[0]} else 0.0
