"""Comparison with other tools: factors multiply to the ratio, and each says where it came from."""

import importlib.util
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimators.compare import Comparison, Condition, Rival, compare, ladder
from estimators.compare_ecologits import ecologits_rival
from estimators.compare_ours import Asked, ask, chip_hours, instance_of, ours_of
from estimators.compare_tdp import roofline_s, tdp_rival
from estimators.errors import EvidenceError, InputError, UnknownFactError
from estimators.facts import load_facts
from estimators.figure import Input
from estimators.serving import estimate

FACTS = load_facts()
CASES = [
    ("qwen3-8b", "h100", None, "", None, None, None),
    ("qwen3-8b", "l4", None, "", 8.0, 900.0, 150.0),
    ("llama-3.1-70b", "h100", 8, "fp8", 128.0, 4000.0, 300.0),
    ("gpt-oss-120b", "b200", None, "", 32.0, 2000.0, 300.0),
    ("qwen3-8b", "trn2", None, "", 64.0, 1.0, 500.0),
]
NAMES = [f"{case[0]} on {case[1]}" for case in CASES]
ENERGY = ["batch", "tokens counted", "precision", "hardware", "energy formula", "boundary", "PUE"]


def asked_of(case: tuple[object, ...], region: str = "us-east-1") -> Asked:
    model, chip, chips, precision, batch, prompt, answer = case
    assert isinstance(chips, int | None)
    assert isinstance(batch, float | None)
    assert isinstance(prompt, float | None)
    assert isinstance(answer, float | None)
    return ask(
        FACTS,
        str(model),
        str(chip),
        region=region,
        chips=chips,
        precision=str(precision),
        batch=batch,
        input_tokens=prompt,
        output_tokens=answer,
    )


def both(asked: Asked, tool: str) -> tuple[Rival, tuple[Comparison, Comparison]]:
    ours = ours_of(asked, FACTS)
    rival = ecologits_rival(asked, FACTS) if tool == "ecologits" else tdp_rival(asked, ours)
    return rival, compare(asked, ours, rival)


@pytest.mark.parametrize("tool", ["ecologits", "tdp"])
@pytest.mark.parametrize("case", CASES, ids=NAMES)
@pytest.mark.parametrize("region", ["us-east-1", "eu-north-1", "ap-south-1"])
def test_factors_multiply_to_the_ratio(case: tuple[object, ...], tool: str, region: str) -> None:
    _, found = both(asked_of(case, region), tool)
    for item in found:
        assert not item.withheld
        assert item.product == pytest.approx(item.ratio, rel=1e-12)
        assert all(factor.ratio > 0 for factor in item.factors)


@given(st.lists(st.floats(min_value=1e-6, max_value=1e9), min_size=1, max_size=9))
def test_a_ladder_spans_first_to_last(energies: list[float]) -> None:
    start, *rest = energies
    steps = ladder(start, [Condition(str(n), value, (), (), "") for n, value in enumerate(rest)])
    product = 1.0
    for step in steps:
        product *= step.ratio
    assert len(steps) == len(rest)
    assert product == pytest.approx(start / energies[-1], rel=1e-9)


@pytest.mark.parametrize("tool", ["ecologits", "tdp"])
@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_each_factor_holds_both_inputs_and_their_sources(
    case: tuple[object, ...], tool: str
) -> None:
    for item in both(asked_of(case), tool)[1]:
        for factor in item.factors:
            assert factor.ours
            assert factor.theirs
            assert factor.why
            for leaf in (*factor.ours, *factor.theirs):
                assert leaf.low <= leaf.value <= leaf.high
                assert leaf.sources or leaf.origin == "answer" or leaf.note
                assert leaf.sources or leaf.origin in {"answer", "assumption"}
                assert set(leaf.sources) <= FACTS.sources.keys()


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_our_side_is_the_estimate(case: tuple[object, ...]) -> None:
    asked = asked_of(case)
    node = estimate(asked.replica).node_energy_j_per_output_token.value
    expected = node * asked.replica.output_tokens * FACTS.region("us-east-1").input("pue").value
    energy = both(asked, "ecologits")[1][0]
    assert energy.ours is not None
    assert energy.ours.value == pytest.approx(expected / 3600.0)


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_their_side_is_what_ecologits_says(case: tuple[object, ...]) -> None:
    from ecologits.electricity_mix_repository import electricity_mixes
    from ecologits.impacts.llm import compute_llm_impacts

    asked = asked_of(case)
    mix = electricity_mixes.find_electricity_mix(zone="USA")
    said = compute_llm_impacts(
        model_active_parameter_count=asked.replica.model.params_active_b,
        model_total_parameter_count=asked.replica.model.params_total_b,
        output_token_count=asked.replica.output_tokens,
        if_electricity_mix_adpe=mix.adpe,
        if_electricity_mix_pe=mix.pe,
        if_electricity_mix_gwp=mix.gwp,
        if_electricity_mix_wue=mix.wue,
        datacenter_pue=1.115,
        datacenter_wue=0.5,
    )
    energy, carbon = both(asked, "ecologits")[1]
    assert energy.theirs is not None
    assert carbon.theirs is not None
    assert energy.theirs.value == pytest.approx(said.energy.value * 1000.0)
    assert carbon.theirs.value == pytest.approx(said.gwp.value * 1000.0)


