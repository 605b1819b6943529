"""The time of one decoding step, term by term.

Every function is pure and takes floats or arrays that broadcast. Terms follow the roofline of
LLM inference (LLM-Viewer, arXiv 2402.16363) with the corrections that measured runs need: mixtures
of experts, host work, collectives, prompts taken in while others decode.
"""

from dataclasses import dataclass

import numpy as np

from estimators.calibration.coefficients import Coefficients
from estimators.graph import FloatArray
from estimators.parallel import collective_s, kv_shards
from estimators.serving_inputs import Load, Number

CAPTURED_BATCH = 540.0
CAPTURED_BATCH_MXFP4 = 1100.0
"""Largest captured graphs of the measured engine: 512 sequences, 1,024 for its MXFP4 model."""
CAPTURE_WIDTH = 30.0
LONG_ANSWER_TOKENS = 3000.0
LONG_ANSWER_WIDTH = 0.15
BLACKWELL = 2.0
NEVER = 1e-300
"""Chance that stands for none where its logarithm is taken."""


def experts_touched(experts: Number, routed: Number, tokens: Number) -> FloatArray:
    """Expected share of the experts of a layer that a step reads.

    Equation: 1 - (1 - routed / experts) ^ tokens, for independent uniform routing; 0 for a dense
    model. The power is taken as an exponential, which takes a tenth of the time.
    """
    total = np.maximum(np.asarray(experts, dtype=float), 1.0)
    passed_over = np.maximum(1.0 - routed / total, NEVER)
    return np.asarray(1.0 - np.exp(tokens * np.log(passed_over)))


def soft_maximum(first: Number, second: Number, exponent: float) -> FloatArray:
    """(a^p + b^p)^(1/p): the sum at p = 1, the larger of the two as p grows.

    Exponents 1, 3 and 6 avoid general powers, which would take most of the time of a sweep.
    """
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if exponent == 1.0:
        return np.asarray(a + b)
    if exponent == 3.0:
        return np.asarray(np.cbrt(a * a * a + b * b * b))
    if exponent == 6.0:
        a3, b3 = a * a * a, b * b * b
        return np.asarray(np.cbrt(np.sqrt(a3 * a3 + b3 * b3)))
    return np.asarray((a**exponent + b**exponent) ** (1.0 / exponent))


def logistic(value: Number) -> FloatArray:
    """1 / (1 + e^-x), safe for large arguments."""
    return np.asarray(1.0 / (1.0 + np.exp(np.minimum(-np.asarray(value), 50.0))))


@dataclass(frozen=True)
class Step:
    """Seconds of one step of one pipeline stage, and what it computes per chip.

    FLOPs are those at 16 bits that take the same time: 8-bit products count half.
    """

    dense_stream_s: FloatArray
    expert_s: FloatArray
    gemm_s: FloatArray
    attention_s: FloatArray
    overhead_s: FloatArray
    vocabulary_s: FloatArray
    state_s: FloatArray
    host_s: FloatArray
    decode_flops: FloatArray
    prefill_flops: FloatArray
    prefill_s: FloatArray
    admission_s: FloatArray
    decode_s: FloatArray

    @property
    def device_s(self) -> FloatArray:
        """Time in which the chip, not the host, is at work on decoding."""
        return self.gemm_s + self.attention_s + self.overhead_s + self.vocabulary_s + self.state_s


