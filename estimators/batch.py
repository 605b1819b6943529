"""Serving estimates for a CSV of deployments: one row in, one row out, none lost.

`serve_csv(source, target)` reads `row_id, model, chip` and, blank or not, `chips, tp, pp, ep, dp,
precision, batch, input_tokens, output_tokens, scope, engine`, or architecture columns for a model
outside the catalogue. A row that cannot be estimated says why; the others are done.
"""

import csv
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from estimators.calibration.dataset import engine_measured
from estimators.errors import EstimatorError, EvidenceError, InputError, UnknownFactError
from estimators.facts import Chip, Facts
from estimators.files import opened
from estimators.model_config import Architecture, from_columns, from_model
from estimators.model_config_hf import from_hf_config
from estimators.replica import Replica, capacity
from estimators.serving import Options, Range, ServingEstimate, estimate, replica

ARCHITECTURE = (
    "params_total_b",
    "params_active_b",
    "layers",
    "hidden_size",
    "attention_heads",
    "kv_heads",
    "head_dim",
    "experts",
    "experts_active",
)
OUTPUT = (
    "row_id",
    "status",
    "reason",
    "energy_j_per_output_token",
    "energy_low",
    "energy_high",
    "inter_token_latency_ms",
    "itl_low",
    "itl_high",
    "power_w",
    "ttft_ms",
    "ttft_low",
    "ttft_high",
)
CURRENT = frozenset({"current", "2025", "2026"})
OLDER = frozenset({"2024", "older"})
SCOPES = ("", "gpu", "chip", "node")


@dataclass(frozen=True)
class Counts:
    """How many rows ended how."""

    done: int
    unknown: int
    error: int


def serve_csv(source: Path, target: Path, facts: Facts, configs: Sequence[str] = ()) -> Counts:
    """Estimates every row of a CSV and writes the answers beside their row ids.

    Args:
        source: CSV with a header; unknown columns are ignored.
        target: CSV to write.
        facts: Chips and models.
        configs: Hugging Face `config.json` files, `PATH` or `NAME=PATH`.

    Raises:
        InputError: The file is a pipe or a device, has no header with `model` and `chip`, or a
            config cannot be read.
    """
    with opened(source) as file:
        reader = csv.DictReader(file)
        header = [(name or "").strip().casefold() for name in reader.fieldnames or ()]
        missing = [name for name in ("model", "chip") if name not in header]
        if missing:
            raise InputError(
                f"{source.name} cannot be estimated",
                f"it has no column {' and no column '.join(missing)}",
                "Give a CSV with a header: row_id, model, chip, ...",
            )
        reader.fieldnames = header
        rows = [
            {
                key: (value or "").strip()
                for key, value in row.items()
                if key and not isinstance(value, list)
            }
            for row in reader
        ]
    shapes = read_configs(configs)
    answers = [answer(row, facts, shapes) for row in rows]
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, OUTPUT, lineterminator="\n")
        writer.writeheader()
        writer.writerows(answers)
    states = [row["status"] for row in answers]
    return Counts(states.count("ok"), states.count("unknown"), states.count("error"))


def read_configs(configs: Sequence[str]) -> dict[str, Architecture]:
    """Architectures from `config.json` files by lower-case model name.

    Raises:
        InputError: A file is missing or is no decoder configuration.
    """
    found: dict[str, Architecture] = {}
    for item in configs:
        name, _, path = item.rpartition("=")
        file = Path(path)
        try:
            with opened(file) as text:
                content = json.load(text)
        except (OSError, ValueError) as problem:
            raise InputError(
                f"the model configuration {file.name} cannot be read",
                str(problem),
                "Give the path of a Hugging Face config.json, or NAME=PATH.",
            ) from problem
        if not isinstance(content, dict):
            raise InputError(
                f"the model configuration {file.name} cannot be read",
                "it is not a JSON object",
                "Give the path of a Hugging Face config.json, or NAME=PATH.",
            )
        known = name or str(content.get("_name_or_path") or "") or file.resolve().parent.name
        found[known.casefold()] = from_hf_config(known, content)
    return found


def answer(
    row: Mapping[str, str], facts: Facts, shapes: Mapping[str, Architecture]
) -> dict[str, str]:
    """One row of the output: figures, or the status and reason why there are none."""
    blank = dict.fromkeys(OUTPUT, "") | {"row_id": row.get("row_id", "")}
    try:
        scope = row.get("scope", "").casefold()
        if scope not in SCOPES:
            raise InputError(
                f"scope {scope!r} is not known",
                "energy is metered at gpu or node",
                "Use gpu or node.",
            )
        asked = replica_of_row(row, facts, shapes)
        return blank | figures(estimate(asked), node=scope == "node")
    except (UnknownFactError, EvidenceError) as problem:
        return blank | {"status": "unknown", "reason": str(problem)}
    except EstimatorError as problem:
        return blank | {"status": "error", "reason": str(problem)}


