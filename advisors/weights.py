"""From figures to one order: the architect's weights over carbon, water, cost, latency, effort.

The score of an option is the weighted sum of the logarithms of its five criteria: a weight of 0.3
on cost says that 1 % of cost is worth 0.3 points. Which of two options is better then depends on
nothing but these two, and no unit has to be traded against another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from advisors.rungs import Rung
from advisors.workload import Workload
from advisors.workload_types import Skills
from estimators.graph import FloatArray

CRITERIA = ("carbon", "water", "cost", "latency", "effort")
CLOSE = 0.04
"""Scores nearer than this are a tie: a few percent of every criterion, less than model error."""
SURE = 0.75
"""Share of common draws in which the first must beat the second to be called clear."""
Hosting = Literal["managed", "self", "classic"]

HOSTING_WEEKS: Mapping[Hosting, float] = {"managed": 2.0, "self": 8.0, "classic": 4.0}
"""Person-weeks to production and a year of care. Judged: calling an API; running an endpoint with
its scaling, patches and alarms; training and running a small classifier."""
SKILL_FACTOR: Mapping[Skills, float] = {
    Skills.NONE: 2.0,
    Skills.APIS: 1.5,
    Skills.ENDPOINTS: 1.0,
    Skills.CLUSTERS: 0.7,
}
"""What experience makes of the weeks of running a model oneself. Judged."""
RUNG_WEEKS: Mapping[Rung, float] = {
    Rung.PROMPT: 2.0,
    Rung.RAG: 5.0,
    Rung.PEFT: 8.0,
    Rung.PEFT_RAG: 11.0,
    Rung.FULL: 14.0,
    Rung.PRETRAIN: 30.0,
    Rung.SCRATCH: 250.0,
}
"""Person-weeks to build, evaluate and keep up a rung for a year. Judged."""
NEURON_WEEKS = 4.0
"""Compiling, testing and keeping a model on the Neuron SDK. Judged."""


@dataclass(frozen=True)
class Criteria:
    """The five criteria of one or many options, lower is better; arrays broadcast."""

    carbon: FloatArray
    water: FloatArray
    cost: FloatArray
    latency: FloatArray
    effort: FloatArray


def effort_weeks(w: Workload, hosting: Hosting, rung: Rung, *, neuron: bool) -> float:
    """Person-weeks of a design in its first year."""
    weeks = HOSTING_WEEKS[hosting]
    if hosting == "self":
        weeks *= SKILL_FACTOR[w.skills]
        weeks += NEURON_WEEKS if neuron else 0.0
    return weeks + (RUNG_WEEKS[rung] if hosting != "classic" else 0.0)


def weights_of(w: Workload) -> Mapping[str, float]:
    """Weight by criterion, sum 1; latency counts for the share of requests that someone awaits."""
    waiting = 1.0 - w.async_share.value
    raw = {
        "carbon": w.carbon_weight,
        "water": w.water_weight,
        "cost": w.cost_weight,
        "latency": w.latency_weight * waiting,
        "effort": w.effort_weight,
    }
    total = sum(raw.values()) or 1.0
    return {name: value / total for name, value in raw.items()}


def score(criteria: Criteria, weights: Mapping[str, float]) -> FloatArray:
    """Weighted sum of logarithms; lower is better."""
    total: FloatArray = np.zeros(1)
    for name in CRITERIA:
        if weights[name] > 0:
            values = np.maximum(np.asarray(getattr(criteria, name), dtype=float), 1e-9)
            total = total + weights[name] * np.log(values)
    return total


def said(weights: Mapping[str, float]) -> str:
    """The weights in words, heaviest first."""
    ordered = sorted(weights.items(), key=lambda item: -item[1])
    return ", ".join(f"{name} {value:.0%}" for name, value in ordered if value > 0)


def _called(w: Workload, name: str) -> str:
    """A criterion in words; carbon by its method where a reader could take it for the other."""
    return "market-based carbon" if name == "carbon" and w.market_based else name


def said_of(w: Workload) -> str:
    """The weights as answered, and that latency counts for what someone awaits alone."""
    points = {_called(w, name): float(getattr(w, f"{name}_weight")) for name in CRITERIA}
    waiting = 1.0 - w.async_share.value
    if waiting >= 1.0 or not points["latency"]:
        return said(points)
    counted = f"for {waiting:.0%} of the requests, which someone awaits" if waiting else "for none"
    return f"{said(points)}; latency counts {counted}"
