"""The measured runs that ship with the package, as arrays."""

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from estimators.calibration.coefficients import Coefficients
from estimators.chip_arrays import chip_arrays
from estimators.facts import Facts, load_facts
from estimators.graph import FloatArray
from estimators.model_config import Architecture, from_columns, from_model
from estimators.serving_inputs import PRECISIONS, Load, model_arrays

MEASURED = Path(__file__).parent / "measured"
TASK_INPUT = {
    "lm-arena-chat": "input_chat_tokens",
    "gpqa": "input_reasoning_tokens",
    "sourcegraph-fim": "input_infill_tokens",
    "v2-llm-code": "input_code_2024_tokens",
}
"""Coefficient that stands for the unpublished prompt length of a task."""
SHAPE = (
    "params_total_b",
    "params_active_b",
    "layers",
    "hidden_size",
    "attention_heads",
    "kv_heads",
    "head_dim",
    "vocab_size",
    "full_attention_layers",
)


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
    """SHA-256 over the measured runs and the shapes of their models."""
    found = hashlib.sha256()
    for name in ("inference.csv", "models.csv"):
        found.update((MEASURED / name).read_bytes())
    return found.hexdigest()


def _rows(name: str) -> list[dict[str, str]]:
    with (MEASURED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def measured_models() -> Mapping[str, Architecture]:
    """Architectures of the measured models by lower-case Hugging Face id."""
    facts = load_facts()
    return {row["model"].casefold(): _architecture(row, facts) for row in _rows("models.csv")}


def _architecture(row: Mapping[str, str], facts: Facts) -> Architecture:
    if row["catalogue_id"]:
        return replace(from_model(facts.model(row["catalogue_id"])), name=row["model"])
    return from_columns(row["model"], {key: float(row[key]) if row[key] else None for key in SHAPE})


@cache
def measured_runs() -> Runs:
    """All shipped runs."""
    rows, facts = _rows("inference.csv"), load_facts()
    models = [measured_models()[row["model"].casefold()] for row in rows]
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
        **{name: np.zeros(len(rows)) for name in ("cached_share", "draft_tokens", "draft_cost")},
        draft_yield=np.ones(len(rows)),
        fill=np.ones(len(rows)),
        engine_2024=(dataset == "mlenergy-v2").astype(float),
        other_engine=(dataset == "argonne").astype(float),
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


def _family(model: Architecture) -> str:
    """Models of one shape are one family: size, layers and width agree."""
    return f"{model.params_total_b:.0f}B-{model.layers:.0f}x{model.hidden_size:.0f}"
