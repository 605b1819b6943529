"""What moves the answer as rows of text: bars around the central value, flips, rivals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import log
from textwrap import wrap
from typing import TYPE_CHECKING

from advisors.format import amount, compact
from advisors.questions.names import heading

if TYPE_CHECKING:
    from advisors.sensitivity import FlipPoint, Influence, RivalNote, Sensitivity, Tornado

MARK, BAR, ROOM = "┃", "█", "·"
BELOW, ABOVE = "◀", "▶"
"""A bar that goes on beyond the scale; its numbers stand beside it."""
DOMINANT = 6.0
"""A bar so many times as long as the third longest is cut, so that the others can be read."""
MARGIN = 0.1
LEAST_BAR = 8
MOST = 7
"""Rows of one tornado."""
FLIPS = 8
"""Flips shown of all; and half as many of one rival."""
LEAST_SHARE = 0.005


def sensitivity_lines(found: "Sensitivity", width: int = 78) -> list[str]:
    """All of it, to read from top to bottom in that many columns."""
    if not found.recommended:
        return ["No design fits, so nothing was moved. The decisions say what would help."]
    lines = [*_said(f"What moves {found.recommended}", width, ""), ""]
    lines += _said(_verdict(found), width, "")
    for tornado in found.tornadoes[:1]:
        lines += ["", *tornado_lines(tornado, width)]
    lines += ["", "Smallest changes that turn it"]
    for item in found.flips[:FLIPS]:
        lines += _said(_flip(item), width, "• ")
    if not found.flips:
        lines.append("None: no single input turns it, at up to 20 times its value.")
    for tornado in found.tornadoes[1:]:
        lines += ["", *tornado_lines(tornado, width)]
    if found.rivals:
        lines += ["", "Nearest rivals"]
        for rival in found.rivals:
            lines += _rival(rival, width)
    if found.influences:
        lines += ["", "What is assumed, the most telling first"]
        for influence in found.influences:
            lines += _said(_influence(influence), width, "~ ")
    return [*lines, "", *(line for note in found.notes for line in _said(note, width, ""))]


def tornado_lines(item: "Tornado", width: int = 78) -> list[str]:
    """One figure: a row an input, its bar from the figure at the P5 to that at the P95."""
    head = f"{item.label}: {amount(item.value, item.low, item.high, item.unit)}"
    movers = [mover for mover in item.movers[:MOST] if mover.share >= LEAST_SHARE]
    if not movers:
        return [*_said(head, width, ""), "None of its inputs has a range."]
    reaches = [f"{compact(m.at_low, 3)} to {compact(m.at_high, 3)}" for m in movers]
    numbers = max(map(len, reaches))
    label = min(max(34, width // 3), width // 2, max(len(mover.label) for mover in movers))
    label = min(label, width - numbers - 7 - LEAST_BAR)
    room = width - label - numbers - 7
    scale = scale_of([(m.at_low, m.at_high) for m in movers], item.value, room)
    rows = (
        row
        for mover, reach in zip(movers, reaches, strict=True)
        for row in _labelled(
            mover.label,
            label,
            f"{scale.bar(mover.at_low, mover.at_high, item.value)} "
            f"{reach:>{numbers}} {mover.share:>4.0%}",
        )
    )
    return [*_said(head, width, ""), *_said(scale.legend, width, ""), *rows]


@dataclass(frozen=True)
class Scale:
    """From a figure to a cell.

    Attributes:
        low: Left end, as a logarithm where the scale is one.
        high: Right end, alike.
        cells: Width.
        logarithmic: Whether all figures are positive, so that equal factors are equally long.
        cut: Whether some bar goes beyond an end.
    """

    low: float
    high: float
    cells: int
    logarithmic: bool
    cut: bool

    @property
    def legend(self) -> str:
        """How to read the bars; nothing for a plain linear scale."""
        parts = ["logarithmic scale"] if self.logarithmic else []
        parts += [f"{BELOW} {ABOVE} go beyond it"] if self.cut else []
        return f"Bars: {', '.join(parts)}." if parts else ""

    def at(self, value: float) -> float:
        """A figure as a place on the scale's own axis."""
        return log(value) if self.logarithmic else value

    def cell(self, value: float) -> int:
        """Cell of a figure, 0 to cells - 1."""
        part = (self.at(value) - self.low) / ((self.high - self.low) or 1.0)
        return min(max(round(part * (self.cells - 1)), 0), self.cells - 1)

    def bar(self, low: float, high: float, value: float) -> str:
        """A bar between two figures, with the value marked and arrows where it goes on."""
        first, last = sorted((low, high))
        cells = [
            BAR if self.cell(first) <= n <= self.cell(last) else ROOM for n in range(self.cells)
        ]
        if self.cut and self.at(first) < self.low:
            cells[0] = BELOW
        if self.cut and self.at(last) > self.high:
            cells[-1] = ABOVE
        cells[self.cell(value)] = MARK
        return "".join(cells)


