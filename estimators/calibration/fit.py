"""Fits the coefficients to the measured runs: `python -m estimators.calibration.fit`.

Least squares on logarithms of energy, inter-token time and power, with a robust loss, physical
bounds, and a weak pull towards the start values. Whole families of models are left out in turn
for the error that is printed next to every estimate.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from estimators.calibration.coefficients import Coefficients
from estimators.calibration.dataset import Runs, digest, measured_runs
from estimators.calibration.store import (
    KINDS,
    QUANTITIES,
    Calibration,
    band_of,
    error_table,
    today,
    write,
)
from estimators.graph import FloatArray
from estimators.serving_core import performance

WEIGHTS = (1.0, 0.6, 0.3)
"""Weight of energy, inter-token time and power: energy is what is asked for."""
PULL = 0.4
"""Weight of a coefficient's distance from its start, over its whole allowed range."""
ROBUST_SCALE = 0.2
FIRST_EVALUATIONS = 150
LATER_EVALUATIONS = 40


@dataclass(frozen=True)
class Errors:
    """Logarithms of estimate over measurement, one element a run."""

    energy: FloatArray
    inter_token: FloatArray
    power: FloatArray


def _limits() -> tuple[FloatArray, FloatArray, FloatArray]:
    bounds = Coefficients.bounds()
    return (
        np.array([item.start for item in bounds]),
        np.array([item.low for item in bounds]),
        np.array([item.high for item in bounds]),
    )


def log_errors(runs: Runs, c: Coefficients) -> Errors:
    """How far the estimate is from each measured run."""
    found = performance(runs.loads(c), c)
    return Errors(
        np.log(found.energy_j_per_output_token / runs.energy_j),
        np.log(found.inter_token_s / runs.inter_token_s),
        np.log(found.chip_power_w / runs.power_w),
    )


def fit(
    runs: Runs, start: Coefficients | None = None, evaluations: int = FIRST_EVALUATIONS
) -> Coefficients:
    """Coefficients that suit the runs best within the physical bounds."""
    from scipy.optimize import least_squares

    origin, low, high = _limits()
    span = high - low

    def residuals(unit: FloatArray) -> FloatArray:
        errors = log_errors(runs, Coefficients.from_vector(low + unit * span))
        parts = [
            weight * runs.weight * error
            for weight, error in zip(
                WEIGHTS, (errors.energy, errors.inter_token, errors.power), strict=True
            )
        ]
        return np.concatenate([*parts, PULL * (unit - (origin - low) / span)])

    begin = origin if start is None else _vector(start)
    found = least_squares(
        residuals,
        np.clip((begin - low) / span, 1e-3, 1.0 - 1e-3),
        bounds=(0.0, 1.0),
        loss="soft_l1",
        f_scale=ROBUST_SCALE,
        max_nfev=evaluations,
    )
    return Coefficients.from_vector(low + np.asarray(found.x) * span)


def _vector(c: Coefficients) -> FloatArray:
    return np.array([getattr(c, name) for name in Coefficients.names()])


def left_out(
    runs: Runs, labels: NDArray[np.str_], fitted: Coefficients
) -> Iterator[tuple[NDArray[np.bool_], Errors]]:
    """Each label's runs with their errors under coefficients fitted without them."""
    for name in np.unique(labels):
        rows = labels == name
        without = fit(runs.take(~rows), fitted, LATER_EVALUATIONS)
        yield rows, log_errors(runs.take(rows), without)


def cross_validate(runs: Runs, labels: NDArray[np.str_], fitted: Coefficients) -> Errors:
    """Errors of every run when its label (model or family) was left out of the fit."""
    energy, inter_token, power = (np.zeros(len(runs.energy_j)) for _ in range(3))
    for rows, errors in left_out(runs, labels, fitted):
        energy[rows], inter_token[rows], power[rows] = (
            errors.energy,
            errors.inter_token,
            errors.power,
        )
    return Errors(energy, inter_token, power)


def absolute(errors: FloatArray) -> FloatArray:
    """Relative error from its logarithm: |estimate / measurement - 1|."""
    return np.abs(np.exp(errors) - 1.0)


def calibrate(runs: Runs) -> Calibration:
    """Fits, leaves out every model in turn, and gathers errors and bands."""
    fitted = fit(runs)
    errors = cross_validate(runs, runs.model, fitted)
    families = cross_validate(runs, runs.family, fitted)
    sparse = runs.load.sparse > 0
    bands = {
        kind: {
            name: band_of(getattr(families, name)[sparse == (kind == "sparse")])
            for name in QUANTITIES
        }
        for kind in KINDS
    }
    return Calibration(
        coefficients=fitted,
        date=today(),
        data_digest=digest(),
        bands=bands,
        errors={
            **error_table(errors.energy, groups(runs)),
            "families left out": error_table(families.energy, groups(runs))["all"],
            "inter-token": error_table(errors.inter_token, groups(runs))["all"],
            "power": error_table(errors.power, groups(runs))["all"],
        },
    )


def groups(runs: Runs) -> dict[str, NDArray[np.bool_]]:
    """Labels under which errors are shown."""
    return {
        "all": np.ones(len(runs.energy_j), dtype=bool),
        **{name: runs.chip == name for name in np.unique(runs.chip)},
        **{name: runs.precision == name for name in np.unique(runs.precision)},
        **{name: runs.dataset == name for name in np.unique(runs.dataset)},
        "dense": runs.load.sparse == 0,
        "sparse": runs.load.sparse > 0,
    }


def main() -> None:
    """Fits, stores, and prints the out-of-sample error."""
    calibration = calibrate(measured_runs())
    write(calibration)
    for name, row in calibration.errors.items():
        sys.stdout.write(
            f"{name:20} {row['runs']:4.0f} runs  median {row['median_percent']:5.1f} %"
            f"  P90 {row['p90_percent']:5.1f} %  bias {row['bias_factor']:.2f}\n"
        )


if __name__ == "__main__":
    main()
