"""Formulas wired by name: one graph serves the sweep, the Monte Carlo and the explanation.

A `Graph` is an ordered list of steps. Each step names its output, its unit and a pure function
whose parameter names are outputs of earlier steps or inputs. Evaluated on scalars it gives the
central estimate, on arrays a sweep or a Monte Carlo, and `figures` turns samples into figures that
open down to the facts. A `Ledger` does the last for many graphs that have inputs in common.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from numpy.typing import ArrayLike

from estimators.figure import Figure, Input
from estimators.ledger import Asked, FloatArray, Ledger, Outcome
from estimators.ranges import steps_of
from estimators.step import Step


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


__all__ = ["Asked", "FloatArray", "Graph", "Ledger", "Outcome", "Step"]
