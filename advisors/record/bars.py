"""Bars of text: a value between its 5th and 95th percentile, its number beside it."""

from collections.abc import Sequence
from math import log

from advisors.format import number
from advisors.record import shown
from advisors.record.markdown import WIDTH, clean, columns
from advisors.record.model import Quantity

LEGEND = "█ up to the P5, ▓ up to the value, ░ up to the P95"
_LOGARITHMIC = "logarithmic scale from {} to {}; ▓ P5 to value, ░ value to P95"
_LABEL = 26
_SHORTEST, _LONGEST = 10, 24
_LEFT = 1.5
"""Room left of the smallest P5 on a logarithmic scale, as a factor."""


def legend(rows: Sequence[tuple[str, Quantity]]) -> str:
    """How to read bars on a common scale."""
    ends = _logarithmic([item for _, item in rows if item.value is not None])
    return _LOGARITHMIC.format(*(number(end, 2) for end in ends)) if ends else LEGEND


def bars(rows: Sequence[tuple[str, Quantity]], *, common: bool) -> list[str]:
    """One line a row: label, bar, value with its range.

    Args:
        rows: Label and quantity; withheld ones are left out.
        common: Whether all have one unit and share one scale, a logarithmic one where a linear
            one would leave the shortest bar less than a cell; else each bar ends at its own P95,
            and the unit is shown.
    """
    known = [(clean(label), item) for label, item in rows if item.value is not None]
    if not known:
        return []
    values = [_value(item, "" if common else item.unit) for _, item in known]
    width = min(_LABEL, max(columns(label) for label, _ in known))
    room = WIDTH - width - 2 - max(columns(value) for value in values)
    cells = max(_SHORTEST, min(_LONGEST, room))
    longest = max(item.high or 0.0 for _, item in known)
    ends = _logarithmic([item for _, item in known]) if common else None
    drawn = (
        _floating(item, ends, cells)
        if ends
        else _bar(item, longest if common else item.high or 0.0, cells)
        for _, item in known
    )
    return [
        f"{_fit(label, width)} {bar} {value}"
        for (label, _), bar, value in zip(known, drawn, values, strict=True)
    ]


def _logarithmic(items: Sequence[Quantity]) -> tuple[float, float] | None:
    """Ends of a logarithmic scale; None where a linear one can be read or none is possible."""
    values = [item.value or 0.0 for item in items]
    lows, highs = [item.low or 0.0 for item in items], [item.high or 0.0 for item in items]
    if not items or min((*values, *lows)) <= 0 or min(values) * _SHORTEST >= max(highs):
        return None
    return min(lows) / _LEFT, max(highs)


def _floating(item: Quantity, ends: tuple[float, float], cells: int) -> str:
    """A bar from the P5 to the P95 on a logarithmic scale."""
    span = log(ends[1] / ends[0])
    low, value, high = (round(cells * log((n or ends[0]) / ends[0]) / span) for n in _three(item))
    first = min(low, cells - 1, max(value - 1, 0))
    value = max(value, first + 1)
    return (" " * first + "▓" * (value - first) + "░" * (high - value)).ljust(cells)


def _value(item: Quantity, unit: str) -> str:
    return shown.plain(item.value or 0.0, item.low or 0.0, item.high or 0.0, unit)


def _bar(item: Quantity, scale: float, cells: int) -> str:
    ends = [round(cells * (n or 0.0) / scale) if scale > 0 else 0 for n in _three(item)]
    low, value, high = ends
    drawn = "█" * low + "▓" * (value - low) + "░" * (high - value)
    return (drawn or "▏").ljust(cells)


def _three(item: Quantity) -> tuple[float | None, float | None, float | None]:
    return item.low, item.value, item.high


def _fit(label: str, width: int) -> str:
    """A label in exactly that many columns, cut with an ellipsis when it is longer."""
    kept = label
    while columns(kept) > width:
        kept = kept.removesuffix("…")[:-1] + "…"
    return kept + " " * (width - columns(kept))
