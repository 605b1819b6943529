"""CSV to typed rows, with errors that name file, row and column."""

import csv
import io
import math
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from estimators.errors import FactError

T = TypeVar("T")
Cells = dict[str, str]
Parser = Callable[[str], object]

Column = tuple[Parser, object, bool]

NOT_COLUMNS = frozenset({"book", "overrides"})
REQUIRED = object()  # a blank cell is an error

_KNOWN: dict[type, dict[str, Column]] = {}


def fail(file: str, row: str, column: str, why: str) -> FactError:
    """A broken cell as an error: which file, row and column, and what to do."""
    return FactError(
        f"{file}, row {row!r}, column {column!r}",
        why,
        "Correct the cell, or reinstall the package to get its data files back.",
    )


def read_cells(path: Path, shown: str) -> list[Cells]:
    """Rows of a CSV file as text.

    Args:
        path: File to read, UTF-8 with a header line.
        shown: Its name in error messages.

    Raises:
        FactError: Missing or unreadable file, bad encoding, a row of the wrong length.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise FactError(
            f"{shown} cannot be read", error.strerror or str(error), "Reinstall the package."
        ) from error
    except UnicodeDecodeError as error:
        raise FactError(
            f"{shown} is not UTF-8", str(error), "Save it as UTF-8 or reinstall the package."
        ) from error
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(lines, [])
        found = []
        for number, line in enumerate(lines, start=2):
            if len(line) != len(header):
                why = f"it has {len(line)} cells, the header has {len(header)}"
                raise fail(shown, f"line {number}", header[0] if header else "", why)
            found.append(dict(zip(header, line, strict=True)))
    except csv.Error as error:
        raise FactError(f"{shown} is not a CSV file", str(error), "Reinstall it.") from error
    if not found:
        raise FactError(f"{shown} is empty", "it has no rows", "Reinstall the package.")
    return found


def merge_overlay(base: list[Cells], overlay: list[Cells], shown: str) -> None:
    """Lay the cells of a second file over the rows of a table, in place, joined by `id`.

    Raises:
        FactError: An id that the table lacks, or a cell that both files fill.
    """
    by_id = {cells["id"]: cells for cells in base}
    for column in overlay[0]:
        for cells in base:
            cells.setdefault(column, "")
    for cells in overlay:
        target = by_id.get(cells.get("id", ""))
        if target is None:
            raise fail(shown, cells.get("id", ""), "id", "the table has no row of that id")
        for column, value in cells.items():
            if column == "id" or not value:
                continue
            if target.get(column):
                raise fail(shown, cells["id"], column, "another file of this table fills it too")
            target[column] = value


def typed_rows(
    kind: type[T], cells: list[Cells], shown: str, extra: Mapping[str, object]
) -> Iterator[T]:
    """Cells as dataclass instances.

    Args:
        kind: The dataclass; its field types say how a cell is read.
        cells: Rows as text.
        shown: File name in error messages.
        extra: Values of fields that are no columns.

    Raises:
        FactError: Unknown or missing column, or a cell that is not of its type.
    """
    columns = _columns(kind)
    names = set().union(*(row.keys() for row in cells))
    for column in names - columns.keys():
        raise fail(shown, "header", column, "the table knows no such column")
    for column, (_, _, needed) in columns.items():
        if needed and column not in names:
            raise fail(shown, "header", column, "the column is missing")
    order = list(names)
    values = [_column_values(columns[name], name, cells, shown) for name in order]
    make = _maker(kind, order, extra)
    for made in zip(*values, strict=True):
        yield make(made)


def _maker(
    kind: type[T], order: list[str], extra: Mapping[str, object]
) -> Callable[[tuple[object, ...]], T]:
    """Builds one instance from its cells.

    A frozen dataclass of a hundred fields takes 150 µs to construct, most of the time of a load,
    because each field passes through `object.__setattr__`. The cells are checked already, so the
    instance gets its fields in one go.
    """
    if "__slots__" in vars(kind):
        return lambda made: kind(**dict(zip(order, made, strict=True)), **extra)
    base = {
        item.name: item.default
        for item in fields(kind)  # type: ignore[arg-type]
        if item.default is not MISSING
    } | dict(extra)

    def make(made: tuple[object, ...]) -> T:
        row = object.__new__(kind)
        vars(row).update(base)
        vars(row).update(zip(order, made, strict=True))
        return row

    return make


def _column_values(column: Column, name: str, cells: list[Cells], shown: str) -> list[object]:
    """All cells of a column, parsed; by column because that is three times as fast as by row."""
    parse, blank, _ = column
    texts = [row[name] for row in cells]
    if parse is _text:
        return list(texts)
    try:
        if blank is REQUIRED:
            return [parse(text) for text in texts]
        return [parse(text) if text else blank for text in texts]
    except ValueError as error:
        raise _first_broken(column, name, cells, shown) from error


def _first_broken(column: Column, name: str, cells: list[Cells], shown: str) -> FactError:
    parse, blank, _ = column
    for row in cells:
        if not row[name] and blank is not REQUIRED:
            continue
        try:
            parse(row[name])
        except ValueError as error:
            return fail(shown, row.get("id", "?"), name, str(error))
    return fail(shown, "?", name, "a cell cannot be read")


def _columns(kind: type) -> dict[str, Column]:
    """How each column of a dataclass is read: parser, value of a blank cell, whether needed."""
    if kind not in _KNOWN:
        hints = get_type_hints(kind)
        _KNOWN[kind] = {
            item.name: (
                *_parser(hints[item.name]),
                item.default is MISSING and item.default_factory is MISSING,
            )
            for item in fields(kind)
            if item.name not in NOT_COLUMNS
        }
    return _KNOWN[kind]


def _parser(hint: Any) -> tuple[Parser, object]:  # noqa: ANN401 -- annotations share no type
    """How a cell of that type is read, and what a blank one means."""
    if get_origin(hint) in {Union, types.UnionType}:
        inner = next(item for item in get_args(hint) if item is not type(None))
        return _parser(inner)[0], None
    if get_origin(hint) is tuple:
        parse_item, _ = _parser(get_args(hint)[0])
        return cache(lambda text: tuple([parse_item(item) for item in text.split(";")])), ()
    if get_origin(hint) is Literal:
        allowed = get_args(hint)
        return (lambda text: _choice(text, allowed)), REQUIRED
    return _SIMPLE[hint], "" if hint is str else REQUIRED


def _choice(text: str, allowed: tuple[str, ...]) -> str:
    if text not in allowed:
        raise ValueError(f"{text!r} is none of {', '.join(map(repr, allowed))}")
    return text


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ValueError(f"{text!r} is not a number")
    return value


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a whole number") from None


def _yes_no(text: str) -> bool:
    return _choice(text, ("yes", "no")) == "yes"


def _text(text: str) -> str:
    return text


_SIMPLE: dict[Any, Parser] = {str: _text, float: _number, int: _whole, bool: _yes_no}
