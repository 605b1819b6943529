"""Numbers that know where they come from: sources, formulas, inputs, figures.

A `Figure` is a number as shown to a reader. It opens to the bottom: every figure holds the inputs
it was computed from, and every input is a fact with sources, an answer of the architect, or
another figure.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, overload

Origin = Literal["fact", "answer", "default", "override", "assumption"]
Confidence = Literal["published", "measured", "estimated", "inferred"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read.

    Attributes:
        id: Short stable key, lower case with hyphens.
        title: Title of the document, data set or page.
        publisher: Who published it.
        url: Where it can be read; empty when no public address is known.
        date: ISO date or year-month of the version read.
        licence: Licence of the data, or "facts only" when single figures are quoted.
    """

    id: str
    title: str
    publisher: str
    url: str
    date: str
    licence: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A pure function as a reader sees it.

    Attributes:
        id: `module.function`, for example `footprint.carbon_location_kg`.
        equation: The equation in words and symbols, units included.
        sources: Source ids of the published form; empty for arithmetic that needs none.
    """

    id: str
    equation: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Input:
    """A number that enters a formula from outside: a fact, an answer, a default, an override.

    `low` and `high` are the 5th and 95th percentiles of its distribution (two-piece log-normal
    when all three are positive, see `ranges.quantiles`); equal to `value` when it is certain.

    Attributes:
        bound: Values above this are cut (a fraction cannot pass 1); None for no bound.
        date: Date of the value itself, ISO or year.
        stream: Inputs of one stream move together in a Monte Carlo (the same model error in two
            options, one grid under two designs); empty for a stream of its own name.
    """

    name: str
    value: float
    low: float
    high: float
    unit: str
    origin: Origin
    sources: tuple[str, ...] = ()
    date: str = ""
    confidence: Confidence = "published"
    note: str = ""
    bound: float | None = None
    stream: str = ""

    @property
    def certain(self) -> bool:
        """Whether the range has no width."""
        return self.low == self.high

    def __hash__(self) -> int:
        # what tells most inputs apart: all twelve fields take three times as long
        return hash((self.name, self.value, self.low, self.stream))

    def named(self, name: str) -> "Input":
        """The same under a name in a graph."""
        return self if self.name == name else replace(self, name=name)

    def times(self, factor: "Input") -> "Input":
        """The same times a factor, both ranges at their ends; sources and note as before."""
        return replace(
            self,
            value=self.value * factor.value,
            low=self.low * factor.low,
            high=self.high * factor.high,
        )


class Parents(Sequence["Input | Figure"]):
    """What a figure came from, looked up when the figure is opened: most never are."""

    __slots__ = ("_found", "_look")

    def __init__(self, look: Callable[[], tuple["Input | Figure", ...]]) -> None:
        """Keep `look` until someone asks; it gives the same each time."""
        self._look: Callable[[], tuple[Input | Figure, ...]] | None = look
        self._found: tuple[Input | Figure, ...] = ()

    def _all(self) -> tuple["Input | Figure", ...]:
        if self._look is not None:
            self._found, self._look = self._look(), None
        return self._found

    @overload
    def __getitem__(self, place: int) -> "Input | Figure": ...

    @overload
    def __getitem__(self, place: slice) -> tuple["Input | Figure", ...]: ...

    def __getitem__(self, place: int | slice) -> "Input | Figure | tuple[Input | Figure, ...]":
        return self._all()[place]

    def __len__(self) -> int:
        return len(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as shown: value, 5th to 95th percentile, unit, formula, inputs, sources.

    `value` is None when the figure is withheld; `withheld` then says why and what would unlock it.
    `inputs` is a tuple, or `Parents` that become one when someone opens the figure.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    formula: Formula
    inputs: Sequence["Input | Figure"]
    note: str = ""
    withheld: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of every source under this figure, sorted."""
        found = set(self.formula.sources)
        for item in self.parts():
            found.update(item.formula.sources if isinstance(item, Figure) else item.sources)
        return tuple(sorted(found))

    @property
    def numbers(self) -> tuple[float, float, float]:
        """Value, low and high of a figure that is not withheld.

        Raises:
            ValueError: The figure is withheld.
        """
        if self.value is None or self.low is None or self.high is None:
            raise ValueError(f"{self.name} is withheld: {self.withheld}")
        return self.value, self.low, self.high

    def parts(self) -> Iterator["Input | Figure"]:
        """Every figure and input under this one in reading order, a shared one once."""
        found: dict[int, Input | Figure] = {}
        waiting = list(self.inputs[::-1])
        while waiting:
            item = waiting.pop()
            if id(item) not in found:
                found[id(item)] = item
                if isinstance(item, Figure):
                    waiting += item.inputs[::-1]
        return iter(found.values())

    def leaves(self) -> Iterator[Input]:
        """Every input at the bottom of this figure, each name once, in reading order."""
        found: dict[str, Input] = {}
        for item in self.parts():
            if isinstance(item, Input):
                found.setdefault(item.name, item)
        return iter(found.values())
