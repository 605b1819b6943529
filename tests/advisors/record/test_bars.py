"""Bars that can be read: linear where that works, logarithmic and labelled where one dominates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisors.record.bars import LEGEND, bars, legend
from advisors.record.markdown import WIDTH
from advisors.record.model import Quantity


def rows(*values: float, spread: float = 2.0) -> list[tuple[str, Quantity]]:
    return [
        (
            f"Option {place}",
            Quantity(
                name="cost_usd_per_year",
                label="Cost",
                value=value,
                low=value / spread,
                high=value * spread,
                unit="USD/year",
            ),
        )
        for place, value in enumerate(values)
    ]


def drawn(line: str) -> int:
    return sum(line.count(mark) for mark in "█▓░")


def test_like_values_share_a_linear_scale() -> None:
    found = rows(100.0, 120.0, 80.0)
    assert legend(found) == LEGEND
    assert drawn(bars(found, common=True)[1]) > drawn(bars(found, common=True)[2])


@pytest.mark.parametrize("giant", [1e3, 1e5, 1e9])
def test_one_that_dominates_leaves_the_others_readable_and_the_scale_labelled(giant: float) -> None:
    found = rows(10.0, 14.0, giant)
    assert legend(found).startswith("logarithmic scale from ")
    lines = bars(found, common=True)
    assert all("▓" in line and "░" in line for line in lines)
    starts = [line.index("▓") for line in lines]
    assert starts == sorted(starts)
    assert starts[2] > starts[0]


def test_zero_has_no_logarithm_so_the_scale_stays_linear() -> None:
    found = rows(0.0, 1e6)
    assert legend(found) == LEGEND
    assert len(bars(found, common=True)) == 2


@given(st.lists(st.floats(1e-6, 1e12), min_size=1, max_size=9), st.floats(1.0, 30.0))
def test_every_row_fits_and_has_its_bar(values: list[float], spread: float) -> None:
    found = rows(*values, spread=spread)
    lines = bars(found, common=True)
    assert len(lines) == len(values)
    if legend(found) != LEGEND:
        assert all(drawn(line) >= 1 for line in lines)
    assert max(len(line) for line in lines) <= WIDTH


@given(st.floats(1e-3, 1e6), st.floats(1.1, 10.0))
def test_bars_of_their_own_units_end_at_their_own_p95(value: float, spread: float) -> None:
    (line,) = bars(rows(value, spread=spread), common=False)
    assert drawn(line) >= 1
    assert "USD/year" in line
