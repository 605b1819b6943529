"""The steps of a graph from the traffic to instance hours, by the way in which a fleet is run."""

from functools import partial

from estimators import filled, fleet, hourly, packed, traffic
from estimators.fleet import Policy
from estimators.step import Step

HIDDEN = 3
"""Steps of a day that are curves: calls, replicas, share of the hour in which they are up."""


def day_steps(policy: Policy) -> tuple[Step, ...]:
    """From the traffic to instance hours and lone calls a year."""
    if policy.packed:
        return _packed_steps(policy)
    return _filled_steps(policy) if policy.filled else _hours_steps(policy)


def _hours_steps(policy: Policy) -> tuple[Step, ...]:
    """The day of a fleet that answers when it is asked."""
    day = partial(hourly.calls_that_differ, policy=policy)
    size = partial(fleet.replicas, policy=policy)
    alive = partial(fleet.uptime, policy=policy)
    return (
        Step("hourly_calls_per_s", "calls/s", day, traffic.HOURLY, shown=False),
        Step("hourly_replicas", "replicas", size, fleet.REPLICAS, shown=False),
        Step("hourly_uptime", "1", alive, fleet.INSTANCE_HOURS, shown=False),
        Step(
            "instance_hours_per_year", "h/year", fleet.instance_hours_per_year, fleet.INSTANCE_HOURS
        ),
        Step("lone_calls_per_year", "calls/year", fleet.lone_calls_per_year, fleet.LONE_CALLS),
    )


def _packed_steps(policy: Policy) -> tuple[Step, ...]:
    """The day of a fleet that works off what nobody waits for and stops."""
    day = partial(packed.gathered_calls, parts=policy.parts)
    hours, lone = fleet.instance_hours_per_year, packed.lone_calls_per_year
    return (
        Step("hourly_calls_per_s", "calls/s", day, packed.HOURLY, shown=False),
        Step("hourly_replicas", "replicas", packed.replicas, packed.REPLICAS, shown=False),
        Step("hourly_uptime", "1", packed.uptime, packed.INSTANCE_HOURS, shown=False),
        Step("instance_hours_per_year", "h/year", hours, packed.INSTANCE_HOURS),
        Step("lone_calls_per_year", "calls/year", lone, packed.LONE_CALLS),
    )


def _filled_steps(policy: Policy) -> tuple[Step, ...]:
    """The day of a fleet of which what may wait takes what stands free, then full hours."""
    waiting = partial(filled.waiting_calls_per_s, parts=policy.parts)
    hours, lone = filled.instance_hours_per_year, filled.lone_calls_per_year
    rate, free = "calls/s", filled.free_calls_per_s
    return (
        *_hours_steps(policy)[:HIDDEN],
        Step("waiting_calls_per_s", rate, waiting, filled.WAITING, shown=False),
        Step(
            "standing_instances",
            "instances",
            filled.standing_instances,
            filled.STANDING,
            shown=False,
        ),
        Step("free_calls_per_s", rate, free, filled.FREE, shown=False),
        Step("instance_hours_per_year", "h/year", hours, filled.INSTANCE_HOURS),
        Step("lone_calls_per_year", "calls/year", lone, filled.LONE_CALLS),
    )
