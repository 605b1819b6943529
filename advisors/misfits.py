"""Why a model cannot run on a chip within a service level: the nearest miss in words."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from advisors.base import NEURON_SOURCE
from advisors.durations import about, duration
from advisors.sizing import P95_OVER_MEAN, RETIRED, Sized


@dataclass(frozen=True)
class Misfit:
    """One model on one chip, why not, and what would change it."""

    rule: str
    reason: str
    unlock: str


def misfit(sized: Sized, model: str, chip_id: str) -> Misfit | None:
    """Why no type with this chip serves the model; None when one does or none was tried."""
    rows, types = sized.rows_of.get(model), sized.types_of.get(chip_id)
    if rows is None or types is None:
        return None
    block = np.ix_(rows, types)
    if sized.feasible[block].any():
        return None
    return _hardware(sized, model, chip_id, block) or _limits(sized, model, block)


def nearest_miss(sized: Sized, model: str = "") -> Misfit | None:
    """What misses the service level by least, where nothing but the service level is missed.

    Args:
        sized: Layouts.
        model: One model; any when empty.

    Returns:
        None when a layout keeps the level, or none has memory, software and known rates.
    """
    axes, level = sized.axes, sized.level
    rows = sized.rows_of.get(model, []) if model else list(range(len(sized.models)))
    if not rows or sized.feasible[rows].any():
        return None
    there = (axes.specified[None] & sized.neuron & axes.precision_ok)[..., None] & axes.layout_ok
    alone = {
        name: sized.grid.of(name)[rows][..., 0]
        for name in ("missing_gib", "inter_token_ms", "ttft_ms")
    }
    pace, first = alone["inter_token_ms"], alone["ttft_ms"] * P95_OVER_MEAN
    fits = there[rows] & (alone["missing_gib"] <= 0.0)
    over = np.where(fits, np.maximum(pace / level.inter_token_ms, first / level.ttft_ms), np.inf)
    cell = np.unravel_index(int(np.argmin(over)), over.shape)
    if not np.isfinite(over[cell]):
        return None
    name = _name(sized, sized.models[rows[int(cell[0])]])
    missed = _missed(float(pace[cell]), float(first[cell]), sized)
    return Misfit(
        "too-slow",
        f"{name} on {axes.chips[int(cell[1])].name}: {'; '.join(missed)}.",
        "A relaxed service level.",
    )


def _missed(pace_ms: float, first_ms: float, sized: Sized) -> list[str]:
    """Which limits are missed at batch 1, in words."""
    level = sized.level
    found = []
    if first_ms > level.ttft_ms:
        found.append(
            f"{about(first_ms)} to the first token, {about(level.ttft_ms)} are left for it"
        )
    if pace_ms > level.inter_token_ms:
        found.append(
            f"{about(pace_ms)} between tokens at batch 1, {duration(level.inter_token_ms)} are "
            "accepted"
        )
    return found


def _hardware(
    sized: Sized, model: str, chip_id: str, block: tuple[NDArray[np.int64], ...]
) -> Misfit | None:
    chip = next(item for item in sized.axes.chips if item.id == chip_id)
    if chip_id in RETIRED:
        return Misfit("inf1-legacy", "Current Neuron releases do not support it.", "Inferentia2.")
    if not sized.neuron[block].any():
        return Misfit(
            "neuron-support",
            f"The Neuron SDK does not list {_name(sized, model)} among the models that it serves "
            f"({NEURON_SOURCE}).",
            "A model of the Llama, Mistral or Qwen families, or support in a later release.",
        )
    if not sized.axes.specified[block[1]].any():
        return Misfit(
            "no-chip-data",
            f"Rates or power of {chip.name} are not published.",
            "Its data sheet as an override.",
        )
    return None


def _limits(sized: Sized, model: str, block: tuple[NDArray[np.int64], ...]) -> Misfit:
    """What memory and the service level leave over of the layouts that the chip can compute."""
    name, layout_ok = _name(sized, model), sized.axes.layout_ok[block[1][0]][None]
    known = sized.axes.specified[block[1]] & sized.neuron[block] & sized.axes.precision_ok[block]
    able = layout_ok & known[..., None]
    if not able.any():
        return Misfit(
            "no-precision",
            f"It does not compute in the precision that {name} is published in.",
            "A chip that does, or a model whose weights come in 16 bits.",
        )
    missing, pace, first = (
        np.where(able, sized.grid.of(kind)[block][..., 0], np.inf)
        for kind in ("missing_gib", "inter_token_ms", "ttft_ms")
    )
    least = float(missing.min())
    if least > 0:
        return Misfit(
            "does-not-fit",
            f"{name} lacks {least:.1f} GiB on each chip of the largest type.",
            "A smaller precision, a smaller model, or a chip with more memory.",
        )
    first = first * P95_OVER_MEAN
    over = np.maximum(pace / sized.level.inter_token_ms, first / sized.level.ttft_ms)
    over = np.where((missing <= 0.0) & np.isfinite(over), over, np.inf)
    cell = np.unravel_index(int(np.argmin(over)), over.shape)
    missed = _missed(float(pace[cell]), float(first[cell]), sized)
    return Misfit("too-slow", f"{name}: {'; '.join(missed)}.", "A relaxed service level.")


def _name(sized: Sized, model: str) -> str:
    return sized.axes.pairs[sized.models.index(model)][0].name
