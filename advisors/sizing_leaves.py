"""One layout as leaves of the yearly graph, each with its band."""

from dataclasses import dataclass

from advisors.base import IDLE_MODE, Base
from advisors.sizing import Layouts
from estimators.calibration import load_calibration
from estimators.chip_arrays import kinship
from estimators.facts import Chip, Model
from estimators.figure import Input
from estimators.serving import NODE_WIDENING

SERVING_SOURCES = ("ml-energy-2026",)
"""Measured runs that the physics of a replica is calibrated on."""


@dataclass(frozen=True)
class _Band:
    """Factors to the ends of a range, and what draws together."""

    low: float
    high: float
    stream: str


def leaves_of(base: Base, layouts: Layouts, row: int) -> dict[str, Input]:
    """The leaves of one layout; energies and paces of one chip move together."""
    key = layouts.keys[row]
    shape = base.architectures[key.model]
    chip = base.facts.chip(base.facts.instances[key.instance].chip)
    kind = "sparse" if shape.experts_total else "dense"
    known = load_calibration()
    energy = known.band(kind, "energy", kinship(chip)).widened(NODE_WIDENING)
    pace = known.band(kind, "inter_token", kinship(chip))
    idle = base.facts.constant(IDLE_MODE)
    sources = _sources(base.facts.models[key.model], chip)
    note = f"{shape.name} in {key.precision} on {key.shards} x {chip.name}"
    more = _Band(energy.low, energy.high, f"energy/{chip.id}/{kind}")
    faster = _Band(1.0 / pace.high, 1.0 / pace.low, f"pace/{chip.id}/{kind}")
    waiting = _Band(idle.low / idle.value, idle.high / idle.value, f"idle/{chip.id}")
    values = {
        "wh_per_call": (layouts.wh_per_call, "Wh", more),
        "wh_per_call_single": (layouts.wh_per_call_single, "Wh", more),
        "replica_calls_per_s": (layouts.calls_per_s, "calls/s", faster),
        "single_calls_per_s": (layouts.single_calls_per_s, "calls/s", faster),
        "idle_power_w": (layouts.idle_power_w, "W", waiting),
    }
    leaves = {
        name: _leaf(
            name, float(array[row]), unit, band, sources=sources, date=chip.as_of, note=note
        )
        for name, (array, unit, band) in values.items()
    }
    certain = {
        "replica_batch": (float(layouts.batch[row]), "calls"),
        "replicas_per_instance": (float(layouts.replicas_per_instance[row]), "replicas"),
        "chips_per_replica": (float(key.shards), "chips"),
    }
    return leaves | {
        name: Input(name, value, value, value, unit, "fact", sources, note=note)
        for name, (value, unit) in certain.items()
    }


def _sources(model: Model, chip: Chip) -> tuple[str, ...]:
    """Where a model and a chip are described, and what serving is measured by."""
    rows = {*chip.sources, *chip.tdp_sources, *model.sources, *model.arch_sources}
    return tuple(sorted({*rows, *SERVING_SOURCES}))


def _leaf(
    name: str,
    value: float,
    unit: str,
    band: _Band,
    *,
    sources: tuple[str, ...],
    date: str,
    note: str,
) -> Input:
    return Input(
        name=name,
        value=value,
        low=value * band.low,
        high=value * band.high,
        unit=unit,
        origin="fact",
        sources=sources,
        date=date,
        confidence="estimated",
        note=note,
        stream=band.stream,
    )
