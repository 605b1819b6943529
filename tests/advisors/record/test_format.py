"""Numbers as shown: right, short, and never with an exponent."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisors.format import (
    amount,
    compact,
    digits_of,
    exact,
    number,
    value,
    value_and_range,
    with_unit,
)
from estimators.figure import Figure, Formula

NUMBERS = st.floats(1e-6, 1e15)
SIZES = {"k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12}


def figure(central: float | None, low: float | None, high: float | None, unit: str) -> Figure:
    return Figure("x", central, low, high, unit, Formula("m.f", "x"), (), withheld="no price")


@pytest.mark.parametrize(
    ("given_value", "digits", "shown"),
    [
        (0, 3, "0"),
        (9.96, 2, "10"),
        (99.96, 3, "100"),
        (0.0012345, 2, "0.0012"),
        (1234567, 2, "1,200,000"),
        (-5.55, 2, "-5.5"),
        (2e9, 2, "2,000,000,000"),
    ],
)
def test_numbers_carry_the_digits_asked_for(given_value: float, digits: int, shown: str) -> None:
    assert number(given_value, digits) == shown


@given(NUMBERS, st.integers(1, 6))
def test_a_number_is_near_what_it_stands_for(given_value: float, digits: int) -> None:
    shown = number(given_value, digits)
    assert "e" not in shown
    near = 0.5001 * 10.0 ** (1 - digits)
    assert float(shown.replace(",", "")) == pytest.approx(given_value, rel=near)


@given(st.integers(-(10**14), 10**14))
def test_whole_numbers_known_exactly_are_shown_in_full(whole: int) -> None:
    assert int(exact(whole).replace(",", "")) == whole


@given(NUMBERS)
def test_compact_is_short_and_near(given_value: float) -> None:
    shown = compact(given_value)
    size = SIZES.get(shown[-1], 1.0)
    read = float(shown.rstrip("kMGT").replace(",", "")) * size
    assert read == pytest.approx(given_value, rel=0.0501)
    if 1 <= given_value < 9e14:
        assert len(shown) <= 5


def test_ranges_decide_on_digits() -> None:
    assert amount(1234.0, 800.0, 2100.0, "kWh/year") == "1,200 kWh/year (800 to 2,100)"
    assert amount(1234.4, 1200.0, 1270.0, "kWh") == "1,230 kWh (1,200 to 1,270)"
    assert amount(1234.4, 1234.0, 1235.0, "kWh") == "1,234 kWh (1,234 to 1,235)"


def test_figures_show_unit_range_or_the_reason() -> None:
    known, withheld = figure(0.5, 0.4, 0.7, "1"), figure(None, None, None, "USD/year")
    assert value(known) == "0.50"
    assert value_and_range(known) == "0.50 (0.40 to 0.70)"
    assert value(withheld) == "withheld"
    assert value_and_range(withheld) == "withheld: no price"
    assert digits_of(withheld) == 2
    assert with_unit("3", "1") == "3"


def test_zero_with_a_range_is_zero() -> None:
    assert amount(0.0, 0.0, 5.0, "g") == "0 g (0 to 5.0)"
    assert not math.isnan(float(number(1e-300)))
