"""One serving replica, or many, as arrays that the physics takes.

`Load` holds floats or NumPy arrays that broadcast against each other: one element a candidate.
The same functions therefore serve a single estimate, the calibration and the sweep.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from estimators import checks
from estimators.graph import FloatArray
from estimators.model_config import Architecture

Number = float | FloatArray
"""What physics takes: a float, or an array that broadcasts."""


@dataclass(frozen=True)
class Precision:
    """How weights are stored and multiplied.

    Attributes:
        dense_bytes: Bytes a parameter outside the routed experts.
        expert_bytes: Bytes a parameter of a routed expert.
        compute: Format of the matrix products.
        needs: Format that the chip must know.
    """

    name: str
    dense_bytes: float
    expert_bytes: float
    compute: str
    needs: str


PRECISIONS: Mapping[str, Precision] = {
    item.name: item
    for item in (
        Precision("bf16", 2.0, 2.0, "bf16", "bf16"),
        Precision("fp8", 1.0, 1.0, "fp8", "fp8"),
        Precision("int8", 1.0, 1.0, "int8", "int8"),
        Precision("int4", 0.5625, 0.5625, "bf16", "bf16"),
        Precision("mxfp4", 2.0, 0.53125, "bf16", "bf16"),
        Precision("fp4", 0.5625, 0.5625, "fp4", "fp4"),
    )
}
"""Block-scaled 4-bit formats hold 4 bits and a scale: 8 bits a 32 (MXFP4) or 16 (others)."""


@dataclass(frozen=True)
class Options:
    """What an operator can switch, and what each does to the physics.

    Attributes:
        prefix_cached_share: Share of the prompt found in the prefix cache: not computed again.
        draft_tokens: Tokens that speculative decoding drafts per step; 0 for none.
        draft_acceptance: Probability that a drafted token is kept.
        draft_cost_share: Time of drafting one token over that of a plain step.
        static_batch_fill: Share of the slots that do work; 1 for continuous batching, mean over
            longest answer for static batches.
        kv_bytes_scale: Cache element size over 16 bits (0.5 for an FP8 cache).
        engine_2024: Serving engine of 2024, in which the host limits the step.

    Raises:
        InputError: A share outside 0 to 1, or a number that is none.
    """

    prefix_cached_share: float = 0.0
    draft_tokens: float = 0.0
    draft_acceptance: float = 0.7
    draft_cost_share: float = 0.05
    static_batch_fill: float = 1.0
    kv_bytes_scale: float = 1.0
    engine_2024: bool = False

    def __post_init__(self) -> None:
        checks.fraction("prefix_cached_share", self.prefix_cached_share)
        checks.not_negative("draft_tokens", self.draft_tokens, "tokens")
        checks.fraction("draft_acceptance", self.draft_acceptance)
        checks.not_negative("draft_cost_share", self.draft_cost_share, "")
        checks.positive("static_batch_fill", self.static_batch_fill, "", 1.0)
        checks.positive("kv_bytes_scale", self.kv_bytes_scale, "", 2.0)

    @property
    def draft_yield(self) -> float:
        """Expected tokens of one step: (1 - a^(d + 1)) / (1 - a), 1 without drafting."""
        kept, drafted = self.draft_acceptance, self.draft_tokens
        if not drafted:
            return 1.0
        return (1.0 - kept ** (drafted + 1.0)) / (1.0 - kept) if kept < 1.0 else drafted + 1.0


def _array() -> FloatArray:
    return np.zeros(1)


@dataclass(frozen=True)
class Load:
    """Everything a step depends on. Floats as arrays; flags are 0 or 1.

    Attributes:
        dense_params: Parameters that every token passes.
        expert_params: Parameters of one routed expert over all layers.
        attention_width: Attention heads times head size.
        generation: Index into `calibration.GENERATIONS`.
        bandwidth: Memory bandwidth, bytes a second.
        flops, matmul_flops: Dense peak at 16 bits, and in the format of the products.
        link: Interconnect, bytes a second, both directions.
        shards: Chips that share a layer.
        stages: Pipeline stages.
        expert_parallel: 1 where whole experts, not slices of each, lie on a chip.
        batch: Sequences in flight in one replica.
    """

    dense_params: FloatArray
    expert_params: FloatArray
    embedding_params: FloatArray
    experts: FloatArray
    routed: FloatArray
    layers: FloatArray
    hidden: FloatArray
    attention_width: FloatArray
    attention_layers: FloatArray
    state_space: FloatArray
    kv_shards_max: FloatArray
    vocab: FloatArray
    kv_bytes: FloatArray
    kv_bytes_long: FloatArray
    window: FloatArray
    dense_bytes: FloatArray
    expert_bytes: FloatArray
    fp8: FloatArray
    mxfp4: FloatArray
    generation: FloatArray
    bandwidth: FloatArray
    flops: FloatArray
    matmul_flops: FloatArray
    tdp_w: FloatArray
    link: FloatArray
    shards: FloatArray
    stages: FloatArray
    batch: FloatArray
    input_tokens: FloatArray
    output_tokens: FloatArray
    expert_parallel: FloatArray = field(default_factory=_array)
    cached_share: FloatArray = field(default_factory=_array)
    draft_tokens: FloatArray = field(default_factory=_array)
    draft_yield: FloatArray = field(default_factory=lambda: np.ones(1))
    draft_cost: FloatArray = field(default_factory=_array)
    fill: FloatArray = field(default_factory=lambda: np.ones(1))
    engine_2024: FloatArray = field(default_factory=_array)

    @cached_property
    def chips(self) -> FloatArray:
        """Chips of one replica."""
        return self.shards * self.stages

    @cached_property
    def sparse(self) -> FloatArray:
        """1 for mixtures of experts."""
        return np.asarray(self.experts > 0, dtype=float)

    @cached_property
    def old_engine(self) -> bool:
        """Whether any of them runs on the serving engine of 2024."""
        return bool(np.any(self.engine_2024))

    def take(self, rows: NDArray[np.bool_]) -> "Load":
        """The candidates of an index or a mask."""
        return Load(**{item.name: getattr(self, item.name)[rows] for item in fields(self)})


def model_arrays(models: Sequence[Architecture]) -> dict[str, FloatArray]:
    """Model fields of `Load`, one element a model."""

    def column(values: Sequence[float]) -> FloatArray:
        return np.array(values, dtype=float)

    return {
        "dense_params": column([m.dense_params_b * 1e9 for m in models]),
        "expert_params": column([m.expert_params_b * 1e9 for m in models]),
        "embedding_params": column([_looked_up(m) for m in models]),
        "experts": column([m.experts_total for m in models]),
        "routed": column([m.experts_routed for m in models]),
        "layers": column([m.layers for m in models]),
        "hidden": column([m.hidden_size for m in models]),
        "attention_width": column([m.attention_heads * m.head_dim for m in models]),
        "attention_layers": column([m.attention_layers or m.layers for m in models]),
        "state_space": column([float(m.state_space_layers > 0) for m in models]),
        "kv_shards_max": column([1.0 if m.latent else m.kv_heads for m in models]),
        "vocab": column([m.vocab_size for m in models]),
        "kv_bytes": column([m.kv_bytes_per_token for m in models]),
        "kv_bytes_long": column([m.kv_bytes_per_token_long for m in models]),
        "window": column([m.window_tokens for m in models]),
    }


def _looked_up(model: Architecture) -> float:
    """Input embedding: looked up, never multiplied; at most 30 % of what every token passes."""
    table = model.vocab_size * model.hidden_size
    return min(table, 0.3 * model.dense_params_b * 1e9)
