"""The physics of a training run: FLOPs, achieved share of the peak, power; floats or arrays.

The share of the peak that a run reaches (model FLOPs utilisation) is a value per generation of
accelerators, falls slowly as the job spreads over more of them, and is capped by memory bandwidth
for small models on few chips, whose unfused kernels move many bytes for each FLOP.
"""

from dataclasses import dataclass, fields
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from estimators.figure import Formula
from estimators.graph import FloatArray

Method = Literal["pretrain", "continued", "full", "lora", "qlora"]
"""`pretrain`: from scratch; `continued` and `full` update all weights; the rest do not."""

FROZEN: tuple[Method, ...] = ("lora", "qlora")
NODE = 8.0
SMALL_PARAMS_B = 1.0
TERA = 1e12
USUAL_RUN_S = 20 * 86_400.0
"""A run whose number of chips is not told is taken to last about three weeks."""
MOST_CHIPS = 16_384.0


@dataclass(frozen=True)
class TrainingCoefficients:
    """Fitted values; `BOUNDS` says what physics allows.

    Attributes:
        mfu_volta, mfu_ampere, mfu_hopper: Share of the dense bf16 (fp16) peak on one node.
        scale_exponent: The share falls as (chips / 8) to minus this power, on an accelerator of
            1,000 TFLOPS; less on a slower one.
        small_flops_per_byte: FLOPs per byte of memory bandwidth that a small model on few chips
            gets through.
        power_share: Mean power over the power limit.
        host_share: Rest of the node per accelerator, over its power limit.
    """

    mfu_volta: float = 0.22
    mfu_ampere: float = 0.42
    mfu_hopper: float = 0.42
    scale_exponent: float = 0.07
    small_flops_per_byte: float = 15.0
    power_share: float = 0.92
    host_share: float = 0.40

    def as_array(self) -> FloatArray:
        """Values in the order of the fields."""
        return np.array([getattr(self, item.name) for item in fields(self)], dtype=float)


BOUNDS: dict[str, tuple[float, float]] = {
    "mfu_volta": (0.10, 0.45),
    "mfu_ampere": (0.25, 0.60),
    "mfu_hopper": (0.25, 0.60),
    "scale_exponent": (0.0, 0.12),
    "small_flops_per_byte": (5.0, 40.0),
    "power_share": (0.70, 1.0),
    "host_share": (0.20, 0.55),
}


def training_flops(
    active_params_b: FloatArray, tokens_b: FloatArray, flops_per_parameter_token: FloatArray
) -> FloatArray:
    """FLOPs of one pass over the tokens: 6 N D when all weights learn, about 4 N D when frozen."""
    return flops_per_parameter_token * (active_params_b * 1e9) * (tokens_b * 1e9)


FLOPS = Formula(
    "training_model.training_flops",
    "FLOPs = FLOPs per parameter and token (6 all weights, 4 frozen) × parameters touched × tokens",
    ("kaplan-2020",),
)


def mfu(
    *,
    mfu_one_node: ArrayLike,
    chips: ArrayLike,
    active_params_b: ArrayLike,
    peak_tflops: ArrayLike,
    bandwidth_gb_per_s: ArrayLike,
    scale_exponent: ArrayLike,
    small_flops_per_byte: ArrayLike,
) -> FloatArray:
    """Share of the peak FLOPS that the run reaches, between 0 and 1.

    One-node value x (chips / 8)^-(exponent x peak / 1000 TFLOPS) beyond a node, because a faster
    accelerator waits longer for the same network; for a model below a billion parameters on
    less than a node at most small_flops_per_byte x bandwidth / peak.
    """
    count = np.asarray(chips, dtype=float)
    exponent = np.asarray(scale_exponent) * np.asarray(peak_tflops) / 1000.0
    spread = np.asarray(mfu_one_node) * np.maximum(count / NODE, 1.0) ** -np.minimum(exponent, 0.1)
    cap = np.asarray(small_flops_per_byte) * np.asarray(bandwidth_gb_per_s) * 1e9
    cap = cap / (np.asarray(peak_tflops) * TERA)
    small = (count < NODE) & (np.asarray(active_params_b) < SMALL_PARAMS_B)
    return np.asarray(np.where(small, np.minimum(spread, cap), spread), dtype=float)


MFU = Formula(
    "training_model.mfu",
    "MFU = value on one node × max(chips ÷ 8, 1)^−(exponent × peak ÷ 1000); a model under 10⁹"
    " parameters on less than a node at most FLOPs per byte × bandwidth ÷ peak",
)


def chip_hours(
    training_flops: FloatArray, peak_tflops: FloatArray, mfu: FloatArray, time_factor: FloatArray
) -> FloatArray:
    """Accelerator hours = FLOPs x time factor / (peak x MFU) / 3600; 1.4 or so for QLoRA."""
    return training_flops * time_factor / (peak_tflops * TERA * mfu) / 3600.0


CHIP_HOURS = Formula(
    "training_model.chip_hours",
    "accelerator hours = FLOPs × time factor ÷ (peak FLOPS × MFU) ÷ 3600",
)


def chip_power_w(power_share: FloatArray, tdp_watts: FloatArray) -> FloatArray:
    """Mean power of an accelerator in training [W]."""
    return power_share * tdp_watts


CHIP_POWER = Formula(
    "training_model.chip_power_w", "accelerator power [W] = mean share × power limit [W]"
)


def node_power_w(
    chip_power_w: FloatArray, host_share: FloatArray, tdp_watts: FloatArray
) -> FloatArray:
    """Accelerator with its share of processors, memory, network, fans and supply [W]."""
    return chip_power_w + host_share * tdp_watts


NODE_POWER = Formula(
    "training_model.node_power_w",
    "power with its share of the node [W] = accelerator power + host share × power limit",
)


def energy_kwh(chip_hours: FloatArray, power_w: FloatArray) -> FloatArray:
    """Energy [kWh] = hours x power / 1000."""
    return chip_hours * power_w / 1000.0


ENERGY = Formula("training_model.energy_kwh", "energy [kWh] = accelerator hours × power [W] ÷ 1000")


def usual_chips(
    training_flops: ArrayLike, peak_tflops: ArrayLike, mfu_one_node: ArrayLike
) -> FloatArray:
    """Chips of a run that nobody told them for: enough for about three weeks, at least one node."""
    rate = np.asarray(peak_tflops) * TERA * np.asarray(mfu_one_node)
    count = np.asarray(training_flops) / (rate * USUAL_RUN_S)
    return np.asarray(np.clip(count, NODE, MOST_CHIPS), dtype=float)
