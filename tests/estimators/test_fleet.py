"""Traffic to replicas to energy: totals kept, monotonic, availability explained by arithmetic."""

from math import comb

import numpy as np
import pytest
from hypothesis import given as vary
from hypothesis import strategies as st

from estimators import fleet, traffic
from estimators.annual import Policy, annual_figures
from estimators.graph import FloatArray
from estimators.spares import _spares_table, spares
from estimators.traffic import Curve
from tests.estimators.served import demand, self_hosted, site


def whole(curve: Curve, peak: float | list[float]) -> FloatArray:
    """Share of a day's requests in each of its 24 hours."""
    return traffic.whole_day(traffic.shares_that_differ(curve, peak))


@vary(st.sampled_from(["flat", "daily", "office"]), st.floats(1.0, 24.0))
def test_a_day_sums_to_one_and_keeps_its_peak(curve: Curve, peak: float) -> None:
    shares = whole(curve, peak)
    assert shares.sum() == pytest.approx(1.0)
    assert (shares >= 0).all()
    if curve != "flat":
        assert shares.max() * 24 == pytest.approx(peak, rel=0.02)


@vary(
    st.sampled_from(["flat", "daily", "office"]),
    st.lists(st.floats(1.0, 24.0), min_size=1, max_size=3),
    st.floats(0.0, 1.0),
)
def test_hours_that_are_alike_count_as_often_as_they_are(
    curve: Curve, peaks: list[float], share: float
) -> None:
    """Deferred work, replicas and hours a year come out as from all 24 hours."""
    few = traffic.shares_that_differ(curve, peaks)
    assert few.shape == (len(peaks), {"flat": 1, "daily": 13, "office": 24}[curve])
    assert traffic.hours_each(few.shape[-1]).sum() == 24
    brief = traffic.fill_valleys(few[:, None] * 50.0, share)
    full = traffic.fill_valleys(whole(curve, peaks)[:, None] * 50.0, share)
    assert traffic.whole_day(brief) == pytest.approx(full)
    once, often = (
        (hourly, 2.0 * hourly, fleet.uptime(hourly, 600.0, Policy(scale_to_zero=True)))
        for hourly in (brief, full)
    )
    assert fleet.lone_calls_per_year(*once[:2], 0.1) == pytest.approx(
        fleet.lone_calls_per_year(*often[:2], 0.1)
    )
    assert fleet.instance_hours_per_year(*once[1:], 0.01) == pytest.approx(
        fleet.instance_hours_per_year(*often[1:], 0.01), rel=1e-3
    )


@vary(
    st.lists(st.floats(0.0, 100.0), min_size=24, max_size=24).filter(lambda day: sum(day) > 0),
    st.floats(0.0, 1.0),
)
def test_deferred_work_fills_valleys_and_loses_nothing(day: list[float], share: float) -> None:
    hourly = np.array(day)[None, None, :]
    filled = traffic.fill_valleys(hourly, share)
    assert filled.sum() == pytest.approx(hourly.sum())
    assert filled.max() <= hourly.max() * (1 + 1e-9)
    assert (filled >= hourly * (1 - share) - 1e-9).all()
    raised = filled[filled > hourly * (1 - share) + 1e-9]
    assert raised.size == 0 or raised.max() == pytest.approx(raised.min())


def test_everything_deferred_makes_a_flat_day() -> None:
    hourly = whole("daily", 4.0)[None, None, :]
    assert traffic.fill_valleys(hourly, 1.0) == pytest.approx(np.full((1, 1, 24), 1 / 24))


def test_growth_is_the_mean_of_a_compound_curve() -> None:
    # 20 % a year over 3 years: integral of 1.2^t over 0..3 divided by 3 = 1.3304.
    assert traffic.mean_growth(0.2, 3.0) == pytest.approx(1.3304, abs=1e-3)
    assert traffic.growth_factors(0.2, 3.0, 3).mean() == pytest.approx(1.3304, abs=1e-3)
    assert traffic.growth_factors(0.0, 3.0, 3) == pytest.approx(np.ones(3))


@pytest.mark.parametrize(
    ("needed", "target", "single"),
    [(1, 0.999, 0.995), (4, 0.9999, 0.99), (16, 0.99, 0.995), (3, 0.99999, 0.9)],
)
def test_spares_are_the_fewest_that_hold_the_target(
    needed: int, target: float, single: float
) -> None:
    def enough(spare: int) -> float:
        total = needed + spare
        return sum(
            comb(total, down) * (1 - single) ** down * single ** (total - down)
            for down in range(spare + 1)
        )

    found = int(spares(float(needed), target, single))
    assert enough(found) >= target
    assert found == 0 or enough(found - 1) < target


