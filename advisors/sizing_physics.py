"""The physics behind sizes: models, precisions, types and layouts for several calls at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from advisors.base import Base, neuron_serves
from advisors.sizing_batch import BATCHES
from estimators.calibration import load_calibration
from estimators.replica import reserve
from estimators.serving import node_rest
from estimators.serving_inputs import Options
from estimators.sweep_fields import Call
from estimators.sweep_grid import Axes, Grid, evaluate_calls

SHARDS = np.array([1.0, 2.0, 4.0, 8.0])
RETIRED = frozenset({"inferentia1"})
Pairs = tuple[tuple[str, str], ...]
"""Models with a precision."""


@dataclass(frozen=True)
class ServiceLevel:
    """What one call has to hold, network taken off."""

    input_tokens: float
    output_tokens: float
    ttft_ms: float
    inter_token_ms: float


@dataclass(frozen=True)
class Ask:
    """Models in a precision to size for a call within limits.

    Attributes:
        options: What is switched on in the engine.
    """

    pairs: Pairs
    level: ServiceLevel
    options: Options

    @property
    def call(self) -> Call:
        """The call without its limits."""
        prompt, answer = self.level.input_tokens, self.level.output_tokens
        return Call(prompt, answer, prompt + answer, self.options)


@dataclass(frozen=True)
class Physics:
    """What limits are held against; the same for all limits.

    Attributes:
        neuron: Whether the chip's software serves the model, shape (pairs, types).
        able: Layouts that exist and that physics can say something about, shape (pairs, types,
            shards).
    """

    axes: Axes
    grid: Grid
    neuron: NDArray[np.bool_]
    able: NDArray[np.bool_]


def ask_for(
    base: Base,
    models: Sequence[str],
    level: ServiceLevel,
    *,
    options: Options | None = None,
    precisions: Sequence[str] = (),
) -> Ask:
    """Models in their usual precisions, or in given ones, for a call."""
    pairs = tuple((m, p) for m in models for p in (precisions or precisions_of(base, m)))
    return Ask(pairs, level, options or Options())


def precisions_of(base: Base, model: str) -> tuple[str, ...]:
    """Formats to consider: as published, and FP8, which loses nothing measurable."""
    native = base.architectures[model].native_format
    return {"fp8": ("fp8",), "mxfp4": ("mxfp4",)}.get(native, ("bf16", "fp8"))


def physics_of(base: Base, asks: Sequence[Ask], types: tuple[str, ...]) -> tuple[Physics, ...]:
    """The physics of each ask; the calls of the same models are computed together."""
    calls: dict[Pairs, dict[Call, None]] = {}
    for ask in asks:
        calls.setdefault(ask.pairs, {})[ask.call] = None
    found = {
        pairs: base.once(
            ("physics", pairs, tuple(own), types), partial(_physics, base, pairs, tuple(own), types)
        )
        for pairs, own in calls.items()
    }
    return tuple(found[ask.pairs][ask.call] for ask in asks)


def _physics(
    base: Base, pairs: Pairs, calls: tuple[Call, ...], types: tuple[str, ...]
) -> Mapping[Call, Physics]:
    axes = _axes(base, pairs, types)
    neuron = _neuron_ok(axes, [m for m, _ in pairs])
    known = axes.specified[None] & neuron & axes.precision_ok
    able = known[..., None] & axes.layout_ok[None]
    coefficients, server = load_calibration().coefficients, (reserve(), node_rest())
    grids = evaluate_calls(axes, calls, coefficients, server, able)
    return {
        call: Physics(axes, grid, neuron, able) for call, grid in zip(calls, grids, strict=True)
    }


def _axes(base: Base, pairs: Pairs, types: tuple[str, ...]) -> Axes:
    instances = [base.facts.instances[name] for name in types]
    return Axes(
        pairs=[(base.architectures[m], p) for m, p in pairs],
        chips=[base.facts.chip(item.chip) for item in instances],
        chips_per_instance=np.array([item.chip_count for item in instances]),
        shards=SHARDS,
        batches=BATCHES,
    )


def _neuron_ok(axes: Axes, models: Sequence[str]) -> NDArray[np.bool_]:
    """Whether the chip's software serves the model, shape (pairs, types)."""
    gpu = [chip.kind == "gpu" for chip in axes.chips]
    rest = {chip.id for chip in axes.chips if chip.kind != "gpu"} - RETIRED
    rows = {}
    for model in dict.fromkeys(models):
        served = {chip for chip in rest if neuron_serves(model, chip)}
        rows[model] = [own or chip.id in served for own, chip in zip(gpu, axes.chips, strict=True)]
    return np.array([rows[model] for model in models], dtype=bool).reshape(-1, len(gpu))
