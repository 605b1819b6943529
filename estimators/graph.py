"""Formulas wired by name: one graph serves the sweep, the Monte Carlo and the explanation.

A `Graph` is an ordered list of steps. Each step names its output, its unit and a pure function
whose parameter names are outputs of earlier steps or inputs. Evaluated on scalars it gives the
central estimate, on arrays a sweep or a Monte Carlo, and `figures` turns samples into figures that
open down to the facts.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from estimators.errors import InputError
from estimators.figure import Figure, Formula, Input

FloatArray = NDArray[np.float64]
Z95 = 1.6448536269514722  # standard normal quantile at 0.95: low and high are P5 and P95


@dataclass(frozen=True)
class Step:
    """One formula in a graph.

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

    def run(self, known: Mapping[str, ArrayLike]) -> ArrayLike:
        """The function on the values of the graph."""
        names = zip(self.parameters, self.needs, strict=True)
        return self.function(**{parameter: known[name] for parameter, name in names})


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
            missing = [name for name in step.needs if name not in known]
            if missing:
                raise InputError(
                    f"{step.name} cannot be computed",
                    f"{', '.join(missing)} is missing",
                    "Give it as an input or add the step that computes it before.",
                )
            known[step.name] = step.run(known)
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
        reasons = self._reasons(withheld or {})
        skip = tuple(step.name for step in self.steps if step.name in reasons)
        values = self.evaluate(_columns(inputs, samples), skip)
        shown = [s.name for s in self.steps if s.shown and s.name not in reasons]
        table = np.empty((len(shown), samples.shape[0] + 1))
        for row, name in enumerate(shown):
            table[row] = values[name]
        figures = self._open(inputs, reasons, _bands(shown, table))
        return Outcome(figures, {name: table[row, 1:] for row, name in enumerate(shown)})

    def _reasons(self, withheld: Mapping[str, str]) -> dict[str, str]:
        """Why each name is withheld: the missing inputs and all that is built on them."""
        reasons = dict(withheld)
        for step in self.steps:
            why = [reasons[name] for name in step.needs if name in reasons]
            if why:
                reasons[step.name] = "; ".join(dict.fromkeys(why))
        return reasons

    def _open(
        self,
        inputs: Sequence[Input],
        reasons: Mapping[str, str],
        bands: Mapping[str, tuple[float, float, float]],
    ) -> dict[str, Figure]:
        """Figures that hold the inputs and figures that they came from."""
        made: dict[str, tuple[Input | Figure, ...]] = {item.name: (item,) for item in inputs}
        result: dict[str, Figure] = {}
        for step in self.steps:
            nested = [item for name in step.needs for item in made.get(name, ())]
            parents = tuple({id(item): item for item in nested}.values())
            if not step.shown:
                made[step.name] = parents
                continue
            value, low, high = bands.get(step.name, (None, None, None))
            figure = Figure(
                step.name,
                value,
                low,
                high,
                step.unit,
                step.formula,
                parents,
                withheld=reasons.get(step.name, ""),
            )
            made[step.name] = (figure,)
            result[step.name] = figure
        return result


def quantile(item: Input, u: FloatArray) -> FloatArray:
    """Values of an uncertain input at probabilities `u`, so that P5, P50, P95 are as stated.

    Two-piece log-normal where low, value and high are positive, two-piece normal cut at zero
    where they are not negative, plain two-piece normal otherwise. Shape of the result: that of u.
    """
    from scipy.special import ndtri  # a quarter of a second to import, and not needed to show facts

    if item.certain:
        return np.full(np.shape(u), item.value)
    z = np.asarray(ndtri(u), dtype=float) / Z95
    if item.low > 0:
        spread = np.where(z > 0, np.log(item.high / item.value), np.log(item.value / item.low))
        drawn = item.value * np.exp(z * spread)
    else:
        width = np.where(z > 0, item.high - item.value, item.value - item.low)
        drawn = item.value + z * width
        if item.low >= 0:
            drawn = np.maximum(drawn, 0.0)
    return drawn if item.bound is None else np.minimum(drawn, item.bound)


def _columns(inputs: Sequence[Input], samples: FloatArray) -> dict[str, ArrayLike]:
    """The value of each input in row 0, its draws below; one number where it is certain.

    One evaluation then gives the central estimate and the Monte Carlo.
    """
    columns: dict[str, ArrayLike] = {}
    for index, item in enumerate(inputs):
        if item.certain:
            columns[item.name] = item.value
        else:
            drawn = quantile(item, samples[:, index])
            columns[item.name] = np.concatenate(([item.value], drawn))
    return columns


def _bands(names: Sequence[str], table: FloatArray) -> dict[str, tuple[float, float, float]]:
    """Value, P5 and P95 by name, all at once because that is much faster than one by one."""
    if not names:
        return {}
    low, high = np.percentile(table[:, 1:], (5, 95), axis=1)
    central = table[:, 0]
    low, high = np.minimum(low, central), np.maximum(high, central)
    rows = zip(names, central.tolist(), low.tolist(), high.tolist(), strict=True)
    return {name: (value, below, above) for name, value, below, above in rows}