def decode_step(x: Load, c: Coefficients) -> Step:
    """One step of continuous batching: every sequence in flight gets one token.

    What does not change with the batch is multiplied first here and in the terms: those arrays
    have one element a replica.

    Equation: decode = soft maximum(weights / bandwidth, FLOPs / peak) + experts + KV cache /
    bandwidth + layers * overhead + collectives + sampling + host, each with the share of the
    chip's peak that measured runs reach.
    """
    sequences = x.batch / x.stages
    tokens = sequences * (1.0 + x.draft_tokens)
    dense = dense_terms(x, c, tokens)
    expert_s, expert_flops = expert_terms(x, c, tokens)
    gemm_s = soft_maximum(dense[0], dense[1], c.overlap) + expert_s
    attention_s = attention_terms(x, c, sequences)
    overhead_s = overhead_terms(x, c, tokens) + imbalance_s(x, c, expert_s)
    logit_s = c.sampling_passes * 4.0 * x.vocab / x.bandwidth * (1.0 - x.engine_2024)
    vocabulary_s = logit_s * tokens
    state_s = c.state_space_s * x.state_space / x.shards * tokens
    host_s = host_terms(x, c, sequences)
    prefill_flops, prefill_s, admission_s = prefill_terms(x, c, sequences)
    busy = gemm_s + attention_s + overhead_s + vocabulary_s + state_s + host_s
    return Step(
        dense_stream_s=dense[0],
        expert_s=expert_s,
        gemm_s=gemm_s,
        attention_s=attention_s,
        overhead_s=overhead_s,
        vocabulary_s=vocabulary_s,
        state_s=state_s,
        host_s=host_s,
        decode_flops=dense[2] * (x.flops / x.matmul_flops) + expert_flops,
        prefill_flops=prefill_flops,
        prefill_s=prefill_s,
        admission_s=admission_s,
        decode_s=floored(busy, long_run_floor_s(x, c)),
    )


def floored(busy_s: FloatArray, floor_s: FloatArray) -> FloatArray:
    """Soft maximum of a time and a floor; the time itself where nothing has a floor."""
    return soft_maximum(busy_s, floor_s, 3.0) if np.any(floor_s) else busy_s


