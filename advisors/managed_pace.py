"""Pace of a managed model as a range, and what it means for a service level.

No service publishes its pace. The centre is that of a usual shape of the model's size on the
reference chip at the assumed number of requests in flight. The fast end is the smallest size, alone
on a node of the fastest chip that is measured, with drafted tokens; the slow end is the largest
size, on the reference chip, in the largest batch. What even the fast end misses cannot be kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from advisors.base import REFERENCE_CHIP, REFERENCE_PRECISION, Base, usual_shape
from advisors.durations import about, duration
from advisors.format import amount
from advisors.misfits import Misfit
from advisors.sizing import P95_OVER_MEAN
from advisors.workload import Workload
from estimators.calibration import load_calibration
from estimators.chip_arrays import chip_arrays
from estimators.graph import FloatArray
from estimators.managed import Size
from estimators.model_config import Architecture
from estimators.serving_core import performance
from estimators.serving_inputs import PRECISIONS, Load, Options, model_arrays

BATCH = "managed_effective_batch"
FASTEST_CHIP = "b200"
"""Chip of the fast end: the newest that the calibration has measured runs of."""
FASTEST_SHARDS = 8.0
DRAFTED = Options(draft_tokens=4.0)
"""Tokens drafted a step at the fast end, as the technique of one's own fleet has them."""


@dataclass(frozen=True)
class Pace:
    """Times in ms as fast end, centre, slow end; the network is not among them.

    Attributes:
        first: Mean time to the first token.
        between: Time between tokens.
    """

    first: tuple[float, float, float]
    between: tuple[float, float, float]


def paces(
    base: Base, sizes: Mapping[str, Size], prompt: float, written: FloatArray
) -> dict[str, Pace]:
    """Pace of every managed model, by catalogue id.

    Args:
        base: Facts.
        sizes: By catalogue id.
        prompt: Tokens of the prompt.
        written: Tokens that each model writes, shape (models,).
    """
    shapes = [_shapes(base, key, size) for key, size in sizes.items()]
    flat = [shape for ends in shapes for shape in ends]
    count = len(shapes)

    def column(fast: float, centre: float, slow: float) -> FloatArray:
        return np.tile([fast, centre, slow], count)

    shards = np.array([base.reference_shards(shape) for shape in flat])
    fast = column(1.0, 0.0, 0.0) > 0
    ends = (FASTEST_CHIP, REFERENCE_CHIP, REFERENCE_CHIP)
    chips = chip_arrays(
        [base.facts.chip(name) for name in ends], [PRECISIONS[REFERENCE_PRECISION]] * len(ends)
    )
    batch = base.facts.constant(BATCH)
    drafted = DRAFTED.draft_tokens
    load = Load(
        **model_arrays(flat),
        **{name: np.tile(values, count) for name, values in chips.items()},
        shards=np.where(fast, np.maximum(shards, FASTEST_SHARDS), shards),
        stages=np.ones(1),
        batch=column(batch.low, batch.value, batch.high),
        input_tokens=np.full(1, prompt),
        output_tokens=np.repeat(written, len(ends)),
        draft_tokens=column(drafted, 0.0, 0.0),
        draft_yield=column(DRAFTED.draft_yield, 1.0, 1.0),
        draft_cost=column(DRAFTED.draft_cost_share * drafted, 0.0, 0.0),
    )
    step = performance(load, load_calibration().coefficients)
    rows = zip(sizes, _triples(step.ttft_s), _triples(step.inter_token_s), strict=True)
    return {key: Pace(first, between) for key, first, between in rows}


def _triples(seconds: FloatArray) -> list[tuple[float, float, float]]:
    """Fast end, centre and slow end in ms, in that order whatever physics gave."""
    found = []
    for ends in (seconds * 1e3).reshape(-1, 3).tolist():
        centre = ends[1]
        found.append((min(ends), centre, max(ends)))
    return found


def _shapes(base: Base, key: str, size: Size) -> tuple[Architecture, Architecture, Architecture]:
    """Shapes at the low end, centre and high end of the size; one where it is published."""
    model = base.facts.models[key]
    usual = base.managed_shape(model, size)
    if key in base.architectures:
        return usual, usual, usual
    active, share = size.active_params_b, size.active_share.value
    low, high = (_shape_of(model.name, b, share) for b in (active.low, active.high))
    return low, usual, high


@lru_cache(maxsize=512)
def _shape_of(name: str, active_b: float, share: float) -> Architecture:
    return usual_shape(name, active_b, share)


def call_misfit(w: Workload, name: str, pace: Pace, rtt_ms: float) -> Misfit | None:
    """Why a managed model cannot keep the service level even at the fast end; None where it may.

    Args:
        w: Accepted times.
        name: Model as shown.
        pace: Its range.
        rtt_ms: Network to the place that serves it.
    """
    first, between = _first(pace, rtt_ms)[0], pace.between[0]
    late, slow = first > w.ttft_ms.value, between > w.inter_token_ms.value
    if not late and not slow:
        return None
    missed, accept = [], []
    if late:
        level = duration(w.ttft_ms.value)
        missed.append(f"{about(first)} to the first word, {level} are accepted")
        accept.append(f"{about(first)} to the first word")
    if slow:
        level = duration(w.inter_token_ms.value)
        missed.append(f"{about(between)} between tokens, {level} are accepted")
        accept.append(f"{about(between)} between tokens")
    return Misfit(
        "too-slow",
        f"{name} on Bedrock, at the fast end of the estimate: {'; '.join(missed)}.",
        f"A service level of {' and '.join(accept)} at least.",
    )


def call_doubt(w: Workload, pace: Pace, rtt_ms: float) -> str:
    """Why it is more likely than not that the service level is missed; empty where it is not."""
    first = _first(pace, rtt_ms)
    if first[1] <= w.ttft_ms.value and pace.between[1] <= w.inter_token_ms.value:
        return ""
    return (
        "The service does not publish its pace; the estimate misses the service level, though its "
        f"range reaches it: {_range(first)} to the first word for 95 of 100 requests, "
        f"{duration(w.ttft_ms.value)} accepted, and {_range(pace.between)} between tokens, "
        f"{duration(w.inter_token_ms.value)} accepted. Measure it before committing."
    )


def in_words(pace: Pace, rtt_ms: float) -> str:
    """The estimate for the trace."""
    return (
        f"estimated pace of the service: {_range(_first(pace, rtt_ms))} to the first word for "
        f"95 of 100 requests, {_range(pace.between)} between tokens"
    )


def _first(pace: Pace, rtt_ms: float) -> tuple[float, float, float]:
    """First word of 95 of 100 requests with the network [ms]; at the fast end nobody queues."""
    fast, centre, slow = pace.first
    return fast + rtt_ms, P95_OVER_MEAN * centre + rtt_ms, P95_OVER_MEAN * slow + rtt_ms


def _range(ends: tuple[float, ...]) -> str:
    low, value, high = ends
    return amount(value, low, high, "ms")
