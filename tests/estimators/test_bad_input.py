"""Bad input at every door of the estimators: a clear error, or an exclusion with its reason."""

import math
from collections.abc import Mapping

import numpy as np
import pytest

from advisors.advice import advise
from advisors.design import Design, Override
from advisors.errors import OverrideError
from advisors.examples import load_example
from estimators.annual import annual_figures
from estimators.errors import EstimatorError, InputError
from estimators.facts import Facts, load_facts
from estimators.facts import Override as OwnFact
from estimators.fleet import Policy
from estimators.managed import managed_wh_per_call
from estimators.serving import Options, estimate, replica
from estimators.sweep import Reason, SweepRequest, sweep
from estimators.sweep_places import placed, places_of
from tests.estimators.served import demand, given, managed, self_hosted, site

FACTS: Facts = load_facts()
NONSENSE = (math.nan, math.inf, -math.inf, -1.0)
NUMBERS = ("batch", "input_tokens", "output_tokens", "context_tokens")
GRID: Mapping[str, object] = {
    "models": ("qwen3-8b", "phi-3-mini-4k"),
    "instances": ("p5.48xlarge", "p4d.24xlarge"),
    "input_tokens": 1000.0,
    "output_tokens": 200.0,
    "ttft_ms": 1500.0,
    "inter_token_ms": 50.0,
}


def says_all_three(error: EstimatorError | OverrideError) -> None:
    for part in (error.what, error.why, error.fix):
        assert len(part) > 3


def grid(**changes: object) -> SweepRequest:
    return SweepRequest(**(dict(GRID) | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [*NONSENSE, 1e12])
@pytest.mark.parametrize("name", NUMBERS)
def test_a_replica_refuses_numbers_that_are_none(name: str, value: float) -> None:
    asked = {"batch": 8.0, "input_tokens": 500.0, "output_tokens": 100.0, name: value}
    with pytest.raises(InputError, match=name) as caught:
        replica(FACTS.model("qwen3-8b"), FACTS.chip("h100"), **asked)  # type: ignore[arg-type]
    says_all_three(caught.value)


@pytest.mark.parametrize("name", ["batch", "input_tokens", "output_tokens"])
def test_zero_is_not_taken_for_a_blank(name: str) -> None:
    with pytest.raises(InputError, match=f"{name} cannot be 0"):
        replica(FACTS.model("qwen3-8b"), FACTS.chip("h100"), **{name: 0.0})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["chips", "tp", "pp", "ep", "dp"])
@pytest.mark.parametrize("value", [0, -2])
def test_a_layout_needs_chips(name: str, value: int) -> None:
    with pytest.raises(InputError, match=f"{name} cannot be"):
        replica(FACTS.model("qwen3-8b"), FACTS.chip("h100"), **{name: value})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "tokens",
    [
        {"input_tokens": 4000.0, "output_tokens": 500.0},
        {"input_tokens": 500.0, "output_tokens": 4000.0},
        {"input_tokens": 500.0, "output_tokens": 100.0, "context_tokens": 5000.0},
    ],
    ids=["prompt", "answer", "configured"],
)
def test_a_context_above_the_model_is_refused(tokens: dict[str, float]) -> None:
    with pytest.raises(InputError, match="its context ends at 4096 tokens") as caught:
        replica(FACTS.model("phi-3-mini-4k"), FACTS.chip("h100"), batch=1, **tokens)  # type: ignore[arg-type]
    says_all_three(caught.value)


@pytest.mark.parametrize(
    ("chip", "precision", "why"),
    [
        ("a100-40gb", "fp8", r"cannot run fp8.*compute in bf16"),
        ("h100", "fp4", "compute in"),
        ("t4", "fp8", "compute in"),
        ("h100", "fp7", "no byte count"),
    ],
)
def test_a_precision_that_the_chip_lacks_is_refused(chip: str, precision: str, why: str) -> None:
    with pytest.raises(InputError, match=why) as caught:
        replica(FACTS.model("qwen3-8b"), FACTS.chip(chip), precision=precision)
    says_all_three(caught.value)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("prefix_cached_share", (*NONSENSE, 1.5)),
        ("draft_tokens", NONSENSE),
        ("draft_acceptance", (*NONSENSE, 2.0)),
        ("draft_cost_share", NONSENSE),
        ("static_batch_fill", (*NONSENSE, 0.0, 1.5)),
        ("kv_bytes_scale", (*NONSENSE, 0.0)),
    ],
)
def test_options_refuse_what_no_engine_does(name: str, values: tuple[float, ...]) -> None:
    for value in values:
        with pytest.raises(InputError, match=name) as caught:
            Options(**{name: value})  # type: ignore[arg-type]
        says_all_three(caught.value)


def test_options_at_their_edges_are_served() -> None:
    edges = Options(prefix_cached_share=1.0, draft_tokens=4.0, draft_acceptance=1.0)
    found = estimate(replica(FACTS.model("qwen3-8b"), FACTS.chip("h100"), batch=8, options=edges))
    assert math.isfinite(found.energy_j_per_output_token.value)
    assert found.energy_j_per_output_token.value > 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[
            (name, value)
            for name in ("input_tokens", "output_tokens")
            for value in (*NONSENSE, 0.0)
        ],
        *[(name, value) for name in ("ttft_ms", "inter_token_ms") for value in (*NONSENSE, 0.0)],
        *[("context_tokens", value) for value in NONSENSE],
        ("models", ()),
        ("instances", ()),
        ("precisions", ()),
        ("precisions", ("fp9",)),
        ("batches", ()),
        ("batches", (0,)),
        ("batches", (1, -4)),
        ("tensor_parallel", ()),
        ("tensor_parallel", (0,)),
    ],
)
def test_a_grid_refuses_what_has_no_cell(name: str, value: object) -> None:
    with pytest.raises(InputError) as caught:
        grid(**{name: value})
    says_all_three(caught.value)


