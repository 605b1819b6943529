"""Several options moved by the same inputs: levers, common draws, tornado.

A lever is what moves as one: an input of the demand in every option, the grid of one Region, the
error of the model on one chip, which enters energy at several places. Options are evaluated
through their own graphs with the lever at the same place in all of them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from estimators.draws import FULL, SEED, latin_for, stream
from estimators.figure import Input
from estimators.graph import FloatArray, Graph
from estimators.ranges import quantile
from estimators.uncertainty import Bar, correlation, ranks


@dataclass(frozen=True)
class Contender:
    """One option with what its figures are computed from.

    Attributes:
        graph: From inputs to figures.
        inputs: Leaves of the graph.
        missing: Inputs that nobody knows.
        wanted: Figures that count.
    """

    graph: Graph
    inputs: tuple[Input, ...]
    missing: frozenset[str]
    wanted: tuple[str, ...]

    @cached_property
    def central(self) -> dict[str, ArrayLike]:
        """Central value of every input by name."""
        return {item.name: item.value for item in self.inputs}

    @cached_property
    def known(self) -> tuple[str, ...]:
        """Wanted figures that rest on nothing that is missing."""
        return tuple(name for name in self.wanted if not self.under(name) & self.missing)

    @cached_property
    def feeding(self) -> frozenset[str]:
        """Names that enter a known figure."""
        return frozenset().union(*(self.under(name) for name in self.known))

    def evaluate(self, changed: Mapping[str, ArrayLike]) -> dict[str, FloatArray]:
        """Known figures with some inputs at other values, the rest central; shapes broadcast."""
        skip = [step.name for step in self.graph.steps if step.name not in self.feeding]
        found = self.graph.evaluate({**self.central, **changed}, skip)
        return {name: np.asarray(found[name], dtype=float) for name in self.known}

    def under(self, name: str) -> frozenset[str]:
        """A figure and every name that it rests on."""
        found = {name}
        for step in reversed(self.graph.steps):
            if step.name in found:
                found.update(step.needs)
        return frozenset(found)


@dataclass(frozen=True)
class Lever:
    """Inputs that move as one.

    Attributes:
        first: The input that stands for all of them.
        members: By contender, the inputs of it that move.
    """

    first: Input
    members: tuple[tuple[Input, ...], ...]

    @property
    def certain(self) -> bool:
        """Whether none of its inputs has a range."""
        return all(item.certain for items in self.members for item in items)


def levers_of(contenders: Sequence[Contender], shared: Collection[str] = ()) -> tuple[Lever, ...]:
    """What can move, in reading order; inputs that enter no known figure are left out.

    Inputs are one lever when they name the same stream, when they are of one name in `shared`, or
    when they are the same number under the same name. Two prices of two machines are two levers.
    """
    groups: dict[object, list[list[Input]]] = {}
    for place, contender in enumerate(contenders):
        for item in contender.inputs:
            if item.name not in contender.feeding:
                continue
            found = groups.setdefault(_identity(item, shared), [[] for _ in contenders])
            found[place].append(item)
    return tuple(
        Lever(next(item for items in members for item in items), tuple(map(tuple, members)))
        for members in groups.values()
    )


def common_draws(
    contenders: Sequence[Contender], count: int = FULL, seed: int = SEED
) -> tuple[tuple[dict[str, FloatArray], FloatArray], ...]:
    """Known figures of each contender over the same points, and its columns of points.

    Inputs of one stream have one value in all contenders.
    """
    places = {stream(item): item for c in contenders for item in c.inputs if not item.certain}
    items = tuple(places[name] for name in sorted(places))
    points = latin_for(items, count, seed)
    column = {stream(item): number for number, item in enumerate(items)}
    found = []
    for contender in contenders:
        moving = [item for item in contender.inputs if not item.certain]
        own = points[:, [column[stream(item)] for item in moving]]
        drawn = {item.name: quantile(item, own[:, n]) for n, item in enumerate(moving)}
        figures = contender.evaluate(drawn)
        wide = {name: np.broadcast_to(values, (count,)) for name, values in figures.items()}
        found.append((wide, own))
    return tuple(found)


def bars_of(
    contender: Contender,
    levers: Sequence[Lever],
    name: str,
    drawn: tuple[Mapping[str, FloatArray], FloatArray],
    place: int = 0,
) -> tuple[tuple[Lever, Bar], ...]:
    """The tornado of one figure by lever, the most influential first.

    Args:
        contender: Option whose figure it is.
        levers: What moves.
        name: Figure; it must be known.
        drawn: Figures of this contender and its points, from `common_draws`.
        place: Position of the contender in the levers.
    """
    figures, points = drawn
    moving = [item.name for item in contender.inputs if not item.certain]
    under = contender.under(name)
    using = [
        lever
        for lever in levers
        if any(item.name in under and not item.certain for item in lever.members[place])
    ]
    target = ranks(figures[name])
    ends = _ends(contender, using, name, place)
    strength = []
    for lever in using:
        own = next(item.name for item in lever.members[place] if not item.certain)
        strength.append(correlation(ranks(points[:, moving.index(own)]), target))
    whole = sum(value**2 for value in strength) or 1.0
    bars = [
        Bar(lever.first.name, value, value**2 / whole, float(low), float(high))
        for lever, value, (low, high) in zip(using, strength, ends, strict=True)
    ]
    order = sorted(range(len(bars)), key=lambda n: (-abs(bars[n].correlation), n))
    return tuple((using[n], bars[n]) for n in order)


def _identity(item: Input, shared: Collection[str]) -> object:
    if item.stream:
        return item.stream
    if item.name in shared:
        return item.name
    return item.name, item.value, item.low, item.high, item.unit


def _ends(
    contender: Contender, levers: Sequence[Lever], name: str, place: int
) -> list[tuple[float, float]]:
    """The figure with each lever at its P5 and P95, all in one evaluation."""
    if not levers:
        return []
    changed: dict[str, FloatArray] = {}
    for row, lever in enumerate(levers):
        for item in lever.members[place]:
            values = changed.setdefault(item.name, np.full((len(levers), 2), item.value))
            values[row] = item.low, item.high
    found = np.broadcast_to(contender.evaluate(changed)[name], (len(levers), 2))
    return [(float(low), float(high)) for low, high in found]
