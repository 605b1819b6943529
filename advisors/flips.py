"""What would turn the order of a decision, in words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from advisors.desk import Desk
from advisors.options import Exclusion
from advisors.weights import CRITERIA

if TYPE_CHECKING:
    from advisors.ranking import Rated

NEARLY_ALL = 0.9
BACK = 2
"""Exclusions that are named with what would bring them back, where nothing else turns the order."""


def weights_that_turn(desk: Desk, pair: Sequence["Rated"]) -> tuple[str, ...]:
    """Weights at which the second would come first."""
    if len(pair) < 2 or not np.isfinite(pair[1].score):
        return ()
    first, second = pair
    gains = {
        name: float(np.log(first.criteria[name] / second.criteria[name]))
        for name in CRITERIA
        if first.criteria[name] > 0 and second.criteria[name] > 0
    }
    weights = desk.judge.weights
    found = []
    for name, gain in gains.items():
        own = weights[name]
        if gain <= 0 or own >= 1.0:
            continue
        rest = sum(weights[other] * v for other, v in gains.items() if other != name) / (1.0 - own)
        needed = -rest / (gain - rest)
        if own < needed < 0.995:
            found.append(f"{_weight(name, needed, own)}: {second.option.label} would come first")
    return tuple(found)


def brought_back(fallen: Sequence[Exclusion]) -> tuple[str, ...]:
    """What would let others in, where nothing else would turn the order; the nearest ones."""
    return tuple(
        f"{item.label} would be open as well: {_first_sentence(item.unlock)}"
        for item in fallen
        if item.unlock
    )[:BACK]


def _weight(name: str, needed: float, own: float) -> str:
    """A weight in words: by how much a criterion would have to count for more."""
    if needed >= NEARLY_ALL:
        return f"{name} as nearly all that counts ({needed:.0%} of the weights, now {own:.0%})"
    if f"{needed:.0%}" == f"{own:.0%}":
        return f"{name} counting for a little more than its {own:.0%} of the weights"
    return f"{name} counting for {needed:.0%} of the weights instead of {own:.0%}"


def _first_sentence(text: str) -> str:
    """The first sentence as the end of another one."""
    first = text.partition(". ")[0].rstrip(".")
    return first[:1].lower() + first[1:] if not first[1:2].isupper() else first
