"""Facts with their sources: chips, instances, Regions, latency, models, presets, constants.

`load_facts()` reads the data files once. Every number in them is an `Input` with value, range,
unit, source, date and confidence: `load_facts().chip("h100").input("tdp_watts")`.
"""

from estimators.facts.collection import Facts
from estimators.facts.load import load_facts
from estimators.facts.model_rows import Model
from estimators.facts.provenance import Override
from estimators.facts.rows import Chip, Instance, Region, Row
from estimators.facts.search import FoundFact
from estimators.facts.small_rows import Constant, Latency, Specialised, TrafficPreset

__all__ = [
    "Chip",
    "Constant",
    "Facts",
    "FoundFact",
    "Instance",
    "Latency",
    "Model",
    "Override",
    "Region",
    "Row",
    "Specialised",
    "TrafficPreset",
    "load_facts",
]
