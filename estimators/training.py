"""Training and fine-tuning of one model: FLOPs, hours and energy of a run, as figures.

Calibrated on published runs (`calibration/training.json`); the share of the peak that a run reaches
carries the out-of-sample error of the fit, wider where the accelerator was not among them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

import numpy as np

from estimators import checks, training_model
from estimators.draws import LIVE, latin_for
from estimators.errors import EvidenceError
from estimators.facts import Chip, Facts
from estimators.figure import Figure, Input
from estimators.graph import Graph, Step
from estimators.training_model import FROZEN, Method, TrainingCoefficients, generation

STORED = Path(__file__).parent / "calibration" / "training.json"
FIT_SOURCE = ("wattbrief-training-fit",)
Kinship = Literal["measured", "generation", "assumed"]
Strategy = Literal["grid", "random", "bayesian", "hyperband"]
FITTED_UNITS = {"small_gflops_per_watt": "GFLOPS/W", "small_doubling_years": "years"}
WIDENING: Mapping[Kinship, float] = {"measured": 1.0, "generation": 1.6, "assumed": 2.2}
"""How much wider the band is, on a log scale, on an accelerator without runs of its own."""


@dataclass(frozen=True)
class TrainingCalibration:
    """Fitted coefficients with the factors from an estimate to its 5th and 95th percentile.

    Attributes:
        errors: Out-of-sample errors by label.
        chips: Ids of the accelerators that were measured.
    """

    coefficients: TrainingCoefficients
    low: float
    high: float
    date: str
    errors: Mapping[str, Mapping[str, float]]
    chips: frozenset[str]


@cache
def training_calibration(path: Path = STORED) -> TrainingCalibration:
    """The calibration that ships with the package."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    names = ("left_out_energy", "left_out_energy_measured", "left_out_hours", "left_out_pooled")
    return TrainingCalibration(
        coefficients=TrainingCoefficients(**stored["coefficients"]),
        low=stored["left_out_pooled"]["p5"],
        high=stored["left_out_pooled"]["p95"],
        date=stored["date"],
        errors={name: stored[name] for name in names},
        chips=frozenset(stored["chips"]),
    )


@dataclass(frozen=True)
class TrainingRun:
    """One run over the tokens.

    Attributes:
        active_params_b: Billions of parameters that a token passes.
        tokens_b: Billions of tokens, passes counted.
        chips: Accelerators; None for the usual number.
    """

    active_params_b: Input
    tokens_b: Input
    method: Method
    chip: Chip
    chips: Input | None = None


@cache
def run_graph() -> Graph:
    """From parameters and tokens to hours and energy of one run, accelerator and node scope."""
    model = training_model
    gpu = {"power_w": "chip_power_w"}
    node = {"power_w": "node_power_w"}
    return Graph(
        (
            Step("training_flops", "FLOP", model.training_flops, model.FLOPS),
            Step("mfu", "1", model.mfu, model.MFU),
            Step("chip_hours", "h", model.chip_hours, model.CHIP_HOURS),
            Step("chip_power_w", "W", model.chip_power_w, model.CHIP_POWER),
            Step("node_power_w", "W", model.node_power_w, model.NODE_POWER),
            Step("gpu_energy_kwh", "kWh", model.energy_kwh, model.ENERGY, takes=gpu),
            Step("node_energy_kwh", "kWh", model.energy_kwh, model.ENERGY, takes=node),
        )
    )


def run_inputs(facts: Facts, run: TrainingRun) -> tuple[Input, ...]:
    """Leaves of `run_graph` for one run, checked.

    Raises:
        InputError: Parameters, tokens or chips that physics cannot take.
        EvidenceError: The accelerator's peak, bandwidth or power limit is not known.
    """
    checks.positive("parameters", run.active_params_b.value, "billion", 1e5)
    checks.positive("tokens", run.tokens_b.value, "billion", 1e6)
    if run.chip.kind == "cpu":
        raise EvidenceError(
            f"training on {run.chip.name} cannot be estimated",
            "no peak FLOPS is published for it and no run on it was measured",
            "Choose an accelerator.",
        )
    peak = run.chip.input("peak_dense_tflops_bf16", "peak_tflops")
    era = generation(run.chip.kind, run.chip.release_year)
    one_node = _fitted(f"mfu_{era}", "mfu_one_node")
    per_token = facts.constant(
        "flops_per_parameter_token_" + ("frozen" if run.method in FROZEN else "training"),
        "flops_per_parameter_token",
    )
    time_factor = facts.constant("qlora_time_factor", "time_factor")
    if run.method != "qlora":
        note = "training at 16 bits is the base of the factor"
        time_factor = replace(time_factor, value=1.0, low=1.0, high=1.0, note=note)
    count = _chips(run, per_token.value, peak.value, one_node.value)
    active = run.active_params_b.value
    return (
        run.active_params_b.named("active_params_b"),
        run.tokens_b.named("tokens_b"),
        per_token,
        time_factor,
        count,
        peak,
        _year(run.chip),
        run.chip.input("tdp_watts"),
        one_node,
        *(
            _fitted(name)
            for name in ("scale_exponent", "small_gflops_per_watt", "small_doubling_years")
        ),
        *_power_shares(era, small=bool(training_model.is_small(count.value, active))),
        _run_error(run.chip),
    )


