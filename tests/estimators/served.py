"""A served option made by hand, so that tests of the layers around serving need no facts."""

from typing import Any

from estimators.annual import Demand, Leaf, Managed, Policy, SelfHosted, Site
from estimators.figure import Input


def given(name: str, value: float, spread: float = 1.0, unit: str = "1", date: str = "") -> Input:
    """An input from `value / spread` to `value * spread`."""
    return Input(
        name, value, value / spread, value * spread, unit, "fact", ("test",), date, "estimated"
    )


def demand(**changes: float) -> Demand:
    """Ten thousand requests a day on a plain day, without range; `changes` by field."""
    numbers = {
        "requests_per_day": 10_000.0,
        "steps_per_request": 1.0,
        "peak_factor": 2.0,
        "growth_per_year": 0.0,
        "horizon_years": 3.0,
        "availability": 0.99,
        "async_share": 0.0,
        "input_tokens": 1000.0,
        "output_tokens": 250.0,
    } | changes
    return Demand(**{name: given(name, value) for name, value in numbers.items()})


def self_hosted(**changes: Leaf | Policy) -> SelfHosted:
    """A one-chip replica on a one-chip instance."""
    numbers: dict[str, Any] = {
        "wh_per_call": given("wh_per_call", 0.1, 1.3, "Wh"),
        "wh_per_call_single": given("wh_per_call_single", 0.8, 1.3, "Wh"),
        "replica_calls_per_s": given("replica_calls_per_s", 2.0, 1.2, "calls/s"),
        "single_calls_per_s": given("single_calls_per_s", 0.2, 1.2, "calls/s"),
        "replica_batch": given("replica_batch", 32.0),
        "idle_power_w": given("idle_power_w", 150.0, 1.2, "W"),
        "replicas_per_instance": given("replicas_per_instance", 1.0),
        "chips_per_instance": given("chips_per_instance", 1.0),
        "chips_per_replica": given("chips_per_replica", 1.0),
        "instance_availability": given("instance_availability", 0.995),
        "keep_alive_s": given("keep_alive_s", 900.0, 1.0, "s"),
        "instance_embodied_kg": given("instance_embodied_kg", 300.0, 2.0, "kg CO2e"),
        "lifetime_years": given("lifetime_years", 5.0, 1.2, "years"),
        "embodied_active_share": given("embodied_active_share", 0.8),
        "usd_per_instance_hour": given("usd_per_instance_hour", 1.0, 1.0, "USD/h", "2026-07-20"),
        "price_fraction": given("price_fraction", 1.0),
    }
    return SelfHosted(**(numbers | changes))


def managed(**changes: Leaf) -> Managed:
    """A managed model with a wide energy range."""
    numbers: dict[str, Any] = {
        "managed_wh_per_call": given("managed_wh_per_call", 0.3, 3.0, "Wh"),
        "reference_node_kw": given("reference_node_kw", 6.0, 1.3, "kW"),
        "instance_embodied_kg": given("instance_embodied_kg", 8000.0, 1.5, "kg CO2e"),
        "lifetime_years": given("lifetime_years", 5.0, 1.2, "years"),
        "embodied_active_share": given("embodied_active_share", 0.8),
        "usd_per_million_input_tokens": given("usd_in", 0.8, 1.0, "USD", "2026-10"),
        "usd_per_million_output_tokens": given("usd_out", 3.2, 1.0, "USD", "2026-10"),
        "cached_share": given("cached_share", 0.0),
        "cached_price_fraction": given("cached_price_fraction", 0.1),
        "batch_price_fraction": given("batch_price_fraction", 0.5),
    }
    return Managed(**(numbers | changes))


def site(**changes: Leaf) -> Site:
    """A Region with everything known."""
    numbers: dict[str, Any] = {
        "pue": given("pue", 1.2, 1.05),
        "wue_l_per_kwh": given("wue_l_per_kwh", 0.1, 1.5, "l/kWh"),
        "location_g_per_kwh": given("location_g_per_kwh", 300.0, 1.1, "g/kWh"),
        "market_g_per_kwh": given("market_g_per_kwh", 100.0, 1.1, "g/kWh"),
        "grid_water_l_per_kwh": given("grid_water_l_per_kwh", 2.0, 1.5, "l/kWh"),
        "price_region_factor": given("price_region_factor", 1.0),
    }
    return Site("test-1", **(numbers | changes))