def test_the_grid_excludes_with_a_reason_and_goes_on() -> None:
    found = sweep(grid(precisions=("bf16", "fp8"), context_tokens=8000.0), FACTS)
    reasons = {
        (model.name, precision, instance.id): Reason(found.reason[row, column])
        for row, (model, precision) in enumerate(found.pairs)
        for column, instance in enumerate(found.instances)
    }
    long, short = (FACTS.model(name).name for name in ("qwen3-8b", "phi-3-mini-4k"))
    assert reasons[long, "bf16", "p5.48xlarge"] == Reason.OK
    assert reasons[long, "fp8", "p4d.24xlarge"] == Reason.PRECISION
    assert reasons[short, "bf16", "p5.48xlarge"] == Reason.CONTEXT
    for row, column in zip(*np.nonzero(found.reason), strict=True):
        assert found.why(int(row), int(column))


@pytest.mark.parametrize("value", [*NONSENSE, 0.0, 1e12])
@pytest.mark.parametrize("option", [self_hosted(), managed()], ids=["self-hosted", "managed"])
def test_requests_that_nobody_makes_are_refused(option: object, value: float) -> None:
    with pytest.raises(InputError, match="requests") as caught:
        annual_figures(option, demand(requests_per_day=value), site())  # type: ignore[arg-type]
    says_all_three(caught.value)


@pytest.mark.parametrize("name", ["pue", "wue_l_per_kwh", "location_g_per_kwh", "market_g_per_kwh"])
def test_a_site_of_nonsense_is_refused(name: str) -> None:
    with pytest.raises(InputError, match=name):
        annual_figures(managed(), demand(), site(**{name: given(name, math.nan)}))


@pytest.mark.parametrize("name", ["wh_per_call", "replica_calls_per_s", "idle_power_w"])
def test_a_replica_of_nonsense_is_refused(name: str) -> None:
    with pytest.raises(InputError, match=name):
        annual_figures(self_hosted(**{name: given(name, math.inf)}), demand(), site())


def test_the_largest_fleet_that_is_taken_gives_finite_figures() -> None:
    for option in (self_hosted(policy=Policy(autoscaling=False)), managed()):
        for figure in annual_figures(option, demand(requests_per_day=1e11), site()).values():
            assert all(math.isfinite(number) for number in figure.numbers)


def test_a_region_without_the_instance_is_left_out() -> None:
    found = sweep(grid(models=("qwen3-8b",), instances=("p5.48xlarge",)), FACTS)
    sold = FACTS.instance("p5.48xlarge").regions
    without = next(code for code in FACTS.regions if code not in sold)
    here = places_of(found, (sold[0], without), FACTS)
    result = placed(found, here)
    assert result.available[0, 0].tolist() == [True, False]
    for figure in (result.kwh, result.location_kg, result.water_l, result.usd):
        assert np.isnan(figure[0, 0, 1])
    assert np.isfinite(result.kwh[0, 0, 0])


def test_advice_says_where_an_instance_is_sold() -> None:
    advice = advise(load_example("insurer-support-chat"), FACTS)
    excluded = advice.decision("silicon").exclusions
    elsewhere = [item for item in excluded if item.rule == "not-offered-there"]
    assert elsewhere
    for item in elsewhere:
        assert "sold in" in item.reason
        assert item.unlock


@pytest.mark.parametrize(
    ("key", "value", "unit", "why"),
    [
        ("regions.eu-north-1.pue", 1.05, "percent", "expected '1'"),
        ("chips.h100.tdp_watts", 0.7, "kW", "expected 'W'"),
        ("instances.p5.48xlarge.on_demand_usd_per_hour", 30.0, "EUR/h", "expected 'USD/h'"),
        ("regions.eu-north-1.pue", math.nan, "1", "finite"),
        ("regions.eu-north-1.pue", 0.9, "1", "limit 1"),
        ("constants.pue_aws.value", 0.9, "1", "limit 1"),
        ("chips.h100.tdp_watts", -700.0, "W", "limit 0"),
    ],
)
def test_an_override_of_the_wrong_unit_or_value_is_refused(
    key: str, value: float, unit: str, why: str
) -> None:
    own = Override(key, value, unit, "contract")
    table, row, column = own.path
    fact = OwnFact(table=table, id=row, field=column, value=value, unit=unit)
    with pytest.raises(InputError, match=why):
        FACTS.overridden([fact])
    with pytest.raises(OverrideError, match=why) as caught:
        advise(Design(overrides=(own,)), FACTS)
    says_all_three(caught.value)


@pytest.mark.parametrize("tokens", [(math.nan, 100.0), (-1.0, 100.0), (100.0, 0.0)])
def test_a_managed_model_refuses_impossible_tokens(tokens: tuple[float, float]) -> None:
    prompt, answer = (given(name, value) for name, value in zip("io", tokens, strict=True))
    with pytest.raises(InputError):
        managed_wh_per_call(FACTS, FACTS.model("nova-pro"), prompt, answer)
