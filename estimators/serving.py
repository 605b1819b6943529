"""One serving replica: memory, latency, power and energy, each with its band.

`estimate(Replica(...))` answers for one deployment; the sweep calls the same `performance` on
arrays. The band is the spread of measured runs around estimates made without their model.
"""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from estimators.calibration import Calibration, load_calibration
from estimators.chip_arrays import kinship
from estimators.errors import InputError
from estimators.facts import Chip, load_facts
from estimators.facts.model_rows import Model
from estimators.memory import replica_memory
from estimators.model_config import Architecture, from_model
from estimators.power import NodeRest, rest_power_w
from estimators.replica import (
    BATCH_WIDENING,
    DEFAULT_BATCH,
    Replica,
    capacity,
    chips_needed,
    default_input_tokens,
    load_of,
    positive,
    precision_name,
    reserve,
)
from estimators.serving_core import performance
from estimators.serving_inputs import Options

TTFT_LOW, TTFT_HIGH = 0.5, 5.0
"""Rooflines alone miss measured means by 280 to 620 %, the queue below by less: a wide band."""
NODE_WIDENING = 1.15
"""Share of the chips' band that the rest of the node adds, on a log scale."""

__all__ = ["Options", "Range", "Replica", "ServingEstimate", "estimate", "replica"]


@dataclass(frozen=True)
class Range:
    """A number with its 5th and 95th percentile."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class ServingEstimate:
    """One deployment at its batch. Energy and power without PUE.

    Attributes:
        energy_j_per_output_token: Chips alone, prompts included.
        energy_j_per_request: Chips alone, one prompt and its answer.
        node_energy_j_per_output_token: With the rest of the server.
        power_w, node_power_w: All chips; all chips with their share of the server.
        idle_power_w: All chips with the model loaded and nothing to do.
        throughput_tokens_per_s: Output tokens over all chips.
        memory_needed_gib, memory_available_gib: Of one chip.
        missing_gib: What all chips together lack; 0 when it fits.
        basis: How near the evidence is (`measured`, `close`, `generation`, `assumed`).
    """

    replica: Replica
    energy_j_per_output_token: Range
    energy_j_per_request: Range
    node_energy_j_per_output_token: Range
    inter_token_latency_ms: Range
    ttft_ms: Range
    power_w: Range
    node_power_w: Range
    idle_power_w: Range
    throughput_tokens_per_s: Range
    memory_needed_gib: float
    memory_available_gib: float
    missing_gib: float
    basis: str
    notes: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Whether weights, cache and reserves fit at the configured context."""
        return self.missing_gib <= 0.0


@cache
def node_rest() -> NodeRest:
    """The rest of a server with eight large chips, from the facts, per chip."""
    known = load_facts().constants
    return NodeRest(
        idle_w=known["node_overhead_idle_watts"].value / 8.0,
        loaded_w=known["node_overhead_loaded_watts"].value / 8.0,
    )


def replica(
    model: Architecture | Model,
    chip: Chip,
    *,
    chips: int | None = None,
    tp: int | None = None,
    pp: int | None = None,
    ep: int | None = None,
    dp: int | None = None,
    precision: str = "",
    batch: float | None = None,
    input_tokens: float | None = None,
    output_tokens: float | None = None,
    context_tokens: float = 0.0,
    options: Options | None = None,
) -> Replica:
    """A replica from whatever is known; what is missing is filled in and noted.

    Raises:
        InputError: A number is impossible, or the chip lacks the precision.
        EvidenceError: Model or chip is not described well enough.
    """
    shape = model if isinstance(model, Architecture) else from_model(model)
    chosen = options or Options()
    _check_parts(chips=chips, tp=tp, pp=pp, ep=ep, dp=dp)
    name = precision_name(precision, shape, chip)
    answer, prompt = _tokens(shape, input_tokens, output_tokens, chosen)
    total, tp, pp, ep, dp = _layout(shape, chip, name, chips, (tp, pp, ep, dp))
    found = Replica(
        model=shape,
        chip=chip,
        chips=total,
        tp=tp,
        pp=pp,
        ep=ep,
        dp=dp,
        precision=name,
        batch=batch if batch is not None else float(DEFAULT_BATCH * dp),
        input_tokens=prompt,
        output_tokens=answer,
        context_tokens=context_tokens,
        options=chosen,
    )
    if batch is None:
        found = _fitting(found)
    return replace(found, notes=_notes(found, batch=batch, prompt=input_tokens))


def _notes(found: Replica, *, batch: float | None, prompt: float | None) -> tuple[str, ...]:
    """What is told of a replica: of its model, and what was assumed where nothing was given."""
    notes = [found.model.note] if found.model.note else []
    if batch is None:
        notes.append(f"batch {found.batch:.0f} assumed")
    if prompt is None:
        notes.append(f"prompt of {found.input_tokens:.0f} tokens assumed")
    return tuple(notes)


def _check_parts(**parts: int | None) -> None:
    """Refuse a number of chips or shards that is given and is none."""
    for part, value in parts.items():
        if value is not None:
            positive(part, value)


