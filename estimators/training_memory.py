"""Whether a training run fits: optimizer state, frozen weights, activations; chips needed."""

from dataclasses import dataclass

import numpy as np

from estimators.errors import EvidenceError
from estimators.facts import Chip, Facts, Model
from estimators.figure import Formula
from estimators.graph import FloatArray
from estimators.training_model import Method

GIB = 2.0**30


def state_gib(
    params_total_b: FloatArray,
    trained_share: FloatArray,
    frozen_bytes: FloatArray,
    optimizer_bytes_per_parameter: FloatArray,
) -> FloatArray:
    """Memory of weights, gradients and optimizer over all chips [GiB].

    Parameters x (trained share x optimizer bytes + (1 - trained share) x bytes of a frozen weight);
    sharded over the chips (ZeRO stage 3). Source: Rajbhandari et al. 2020.
    """
    per_parameter = trained_share * optimizer_bytes_per_parameter
    per_parameter = per_parameter + (1.0 - trained_share) * frozen_bytes
    return params_total_b * 1e9 * per_parameter / GIB


STATE = Formula(
    "training_memory.state_gib",
    "state [GiB] = parameters × (trained share × optimizer bytes + frozen share × weight bytes)"
    " ÷ 2³⁰",
    ("zero-2020",),
)


def activations_gib(
    sequence_tokens: FloatArray, hidden_size: FloatArray, layers: FloatArray
) -> FloatArray:
    """Activations of one sequence on one chip with full recomputation [GiB].

    2 bytes x tokens x hidden x layers kept, plus 34 bytes x tokens x hidden of the layer at work.
    Source: Korthikanti et al. 2022.
    """
    return sequence_tokens * hidden_size * (2.0 * layers + 34.0) / GIB


ACTIVATIONS = Formula(
    "training_memory.activations_gib",
    "activations [GiB] = tokens of a sequence × hidden size × (2 × layers + 34) ÷ 2³⁰",
    ("korthikanti-2022",),
)


def usual_shape(params_total_b: float, aspect_ratio: float) -> tuple[float, float]:
    """Layers and hidden size of a usual transformer of that size, from N = 12 L h^2, h = a L."""
    layers = float(np.cbrt(params_total_b * 1e9 / (12.0 * aspect_ratio**2)))
    return layers, aspect_ratio * layers


@dataclass(frozen=True)
class Fit:
    """What a training run needs of an accelerator.

    Attributes:
        chips_needed: Fewest chips over which the state fits beside the activations.
        state_gib: Over all chips.
        activations_gib: On each chip.
        usable_gib: Memory of one chip that a run may fill.
        reason: Why it cannot run at all on this chip; empty when it can.
    """

    chips_needed: int
    state_gib: float
    activations_gib: float
    usable_gib: float
    reason: str = ""


def memory_fit(
    facts: Facts, chip: Chip, params_total_b: float, method: Method, model: Model | None = None
) -> Fit:
    """Fewest chips on which a run fits, or why it does not fit on any number of them.

    Args:
        facts: Facts.
        chip: Accelerator.
        params_total_b: Billions of parameters in memory.
        method: How it is trained.
        model: Row of the catalogue, for its layers and hidden size.

    Raises:
        EvidenceError: The memory of the chip is not known.
    """
    if chip.memory_gib is None:
        raise EvidenceError(
            f"memory of {chip.name} is unknown",
            "no source that we know of states it",
            "Give it as an override, or choose another accelerator.",
        )
    number = {name: item.value for name, item in facts.constants.items()}
    usable = chip.memory_gib * number["memory_utilization_limit"]
    frozen = number["bytes_per_parameter_" + ("int4" if method == "qlora" else "bf16")]
    share = number["lora_parameter_share"] if method in {"lora", "qlora"} else 1.0
    state = float(
        state_gib(
            np.array(params_total_b),
            np.array(share),
            np.array(frozen),
            np.array(number["optimizer_bytes_per_parameter"]),
        )
    )
    layers, hidden = usual_shape(params_total_b, number["model_aspect_ratio"])
    if model is not None and model.layers and model.hidden_size:
        layers, hidden = float(model.layers), float(model.hidden_size)
    tokens = np.array(number["training_sequence_tokens"])
    kept = float(activations_gib(tokens, np.array(hidden), np.array(layers)))
    if kept >= usable:
        return Fit(
            0,
            state,
            kept,
            usable,
            f"activations of one sequence take {kept:.1f} GiB, {kept - usable:.1f} GiB more than"
            f" {chip.name} has free",
        )
    return Fit(max(1, int(np.ceil(state / (usable - kept)))), state, kept, usable)