def test_the_order_of_the_factors_and_what_carbon_adds() -> None:
    energy, carbon = both(asked_of(CASES[2]), "ecologits")[1]
    assert [factor.name for factor in energy.factors] == ENERGY
    assert [factor.name for factor in carbon.factors] == [*ENERGY, "grid intensity", "embodied"]


def test_equal_conditions_give_a_factor_of_one() -> None:
    same = asked_of(("qwen3-8b", "h100", 1, "bf16", 64.0, 1.0, 300.0))
    energy = both(same, "ecologits")[1][0]
    ratio = {factor.name: factor.ratio for factor in energy.factors}
    for name in ("batch", "tokens counted", "precision", "hardware"):
        assert ratio[name] == pytest.approx(1.0)


def test_directions_that_physics_asks_for() -> None:
    base = asked_of(("qwen3-8b", "h100", 1, "fp8", 128.0, 2000.0, 300.0))
    small = replace(base, replica=replace(base.replica, batch=8.0))
    ratios = {}
    for name, asked in (("large", base), ("small", small)):
        energy = both(asked, "ecologits")[1][0]
        ratios[name] = {factor.name: factor.ratio for factor in energy.factors}
    assert ratios["large"]["batch"] < 1.0 < ratios["small"]["batch"]
    assert ratios["large"]["tokens counted"] > 1.0
    assert ratios["large"]["precision"] < 1.0


def test_the_roofline_by_hand() -> None:
    # 8 B parameters at 2 bytes over 3.35 TB/s, batch 1, no prompt to speak of: 4.78 ms a token.
    found = roofline_s(
        weights_bytes=16e9,
        flops_per_token=16e9,
        input_tokens=0.0,
        output_tokens=10.0,
        batch=1.0,
        bandwidth=3.35e12,
        peak=989e12,
    )
    assert found == pytest.approx(10 * 16e9 / 3.35e12)
    energy = both(asked_of(CASES[0]), "tdp")[1][0]
    power = next(factor for factor in energy.factors if factor.name == "power")
    assert power.ratio < 1.0


def test_embodied_by_hand() -> None:
    asked = asked_of(CASES[2])
    ours = ours_of(asked, FACTS)
    instance = instance_of(asked, FACTS)
    assert instance.id == "p5.48xlarge"
    hours = chip_hours(estimate(asked.replica)) / 8.0
    kg = instance.embodied_kgco2e
    assert kg is not None
    assert ours.embodied_g.value == pytest.approx(hours / (5 * 8765.82 * 0.8) * kg * 1000.0)


def test_unknown_names_and_misfits_are_refused() -> None:
    with pytest.raises(UnknownFactError):
        ask(FACTS, "no-such-model", "h100")
    with pytest.raises(UnknownFactError, match="eu-north-1"):
        ask(FACTS, "qwen3-8b", "h100", region="eu-north-7")
    with pytest.raises(InputError, match="does not fit"):
        ask(FACTS, "llama-3.1-405b", "l4", chips=1)
    with pytest.raises(InputError, match="no provider"):
        ecologits_rival(asked_of(CASES[0]), FACTS, provider="acme")
    with pytest.raises(InputError, match="electricity mix"):
        ecologits_rival(asked_of(CASES[0]), FACTS, zone="XXX")


def test_a_chip_that_ec2_lacks_withholds_carbon_alone() -> None:
    chip = next(
        item
        for item in FACTS.chips.values()
        if item.kind == "gpu"
        and not any(known.chip == item.id for known in FACTS.instances.values())
        and (item.memory_gib or 0) > 30
    )
    energy, carbon = both(ask(FACTS, "qwen3-8b", chip.id), "ecologits")[1]
    assert energy.ratio is not None
    assert carbon.ratio is None
    assert "no instance type" in carbon.withheld


def test_missing_ecologits_is_missing_evidence(monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        "estimators.compare_ecologits.find_spec",
        lambda name: None if name == "ecologits" else found(name),
    )
    with pytest.raises(EvidenceError, match=r"pip install ecologits==0\.11\.3"):
        ecologits_rival(asked_of(CASES[0]), FACTS)


def test_modules_load_without_ecologits() -> None:
    code = (
        "import sys; sys.modules['ecologits'] = None\n"
        "import estimators.compare, estimators.compare_ecologits, estimators.compare_tdp"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_given_and_assumed_inputs_are_told_apart() -> None:
    asked = asked_of(CASES[1])
    assert asked.input("batch", "requests").origin == "answer"
    blank: Input = asked_of(CASES[0]).input("batch", "requests")
    assert blank.origin == "default"
    assert blank.sources
