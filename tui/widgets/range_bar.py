"""A range as one row of eighth-blocks: where the value and its 5th to 95th percentile lie."""

from math import log10

EIGHTHS = " ▏▎▍▌▋▊▉█"
MARK = "┃"


def range_bar(value: float, low: float, high: float, width: int) -> str:
    """A row of `width` cells: the range filled, the value marked, on a logarithmic scale.

    The scale runs from a third of `low` to three times `high`, so that a wide range looks wide and
    a narrow one narrow. A range that touches zero is drawn on a linear scale.
    """
    if width < 3 or high <= 0 or not low <= value <= high:
        return " " * max(width, 0)
    logarithmic = low > 0
    first, last = (log10(low / 3), log10(high * 3)) if logarithmic else (0.0, high * 1.2)

    def cell(number: float) -> float:
        position = log10(number) if logarithmic else number
        return (position - first) / (last - first) * width

    start, end = cell(low), cell(high)
    cells = [_cell(index, start, end) for index in range(width)]
    cells[min(int(cell(value)), width - 1)] = MARK
    return "".join(cells)


def _cell(index: int, start: float, end: float) -> str:
    """The block of one cell; only its right edge can be drawn in eighths."""
    if index + 1 <= start or index >= end:
        return " "
    return EIGHTHS[max(1, round(min(end - index, 1.0) * 8))]
