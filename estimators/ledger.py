"""What many graphs have in common, computed once: inputs drawn, steps run, figures made of them."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from estimators.figure import Figure, Input
from estimators.ranges import bands, quantiles
from estimators.stacked import run_all
from estimators.step import Step
from estimators.traces import Figures, Trace

if TYPE_CHECKING:
    from estimators.graph import Graph

FloatArray = NDArray[np.float64]
KEPT = 1500
"""Inputs and steps that a ledger keeps at least: those of about three pieces of advice."""


@dataclass(frozen=True)
class Outcome:
    """What a graph gives: figures to show, and the draws behind them.

    Attributes:
        figures: By name of the step, withheld ones included.
        draws: By name of the step, shape (draws,); withheld ones are absent.
    """

    figures: Mapping[str, Figure]
    draws: Mapping[str, FloatArray]


@dataclass(slots=True, eq=False)
class _Node:
    """What is known of one name in a graph; compares by identity.

    Attributes:
        values: The central value first, its draws after it; one number where it is certain, NaN
            where it is withheld.
        trace: Where it came from; an input is its own.
        draws: The draws of a figure, shape (draws,); None where it is withheld or not shown.
    """

    values: ArrayLike
    trace: Input | Trace
    draws: FloatArray | None = None

    @property
    def is_curve(self) -> bool:
        """Whether it has hours and parts of the horizon."""
        return isinstance(self.trace, Trace) and not self.trace.step.shown


_Run = tuple[Step, tuple[_Node, ...], str]
"""A step, the nodes that it is run on, and why it is withheld."""


@dataclass(frozen=True)
class Asked:
    """A graph to run on inputs; `withheld` as in `Graph.figures`."""

    graph: "Graph"
    inputs: Sequence[Input]
    withheld: Mapping[str, str]


@dataclass(slots=True)
class _Open:
    """A graph that is being run.

    Attributes:
        known: Inputs and steps so far, by name.
        unseen: Those of them that no graph had before.
        reasons: Why names are withheld.
    """

    graph: "Graph"
    known: dict[str, _Node]
    unseen: set[str]
    reasons: Mapping[str, str]

    def run_of(self, step: Step) -> _Run:
        """A step with what it is run on here."""
        known, reasons = self.known, self.reasons
        why = reasons.get(step.name, "") if reasons else ""
        try:
            needs = tuple([known[name] for name in step.needs])
        except KeyError:
            if not why:
                raise step.lacks(known) from None
            needs = tuple(known[name] for name in step.needs if name in known)
        return step, needs, why

    def outcome(self) -> Outcome:
        """What came out, once all steps were run."""
        shown = [(step.name, self.known[step.name]) for step in self.graph.steps if step.shown]
        return Outcome(
            Figures({name: node.trace for name, node in shown if isinstance(node.trace, Trace)}),
            {name: node.draws for name, node in shown if node.draws is not None},
        )


class Ledger:
    """Inputs drawn and steps run for many graphs, so that what they share is computed once.

    Equal inputs have equal draws, so a step on the same inputs has the same outcome in whichever
    graph it stands. What was not asked for while `KEPT` others were is dropped.
    """

    def __init__(self, draw: Callable[[Input], FloatArray], count: int) -> None:
        """Start empty.

        Args:
            draw: Draws of an input as `ranges.steps_of`, shape (count,); the same for equal inputs.
            count: Number of draws.
        """
        self._draw, self._count = draw, count
        self._recent: dict[Hashable, _Node] = {}
        self._older: dict[Hashable, _Node] = {}

    def outcome(
        self, graph: "Graph", inputs: Sequence[Input], withheld: Mapping[str, str] | None = None
    ) -> Outcome:
        """Figures and draws of every shown step; see `Graph.figures`.

        Raises:
            InputError: A step needs what is neither given nor withheld.
        """
        return self.outcomes([Asked(graph, inputs, withheld or {})])[0]

    def outcomes(self, asked: Sequence["Asked"]) -> list[Outcome]:
        """As `outcome` for several, in their order; those of one graph are run side by side.

        Raises:
            InputError: A step needs what is neither given nor withheld.
        """
        fresh: list[tuple[_Run, _Node]] = []
        known = self._leaves([item.inputs for item in asked])
        alike: dict[int, list[_Open]] = {}
        found = []
        for item, (nodes, unseen) in zip(asked, known, strict=True):
            one = _Open(item.graph, nodes, unseen, item.graph.reasons(item.withheld))
            alike.setdefault(id(item.graph), []).append(one)
            found.append(one)
        for together in alike.values():
            for step in together[0].graph.steps:
                fresh += self._step(step, together)
        self._measure(fresh)
        self._keep(fresh)
        return [one.outcome() for one in found]

    def _step(self, step: Step, together: Sequence["_Open"]) -> Iterable[tuple[_Run, _Node]]:
        """Run a step in every graph, and give what was not known; the same once."""
        new: dict[_Run, _Node] = {}
        name, needed, several = step.name, step.needs, len(together) > 1
        recent = self._recent
        for one in together:
            run = one.run_of(step)
            node = None
            if one.unseen.isdisjoint(needed):  # what rests on something new was never run
                node = recent.get(run) or self._recalled(run)
            if node is None:
                node = new.get(run) if several else None
                if node is None:
                    traces = tuple([need.trace for need in run[1]])
                    node = new[run] = _Node(np.nan, Trace(step, traces, run[2]))
                one.unseen.add(name)
            one.known[name] = node
        runs = [run for run in new if not run[2]]
        if len(runs) == 1:
            new[runs[0]].values = step.run([need.values for need in runs[0][1]])
        elif runs:
            curves = [need.is_curve for need in runs[0][1]]
            values = run_all(step, [[need.values for need in run[1]] for run in runs], curves)
            for run, value in zip(runs, values, strict=True):
                new[run].values = value
        return new.items()

    def _recalled(self, key: Hashable) -> _Node | None:
        """The node of an input, or of a step with the nodes that it was run on, asked for long ago.

        It then counts as asked for just now.
        """
        node = self._older.get(key)
        if node is not None:
            self._keep([(key, node)])
        return node

    def _keep(self, nodes: Iterable[tuple[Hashable, _Node]]) -> None:
        if len(self._recent) >= KEPT:
            self._recent, self._older = {}, self._recent
        self._recent.update(nodes)

    def _leaves(self, asked: Sequence[Sequence[Input]]) -> list[tuple[dict[str, _Node], set[str]]]:
        """Inputs of each graph by name, and which are new; the uncertain of those drawn at once."""
        found: list[tuple[dict[str, _Node], set[str]]] = []
        fresh: dict[Input, _Node] = {}
        for inputs in asked:
            known: dict[str, _Node] = {}
            unseen: set[str] = set()
            for item in inputs:
                node = self._recent.get(item) or self._recalled(item)
                if node is None:
                    node = fresh.get(item)
                    if node is None:
                        node = fresh[item] = _Node(item.value, item)
                    unseen.add(item.name)
                known[item.name] = node
            found.append((known, unseen))
        self._drawn([pair for pair in fresh.items() if not pair[0].certain])
        self._keep(fresh.items())
        return found

    def _drawn(self, uncertain: Sequence[tuple[Input, _Node]]) -> None:
        """Give uncertain inputs their draws, in one pass."""
        if not uncertain:
            return
        items = [item for item, _ in uncertain]
        rows = np.empty((len(items), self._count + 1))
        rows[:, 0] = [item.value for item in items]
        rows[:, 1:] = quantiles(items, np.array([self._draw(item) for item in items]))
        for (_, node), row in zip(uncertain, rows, strict=True):
            node.values = row

    def _measure(self, fresh: Sequence[tuple[_Run, _Node]]) -> None:
        """Give nodes their draws, and their traces the bands of those.

        The draws of all are sorted in one pass, which takes a fraction of one pass for each.
        """
        computed = [node for (step, _, why), node in fresh if step.shown and not why]
        rows = np.empty((len(computed), self._count + 1))
        for row, node in zip(rows, computed, strict=True):
            row[:] = node.values
            node.draws = row[1:]
        for node, band in zip(computed, bands(rows), strict=True):
            if isinstance(node.trace, Trace):
                node.trace.band = band
