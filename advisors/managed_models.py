"""Models that are called and paid by the token: energy as a wide, labelled range, never a point.

Nobody says on which hardware, in which batch and how busy such a model runs. The range spans the
published or estimated size, batches from small to large, and the provider's idle share.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np

from advisors.base import REFERENCE_CHIP, REFERENCE_PRECISION, Base
from estimators.calibration import load_calibration
from estimators.chip_arrays import chip_arrays
from estimators.facts.model_rows import Model
from estimators.figure import Input
from estimators.graph import FloatArray
from estimators.model_config import Architecture, from_columns
from estimators.power import rest_power_w
from estimators.serving import node_rest
from estimators.serving_core import performance
from estimators.serving_inputs import PRECISIONS, Load, model_arrays

BUSY_SHARE = (0.6, 0.3, 0.9)
"""Share of the time in which the provider's servers work; judged, as nobody publishes it."""
SIZE = "managed_params_active_b_unknown"
BATCH = "managed_batch"
ACTIVE_SHARE = "managed_active_share"
BUSY_POWER = "power_fraction_decode_saturated"
REST_POWER = "node_overhead_loaded_watts"


@dataclass(frozen=True)
class ManagedCall:
    """One call of a managed model on reference hardware.

    Attributes:
        wh: IT energy with the provider's idle share.
        ttft_ms, inter_token_ms: At the assumed batch.
    """

    wh: Input
    ttft_ms: float
    inter_token_ms: float
    shape: Architecture
    shards: float


@dataclass(frozen=True)
class _Assumed:
    """What a managed model is taken to be, with the range of its size as energy factors."""

    shape: Architecture
    low: float
    high: float
    note: str
    sources: tuple[str, ...]


def managed_calls(
    base: Base, models: Sequence[Model], input_tokens: float, output_tokens: float
) -> dict[str, ManagedCall]:
    """Energy and pace of one call of each model, by catalogue id."""
    batch = base.facts.constant(BATCH)
    assumed = [_assumed(base, model) for model in models]
    shapes = list(dict.fromkeys(item.shape for item in assumed))
    shards, energy, ttft, pace = _physics(base, shapes, batch, input_tokens, output_tokens)
    found = {}
    for model, item in zip(models, assumed, strict=True):
        row = shapes.index(item.shape)
        wh = _spread(base, item, model, energy[row] * output_tokens / 3600.0, batch)
        found[model.id] = ManagedCall(
            wh, float(ttft[row, 0]), float(pace[row, 0]), item.shape, float(shards[row])
        )
    return found


def _spread(base: Base, assumed: _Assumed, model: Model, wh: FloatArray, batch: Input) -> Input:
    """Energy of a call with the range of size, batch and the provider's idle share.

    Args:
        wh: At the assumed batch, the smallest and the largest.
    """
    value = float(wh[0]) / BUSY_SHARE[0]
    ups = (wh[1] / wh[0], assumed.high, BUSY_SHARE[0] / BUSY_SHARE[1])
    downs = (wh[2] / wh[0], assumed.low, BUSY_SHARE[0] / BUSY_SHARE[2])
    return Input(
        name="managed_wh_per_call",
        value=value,
        low=value / exp(sqrt(sum(log(x) ** 2 for x in downs))),
        high=value * exp(sqrt(sum(log(x) ** 2 for x in ups))),
        unit="Wh",
        origin="assumption",
        sources=tuple(sorted({*assumed.sources, *batch.sources})),
        date=batch.date,
        confidence="inferred",
        note=f"{assumed.note}; taken to run on {REFERENCE_CHIP.upper()} in FP8 at batch "
        f"{batch.value:g} ({batch.low:g} to {batch.high:g}), busy {BUSY_SHARE[0]:.0%} of the time",
        stream=f"managed/{model.id}",
    )


