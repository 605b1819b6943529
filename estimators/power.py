"""Power of a chip by phase, of a replica, and of the whole node around it."""

from dataclasses import dataclass

import numpy as np

from estimators.calibration.coefficients import Coefficients
from estimators.graph import FloatArray
from estimators.serving_inputs import Load, Number
from estimators.serving_step import Step, soft_maximum

LIMIT_SHARPNESS = 6.0
LARGE_CHIP_W = 700.0
SMALLEST_NODE = 0.25


@dataclass(frozen=True)
class NodeRest:
    """The rest of a server, per chip in it: CPUs, memory, network, switches, fans, supply loss."""

    idle_w: float
    loaded_w: float


def dynamic_energy_j(x: Load, c: Coefficients, step: Step, requests: FloatArray) -> FloatArray:
    """Energy of one step of one stage on one chip beyond standing still.

    Equation: limit * (stream share * (dense + ratio * experts) + attention share * (attention +
    sampling + state) + overhead share * launches) + flop share * limit / peak * FLOPs.

    Args:
        x: The replica.
        c: Fitted coefficients.
        step: Its step.
        requests: Requests taken in during the step.
    """
    stream = c.by_generation("stream_power", x.generation) * x.tdp_w
    flop = c.by_generation("flop_power", x.generation) * x.tdp_w / x.flops
    waiting = x.tdp_w * c.attention_power
    return (
        stream * step.dense_stream_s
        + (stream * c.expert_power) * step.expert_s
        + waiting * (step.attention_s + step.vocabulary_s + step.state_s)
        + (x.tdp_w * c.overhead_power) * step.overhead_s
        + flop * (step.decode_flops + requests * step.prefill_flops)
    )


def limited_s(
    unlimited_s: FloatArray, dynamic_j: FloatArray, static_w: FloatArray, limit_w: FloatArray
) -> FloatArray:
    """Time once the board holds its power limit: clocks fall until the energy fits.

    Equation: soft maximum(time, dynamic energy / (limit - static)).
    """
    return soft_maximum(
        unlimited_s, dynamic_j / np.maximum(limit_w - static_w, 1.0), LIMIT_SHARPNESS
    )


def rest_power_w(chip_power_w: Number, chip_limit_w: Number, rest: NodeRest) -> FloatArray:
    """Power of the share of a server that stands around one chip.

    Equation: size * (idle + (loaded - idle) * chip power / limit), size = limit / 700 W between a
    quarter and one: the figures are of servers with eight large chips.
    """
    size = np.clip(np.asarray(chip_limit_w, dtype=float) / LARGE_CHIP_W, SMALLEST_NODE, 1.0)
    load = chip_power_w / chip_limit_w
    return np.asarray(size * (rest.idle_w + (rest.loaded_w - rest.idle_w) * load))
