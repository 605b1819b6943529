"""Requests over a day and over the years: curve, peak factor, growth, deferred work.

A daily curve is a shape; the peak factor (busiest hour over mean hour) sets how steep it is. All
functions broadcast over a leading axis of draws or candidates; hours are the last axis, years of
the horizon the one before.
"""

from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from estimators.figure import Formula
from estimators.graph import FloatArray

HOURS = 24
DAYS_PER_YEAR = 365.2425  # the mean Gregorian year
STEEPEST = 400.0  # exponent that already squeezes a day into its busiest hour or two

Curve = Literal["flat", "daily", "office"]
"""`flat`: users around the globe; `daily`: one rounded peak; `office`: busy hours and quiet ones.

The shapes are formulas, not data: the peak factor that the architect gives makes them concrete.
"""


def hourly_shares(curve: Curve, peak_factor: ArrayLike) -> FloatArray:
    """Share of a day's requests in each hour, shape (..., 24), sum 1 over the last axis.

    `daily` is a raised cosine to a power chosen so that the busiest hour over the mean hour is
    the peak factor; `office` is a block of busy hours, as wide as the peak factor allows and ten
    hours at most, over an even rest. A peak factor at or under 1 gives a flat day.

    Args:
        curve: Shape.
        peak_factor: Busiest hour over mean hour, scalar or shape (draws,), at most 24.
    """
    factor = np.clip(np.asarray(peak_factor, dtype=float), 1.0, float(HOURS))[..., None]
    if curve == "flat":
        return np.full((*factor.shape[:-1], HOURS), 1.0 / HOURS)
    if curve == "office":
        busy = np.clip(np.floor(HOURS / factor), 1.0, 10.0)
        rest = np.maximum(HOURS - factor * busy, 0.0) / (HOURS - busy)
        return np.asarray(np.where(np.arange(HOURS) < busy, factor, rest) / HOURS)
    exponents, factors = _steepness()
    power = np.interp(factor, factors, exponents)
    weights = np.exp(power * _log_cosine())
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True))


def _log_cosine() -> FloatArray:
    """Logarithm of a raised cosine over 24 hours, its peak in hour 0, its trough above zero."""
    angle = 2.0 * np.pi * np.arange(HOURS) / HOURS
    return np.log(0.5 + 0.4999 * np.cos(angle))


@lru_cache(maxsize=1)
def _steepness() -> tuple[FloatArray, FloatArray]:
    """Exponents of the raised cosine and the peak factor that each gives, both increasing."""
    exponents = np.concatenate(([0.0], np.geomspace(1e-3, STEEPEST, 400)))
    weights = np.exp(exponents[:, None] * _log_cosine())
    return exponents, weights.max(axis=1) / weights.mean(axis=1)


def growth_factors(growth_per_year: ArrayLike, horizon_years: ArrayLike, parts: int) -> FloatArray:
    """Mean demand over today's demand in each part of the horizon, shape (..., parts).

    Demand grows as (1 + g)^t; its mean over a part from t0 to t1 is
    ((1+g)^t1 - (1+g)^t0) / ((t1 - t0) ln(1+g)).
    """
    rate = np.log1p(np.asarray(growth_per_year, dtype=float))[..., None]
    width = np.asarray(horizon_years, dtype=float)[..., None] / parts
    start = np.arange(parts) * width
    span = rate * width
    safe = np.where(np.abs(span) < 1e-9, 1.0, span)
    mean = np.where(np.abs(span) < 1e-9, 1.0, np.expm1(span) / safe)
    return np.asarray(np.exp(rate * start) * mean)


def calls_per_s(
    requests_per_day: ArrayLike,
    steps_per_request: ArrayLike,
    growth: FloatArray,
    shares: FloatArray,
) -> FloatArray:
    """Model calls a second in each hour of each part of the horizon, shape (..., parts, 24)."""
    per_day = np.asarray(requests_per_day, dtype=float) * np.asarray(steps_per_request)
    daily = per_day[..., None] * growth
    return np.asarray(daily[..., None] * shares[..., None, :] / 3600.0)


def fill_valleys(hourly: FloatArray, async_share: ArrayLike) -> FloatArray:
    """Move the deferred share of every hour into the day's valleys, shape as `hourly`.

    What can wait is poured over what cannot, like water into the curve: every hour is raised to
    one level, and hours above it keep what they have. The total of the day does not change.
    """
    share = np.asarray(async_share, dtype=float)[..., None, None]
    urgent = hourly * (1.0 - share)
    waiting = (hourly * share).sum(axis=-1, keepdims=True)
    steps = np.sort(urgent, axis=-1)
    counts = np.arange(1, HOURS + 1)
    levels = (np.cumsum(steps, axis=-1) + waiting) / counts
    following = np.concatenate((steps[..., 1:], np.full_like(steps[..., :1], np.inf)), axis=-1)
    flooded = (levels <= following).argmax(axis=-1)[..., None]
    level = np.take_along_axis(levels, flooded, axis=-1)
    return np.asarray(np.maximum(urgent, level))


def calls_per_year(
    requests_per_day: ArrayLike, steps_per_request: ArrayLike, mean_growth: ArrayLike
) -> FloatArray:
    """Model calls a year, mean over the horizon."""
    per_day = np.asarray(requests_per_day, dtype=float) * np.asarray(steps_per_request)
    return np.asarray(per_day * np.asarray(mean_growth) * DAYS_PER_YEAR)


CALLS_PER_YEAR = Formula(
    "traffic.calls_per_year",
    "model calls/year = requests/day × model calls per request × mean growth over the horizon"
    " × 365.2425",
)
HOURLY = Formula(
    "traffic.calls_per_s",
    "model calls/s in an hour = model calls/day × growth × share of that hour ÷ 3600",
)
MEAN_GROWTH = Formula(
    "traffic.mean_growth",
    "mean growth = ((1 + g)^T − 1) ÷ (T × ln(1 + g)), g growth per year, T horizon [years]",
)


def mean_growth(growth_per_year: ArrayLike, horizon_years: ArrayLike) -> FloatArray:
    """Mean demand over the horizon, over today's demand."""
    return growth_factors(growth_per_year, horizon_years, 1)[..., 0]


def user_requests_per_year(calls_per_year: FloatArray, steps_per_request: FloatArray) -> FloatArray:
    """Requests that users make a year: model calls over calls per request."""
    return calls_per_year / steps_per_request


USER_REQUESTS = Formula(
    "traffic.user_requests_per_year",
    "user requests/year = model calls/year ÷ model calls per request",
)
