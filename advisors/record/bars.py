"""Bars of text: a value between its 5th and 95th percentile, its number beside it."""

from collections.abc import Sequence

from advisors.record import shown
from advisors.record.markdown import WIDTH, clean, columns
from advisors.record.model import Quantity

LEGEND = "█ up to the P5, ▓ up to the value, ░ up to the P95"
_LABEL = 26
_SHORTEST, _LONGEST = 10, 24


def bars(rows: Sequence[tuple[str, Quantity]], *, common: bool) -> list[str]:
    """One line a row: label, bar, value with its range.

    Args:
        rows: Label and quantity; withheld ones are left out.
        common: Whether all have one unit and share one scale; else each bar ends at its own P95,
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
    return [
        f"{_fit(label, width)} {_bar(item, longest if common else item.high or 0.0, cells)} {value}"
        for (label, item), value in zip(known, values, strict=True)
    ]


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
