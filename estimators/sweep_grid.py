"""Axes of the grid as broadcasting arrays, and physics over all of it, a slice at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from estimators.calibration import Coefficients
from estimators.chip_arrays import chip_arrays, matmul_tflops
from estimators.facts import Chip
from estimators.graph import FloatArray
from estimators.memory import Reserve, replica_memory
from estimators.model_config import Architecture
from estimators.power import NodeRest, rest_power_w
from estimators.serving_core import performance
from estimators.serving_inputs import PRECISIONS, Load, Options, model_arrays

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
SLICE_CELLS = 8192
"""Cells computed at once: their temporaries stay in the cache of one core."""


@dataclass(frozen=True)
class Axes:
    """Pairs of model and precision, instance types, tensor parallelism, batches."""

    pairs: Sequence[tuple[Architecture, str]]
    chips: Sequence[Chip]
    chips_per_instance: FloatArray
    shards: FloatArray
    batches: FloatArray
    input_tokens: float
    output_tokens: float
    context_tokens: float
    options: Options

    @property
    def specified(self) -> NDArray[np.bool_]:
        """Whether the data sheet of each chip has what physics needs."""
        return np.array([all(chip.number(name) for name in NEEDED) for chip in self.chips])

    @property
    def layout_ok(self) -> NDArray[np.bool_]:
        """Whether an instance type can be split so, shape (types, shards)."""
        chips = self.chips_per_instance[:, None]
        return np.asarray((self.shards <= chips) & (chips % self.shards == 0))

    @property
    def precision_ok(self) -> NDArray[np.bool_]:
        """Whether the chip computes in the precision, shape (pairs, types)."""
        needs = [PRECISIONS[precision].needs for _, precision in self.pairs]
        return np.array(
            [[need == "bf16" or need in chip.precisions for chip in self.chips] for need in needs]
        )


@dataclass(frozen=True)
class Grid:
    """Figures of every cell, shape (pairs, types, shards, batches).

    Types with the same chip share their physics: `evaluated` counts distinct cells.
    """

    energy_j: FloatArray
    chip_energy_j: FloatArray
    chip_power_w: FloatArray
    inter_token_ms: FloatArray
    ttft_ms: FloatArray
    tokens_per_s: FloatArray
    missing_gib: FloatArray
    evaluated: int

    @property
    def shape(self) -> tuple[int, ...]:
        """Pairs, types, shards, batches."""
        return self.energy_j.shape


def evaluate(axes: Axes, c: Coefficients, reserve: Reserve, rest: NodeRest) -> Grid:
    """Physics over the whole grid, a few pairs at a time."""
    kinds = list({chip.id: chip for chip in axes.chips}.values())
    kind_of = [[kind.id for kind in kinds].index(chip.id) for chip in axes.chips]
    distinct = replace(axes, chips=kinds)
    shape = (len(axes.pairs), len(kinds), axes.shards.size, axes.batches.size)
    found = {name: np.empty(shape) for name in FIGURES}
    chip = _chip_axes(distinct)
    cells = max(1, int(np.prod(shape[1:])))
    step = max(1, SLICE_CELLS // cells)
    memory = _column([item.memory_gib for item in kinds])[None, :, None, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        for begin in range(0, shape[0], step):
            rows = slice(begin, min(begin + step, shape[0]))
            load = _load(distinct, rows, chip)
            _fill(found, rows, load, c, rest)
            need = replica_memory(load, memory, axes.context_tokens, reserve)
            found["missing_gib"][rows] = need.missing_gib
    return Grid(
        **{name: values[:, kind_of] for name, values in found.items()},
        evaluated=int(np.prod(shape)),
    )


def _fill(
    found: dict[str, FloatArray], rows: slice, load: Load, c: Coefficients, rest: NodeRest
) -> None:
    one = performance(load, c)
    around = rest_power_w(one.chip_power_w, load.tdp_w, rest)
    found["chip_energy_j"][rows] = one.energy_j_per_output_token
    found["energy_j"][rows] = one.energy_j_per_output_token * (1.0 + around / one.chip_power_w)
    found["chip_power_w"][rows] = one.chip_power_w
    found["inter_token_ms"][rows] = one.inter_token_s * 1e3
    found["ttft_ms"][rows] = one.ttft_s * 1e3
    found["tokens_per_s"][rows] = one.tokens_per_s


def _column(values: Sequence[float | None]) -> FloatArray:
    return np.array([value or np.nan for value in values], dtype=float)


def _chip_axes(axes: Axes) -> dict[str, FloatArray]:
    """Chip fields along the second axis; the precision ones are set per pair."""
    plain = chip_arrays(axes.chips, [PRECISIONS["bf16"]] * len(axes.chips))
    return {
        name: plain[name][None, :, None, None]
        for name in ("generation", "bandwidth", "flops", "tdp_w", "link")
    }


def _load(axes: Axes, rows: slice, chip: dict[str, FloatArray]) -> Load:
    """The slice of the grid as arrays that broadcast to (pairs, types, shards, batches)."""
    pairs = list(axes.pairs[rows])
    formats = [PRECISIONS[precision] for _, precision in pairs]
    models = model_arrays([model for model, _ in pairs])
    peaks = np.array([[matmul_tflops(item, form) for item in axes.chips] for form in formats])

    def first(values: Sequence[float]) -> FloatArray:
        return np.array(values, dtype=float)[:, None, None, None]

    options = axes.options
    scale = options.kv_bytes_scale
    load = Load(
        **{name: values[:, None, None, None] for name, values in models.items()},
        **chip,
        dense_bytes=first([form.dense_bytes for form in formats]),
        expert_bytes=first([form.expert_bytes for form in formats]),
        fp8=first([float(form.name == "fp8") for form in formats]),
        mxfp4=first([float(form.name == "mxfp4") for form in formats]),
        matmul_flops=peaks[:, :, None, None] * 1e12,
        shards=axes.shards[None, None, :, None],
        stages=np.ones((1, 1, 1, 1)),
        batch=axes.batches[None, None, None, :],
        input_tokens=np.full((1, 1, 1, 1), axes.input_tokens),
        output_tokens=np.full((1, 1, 1, 1), axes.output_tokens),
    )
    return replace(
        load,
        kv_bytes=load.kv_bytes * scale,
        kv_bytes_long=load.kv_bytes_long * scale,
        expert_parallel=load.sparse * (axes.shards > 1.0)[None, None, :, None],
        cached_share=np.full((1, 1, 1, 1), options.prefix_cached_share),
        draft_tokens=np.full((1, 1, 1, 1), options.draft_tokens),
        draft_yield=np.full((1, 1, 1, 1), options.draft_yield),
        draft_cost=np.full((1, 1, 1, 1), options.draft_cost_share * options.draft_tokens),
        fill=np.full((1, 1, 1, 1), options.static_batch_fill),
        engine_2024=np.full((1, 1, 1, 1), float(options.engine_2024)),
    )
