"""One formula of a graph: its name, its unit, and the names that it needs."""

import inspect
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field

from numpy.typing import ArrayLike

from estimators.errors import InputError
from estimators.figure import Formula


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
        in_order: Whether it takes them by their place; otherwise by name alone.
        needs: The same as names in the graph.
    """

    name: str
    unit: str
    function: Callable[..., ArrayLike]
    formula: Formula
    shown: bool = True
    takes: Mapping[str, str] = field(default_factory=dict)
    parameters: tuple[str, ...] = field(init=False)
    in_order: bool = field(init=False)
    needs: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        found = inspect.signature(self.function).parameters.values()
        taken = [p for p in found if p.default is inspect.Parameter.empty]
        names = tuple(p.name for p in taken)
        in_order = all(p.kind is not inspect.Parameter.KEYWORD_ONLY for p in taken)
        object.__setattr__(self, "parameters", names)
        object.__setattr__(self, "in_order", in_order)
        object.__setattr__(self, "needs", tuple(self.takes.get(name, name) for name in names))

    def run(self, values: Sequence[ArrayLike]) -> ArrayLike:
        """The function on the values of what it needs, in order."""
        if self.in_order:
            return self.function(*values)
        return self.function(**dict(zip(self.parameters, values, strict=True)))

    def lacks(self, known: Container[str]) -> InputError:
        """What to raise when something that it needs is not among the names known."""
        missing = [name for name in self.needs if name not in known]
        return InputError(
            f"{self.name} cannot be computed",
            f"{', '.join(missing)} is missing",
            "Give it as an input or add the step that computes it before.",
        )
