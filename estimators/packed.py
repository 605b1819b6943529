"""Work that nobody waits for, gathered into as few hours of a day as it fills; off otherwise.

The work of a day is done by the fewest machines that can do it within the day, each full from its
first to its last minute. As it waits in a queue there is no need for places that are free when a
request arrives, nor for spare replicas: what is lost is done again. Each day the machines are
started once, which takes about as long as an idle replica is kept alive.

All functions broadcast: leading axis draws or candidates, then parts of the horizon, then 24 hours
of the day, or one where all are alike (`traffic.hours_each`).
"""

import numpy as np
from numpy.typing import ArrayLike

from estimators.figure import Formula
from estimators.graph import FloatArray
from estimators.traffic import DAYS_PER_YEAR, HOURS, by_hour, growth_factors


def gathered_calls(
    *,
    requests_per_day: FloatArray,
    steps_per_request: FloatArray,
    growth_per_year: FloatArray,
    horizon_years: FloatArray,
    replica_calls_per_s: FloatArray,
    replicas_per_instance: FloatArray,
    parts: int = 3,
) -> FloatArray:
    """Model calls a second by part of the horizon and hour: full hours first, then none."""
    growth = growth_factors(growth_per_year, horizon_years, parts)
    per_day = np.asarray(requests_per_day, dtype=float) * np.asarray(steps_per_request)
    daily = (per_day[..., None] * growth)[..., None]
    block = _block(replica_calls_per_s, replicas_per_instance)
    rate = np.maximum(np.ceil(daily / (block * HOURS * 3600.0) - 1e-9), 1.0) * block
    # every hour of every draw: in place, as fresh arrays take longer than the sums in them
    found = daily / (rate * 3600.0) - np.arange(HOURS)
    np.maximum(found, 0.0, out=found)
    np.minimum(found, 1.0, out=found)
    found *= rate
    return found


HOURLY = Formula(
    "packed.gathered_calls",
    "model calls/s in an hour = machines × replicas per machine × full calls/s, for the hours that"
    " model calls/day × growth take; machines = the fewest that finish within the day",
)


def replicas(
    *,
    hourly_calls_per_s: FloatArray,
    replica_calls_per_s: FloatArray,
    replicas_per_instance: FloatArray,
) -> FloatArray:
    """Replicas that work, one hour for all: whole machines, all places of them."""
    block = _block(replica_calls_per_s, replicas_per_instance)
    busiest = hourly_calls_per_s[..., :1]  # full hours come first
    machines = np.maximum(np.ceil(busiest / block - 1e-9), 1.0)
    return np.asarray(machines * np.maximum(by_hour(replicas_per_instance), 1.0))


REPLICAS = Formula(
    "packed.replicas",
    "replicas = machines × replicas per machine; no spares, as what is lost is done again",
)


def uptime(
    *,
    hourly_calls_per_s: FloatArray,
    hourly_replicas: FloatArray,
    replica_calls_per_s: FloatArray,
    keep_alive_s: FloatArray,
) -> FloatArray:
    """Share of the day in which the machines are up: working, and starting once; one for all."""
    able = hourly_replicas * by_hour(replica_calls_per_s)
    working = hourly_calls_per_s.mean(axis=-1, keepdims=True) / able
    return np.asarray(np.minimum(working + by_hour(keep_alive_s) / 3600.0 / HOURS, 1.0))


INSTANCE_HOURS = Formula(
    "packed.uptime",
    "instance hours/year = Σ over days of machines × (hours of full work + one start)",
)


def lone_calls_per_year(
    hourly_calls_per_s: FloatArray, replica_calls_per_s: FloatArray, single_calls_per_s: FloatArray
) -> FloatArray:
    """Calls a year that count as the first in a batch: a replica at work always has one."""
    first = np.minimum(np.asarray(single_calls_per_s) / np.asarray(replica_calls_per_s), 1.0)
    a_day = hourly_calls_per_s.sum(axis=-1).mean(axis=-1)
    return np.asarray(a_day * first * (DAYS_PER_YEAR * 3600.0))


LONE_CALLS = Formula(
    "packed.lone_calls_per_year",
    "lone calls/year = model calls/year × min(single-stream ÷ full calls/s, 1)",
)


def _block(replica_calls_per_s: ArrayLike, replicas_per_instance: ArrayLike) -> FloatArray:
    """Calls a second of a machine, or of the machines that one replica spans."""
    return by_hour(replica_calls_per_s) * np.maximum(by_hour(replicas_per_instance), 1.0)
