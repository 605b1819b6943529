"""Where a number in a graph came from, and the figures that are made of that when one is opened.

Of the figures of most options a few are looked at and fewer are opened, so that each is made when
it is first asked for. A trace holds no draws: a figure may outlive them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from estimators.figure import Figure, Input, Parents
from estimators.step import Step

Band = tuple[float | None, float | None, float | None]
"""Value, P5 and P95; None where they are withheld."""
NO_BAND: Band = (None, None, None)


@dataclass(slots=True, eq=False)
class Trace:
    """The outcome of one step on what it was run on; compares by identity.

    Attributes:
        needs: Inputs and traces that the step was run on.
        why: Why it is withheld; empty where it is not.
        figure: As shown, once that was asked for.
    """

    step: Step
    needs: "tuple[Input | Trace, ...]"
    why: str
    band: Band = NO_BAND
    figure: Figure | None = None

    def shown(self) -> Figure:
        """As a figure, the same one each time."""
        if self.figure is None:
            step, parents = self.step, Parents(self.parents)
            self.figure = Figure(
                step.name, *self.band, step.unit, step.formula, parents, withheld=self.why
            )
        return self.figure

    def parents(self) -> tuple[Input | Figure, ...]:
        """The inputs and figures that it came from, each once; a curve is what it was made of."""
        found: dict[int, Input | Figure] = {}
        for need in self.needs:
            if isinstance(need, Input):
                found[id(need)] = need
            elif need.step.shown:
                figure = need.shown()
                found[id(figure)] = figure
            else:
                found |= {id(item): item for item in need.parents()}
        return tuple(found.values())


class Figures(Mapping[str, Figure]):
    """Figures by name, each made when it is first asked for."""

    def __init__(self, traces: Mapping[str, Trace]) -> None:
        self._traces = traces

    def __getitem__(self, name: str) -> Figure:
        return self._traces[name].shown()

    def __iter__(self) -> Iterator[str]:
        return iter(self._traces)

    def __len__(self) -> int:
        return len(self._traces)


class Changed(Mapping[str, Figure]):
    """Figures of which one is another; the rest is still made when it is asked for."""

    def __init__(self, figures: Mapping[str, Figure], name: str, figure: Figure) -> None:
        self._figures, self._name, self._figure = figures, name, figure

    def __getitem__(self, name: str) -> Figure:
        return self._figure if name == self._name else self._figures[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)
