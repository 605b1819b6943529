"""Work that nobody waits for, gathered into full hours."""

import numpy as np
import pytest
from hypothesis import given as vary
from hypothesis import strategies as st
from numpy.typing import NDArray

from estimators import packed
from estimators.annual import Policy, annual_figures
from estimators.traffic import whole_day
from tests.estimators.served import demand, self_hosted, site

PACKED = Policy(scale_to_zero=True, packed=True)
TO_ZERO = Policy(scale_to_zero=True)


def waiting(requests: float, policy: Policy = PACKED) -> dict[str, float]:
    """Figures of a fleet whose work may all wait."""
    asked = demand(requests_per_day=requests, async_share=1.0)
    figures = annual_figures(self_hosted(policy=policy), asked, site(), count=8)
    names = (
        "instance_hours_per_year",
        "energy_it_kwh_per_year",
        "cost_usd_per_year",
        "utilization",
        "calls_per_year",
    )
    return {name: figures[name].numbers[0] for name in names}


def day(requests: float, calls_per_s: float, per_instance: float) -> NDArray[np.float64]:
    """Calls a second in each hour of a day without growth."""
    rates = packed.gathered_calls(
        requests_per_day=np.array(requests),
        steps_per_request=np.array(1.0),
        growth_per_year=np.array(0.0),
        horizon_years=np.array(1.0),
        replica_calls_per_s=np.array(calls_per_s),
        replicas_per_instance=np.array(per_instance),
        parts=1,
    )
    return np.asarray(rates[0], dtype=float)


def test_a_night_of_work_fills_whole_hours_and_a_part_of_one() -> None:
    """36,000 calls at 4 replicas of one call a second are two and a half hours."""
    rates = day(36_000.0, 1.0, 4.0)
    assert rates[:4] == pytest.approx([4.0, 4.0, 2.0, 0.0])
    assert rates.sum() * 3600.0 == pytest.approx(36_000.0)


def test_what_does_not_fit_into_a_day_takes_another_machine() -> None:
    assert day(1.2 * 86_400.0, 1.0, 1.0)[0] == pytest.approx(2.0)
    assert day(1.2 * 86_400.0, 1.0, 0.5)[0] == pytest.approx(2.0), "each on two machines"


def test_machines_are_up_for_the_work_and_one_start_a_day() -> None:
    hourly = day(36_000.0, 1.0, 4.0)[None]
    size = packed.replicas(
        hourly_calls_per_s=hourly,
        replica_calls_per_s=np.array(1.0),
        replicas_per_instance=np.array(4.0),
    )
    assert size.shape[-1] == 1, "all hours are alike, so that one is worked out"
    assert np.unique(size) == pytest.approx([4.0])
    up = packed.uptime(
        hourly_calls_per_s=hourly,
        hourly_replicas=size,
        replica_calls_per_s=np.array(1.0),
        keep_alive_s=np.array(300.0),
    )
    assert whole_day(up).sum() == pytest.approx(2.5 + 300.0 / 3600.0)


def test_full_hours_take_the_energy_of_a_full_replica() -> None:
    """0.1 Wh a call, as at the largest batch, and a quarter of an hour at 150 W each day."""
    found = waiting(1e5)
    assert found["instance_hours_per_year"] == pytest.approx(365.2425 * (1e5 / 7200.0 + 0.25))
    starts = 365.2425 * 0.25 * 150.0
    assert found["energy_it_kwh_per_year"] * 1000.0 == pytest.approx(365.2425e5 * 0.1 + starts)
    assert found["utilization"] > 0.95


@vary(st.floats(10.0, 1e6))
def test_packing_never_takes_more_than_a_fleet_that_stops_when_nobody_asks(requests: float) -> None:
    one, other = waiting(requests), waiting(requests, TO_ZERO)
    for name in ("instance_hours_per_year", "energy_it_kwh_per_year", "cost_usd_per_year"):
        assert one[name] <= other[name] * (1.0 + 1e-6), name


@vary(st.floats(100.0, 1e6))
def test_one_percent_more_work_takes_about_one_percent_more(requests: float) -> None:
    one, more = waiting(requests), waiting(requests * 1.01)
    for name in ("instance_hours_per_year", "energy_it_kwh_per_year"):
        assert one[name] <= more[name] * (1 + 1e-9)
        assert more[name] <= one[name] * 1.025
