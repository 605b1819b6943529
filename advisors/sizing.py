"""Self-hosted replicas for a workload: every model, precision, instance type and layout at once.

The physics is that of `estimators.sweep_grid`; what differs from `estimators.sweep` is that the
batch is found between the points of the grid (`sizing_batch`), and that two layouts are kept of
each instance type: the smallest that is possible, which idles cheapest, and the one that needs the
least energy when it is full.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from advisors.base import Base, neuron_serves
from advisors.sizing_batch import BATCHES, at, position
from estimators.calibration import load_calibration
from estimators.facts import Chip, Instance
from estimators.graph import FloatArray
from estimators.power import rest_power_w
from estimators.replica import reserve
from estimators.serving import node_rest
from estimators.serving_inputs import Options
from estimators.sweep_grid import Axes, Grid, evaluate

SHARDS = np.array([1.0, 2.0, 4.0, 8.0])
P95_OVER_MEAN = 2.0
"""Time to first token: 95th percentile over mean, judged between a steady and a bursty queue."""
IDLE_MODE = "power_fraction_idle_loaded"
RETIRED = frozenset({"inferentia1"})


@dataclass(frozen=True)
class ServiceLevel:
    """What one call has to hold, network taken off."""

    input_tokens: float
    output_tokens: float
    ttft_ms: float
    inter_token_ms: float


@dataclass(frozen=True)
class Layout:
    """One way to serve a model: precision, instance type, chips of a replica."""

    model: str
    precision: str
    instance: str
    shards: int


@dataclass(frozen=True)
class Layouts:
    """Feasible layouts as arrays, one element each.

    Attributes:
        wh_per_call, wh_per_call_single: Chips and host, at the batch and at batch 1.
        calls_per_s, single_calls_per_s: Throughput of a replica.
        idle_power_w: A loaded replica that waits, host included.
    """

    keys: tuple[Layout, ...]
    batch: FloatArray
    wh_per_call: FloatArray
    wh_per_call_single: FloatArray
    calls_per_s: FloatArray
    single_calls_per_s: FloatArray
    idle_power_w: FloatArray
    replicas_per_instance: FloatArray
    ttft_ms: FloatArray
    inter_token_ms: FloatArray

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def row_of(self) -> dict[Layout, int]:
        """Row of each layout."""
        return {key: row for row, key in enumerate(self.keys)}


@dataclass(frozen=True)
class Sized:
    """Layouts, and what explains the ones that are missing.

    Attributes:
        models: Catalogue id of each row of the grid.
        neuron: Whether the chip's software serves the model, shape (pairs, types).
        feasible: Whether the service level and memory hold, shape (pairs, types, shards).
    """

    layouts: Layouts
    models: tuple[str, ...]
    axes: Axes
    grid: Grid
    neuron: NDArray[np.bool_]
    feasible: NDArray[np.bool_]
    level: ServiceLevel


def precisions_of(base: Base, model: str) -> tuple[str, ...]:
    """Formats to consider: as published, and FP8, which loses nothing measurable."""
    native = base.architectures[model].native_format
    return {"fp8": ("fp8",), "mxfp4": ("mxfp4",)}.get(native, ("bf16", "fp8"))


def size(
    base: Base,
    models: Sequence[str],
    instances: Sequence[Instance],
    level: ServiceLevel,
    *,
    options: Options | None = None,
    precisions: Sequence[str] = (),
) -> Sized | None:
    """Every feasible layout of the models on the instance types; None when there is nothing to do.

    Args:
        base: Facts.
        models: Catalogue ids with a known architecture.
        instances: Types to consider.
        level: Tokens and limits.
        options: What is switched on in the engine.
        precisions: Instead of the usual ones of each model.
    """
    if not models or not instances:
        return None
    pairs = [(m, p) for m in models for p in (precisions or precisions_of(base, m))]
    axes = Axes(
        pairs=[(base.architectures[m], p) for m, p in pairs],
        chips=[base.facts.chip(item.chip) for item in instances],
        chips_per_instance=np.array([item.chip_count for item in instances]),
        shards=SHARDS,
        batches=BATCHES,
        input_tokens=level.input_tokens,
        output_tokens=level.output_tokens,
        context_tokens=level.input_tokens + level.output_tokens,
        options=options or Options(),
    )
    grid = evaluate(axes, load_calibration().coefficients, reserve(), node_rest())
    neuron = _neuron_ok(axes, [m for m, _ in pairs])
    fits = (axes.precision_ok & axes.specified[None] & neuron)[..., None] & axes.layout_ok[None]
    limits = np.array([level.inter_token_ms, level.ttft_ms])
    place = position(grid.inter_token_ms, grid.ttft_ms * P95_OVER_MEAN, grid.missing_gib, limits)
    feasible = fits & (place >= 0.0)
    cells = np.argwhere(_useful(feasible, grid, place))
    keys = tuple(
        Layout(pairs[row][0], pairs[row][1], instances[kind].id, int(SHARDS[split]))
        for row, kind, split in cells
    )
    layouts = _layouts(base, keys, axes, grid, place=place, cells=cells)
    return Sized(layouts, tuple(m for m, _ in pairs), axes, grid, neuron, feasible, level)


def idle_w(base: Base, chip: Chip) -> float:
    """A chip with the model loaded and nothing to do, with its share of the server."""
    limit = chip.tdp_watts or 0.0
    if not limit:
        return 0.0
    own = limit * base.facts.constant(IDLE_MODE).value
    return own + float(rest_power_w(own, limit, node_rest()))


def _neuron_ok(axes: Axes, models: Sequence[str]) -> NDArray[np.bool_]:
    """Whether the chip's software serves the model, shape (pairs, types)."""
    return np.array(
        [
            [
                chip.kind == "gpu" or (chip.id not in RETIRED and neuron_serves(model, chip.id))
                for chip in axes.chips
            ]
            for model in models
        ],
        dtype=bool,
    ).reshape(len(models), len(axes.chips))


