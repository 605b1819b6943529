"""Formulas wired by name: one graph serves the sweep, the Monte Carlo and the explanation.

A `Graph` is an ordered list of steps. Each step names its output, its unit and a pure function
whose parameter names are outputs of earlier steps or inputs. Evaluated on scalars it gives the
central estimate, on arrays a sweep or a Monte Carlo, and `figures` turns samples into figures that
open down to the facts. A `Ledger` does the last for many graphs that have inputs in common.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from estimators.figure import Figure, Input
from estimators.ranges import bands, quantiles, steps_of
from estimators.step import Step
from estimators.traces import Figures, Trace

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


@dataclass(frozen=True)
class Graph:
    """Steps in an order in which each needs only inputs and earlier steps."""

    steps: tuple[Step, ...]

    @cached_property
    def needed(self) -> frozenset[str]:
        """Names that some step needs."""
        return frozenset(name for step in self.steps for name in step.needs)

    def under(self, name: str) -> frozenset[str]:
        """Every name that a step is computed from, inputs and steps."""
        return self._under[name]

    @cached_property
    def _under(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for step in self.steps:
            below = (found.get(name, frozenset()) for name in step.needs)
            found[step.name] = frozenset(step.needs).union(*below)
        return found

    def evaluate(
        self, inputs: Mapping[str, ArrayLike], skip: Iterable[str] = ()
    ) -> dict[str, ArrayLike]:
        """Run every step but those in `skip`; returns inputs and outputs by name.

        Shapes broadcast.
        """
        known: dict[str, ArrayLike] = dict(inputs)
        skipped = set(skip)
        for step in self.steps:
            if step.name in skipped:
                continue
            try:
                values = [known[name] for name in step.needs]
            except KeyError:
                raise step.lacks(known) from None
            known[step.name] = step.run(values)
        return known

    def figures(
        self,
        inputs: Sequence[Input],
        samples: FloatArray,
        withheld: Mapping[str, str] | None = None,
    ) -> dict[str, Figure]:
        """Every shown step as a figure with its central value and P5 to P95.

        Args:
            inputs: Leaves of the graph.
            samples: Uniform numbers in (0, 1), shape (draws, len(inputs)), one column an input.
            withheld: Inputs that evidence is missing for, with the reason: whatever needs one of
                them is withheld with that reason, the rest is computed.
        """
        return dict(self.outcome(inputs, samples, withheld).figures)

    def outcome(
        self,
        inputs: Sequence[Input],
        samples: FloatArray,
        withheld: Mapping[str, str] | None = None,
    ) -> Outcome:
        """As `figures`, with the draws of every shown step."""
        column = {item.name: number for number, item in enumerate(inputs)}
        steps = steps_of(samples)
        ledger = Ledger(lambda item: steps[:, column[item.name]], samples.shape[0])
        return ledger.outcome(self, inputs, withheld)

    def reasons(self, withheld: Mapping[str, str]) -> dict[str, str]:
        """Why each name is withheld: the missing inputs and all that is built on them."""
        reasons = dict(withheld)
        for step in self.steps if reasons else ():
            why = [reasons[name] for name in step.needs if name in reasons]
            if why:
                reasons[step.name] = "; ".join(dict.fromkeys(why))
        return reasons


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


_Run = tuple[Step, tuple[_Node, ...], str]
"""A step, the nodes that it is run on, and why it is withheld."""


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
        self, graph: Graph, inputs: Sequence[Input], withheld: Mapping[str, str] | None = None
    ) -> Outcome:
        """Figures and draws of every shown step; see `Graph.figures`.

        Raises:
            InputError: A step needs what is neither given nor withheld.
        """
        reasons = graph.reasons(withheld or {})
        known = self._leaves(inputs)
        fresh: list[tuple[_Run, _Node]] = []
        for step in graph.steps:
            why = reasons.get(step.name, "")
            try:
                needs = tuple([known[name] for name in step.needs])
            except KeyError:
                if not why:
                    raise step.lacks(known) from None
                needs = tuple(known[name] for name in step.needs if name in known)
            run = (step, needs, why)
            node = self._recent.get(run) or self._recalled(run)
            if node is None:
                values = np.nan if why else step.run([need.values for need in needs])
                node = _Node(values, Trace(step, tuple([need.trace for need in needs]), why))
                fresh.append((run, node))
            known[step.name] = node
        self._measure(fresh)
        self._keep(fresh)
        shown = {step.name: known[step.name] for step in graph.steps if step.shown}
        return Outcome(
            Figures(
                {name: node.trace for name, node in shown.items() if isinstance(node.trace, Trace)}
            ),
            {name: node.draws for name, node in shown.items() if node.draws is not None},
        )

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

    def _leaves(self, inputs: Sequence[Input]) -> dict[str, _Node]:
        """Inputs by name; the uncertain ones among the new are drawn in one pass."""
        found: dict[str, _Node] = {}
        fresh: list[tuple[Input, _Node]] = []
        for item in inputs:
            node = self._recent.get(item) or self._recalled(item)
            if node is None:
                node = _Node(item.value, item)
                fresh.append((item, node))
            found[item.name] = node
        uncertain = [pair for pair in fresh if not pair[0].certain]
        if uncertain:
            items = [item for item, _ in uncertain]
            rows = np.empty((len(items), self._count + 1))
            rows[:, 0] = [item.value for item in items]
            rows[:, 1:] = quantiles(items, np.stack([self._draw(item) for item in items]))
            for (_, node), row in zip(uncertain, rows, strict=True):
                node.values = row
        self._keep(fresh)
        return found

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


__all__ = ["KEPT", "FloatArray", "Graph", "Ledger", "Outcome", "Step"]
