"""What moves the answer: Monte Carlo, tornado, flip conditions, and when there is no clear winner.

Seeded Sobol points through the same graphs that give the central figures. Options are compared
draw by draw: inputs of one stream have one value in both.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from estimators.draws import FULL, SEED, latin_for, sobol_for, stream
from estimators.figure import Figure, Input
from estimators.graph import FloatArray, Graph, Outcome

CLEAR = 0.80
"""Share of draws in which one option has to win to be called the winner."""
CHANCE = 3.0
"""Standard errors up to which a coefficient of a rank regression may be chance."""
PER_INPUT = 4
"""Draws that a rank regression needs for each input."""


@dataclass(frozen=True)
class Bar:
    """One input in a tornado.

    Attributes:
        correlation: Spearman rank correlation with the figure, -1 to 1.
        share: Squared correlation over the sum of squares: its part of the ranking.
        at_low, at_high: The figure with this input at its P5 and P95, all others central.
    """

    name: str
    correlation: float
    share: float
    at_low: float
    at_high: float


def monte_carlo(
    graph: Graph,
    inputs: Sequence[Input],
    *,
    withheld: Mapping[str, str] | None = None,
    count: int = FULL,
    seed: int = SEED,
) -> Outcome:
    """All figures of a graph with P5 to P95 over Sobol points."""
    return graph.outcome(inputs, sobol_for(inputs, count, seed), withheld)


def tornado(
    graph: Graph,
    inputs: Sequence[Input],
    name: str,
    *,
    withheld: Mapping[str, str] | None = None,
    count: int = FULL,
    seed: int = SEED,
) -> tuple[Bar, ...]:
    """Uncertain inputs of one figure, the most influential first; empty when it is withheld."""
    samples = sobol_for(inputs, count, seed)
    outcome = graph.outcome(inputs, samples, withheld)
    if name not in outcome.draws:
        return ()
    moving = [
        (item, samples[:, column])
        for column, item in enumerate(inputs)
        if not item.certain and _feeds(graph, item.name, name)
    ]
    target = ranks(outcome.draws[name])
    found = [(item, correlation(ranks(column), target)) for item, column in moving]
    whole = sum(value**2 for _, value in found) or 1.0
    skip = _unneeded(graph, name)
    central = {item.name: item.value for item in inputs}
    bars = []
    for item, value in found:
        ends = graph.evaluate({**central, item.name: np.array([item.low, item.high])}, skip)[name]
        low, high = np.broadcast_to(np.asarray(ends, dtype=float), (2,))
        bars.append(Bar(item.name, value, value**2 / whole, float(low), float(high)))
    return tuple(sorted(bars, key=lambda bar: -abs(bar.correlation)))


def shares(leaves: Iterable[Input], draws: FloatArray) -> dict[str, float]:
    """Share of each uncertain input in how a figure varies, the most influential first.

    Squared coefficients of a regression of ranks on ranks over their sum, on the common draws of
    `latin_for` (Saltelli et al., Global Sensitivity Analysis, 2008, 1.2.5). As all inputs are in it
    together, a small one is told from chance although a large one varies beside it; what chance
    alone would show as much of is left out. Of inputs that draw from one stream the first stands
    for all.

    Args:
        leaves: All inputs under the figure, each name once.
        draws: The figure in the common draws, shape (draws,).
    """
    streams: dict[str, Input] = {}
    for leaf in leaves:
        if not leaf.certain:
            streams.setdefault(stream(leaf), leaf)
    uncertain, count = list(streams.values()), len(draws)
    if not uncertain or np.ptp(draws) == 0.0:
        return {}
    columns, target = _as_ranks(latin_for(uncertain, count)), _as_ranks(draws)
    nearest = np.argsort(-np.abs(target @ columns), kind="stable")[: count // PER_INPUT]
    drawn = columns[:, nearest]
    inverse = np.linalg.inv(drawn.T @ drawn)
    found = inverse @ (drawn.T @ target)
    left = target - drawn @ found
    error = np.sqrt(left @ left / (count - len(nearest) - 1) * np.diag(inverse))
    moving = sorted(
        (-(float(value) ** 2), uncertain[at].name)
        for at, value, chance in zip(nearest, found, CHANCE * error, strict=True)
        if abs(value) > chance
    )
    whole = sum(-value for value, _ in moving)
    return {name: -value / whole for value, name in moving}


def _as_ranks(values: FloatArray) -> FloatArray:
    """Ranks along the first axis about their mean, in standard deviations."""
    count = len(values)
    order = np.argsort(np.argsort(values, axis=0, kind="stable"), axis=0)
    return np.asarray((order - (count - 1) / 2) / np.sqrt((count**2 - 1) / 12))


def _unneeded(graph: Graph, name: str) -> tuple[str, ...]:
    """Steps that a figure does not rest on."""
    return tuple(
        step.name
        for step in graph.steps
        if step.name != name and not _feeds(graph, step.name, name)
    )


def _feeds(graph: Graph, start: str, end: str) -> bool:
    """Whether a name enters a figure, directly or through other steps."""
    reached = {start}
    for step in graph.steps:
        if reached & set(step.needs):
            reached.add(step.name)
    return end in reached


def ranks(values: FloatArray) -> FloatArray:
    """Ranks of values, ties in order of appearance."""
    found = np.empty(len(values))
    found[np.argsort(values, kind="stable")] = np.arange(len(values), dtype=float)
    return found


def correlation(a: FloatArray, b: FloatArray) -> float:
    """Correlation of two arrays; 0 where one of them does not vary."""
    a, b = a - a.mean(), b - b.mean()
    scale = float(np.sqrt((a**2).sum() * (b**2).sum()))
    return float((a * b).sum() / scale) if scale else 0.0


@dataclass(frozen=True)
class Flip:
    """How far one input has to move, all others central, for the choice to change.

    Attributes:
        change: Factor on the central value (1.3: 30 % more); the smallest that flips.
        value: The input's value there.
        likely: Whether that value lies within the P5 to P95 of the input.
    """

    name: str
    change: float
    value: float
    unit: str
    likely: bool


Compare = Callable[[Mapping[str, FloatArray]], FloatArray]
"""From inputs by name to second option minus first: above zero the first is better."""


def flips(
    compare: Compare, inputs: Sequence[Input], *, reach: float = 20.0, steps: int = 241
) -> tuple[Flip, ...]:
    """For each input the smallest change that makes the other option better, nearest first.

    Each input alone runs over factors from 1 / `reach` to `reach` (a fraction at most to its
    bound); the crossing is found between the nearest points by linear interpolation.

    Args:
        compare: Difference of the two options' figures, on arrays.
        inputs: All inputs of both options, each name once.
        reach: Largest factor tried.
        steps: Points tried, odd.
    """
    central = {item.name: np.array(item.value) for item in inputs}
    start = float(np.asarray(compare(central)))
    factors = np.exp(np.linspace(-np.log(reach), np.log(reach), steps))
    found = []
    for item in inputs:
        if item.value == 0:
            continue
        tried = item.value * factors
        if item.bound is not None:
            tried = np.minimum(tried, item.bound)
        gaps = np.asarray(compare({**central, item.name: tried}), dtype=float)
        crossing = _crossing(tried, np.broadcast_to(gaps, tried.shape), start)
        if crossing is not None:
            inside = item.low <= crossing <= item.high
            found.append(Flip(item.name, crossing / item.value, crossing, item.unit, inside))
    return tuple(sorted(found, key=lambda flip: abs(np.log(flip.change))))


def _crossing(values: FloatArray, gaps: FloatArray, start: float) -> float | None:
    """Value nearest the middle of an odd grid at which the sign differs from that at the middle."""
    middle = len(values) // 2
    sign = np.sign(start) or 1.0
    nearest: tuple[float, float] | None = None
    for direction in (-1, 1):
        last = middle
        for place in range(middle, len(values) if direction > 0 else -1, direction):
            if np.sign(gaps[place]) * sign < 0:
                part = gaps[last] / (gaps[last] - gaps[place]) if place != last else 0.0
                value = float(values[last] + part * (values[place] - values[last]))
                distance = float(abs(np.log(value / values[middle])))
                if nearest is None or distance < nearest[0]:
                    nearest = (distance, value)
                break
            last = place
    return None if nearest is None else nearest[1]


def wins(first: Outcome, second: Outcome, name: str) -> float | None:
    """Share of common draws in which the first option has the smaller figure; ties count half.

    None when either is withheld.
    """
    if name not in first.draws or name not in second.draws:
        return None
    a, b = first.draws[name], second.draws[name]
    return float(np.mean((a < b) + 0.5 * (a == b)))


def no_clear_winner(outcomes: Sequence[Outcome], name: str, clear: float = CLEAR) -> bool:
    """Whether no option has the smallest figure in `clear` of the draws; False for one option.

    Options whose figure is withheld cannot win, and one of them among several leaves it open.
    """
    if len(outcomes) < 2:
        return False
    known = [outcome.draws[name] for outcome in outcomes if name in outcome.draws]
    if len(known) < len(outcomes):
        return True
    best = np.bincount(np.argmin(np.stack(known), axis=0), minlength=len(known))
    return bool(best.max() / best.sum() < clear)


def overlapping(first: Figure, second: Figure) -> bool | None:
    """Whether two ranges share a value; None when either is withheld. Says nothing of chances."""
    if first.value is None or second.value is None:
        return None
    _, low1, high1 = first.numbers
    _, low2, high2 = second.numbers
    return low1 <= high2 and low2 <= high1
