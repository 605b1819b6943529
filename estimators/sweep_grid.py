"""Axes of the grid, and physics over the layouts that are asked for, a slice at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from estimators.calibration import Coefficients
from estimators.facts import Chip
from estimators.graph import FloatArray
from estimators.memory import Reserve, replica_memory
from estimators.model_config import Architecture
from estimators.power import NodeRest, rest_power_w
from estimators.serving_core import performance
from estimators.serving_inputs import PRECISIONS, Load
from estimators.sweep_fields import Call, Cells, Fields

NEEDED = ("peak_dense_tflops_bf16", "memory_bandwidth_gb_per_s", "memory_gib", "tdp_watts")
FIGURES = (
    "energy_j",
    "chip_energy_j",
    "chip_power_w",
    "inter_token_ms",
    "ttft_ms",
    "tokens_per_s",
    "missing_gib",
)
SLICE_CELLS = 16384
"""Cells computed at once: their temporaries stay in the cache of one core."""


@dataclass(frozen=True)
class Axes:
    """Pairs of model and precision, instance types, tensor parallelism, batches."""

    pairs: Sequence[tuple[Architecture, str]]
    chips: Sequence[Chip]
    chips_per_instance: FloatArray
    shards: FloatArray
    batches: FloatArray

    @cached_property
    def kinds(self) -> tuple[tuple[Chip, ...], NDArray[np.intp]]:
        """Each kind of chip once, and which of them each instance type has."""
        kinds = tuple({chip.id: chip for chip in self.chips}.values())
        number = {chip.id: place for place, chip in enumerate(kinds)}
        return kinds, np.array([number[chip.id] for chip in self.chips], dtype=np.intp)

    @cached_property
    def specified(self) -> NDArray[np.bool_]:
        """Whether the data sheet of each chip has what physics needs."""
        return np.array([_specified(chip) for chip in self.chips])

    @cached_property
    def layout_ok(self) -> NDArray[np.bool_]:
        """Whether an instance type can be split so, shape (types, shards)."""
        chips = self.chips_per_instance[:, None]
        return np.asarray((self.shards <= chips) & (chips % self.shards == 0))

    @cached_property
    def precision_ok(self) -> NDArray[np.bool_]:
        """Whether the chip computes in the precision, shape (pairs, types)."""
        needs = [PRECISIONS[precision].needs for _, precision in self.pairs]
        by_need = {
            need: [need == "bf16" or need in chip.precisions for chip in self.chips]
            for need in set(needs)
        }
        return np.array([by_need[need] for need in needs])


@lru_cache(maxsize=256)
def _specified(chip: Chip) -> bool:
    return all(chip.number(name) for name in NEEDED)


@dataclass(frozen=True)
class Grid:
    """Figures of every cell, shape (pairs, types, shards, batches); NaN where it was not asked for.

    Attributes:
        by_kind: Figures by name, shape (pairs, kinds, shards, batches): types with the same chip
            share their physics.
        kind_of: Kind of chip of each type.
        evaluated: Distinct cells that were computed.
    """

    by_kind: Mapping[str, FloatArray]
    kind_of: NDArray[np.intp]
    evaluated: int

    @property
    def shape(self) -> tuple[int, ...]:
        """Pairs, types, shards, batches."""
        pairs, _, shards, batches = self.by_kind["energy_j"].shape
        return pairs, self.kind_of.size, shards, batches

    def of(self, name: str) -> FloatArray:
        """One of `FIGURES` over all types."""
        return self.by_kind[name][:, self.kind_of]


def evaluate(
    axes: Axes,
    call: Call,
    c: Coefficients,
    server: tuple[Reserve, NodeRest],
    wanted: NDArray[np.bool_] | None = None,
) -> Grid:
    """Physics over the grid for one call; see `evaluate_calls`."""
    return evaluate_calls(axes, [call], c, server, wanted)[0]


def evaluate_calls(
    axes: Axes,
    calls: Sequence[Call],
    c: Coefficients,
    server: tuple[Reserve, NodeRest],
    wanted: NDArray[np.bool_] | None = None,
) -> tuple[Grid, ...]:
    """Physics over the grid, a grid a call; what no call changes is computed once for all.

    Args:
        axes: The grid.
        calls: What the cells are asked for.
        c: Coefficients of the calibration.
        server: Memory that the engine keeps, and the rest of a server.
        wanted: Layouts to compute, shape (pairs, types, shards); of those, where memory lacks
            for every call even at the smallest batch, what lacks alone. All in full when None.
    """
    kinds, kind_of = axes.kinds
    layouts = (len(axes.pairs), len(kinds), axes.shards.size)
    asked = np.ones(layouts, dtype=bool) if wanted is None else _by_kind(wanted, kind_of)
    cells = Cells.asked(asked)
    shape = (len(FIGURES), len(calls), asked.size, axes.batches.size)
    found = dict(zip(FIGURES, np.full(shape, np.nan), strict=True))
    fields = Fields.of(axes.pairs, kinds, calls)
    gib = _column([item.memory_gib for item in kinds])[cells.kind, None]
    context = np.array([call.context_tokens for call in calls])[:, None, None]

    def load(some: Cells) -> Load:
        return fields.load(some, axes.shards, axes.batches)

    with np.errstate(divide="ignore", invalid="ignore"):
        need = replica_memory(load(cells), gib, context, server[0])
        missing = found["missing_gib"]
        missing[:, cells.flat] = need.missing_gib
        if wanted is not None:
            cells = cells[~np.all(missing[:, cells.flat, 0] > 0.0, axis=0)]
        for part in _slices(cells, axes.batches.size * len(calls)):
            for name, values in _figures(load(part), c, server[1]).items():
                found[name][:, part.flat] = values
    evaluated = cells.flat.size * axes.batches.size
    by_call = {name: values.reshape(-1, *layouts, shape[-1]) for name, values in found.items()}
    return tuple(
        Grid({name: values[place] for name, values in by_call.items()}, kind_of, evaluated)
        for place in range(len(calls))
    )


def _slices(cells: Cells, each: int) -> Iterator[Cells]:
    """Layouts of which every one holds so many cells, few enough at once."""
    step = max(1, SLICE_CELLS // each)
    for begin in range(0, cells.flat.size, step):
        yield cells[begin : begin + step]


def _by_kind(wanted: NDArray[np.bool_], kind_of: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Layouts that some type with the chip is wanted with, shape (pairs, kinds, shards)."""
    order = np.argsort(kind_of, kind="stable")
    first = np.searchsorted(kind_of[order], np.arange(kind_of.max(initial=-1) + 1))
    return np.asarray(np.logical_or.reduceat(wanted[:, order], first, axis=1))


def _figures(load: Load, c: Coefficients, rest: NodeRest) -> dict[str, FloatArray]:
    one = performance(load, c)
    around = rest_power_w(one.chip_power_w, load.tdp_w, rest)
    return {
        "chip_energy_j": one.energy_j_per_output_token,
        "energy_j": one.energy_j_per_output_token * (1.0 + around / one.chip_power_w),
        "chip_power_w": one.chip_power_w,
        "inter_token_ms": one.inter_token_s * 1e3,
        "ttft_ms": one.ttft_s * 1e3,
        "tokens_per_s": one.tokens_per_s,
    }


def _column(values: Sequence[float | None]) -> FloatArray:
    return np.array([value or np.nan for value in values], dtype=float)
