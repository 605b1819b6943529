"""Options weighed against each other: where one takes more, where less, and whether ranges overlap.

The comparison is of central values. Ranges of two options share most of their uncertainty (the
traffic, the grid), so that an overlap is named but does not make a difference neutral.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from advisors.format import number
from advisors.options import FIGURE_NAMES, Option
from advisors.record.markdown import clean
from advisors.record.model import Argument
from estimators.figure import Figure

_NOUNS = dict(
    zip(
        FIGURE_NAMES,
        ("energy", "location-based carbon", "market-based carbon", "water", "cost"),
        strict=True,
    )
)
SIDES: tuple[Literal["good", "bad"], ...] = ("good", "bad")
_NOTICEABLE = 1.05  # closer than that is level


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure of two options.

    Attributes:
        name: Of the figure.
        side: `good` when the first option takes less.
        words: How much more or less, in words.
        overlap: Whether the two ranges overlap.
    """

    name: str
    side: Literal["good", "bad"]
    words: str
    overlap: bool


def differences(own: Mapping[str, Figure], other: Mapping[str, Figure]) -> tuple[Difference, ...]:
    """The five figures of two options where they differ noticeably, in their usual order."""
    found = (
        _difference(own[name], other[name]) for name in FIGURE_NAMES if {name} <= {*own, *other}
    )
    return tuple(item for item in found if item is not None)


def arguments(option: Option, rival: Option | None) -> tuple[Argument, ...]:
    """Pros and cons of an option beside its nearest rival; none when there is no rival."""
    if rival is None:
        return ()
    found = differences(option.figures, rival.figures)
    parts = []
    for side in SIDES:
        these = [item for item in found if item.side == side]
        if these:
            words = listed(item.words for item in these)
            words = f"it takes about {words}, compared with {clean(rival.label)}"
            parts.append(Argument(side=side, text=f"{words}{_overlapping(these)}"))
    return tuple(parts)


def noun(name: str) -> str:
    """A figure's name within a sentence."""
    return _NOUNS.get(name, name.replace("_", " "))


def listed(parts: Iterable[str]) -> str:
    """`a, b and c`."""
    items = list(parts)
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def _overlapping(items: Sequence[Difference]) -> str:
    level = [noun(item.name) for item in items if item.overlap]
    if not level:
        return ""
    if len(level) == len(items):
        return "; the ranges overlap"
    return f"; the ranges of {listed(level)} overlap"


def _difference(own: Figure, other: Figure) -> Difference | None:
    """None when either is withheld or both are level."""
    a, b = own.value, other.value
    if a is None or b is None or min(a, b) < 0 or a == b:
        return None
    what, overlap = noun(own.name), _overlap(own, other)
    if b == 0:
        return Difference(own.name, "bad", f"more {what} (the other has none)", overlap)
    ratio = a / b
    if 1 / _NOTICEABLE < ratio < _NOTICEABLE:
        return None
    digits = 1 if overlap else 2
    if ratio >= 2:
        words = f"{number(ratio, digits)} times the {what}"
    else:
        share = _percent(abs(ratio - 1), digits)
        words = f"{share}% {'more' if ratio > 1 else 'less'} {what}"
    return Difference(own.name, "bad" if ratio > 1 else "good", words, overlap)


def _percent(share: float, digits: int) -> str:
    """A share in percent; less than the whole never rounds to the whole."""
    shown = number(share * 100, digits)
    if shown == "100" and share < 1:
        return number(share * 100, 2) if share < 0.995 else "more than 99"
    return shown


def _overlap(own: Figure, other: Figure) -> bool:
    if own.low is None or own.high is None or other.low is None or other.high is None:
        return True
    return own.low <= other.high and other.low <= own.high
