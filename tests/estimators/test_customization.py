"""The rungs over their life and the volumes at which one overtakes another."""

import pytest
from hypothesis import given as vary
from hypothesis import strategies as st

from estimators.annual import Missing
from estimators.customization import (
    Needs,
    RungId,
    RungPlan,
    ServedModel,
    break_even,
    break_evens,
    nothing,
    rung_outcome,
)
from estimators.customization_graph import ALL_UNITS
from estimators.customization_rungs import Material, served_managed, usual_rungs
from estimators.errors import InputError
from estimators.facts import load_facts
from estimators.graph import Outcome
from tests.estimators.served import given, site

FACTS = load_facts()
MATERIAL = Material(
    labelled_examples=given("labelled_examples", 5000.0),
    corpus_tokens=given("corpus_tokens", 2e7),
    chip=FACTS.chip("h100"),
    usd_per_chip_hour=given("usd_per_chip_hour", 6.88),
    hosting_it_kwh_per_year=nothing("hosting_it_kwh_per_year", "kWh"),
    hosting_usd_per_year=nothing("hosting_usd_per_year", "USD"),
)


def needs(calls: float = 3.65e6, refreshes: float = 6.0) -> Needs:
    return Needs(
        calls_per_year=given("calls_per_year", calls),
        horizon_years=given("horizon_years", 3.0),
        input_tokens=given("input_tokens", 600.0, 1.2),
        output_tokens=given("output_tokens", 200.0, 1.2),
        refreshes=given("refreshes", refreshes),
    )


def ladder(model: str, asked: Needs | None = None) -> dict[RungId, Outcome]:
    row = FACTS.model(model)
    plans = usual_rungs(FACTS, row, served_managed(FACTS, row), MATERIAL)
    return {
        rung: rung_outcome(FACTS, plan, asked or needs(), site()) for rung, plan in plans.items()
    }


LARGE, SMALL = ladder("llama-3.1-70b"), ladder("llama-3.1-8b")


def test_seven_rungs_in_four_units() -> None:
    assert len(LARGE) == 7
    for outcome in LARGE.values():
        for unit in ALL_UNITS:
            value, low, high = outcome.figures[f"total_{unit}"].numbers
            assert 0 < low <= value <= high


def test_a_total_is_fixed_plus_calls_times_call() -> None:
    figures = LARGE["peft"].figures
    calls = figures["calls_total"].numbers[0]
    for unit in ALL_UNITS:
        fixed, call, whole = (
            figures[f"{part}_{unit}"].numbers[0] for part in ("fixed", "call", "total")
        )
        assert whole == pytest.approx(fixed + calls * call)


def test_pue_enters_energy_once() -> None:
    figures = LARGE["retrieval"].figures
    ratio = figures["fixed_kwh"].numbers[0] / figures["fixed_it_kwh"].numbers[0]
    assert ratio == pytest.approx(1.2)
    assert figures["call_kwh"].numbers[0] * 1000 == pytest.approx(
        1.2 * figures["call_it_wh"].numbers[0]
    )


def test_tokens_added_to_a_prompt_cost_with_every_call() -> None:
    call = {rung: LARGE[rung].figures["call_kwh"].numbers[0] for rung in LARGE}
    assert call["prompt"] < call["few-shot"] < call["retrieval"]
    assert LARGE["prompt"].figures["fixed_kwh"].numbers[0] == 0.0


def test_effort_once_grows_along_the_ladder() -> None:
    fixed = [
        LARGE[rung].figures["fixed_kwh"].numbers[0]
        for rung in ("prompt", "peft", "full-fine-tuning", "from-scratch")
    ]
    assert fixed == sorted(fixed)


def test_a_tuned_small_model_overtakes_a_prompted_large_one() -> None:
    found = break_evens(LARGE["few-shot"], SMALL["peft"])
    for unit in ALL_UNITS:
        value, low, high = found[unit].numbers
        assert 0 < low <= value <= high
        assert "of the draws" in found[unit].note


def test_at_the_break_even_volume_both_rungs_need_the_same() -> None:
    for unit in ALL_UNITS:
        volume = break_even(LARGE["few-shot"], SMALL["peft"], unit).numbers[0]
        one, other = (
            side.figures[f"fixed_{unit}"].numbers[0]
            + volume * side.figures[f"call_{unit}"].numbers[0]
            for side in (LARGE["few-shot"], SMALL["peft"])
        )
        assert one == pytest.approx(other)


def test_energy_and_money_break_even_apart_when_a_model_of_ones_own_is_hosted() -> None:
    row = FACTS.model("llama-3.1-8b")
    plans = usual_rungs(FACTS, row, served_managed(FACTS, row), MATERIAL)
    hosted = RungPlan(
        "peft",
        plans["peft"].served,
        tuning=plans["peft"].tuning,
        hosting_it_kwh_per_year=given("h", 1_000.0),
        hosting_usd_per_year=given("u", 9_000.0),
    )
    outcome = rung_outcome(FACTS, hosted, needs(), site())
    found = break_evens(LARGE["few-shot"], outcome)
    assert found["kwh"].numbers[0] != pytest.approx(found["usd"].numbers[0], rel=0.2)


def test_a_rung_that_never_pays_back_says_so() -> None:
    never = break_even(LARGE["prompt"], LARGE["from-scratch"], "kwh")
    assert never.value is None
    assert "more once and more with every call" in never.withheld
    always = break_even(LARGE["from-scratch"], LARGE["prompt"], "kwh")
    assert "from the first call" in always.withheld


def test_a_missing_price_withholds_money_and_not_energy() -> None:
    served = served_managed(FACTS, FACTS.model("llama-3.1-8b"))
    unpriced = ServedModel(
        served.wh_per_input_token,
        served.wh_per_output_token,
        Missing("no price"),
        Missing("no price"),
    )
    outcome = rung_outcome(FACTS, RungPlan("prompt", unpriced), needs(), site())
    assert outcome.figures["total_usd"].withheld == "no price"
    assert outcome.figures["total_kwh"].value is not None
    assert break_even(LARGE["prompt"], outcome, "usd").withheld == "no price"


@vary(st.floats(1e3, 1e10), st.floats(1.1, 100.0))
def test_more_calls_take_more(calls: float, factor: float) -> None:
    plan = RungPlan("prompt", served_managed(FACTS, FACTS.model("llama-3.1-8b")))
    few = rung_outcome(FACTS, plan, needs(calls), site(), count=8)
    many = rung_outcome(FACTS, plan, needs(calls * factor), site(), count=8)
    for unit in ALL_UNITS:
        assert many.figures[f"total_{unit}"].numbers[0] > few.figures[f"total_{unit}"].numbers[0]


@vary(st.floats(0.0, 50.0))
def test_each_refresh_costs_a_run(refreshes: float) -> None:
    row = FACTS.model("llama-3.1-8b")
    plan = usual_rungs(FACTS, row, served_managed(FACTS, row), MATERIAL)["full-fine-tuning"]
    figures = rung_outcome(FACTS, plan, needs(refreshes=refreshes), site(), count=8).figures
    trials = FACTS.constant("fine_tuning_trials").value
    assert figures["tuning_runs"].numbers[0] == pytest.approx(trials + refreshes)


@pytest.mark.parametrize("calls", [0.0, -1.0, float("nan"), 1e15])
def test_impossible_volumes_are_refused(calls: float) -> None:
    plan = RungPlan("prompt", served_managed(FACTS, FACTS.model("llama-3.1-8b")))
    with pytest.raises(InputError):
        rung_outcome(FACTS, plan, needs(calls), site())
