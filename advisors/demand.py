"""A workload as demand, service level and fleet policy."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from advisors.places import Place
from advisors.sizing import ServiceLevel
from advisors.workload import Workload
from advisors.workload_types import DailyCurve
from estimators.annual import Demand, Policy
from estimators.figure import Input
from estimators.traffic import Curve

NETWORK_SHARE = 0.3
"""Most of the accepted wait that the network may take; the rest is the model's."""
CURVES: Mapping[DailyCurve, Curve] = {
    DailyCurve.OFFICE: "office",
    DailyCurve.WAKING: "daily",
    DailyCurve.CLOCK: "daily",
    DailyCurve.NIGHT: "office",
}
STEEPEST_PEAK = 24.0
COLD_START_MS = 300_000.0
"""Loading a model takes minutes: scaling to zero suits only who can wait that long."""


def policy_of(w: Workload) -> Policy:
    """How a self-hosted fleet is run: replicas follow the hour; to zero when nobody waits.

    Where that is answered for all of the work, it is gathered into full hours; where it is answered
    for a part of it, that part takes what stands free first. A guess is no ground to stop machines
    on.
    """
    patient = w.async_share.value >= 1.0 or w.ttft_ms.value >= COLD_START_MS
    return Policy(
        curve=CURVES[w.daily_curve],
        autoscaling=True,
        scale_to_zero=patient,
        packed=w.async_share.low >= 1.0,
        filled=0.0 < w.async_share.value < 1.0 and not w.assumed("async_share"),
    )


def demand_of(w: Workload, input_tokens: float) -> Demand:
    """The demand on one rung, whose prompt may be shorter than that of the answers."""
    factor = input_tokens / w.input_tokens.value if w.input_tokens.value else 1.0
    prompt = w.input_tokens
    return Demand(
        requests_per_day=w.requests_per_day,
        steps_per_request=w.steps_per_request,
        peak_factor=_at_most(w.peak_factor, STEEPEST_PEAK),
        growth_per_year=w.growth_per_year,
        horizon_years=w.horizon_years,
        availability=w.availability,
        async_share=w.async_share,
        input_tokens=replace(
            prompt,
            value=max(prompt.value * factor, 1.0),
            low=max(prompt.low * factor, 1.0),
            high=max(prompt.high * factor, 1.0),
        ),
        output_tokens=_at_least(w.output_tokens, 1.0),
    )


def level_of(w: Workload, input_tokens: float, network_ms: float) -> ServiceLevel:
    """What one call has to hold once the network has taken its part."""
    return ServiceLevel(
        input_tokens,
        answer_tokens(w),
        max(w.ttft_ms.value - network_ms, 1.0),
        w.inter_token_ms.value,
    )


def slowest_trip_ms(places: Iterable[Place]) -> float:
    """The network to the farthest of some places; what is not known counts as none."""
    return max((place.rtt_ms or 0.0 for place in places), default=0.0)


def answer_tokens(w: Workload) -> float:
    """Tokens of an answer; one at least, because something is returned."""
    return max(w.output_tokens.value, 1.0)


def _at_most(item: Input, limit: float) -> Input:
    return replace(
        item, value=min(item.value, limit), low=min(item.low, limit), high=min(item.high, limit)
    )


def _at_least(item: Input, limit: float) -> Input:
    return replace(
        item, value=max(item.value, limit), low=max(item.low, limit), high=max(item.high, limit)
    )
