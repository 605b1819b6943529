"""From the step to what an architect asks: energy, latency, power. Arrays in, arrays out."""

from dataclasses import dataclass, replace

import numpy as np

from estimators.calibration.coefficients import Coefficients
from estimators.graph import FloatArray
from estimators.power import dynamic_energy_j, limited_s
from estimators.queueing import time_to_first_token_s
from estimators.serving_inputs import Load
from estimators.serving_step import decode_step, logistic

SEEN_WIDTH = 0.3


@dataclass(frozen=True)
class Performance:
    """Steady state of one replica at its batch.

    Attributes:
        token_s: Mean time between two tokens of one sequence, prompts of others included.
        inter_token_s: Median time between two tokens.
        ttft_s: Mean time to first token.
        chip_power_w: Mean power of one chip.
        energy_j_per_output_token: All chips of the replica, prompts included.
        tokens_per_s: Output tokens of the replica.
    """

    token_s: FloatArray
    inter_token_s: FloatArray
    ttft_s: FloatArray
    chip_power_w: FloatArray
    energy_j_per_output_token: FloatArray
    tokens_per_s: FloatArray
    prefill_s: FloatArray


def performance(x: Load, c: Coefficients) -> Performance:
    """Energy, latency and power of replicas in steady state.

    Equations: token time = stages * (decode step + requests per step * prompt time), lengthened
    where the board limits power; power = static + dynamic energy / time; energy per output token
    = chips * power * time / batch.
    """
    x = running(x, c)
    step = decode_step(x, c)
    yielded = x.batch * (x.draft_yield * x.fill)
    requests = yielded / (x.stages * x.output_tokens)
    prompt_s = step.prefill_s + step.admission_s
    drafting = 1.0 + x.draft_cost
    stage_s = step.decode_s * drafting + requests * prompt_s
    static_w = x.tdp_w * c.by_generation("static_share", x.generation)
    dynamic_j = dynamic_energy_j(x, c, step, requests)
    free_s = stage_s * x.stages
    dynamic_j = dynamic_j * x.stages
    step_s = limited_s(free_s, dynamic_j, static_w, c.power_cap * x.tdp_w)
    slower = step_s / free_s
    power_w = static_w + dynamic_j / step_s
    tokens_per_s = yielded / step_s
    seen = requests * prompt_s * share_seen(x, c, requests)
    return Performance(
        token_s=step_s / x.draft_yield,
        inter_token_s=(step.decode_s * drafting + seen) * slower * (x.stages / x.draft_yield),
        ttft_s=time_to_first_token_s(prompt_s * x.stages, step_s, tokens_per_s / x.output_tokens),
        chip_power_w=power_w,
        energy_j_per_output_token=x.chips * power_w / tokens_per_s,
        tokens_per_s=tokens_per_s,
        prefill_s=step.prefill_s,
    )


def share_seen(x: Load, c: Coefficients, requests: FloatArray) -> FloatArray:
    """How much of the prompt work the median step shows.

    The median step holds a prompt once more than about every second step takes one in.
    """
    ratio = np.log(np.maximum(requests, 1e-9) / c.prefill_seen)
    return logistic(ratio / SEEN_WIDTH) * (1.0 - x.engine_2024)


def running(x: Load, c: Coefficients) -> Load:
    """With the sequences that really decode: the engine of 2024 lets some wait for prompts.

    Equation: batch / (1 + waiting * batch / answer) for that engine, the batch for today's.
    """
    if not x.old_engine:
        return x
    waiting = c.waiting_2024 * x.engine_2024 * x.batch / x.output_tokens
    return replace(x, batch=x.batch / (1.0 + waiting))
