"""The physics of a training run: FLOPs, achieved share of the peak, power; floats or arrays.

The share of the peak that a run reaches (model FLOPs utilisation) is a value per generation of
accelerators and falls slowly as the job spreads over more of them. A small model on a chip or two
does not fill the matrix units at all: it runs at a rate per watt that doubles every few years.
"""

from dataclasses import dataclass, fields
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from estimators.figure import Formula
from estimators.graph import FloatArray

Method = Literal["pretrain", "continued", "full", "lora", "qlora"]
"""`pretrain`: from scratch; `continued` and `full` update all weights; the rest do not."""

FROZEN: tuple[Method, ...] = ("lora", "qlora")
NODE = 8.0
SMALL_PARAMS_B = 1.0
SMALL_BASE_YEAR = 2018.0
TERA = 1e12
USUAL_RUN_S = 20 * 86_400.0
"""A run whose number of chips is not told is taken to last about three weeks."""
MOST_CHIPS = 16_384.0
FIRST_AMPERE_YEAR, FIRST_HOPPER_YEAR = 2020, 2022


@dataclass(frozen=True)
class TrainingCoefficients:
    """Fitted values; `BOUNDS` says what physics allows.

    Attributes:
        mfu_volta, mfu_ampere, mfu_hopper, mfu_tpu: Share of the dense bf16 (fp16) peak on a node.
        scale_exponent: The share falls as (chips / 8) to minus this power, on an accelerator of
            1,000 TFLOPS; less on a slower one.
        small_gflops_per_watt: Rate of a small model on few chips over their power limit, for an
            accelerator of 2018.
        small_doubling_years: Years in which that rate doubles.
        power_share: Mean power over the power limit.
        small_power_share: The same for a small model on few chips.
        host_share: Rest of the node per accelerator, over its power limit.
        tpu_power_share: Mean power of a TPU over its limit, host included.
    """

    mfu_volta: float = 0.22
    mfu_ampere: float = 0.42
    mfu_hopper: float = 0.42
    mfu_tpu: float = 0.35
    scale_exponent: float = 0.07
    small_gflops_per_watt: float = 47.0
    small_doubling_years: float = 3.3
    power_share: float = 0.92
    small_power_share: float = 0.82
    host_share: float = 0.40
    tpu_power_share: float = 0.62

    def as_array(self) -> FloatArray:
        """Values in the order of the fields."""
        return np.array([getattr(self, item.name) for item in fields(self)], dtype=float)


BOUNDS: dict[str, tuple[float, float]] = {
    "mfu_volta": (0.10, 0.45),
    "mfu_ampere": (0.25, 0.60),
    "mfu_hopper": (0.25, 0.60),
    "mfu_tpu": (0.20, 0.60),
    "scale_exponent": (0.0, 0.12),
    "small_gflops_per_watt": (20.0, 100.0),
    "small_doubling_years": (2.0, 6.0),
    "power_share": (0.70, 1.0),
    "small_power_share": (0.60, 1.0),
    "host_share": (0.20, 0.55),
    "tpu_power_share": (0.40, 1.0),
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


def is_small(chips: ArrayLike, active_params_b: ArrayLike) -> NDArray[np.bool_]:
    """Whether a run is a model below a billion parameters on less than a node."""
    few = np.asarray(chips, dtype=float) < NODE
    return np.asarray(few & (np.asarray(active_params_b, dtype=float) < SMALL_PARAMS_B))


def mfu(
    *,
    mfu_one_node: ArrayLike,
    chips: ArrayLike,
    active_params_b: ArrayLike,
    peak_tflops: ArrayLike,
    tdp_watts: ArrayLike,
    release_year: ArrayLike,
    scale_exponent: ArrayLike,
    small_gflops_per_watt: ArrayLike,
    small_doubling_years: ArrayLike,
) -> FloatArray:
    """Share of the peak FLOPS that the run reaches, between 0 and 1.

    One-node value x (chips / 8)^-(exponent x peak / 1000 TFLOPS) beyond a node, because a faster
    accelerator waits longer for the same network. A model below a billion parameters on less than
    a node reaches at most rate per watt x 2^((year - 2018) / doubling) x power limit.
    """
    count, peak = np.asarray(chips, dtype=float), np.asarray(peak_tflops, dtype=float)
    exponent = np.minimum(np.asarray(scale_exponent) * peak / 1000.0, 0.1)
    spread = np.asarray(mfu_one_node) * np.maximum(count / NODE, 1.0) ** -exponent
    years = np.asarray(release_year, dtype=float) - SMALL_BASE_YEAR
    rate = np.asarray(small_gflops_per_watt) * 2.0 ** (years / np.asarray(small_doubling_years))
    cap = rate * np.asarray(tdp_watts) / (peak * 1000.0)
    small = is_small(count, active_params_b)
    return np.asarray(np.where(small, np.minimum(2.0 * spread, cap), spread), dtype=float)


MFU = Formula(
    "training_model.mfu",
    "MFU = value on one node × max(chips ÷ 8, 1)^−(exponent × peak ÷ 1000); a model under 10⁹"
    " parameters on less than a node: GFLOPS per watt × 2^((year − 2018) ÷ doubling) × power limit"
    " ÷ peak, at most twice that value",
)


def chip_hours(
    training_flops: FloatArray,
    peak_tflops: FloatArray,
    mfu: FloatArray,
    time_factor: FloatArray,
    run_error: FloatArray,
) -> FloatArray:
    """Accelerator hours = FLOPs x time factor / (peak x MFU) / 3600, times the model's error.

    The time factor is 1.4 or so for QLoRA; the error is 1 with the spread seen on runs left out.
    """
    return training_flops * time_factor * run_error / (peak_tflops * TERA * mfu) / 3600.0


CHIP_HOURS = Formula(
    "training_model.chip_hours",
    "accelerator hours = FLOPs × time factor × model error ÷ (peak FLOPS × MFU) ÷ 3600",
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


def generation(kind: str, release_year: int) -> str:
    """Generation whose coefficient an accelerator takes: TPUs apart, the rest by year."""
    if kind == "tpu":
        return "tpu"
    if release_year < FIRST_AMPERE_YEAR:
        return "volta"
    return "ampere" if release_year < FIRST_HOPPER_YEAR else "hopper"
