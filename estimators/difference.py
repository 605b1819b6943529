"""What one design has over another, draw by draw."""

from dataclasses import replace

import numpy as np

from estimators.figure import Figure
from estimators.graph import Outcome


def difference(first: Outcome, second: Outcome, name: str, label: str) -> Figure | None:
    """First minus second in common draws, as a figure; None when either is withheld."""
    if name not in first.draws or name not in second.draws:
        return None
    a, b = first.figures[name], second.figures[name]
    if a.value is None or b.value is None:
        return None
    value = a.value - b.value
    low, high = np.percentile(first.draws[name] - second.draws[name], (5, 95))
    return replace(
        a,
        name=label,
        value=value,
        low=min(value, float(low)),
        high=max(value, float(high)),
        formula=replace(a.formula, id="annual.difference", equation=f"{name}: before − after"),
        inputs=(a, b),
        note="same draws on both sides",
    )
