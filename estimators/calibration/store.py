"""Writes and reads `coefficients.json`: values, bounds, date, data digest, errors, bands."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from estimators.calibration.coefficients import Coefficients
from estimators.graph import FloatArray

STORED = Path(__file__).parent / "coefficients.json"
BAND_PERCENTILES = (95.0, 5.0)
WIDENING: Mapping[str, float] = {"measured": 1.0, "close": 1.2, "generation": 1.6, "assumed": 2.2}
"""How much wider the band is, on a log scale, where a chip inherits its coefficients."""
KINDS = ("dense", "sparse")
QUANTITIES = ("energy", "inter_token", "power")


@dataclass(frozen=True)
class Band:
    """Factors from an estimate to its 5th and 95th percentile."""

    low: float
    high: float

    def widened(self, factor: float) -> "Band":
        """The same band, wider on a log scale."""
        return Band(self.low**factor, self.high**factor)


@dataclass(frozen=True)
class Calibration:
    """Fitted coefficients and how wrong they were on models left out.

    Attributes:
        date: Day of the fit.
        data_digest: SHA-256 of the measured runs.
        bands: By kind of model (`dense`, `sparse`) and quantity.
        errors: Out-of-sample error by label, as printed next to estimates.
    """

    coefficients: Coefficients
    date: str
    data_digest: str
    bands: Mapping[str, Mapping[str, Band]]
    errors: Mapping[str, Mapping[str, float]]

    def band(self, kind: str, quantity: str, kinship: str) -> Band:
        """Band of an estimate, wider where the chip was not measured."""
        return self.bands[kind][quantity].widened(WIDENING[kinship])


@cache
def load_calibration(path: Path = STORED) -> Calibration:
    """The stored calibration."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return Calibration(
        coefficients=Coefficients(
            **{name: item["value"] for name, item in found["coefficients"].items()}
        ),
        date=found["date"],
        data_digest=found["data_digest"],
        bands={
            kind: {name: Band(*pair) for name, pair in group.items()}
            for kind, group in found["bands"].items()
        },
        errors=found["errors"],
    )


def band_of(errors: FloatArray) -> Band:
    """Band that held the measurements of left-out runs: e^-(error percentiles)."""
    low, high = np.exp(-np.percentile(errors, BAND_PERCENTILES))
    return Band(float(min(low, 1.0)), float(max(high, 1.0)))


def error_table(
    errors: FloatArray, labels: Mapping[str, NDArray[np.bool_]]
) -> dict[str, dict[str, float]]:
    """Median, 90th percentile and bias of left-out energy estimates for each group of runs."""
    table: dict[str, dict[str, float]] = {}
    for name, rows in labels.items():
        if rows.any():
            wrong = np.abs(np.exp(errors[rows]) - 1.0)
            table[name] = {
                "runs": int(rows.sum()),
                "median_percent": round(100 * float(np.median(wrong)), 1),
                "p90_percent": round(100 * float(np.percentile(wrong, 90)), 1),
                "bias_factor": round(float(np.exp(np.median(errors[rows]))), 3),
            }
    return table


def write(calibration: Calibration, path: Path = STORED) -> None:
    """Stores a calibration as readable JSON."""
    bounds = dict(zip(Coefficients.names(), Coefficients.bounds(), strict=True))
    content = {
        "date": calibration.date,
        "data_digest": calibration.data_digest,
        "coefficients": {
            name: {
                "value": float(f"{getattr(calibration.coefficients, name):.6g}"),
                "low": item.low,
                "high": item.high,
                "unit": item.unit,
                "meaning": item.meaning,
            }
            for name, item in bounds.items()
        },
        "bands": {
            kind: {name: [round(band.low, 4), round(band.high, 4)] for name, band in group.items()}
            for kind, group in calibration.bands.items()
        },
        "errors": calibration.errors,
    }
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def today() -> str:
    """Date of a fit."""
    return datetime.now(UTC).date().isoformat()
