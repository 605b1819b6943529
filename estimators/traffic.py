"""Requests over a day and over the years: curve, peak factor, growth, deferred work.

A daily curve is a shape; the peak factor (busiest hour over mean hour) sets how steep it is. All
functions broadcast over a leading axis of draws or candidates; hours are the last axis, years of
the horizon the one before.

Hours of a day that are alike are worked out once: a flat day has one, a day that falls as it rose
has 13, any other has all 24. `hours_each` says how many hours each of them stands for, and
`whole_day` lays them out again.
"""

from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from estimators.figure import Formula
from estimators.graph import FloatArray

HOURS = 24
FOLDED = HOURS // 2 + 1  # hours that differ in a day that falls as it rose
DAYS_PER_YEAR = 365.2425  # the mean Gregorian year
STEEPEST = 400.0  # exponent that already squeezes a day into its busiest hour or two

Curve = Literal["flat", "daily", "office"]
"""`flat`: users around the globe; `daily`: one rounded peak; `office`: busy hours and quiet ones.

The shapes are formulas, not data: the peak factor that the architect gives makes them concrete.
"""


@lru_cache(maxsize=3)
def hours_each(count: int) -> FloatArray:
    """How many hours of the day each of 1, 13 or 24 stands for, shape (count,), sum 24."""
    each = np.bincount(_place(count)).astype(float)
    each.setflags(write=False)
    return each


def whole_day(hourly: FloatArray) -> FloatArray:
    """All hours of the day from those that differ, shape (..., 24)."""
    return np.asarray(hourly[..., _place(hourly.shape[-1])])


@lru_cache(maxsize=3)
def _place(count: int) -> NDArray[np.intp]:
    """Which of the hours that differ each of the 24 is; both sides of the peak are alike."""
    hours = np.arange(HOURS)
    place = {1: 0 * hours, FOLDED: np.minimum(hours, HOURS - hours), HOURS: hours}[count]
    place.setflags(write=False)
    return place


def shares_that_differ(curve: Curve, peak_factor: ArrayLike) -> FloatArray:
    """Share of a day's requests in each hour of those that differ, shape (..., 1, 13 or 24).

    `daily` is a raised cosine to a power chosen so that the busiest hour over the mean hour is
    the peak factor; `office` is a block of busy hours, as wide as the peak factor allows and ten
    hours at most, over an even rest. A peak factor at or under 1 gives a flat day.

    Args:
        curve: Shape.
        peak_factor: Busiest hour over mean hour, scalar or shape (draws,), at most 24.
    """
    factor = np.clip(np.asarray(peak_factor, dtype=float), 1.0, float(HOURS))[..., None]
    if curve == "flat":
        return np.full((*factor.shape[:-1], 1), 1.0 / HOURS)
    if curve == "office":
        busy = np.clip(np.floor(HOURS / factor), 1.0, 10.0)
        rest = np.maximum(HOURS - factor * busy, 0.0) / (HOURS - busy)
        return np.asarray(np.where(np.arange(HOURS) < busy, factor, rest) / HOURS)
    exponents, factors = _steepness()
    power = np.interp(factor, factors, exponents)
    weights = np.exp(power * _log_cosine())
    return np.asarray(weights / over_day(weights)[..., None])


def by_hour(values: ArrayLike) -> FloatArray:
    """Append the axes of parts and hours to a scalar or an array of draws."""
    return np.asarray(values, dtype=float)[..., None, None]


def over_day(hourly: FloatArray) -> FloatArray:
    """Sum over the 24 hours, from those that differ; shape without the last axis."""
    return np.asarray(np.einsum("...h,h->...", hourly, hours_each(hourly.shape[-1])))


@lru_cache(maxsize=1)
def _log_cosine() -> FloatArray:
    """Logarithm of a raised cosine from its peak in hour 0 to its trough, which is above zero."""
    angle = 2.0 * np.pi * np.arange(FOLDED) / HOURS
    found = np.log(0.5 + 0.4999 * np.cos(angle))
    found.setflags(write=False)
    return found


@lru_cache(maxsize=1)
def _steepness() -> tuple[FloatArray, FloatArray]:
    """Exponents of the raised cosine and the peak factor that each gives, both increasing."""
    exponents = np.concatenate(([0.0], np.geomspace(1e-3, STEEPEST, 400)))
    weights = np.exp(exponents[:, None] * _log_cosine())
    return exponents, weights.max(axis=1) / (over_day(weights) / HOURS)


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
    """Model calls a second in each hour of each part of the horizon, shape (..., parts, hours)."""
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
    waiting = over_day(hourly * share)[..., None]
    order = np.argsort(urgent, axis=-1)
    steps = np.take_along_axis(urgent, order, axis=-1)
    each = hours_each(hourly.shape[-1])[order]
    levels = (np.cumsum(steps * each, axis=-1) + waiting) / np.cumsum(each, axis=-1)
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


def reaching_requests_per_day(requests_per_day: FloatArray, repeat_share: FloatArray) -> FloatArray:
    """Requests a day that a cache of answers leaves to the model."""
    return requests_per_day * (1.0 - repeat_share)


REACHING = Formula(
    "traffic.reaching_requests_per_day",
    "requests/day that reach the model = requests/day × (1 − share answered from a cache)",
)


def asked_per_year(requests_per_day: FloatArray, mean_growth: FloatArray) -> FloatArray:
    """Requests that users make a year, whoever answers them."""
    return requests_per_day * mean_growth * DAYS_PER_YEAR


ASKED = Formula(
    "traffic.asked_per_year",
    "user requests/year = requests/day × mean growth over the horizon × 365.2425",
)


def user_requests_per_year(calls_per_year: FloatArray, steps_per_request: FloatArray) -> FloatArray:
    """Requests that users make a year: model calls over calls per request."""
    return calls_per_year / steps_per_request


REACHING_YEARLY = Formula(
    "traffic.user_requests_per_year",
    "requests that reach the model/year = model calls/year ÷ model calls per request",
)
USER_REQUESTS = Formula(
    "traffic.user_requests_per_year",
    "user requests/year = model calls/year ÷ model calls per request",
)