def dense_terms(
    x: Load, c: Coefficients, tokens: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Seconds to stream and to compute the weights that every token passes, and their FLOPs."""
    params = np.maximum(x.dense_params - x.embedding_params, 1e6) / x.chips
    share = np.where(x.fp8 > 0, c.fp8_stream_share, 1.0)
    rate = x.bandwidth * c.by_generation("stream_share", x.generation) * share
    flops = 2.0 * params * tokens
    peak = x.matmul_flops * c.by_generation("gemm_share", x.generation)
    return params * x.dense_bytes / rate, flops / peak, flops


def expert_terms(x: Load, c: Coefficients, tokens: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Seconds and FLOPs of routed experts; zero for a dense model.

    Every touched expert is streamed, and computes at least one row per pass.
    """
    if not x.sparse.any():
        return np.zeros(1), np.zeros(1)
    touched = experts_touched(x.experts, x.routed, c.routing_evenness * tokens)
    read = np.maximum(x.experts * touched, x.routed * x.sparse)
    blackwell = x.generation == BLACKWELL
    mxfp4 = np.where(blackwell, c.mxfp4_expert_share_blackwell, c.mxfp4_expert_share_hopper)
    share = np.where(x.mxfp4 > 0, mxfp4, 1.0)
    stream = np.where(x.fp8 > 0, c.fp8_expert_share, share) * c.expert_stream_share
    rate = x.bandwidth * c.by_generation("stream_share", x.generation) * stream
    params = x.sparse * x.expert_params / x.chips
    stream_s = params * x.expert_bytes / rate * read
    rows = read + tokens * x.routed
    compute_s = 2.0 * params / (x.flops * c.expert_gemm_share * share) * rows
    return soft_maximum(stream_s, compute_s, c.overlap), 2.0 * params * x.routed * tokens


def imbalance_s(x: Load, c: Coefficients, expert_s: FloatArray) -> FloatArray:
    """Wait for the busiest chip: under expert parallelism experts are not asked for evenly.

    Equation: share * (1 - 1 / chips) * time of the experts; tensor parallelism has no such wait.
    """
    return x.expert_parallel * (1.0 - 1.0 / x.shards) * c.expert_imbalance * expert_s


def context_bytes(x: Load, tokens: FloatArray) -> FloatArray:
    """Cache of one sequence: windowed layers stop growing at their window."""
    windowed = np.where(x.window > 0, np.minimum(tokens, np.maximum(x.window, 1.0)), tokens)
    return x.kv_bytes_long * tokens + (x.kv_bytes - x.kv_bytes_long) * windowed


def attention_terms(x: Load, c: Coefficients, sequences: FloatArray) -> FloatArray:
    """Seconds to read the cache of every sequence at its mean length, prompt + half the answer."""
    cache = context_bytes(x, x.input_tokens + x.output_tokens / 2.0)
    held = cache / kv_shards(x.shards, x.kv_shards_max) / x.stages
    return held / (x.bandwidth * c.attention_share) * sequences


def overhead_terms(x: Load, c: Coefficients, tokens: FloatArray) -> FloatArray:
    """Launches, gaps, routing and collectives of the layers of one stage."""
    layers = x.layers / x.stages
    fp8 = x.fp8 * c.fp8_expert_layer_s * np.where(x.sparse > 0, 1.0, 0.3)
    each = c.layer_s + x.sparse * c.expert_layer_s + fp8
    link = x.link * c.collective_share
    return layers * each + collective_s(
        layers=layers,
        tokens=tokens,
        hidden_size=x.hidden,
        shards=x.shards,
        link_bytes_per_s=link,
        latency_s=c.collective_s,
    )


def host_terms(x: Load, c: Coefficients, sequences: FloatArray) -> FloatArray:
    """Scheduling, sampling bookkeeping and streaming out, in which the chip waits."""
    old = x.engine_2024
    before = c.sequence_2024_s * sequences**c.growth_2024 if x.old_engine else 0.0
    today = c.step_s + c.sequence_s * sequences + uncaptured_s(x, c)
    return np.asarray(old * before + (1.0 - old) * today)


def uncaptured_s(x: Load, c: Coefficients) -> FloatArray:
    """Further cost of a step with more sequences than the engine captured graphs for."""
    largest = np.where(x.mxfp4 > 0, CAPTURED_BATCH_MXFP4, CAPTURED_BATCH)
    above = logistic((x.batch - largest) / CAPTURE_WIDTH)
    return np.asarray(c.uncaptured_s * (x.generation == BLACKWELL) * above)


def long_run_floor_s(x: Load, c: Coefficients) -> FloatArray:
    """Slowest-host floor seen in measured runs: one Blackwell chip, answers of thousands of tokens.

    The runs do not say why; the likely cause is eight single-chip replicas on one host.
    """
    alone = np.asarray((x.generation == BLACKWELL) * (x.chips == 1.0) * (1.0 - x.engine_2024))
    if not alone.any():
        return alone
    long = logistic(np.log(x.output_tokens / LONG_ANSWER_TOKENS) / LONG_ANSWER_WIDTH)
    return np.asarray(c.long_run_floor_s * alone * long)


def prefill_terms(
    x: Load, c: Coefficients, sequences: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """16-bit FLOPs and seconds of one prompt per chip, and the further cost of taking it in.

    Equation: prompt * (2 * active parameters + 2 * layers * width * prompt) / (chips * peak);
    experts and attention compute at 16 bits whatever the weights. A step that takes prompts in, of
    which there are 1 - e^-requests, runs outside captured graphs.
    """
    prompt = x.input_tokens * (1.0 - x.cached_share) / x.chips
    attention = 4.0 * x.attention_layers * x.attention_width * x.input_tokens
    dense = 2.0 * np.maximum(x.dense_params - x.embedding_params, 1e6) * x.flops / x.matmul_flops
    flops = prompt * (dense + 2.0 * x.routed * x.expert_params + attention)
    requests = np.maximum(sequences / x.output_tokens, 1e-9)
    layers_s = x.layers / x.stages * c.mixed_layer_s * (1.0 - x.engine_2024)
    mixed = layers_s * (-np.expm1(-requests) / requests)
    return flops, flops / (x.flops * c.prefill_share), mixed
