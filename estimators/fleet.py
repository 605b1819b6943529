"""From traffic and a service level to replicas, instance hours and energy.

One replica is known at two points: serving a single request (batch 1) and at the largest batch
that keeps the service level. Between them energy per request is A + B/batch, which makes power
linear in load; below the first point the replica is idle part of the time. That gives three prices
of energy: keeping a replica up, a lone request, a request that joins a batch.

All functions broadcast: leading axis draws or candidates, then parts of the horizon, then hours of
the day, those that are alike once (`traffic.hours_each`).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from estimators.figure import Formula
from estimators.graph import FloatArray
from estimators.ranges import Z95
from estimators.spares import spares
from estimators.traffic import DAYS_PER_YEAR, Curve, by_hour, hours_each


@dataclass(frozen=True)
class Policy:
    """How the fleet is run; choices, not numbers.

    Attributes:
        curve: Shape of the day.
        autoscaling: Replicas follow the hour; otherwise the busiest hour sets them.
        scale_to_zero: The last replica stops when nobody asks for a while.
        packed: The work of a day is gathered into full hours, as nobody waits for any of it
            (`estimators.packed`); curve and autoscaling then say nothing.
        filled: The share that may wait takes what stands free, then full hours
            (`estimators.filled`); otherwise it is served in the quiet hours like the rest.
        parts: Equal parts of the horizon for which the fleet is sized anew.
    """

    curve: Curve = "daily"
    autoscaling: bool = True
    scale_to_zero: bool = False
    packed: bool = False
    filled: bool = False
    parts: int = 3


DEFAULT_POLICY = Policy()


def replicas(
    *,
    hourly_calls_per_s: FloatArray,
    replica_calls_per_s: ArrayLike,
    replica_batch: ArrayLike,
    availability: ArrayLike,
    instance_availability: ArrayLike,
    policy: Policy,
) -> FloatArray:
    """Replicas up in each hour, spare ones included, shape as the hourly requests.

    A replica has `batch` places and an answer stays batch / throughput seconds, so requests in
    flight are Poisson around `a = rate x batch / throughput`. The fleet has places for a + 1.645
    sqrt(a), so that 95 % of arrivals find one (square-root staffing), and at least one replica.
    Spares are added until the needed number is up with the availability asked for.
    """
    batch = by_hour(replica_batch)
    in_flight = hourly_calls_per_s * (batch / by_hour(replica_calls_per_s))
    # every hour of every draw: in place, as fresh arrays take longer than the sums in them
    needed = np.sqrt(in_flight)
    needed *= Z95
    needed += in_flight
    needed /= batch
    np.ceil(needed, out=needed)
    if not policy.autoscaling:
        needed = np.broadcast_to(needed.max(axis=-1, keepdims=True), needed.shape)
    needed = np.maximum(needed, 1.0)
    return needed + spares(needed, by_hour(availability), by_hour(instance_availability))


REPLICAS = Formula(
    "fleet.replicas",
    "replicas in an hour = ⌈(a + 1.645 √a) ÷ batch⌉ + spares, a = model calls/s × batch ÷"
    " replica throughput; spares until enough are up with the availability asked for",
    ("halfin-whitt-1981",),
)


def uptime(hourly_calls_per_s: FloatArray, keep_alive_s: ArrayLike, policy: Policy) -> FloatArray:
    """Share of each hour in which the fleet is up; broadcasts to the hourly requests.

    1 unless it scales to zero; then P(a request came within the keep-alive time) for Poisson
    arrivals, 1 - exp(-rate x keep-alive).
    """
    if not policy.scale_to_zero:
        return np.ones((1, 1))
    return -np.expm1(-hourly_calls_per_s * by_hour(keep_alive_s))


def instance_hours_per_year(
    hourly_replicas: FloatArray, hourly_uptime: FloatArray, replicas_per_instance: ArrayLike
) -> FloatArray:
    """Instance hours a year, mean over the horizon, shape (...).

    `replicas_per_instance` is below 1 where a replica spans instances; 8 chips at 2 a replica
    hold 4.
    """
    return per_year(instances_up(hourly_replicas, hourly_uptime, replicas_per_instance))


def instances_up(
    hourly_replicas: FloatArray, hourly_uptime: FloatArray, replicas_per_instance: ArrayLike
) -> FloatArray:
    """Whole instances by the hour, for the part of it in which they are up."""
    instances = hourly_replicas / by_hour(replicas_per_instance)
    instances -= 1e-9
    np.ceil(instances, out=instances)
    return np.asarray(instances * hourly_uptime)


INSTANCE_HOURS = Formula(
    "fleet.instance_hours_per_year",
    "instance hours/year = Σ over hours of ⌈replicas ÷ replicas per instance⌉ × share of the hour"
    " in which it is up",
)


def lone_calls_per_year(
    hourly_calls_per_s: FloatArray, hourly_replicas: FloatArray, single_calls_per_s: ArrayLike
) -> FloatArray:
    """Requests a year that a replica serves with nothing else in its batch, shape (...)."""
    able = hourly_replicas * by_hour(single_calls_per_s)
    alone = np.minimum(hourly_calls_per_s, able, out=able)
    return per_year(alone) * 3600.0


LONE_CALLS = Formula(
    "fleet.lone_calls_per_year",
    "lone calls/year = Σ over hours of min(calls/s, replicas × single-stream calls/s) × 3600",
)


def standby_energy_kwh(
    instance_hours_per_year: FloatArray, replicas_per_instance: FloatArray, idle_power_w: FloatArray
) -> FloatArray:
    """Energy of being up, whether or not anything is asked [kWh IT]: every replica place counts."""
    return instance_hours_per_year * replicas_per_instance * idle_power_w / 1000.0


STANDBY = Formula(
    "fleet.standby_energy_kwh",
    "standby [kWh] = instance hours × replicas per instance × idle power of a replica [W] ÷ 1000",
)


def lone_extra_wh(
    wh_per_call_single: FloatArray, single_calls_per_s: FloatArray, idle_power_w: FloatArray
) -> FloatArray:
    """Energy that a lone request adds to standby [Wh]: its own energy less the idle part."""
    idle_wh = idle_power_w / (3600.0 * single_calls_per_s)
    return np.maximum(wh_per_call_single - idle_wh, 0.0)


LONE_EXTRA = Formula(
    "fleet.lone_extra_wh",
    "lone call [Wh over standby] = Wh at batch 1 − idle power ÷ (3600 × single-stream calls/s)",
)


def joined_extra_wh(
    wh_per_call: FloatArray,
    replica_calls_per_s: FloatArray,
    wh_per_call_single: FloatArray,
    single_calls_per_s: FloatArray,
) -> FloatArray:
    """Energy that one more request adds to a batch [Wh]: slope of power over load.

    (full power - power at batch 1) / (full throughput - throughput at batch 1).
    """
    rate = np.asarray(replica_calls_per_s - single_calls_per_s, dtype=float)
    power = wh_per_call * replica_calls_per_s - wh_per_call_single * single_calls_per_s
    slope = np.divide(power, rate, out=np.zeros(np.broadcast(power, rate).shape), where=rate > 0)
    return np.asarray(np.maximum(slope, 0.0))


JOINED_EXTRA = Formula(
    "fleet.joined_extra_wh",
    "joining call [Wh] = (Wh at full batch × full calls/s − Wh at batch 1 × single-stream calls/s)"
    " ÷ (full − single-stream calls/s)",
)


def active_energy_kwh(
    calls_per_year: FloatArray,
    lone_calls_per_year: FloatArray,
    lone_extra_wh: FloatArray,
    joined_extra_wh: FloatArray,
) -> FloatArray:
    """Energy of answering, over standby [kWh IT]."""
    joined = np.maximum(calls_per_year - lone_calls_per_year, 0.0)
    return (lone_calls_per_year * lone_extra_wh + joined * joined_extra_wh) / 1000.0


ACTIVE = Formula(
    "fleet.active_energy_kwh",
    "answering [kWh] = (lone calls × Wh of a lone call + joining calls × Wh of a joining call)"
    " ÷ 1000",
)


def busy_chip_hours(
    lone_calls_per_year: FloatArray,
    single_calls_per_s: FloatArray,
    chips_per_replica: FloatArray,
) -> FloatArray:
    """Accelerator hours a year in which at least one request is in flight."""
    return lone_calls_per_year / (3600.0 * single_calls_per_s) * chips_per_replica


BUSY_CHIP_HOURS = Formula(
    "fleet.busy_chip_hours",
    "busy chip hours = lone calls ÷ (3600 × single-stream calls/s) × chips per replica",
)


def idle_chip_hours(
    instance_hours_per_year: FloatArray,
    chips_per_instance: FloatArray,
    busy_chip_hours: FloatArray,
) -> FloatArray:
    """Accelerator hours a year that are paid for and wait."""
    return np.maximum(instance_hours_per_year * chips_per_instance - busy_chip_hours, 0.0)


IDLE_CHIP_HOURS = Formula(
    "fleet.idle_chip_hours",
    "idle chip hours = instance hours × chips per instance − busy chip hours",
)


def utilization(
    calls_per_year: FloatArray,
    instance_hours_per_year: FloatArray,
    replicas_per_instance: FloatArray,
    replica_calls_per_s: FloatArray,
) -> FloatArray:
    """Share of what the fleet could answer within its service level that is asked of it.

    A fleet that never runs, because a cache answers every request, is not busy.
    """
    able = instance_hours_per_year * replicas_per_instance * replica_calls_per_s * 3600.0
    return np.asarray(np.where(able > 0.0, calls_per_year / np.where(able > 0.0, able, 1.0), 0.0))


UTILIZATION = Formula(
    "fleet.utilization",
    "utilization = calls/year ÷ (instance hours × replicas per instance × replica calls/s × 3600)",
)


def per_year(hourly: FloatArray) -> FloatArray:
    """Sum over the day, mean over the parts of the horizon, times the days of a year."""
    parts, hours = hourly.shape[-2:]
    whole = np.einsum("...ph,h->...", hourly, hours_each(hours))
    return np.asarray(whole * (DAYS_PER_YEAR / parts))
