"""Formulas wired by name: one graph serves the sweep, the Monte Carlo and the explanation.

A `Graph` is an ordered list of steps. Each step names its output, its unit and a pure function
whose parameter names are outputs of earlier steps or inputs. Evaluated on scalars it gives the
central estimate, on arrays a sweep or a Monte Carlo, and `figures` turns samples into figures that
open down to the facts. A `Ledger` does the last for many graphs that have inputs in common.
"""

import inspect
from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from estimators.errors import InputError
from estimators.figure import Figure, Formula, Input
from estimators.ranges import bands, quantiles

FloatArray = NDArray[np.float64]
KEPT = 1500
"""Inputs and steps that a ledger keeps at least: those of about three pieces of advice."""


@dataclass(frozen=True, eq=False)
class Step:
    """One formula in a graph; compares by identity.

    Attributes:
        name: Name of the output, with its unit in it (`energy_kwh_per_year`).
        unit: Unit of the output as shown.
        function: Pure function; its parameter names are the names it needs. Parameters with a
            default are settings of the formula and not taken from the graph.
        formula: The equation as shown.
        shown: False for a step whose output is a curve (24 hours, years): it is computed, and
            figures that need it show what it was made of instead.
        takes: Parameter of the function to name in the graph, where the two differ.
        parameters: What the function takes, read from its signature.
        needs: The same as names in the graph.
    """

    name: str
    unit: str
    function: Callable[..., ArrayLike]
    formula: Formula
    shown: bool = True
    takes: Mapping[str, str] = field(default_factory=dict)
    parameters: tuple[str, ...] = field(init=False)
    needs: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        found = inspect.signature(self.function).parameters.values()
        names = tuple(p.name for p in found if p.default is inspect.Parameter.empty)
        object.__setattr__(self, "parameters", names)
        object.__setattr__(self, "needs", tuple(self.takes.get(name, name) for name in names))

    def run(self, values: Sequence[ArrayLike]) -> ArrayLike:
        """The function on the values of what it needs, in order."""
        return self.function(**dict(zip(self.parameters, values, strict=True)))

    def lacks(self, known: Container[str]) -> InputError:
        """What to raise when something that it needs is not among the names known."""
        missing = [name for name in self.needs if name not in known]
        return InputError(
            f"{self.name} cannot be computed",
            f"{', '.join(missing)} is missing",
            "Give it as an input or add the step that computes it before.",
        )


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
        ledger = Ledger(lambda item: samples[:, column[item.name]], samples.shape[0])
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
        opens: What a figure that needs it shows of it.
        figure: Itself as shown; None for an input or a curve.
        draws: The draws of the figure, shape (draws,); None where it is withheld.
    """

    values: ArrayLike
    opens: tuple[Input | Figure, ...] = ()
    figure: Figure | None = None
    draws: FloatArray | None = None


_Run = tuple[Step, tuple[_Node, ...], str]
"""A step, the nodes that it is run on, and why it is withheld."""
_Band = tuple[float | None, float | None, float | None]


class Ledger:
    """Inputs drawn and steps run for many graphs, so that what they share is computed once.

    Equal inputs have equal draws, so a step on the same inputs has the same outcome in whichever
    graph it stands. What was not asked for while `KEPT` others were is dropped.
    """

    def __init__(self, draw: Callable[[Input], FloatArray], count: int) -> None:
        """Start empty.

        Args:
            draw: Uniform numbers in (0, 1) of an input, shape (count,); the same for equal inputs.
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
            node = self._find(run)
            if node is None:
                node = _Node(np.nan if why else step.run([need.values for need in needs]))
                fresh.append((run, node))
            known[step.name] = node
        self._open(fresh)
        self._keep(fresh)
        shown = {step.name: known[step.name] for step in graph.steps if step.shown}
        return Outcome(
            {name: node.figure for name, node in shown.items() if node.figure is not None},
            {name: node.draws for name, node in shown.items() if node.draws is not None},
        )

    def _find(self, key: Hashable) -> _Node | None:
        """The node of an input, or of a step with the nodes that it was run on."""
        node = self._recent.get(key)
        if node is None and self._older:
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
            node = self._find(item)
            if node is None:
                node = _Node(item.value, (item,))
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

    def _open(self, fresh: Sequence[tuple[_Run, _Node]]) -> None:
        """Give nodes their figures, each holding the inputs and figures that it came from.

        The draws of all are sorted in one pass, which takes a fraction of one pass for each.
        """
        computed = [node for (step, _, why), node in fresh if step.shown and not why]
        rows = np.empty((len(computed), self._count + 1))
        for row, node in zip(rows, computed, strict=True):
            row[:] = node.values
            node.draws = row[1:]
        ends = iter(bands(rows))
        for (step, needs, why), node in fresh:
            nested = [item for need in needs for item in need.opens]
            parents = tuple({id(item): item for item in nested}.values())
            node.opens = parents
            if step.shown:
                band: _Band = (None, None, None) if why else next(ends)
                figure = Figure(step.name, *band, step.unit, step.formula, parents, withheld=why)
                node.figure, node.opens = figure, (figure,)
