"""What turns a choice: the smallest change of each lever that makes another option better.

Options go through their own graphs, so what a graph follows (the number of replicas by the hour)
is followed here too. What was settled before the graph (which machine, how large a batch) stays.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from estimators.figure import Input
from estimators.graph import FloatArray
from estimators.levers import Contender, Lever

REACH = 20.0
"""Largest factor tried on an input."""
COARSE, FINE = 41, 33
"""Points tried over the whole reach, and again within the step in which the sign changes."""
DENSER = 1.7
"""Power by which the points lie closer to the central value."""

Limits = Mapping[str, tuple[float, float]]
"""Least and greatest possible value by name of the input."""
Rank = Callable[[int, Mapping[str, FloatArray]], FloatArray]
"""From a contender's number and its figures to what ranks it; lower is better."""


@dataclass(frozen=True)
class Turn:
    """How far one lever has to move, all others central, for the first option to lose.

    Attributes:
        factor: On the central value (1.3: 30 % more); the smallest that was found to flip.
        value: The lever's first input there.
        likely: Whether that lies within the P5 to P95 of the input.
    """

    lever: Lever
    factor: float
    value: float
    likely: bool


@dataclass(frozen=True)
class Bench:
    """Options on their common levers, evaluated over the whole reach once.

    Attributes:
        limits: What an input can be at all.
        coarse: Figures by contender, shape (levers, COARSE) each.
    """

    contenders: Sequence[Contender]
    levers: Sequence[Lever]
    limits: Limits
    coarse: tuple[Mapping[str, FloatArray], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        table = np.broadcast_to(_coarse(), (len(self.levers), COARSE))
        rows = range(len(self.levers))
        found = tuple(self.figures(place, rows, table) for place in range(len(self.contenders)))
        object.__setattr__(self, "coarse", found)

    def figures(
        self, place: int, rows: Sequence[int], factors: FloatArray
    ) -> dict[str, FloatArray]:
        """Figures of one contender with one lever a row moved by factors.

        Args:
            place: Number of the contender.
            rows: Numbers of the levers.
            factors: Shape (len(rows), points).
        """
        contender = self.contenders[place]
        touched = [n for n, row in enumerate(rows) if self.levers[row].members[place]]
        changed: dict[str, FloatArray] = {}
        for at, n in enumerate(touched):
            for item in self.levers[rows[n]].members[place]:
                shape = (len(touched), factors.shape[1])
                values = changed.setdefault(item.name, np.full(shape, item.value))
                values[at] = _limited(item.value * factors[n], self._limits_of(item))
        still = contender.evaluate({})
        with np.errstate(all="ignore"):  # far out a formula may leave its domain: NaN never wins
            moved = contender.evaluate(changed) if touched else {}
        result = {}
        for name, value in still.items():
            whole = np.full(factors.shape, value.item())
            if touched:
                whole[touched] = np.broadcast_to(moved[name], (len(touched), factors.shape[1]))
            result[name] = whole
        return result

    def turns(self, rank: Rank, rival: int) -> tuple[Turn, ...]:
        """For each lever the smallest change that puts a rival before the first, nearest first.

        Empty when the rival is the better one as things stand.
        """
        if not self.levers:
            return ()
        gaps = rank(rival, self.coarse[rival]) - rank(0, self.coarse[0])
        steps = _coarse()
        if float(gaps[0, COARSE // 2]) < 0:
            return ()
        found = [
            (row, ends)
            for row, lever in enumerate(self.levers)
            if lever.first.value and (ends := _bracket(gaps[row], steps))
        ]
        if not found:
            return ()
        rows = [row for row, _ in found]
        logs = np.log(np.array([ends for _, ends in found]))
        part = np.linspace(0.0, 1.0, FINE)
        factors = np.exp(logs[:, :1] + (logs[:, 1:] - logs[:, :1]) * part)
        fine = rank(rival, self.figures(rival, rows, factors)) - rank(
            0, self.figures(0, rows, factors)
        )
        lost = fine < 0
        lost[:, -1] = True
        turns = [
            self._turn(self.levers[row], float(factors[n, int(np.argmax(lost[n]))]))
            for n, row in enumerate(rows)
        ]
        return tuple(sorted(turns, key=lambda turn: abs(np.log(turn.factor))))

    def _turn(self, lever: Lever, factor: float) -> Turn:
        item = lever.first
        limits = self._limits_of(item)
        value = float(_limited(np.array(item.value * factor), limits))
        return Turn(lever, value / item.value, value, item.low <= value <= item.high)

    def _limits_of(self, item: Input) -> tuple[float, float]:
        low, high = self.limits.get(item.name, (-np.inf, np.inf))
        return low, high if item.bound is None else min(high, item.bound)


def _coarse() -> FloatArray:
    """Factors from 1 / REACH to REACH, closest around 1, which is the middle one."""
    part = np.linspace(-1.0, 1.0, COARSE)
    return np.asarray(np.exp(np.sign(part) * np.abs(part) ** DENSER * np.log(REACH)))


def _limited(values: FloatArray, limits: tuple[float, float]) -> FloatArray:
    return np.asarray(np.clip(values, *limits))


def _bracket(gaps: FloatArray, factors: FloatArray) -> tuple[float, float] | None:
    """The step nearest the middle in which the gap falls below zero: its inner and outer end."""
    middle = len(gaps) // 2
    lost = gaps < 0
    ends = []
    above = np.flatnonzero(lost[middle:])
    if above.size:
        ends.append((factors[middle + above[0] - 1], factors[middle + above[0]]))
    below = np.flatnonzero(lost[: middle + 1][::-1])
    if below.size:
        ends.append((factors[middle - below[0] + 1], factors[middle - below[0]]))
    if not ends:
        return None
    inner, outer = min(ends, key=lambda pair: abs(np.log(pair[1])))
    return float(inner), float(outer)