def run_figures(facts: Facts, run: TrainingRun, count: int = LIVE) -> dict[str, Figure]:
    """Figures of one run: `chip_hours`, `gpu_energy_kwh`, `node_energy_kwh` and what they rest on.

    Raises:
        InputError: Numbers that physics cannot take.
        EvidenceError: A fact about the accelerator is missing.
    """
    leaves = run_inputs(facts, run)
    return run_graph().figures(leaves, latin_for(leaves, count))


def kinship(chip: Chip) -> Kinship:
    """How close an accelerator is to the measured ones."""
    if chip.id in training_calibration().chips:
        return "measured"
    return "generation" if chip.vendor == "NVIDIA" else "assumed"


def tuning_runs(facts: Facts, strategy: Strategy, trials: float) -> float:
    """Full runs that a search as good as `trials` random settings amounts to.

    Grid and random train each setting to the end; a Bayesian search needs fewer settings
    (`bayesian_trials_fraction`) and trains those; Hyperband keeps the better third at each of its
    k = floor(log3 trials) rungs, which costs (k + 1) x trials / 3^k full runs.

    Source: Li et al. 2018 (Hyperband).

    Raises:
        InputError: Trials that are no positive number.
    """
    checks.positive("trials", trials, "runs", 1e6)
    if strategy == "bayesian":
        return max(trials * facts.constant("bayesian_trials_fraction").value, 1.0)
    if strategy != "hyperband":
        return trials
    rungs = int(np.floor(np.log(trials) / np.log(3.0) + 1e-9))
    return float((rungs + 1) * trials / 3.0**rungs)


@lru_cache(maxsize=64)
def _run_error(chip: Chip) -> Input:
    """The out-of-sample error of the fit, as a factor around 1."""
    fitted = training_calibration()
    near = kinship(chip)
    wide = WIDENING[near]
    basis = {
        "measured": "runs on this accelerator were measured",
        "generation": "carried over from accelerators of its time, band widened",
        "assumed": "no run on it was measured: carried over from GPUs, band widened",
    }
    return Input(
        name="run_error",
        value=1.0,
        low=fitted.low**wide,
        high=fitted.high**wide,
        unit="1",
        origin="fact",
        sources=FIT_SOURCE,
        date=fitted.date,
        confidence="measured" if near == "measured" else "inferred",
        note=f"{chip.name}: {basis[near]}",
        stream=f"run_error/{chip.id}",
    )


@cache
def _fitted(name: str, as_name: str = "") -> Input:
    """A fitted coefficient; how wrong the fit is stands in `run_error`."""
    fitted = training_calibration()
    value = float(getattr(fitted.coefficients, name))
    note = "fitted; how wrong the fit is stands in run_error"
    title = as_name or name
    unit = FITTED_UNITS.get(name, "1")
    return Input(
        title, value, value, value, unit, "fact", FIT_SOURCE, fitted.date, "measured", note
    )


def _power_shares(era: str, *, small: bool) -> tuple[Input, Input]:
    """Share of the limit that the chip draws and that its part of the node adds.

    Published TPU power is that of the system; there the host is in the first share.
    """
    if era != "tpu":
        own = "small_power_share" if small else "power_share"
        return _fitted(own, "power_share"), _fitted("host_share")
    nothing = Input("host_share", 0.0, 0.0, 0.0, "1", "fact", FIT_SOURCE, note="in the power share")
    return _fitted("tpu_power_share", "power_share"), nothing


@lru_cache(maxsize=64)
def _year(chip: Chip) -> Input:
    year = float(chip.release_year)
    return Input("release_year", year, year, year, "year", "fact", chip.sources, chip.as_of)


def _chips(run: TrainingRun, per_token: float, peak: float, one_node: float) -> Input:
    if run.chips is not None:
        checks.positive("accelerators", run.chips.value, "", 1e6)
        return run.chips.named("chips")
    flops = per_token * run.active_params_b.value * 1e9 * run.tokens_b.value * 1e9
    count = float(np.round(training_model.usual_chips(flops, peak, one_node)))
    note = "not told: enough to finish in about three weeks, at least one node"
    return Input("chips", count, count, count, "1", "assumption", (), "", "inferred", note)
