"""The fit: reproducible, within physical bounds, and as accurate as it says."""

import numpy as np
import pytest

from estimators.accuracy import held, report
from estimators.calibration import Coefficients, load_calibration
from estimators.calibration.dataset import digest, engine_measured, measured_runs
from estimators.calibration.fit import absolute, fit, left_out, log_errors


def test_stored_coefficients_lie_within_physical_bounds() -> None:
    stored = load_calibration().coefficients
    for name, bounds in zip(Coefficients.names(), Coefficients.bounds(), strict=True):
        assert bounds.low <= getattr(stored, name) <= bounds.high, name
        assert bounds.low <= bounds.start <= bounds.high, name


def test_stored_coefficients_belong_to_the_shipped_runs() -> None:
    assert load_calibration().data_digest == digest()


def test_stored_error_keeps_its_promise() -> None:
    """Models left out: energy 13 % and 40 %, inter-token latency 15 %."""
    errors = load_calibration().errors
    assert errors["all"]["median_percent"] <= 12
    assert errors["all"]["p90_percent"] <= 37
    assert errors["families left out"]["median_percent"] <= 13
    assert errors["families left out"]["p90_percent"] <= 38
    assert errors["inter-token"]["median_percent"] <= 13
    assert errors["all"]["runs"] == 618


def test_runs_agree_with_themselves() -> None:
    """The sources define energy per token as power over throughput."""
    runs = measured_runs()
    assert np.isfinite(runs.energy_j).all()
    assert (runs.energy_j > 0).all()
    assert (runs.power_w < runs.load.tdp_w * 1.02).all()


def test_a_leak_shows_as_a_smaller_error() -> None:
    """Errors in sample are smaller than those of models left out, or something leaks."""
    runs = measured_runs()
    seen = absolute(log_errors(runs, load_calibration().coefficients).energy)
    assert 100 * np.median(seen) < load_calibration().errors["all"]["median_percent"]


@pytest.mark.slow
def test_one_model_left_out_really_is() -> None:
    runs = measured_runs()
    keep = np.isin(runs.model, ["Qwen/Qwen3-8B", "Qwen/Qwen3-32B", "google/gemma-3-27b-it"])
    few = runs.take(keep)
    found = {few.model[rows][0]: errors for rows, errors in left_out(few, few.model, fit(few))}
    assert set(found) == set(few.model)
    assert all(np.isfinite(errors.energy).all() for errors in found.values())


def test_band_is_made_without_the_model_it_judges() -> None:
    """A model whose errors are all huge is not held by the band of the others."""
    runs = measured_runs()
    errors = np.where(runs.model == "Qwen/Qwen3-8B", 3.0, 0.1)
    inside = held(runs, errors)
    assert not inside[runs.model == "Qwen/Qwen3-8B"].any()


def test_engine_is_taken_from_the_nearest_runs() -> None:
    assert engine_measured("Qwen3", "h100") == "current"
    assert engine_measured("Mixtral", "h100") == "2024"
    assert engine_measured("Qwen3", "a100-80gb") == "2024"
    assert engine_measured("Mixtral", "trainium2") == "current"


@pytest.mark.slow
def test_fitting_again_gives_the_stored_coefficients() -> None:
    """Within 2 % of each coefficient's allowed range."""
    again, stored = fit(measured_runs()), load_calibration().coefficients
    for name, bounds in zip(Coefficients.names(), Coefficients.bounds(), strict=True):
        span = bounds.high - bounds.low
        assert abs(getattr(again, name) - getattr(stored, name)) <= 0.02 * span, name


@pytest.mark.slow
def test_validation_again_meets_the_targets() -> None:
    found = report()
    energy = {row.group: row for row in found.energy}
    assert found.data_matches
    assert energy["all"].median_percent <= 12
    assert energy["all"].p90_percent <= 37
    assert 0.80 <= (energy["all"].coverage or 0) <= 0.95
    for chip, median in (("a100-40gb", 15), ("h100", 12), ("b200", 12)):
        assert energy[f"chip {chip}"].median_percent <= median
    inter_token = {row.group: row for row in found.inter_token}
    assert inter_token["all"].median_percent <= 13
    others = {row.group: row for row in found.ecologits}
    assert others["all"].median_percent > 3 * energy["all"].median_percent
