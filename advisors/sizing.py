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

from advisors.base import Base
from advisors.codes import coded
from advisors.sizing_batch import BATCHES, at, position
from advisors.sizing_physics import (
    RETIRED,
    SHARDS,
    Ask,
    Physics,
    ServiceLevel,
    ask_for,
    physics_of,
)
from estimators.facts import Instance
from estimators.graph import FloatArray
from estimators.serving_inputs import Options
from estimators.sweep_grid import Axes, Grid

P95_OVER_MEAN = 2.0
"""Time to first token: 95th percentile over mean, judged between a steady and a bursty queue."""


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

    @cached_property
    def models(self) -> tuple[dict[str, int], NDArray[np.int64]]:
        """Models, and which of them each layout serves."""
        return coded([key.model for key in self.keys])

    @cached_property
    def types(self) -> tuple[dict[str, int], NDArray[np.int64]]:
        """Instance types, and which of them each layout runs on."""
        return coded([key.instance for key in self.keys])

    @cached_property
    def precisions(self) -> tuple[dict[str, int], NDArray[np.int64]]:
        """Precisions, and which of them each layout computes in."""
        return coded([key.precision for key in self.keys])


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
    ask = ask_for(base, models, level, options=options, precisions=precisions)
    return size_all(base, [ask], instances)[0]


def size_all(
    base: Base, asks: Sequence[Ask], instances: Sequence[Instance]
) -> tuple[Sized | None, ...]:
    """As `size` for several asks; what the physics of their calls has in common is done once."""
    types = tuple(item.id for item in instances)
    wanted = tuple(ask for ask in asks if ask.pairs and types)
    if not wanted:
        return (None,) * len(asks)
    found = iter(base.once(("sized", wanted, types), lambda: _size_all(base, wanted, types)))
    return tuple(next(found) if ask.pairs else None for ask in asks)


def _size_all(base: Base, asks: tuple[Ask, ...], types: tuple[str, ...]) -> tuple[Sized, ...]:
    """The layouts that keep a service level; rests on facts and level, not on the volume."""
    physics = physics_of(base, asks, types)
    return tuple(_size(base, ask, types, own) for ask, own in zip(asks, physics, strict=True))


def _size(base: Base, ask: Ask, types: tuple[str, ...], physics: Physics) -> Sized:
    axes, grid, pairs = physics.axes, physics.grid, ask.pairs
    place, energy = _largest_batch(grid, ask.level)
    feasible = physics.able & (place >= 0.0)
    cells = np.argwhere(_useful(feasible, energy))
    shards = [int(count) for count in SHARDS]
    keys = tuple(
        Layout(*pairs[row], types[kind], shards[split]) for row, kind, split in cells.tolist()
    )
    layouts = _layouts(base, keys, physics, ask.level, place=place, cells=cells)
    models = tuple(m for m, _ in pairs)
    return Sized(layouts, models, axes, grid, physics.neuron, feasible, ask.level)


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
    physics: Physics,
    level: ServiceLevel,
    *,
    place: FloatArray,
    cells: NDArray[np.int64],
) -> Layouts:
    """The chosen cells as flat arrays."""
    axes, grid = physics.axes, physics.grid
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
    to_wh = level.output_tokens / 3600.0
    return Layouts(
        keys=keys,
        batch=batch,
        wh_per_call=energy_j * to_wh,
        wh_per_call_single=alone[1] * to_wh,
        calls_per_s=tokens_per_s / level.output_tokens,
        single_calls_per_s=alone[2] / level.output_tokens,
        idle_power_w=idle,
        replicas_per_instance=axes.chips_per_instance[types] / shards,
        ttft_ms=ttft_ms,
        inter_token_ms=inter_token_ms,
    )


__all__ = [
    "P95_OVER_MEAN",
    "RETIRED",
    "Ask",
    "Layout",
    "Layouts",
    "ServiceLevel",
    "Sized",
    "ask_for",
    "size",
    "size_all",
]
