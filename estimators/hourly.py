"""Model calls a second over the day of a fleet that answers when it is asked."""

import numpy as np

from estimators import traffic
from estimators.fleet import Policy
from estimators.graph import FloatArray


def hourly_calls(*, policy: Policy, **demand: FloatArray) -> FloatArray:
    """Model calls a second by part of the horizon and hour, shape (..., parts, 24).

    Args:
        policy: How the fleet is run.
        demand: See `calls_that_differ`.
    """
    return traffic.whole_day(calls_that_differ(**demand, policy=policy))


def calls_that_differ(
    *,
    requests_per_day: FloatArray,
    steps_per_request: FloatArray,
    growth_per_year: FloatArray,
    horizon_years: FloatArray,
    peak_factor: FloatArray,
    async_share: FloatArray,
    policy: Policy,
) -> FloatArray:
    """Model calls a second by part of the horizon and hour of those that differ.

    Deferred work lies in the valleys, or is left out where it only takes what stands free.
    """
    growth = traffic.growth_factors(growth_per_year, horizon_years, policy.parts)
    shares = traffic.shares_that_differ(policy.curve, peak_factor)
    calls = traffic.calls_per_s(requests_per_day, steps_per_request, growth, shares)
    if not np.any(async_share):
        return calls
    if policy.filled:
        urgent = 1.0 - np.asarray(async_share, dtype=float)
        return np.asarray(calls * urgent[..., None, None])
    return traffic.fill_valleys(calls, async_share)