def test_one_instance_at_its_own_availability_needs_no_spare() -> None:
    assert spares(1.0, 0.995, 0.995) == 0.0
    assert spares(1.0, 0.999, 0.995) == 1.0


def test_no_fleet_at_all_needs_no_spares() -> None:
    assert spares(np.zeros(0), 0.999, 0.995).shape == (0,)


def test_the_table_that_fleets_share_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="read-only"):
        _spares_table(0.999, 0.995)[0] = 1.0


def test_large_fleets_take_the_generous_normal_form() -> None:
    spare = float(spares(100_000.0, 0.999, 0.995))
    assert 500 < spare < 700


def test_square_root_staffing_by_hand() -> None:
    # 10 calls/s on replicas of 2 calls/s at batch 20: 100 in flight, 16.4 on top, 116.4 / 20 -> 6.
    hourly = np.full((1, 24), 10.0)
    count = fleet.replicas(
        hourly_calls_per_s=hourly,
        replica_calls_per_s=2.0,
        replica_batch=20.0,
        availability=0.5,
        instance_availability=0.995,
        policy=Policy(),
    )
    assert count == pytest.approx(np.full((1, 24), 6.0))


def test_energy_of_a_replica_at_one_call_at_a_time_is_its_measured_energy() -> None:
    # Calls that just keep a replica busy alone: standby plus extra is Wh at batch 1 times calls.
    option, rate = self_hosted(), 0.2
    figures = annual_figures(
        option, demand(requests_per_day=rate * 86_400, peak_factor=1.0), site(), count=8
    )
    assert figures["instance_hours_per_year"].numbers[0] == pytest.approx(8765.82)
    calls = figures["calls_per_year"].numbers[0]
    assert figures["energy_it_kwh_per_year"].numbers[0] == pytest.approx(calls * 0.8 / 1000)


def test_energy_of_a_full_replica_is_its_measured_energy() -> None:
    standby = fleet.standby_energy_kwh(np.array(1.0), np.array(1.0), np.array(150.0))
    lone = fleet.lone_extra_wh(np.array(0.8), np.array(0.2), np.array(150.0))
    joined = fleet.joined_extra_wh(np.array(0.1), np.array(2.0), np.array(0.8), np.array(0.2))
    active = fleet.active_energy_kwh(np.array(7200.0), np.array(720.0), lone, joined)
    assert float(standby + active) == pytest.approx(7200 * 0.1 / 1000)


@vary(st.floats(10.0, 1e7), st.floats(1.1, 5.0))
def test_more_traffic_takes_more_of_everything(requests: float, factor: float) -> None:
    few = annual_figures(self_hosted(), demand(requests_per_day=requests), site(), count=8)
    many = annual_figures(
        self_hosted(), demand(requests_per_day=requests * factor), site(), count=8
    )
    for name in ("energy_kwh_per_year", "water_l_per_year", "cost_usd_per_year"):
        assert many[name].numbers[0] >= few[name].numbers[0] * (1 - 1e-9)


@vary(st.floats(100.0, 1e6))
def test_scaling_never_takes_more_than_a_fixed_fleet(requests: float) -> None:
    def hours(policy: Policy) -> float:
        asked = demand(requests_per_day=requests)
        figures = annual_figures(self_hosted(policy=policy), asked, site(), count=8)
        return figures["instance_hours_per_year"].numbers[0]

    fixed = hours(Policy(autoscaling=False))
    scaled = hours(Policy())
    to_zero = hours(Policy(scale_to_zero=True))
    assert to_zero <= scaled * (1 + 1e-9) <= fixed * (1 + 2e-9)


def test_waiting_work_flattens_the_fleet() -> None:
    busy = demand(requests_per_day=2e6, peak_factor=4.0)
    patient = demand(requests_per_day=2e6, peak_factor=4.0, async_share=0.8)
    policy = Policy(autoscaling=False)
    now = annual_figures(self_hosted(policy=policy), busy, site(), count=8)
    later = annual_figures(self_hosted(policy=policy), patient, site(), count=8)
    assert (
        later["instance_hours_per_year"].numbers[0]
        < 0.6 * now["instance_hours_per_year"].numbers[0]
    )


def test_availability_has_a_price() -> None:
    three = annual_figures(self_hosted(), demand(availability=0.99), site(), count=8)
    four = annual_figures(self_hosted(), demand(availability=0.9999), site(), count=8)
    assert four["idle_chip_hours"].numbers[0] > three["idle_chip_hours"].numbers[0]


def test_a_fleet_that_never_runs_is_not_busy() -> None:
    """A cache that answers every request leaves nothing to compute."""
    one = np.ones(2)
    found = fleet.utilization(np.array([0.0, 3600.0]), np.array([0.0, 2.0]), one, one)
    assert found.tolist() == [0.0, 0.5]
