"""What is computed: facts with their sources, physics, footprint, cost, uncertainty.

The names below load their module when they are first used, so that importing one part costs that
part alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from estimators.annual import Demand, Managed, SelfHosted, Site, annual_figures
    from estimators.errors import (
        EstimatorError,
        EvidenceError,
        FactError,
        InputError,
        UnknownFactError,
    )
    from estimators.facts import Facts, load_facts
    from estimators.figure import Figure, Formula, Input, Source
    from estimators.graph import Graph, Step
    from estimators.serving import ServingEstimate, estimate, replica
    from estimators.sweep import Sweep, SweepRequest

_HOMES = {
    "Demand": "estimators.annual",
    "EstimatorError": "estimators.errors",
    "EvidenceError": "estimators.errors",
    "FactError": "estimators.errors",
    "Facts": "estimators.facts",
    "Figure": "estimators.figure",
    "Formula": "estimators.figure",
    "Graph": "estimators.graph",
    "Input": "estimators.figure",
    "InputError": "estimators.errors",
    "Managed": "estimators.annual",
    "SelfHosted": "estimators.annual",
    "ServingEstimate": "estimators.serving",
    "Site": "estimators.annual",
    "Source": "estimators.figure",
    "Step": "estimators.graph",
    "Sweep": "estimators.sweep",
    "SweepRequest": "estimators.sweep",
    "UnknownFactError": "estimators.errors",
    "annual_figures": "estimators.annual",
    "estimate": "estimators.serving",
    "load_facts": "estimators.facts",
    "replica": "estimators.serving",
}

__all__ = [
    "Demand",
    "EstimatorError",
    "EvidenceError",
    "FactError",
    "Facts",
    "Figure",
    "Formula",
    "Graph",
    "Input",
    "InputError",
    "Managed",
    "SelfHosted",
    "ServingEstimate",
    "Site",
    "Source",
    "Step",
    "Sweep",
    "SweepRequest",
    "UnknownFactError",
    "annual_figures",
    "estimate",
    "load_facts",
    "replica",
]


def __getattr__(name: str) -> object:
    """Load a public name from its module; AttributeError for any other name."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)
