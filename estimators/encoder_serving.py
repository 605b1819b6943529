"""An encoder on an accelerator: texts read in full batches, one forward pass each.

There is no decoding and no cache, so what is left of a replica is its prefill: compute at the share
of the peak that encoders reach, the weights streamed once a batch, launches, and words cut into
tokens on the host beside it. Power is that of prompts in serving, with the rest of the server as in
`estimators.power`.
"""

from dataclasses import dataclass
from math import inf

import numpy as np

from estimators.calibration.coefficients import Coefficients
from estimators.chip_arrays import generation
from estimators.encoder import flop_of
from estimators.errors import EvidenceError
from estimators.facts import Facts, Instance, Model
from estimators.memory import GIB
from estimators.power import NodeRest, rest_power_w
from estimators.replica import reserve
from estimators.serving import node_rest

WEIGHT_BYTES = 2.0
BATCH_TOKENS = 16_384.0
"""Tokens of a full batch: those of the published runs, 128 texts of 128 tokens."""
ACTIVATION_WIDTHS = 16.0
"""Values that a token keeps while a layer runs, in widths of the model: queries, keys, values and a
feed-forward part of four widths, each twice."""
SHARE, TOKENIZER = "encoder_flop_share", "tokenizer_tokens_per_vcpu_s"
POWER, IDLE = "power_fraction_prefill", "power_fraction_idle_loaded"


@dataclass(frozen=True)
class Machine:
    """One accelerator with its part of the server.

    Attributes:
        peak_flops: Dense, at 16 bits [FLOP/s].
        stream_bytes_per_s: What of the memory bandwidth is reached.
        memory_gib: Of the accelerator, less what the engine keeps.
        limit_w: Power limit of the accelerator.
        host_tokens_per_s: Tokens that its part of the processors cuts texts into.
        layer_s: Launches and gaps of a layer.
    """

    peak_flops: float
    stream_bytes_per_s: float
    memory_gib: float
    limit_w: float
    host_tokens_per_s: float
    layer_s: float


@dataclass(frozen=True)
class Reader:
    """One accelerator that reads texts with an encoder.

    Attributes:
        batch: Texts at once.
        calls_per_s, single_calls_per_s: Texts a second in full batches, and one at a time.
        wh_per_call, wh_per_call_single: Energy of a text, the rest of the server included.
        idle_power_w: Loaded and waiting, the rest of the server included.
    """

    batch: float
    calls_per_s: float
    single_calls_per_s: float
    wh_per_call: float
    wh_per_call_single: float
    idle_power_w: float


def forward_s(
    *, flop: float, weight_bytes: float, layers: float, machine: Machine, flop_share: float
) -> float:
    """Time of one forward pass over a batch [s].

    The slower of FLOP / (peak x share) and weights / bandwidth, plus launches x layers.
    """
    compute_s = flop / (machine.peak_flops * flop_share)
    return max(compute_s, weight_bytes / machine.stream_bytes_per_s) + layers * machine.layer_s


def batch_limit(*, tokens: float, width: float, weight_bytes: float, memory_gib: float) -> float:
    """Texts in a full batch: 16,384 tokens, or what memory holds; 0 where not one fits.

    Equation: free memory / (tokens x 2 bytes x 16 widths), no more than 16,384 / tokens, one at
    least where one fits.
    """
    free = memory_gib * GIB - weight_bytes
    held = free / (tokens * 2.0 * ACTIVATION_WIDTHS * width)
    return 0.0 if held < 1.0 else float(int(max(min(BATCH_TOKENS / tokens, held), 1.0)))


def energy_wh(
    *, busy_s: float, call_s: float, limit_w: float, busy: float, idle: float, rest: NodeRest
) -> float:
    """Energy of a text [Wh]: the accelerator at work and waiting for its host, and the server.

    Equation: (chip + rest of the server) x time, chip = limit x (idle + (busy - idle) x share of
    the time at work).
    """
    chip_w = limit_w * (idle + (busy - idle) * busy_s / call_s)
    return float((chip_w + rest_power_w(chip_w, limit_w, rest)) * call_s / 3600.0)


