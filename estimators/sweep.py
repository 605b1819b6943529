"""The whole grid at once: models x precisions x instance types x tensor parallelism x batch.

`sweep` calls the very functions that `estimate` calls, on arrays. For each model, precision and
instance type it keeps the largest batch within the service level, and of the possible tensor
parallelism the one that needs the least energy. Every cell that falls out knows why.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from estimators import checks
from estimators.calibration import load_calibration
from estimators.chip_arrays import kinship
from estimators.errors import InputError
from estimators.facts import Facts, Instance
from estimators.graph import FloatArray
from estimators.model_config import Architecture, from_model
from estimators.replica import check_format, reserve
from estimators.serving import node_rest
from estimators.serving_inputs import Options
from estimators.sweep_fields import Call
from estimators.sweep_grid import Axes, Grid, evaluate

TENSOR_PARALLEL = (1, 2, 4, 8, 16)
BATCHES = (1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024)


class Reason(IntEnum):
    """Why a cell of the grid falls out; a higher number was nearer to being possible."""

    OK = 0
    CHIP_UNKNOWN = 1
    LAYOUT = 2
    PRECISION = 3
    CONTEXT = 4
    MEMORY = 5
    INTER_TOKEN = 6
    TTFT = 7


@dataclass(frozen=True)
class SweepRequest:
    """What is asked of the grid.

    Attributes:
        models: Catalogue ids, or architectures.
        instances: Instance types.
        ttft_ms, inter_token_ms: Service level for the mean time to first token and the median
            inter-token time.
        context_tokens: Configured context; prompt and answer when 0.
    """

    models: Sequence[str | Architecture]
    instances: Sequence[str]
    input_tokens: float
    output_tokens: float
    ttft_ms: float
    inter_token_ms: float
    precisions: Sequence[str] = ("bf16", "fp8")
    context_tokens: float = 0.0
    tensor_parallel: Sequence[int] = TENSOR_PARALLEL
    batches: Sequence[int] = BATCHES
    options: Options = field(default_factory=Options)

    def __post_init__(self) -> None:
        for name in ("input_tokens", "output_tokens", "ttft_ms", "inter_token_ms"):
            checks.positive(name, getattr(self, name), "")
        checks.not_negative("context_tokens", self.context_tokens, "tokens")
        for name in ("models", "instances", "precisions", "tensor_parallel", "batches"):
            if not getattr(self, name):
                raise InputError(
                    f"the grid has no {name}", "it would have no cell", "Name at least one."
                )
        for name in ("tensor_parallel", "batches"):
            for value in getattr(self, name):
                checks.positive(name, value, "")
        for precision in self.precisions:
            check_format(precision)

    @property
    def context(self) -> float:
        """Context that memory must hold."""
        return max(self.context_tokens, self.input_tokens + self.output_tokens)


@dataclass(frozen=True)
class Sweep:
    """The best cell of each model, precision and instance type; arrays of shape (pairs, types).

    NaN where nothing is possible; `reason` then says what came nearest.

    Attributes:
        pairs: Model and precision of each row.
        instances: Instance type of each column.
        candidates: Distinct cells computed (types with the same chip share theirs).
        reason: `Reason` of the cell.
        missing_gib: What memory lacks on each chip where nothing fits.
        shards, batch: Tensor parallelism and batch of one replica.
        energy_j_per_token: Chips and the rest of the server, per output token.
        chip_energy_j_per_token: Chips alone.
        single_energy_j_per_token: Chips and server at batch 1, same layout.
        tokens_per_s: Output tokens of one replica at its batch, and at batch 1.
        usd_per_million_tokens: On demand at full use, home Region of the price list.
        basis: How near the measured evidence is, by instance type.
    """

    request: SweepRequest
    pairs: tuple[tuple[Architecture, str], ...]
    instances: tuple[Instance, ...]
    candidates: int
    reason: NDArray[np.int64]
    missing_gib: FloatArray
    shards: FloatArray
    batch: FloatArray
    replicas_per_instance: FloatArray
    energy_j_per_token: FloatArray
    chip_energy_j_per_token: FloatArray
    single_energy_j_per_token: FloatArray
    chip_power_w: FloatArray
    inter_token_ms: FloatArray
    ttft_ms: FloatArray
    tokens_per_s: FloatArray
    single_tokens_per_s: FloatArray
    usd_per_million_tokens: FloatArray
    basis: tuple[str, ...]

    def why(self, pair: int, instance: int) -> str:
        """The reason of one cell in words; empty when it is possible."""
        reason = Reason(int(self.reason[pair, instance]))
        model, precision = self.pairs[pair]
        itype = self.instances[instance]
        words = {
            Reason.OK: "",
            Reason.CHIP_UNKNOWN: f"the data sheet of {itype.chip} lacks what physics needs",
            Reason.LAYOUT: f"{itype.id} has {itype.chip_count:g} chips, none of the layouts suits",
            Reason.PRECISION: f"{itype.chip} does not compute in {precision}",
            Reason.CONTEXT: f"{model.name} ends at {model.context_tokens:.0f} tokens",
            Reason.MEMORY: (
                f"{model.name} in {precision} lacks {self.missing_gib[pair, instance]:.1f} GiB "
                f"on each chip of {itype.id}"
            ),
            Reason.INTER_TOKEN: (
                f"{itype.id} is slower than {self.request.inter_token_ms:g} ms between tokens "
                "even at batch 1"
            ),
            Reason.TTFT: (
                f"{itype.id} needs more than {self.request.ttft_ms:g} ms to the first token "
                "even at batch 1"
            ),
        }
        return words[reason]


def sweep(request: SweepRequest, facts: Facts) -> Sweep:
    """Evaluates the grid and keeps the best cell of each pair and instance type.

    Raises:
        UnknownFactError: No model or instance type of that name.
        EvidenceError: A model is not described well enough.
    """
    models = [
        item if isinstance(item, Architecture) else from_model(facts.model(item))
        for item in request.models
    ]
    pairs = [(model, precision) for model in models for precision in request.precisions]
    instances = [facts.instance(name) for name in request.instances]
    chips = [facts.chip(item.chip) for item in instances]
    axes = Axes(
        pairs=pairs,
        chips=chips,
        chips_per_instance=np.array([item.chip_count for item in instances]),
        shards=np.array(request.tensor_parallel, dtype=float),
        batches=np.array(sorted({1, *request.batches}), dtype=float),
    )
    call = Call(request.input_tokens, request.output_tokens, request.context, request.options)
    grid = evaluate(axes, call, load_calibration().coefficients, (reserve(), node_rest()))
    reason = _reasons(request, axes, grid)
    return _best(request, axes, grid, reason, instances)


def _reasons(request: SweepRequest, axes: Axes, grid: Grid) -> NDArray[np.int64]:
    """Reason of every cell, shape (pairs, types, shards, batches); the first that strikes."""
    limits = np.array([m.context_tokens or np.inf for m, _ in axes.pairs])
    return np.select(
        [
            np.broadcast_to(~axes.specified[None, :, None, None], grid.shape),
            np.broadcast_to(~axes.layout_ok[None, :, :, None], grid.shape),
            np.broadcast_to(~axes.precision_ok[:, :, None, None], grid.shape),
            np.broadcast_to((limits < request.context)[:, None, None, None], grid.shape),
            grid.of("missing_gib") > 0,
            grid.of("inter_token_ms") > request.inter_token_ms,
            grid.of("ttft_ms") > request.ttft_ms,
        ],
        [int(item) for item in Reason if item is not Reason.OK],
        default=int(Reason.OK),
    )


@dataclass(frozen=True)
class _Cells:
    """Which cell is taken for each pair and type.

    Attributes:
        last: Largest possible batch of each layout, shape (pairs, types, shards).
        layout: Layout with the least energy at that batch, shape (pairs, types).
        nowhere: Whether no cell is possible, shape (pairs, types).
    """

    last: NDArray[np.intp]
    layout: NDArray[np.intp]
    nowhere: NDArray[np.bool_]

    @classmethod
    def of(cls, possible: NDArray[np.bool_], energy_j: FloatArray) -> "_Cells":
        """From what is possible and takes how much, shape (pairs, types, shards, batches)."""
        last = possible.shape[-1] - 1 - np.argmax(possible[..., ::-1], axis=-1)
        some = possible.any(axis=-1)
        energy = np.take_along_axis(energy_j, last[..., None], axis=-1)[..., 0]
        layout = np.argmin(np.where(some, energy, np.inf), axis=-1)
        return cls(last, layout, np.asarray(~some.any(axis=-1)))

    def pick(self, values: FloatArray, *, at_one: bool = False) -> FloatArray:
        """A figure of the cells that are taken, or of their layouts at batch 1; NaN for none."""
        by_layout = (
            values[..., 0]
            if at_one
            else np.take_along_axis(values, self.last[..., None], -1)[..., 0]
        )
        chosen = np.take_along_axis(by_layout, self.layout[..., None], -1)[..., 0]
        return np.where(self.nowhere, np.nan, chosen)


def _best(
    request: SweepRequest,
    axes: Axes,
    grid: Grid,
    reason: NDArray[np.int64],
    instances: Sequence[Instance],
) -> Sweep:
    """The best cell of each pair and type, in all its figures."""
    cells = _Cells.of(reason == Reason.OK, grid.of("energy_j"))
    pick, nowhere = cells.pick, cells.nowhere
    shards = np.where(nowhere, np.nan, axes.shards[cells.layout])
    replicas = axes.chips_per_instance / shards
    tokens = pick(grid.of("tokens_per_s"))
    prices = np.array([item.on_demand_usd_per_hour or np.nan for item in instances])
    return Sweep(
        request=request,
        pairs=tuple(axes.pairs),
        instances=tuple(instances),
        candidates=grid.evaluated,
        reason=np.where(nowhere, reason.reshape(*reason.shape[:2], -1).max(axis=-1), 0),
        missing_gib=_lacking(axes, grid),
        shards=shards,
        batch=pick(np.broadcast_to(axes.batches, grid.shape)),
        replicas_per_instance=replicas,
        energy_j_per_token=pick(grid.of("energy_j")),
        chip_energy_j_per_token=pick(grid.of("chip_energy_j")),
        single_energy_j_per_token=pick(grid.of("energy_j"), at_one=True),
        chip_power_w=pick(grid.of("chip_power_w")),
        inter_token_ms=pick(grid.of("inter_token_ms")),
        ttft_ms=pick(grid.of("ttft_ms")),
        tokens_per_s=tokens,
        single_tokens_per_s=pick(grid.of("tokens_per_s"), at_one=True),
        usd_per_million_tokens=prices / 3600.0 / (tokens * replicas) * 1e6,
        basis=tuple(kinship(chip) for chip in axes.chips),
    )


def _lacking(axes: Axes, grid: Grid) -> FloatArray:
    """What memory lacks at batch 1 in the layout that lacks least, shape (pairs, types)."""
    lacking = grid.of("missing_gib")[..., 0]
    return np.asarray(np.min(np.where(axes.layout_ok[None], lacking, np.inf), axis=-1))