def scale_of(ends: Sequence[tuple[float, float]], value: float, cells: int) -> Scale:
    """The scale for bars between these ends: all of them, but for those that would hide the rest.

    Args:
        ends: Of each bar, in any order.
        value: What all bars lie around.
        cells: Width.
    """
    flat = [end for pair in ends for end in pair]
    logarithmic = min(*flat, value) > 0
    whole = Scale(0.0, 0.0, cells, logarithmic=logarithmic, cut=False)
    bars = [tuple(sorted((whole.at(one), whole.at(two)))) for one, two in ends]
    lengths = sorted((high - low for low, high in bars), reverse=True)
    reference = lengths[min(2, len(lengths) - 1)]
    kept = [bar for bar in bars if bar[1] - bar[0] <= DOMINANT * reference] or bars
    low = min(whole.at(value), *(bar[0] for bar in kept))
    high = max(whole.at(value), *(bar[1] for bar in kept))
    room = MARGIN * (high - low) if len(kept) < len(bars) else 0.0
    low, high = low - room, high + room
    cut = any(bar[0] < low or bar[1] > high for bar in bars)
    return replace(whole, low=low, high=high, cut=cut)


def _verdict(found: "Sensitivity") -> str:
    share = f"It is the best of all in {found.first_of_all or 0.0:.0%} of {found.draws:,} draws"
    return f"✔ {share}." if found.clear else f"≈ No clear winner. {share}."


def _flip(item: "FlipPoint") -> str:
    likely = "" if item.likely or item.certain else " Not likely."
    return f"{item.words}: {item.instead}.{likely}"


def _rival(item: "RivalNote", width: int) -> Iterator[str]:
    mark = "✔" if item.clear else "≈"
    head = f"{item.label} ({', '.join(item.decisions)}). {item.why}"
    yield from _said(head, width, f"{mark} ")
    for flip in item.flips[: FLIPS // 2]:
        yield from _said(flip.words, width, "    • ")
    if not item.flips:
        yield "    No single fact or volume turns it."


def _influence(item: "Influence") -> str:
    if not item.tried:
        return f"{heading(item.question)}: not tried"
    if item.turns:
        return f"{heading(item.question)}: another answer turns it to {item.instead}"
    if item.effect and item.carbon_low and item.carbon_high:
        ends = f"{compact(item.carbon_low, 3)} to {compact(item.carbon_high, 3)}"
        return f"{heading(item.question)}: yearly carbon {ends} kg CO2e"
    return f"{heading(item.question)}: nothing that was tried moves the recommendation"


def _said(text: str, width: int, first: str) -> list[str]:
    later = " " * len(first)
    return wrap(text, width, initial_indent=first, subsequent_indent=later, break_on_hyphens=False)


def _labelled(label: str, width: int, rest: str) -> list[str]:
    """A row with its label, which goes on below where it is longer than its column."""
    first, *more = wrap(label, width, subsequent_indent="  ", break_on_hyphens=False)
    return [f"{first:<{width}} {rest}", *more]
