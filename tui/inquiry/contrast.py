"""What parts two figures of one kind: the inputs, or figures below, by which they differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf, log, prod

from estimators.figure import Figure, Formula, Input

SAME = 0.02
"""Share by which two numbers may differ and still count as the same."""
_PART = 0.1
"""Share of a difference from which a part of a sum is named."""
_EQUAL = 1e-6
_PRICE_OF = {"cached_price_fraction": "cached_share", "batch_price_fraction": "async_share"}
_FORMULA = Formula("contrast.input", "as it enters the figure")


@dataclass(frozen=True)
class Factor:
    """One thing by which two figures differ.

    Attributes:
        mine: Under the figure asked about.
        other: Under the one that it is held against.
        alike: Whether both come about by the same formula.
        straight: Whether the figure above is known to grow with it; where it is not, which way it
            works cannot be told from the two numbers.
    """

    mine: Figure
    other: Figure
    alike: bool = True
    straight: bool = True

    @property
    def times(self) -> float:
        """How many times the other one mine is; infinite where the other is nought."""
        return times(self.mine, self.other)


def times(mine: Figure, other: Figure) -> float:
    """How many times another figure one is; infinite where the other is nought.

    Raises:
        ValueError: One of them is withheld.
    """
    one, two = mine.numbers[0], other.numbers[0]
    if two == 0.0:
        return 1.0 if one == 0.0 else float("inf")
    return one / two


def factors(mine: Figure, other: Figure) -> tuple[Factor, ...]:
    """What two figures differ by, the greatest part first.

    Formulas are walked down side by side: of a sum the parts that make the difference, of a
    product the factors that differ. Where two formulas are not the same, the figures themselves
    are what differs.

    Args:
        mine: Not withheld.
        other: Of the same kind, not withheld.
    """
    found = _walked(mine, other) if _differ(mine, other) else ()
    return tuple({item.mine.name: item for item in reversed(found)}.values())[::-1]


def _walked(mine: Figure, other: Figure) -> tuple[Factor, ...]:
    pairs = _pairs(mine, other)
    if not pairs:
        return (Factor(mine, other, alike=False),)
    if _is_sum(mine) and _is_sum(other):
        return tuple(found for one, two in _parts(pairs) for found in _below(one, two, deep=True))
    values = {one.name: max(_value(one), _value(two)) for one, two in pairs}
    differing = [pair for pair in pairs if _differ(*pair) and _counts(pair[0].name, values)]
    differing.sort(key=lambda pair: -_apart(*pair))
    alone = len(differing) == 1
    straight = _multiplies(mine, other, differing)
    found = (item for one, two in differing for item in _below(one, two, deep=alone))
    return tuple(replace(item, straight=item.straight and straight) for item in found)


def _multiplies(
    mine: Figure, other: Figure, pairs: Sequence[tuple[Figure | Input, Figure | Input]]
) -> bool:
    """Whether two figures are to each other as what goes into them, multiplied."""
    ratios = [times(as_figure(one), as_figure(two)) for one, two in pairs]
    wanted = times(mine, other)
    return abs(prod(ratios) - wanted) <= SAME * wanted


def _below(one: Figure | Input, two: Figure | Input, *, deep: bool) -> Iterator[Factor]:
    if deep and isinstance(one, Figure) and isinstance(two, Figure):
        yield from factors(one, two)
    else:
        yield Factor(as_figure(one), as_figure(two))


def as_figure(item: Figure | Input) -> Figure:
    """An input as a figure that opens to it."""
    if isinstance(item, Figure):
        return item
    return Figure(item.name, item.value, item.low, item.high, item.unit, _FORMULA, (item,))


def _pairs(mine: Figure, other: Figure) -> list[tuple[Figure | Input, Figure | Input]]:
    """What goes into both, by name; empty where they come about in different ways."""
    theirs = {item.name: item for item in other.inputs}
    same = mine.formula.equation == other.formula.equation
    if not same or {item.name for item in mine.inputs} != set(theirs):
        return []
    return [(item, theirs[item.name]) for item in mine.inputs]


def _parts(
    pairs: list[tuple[Figure | Input, Figure | Input]],
) -> list[tuple[Figure | Input, Figure | Input]]:
    """Parts of a sum that make its difference, the greatest first."""
    apart = [(_value(one) - _value(two), one, two) for one, two in pairs]
    total = sum(gap for gap, _, _ in apart)
    named = [item for item in apart if item[0] / total >= _PART]
    named.sort(key=lambda item: -item[0] / total)
    return [(one, two) for _, one, two in named]


def _is_sum(figure: Figure) -> bool:
    """Whether a figure is what goes into it, added up."""
    total = sum(_value(item) for item in figure.inputs)
    return len(figure.inputs) > 1 and abs(total - _value(figure)) <= _EQUAL * abs(_value(figure))


def _counts(name: str, values: Mapping[str, float]) -> bool:
    """Whether a price for a share of the work applies: not where that share is nought."""
    share = _PRICE_OF.get(name)
    return share is None or values.get(share, 0.0) > 0.0


def _apart(one: Figure | Input, two: Figure | Input) -> float:
    """How far two numbers are apart as a ratio, either way."""
    first, second = _value(one), _value(two)
    return abs(log(first / second)) if first * second > 0.0 else inf


def _differ(one: Figure | Input, two: Figure | Input) -> bool:
    first, second = _value(one), _value(two)
    return abs(first - second) > SAME * max(abs(first), abs(second))


def _value(item: Figure | Input) -> float:
    return item.value or 0.0
