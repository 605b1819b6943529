"""The measured runs that ship with the package, as arrays."""

import csv
import hashlib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from estimators.calibration.coefficients import Coefficients
from estimators.chip_arrays import INHERITS, chip_arrays, generation
from estimators.facts import load_facts
from estimators.graph import FloatArray
from estimators.model_config import Architecture, from_model
from estimators.serving_inputs import PRECISIONS, Load, model_arrays

MEASURED = Path(__file__).parent / "measured"
TASK_INPUT = {
    "lm-arena-chat": "input_chat_tokens",
    "gpqa": "input_reasoning_tokens",
    "sourcegraph-fim": "input_infill_tokens",
    "v2-llm-code": "input_code_2024_tokens",
}
"""Coefficient that stands for the unpublished prompt length of a task."""


@dataclass(frozen=True)
class Runs:
    """Measured runs, one element each.

    Attributes:
        load: What was run; prompt length 0 where it is unpublished.
        model, family, chip, precision, task, dataset: Labels. Families gather models of one
            architecture (variants of one model are no independent evidence).
        energy_j: Joule per output token, chips alone.
        inter_token_s, power_w: Median inter-token time, and mean power of one chip.
        weight: Weight in the fit.
    """

    load: Load
    model: NDArray[np.str_]
    family: NDArray[np.str_]
    chip: NDArray[np.str_]
    precision: NDArray[np.str_]
    task: NDArray[np.str_]
    dataset: NDArray[np.str_]
    energy_j: FloatArray
    inter_token_s: FloatArray
    power_w: FloatArray
    weight: FloatArray

    def take(self, rows: NDArray[np.bool_]) -> "Runs":
        """The runs of a mask."""
        return Runs(
            load=self.load.take(rows),
            **{
                name: getattr(self, name)[rows]
                for name in self.__dataclass_fields__
                if name != "load"
            },
        )

    def loads(self, c: Coefficients) -> Load:
        """The runs with the fitted prompt length where none is published."""
        tokens = self.load.input_tokens.copy()
        for task, name in TASK_INPUT.items():
            tokens = np.where((self.task == task) & (tokens == 0), getattr(c, name), tokens)
        return replace(self.load, input_tokens=tokens)


def digest() -> str:
    """SHA-256 over the measured runs."""
    found = hashlib.sha256((MEASURED / "inference.csv").read_bytes())
    return found.hexdigest()


def _rows(name: str) -> list[dict[str, str]]:
    with (MEASURED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def measured_runs() -> Runs:
    """All shipped runs."""
    rows, facts = _rows("inference.csv"), load_facts()
    shapes = {name: from_model(facts.model(name)) for name in {row["model"] for row in rows}}
    models = [shapes[row["model"]] for row in rows]
    precisions = [PRECISIONS[row["precision"]] for row in rows]

    def column(name: str) -> FloatArray:
        return np.array([float(row[name] or 0) for row in rows])

    def label(name: str) -> NDArray[np.str_]:
        return np.array([row[name] for row in rows])

    dataset = label("dataset")
    load = Load(
        **model_arrays(models),
        **chip_arrays([facts.chip(row["chip"]) for row in rows], precisions),
        shards=column("chips") / column("pp"),
        stages=column("pp"),
        batch=column("batch_measured"),
        input_tokens=column("input_tokens"),
        output_tokens=column("output_tokens"),
        expert_parallel=(column("ep") > 1).astype(float),
        **{name: np.zeros(len(rows)) for name in ("cached_share", "draft_tokens", "draft_cost")},
        draft_yield=np.ones(len(rows)),
        fill=np.ones(len(rows)),
        engine_2024=(dataset != "mlenergy-v3").astype(float),
    )
    return Runs(
        load=load,
        model=label("model"),
        family=np.array([_family(model) for model in models]),
        chip=label("chip"),
        precision=label("precision"),
        task=label("task"),
        dataset=dataset,
        energy_j=column("energy_j_per_output_token"),
        inter_token_s=column("inter_token_ms") / 1e3,
        power_w=column("chip_power_w"),
        weight=np.where(dataset == "mlenergy-v3", 1.0, 0.5),
    )


@cache
def engine_measured(family: str, chip: str) -> str:
    """Generation of the engine that the nearest measured runs used: `current` or `2024`.

    Nearest are runs of the same chip generation, then among them those of the same family.
    """
    runs, facts = measured_runs(), load_facts()
    mine = generation(facts.chip(chip)) if chip in INHERITS else None
    near = runs.load.generation == mine
    if not near.any():
        return "current"
    families = {name: facts.model(name).family for name in np.unique(runs.model)}
    alike = near & np.array([families[name] == family for name in runs.model])
    rows = alike if alike.any() else near
    return "current" if (runs.load.engine_2024[rows] == 0).any() else "2024"


def _family(model: Architecture) -> str:
    """Models of one shape are one family: size, layers and width agree."""
    return f"{model.params_total_b:.0f}B-{model.layers:.0f}x{model.hidden_size:.0f}"
