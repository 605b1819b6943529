"""What moves the answer as rows of text: bars around the central value, flips, rivals."""

from collections.abc import Iterator
from math import log
from textwrap import wrap
from typing import TYPE_CHECKING

from advisors.format import amount, compact

if TYPE_CHECKING:
    from advisors.sensitivity import FlipPoint, Influence, Mover, RivalNote, Sensitivity, Tornado

MARK, BAR, ROOM = "┃", "█", "·"
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
    ends = [end for mover in movers for end in (mover.at_low, mover.at_high)]
    scale = _Scale(min(*ends, item.value), max(*ends, item.value), room)
    return [
        *_said(head, width, ""),
        *(
            f"{_fit(mover.label, label)} {_bar(mover, item.value, scale)} {reach:>{numbers}} "
            f"{mover.share:>4.0%}"
            for mover, reach in zip(movers, reaches, strict=True)
        ),
    ]


class _Scale:
    """From a figure to a cell, by logarithm where all are positive."""

    def __init__(self, low: float, high: float, cells: int) -> None:
        self.logarithmic = low > 0 and high > low
        self.cells = cells
        self.low = self._at(low)
        self.span = (self._at(high) - self.low) or 1.0

    def cell(self, value: float) -> int:
        """Cell of a figure, 0 to cells - 1."""
        part = (self._at(value) - self.low) / self.span
        return min(max(round(part * (self.cells - 1)), 0), self.cells - 1)

    def _at(self, value: float) -> float:
        return log(value) if self.logarithmic else value


def _bar(mover: "Mover", value: float, scale: _Scale) -> str:
    ends = sorted((scale.cell(mover.at_low), scale.cell(mover.at_high)))
    cells = [BAR if ends[0] <= n <= ends[1] else ROOM for n in range(scale.cells)]
    cells[scale.cell(value)] = MARK
    return "".join(cells)


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
        return f"{item.question}: not tried"
    if item.turns:
        return f"{item.question}: another answer turns it to {item.instead}"
    if item.effect and item.carbon_low and item.carbon_high:
        ends = f"{compact(item.carbon_low, 3)} to {compact(item.carbon_high, 3)}"
        return f"{item.question}: yearly carbon {ends} kg CO2e"
    return f"{item.question}: nothing that was tried moves the recommendation"


def _said(text: str, width: int, first: str) -> list[str]:
    later = " " * len(first)
    return wrap(text, width, initial_indent=first, subsequent_indent=later, break_on_hyphens=False)


def _fit(text: str, width: int) -> str:
    return text.ljust(width) if len(text) <= width else f"{text[: width - 1]}…"
