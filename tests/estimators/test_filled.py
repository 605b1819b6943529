"""Work of which a part may wait: what stands free is used, the rest takes full hours."""

from typing import get_args

import numpy as np
import pytest
from hypothesis import given as vary
from hypothesis import strategies as st

from estimators import filled
from estimators.annual import Policy, annual_figures
from estimators.traffic import Curve
from tests.estimators.served import demand, self_hosted, site

FILLED = Policy(filled=True)
NAMES = (
    "instance_hours_per_year",
    "energy_it_kwh_per_year",
    "cost_usd_per_year",
    "carbon_location_kg_per_year",
    "calls_per_year",
)
A_YEAR = 365.2425


def figures(policy: Policy, **asked: float) -> dict[str, float]:
    """Central values of a fleet of a part of whose work nobody waits."""
    found = annual_figures(self_hosted(policy=policy), demand(**asked), site(), count=8)
    return {name: found[name].numbers[0] for name in NAMES}


def one_hour(urgent: float, waiting: float, replicas: float = 1.0) -> dict[str, float]:
    """Free and left calls, and hours of a flat day of replicas of 2 calls a second in 32 places."""
    day, size, always = np.full((1, 1), urgent), np.full((1, 1), replicas), np.ones((1, 1))
    rate, each = np.array(2.0), np.array(1.0)
    standing = filled.standing_instances(size, always, each)
    free = filled.free_calls_per_s(
        standing_instances=standing,
        hourly_calls_per_s=day,
        hourly_uptime=always,
        replica_calls_per_s=rate,
        replica_batch=np.array(32.0),
        replicas_per_instance=each,
    )
    asked = np.full((1, 1), waiting)
    left = filled.left_calls_per_s(asked, free)
    hours = filled.instance_hours_per_year(standing, asked, free, rate, each)
    return {
        "free": float(free.item()),
        "left": float(left.item()),
        "hours": float(hours.item()) / A_YEAR,
    }


def test_places_for_who_arrives_next_stay_free() -> None:
    """16 of 32 places are in use by one call a second; 1.645 √16 more are kept free."""
    found = one_hour(urgent=1.0, waiting=0.2)
    assert found["free"] == pytest.approx(2.0 - 1.0 - 1.645 * 4.0 / 16.0, rel=1e-3)
    assert found["left"] == 0.0
    assert found["hours"] == pytest.approx(24.0), "the machine stands anyway"


def test_what_does_not_fit_takes_full_hours_of_another_machine() -> None:
    found = one_hour(urgent=0.0, waiting=2.5)
    assert found["left"] == pytest.approx(0.5)
    assert found["hours"] == pytest.approx(24.0 + 24.0 * 0.5 / 2.0)


def test_where_nothing_is_free_nothing_is_filled() -> None:
    found = one_hour(urgent=2.0, waiting=0.1)
    assert found["free"] == 0.0
    assert found["left"] == pytest.approx(0.1)


@pytest.mark.parametrize("curve", get_args(Curve))
def test_where_all_of_it_is_urgent_the_fleet_is_as_it_was(curve: Curve) -> None:
    for requests in (10.0, 1e4, 3e6):
        plain = figures(Policy(curve=curve), requests_per_day=requests)
        found = figures(Policy(curve=curve, filled=True), requests_per_day=requests)
        assert found == pytest.approx(plain, rel=1e-12)


@vary(
    st.floats(10.0, 3e6), st.floats(0.0, 0.99), st.floats(1.0, 8.0),
    st.sampled_from(get_args(Curve)),
)  # fmt: skip
def test_the_more_may_wait_the_less_it_takes(
    requests: float, share: float, peak: float, curve: Curve
) -> None:
    """And never more than where all of it is served in its hour, or in a quieter one."""
    policy = Policy(curve=curve, filled=True)
    asked = {"requests_per_day": requests, "peak_factor": peak}
    more = share + 0.7 * (1.0 - share)
    one, other = (figures(policy, **asked, async_share=of) for of in (share, more))
    spread = figures(Policy(curve=curve), **asked, async_share=share)
    for name in NAMES:
        assert other[name] <= one[name] * (1.0 + 1e-9), name
        assert one[name] <= spread[name] * (1.0 + 1e-9), name


@vary(st.floats(10.0, 1e7))
def test_where_nearly_all_may_wait_it_takes_no_less_than_where_all_may(requests: float) -> None:
    """But for the one start a day of each machine, a quarter of an hour here."""
    last = figures(FILLED, requests_per_day=requests, async_share=1.0 - 1e-9)
    packed = figures(
        Policy(scale_to_zero=True, packed=True), requests_per_day=requests, async_share=1.0
    )
    starts = np.ceil(requests / (2.0 * 86_400.0)) * 0.25 * A_YEAR
    assert packed["instance_hours_per_year"] <= last["instance_hours_per_year"] + starts


def test_filled_machines_are_full_while_they_fill() -> None:
    """As much energy as full hours take for what is left over, beside what stands anyway."""
    none, half = (figures(FILLED, requests_per_day=1.2e5, async_share=s) for s in (0.0, 0.5))
    assert half["calls_per_year"] == none["calls_per_year"]
    assert half["energy_it_kwh_per_year"] < none["energy_it_kwh_per_year"]


def test_most_instances_are_those_of_the_busiest_hour_or_of_all_the_work() -> None:
    """Three for what is urgent at the peak; with more that waits, as many as do it in a day."""
    size = np.ones((1, 24))
    size[0, :4] = 3.0
    for left, most in ((0.0, 3.0), (2.0, 3.0), (6.0, 5.0)):
        found = filled.most_instances(
            hourly_replicas=size,
            standing_instances=np.full((1, 1), 32.0 / 24.0),
            left_calls_per_s=np.full((1, 1), left),
            replica_calls_per_s=np.array(2.0),
            replicas_per_instance=np.array(1.0),
        )
        assert found == most, left
