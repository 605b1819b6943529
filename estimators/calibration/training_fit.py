"""Fits the training coefficients to measured runs, leaving whole model families out in turn.

`python -m estimators.calibration.training_fit` writes `training.json` beside the runs it used.
"""

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from estimators.facts import Facts, load_facts
from estimators.graph import FloatArray
from estimators.training_model import (
    BOUNDS,
    FROZEN,
    TrainingCoefficients,
    chip_hours,
    generation,
    is_small,
    mfu,
    training_flops,
    usual_chips,
)

HERE = Path(__file__).parent
RUNS = HERE / "measured" / "training.csv"
STORED = HERE / "training.json"
PRIOR_WEIGHTS = np.array([1.5, 0.7, 0.7, 1.0, 60.0, 0.6, 2.0, 6.0, 6.0, 2.5, 1.0])
"""How strongly each coefficient is held at its starting value, per unit of log (or of exponent)."""


@dataclass(frozen=True)
class Run:
    """One measured or reported run with the facts of its chip.

    Attributes:
        hours: Accelerator hours; 0 when not reported.
        energy_kwh: IT energy in `scope`; 0 when not reported or only an estimate of its authors.
    """

    id: str
    family: str
    chip: str
    generation: str
    flops: float
    active_params_b: float
    chips: float
    hours: float
    energy_kwh: float
    scope: str
    kind: str
    peak_tflops: float
    tdp_watts: float
    release_year: int


def load_runs(facts: Facts, path: Path = RUNS) -> tuple[Run, ...]:
    """The runs that ship with the package."""
    with path.open(newline="", encoding="utf-8") as file:
        return tuple(_run(facts, row) for row in csv.DictReader(file))


def _run(facts: Facts, row: dict[str, str]) -> Run:
    chip = facts.chip(row["chip"])
    peak = chip.peak_dense_tflops_bf16
    if peak is None or chip.tdp_watts is None:
        raise ValueError(f"{chip.id} lacks peak or power limit")
    era = generation(chip.kind, chip.release_year)
    per_token = 4.0 if row["method"] in FROZEN else 6.0
    active, tokens = float(row["active_params_b"]), float(row["tokens_b"])
    flops = float(training_flops(np.array(active), np.array(tokens), np.array(per_token)))
    start = getattr(TrainingCoefficients(), f"mfu_{era}")
    chips = float(row["chips"] or 0) or float(usual_chips(flops, peak, start))
    energy = float(row["energy_kwh"] or 0) / float(row["pue"] or 1)
    return Run(
        id=row["id"],
        family=row["family"],
        chip=chip.id,
        generation=era,
        flops=flops,
        active_params_b=active,
        chips=chips,
        hours=float(row["accelerator_hours"] or 0),
        energy_kwh=energy,
        scope="node" if row["energy_scope"] == "facility" else row["energy_scope"],
        kind=row["kind"],
        peak_tflops=peak,
        tdp_watts=chip.tdp_watts,
        release_year=chip.release_year,
    )


@dataclass(frozen=True)
class Table:
    """The numbers of many runs as arrays of one shape (runs,).

    Attributes:
        one_node: Position of each run's one-node value among the coefficients.
        weight: Weight of each run: a family counts as the root of its runs.
    """

    flops: FloatArray
    active_params_b: FloatArray
    chips: FloatArray
    hours: FloatArray
    energy_kwh: FloatArray
    node_scope: FloatArray
    tpu: FloatArray
    peak_tflops: FloatArray
    tdp_watts: FloatArray
    release_year: FloatArray
    one_node: NDArray[np.intp]
    weight: FloatArray


NAMES = tuple(item.name for item in fields(TrainingCoefficients))


def table_of(runs: Sequence[Run]) -> Table:
    """Runs as arrays."""
    sizes = Counter(run.family for run in runs)

    def column(numbers: Iterable[float]) -> FloatArray:
        return np.array(list(numbers), dtype=float)

    return Table(
        flops=column(run.flops for run in runs),
        active_params_b=column(run.active_params_b for run in runs),
        chips=column(run.chips for run in runs),
        hours=column(run.hours for run in runs),
        energy_kwh=column(run.energy_kwh for run in runs),
        node_scope=column(run.scope == "node" for run in runs),
        tpu=column(run.generation == "tpu" for run in runs),
        peak_tflops=column(run.peak_tflops for run in runs),
        tdp_watts=column(run.tdp_watts for run in runs),
        release_year=column(run.release_year for run in runs),
        one_node=np.array([NAMES.index(f"mfu_{run.generation}") for run in runs]),
        weight=column(sizes[run.family] ** -0.5 for run in runs),
    )


