"""Training against published runs: FLOPs, hours, energy, memory, and the stored calibration."""

import csv
import hashlib
import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given as vary
from hypothesis import strategies as st

from estimators import training_model
from estimators.calibration import training_fit
from estimators.errors import EvidenceError, InputError
from estimators.facts import load_facts
from estimators.figure import Input
from estimators.training import (
    TrainingRun,
    kinship,
    run_figures,
    training_calibration,
    tuning_runs,
)
from estimators.training_memory import GIB, memory_fit, state_gib, usual_shape
from estimators.training_model import Method

FACTS = load_facts()


def certain(name: str, value: float) -> Input:
    return Input(name, value, value, value, "10^9", "answer")


def run(
    params_b: float, tokens_b: float, method: Method, chip: str, chips: float | None = None
) -> dict[str, float]:
    plan = TrainingRun(
        certain("active_params_b", params_b),
        certain("tokens_b", tokens_b),
        method,
        FACTS.chip(chip),
        None if chips is None else certain("chips", chips),
    )
    figures = run_figures(FACTS, plan, count=64)
    return {name: figure.numbers[0] for name, figure in figures.items()}


def scalar(value: float) -> np.ndarray[tuple[()], np.dtype[np.float64]]:
    return np.array(value, dtype=float)


def test_gpt3_flops_as_published() -> None:
    # Brown et al. 2020, table D.1: 175 B parameters, 300 B tokens, 3.14e23 FLOPs.
    flops = training_model.training_flops(scalar(175.0), scalar(300.0), scalar(6.0))
    assert float(flops) == pytest.approx(3.14e23, rel=0.01)


def test_chinchilla_flops_as_published() -> None:
    # Hoffmann et al. 2022: 70 B parameters and 1.4 T tokens for the compute of Gopher, 5.76e23.
    flops = training_model.training_flops(scalar(70.0), scalar(1400.0), scalar(6.0))
    assert float(flops) == pytest.approx(5.76e23, rel=0.03)


def test_llama_3_405b_flops_as_published() -> None:
    # Llama 3 herd, section 3.2: 405 B parameters on 15.6 T tokens, 3.8e25 FLOPs.
    flops = training_model.training_flops(scalar(405.0), scalar(15_600.0), scalar(6.0))
    assert float(flops) == pytest.approx(3.8e25, rel=0.01)


def test_gpt3_energy_under_the_assumptions_of_patterson() -> None:
    # Patterson et al. 2021, table 4: V100 at 24.6 of 125 TFLOPS, 330 W, PUE 1.1 give 1,287 MWh.
    one = scalar(1.0)
    hours = training_model.chip_hours(scalar(3.14e23), scalar(125.0), scalar(24.6 / 125), one, one)
    assert float(hours) == pytest.approx(3.552e6, rel=0.01)
    it_kwh = training_model.energy_kwh(hours, scalar(330.0))
    assert float(it_kwh) * 1.1 == pytest.approx(1_287_000, rel=0.01)


def test_llama_3_70b_hours_within_a_fifth_of_the_model_card() -> None:
    # Model card: 6.4 M H100 hours for more than 15 T tokens.
    found = run(70.6, 15_000.0, "pretrain", "h100")["chip_hours"]
    assert found == pytest.approx(6.4e6, rel=0.2)


def test_optimizer_state_of_the_zero_paper() -> None:
    # Rajbhandari et al. 2020, section 3.1: 7.5 B parameters take 120 GB of model states.
    found = state_gib(scalar(7.5), scalar(1.0), scalar(2.0), scalar(16.0))
    assert float(found) * GIB / 1e9 == pytest.approx(120.0)


@pytest.mark.parametrize(("params_b", "layers", "hidden"), [(8.03, 32, 4096), (70.6, 80, 8192)])
def test_usual_shape_is_near_that_of_llama(params_b: float, layers: int, hidden: int) -> None:
    found_layers, found_hidden = usual_shape(params_b, 128.0)
    assert found_layers == pytest.approx(layers, rel=0.15)
    assert found_hidden == pytest.approx(hidden, rel=0.15)


def test_memory_falls_from_full_to_lora_to_qlora() -> None:
    chip = FACTS.chip("a100-80gb")
    needed = {
        method: memory_fit(FACTS, chip, 70.0, method).chips_needed
        for method in ("full", "lora", "qlora")
    }
    assert needed["full"] > needed["lora"] > needed["qlora"] >= 1


def test_a_chip_too_small_for_one_sequence_says_by_how_much() -> None:
    found = memory_fit(FACTS, FACTS.chip("t4"), 405.0, "full")
    assert found.chips_needed == 0
    assert "GiB more than NVIDIA T4" in found.reason


@vary(st.floats(0.05, 500.0), st.floats(0.001, 1e4), st.floats(1.1, 10.0))
def test_energy_grows_with_parameters_and_tokens(size: float, tokens: float, more: float) -> None:
    base = run(size, tokens, "full", "h100", 64)["node_energy_kwh"]
    assert run(size, tokens * more, "full", "h100", 64)["node_energy_kwh"] > base
    assert run(size * more, tokens, "full", "h100", 64)["node_energy_kwh"] > base