def _fitting(found: Replica) -> Replica:
    """With the usual batch, or the largest that memory holds; the band is wider for it."""
    room = capacity(found, found.context)
    most = max(1.0, min(found.batch, float(int(room))))
    return replace(found, batch=most, widening=BATCH_WIDENING)


def _tokens(
    model: Architecture, prompt: float | None, answer: float | None, options: Options
) -> tuple[float, float]:
    """Output and input tokens, blanks filled as in the measured runs."""
    if answer is None:
        answer = load_facts().preset("support-chat").output_tokens
    if prompt is None:
        known = load_calibration().coefficients
        prompt = default_input_tokens(model, answer, known, engine_2024=options.engine_2024)
    return answer, prompt


def _layout(
    model: Architecture,
    chip: Chip,
    precision: str,
    chips: int | None,
    given: tuple[int | None, int | None, int | None, int | None],
) -> tuple[int, int, int, int, int]:
    """Chips, tp, pp, ep, dp with blanks filled: data parallelism takes what the rest leaves."""
    tp, pp, ep, dp = given
    stages = pp or 1
    if tp is None:
        if ep and ep > 1:
            tp = 1
        elif dp and chips:
            tp = max(1, chips // (dp * stages))
        else:
            needed = chips_needed(model, chip, precision)
            tp = min(needed, max(1, chips // stages)) if chips else needed
    shards = max(tp, ep or 1) if tp == 1 else tp
    total = chips or shards * stages * (dp or 1)
    copies = max(1, total // (shards * stages))
    if dp and dp > 1 and shards * stages * dp != total and ep and ep > 1:
        shards = max(1, total // (stages * dp))
        tp, ep, copies = shards, shards, dp
    if shards * stages * copies != total:
        raise InputError(
            f"{total} chips cannot be split as asked",
            f"tp {tp} x pp {stages} x dp {dp or copies} (ep {ep or 1}) does not divide them",
            "Let the product of tp, pp and dp be the number of chips.",
        )
    return total, tp, stages, ep or 1, copies


def estimate(r: Replica) -> ServingEstimate:
    """Everything about one deployment, with its band and notes."""
    calibration = load_calibration()
    load = load_of(r)
    found = performance(load, calibration.coefficients)
    basis = kinship(r.chip)
    memory = replica_memory(load, np.array([r.chip.memory_gib or 0.0]), r.context, reserve())
    energy = float(found.energy_j_per_output_token[0])
    power = float(found.chip_power_w[0])
    limit_w = r.chip.tdp_watts or 0.0
    rest = float(rest_power_w(power, limit_w, node_rest()))
    node_energy = energy * (power + rest) / power
    return ServingEstimate(
        replica=r,
        energy_j_per_output_token=_range(calibration, r, "energy", energy),
        energy_j_per_request=_range(calibration, r, "energy", energy * r.output_tokens),
        node_energy_j_per_output_token=_range(calibration, r, "energy", node_energy, NODE_WIDENING),
        inter_token_latency_ms=_range(
            calibration, r, "inter_token", float(found.inter_token_s[0]) * 1e3
        ),
        ttft_ms=_ttft(float(found.ttft_s[0]) * 1e3),
        power_w=_limited(_range(calibration, r, "power", power * r.chips), limit_w * r.chips),
        node_power_w=_range(calibration, r, "power", (power + rest) * r.chips),
        idle_power_w=idle_power(r),
        throughput_tokens_per_s=_range(
            calibration, r, "inter_token", float(found.tokens_per_s[0]) * r.dp
        ),
        memory_needed_gib=float(memory.needed_gib[0]),
        memory_available_gib=float(memory.available_gib[0]),
        missing_gib=float(memory.missing_gib[0]) * r.chips,
        basis=basis,
        notes=(*r.notes, *_basis_notes(r, basis)),
    )


def _range(
    calibration: Calibration, r: Replica, quantity: str, value: float, widening: float = 1.0
) -> Range:
    kind = "sparse" if r.model.experts_total else "dense"
    band = calibration.band(kind, quantity, kinship(r.chip)).widened(widening * r.widening)
    return Range(value, value * band.low, value * band.high)


def _limited(found: Range, limit_w: float) -> Range:
    """Power cannot pass the board limit."""
    return Range(found.value, found.low, max(found.value, min(found.high, limit_w)))


def _ttft(value: float) -> Range:
    return Range(value, value * TTFT_LOW, value * TTFT_HIGH)


def idle_power(r: Replica) -> Range:
    """Chips with the model loaded and nothing to do, from the facts."""
    share = load_facts().constants["power_fraction_idle_loaded"]
    watts = (r.chip.tdp_watts or 0.0) * r.chips
    return Range(watts * share.value, watts * share.low, watts * share.high)


def _basis_notes(r: Replica, basis: str) -> tuple[str, ...]:
    if basis == "measured":
        return ()
    if basis == "assumed":
        return (
            f"no measured run on {r.chip.name}: coefficients of another vendor's chip, "
            "and a band more than twice as wide",
        )
    return (f"no measured run on {r.chip.name}: coefficients of its generation, wider band",)