def estimate(values: FloatArray, runs: Table) -> tuple[FloatArray, FloatArray]:
    """Accelerator hours and energy [kWh] of each run in its scope."""
    by_name = dict(zip(NAMES, values, strict=True))
    share = mfu(
        mfu_one_node=values[runs.one_node],
        chips=runs.chips,
        active_params_b=runs.active_params_b,
        peak_tflops=runs.peak_tflops,
        tdp_watts=runs.tdp_watts,
        release_year=runs.release_year,
        scale_exponent=by_name["scale_exponent"],
        small_gflops_per_watt=by_name["small_gflops_per_watt"],
        small_doubling_years=by_name["small_doubling_years"],
    )
    one = np.array(1.0)
    hours = chip_hours(runs.flops, runs.peak_tflops, share, one, one)
    small = is_small(runs.chips, runs.active_params_b)
    own = np.where(small, by_name["small_power_share"], by_name["power_share"])
    drawn = own + by_name["host_share"] * runs.node_scope
    drawn = np.where(runs.tpu > 0, by_name["tpu_power_share"], drawn)
    return hours, hours * runs.tdp_watts * drawn / 1000.0


def loss(values: FloatArray, runs: Table) -> float:
    """Absolute log error of hours and energy where reported, plus the pull to the start values."""
    hours, energy = estimate(values, runs)
    miss = np.zeros(hours.shape)
    for found, told in ((hours, runs.hours), (energy, runs.energy_kwh)):
        miss += np.where(told > 0, np.abs(np.log(found / np.where(told > 0, told, found))), 0.0)
    start = TrainingCoefficients().as_array()
    drift = np.abs(np.log(values / start))
    exponent = NAMES.index("scale_exponent")
    drift[exponent] = abs(values[exponent] - start[exponent])
    return float((miss * runs.weight).sum() + (PRIOR_WEIGHTS * drift).sum())


def fit(runs: Sequence[Run]) -> TrainingCoefficients:
    """Coefficients within their bounds that miss least; the same on every run of it."""
    from scipy.optimize import minimize

    table = table_of(runs)
    bounds = [BOUNDS[name] for name in NAMES]
    best: FloatArray | None = None
    lowest = np.inf
    for seed in range(4):
        jitter = np.random.default_rng(seed).normal(0.0, 0.08, len(NAMES))
        low, high = np.array(bounds).T
        start = np.clip(TrainingCoefficients().as_array() * np.exp(jitter), low, high)
        found = minimize(
            loss,
            start,
            args=(table,),
            method="Nelder-Mead",
            bounds=bounds,
            options={"maxiter": 4000, "xatol": 1e-4, "fatol": 1e-5},
        )
        if found.fun < lowest:
            lowest, best = found.fun, found.x
    if best is None:
        raise ValueError("no run to fit to")
    return TrainingCoefficients(**dict(zip(NAMES, (round(float(x), 4) for x in best), strict=True)))


@dataclass(frozen=True)
class LeftOut:
    """One run estimated without its family: estimate over reported; 0 where not reported."""

    id: str
    family: str
    kind: str
    hours_ratio: float
    energy_ratio: float


def leave_families_out(runs: Sequence[Run]) -> tuple[LeftOut, ...]:
    """Every run estimated with coefficients that never saw its family."""
    result: list[LeftOut] = []
    for family in sorted({run.family for run in runs}):
        values = fit([run for run in runs if run.family != family]).as_array()
        kept = [run for run in runs if run.family == family]
        hours, energy = estimate(values, table_of(kept))
        for run, found_h, found_kwh in zip(kept, hours.tolist(), energy.tolist(), strict=True):
            hours_ratio = found_h / run.hours if run.hours else 0.0
            energy_ratio = found_kwh / run.energy_kwh if run.energy_kwh else 0.0
            result.append(LeftOut(run.id, family, run.kind, hours_ratio, energy_ratio))
    return tuple(result)


def summary(ratios: Sequence[float]) -> dict[str, float]:
    """Median and 90th percentile of the absolute error, and the band of reported over estimated."""
    given = np.array([ratio for ratio in ratios if ratio])
    error = np.abs(given - 1.0)
    low, high = np.percentile(1.0 / given, (5, 95))
    return {
        "runs": len(given),
        "median_error": round(float(np.median(error)), 4),
        "p90_error": round(float(np.percentile(error, 90)), 4),
        "p5": round(float(low), 4),
        "p95": round(float(high), 4),
    }


def main() -> None:
    """Fit, cross-validate, store."""
    runs = load_runs(load_facts())
    left_out = leave_families_out(runs)
    stored = {
        "date": datetime.now(tz=UTC).date().isoformat(),
        "data_sha256": hashlib.sha256(RUNS.read_bytes()).hexdigest(),
        "chips": sorted({run.chip for run in runs}),
        "coefficients": asdict(fit(runs)),
        "bounds": BOUNDS,
        "left_out_energy": summary([item.energy_ratio for item in left_out]),
        "left_out_energy_measured": summary(
            [item.energy_ratio for item in left_out if item.kind == "measured"]
        ),
        "left_out_hours": summary([item.hours_ratio for item in left_out]),
        "left_out_pooled": summary(
            [r for item in left_out for r in (item.hours_ratio, item.energy_ratio)]
        ),
        "runs": [asdict(item) for item in left_out],
    }
    STORED.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
