"""What is printed has a unit of its size; what is computed keeps its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimators.amounts import alone, amount, certain, scaled, unit_of, with_unit

UNITS = ("kg CO2e/year", "kg CO2e", "kWh/year", "Wh", "g CO2e/kWh")


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (8.6e-3, "kg CO2e/year", "8.6 g CO2e/year"),
        (3.0e-7, "kg CO2e/year", "0.30 mg CO2e/year"),
        (0.02, "kg CO2e/year", "0.020 kg CO2e/year"),
        (4.6e7, "kg CO2e/year", "46,000 t CO2e/year"),
        (9.9e6, "kg CO2e/year", "9,900,000 kg CO2e/year"),
        (4.0e-5, "Wh", "0.040 mWh"),
        (332_816.0, "Wh", "330 kWh"),
        (2.5e7, "l/year", "25,000 m³/year"),
        (9.5e-4, "J", "0.95 mJ"),
        (6.4e-4, "h/year", "2.3 s/year"),
        (3.0e6, "h/year", "3,000,000 h/year"),
        (1.8e18, "FLOP", "1,800 PFLOP"),
        (4.0, "FLOP", "4.0 FLOP"),
        (0.09, "10^9", "90 million"),
        (5.1, "10^9", "5.1 billion"),
        (1.5, "L/kWh", "1.5 l/kWh"),
        (0.00058, "USD", "0.00058 USD"),
        (0.0082, "1", "0.0082"),
        (4.2e-6, "1", "4.2 in a million"),
        (8.2e-9, "1", "8.2 in a billion"),
        (989.0, "TFLOP/s", "990 TFLOP/s"),
    ],
)
def test_a_number_has_a_unit_of_its_size(value: float, unit: str, shown: str) -> None:
    assert alone(value, unit) == shown


@given(st.floats(1e-7, 1e9), st.sampled_from(UNITS))
def test_a_unit_of_its_size_is_one_that_reads_easily(value: float, unit: str) -> None:
    factor, spoken = scaled(value, unit)
    assert 0.0099 <= value * factor < 1.01e7
    assert (spoken == unit) == (factor == 1.0)


def test_a_range_is_told_in_the_unit_of_its_value() -> None:
    assert amount(0.0086, 0.0055, 0.021, "kg CO2e/year") == "8.6 g CO2e/year (5.5 to 21)"
    assert amount(0.0, 0.0, 3.6e-5, "kWh") == "0 Wh (0 to 0.036)"


def test_a_low_end_of_another_world_has_no_digits() -> None:
    assert amount(39.69, 1.7e-16, 98.9, "kWh") == "40 kWh (nearly 0 to 99)"
    assert amount(40.0, 0.0, 99.0, "kWh") == "40 kWh (0 to 99)"


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (1.0, "calls", "1 call"),
        (2.0, "calls", "2 calls"),
        (1.0, "requests/day", "1 request/day"),
        (1.0, "years", "1 year"),
        (5.0, "year", "5 years"),
        (2022.0, "year", "2022"),
        (1.0, "x", "1"),
        (2.5, "x", "2.5 times"),
        (4.0, "/year", "4 times a year"),
        (20.0, "%", "20%"),
        (10.0, "%/year", "10% a year"),
        (0.3, "1/year", "0.3 a year"),
        (2e7, "tokens", "20,000,000 tokens"),
    ],
)
def test_one_and_many(value: float, unit: str, shown: str) -> None:
    assert certain(value, unit) == shown


def test_growth_is_a_share_and_a_refresh_a_count() -> None:
    assert certain(0.2, unit_of("growth_per_year", "1/year")) == "20% a year"
    assert certain(2.0, unit_of("model_refresh_per_year", "1/year")) == "2 a year"


def test_a_unit_of_one_letter_loses_none() -> None:
    assert with_unit("1", "ms") == "1 ms"
    assert with_unit("1", "GFLOPS/W") == "1 GFLOPS/W"
