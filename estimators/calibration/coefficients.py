"""The coefficients of the serving model: start value, physical bounds and meaning of each.

`coefficients.json` holds the fitted values. Where a name ends in a GPU generation, one value per
generation is fitted; the other coefficients are shared by all chips.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache, cached_property
from typing import Any, Self

import numpy as np

from estimators.graph import FloatArray

GENERATIONS = ("ampere", "hopper", "blackwell")


@dataclass(frozen=True)
class Bounds:
    """Start value of the fit and the range that physics allows."""

    start: float
    low: float
    high: float
    unit: str
    meaning: str


def coefficient(start: float, low: float, high: float, unit: str, meaning: str) -> Any:  # noqa: ANN401 - the type of dataclasses.field
    """A dataclass field that carries its bounds."""
    return field(default=start, metadata={"bounds": Bounds(start, low, high, unit, meaning)})


SHARE = "share"
STREAM = "memory bandwidth reached when weights stream"
GEMM = "dense peak FLOPS reached by large matrix products"
STATIC = "power limit drawn while the chip waits with a model loaded"
STREAM_POWER = "power limit added while weights stream"
FLOP_POWER = "power limit added by computing at the dense peak"


@dataclass(frozen=True)
class Coefficients:
    """Fitted values of the serving model. Times in seconds, shares as fractions."""

    stream_share_ampere: float = coefficient(0.72, 0.55, 0.9, SHARE, STREAM)
    stream_share_hopper: float = coefficient(0.8, 0.55, 0.92, SHARE, STREAM)
    stream_share_blackwell: float = coefficient(0.72, 0.45, 0.9, SHARE, STREAM)
    gemm_share_ampere: float = coefficient(0.6, 0.3, 0.85, SHARE, GEMM)
    gemm_share_hopper: float = coefficient(0.6, 0.3, 0.8, SHARE, GEMM)
    gemm_share_blackwell: float = coefficient(0.55, 0.25, 0.75, SHARE, GEMM)
    overlap: float = coefficient(
        2.0, 1.0, 6.0, "exponent", "overlap of memory and compute; 1 adds them, large hides one"
    )
    layer_s: float = coefficient(
        15e-6, 3e-6, 60e-6, "s", "kernel launches and gaps of one layer in one step"
    )
    expert_layer_s: float = coefficient(
        60e-6, 0.0, 250e-6, "s", "routing and permutation of one mixture-of-experts layer"
    )
    fp8_expert_layer_s: float = coefficient(
        20e-6, 0.0, 200e-6, "s", "scaling of activations in one FP8 mixture-of-experts layer"
    )
    collective_s: float = coefficient(
        12e-6, 3e-6, 50e-6, "s", "latency of one all-reduce among tensor-parallel chips"
    )
    collective_share: float = coefficient(
        0.4, 0.2, 1.0, SHARE, "interconnect bandwidth reached by an all-reduce"
    )
    step_s: float = coefficient(1e-3, 0.0, 6e-3, "s", "host work once a step, current engine")
    sequence_s: float = coefficient(
        25e-6, 0.0, 120e-6, "s", "host work per sequence and step, current engine"
    )
    sequence_2024_s: float = coefficient(
        1e-3, 50e-6, 3e-3, "s", "host work of a step with one sequence, 2024 engine"
    )
    growth_2024: float = coefficient(
        0.85, 0.6, 1.0, "exponent", "growth of that host work with the sequences running"
    )
    sampling_passes: float = coefficient(
        15.0, 0.0, 150.0, "passes", "passes of the sampler over the fp32 logits"
    )
    attention_share: float = coefficient(
        0.5, 0.1, 0.9, SHARE, "memory bandwidth reached by decode attention"
    )
    state_space_s: float = coefficient(
        1e-4, 0.0, 2e-3, "s", "state-space layers per sequence and step"
    )
    expert_stream_share: float = coefficient(
        0.8, 0.2, 1.0, SHARE, "of the weight stream rate, reached by expert kernels"
    )
    expert_gemm_share: float = coefficient(
        0.35, 0.05, 0.8, SHARE, "dense peak FLOPS reached by grouped expert products"
    )
    routing_evenness: float = coefficient(
        0.9, 0.6, 1.0, SHARE, "of the batch that routes as if independent and uniform"
    )
    fp8_stream_share: float = coefficient(
        0.8, 0.3, 1.0, SHARE, "of the bf16 stream rate, reached by FP8 dense kernels"
    )
    fp8_expert_share: float = coefficient(
        0.4, 0.1, 1.0, SHARE, "of the bf16 expert rate, reached by block-scaled FP8 experts"
    )
    expert_imbalance: float = coefficient(
        0.2, 0.0, 1.0, SHARE, "longer on the busiest of many expert-parallel chips"
    )
    mxfp4_expert_share_hopper: float = coefficient(
        0.6, 0.2, 1.5, SHARE, "of the bf16 expert rate, reached by MXFP4 without hardware support"
    )
    mxfp4_expert_share_blackwell: float = coefficient(
        1.0, 0.3, 3.0, SHARE, "of the bf16 expert rate, reached by MXFP4 with hardware support"
    )
    prefill_share: float = coefficient(0.45, 0.1, 0.75, SHARE, "dense peak FLOPS during prefill")
    mixed_layer_s: float = coefficient(
        100e-6, 0.0, 500e-6, "s", "one layer of a step that takes a prompt in, outside the graph"
    )
    waiting_2024: float = coefficient(
        0.2, 0.0, 0.6, SHARE, "sequences waiting over running, per request taken in a step"
    )
    prefill_seen: float = coefficient(
        0.7, 0.3, 3.0, "requests", "requests taken in per step at which the median step holds one"
    )
    input_chat_tokens: float = coefficient(
        150.0, 100.0, 200.0, "tokens", "prompt of the chat runs, unpublished"
    )
    input_reasoning_tokens: float = coefficient(
        250.0, 200.0, 350.0, "tokens", "prompt of the reasoning runs, unpublished"
    )
    input_infill_tokens: float = coefficient(
        1500.0, 300.0, 8000.0, "tokens", "prompt of the code-infill runs, unpublished"
    )
    input_code_2024_tokens: float = coefficient(
        300.0, 50.0, 1500.0, "tokens", "prompt of the 2024 code runs, unpublished"
    )
    uncaptured_s: float = coefficient(
        20e-3, 0.0, 60e-3, "s", "step cost above the largest captured graph, Blackwell hosts"
    )
    long_run_floor_s: float = coefficient(
        30e-3, 0.0, 60e-3, "s", "host floor of long answers on one Blackwell chip, as measured"
    )
    static_share_ampere: float = coefficient(0.2, 0.12, 0.3, SHARE, STATIC)
    static_share_hopper: float = coefficient(0.2, 0.1, 0.3, SHARE, STATIC)
    static_share_blackwell: float = coefficient(0.2, 0.14, 0.3, SHARE, STATIC)
    stream_power_ampere: float = coefficient(0.5, 0.1, 0.8, SHARE, STREAM_POWER)
    stream_power_hopper: float = coefficient(0.45, 0.1, 0.8, SHARE, STREAM_POWER)
    stream_power_blackwell: float = coefficient(0.5, 0.1, 0.8, SHARE, STREAM_POWER)
    flop_power_ampere: float = coefficient(0.7, 0.1, 1.3, SHARE, FLOP_POWER)
    flop_power_hopper: float = coefficient(0.7, 0.1, 1.3, SHARE, FLOP_POWER)
    flop_power_blackwell: float = coefficient(0.7, 0.1, 1.3, SHARE, FLOP_POWER)
    attention_power: float = coefficient(
        0.4, 0.05, 0.8, SHARE, "power limit added during attention, sampling and state updates"
    )
    expert_power: float = coefficient(
        1.0, 0.2, 2.0, "ratio", "power of expert kernels over that of streaming dense weights"
    )
    overhead_power: float = coefficient(
        0.2, 0.0, 0.6, SHARE, "power limit added during launches, gaps and collectives"
    )
    power_cap: float = coefficient(0.97, 0.8, 1.0, SHARE, "power limit that a long run reaches")

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Every coefficient, in the order of the fit vector."""
        return tuple(item.name for item in fields(cls))

    @classmethod
    def bounds(cls) -> tuple[Bounds, ...]:
        """Bounds in the order of `names`."""
        return tuple(item.metadata["bounds"] for item in fields(cls))

    @classmethod
    def from_vector(cls, vector: FloatArray) -> Self:
        """Coefficients from numbers in the order of `names`."""
        return cls(*(float(value) for value in vector))

    def by_generation(self, stem: str, generation: FloatArray) -> FloatArray:
        """A coefficient of each generation, spread over an array of generation indices."""
        return self._by_stem[stem][np.asarray(generation, dtype=np.intp)]

    @cached_property
    def _by_stem(self) -> Mapping[str, FloatArray]:
        """Coefficients of the generations in their order, by what their names begin with."""
        first = f"_{GENERATIONS[0]}"
        stems = [name.removesuffix(first) for name in self.names() if name.endswith(first)]
        return {
            stem: np.array([getattr(self, f"{stem}_{name}") for name in GENERATIONS])
            for stem in stems
        }


@cache
def start() -> Coefficients:
    """The start values: what the literature suggests before any fit."""
    return Coefficients()