def _useful(feasible: NDArray[np.bool_], grid: Grid, place: FloatArray) -> NDArray[np.bool_]:
    """The smallest layout that is possible, and the one that needs the least energy when full."""
    smallest = np.argmax(feasible, axis=-1)
    energy = np.where(feasible, at(grid.energy_j, place), np.inf)
    leanest = np.argmin(energy, axis=-1)
    index = np.arange(feasible.shape[-1])
    found: NDArray[np.bool_] = (index == smallest[..., None]) | (index == leanest[..., None])
    return found & feasible


def _layouts(
    base: Base,
    keys: tuple[Layout, ...],
    axes: Axes,
    grid: Grid,
    *,
    place: FloatArray,
    cells: NDArray[np.int64],
) -> Layouts:
    """The chosen cells as flat arrays."""
    rows, types, splits = cells[:, 0], cells[:, 1], cells[:, 2]
    chosen = place[rows, types, splits]

    def pick(values: FloatArray) -> FloatArray:
        return at(values[rows, types, splits], chosen)

    def alone(values: FloatArray) -> FloatArray:
        return np.asarray(values[rows, types, splits, 0])

    shards = SHARDS[splits]
    idle = np.array([idle_w(base, chip) for chip in axes.chips])[types] * shards
    batches = np.broadcast_to(BATCHES, (len(keys), BATCHES.size))
    to_wh = axes.output_tokens / 3600.0
    return Layouts(
        keys=keys,
        batch=at(batches, chosen) if keys else np.zeros(0),
        wh_per_call=pick(grid.energy_j) * to_wh,
        wh_per_call_single=alone(grid.energy_j) * to_wh,
        calls_per_s=pick(grid.tokens_per_s) / axes.output_tokens,
        single_calls_per_s=alone(grid.tokens_per_s) / axes.output_tokens,
        idle_power_w=idle,
        replicas_per_instance=axes.chips_per_instance[types] / shards,
        ttft_ms=pick(grid.ttft_ms),
        inter_token_ms=pick(grid.inter_token_ms),
    )