def replica_of_row(
    row: Mapping[str, str], facts: Facts, shapes: Mapping[str, Architecture]
) -> Replica:
    """The deployment that a row describes, blanks filled in and noted.

    Raises:
        UnknownFactError: Model or chip is in no table.
        EvidenceError: Model or chip is not described well enough.
        InputError: A number is impossible.
    """
    chip = facts.chip(row["chip"])
    model = model_of_row(row, facts, shapes)
    options, note = _engine(row.get("engine", ""), model, chip)
    found = replica(
        model,
        chip,
        chips=_whole(row, "chips"),
        tp=_whole(row, "tp"),
        pp=_whole(row, "pp"),
        ep=_whole(row, "ep"),
        dp=_whole(row, "dp"),
        precision=row.get("precision", ""),
        batch=_number(row, "batch"),
        input_tokens=_number(row, "input_tokens"),
        output_tokens=_number(row, "output_tokens"),
        options=options,
    )
    room = capacity(found, found.input_tokens + found.output_tokens / 2.0)
    notes = [*found.notes, *([note] if note else [])]
    if room <= 0:
        lacking = estimate(found).missing_gib
        raise InputError(
            f"{model.name} does not fit",
            f"{found.chips} x {chip.name} lack {lacking:.1f} GiB for weights and cache",
            "Use more chips, or fewer bytes per weight.",
        )
    if found.batch > room:
        notes.append(f"memory holds about {room:.0f} sequences at a time, the rest wait")
    return replace(found, notes=tuple(notes))


def model_of_row(
    row: Mapping[str, str], facts: Facts, shapes: Mapping[str, Architecture]
) -> Architecture:
    """Architecture columns first, then a given configuration, then the catalogue.

    Raises:
        UnknownFactError: In none of them.
    """
    name = row["model"]
    if _number(row, "params_total_b"):
        return from_columns(name, {key: _number(row, key) for key in ARCHITECTURE})
    if name.casefold() in shapes:
        return shapes[name.casefold()]
    return from_model(facts.model(name))


def _engine(text: str, model: Architecture, chip: Chip) -> tuple[Options, str]:
    """Engine generation: the one asked for, else the one that the nearest runs were measured with.

    An estimate is anchored where there is evidence: a chip, or a family of models, that was only
    ever measured with an engine of 2024 is estimated with that engine, and the row says so.
    """
    if text.casefold() in CURRENT:
        return Options(), ""
    if text.casefold() in OLDER:
        return Options(engine_2024=True), ""
    if text:
        raise InputError(
            f"engine {text!r} is not known", "engines differ by generation", "Use current or 2024."
        )
    older = engine_measured(model.family, chip.id) == "2024"
    note = (
        f"{model.family or model.name} on {chip.name} was measured with an engine of 2024 only "
        "and is estimated with it; engine=current extrapolates"
    )
    return Options(engine_2024=older), note if older else ""


def _number(row: Mapping[str, str], name: str) -> float | None:
    """A positive number, None when blank.

    Raises:
        InputError: Text, NaN, zero, negative, or infinite.
    """
    text = row.get(name, "")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and value > 0):
        raise InputError(
            f"{name} cannot be {text!r}", "it must be a positive number", "Correct or blank it."
        )
    return value


def _whole(row: Mapping[str, str], name: str) -> int | None:
    value = _number(row, name)
    if value is None:
        return None
    if value != int(value):
        raise InputError(f"{name} cannot be {value}", "chips come whole", "Correct or blank it.")
    return int(value)


def figures(found: ServingEstimate, *, node: bool) -> dict[str, str]:
    """Columns of a row that was estimated."""
    energy = found.node_energy_j_per_output_token if node else found.energy_j_per_output_token
    power = found.node_power_w if node else found.power_w
    return {
        "status": "ok",
        "reason": "; ".join(found.notes),
        **_columns("energy_j_per_output_token", "energy", energy),
        **_columns("inter_token_latency_ms", "itl", found.inter_token_latency_ms),
        "power_w": f"{power.value:.6g}",
        **_columns("ttft_ms", "ttft", found.ttft_ms),
    }


def _columns(name: str, stem: str, value: Range) -> dict[str, str]:
    return {
        name: f"{value.value:.6g}",
        f"{stem}_low": f"{value.low:.6g}",
        f"{stem}_high": f"{value.high:.6g}",
    }
