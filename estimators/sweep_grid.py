"""Axes of the grid, and physics over the layouts that are asked for, a slice at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

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


@dataclass(frozen=True)
class _Cells:
    """Layouts to compute, one element each: row of the pairs, kind of chip, place in the shards."""

    pair: NDArray[np.intp]
    kind: NDArray[np.intp]
    split: NDArray[np.intp]

    @property
    def index(self) -> tuple[NDArray[np.intp], ...]:
        """Where they stand in an array of shape (pairs, kinds, shards, ...)."""
        return self.pair, self.kind, self.split

    def __getitem__(self, which: slice) -> "_Cells":
        """Some of them."""
        return _Cells(self.pair[which], self.kind[which], self.split[which])


def evaluate(
    axes: Axes,
    c: Coefficients,
    reserve: Reserve,
    rest: NodeRest,
    wanted: NDArray[np.bool_] | None = None,
) -> Grid:
    """Physics over the grid, some layouts at a time.

    Args:
        axes: The grid.
        c: Coefficients of the calibration.
        reserve: Memory that the engine keeps.
        rest: The rest of a server.
        wanted: Layouts to compute, shape (pairs, types, shards); all when None. Those that lack
            memory are computed too: how fast they would be explains why a chip falls out.
    """
    kinds = list({chip.id: chip for chip in axes.chips}.values())
    number = {chip.id: place for place, chip in enumerate(kinds)}
    kind_of = np.array([number[chip.id] for chip in axes.chips], dtype=np.intp)
    layouts = (len(axes.pairs), len(kinds), axes.shards.size)
    asked = np.zeros(layouts, dtype=bool)
    for place, kind in enumerate(kind_of.tolist()):
        asked[:, kind] |= True if wanted is None else wanted[:, place]
    cells = _Cells(*np.nonzero(asked))
    found = {name: np.full((*layouts, axes.batches.size), np.nan) for name in FIGURES}
    fields = _Fields.of(replace(axes, chips=kinds))
    gib = _column([item.memory_gib for item in kinds])[cells.kind, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        need = replica_memory(fields.load(axes, cells), gib, axes.context_tokens, reserve)
        found["missing_gib"][cells.index] = need.missing_gib
        step = max(1, SLICE_CELLS // axes.batches.size)
        for begin in range(0, cells.pair.size, step):
            part = cells[slice(begin, begin + step)]
            for name, values in _figures(fields.load(axes, part), c, rest).items():
                found[name][part.index] = values
    return Grid(found, kind_of, cells.pair.size * axes.batches.size)


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


@dataclass(frozen=True)
class _Fields:
    """Fields of `Load` by what they depend on.

    Attributes:
        by_pair: Shape (pairs,).
        by_kind: Shape (kinds,).
        matmul_flops: Shape (pairs, kinds).
        plain: The same for all.
    """

    by_pair: Mapping[str, FloatArray]
    by_kind: Mapping[str, FloatArray]
    matmul_flops: FloatArray
    plain: Mapping[str, FloatArray]

    @classmethod
    def of(cls, axes: Axes) -> "_Fields":
        """Fields of the pairs, and of the chips as kinds."""
        formats = [PRECISIONS[precision] for _, precision in axes.pairs]
        models = model_arrays([model for model, _ in axes.pairs])
        chips = chip_arrays(axes.chips, [PRECISIONS["bf16"]] * len(axes.chips))
        peaks = {
            form.name: [matmul_tflops(item, form) for item in axes.chips] for form in set(formats)
        }
        scale, options = axes.options.kv_bytes_scale, axes.options
        plain = {
            "stages": 1.0,
            "input_tokens": axes.input_tokens,
            "output_tokens": axes.output_tokens,
            "cached_share": options.prefix_cached_share,
            "draft_tokens": options.draft_tokens,
            "draft_yield": options.draft_yield,
            "draft_cost": options.draft_cost_share * options.draft_tokens,
            "fill": options.static_batch_fill,
            "engine_2024": float(options.engine_2024),
        }
        return cls(
            by_pair=models
            | {name: models[name] * scale for name in ("kv_bytes", "kv_bytes_long")}
            | {
                "dense_bytes": np.array([form.dense_bytes for form in formats]),
                "expert_bytes": np.array([form.expert_bytes for form in formats]),
                "fp8": np.array([float(form.name == "fp8") for form in formats]),
                "mxfp4": np.array([float(form.name == "mxfp4") for form in formats]),
            },
            by_kind={
                name: chips[name] for name in ("generation", "bandwidth", "flops", "tdp_w", "link")
            },
            matmul_flops=1e12 * np.array([peaks[form.name] for form in formats]),
            plain={name: np.full((1, 1), value) for name, value in plain.items()},
        )

    def load(self, axes: Axes, cells: _Cells) -> Load:
        """Layouts as arrays that broadcast to (layouts, batches)."""
        shards = axes.shards[cells.split, None]
        load = Load(
            **{name: values[cells.pair, None] for name, values in self.by_pair.items()},
            **{name: values[cells.kind, None] for name, values in self.by_kind.items()},
            **self.plain,
            matmul_flops=self.matmul_flops[cells.pair, cells.kind, None],
            shards=shards,
            batch=axes.batches[None],
        )
        return replace(load, expert_parallel=load.sparse * (shards > 1.0))
