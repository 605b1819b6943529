"""Work of which a part may wait: it takes what stands free beside the rest, then full hours.

Those who wait set the machines of each hour, as in `estimators.fleet`, places that are free when
they arrive included. What may wait is done on the same machines in the places that are left: each
hour of the day gives the same share of what it has free, at full batch for a part of the hour.
What is left over is gathered into full hours of further machines of the type, as in
`estimators.packed`, with spread over the day neither spares nor free places for it. Starting those
machines is not counted, as it is not where machines follow the hour.

With nothing that may wait all of it is what `estimators.fleet` gives. All functions broadcast:
leading axis draws or candidates, then parts of the horizon, then hours of the day, those that are
alike once (`traffic.hours_each`).
"""

import numpy as np
from numpy.typing import ArrayLike

from estimators import fleet
from estimators.figure import Formula
from estimators.graph import FloatArray
from estimators.ranges import Z95
from estimators.traffic import HOURS, by_hour, growth_factors, over_day

LEAST = np.finfo(float).tiny


def waiting_calls_per_s(
    *,
    requests_per_day: FloatArray,
    steps_per_request: FloatArray,
    growth_per_year: FloatArray,
    horizon_years: FloatArray,
    async_share: FloatArray,
    parts: int = 3,
) -> FloatArray:
    """Model calls a second that may wait, mean over the day, shape (..., parts, 1)."""
    growth = growth_factors(growth_per_year, horizon_years, parts)
    a_day = np.asarray(requests_per_day, dtype=float) * steps_per_request * async_share
    return np.asarray((a_day[..., None] * growth)[..., None] / (HOURS * 3600.0))


WAITING = Formula(
    "filled.waiting_calls_per_s",
    "calls/s that may wait = model calls/day × growth × share that may wait ÷ 86400",
)


def standing_instances(
    hourly_replicas: FloatArray, hourly_uptime: FloatArray, replicas_per_instance: ArrayLike
) -> FloatArray:
    """Instances up for what is urgent, mean over the day, shape (..., parts, 1)."""
    return _mean(fleet.instances_up(hourly_replicas, hourly_uptime, replicas_per_instance))


STANDING = Formula(
    "filled.standing_instances",
    "instances standing = mean over the hours of ⌈replicas for what is urgent ÷ replicas per"
    " instance⌉ × share of the hour in which they are up",
)


def free_calls_per_s(
    *,
    standing_instances: FloatArray,
    hourly_calls_per_s: FloatArray,
    hourly_uptime: FloatArray,
    replica_calls_per_s: FloatArray,
    replica_batch: FloatArray,
    replicas_per_instance: FloatArray,
) -> FloatArray:
    """Model calls a second that standing machines can do beside the urgent ones, over the day.

    Whole machines less what is urgent, and less the 1.645 sqrt(a) places that are kept free in
    each hour for who arrives next.
    """
    full = by_hour(replica_calls_per_s)
    place = full / by_hour(replica_batch)
    kept = _mean(np.sqrt(hourly_calls_per_s) * hourly_uptime) * (Z95 * np.sqrt(place))
    able = standing_instances * (full * by_hour(replicas_per_instance))
    return np.asarray(np.maximum(able - kept - _mean(hourly_calls_per_s), 0.0))


FREE = Formula(
    "filled.free_calls_per_s",
    "free calls/s = mean over the hours of (replicas of the instances standing × replica calls/s −"
    " 1.645 √a × calls/s of a place − urgent calls/s), a = urgent calls/s ÷ calls/s of a place",
    ("halfin-whitt-1981",),
)


def left_calls_per_s(waiting_calls_per_s: FloatArray, free_calls_per_s: FloatArray) -> FloatArray:
    """Model calls a second, mean over the day, for which nothing stands free."""
    return np.asarray(np.maximum(waiting_calls_per_s - free_calls_per_s, 0.0))


def instance_hours_per_year(
    standing_instances: FloatArray,
    waiting_calls_per_s: FloatArray,
    free_calls_per_s: FloatArray,
    replica_calls_per_s: ArrayLike,
    replicas_per_instance: ArrayLike,
) -> FloatArray:
    """Instance hours a year, mean over the horizon: those of the urgent work, and full ones."""
    left = left_calls_per_s(waiting_calls_per_s, free_calls_per_s)
    full = left / (by_hour(replica_calls_per_s) * by_hour(replicas_per_instance))
    return fleet.per_year(standing_instances + full)


INSTANCE_HOURS = Formula(
    "filled.instance_hours_per_year",
    "instance hours/year = Σ over hours of ⌈replicas for what is urgent ÷ replicas per instance⌉ ×"
    " share of the hour in which it is up + calls left over ÷ calls of a full instance hour;"
    " left over = max(calls that may wait − free calls, 0)",
)


def lone_calls_per_year(
    *,
    hourly_calls_per_s: FloatArray,
    hourly_replicas: FloatArray,
    standing_instances: FloatArray,
    waiting_calls_per_s: FloatArray,
    free_calls_per_s: FloatArray,
    replica_calls_per_s: FloatArray,
    single_calls_per_s: FloatArray,
    replicas_per_instance: FloatArray,
) -> FloatArray:
    """Calls a year that count as the first in a batch: a replica at work always has one."""
    single = by_hour(single_calls_per_s)
    able = hourly_replicas * single
    alone = _mean(np.minimum(hourly_calls_per_s, able, out=able))
    full = np.minimum(
        _mean(hourly_calls_per_s) + free_calls_per_s,
        standing_instances * (by_hour(replicas_per_instance) * single),
    )
    first = np.minimum(single / by_hour(replica_calls_per_s), 1.0)
    left = left_calls_per_s(waiting_calls_per_s, free_calls_per_s)
    share = (waiting_calls_per_s - left) / np.maximum(free_calls_per_s, LEAST)
    both = alone + share * np.maximum(full - alone, 0.0) + left * first
    return np.asarray(fleet.per_year(both) * 3600.0)


LONE_CALLS = Formula(
    "filled.lone_calls_per_year",
    "lone calls/year = Σ over hours of min(calls/s, replicas × single-stream calls/s) × 3600, with"
    " urgent calls alone in a part of the day, with all that is free in the share of it that what"
    " may wait takes, and with the first of each batch of what is left over",
)


def most_instances(
    *,
    hourly_replicas: FloatArray,
    standing_instances: FloatArray,
    left_calls_per_s: FloatArray,
    replica_calls_per_s: FloatArray,
    replicas_per_instance: FloatArray,
) -> float:
    """Most instances up at once: the busiest hour, or as many as do all the work within a day.

    Full hours of further machines lie in hours in which fewer are up.
    """
    urgent = np.ceil(hourly_replicas / replicas_per_instance - 1e-9)
    mean = standing_instances + left_calls_per_s / (replica_calls_per_s * replicas_per_instance)
    return float(max(urgent.max(), np.ceil(mean - 1e-9).max()))


def _mean(hourly: FloatArray) -> FloatArray:
    """Mean over the day of an hourly curve, with one hour that stands for all."""
    return over_day(hourly)[..., None] / HOURS
