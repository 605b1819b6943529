"""Self-hosted replicas for a workload: every model, precision, instance type and layout at once.

The physics is that of `estimators.sweep_grid`. The batch is the largest within the service level
and within memory, found between the points of the grid, so that a small change of an answer moves
it a little instead of by a whole step.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from advisors.base import NEURON_SOURCE, Base, neuron_serves
from estimators.calibration import load_calibration
from estimators.chip_arrays import kinship
from estimators.facts import Chip, Instance
from estimators.figure import Input
from estimators.graph import FloatArray
from estimators.power import rest_power_w
from estimators.replica import reserve
from estimators.serving import NODE_WIDENING, node_rest
from estimators.serving_inputs import PRECISIONS, Options
from estimators.sweep_grid import Axes, Grid, evaluate

BATCHES = np.array([1.0, 4.0, 16.0, 48.0, 128.0, 320.0, 768.0, 1024.0])
SHARDS = np.array([1.0, 2.0, 4.0, 8.0])
P95_OVER_MEAN = 2.0
"""Time to first token: 95th percentile over mean, judged between a steady and a bursty queue."""
IDLE_MODE = "power_fraction_idle_loaded"


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


@dataclass(frozen=True)
class Misfit:
    """Why a model cannot run on a chip in this service level."""

    model: str
    chip: str
    rule: str
    reason: str
    unlock: str


def precisions_of(base: Base, model: str) -> tuple[str, ...]:
    """Formats to consider: as published, and FP8, which loses nothing measurable."""
    native = base.architectures[model].native_format
    return ("fp8",) if native == "fp8" else ("mxfp4",) if native == "mxfp4" else ("bf16", "fp8")


def size(
    base: Base,
    models: Sequence[str],
    instances: Sequence[Instance],
    level: ServiceLevel,
    *,
    options: Options | None = None,
    precisions: Sequence[str] = (),
) -> tuple[Layouts, tuple[Misfit, ...]]:
    """Every feasible layout of the models on the instance types, and why the rest is not.

    Args:
        base: Facts.
        models: Catalogue ids with a known architecture.
        instances: Types to consider.
        level: Tokens and limits.
        options: What is switched on in the engine.
        precisions: Instead of the usual ones of each model.
    """
    if not models or not instances:
        return _empty(), ()
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
    possible = (
        axes.layout_ok[None] & axes.precision_ok[..., None] & axes.specified[None, :, None]
    ) & neuron[..., None]
    place = _position(grid, level)
    feasible = possible & (place >= 0.0)
    chosen = np.argwhere(feasible & _useful(feasible, grid, place))
    layouts = _layouts(base, pairs, instances, axes, grid, place, chosen, level)
    return layouts, _misfits(base, pairs, axes, grid, neuron, feasible, level)


def leaves_of(base: Base, layouts: Layouts, row: int) -> dict[str, Input]:
    """The leaves of one layout for the yearly graph, each with its band."""
    key = layouts.keys[row]
    shape = base.architectures[key.model]
    chip = base.facts.chip(base.facts.instances[key.instance].chip)
    kind = "sparse" if shape.experts_total else "dense"
    calibration = load_calibration()
    energy = calibration.band(kind, "energy", kinship(chip)).widened(NODE_WIDENING)
    pace = calibration.band(kind, "inter_token", kinship(chip))
    note = f"{shape.name} in {key.precision} on {key.shards} x {chip.name}"

    def leaf(name: str, value: float, unit: str, low: float, high: float, stream: str) -> Input:
        return Input(
            name=name,
            value=value,
            low=value * low,
            high=value * high,
            unit=unit,
            origin="fact",
            sources=tuple(sorted({*chip.sources, *chip.tdp_sources})),
            date=chip.as_of,
            confidence="estimated",
            note=note,
            stream=stream,
        )

    energy_stream, pace_stream = f"energy/{chip.id}/{kind}", f"pace/{chip.id}/{kind}"
    idle = base.facts.constant(IDLE_MODE)
    low, high = idle.low / idle.value, idle.high / idle.value
    count = Input("chips_per_replica", key.shards, key.shards, key.shards, "chips", "fact")
    held = layouts.replicas_per_instance[row]
    batch = float(layouts.batch[row])
    return {
        "wh_per_call": leaf(
            "wh_per_call", layouts.wh_per_call[row], "Wh", energy.low, energy.high, energy_stream
        ),
        "wh_per_call_single": leaf(
            "wh_per_call_single",
            layouts.wh_per_call_single[row],
            "Wh",
            energy.low,
            energy.high,
            energy_stream,
        ),
        "replica_calls_per_s": leaf(
            "replica_calls_per_s",
            layouts.calls_per_s[row],
            "calls/s",
            1.0 / pace.high,
            1.0 / pace.low,
            pace_stream,
        ),
        "single_calls_per_s": leaf(
            "single_calls_per_s",
            layouts.single_calls_per_s[row],
            "calls/s",
            1.0 / pace.high,
            1.0 / pace.low,
            pace_stream,
        ),
        "idle_power_w": leaf(
            "idle_power_w", layouts.idle_power_w[row], "W", low, high, f"idle/{chip.id}"
        ),
        "replica_batch": Input("replica_batch", batch, batch, batch, "calls", "fact", note=note),
        "replicas_per_instance": Input(
            "replicas_per_instance", held, held, held, "replicas", "fact", note=note
        ),
        "chips_per_replica": count,
    }


def _neuron_ok(axes: Axes, models: Sequence[str]) -> NDArray[np.bool_]:
    """Whether the chip's software serves the model, shape (pairs, types)."""
    gpu = np.array([chip.kind == "gpu" for chip in axes.chips])
    retired = np.array([chip.id == "inferentia1" for chip in axes.chips])
    served = np.array([neuron_serves(model) for model in models])
    found: NDArray[np.bool_] = (gpu[None] | served[:, None]) & ~retired[None]
    return found


