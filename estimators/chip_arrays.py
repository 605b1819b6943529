"""Chips as arrays: peaks, bandwidth, power limit, and whose coefficients they inherit."""

from collections.abc import Sequence

import numpy as np

from estimators.errors import EvidenceError, InputError
from estimators.facts import Chip
from estimators.graph import FloatArray
from estimators.serving_inputs import Precision

MEASURED_CHIPS = frozenset({"a100-40gb", "h100", "b200"})
INHERITS = {
    "t4": 0,
    "v100-16gb": 0,
    "v100-32gb": 0,
    "a10g": 0,
    "a100-40gb": 0,
    "a100-80gb": 0,
    "l4": 1,
    "l40s": 1,
    "h100": 1,
    "h200": 1,
    "b200": 2,
    "b300": 2,
    "gb200": 2,
    "gb300": 2,
    "rtx-pro-6000": 2,
}
"""Generation by chip id: 0 Ampere, 1 Hopper, 2 Blackwell. Chips not named here take the middle."""
CLOSE = frozenset({"a100-80gb", "h200", "gb200", "b300", "gb300"})
"""Same design as a measured chip, with other memory or limits."""


def generation(chip: Chip) -> int:
    """Generation whose coefficients the chip takes."""
    if chip.id in INHERITS:
        return INHERITS[chip.id]
    return 1


def kinship(chip: Chip) -> str:
    """How near the evidence is: `measured`, `close`, `generation` or `assumed`."""
    if chip.id in MEASURED_CHIPS:
        return "measured"
    if chip.id in CLOSE:
        return "close"
    return "generation" if chip.kind == "gpu" else "assumed"


def check_precision(chip: Chip, precision: Precision) -> None:
    """Refuses a number format that the chip does not compute in.

    Raises:
        InputError: The chip lacks it.
    """
    if precision.needs == "bf16":
        return
    if precision.needs not in chip.precisions:
        raise InputError(
            f"{chip.name} cannot run {precision.name}",
            f"its matrix units compute in {', '.join(chip.precisions)}",
            "Choose one of those, or a chip that has it.",
        )


def check_specified(chip: Chip) -> None:
    """Refuses a chip whose data sheet lacks what physics needs.

    Raises:
        EvidenceError: Peak, bandwidth, memory or power limit is unknown, or it is a CPU.
    """
    needed = ("peak_dense_tflops_bf16", "memory_bandwidth_gb_per_s", "memory_gib", "tdp_watts")
    missing = [name for name in needed if not chip.number(name)]
    if missing:
        raise EvidenceError(
            f"{chip.name} cannot be estimated",
            f"{', '.join(missing)} is not published",
            "Give it as an override, or choose another chip.",
        )


def matmul_tflops(chip: Chip, precision: Precision) -> float:
    """Dense peak in the format of the matrix products; the 16-bit peak where unpublished."""
    base = chip.peak_dense_tflops_bf16 or 0.0
    other = {
        "fp8": chip.peak_dense_tflops_fp8,
        "int8": chip.peak_dense_tops_int8,
        "fp4": chip.peak_dense_tflops_fp4,
    }
    return other.get(precision.compute) or base


def chip_arrays(chips: Sequence[Chip], precisions: Sequence[Precision]) -> dict[str, FloatArray]:
    """Chip and precision fields of `Load`, one element a pair."""

    def column(values: Sequence[float | None]) -> FloatArray:
        return np.array([value or 0.0 for value in values], dtype=float)

    pairs = list(zip(chips, precisions, strict=True))
    return {
        **format_arrays(precisions),
        "generation": column([float(generation(chip)) for chip in chips]),
        "bandwidth": column([chip.memory_bandwidth_gb_per_s for chip in chips]) * 1e9,
        "flops": column([chip.peak_dense_tflops_bf16 for chip in chips]) * 1e12,
        "matmul_flops": column([matmul_tflops(chip, p) for chip, p in pairs]) * 1e12,
        "tdp_w": column([chip.tdp_watts for chip in chips]),
        "link": np.maximum(column([chip.interconnect_gb_per_s for chip in chips]), 16.0) * 1e9,
    }


def format_arrays(precisions: Sequence[Precision]) -> dict[str, FloatArray]:
    """Precision fields of `Load`, one element a precision."""
    rows = [(p.dense_bytes, p.expert_bytes, p.name == "fp8", p.name == "mxfp4") for p in precisions]
    names = ("dense_bytes", "expert_bytes", "fp8", "mxfp4")
    return dict(zip(names, np.array(rows, dtype=float).reshape(-1, len(names)).T, strict=True))
