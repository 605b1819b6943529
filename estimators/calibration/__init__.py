"""Coefficients of the serving model, fitted to measured runs, with their out-of-sample error.

`python -m estimators.calibration.fit` fits them anew from the runs that ship with the package.
"""

from estimators.calibration.coefficients import GENERATIONS, Bounds, Coefficients
from estimators.calibration.store import Band, Calibration, load_calibration

__all__ = ["GENERATIONS", "Band", "Bounds", "Calibration", "Coefficients", "load_calibration"]
