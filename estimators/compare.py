"""Why another tool says something else: the ratio of two estimates as a product of factors.

One condition after another is changed from ours to the other tool's, and our own model says what
each change does; what is left with equal conditions is the difference between the two formulas.
Factors multiply to the ratio of the two results, because each begins where the one before ended.
Conditions are those of a calculation: whether memory would hold them is not asked.
`compare_ecologits` and `compare_tdp` build the other side.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod

from estimators.compare_ours import Asked, Ours
from estimators.figure import Input
from estimators.serving import Range

__all__ = ["Comparison", "Condition", "Factor", "Rival", "compare", "ladder"]

J_PER_WH = 3600.0


@dataclass(frozen=True)
class Factor:
    """One reason why two estimates differ.

    Attributes:
        name: What differs.
        ratio: Ours over theirs, everything else equal.
        ours, theirs: The inputs that differ, with their sources.
        why: What the other tool does, one sentence.
    """

    name: str
    ratio: float
    ours: tuple[Input, ...]
    theirs: tuple[Input, ...]
    why: str


@dataclass(frozen=True)
class Condition:
    """A deployment with one more condition taken from the other tool.

    Attributes:
        chip_j: What our model says of it: energy of the chips for one request.
    """

    name: str
    chip_j: float
    ours: tuple[Input, ...]
    theirs: tuple[Input, ...]
    why: str


@dataclass(frozen=True)
class Rival:
    """The other tool's estimate of one request, and how it got there.

    Attributes:
        conditions: In the order in which they are changed, the last one equal to the tool's own.
        formula: What is left then: name, our value, theirs, both inputs, why. The ratios multiply
            to (our chip energy under the last condition) over (theirs).
        chip_j: Energy of the chips.
        boundary: Energy of the node over that of its chips, and what it is made of.
        pue: Facility over IT energy, with its range.
        grid_g_per_kwh: Carbon of the electricity.
        embodied_g: Manufacturing carbon of the request.
        embodied: What it is made of.
        boundary_why, pue_why, grid_why, embodied_why: What the tool does, one sentence each.
    """

    tool: str
    version: str
    conditions: tuple[Condition, ...]
    formula: tuple[Factor, ...]
    chip_j: float
    boundary: float
    boundary_inputs: tuple[Input, ...]
    pue: Input
    grid_g_per_kwh: Input
    embodied_g: float
    embodied: tuple[Input, ...]
    boundary_why: str
    pue_why: str
    grid_why: str
    embodied_why: str


@dataclass(frozen=True)
class Comparison:
    """Two estimates of one quantity and the factors between them.

    Attributes:
        ours, theirs: Value with its range; None when withheld.
        factors: Their product is `ratio`.
        withheld: Why there is nothing to compare.
    """

    quantity: str
    unit: str
    ours: Range | None
    theirs: Range | None
    factors: tuple[Factor, ...] = ()
    withheld: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours over theirs."""
        if self.ours is None or self.theirs is None:
            return None
        return self.ours.value / self.theirs.value

    @property
    def product(self) -> float:
        """The factors multiplied: the ratio, but for rounding in the last digit."""
        return prod(factor.ratio for factor in self.factors)


def ladder(start_j: float, conditions: Sequence[Condition]) -> tuple[Factor, ...]:
    """Factors of the conditions, each the energy before over the energy after its change.

    Args:
        start_j: Energy under our own conditions.
        conditions: Energies after each change; a condition that changes nothing gives 1.
    """
    before = [start_j, *(item.chip_j for item in conditions)]
    return tuple(
        Factor(item.name, above / item.chip_j, item.ours, item.theirs, item.why)
        for above, item in zip(before, conditions, strict=False)
    )


def compare(asked: Asked, ours: Ours, rival: Rival) -> tuple[Comparison, Comparison]:
    """Energy of one request in the facility, and its carbon, beside those of another tool.

    Equations: energy = chips x boundary x PUE; carbon = energy x grid intensity + embodied.
    """
    energy = _energy(ours, rival)
    return energy, _carbon(asked, ours, rival, energy)


def _energy(ours: Ours, rival: Rival) -> Comparison:
    factors = (
        *ladder(ours.chip_j.value, rival.conditions),
        *rival.formula,
        Factor(
            "boundary",
            ours.boundary / rival.boundary,
            ours.boundary_inputs,
            rival.boundary_inputs,
            rival.boundary_why,
        ),
        Factor("PUE", ours.pue.value / rival.pue.value, (ours.pue,), (rival.pue,), rival.pue_why),
    )
    it_j = rival.chip_j * rival.boundary
    return Comparison(
        quantity="energy of one request, facility",
        unit="Wh",
        ours=_facility_wh(ours),
        theirs=Range(
            it_j * rival.pue.value / J_PER_WH,
            it_j * rival.pue.low / J_PER_WH,
            it_j * rival.pue.high / J_PER_WH,
        ),
        factors=factors,
    )


def _facility_wh(ours: Ours) -> Range:
    """Band of the estimate and of the PUE taken together, as if both ended at once."""
    node = ours.node_j
    return Range(
        node.value * ours.pue.value / J_PER_WH,
        node.low * ours.pue.low / J_PER_WH,
        node.high * ours.pue.high / J_PER_WH,
    )


def _carbon(asked: Asked, ours: Ours, rival: Rival, energy: Comparison) -> Comparison:
    name, unit = "carbon of one request, location-based with embodied", "g"
    if ours.withheld or energy.ours is None or energy.theirs is None:
        return Comparison(name, unit, None, None, withheld=ours.withheld)
    grid = ours.grid_g_per_kwh
    mine = _operational_g(energy.ours, grid)
    other = _operational_g(energy.theirs, rival.grid_g_per_kwh)
    factors = (
        *energy.factors,
        Factor(
            "grid intensity",
            grid.value / rival.grid_g_per_kwh.value,
            (replace(grid, note=f"{asked.site.region}. {grid.note}"),),
            (rival.grid_g_per_kwh,),
            rival.grid_why,
        ),
        Factor(
            "embodied",
            (1.0 + ours.embodied_g.value / mine.value) / (1.0 + rival.embodied_g / other.value),
            ours.embodied,
            rival.embodied,
            rival.embodied_why,
        ),
    )
    return Comparison(
        name,
        unit,
        Range(
            mine.value + ours.embodied_g.value,
            mine.low + ours.embodied_g.low,
            mine.high + ours.embodied_g.high,
        ),
        Range(
            other.value + rival.embodied_g,
            other.low + rival.embodied_g,
            other.high + rival.embodied_g,
        ),
        factors,
    )


def _operational_g(energy_wh: Range, grid: Input) -> Range:
    """Energy [Wh] / 1000 x grid intensity [g/kWh]."""
    return Range(
        energy_wh.value * grid.value / 1000.0,
        energy_wh.low * grid.low / 1000.0,
        energy_wh.high * grid.high / 1000.0,
    )