@vary(st.floats(0.5, 100.0), st.floats(0.001, 10.0))
def test_frozen_weights_take_two_thirds_and_dequantizing_more(size: float, tokens: float) -> None:
    full = run(size, tokens, "full", "a100", 8)["node_energy_kwh"]
    lora = run(size, tokens, "lora", "a100", 8)["node_energy_kwh"]
    qlora = run(size, tokens, "qlora", "a100", 8)["node_energy_kwh"]
    assert lora == pytest.approx(full * 4 / 6)
    assert lora < qlora < full


def test_the_node_draws_more_than_its_accelerators() -> None:
    found = run(7.0, 1.0, "full", "h100", 8)
    assert found["gpu_energy_kwh"] < found["node_energy_kwh"] < 2 * found["gpu_energy_kwh"]


def test_the_range_is_wider_where_no_run_was_measured() -> None:
    def width(chip: str) -> float:
        plan = TrainingRun(certain("p", 7.0), certain("t", 10.0), "full", FACTS.chip(chip))
        _, low, high = run_figures(FACTS, plan)["chip_hours"].numbers
        return high / low

    assert kinship(FACTS.chip("h100")) == "measured"
    assert width("h100") < width("h200") < width("trn2")


@pytest.mark.parametrize(
    ("params", "tokens"), [(math.nan, 1.0), (-7.0, 1.0), (7.0, 0.0), (7.0, -1.0), (7.0, 1e12)]
)
def test_impossible_runs_are_refused(params: float, tokens: float) -> None:
    with pytest.raises(InputError):
        run(params, tokens, "full", "h100")


def test_training_on_a_processor_is_withheld() -> None:
    with pytest.raises(EvidenceError, match="Graviton4"):
        run(1.0, 1.0, "full", "graviton4")


@pytest.mark.parametrize(("trials", "runs"), [(1.0, 1.0), (27.0, 4.0), (81.0, 5.0)])
def test_hyperband_costs_a_few_full_runs(trials: float, runs: float) -> None:
    # One bracket of successive halving by three: k + 1 rungs of one full run's budget each.
    assert tuning_runs(FACTS, "hyperband", trials) == pytest.approx(runs)
    assert tuning_runs(FACTS, "random", trials) == trials


def test_a_bayesian_search_trains_fewer_settings() -> None:
    assert 1.0 <= tuning_runs(FACTS, "bayesian", 30.0) < tuning_runs(FACTS, "random", 30.0)
    assert tuning_runs(FACTS, "bayesian", 1.0) == 1.0


def test_the_stored_calibration_belongs_to_the_runs_that_ship() -> None:
    stored = json.loads(training_fit.STORED.read_text(encoding="utf-8"))
    digest = hashlib.sha256(training_fit.RUNS.read_bytes()).hexdigest()
    assert stored["data_sha256"] == digest
    for name, (low, high) in training_model.BOUNDS.items():
        assert low <= stored["coefficients"][name] <= high
    with training_fit.RUNS.open(encoding="utf-8") as file:
        assert all(row["source"] for row in csv.DictReader(file))


def test_left_out_families_are_missed_by_a_fifth_at_most_in_the_median() -> None:
    errors = training_calibration().errors
    assert errors["left_out_energy_measured"]["median_error"] <= 0.20
    assert errors["left_out_hours"]["median_error"] <= 0.20


def test_leaving_a_family_out_again_gives_the_stored_error() -> None:
    stored = json.loads(training_fit.STORED.read_text(encoding="utf-8"))
    runs = training_fit.load_runs(FACTS)
    kept = [item for item in runs if item.family != "xlm-r"]
    values = training_fit.fit(kept).as_array()
    left_out = training_fit.table_of([item for item in runs if item.family == "xlm-r"])
    _, energy = training_fit.estimate(values, left_out)
    told = next(item for item in stored["runs"] if item["family"] == "xlm-r")
    assert float(energy[0] / left_out.energy_kwh[0]) == pytest.approx(
        told["energy_ratio"], rel=0.02
    )


def test_the_stated_range_holds_most_measured_runs() -> None:
    path = Path(training_fit.RUNS)
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["energy_kwh"]]
    inside = 0
    for row in rows:
        plan = TrainingRun(
            certain("p", float(row["active_params_b"])),
            certain("t", float(row["tokens_b"])),
            "lora" if row["method"] == "lora" else "full",
            FACTS.chip(row["chip"]),
            certain("chips", float(row["chips"])) if row["chips"] else None,
        )
        scope = "gpu" if row["energy_scope"] == "gpu" else "node"
        _, low, high = run_figures(FACTS, plan)[f"{scope}_energy_kwh"].numbers
        inside += low <= float(row["energy_kwh"]) / float(row["pue"] or 1) <= high
    assert inside / len(rows) >= 0.8
