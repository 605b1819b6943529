"""Self-hosted replicas for a workload: every model, precision, instance type and layout at once.

The physics is that of `estimators.sweep_grid`; what differs from `estimators.sweep` is that the
batch is found between the points of the grid (`sizing_batch`), and that two layouts are kept of
each instance type: the smallest that is possible, which idles cheapest, and the one that needs the
least energy when it is full.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisors.base import Base, neuron_serves
from advisors.sizing_batch import BATCHES, at, position
from estimators.calibration import load_calibration
from estimators.facts import Instance
from estimators.graph import FloatArray
from estimators.replica import reserve
from estimators.serving import node_rest
from estimators.serving_inputs import Options
from estimators.sweep_grid import Axes, Grid, evaluate

SHARDS = np.array([1.0, 2.0, 4.0, 8.0])
P95_OVER_MEAN = 2.0
"""Time to first token: 95th percentile over mean, judged between a steady and a bursty queue."""
RETIRED = frozenset({"inferentia1"})


@dataclass(frozen=True)
class ServiceLevel:
    """What one call has to hold, network taken off."""

    input_tokens: float
    output_tokens: float
    ttft_ms: float
    inter_token_ms: float


class Layout(NamedTuple):
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

    @cached_property
    def rows_of(self) -> Mapping[str, list[int]]:
        """Rows of the grid by model."""
        return places_of(self.models)

    @cached_property
    def types_of(self) -> Mapping[str, list[int]]:
        """Instance types of the grid by chip."""
        return places_of([chip.id for chip in self.axes.chips])


def places_of(names: Sequence[str]) -> dict[str, list[int]]:
    """Where each name stands in a sequence."""
    found: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        found.setdefault(name, []).append(place)
    return found


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
    pairs = tuple((m, p) for m in models for p in (precisions or precisions_of(base, m)))
    asked = (pairs, tuple(item.id for item in instances), level, options or Options())
    return base.once(asked, lambda: _size(base, *asked))


def _size(
    base: Base,
    pairs: tuple[tuple[str, str], ...],
    types: tuple[str, ...],
    level: ServiceLevel,
    options: Options,
) -> Sized:
    """The layouts that keep a service level; rests on facts and level, not on the volume."""
    asked = (pairs, types, (level.input_tokens, level.output_tokens), options)
    axes, grid, neuron = base.once(asked, lambda: _physics(base, *asked))
    known = _known(axes, neuron)
    place, energy = _largest_batch(grid, level)
    feasible = known & axes.precision_ok[..., None] & (place >= 0.0)
    cells = np.argwhere(_useful(feasible, energy))
    shards = [int(count) for count in SHARDS]
    keys = tuple(
        Layout(*pairs[row], types[kind], shards[split]) for row, kind, split in cells.tolist()
    )
    layouts = _layouts(base, keys, axes, grid, place=place, cells=cells)
    return Sized(layouts, tuple(m for m, _ in pairs), axes, grid, neuron, feasible, level)


def _physics(
    base: Base,
    pairs: tuple[tuple[str, str], ...],
    types: tuple[str, ...],
    tokens: tuple[float, float],
    options: Options,
) -> tuple[Axes, Grid, NDArray[np.bool_]]:
    """The grid, and whether each chip's software serves each model; the same for all limits."""
    instances = [base.facts.instances[name] for name in types]
    axes = Axes(
        pairs=[(base.architectures[m], p) for m, p in pairs],
        chips=[base.facts.chip(item.chip) for item in instances],
        chips_per_instance=np.array([item.chip_count for item in instances]),
        shards=SHARDS,
        batches=BATCHES,
        input_tokens=tokens[0],
        output_tokens=tokens[1],
        context_tokens=sum(tokens),
        options=options,
    )
    neuron = _neuron_ok(axes, [m for m, _ in pairs])
    known = _known(axes, neuron)
    grid = evaluate(axes, load_calibration().coefficients, reserve(), node_rest(), known)
    return axes, grid, neuron


def _known(axes: Axes, neuron: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Layouts that exist and that physics can say something about, shape as `Sized.feasible`."""
    return np.asarray((axes.specified[None] & neuron)[..., None] & axes.layout_ok[None])


def _neuron_ok(axes: Axes, models: Sequence[str]) -> NDArray[np.bool_]:
    """Whether the chip's software serves the model, shape (pairs, types)."""
    gpu = [chip.kind == "gpu" for chip in axes.chips]
    rest = {chip.id for chip in axes.chips if chip.kind != "gpu"} - RETIRED
    rows = {}
    for model in dict.fromkeys(models):
        served = {chip for chip in rest if neuron_serves(model, chip)}
        rows[model] = [own or chip.id in served for own, chip in zip(gpu, axes.chips, strict=True)]
    return np.array([rows[model] for model in models], dtype=bool).reshape(-1, len(gpu))


def _largest_batch(grid: Grid, level: ServiceLevel) -> tuple[FloatArray, FloatArray]:
    """Place of the largest batch within the limits, and the energy there [J].

    Shape (pairs, types, shards); worked out once a chip, as all types with it share its physics.
    """
    figures = grid.by_kind
    place = position(
        figures["inter_token_ms"],
        figures["ttft_ms"] * P95_OVER_MEAN,
        figures["missing_gib"],
        np.array([level.inter_token_ms, level.ttft_ms]),
    )
    energy = at(figures["energy_j"], place)
    return place[:, grid.kind_of], energy[:, grid.kind_of]


def _useful(feasible: NDArray[np.bool_], energy_j: FloatArray) -> NDArray[np.bool_]:
    """The smallest layout that is possible, and the one that needs the least energy when full."""
    smallest = np.argmax(feasible, axis=-1)
    leanest = np.argmin(np.where(feasible, energy_j, np.inf), axis=-1)
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
    by_batch = ("energy_j", "tokens_per_s", "ttft_ms", "inter_token_ms")
    found = np.stack(
        [np.broadcast_to(BATCHES, (len(keys), BATCHES.size))]
        + [grid.by_kind[name][rows, grid.kind_of[types], splits] for name in by_batch]
    )
    chosen = np.broadcast_to(place[rows, types, splits], found.shape[:-1])
    batch, energy_j, tokens_per_s, ttft_ms, inter_token_ms = at(found, chosen)
    alone = found[..., 0]
    shards = SHARDS[splits]
    idle = np.array([base.idle_w(chip) for chip in axes.chips])[types] * shards
    to_wh = axes.output_tokens / 3600.0
    return Layouts(
        keys=keys,
        batch=batch,
        wh_per_call=energy_j * to_wh,
        wh_per_call_single=alone[1] * to_wh,
        calls_per_s=tokens_per_s / axes.output_tokens,
        single_calls_per_s=alone[2] / axes.output_tokens,
        idle_power_w=idle,
        replicas_per_instance=axes.chips_per_instance[types] / shards,
        ttft_ms=ttft_ms,
        inter_token_ms=inter_token_ms,
    )