def node_kw(base: Base) -> Input:
    """Mean power of a busy server of eight reference chips, to turn energy into server hours."""
    facts = base.facts
    chip = facts.chip(REFERENCE_CHIP)
    share, rest = facts.constant(BUSY_POWER), facts.constant(REST_POWER)
    limit = 8.0 * (chip.tdp_watts or 0.0)
    return Input(
        name="reference_node_kw",
        value=(limit * share.value + rest.value) / 1000.0,
        low=(limit * share.low + rest.low) / 1000.0,
        high=(limit * share.high + rest.high) / 1000.0,
        unit="kW",
        origin="assumption",
        sources=tuple(sorted({*share.sources, *rest.sources, *chip.sources})),
        date=share.date,
        confidence="inferred",
        note="eight H100 in serving with the rest of their server",
    )


def _physics(
    base: Base, shapes: Sequence[Architecture], batch: Input, prompt: float, answer: float
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Chips, then joule per output token with the server, time to first token and between tokens
    in ms, shape (shapes, 3): at the assumed batch, the smallest, the largest.
    """
    if not shapes:
        return (np.zeros(0),) * 4
    chip = base.facts.chip(REFERENCE_CHIP)
    shards = np.array([base.reference_shards(shape) for shape in shapes])
    models = {name: values[:, None] for name, values in model_arrays(shapes).items()}
    one = np.ones((1, 3))
    load = Load(
        **models,
        **chip_arrays([chip], [PRECISIONS[REFERENCE_PRECISION]]),
        shards=shards[:, None] * one,
        stages=one,
        batch=np.array([[batch.value, batch.low, batch.high]]),
        input_tokens=one * prompt,
        output_tokens=one * answer,
    )
    step = performance(load, load_calibration().coefficients)
    around = rest_power_w(step.chip_power_w, chip.tdp_watts or 1.0, node_rest())
    energy = step.energy_j_per_output_token * (1.0 + around / step.chip_power_w)
    return shards, energy, step.ttft_s * 1e3, step.inter_token_s * 1e3


def _assumed(base: Base, model: Model) -> _Assumed:
    """Published shape, else a usual shape of the published or estimated size, else any size."""
    known = base.architectures.get(model.id)
    if known is not None:
        note = f"{model.name}: size published, hardware and batch not"
        return _Assumed(known, 1.0, 1.0, note, model.sources)
    share = base.facts.constant(ACTIVE_SHARE)
    total = model.params_total_b
    active = model.params_active_b or (total * share.value if total else None)
    if active is not None:
        low = (model.params_active_b_low or active) / active
        high = (model.params_active_b_high or active) / active
        note = f"{model.name}: size {active:g} B active, {_how(model)}"
        sources = tuple(sorted({*model.sources, *model.params_sources, *share.sources}))
        return _Assumed(
            _usual(model.name, active, total or active / share.value), low, high, note, sources
        )
    size = base.facts.constant(SIZE)
    shape = _usual(model.name, size.value, size.value / share.value)
    note = f"{model.name}: size unpublished, any from {size.low:g} to {size.high:g} B active"
    return _Assumed(shape, size.low / size.value, size.high / size.value, note, size.sources)


def _how(model: Model) -> str:
    return "estimated by third parties" if model.params_confidence != "published" else "published"


def _usual(name: str, active_b: float, total_b: float) -> Architecture:
    """A shape that models of that size usually have: 12 x layers x width^2 parameters, width 100
    x layers; a mixture of 64 experts with 4 chosen where more is stored than used.
    """
    layers = max(16.0, round((active_b * 1e9 / 12.0 / 1e4) ** (1.0 / 3.0)))
    width = 128.0 * max(4.0, round(sqrt(active_b * 1e9 / 12.0 / layers) / 128.0))
    columns: dict[str, float | None] = {
        "params_total_b": total_b,
        "params_active_b": active_b,
        "layers": layers,
        "hidden_size": width,
        "kv_heads": 8.0,
        "head_dim": 128.0,
    }
    if total_b > 1.5 * active_b:
        # 64 experts of which 4 run need total - active spread over 60 of them, and the 4 must
        # not exceed what is active.
        columns |= {"experts": 64.0, "experts_active": 4.0}
        columns["params_total_b"] = min(total_b, active_b * 15.0)
    return from_columns(name, columns)