def _position(grid: Grid, level: ServiceLevel) -> FloatArray:
    """Place of the largest possible batch along the batch axis, fractional; -1 where none is.

    Linear in the logarithm of batch between the last point that holds and the first that does not.
    """
    limits = (
        (grid.inter_token_ms, level.inter_token_ms),
        (grid.ttft_ms * P95_OVER_MEAN, level.ttft_ms),
    )
    found = np.full(grid.shape[:3], float(BATCHES.size - 1))
    for values, limit in limits:
        found = np.minimum(found, _crossing(np.log(np.maximum(values, 1e-9)), np.log(limit)))
    return np.minimum(found, _memory_place(grid.missing_gib))


def _memory_place(missing_gib: FloatArray) -> FloatArray:
    """Fractional index up to which memory suffices; -1 where it never does.

    What is missing grows linearly with batch once it is above zero, so two such points give the
    batch at which it starts.
    """
    over = missing_gib > 0.0
    size = BATCHES.size
    first = np.where(over.any(axis=-1), over.argmax(axis=-1), size)
    one, two = np.clip(first, 0, size - 2), np.clip(first + 1, 1, size - 1)
    m1 = np.take_along_axis(missing_gib, one[..., None], -1)[..., 0]
    m2 = np.take_along_axis(missing_gib, two[..., None], -1)[..., 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        start = BATCHES[one] - m1 * (BATCHES[two] - BATCHES[one]) / (m2 - m1)
    position = np.interp(np.log(np.maximum(start, 1.0)), np.log(BATCHES), np.arange(float(size)))
    known = (first >= 1) & (first <= size - 2) & np.isfinite(start)
    bounded = np.where(known, np.clip(position, first - 1.0, first), first - 1.0)
    return np.where(first == 0, -1.0, bounded)


def _crossing(values: FloatArray, limit: float) -> FloatArray:
    """Fractional index up to which values along the last axis stay within a limit; -1 for none."""
    over = ~(values <= limit)
    first = np.where(over.any(axis=-1), over.argmax(axis=-1), values.shape[-1])
    last = first - 1
    whole = last.astype(float)
    below = np.take_along_axis(values, np.maximum(last, 0)[..., None], -1)[..., 0]
    above = np.take_along_axis(values, np.minimum(first, values.shape[-1] - 1)[..., None], -1)[
        ..., 0
    ]
    with np.errstate(invalid="ignore", divide="ignore"):
        part = np.clip((limit - below) / (above - below), 0.0, 1.0)
    between = (last >= 0) & (first < values.shape[-1]) & np.isfinite(part)
    return np.where(between, whole + np.where(between, part, 0.0), whole)


def _at(values: FloatArray, place: FloatArray) -> FloatArray:
    """Values along the last axis at a fractional index, geometric between the points."""
    low = np.clip(np.floor(place), 0, values.shape[-1] - 1).astype(int)
    high = np.minimum(low + 1, values.shape[-1] - 1)
    part = np.clip(place - low, 0.0, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(values)
        a = np.take_along_axis(logs, low[..., None], -1)[..., 0]
        b = np.take_along_axis(logs, high[..., None], -1)[..., 0]
        return np.exp(np.where(part > 0, a + (b - a) * part, a))


def _useful(feasible: NDArray[np.bool_], grid: Grid, place: FloatArray) -> NDArray[np.bool_]:
    """The smallest layout that is possible, and the one that needs the least energy when full."""
    smallest = np.argmax(feasible, axis=-1)
    energy = np.where(feasible, _at(grid.energy_j, place), np.inf)
    leanest = np.argmin(energy, axis=-1)
    index = np.arange(feasible.shape[-1])
    found: NDArray[np.bool_] = (index == smallest[..., None]) | (index == leanest[..., None])
    return found


def _layouts(
    base: Base,
    pairs: Sequence[tuple[str, str]],
    instances: Sequence[Instance],
    axes: Axes,
    grid: Grid,
    place: FloatArray,
    chosen: NDArray[np.int64],
    level: ServiceLevel,
) -> Layouts:
    """The chosen cells as flat arrays."""
    rows, types, splits = chosen[:, 0], chosen[:, 1], chosen[:, 2]

    def pick(values: FloatArray, *, single: bool = False) -> FloatArray:
        where = np.zeros_like(place) if single else place
        return _at(values, where)[rows, types, splits]

    to_wh = level.output_tokens / 3600.0
    shards = axes.shards[splits]
    idle = np.array([_idle_w(base, chip) for chip in axes.chips])[types] * shards
    batch = _at(np.broadcast_to(BATCHES, grid.shape), place)[rows, types, splits]
    return Layouts(
        keys=tuple(
            Layout(*pairs[row], instances[kind].id, int(axes.shards[split]))
            for row, kind, split in chosen
        ),
        batch=batch,
        wh_per_call=pick(grid.energy_j) * to_wh,
        wh_per_call_single=pick(grid.energy_j, single=True) * to_wh,
        calls_per_s=pick(grid.tokens_per_s) / level.output_tokens,
        single_calls_per_s=pick(grid.tokens_per_s, single=True) / level.output_tokens,
        idle_power_w=idle,
        replicas_per_instance=axes.chips_per_instance[types] / shards,
        ttft_ms=pick(grid.ttft_ms),
        inter_token_ms=pick(grid.inter_token_ms),
    )


def _idle_w(base: Base, chip: Chip) -> float:
    """A chip with the model loaded and nothing to do, with its share of the server."""
    limit = chip.tdp_watts or 0.0
    if not limit:
        return 0.0
    own = limit * base.facts.constant(IDLE_MODE).value
    return own + float(rest_power_w(own, limit, node_rest()))


def _misfits(
    base: Base,
    pairs: Sequence[tuple[str, str]],
    axes: Axes,
    grid: Grid,
    neuron: NDArray[np.bool_],
    feasible: NDArray[np.bool_],
    level: ServiceLevel,
) -> tuple[Misfit, ...]:
    """Why each model runs on no instance type of a chip, the nearest miss in words."""
    found = {}
    ids = np.array([chip.id for chip in axes.chips])
    names = np.array([model for model, _ in pairs])
    for chip in {item.id: item for item in axes.chips}.values():
        types = ids == chip.id
        for model in dict.fromkeys(names.tolist()):
            rows = np.flatnonzero(names == model)
            block = np.ix_(rows, np.flatnonzero(types))
            if not feasible[block].any():
                found[model, chip.id] = _misfit(base, model, chip, axes, grid, neuron, block, level)
    return tuple(found.values())


def _misfit(
    base: Base,
    model: str,
    chip: Chip,
    axes: Axes,
    grid: Grid,
    neuron: NDArray[np.bool_],
    block: tuple[NDArray[np.int64], ...],
    level: ServiceLevel,
) -> Misfit:
    name = base.architectures[model].name
    if chip.id == "inferentia1":
        return Misfit(
            model, chip.id, "inf1-legacy", "Current Neuron releases do not support Inf1.", "Inf2."
        )
    if not neuron[block].any():
        return Misfit(
            model,
            chip.id,
            "neuron-support",
            f"The Neuron SDK does not list {name} among the models it serves ({NEURON_SOURCE}).",
            "A model of the Llama, Mistral or Qwen families, or support in a later release.",
        )
    if not axes.specified[block[1]].any():
        return Misfit(
            model,
            chip.id,
            "no-chip-data",
            f"Rates or power of {chip.name} are not published.",
            "Its data sheet as an override.",
        )
    missing = np.where(axes.layout_ok[block[1][0]][None], grid.missing_gib[block][..., 0], np.inf)
    least = float(np.min(missing))
    if least > 0:
        return Misfit(
            model,
            chip.id,
            "does-not-fit",
            f"{name} lacks {least:.1f} GiB on each chip of the largest type.",
            "A smaller precision, a smaller model, or a chip with more memory.",
        )
    pace = float(np.nanmin(grid.inter_token_ms[block][..., 0]))
    first = float(np.nanmin(grid.ttft_ms[block][..., 0])) * P95_OVER_MEAN
    slow = (
        f"{pace:.0f} ms between tokens at batch 1, {level.inter_token_ms:g} ms are accepted"
        if pace > level.inter_token_ms
        else f"{first:,.0f} ms to the first token, {level.ttft_ms:,.0f} ms are left for it"
    )
    return Misfit(model, chip.id, "too-slow", f"{name}: {slow}.", "A relaxed service level.")


def _empty() -> Layouts:
    none = np.zeros(0)
    return Layouts((), none, none, none, none, none, none, none, none, none)


def only(layouts: Layouts, rows: Sequence[int]) -> Layouts:
    """Some of the layouts."""
    index = np.array(rows, dtype=int)
    arrays = {name: getattr(layouts, name)[index] for name in vars(layouts) if name != "keys"}
    return replace(layouts, keys=tuple(layouts.keys[row] for row in rows), **arrays)


__all__ = [
    "PRECISIONS",
    "Layout",
    "Layouts",
    "Misfit",
    "ServiceLevel",
    "leaves_of",
    "only",
    "precisions_of",
    "size",
]