def machine_of(facts: Facts, instance: Instance, c: Coefficients) -> Machine:
    """One accelerator of an instance type with its part of the host.

    Raises:
        EvidenceError: Peak, bandwidth, memory, power limit or processors are not known.
    """
    chip = facts.chip(instance.chip)
    known = (
        chip.peak_dense_tflops_bf16,
        chip.memory_bandwidth_gb_per_s,
        chip.memory_gib,
        chip.tdp_watts,
        instance.vcpus,
    )
    if None in known:
        raise EvidenceError(
            f"{instance.id} cannot be sized",
            "peak, bandwidth, memory, power limit or vCPUs of it are not known",
            "Lay yours over the facts.",
        )
    tflops, gb_per_s, memory_gib, limit_w, vcpus = (float(item or 0.0) for item in known)
    stream = float(c.by_generation("stream_share", np.asarray(generation(chip))))
    kept = float(reserve().kept_gib(memory_gib, 1.0))
    return Machine(
        peak_flops=tflops * 1e12,
        stream_bytes_per_s=gb_per_s * 1e9 * stream,
        memory_gib=memory_gib - kept,
        limit_w=limit_w,
        host_tokens_per_s=vcpus / instance.chip_count * facts.constant(TOKENIZER).value,
        layer_s=c.layer_s,
    )


@dataclass(frozen=True)
class Work:
    """Texts of one length for one encoder.

    Attributes:
        flop: Of a text [FLOP].
        tokens: Of a text.
        part: Tokens that are read at once; a text beyond the context is read in parts.
        weight_bytes, layers, width: Of the encoder.
    """

    flop: float
    tokens: float
    part: float
    weight_bytes: float
    layers: float
    width: float


def work_of(model: Model, tokens: float) -> Work:
    """What reading a text of a length takes.

    Raises:
        EvidenceError: The facts hold no size for the model.
    """
    return Work(
        flop=flop_of(model, tokens)[0],
        tokens=tokens,
        part=min(tokens, float(model.context_tokens or tokens)),
        weight_bytes=(model.params_total_b or 0.0) * 1e9 * WEIGHT_BYTES,
        layers=float(model.layers or 1),
        width=float(model.hidden_size or 1),
    )


def reader(
    facts: Facts, work: Work, machine: Machine, flop_share: float, wait_s: float = inf
) -> Reader | None:
    """An accelerator that reads texts; None where its memory does not hold one.

    A text that arrives waits for the batch before its own: where somebody waits for it, the batch
    is small enough that two of them end within the wait.

    Args:
        facts: Power fractions.
        work: Encoder and length of a text.
        machine: Accelerator with its part of the server.
        flop_share: Share of the peak that is reached.
        wait_s: Longest wait for an answer.
    """
    most = batch_limit(
        tokens=work.part,
        width=work.width,
        weight_bytes=work.weight_bytes,
        memory_gib=machine.memory_gib,
    )
    if most < 1.0:
        return None
    fixed_s = _pass_s(work, machine, flop_share, 0.0)
    grows_s = max(_pass_s(work, machine, flop_share, most) - fixed_s, 1e-12) / most
    batch = float(max(1, int(min(most, (wait_s / 2.0 - fixed_s) / grows_s))))
    full_s, full_wh = _text(facts, work, machine, flop_share, batch)
    single_s, single_wh = _text(facts, work, machine, flop_share, 1.0)
    waits_w = machine.limit_w * facts.constant(IDLE).value
    return Reader(
        batch=batch,
        calls_per_s=1.0 / full_s,
        single_calls_per_s=1.0 / single_s,
        wh_per_call=full_wh,
        wh_per_call_single=single_wh,
        idle_power_w=waits_w + float(rest_power_w(waits_w, machine.limit_w, node_rest())),
    )


def _pass_s(work: Work, machine: Machine, flop_share: float, batch: float) -> float:
    return forward_s(
        flop=batch * work.flop,
        weight_bytes=work.weight_bytes,
        layers=work.layers,
        machine=machine,
        flop_share=flop_share,
    )


def _text(
    facts: Facts, work: Work, machine: Machine, flop_share: float, batch: float
) -> tuple[float, float]:
    """Seconds and Wh of a text in batches of a size; the slower of accelerator and host sets it."""
    busy_s = _pass_s(work, machine, flop_share, batch) / batch
    call_s = max(busy_s, work.tokens / machine.host_tokens_per_s)
    wh = energy_wh(
        busy_s=busy_s,
        call_s=call_s,
        limit_w=machine.limit_w,
        busy=facts.constant(POWER).value,
        idle=facts.constant(IDLE).value,
        rest=node_rest(),
    )
    return call_s, wh
