"""Formulas wired by name: one graph serves the sweep, the Monte Carlo and the explanation.

A `Graph` is an ordered list of steps. Each step names its output, its unit and a pure function
whose parameter names are outputs of earlier steps or inputs. Evaluated on scalars it gives the
central estimate, on arrays a sweep or a Monte Carlo, and `figures` turns samples into figures that
open down to the facts.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

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
        function: Pure function; its parameter names are the names it needs.
        formula: The equation as shown.
        needs: Names it takes, read from the function's signature.
    """

    name: str
    unit: str
    function: Callable[..., ArrayLike]
    formula: Formula
    needs: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "needs", tuple(inspect.signature(self.function).parameters))


@dataclass(frozen=True)
class Graph:
    """Steps in an order in which each needs only inputs and earlier steps."""

    steps: tuple[Step, ...]

    def evaluate(self, inputs: Mapping[str, ArrayLike]) -> dict[str, ArrayLike]:
        """Run every step; returns inputs and outputs by name. Shapes broadcast."""
        known: dict[str, ArrayLike] = dict(inputs)
        for step in self.steps:
            missing = [name for name in step.needs if name not in known]
            if missing:
                raise InputError(
                    f"{step.name} cannot be computed",
                    f"{', '.join(missing)} is missing",
                    "Give it as an input or add the step that computes it before.",
                )
            known[step.name] = step.function(**{name: known[name] for name in step.needs})
        return known

    def figures(self, inputs: Sequence[Input], samples: FloatArray) -> dict[str, Figure]:
        """Every step as a figure with its central value and P5 to P95.

        Args:
            inputs: Leaves of the graph.
            samples: Uniform numbers in (0, 1), shape (draws, len(inputs)), one column an input.
        """
        central = self.evaluate({item.name: item.value for item in inputs})
        drawn = self.evaluate(
            {item.name: quantile(item, samples[:, column]) for column, item in enumerate(inputs)}
        )
        made: dict[str, Input | Figure] = {item.name: item for item in inputs}
        result: dict[str, Figure] = {}
        for step in self.steps:
            value = float(np.asarray(central[step.name]))
            low, high = np.percentile(np.asarray(drawn[step.name], dtype=float), (5, 95))
            figure = Figure(
                name=step.name,
                value=value,
                low=min(float(low), value),
                high=max(float(high), value),
                unit=step.unit,
                formula=step.formula,
                inputs=tuple(made[name] for name in step.needs),
            )
            made[step.name] = result[step.name] = figure
        return result


def quantile(item: Input, u: FloatArray) -> FloatArray:
    """Values of an uncertain input at probabilities `u`, so that P5, P50, P95 are as stated.

    Two-piece log-normal where low, value and high are positive, two-piece normal cut at zero
    where they are not negative, plain two-piece normal otherwise. Shape of the result: that of u.
    """
    if item.certain:
        return np.full(np.shape(u), item.value)
    z = ndtri(u) / Z95
    if item.low > 0:
        spread = np.where(z > 0, np.log(item.high / item.value), np.log(item.value / item.low))
        drawn = item.value * np.exp(z * spread)
    else:
        width = np.where(z > 0, item.high - item.value, item.value - item.low)
        drawn = item.value + z * width
        if item.low >= 0:
            drawn = np.maximum(drawn, 0.0)
    return drawn if item.bound is None else np.minimum(drawn, item.bound)
