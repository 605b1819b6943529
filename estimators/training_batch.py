"""`estimate training --csv`: a table of training runs in, a table of energies out.

IN: `row_id, model, params_b, active_params_b, tokens_b, method, chip, chips, scope`; either a model
of the catalogue or its parameters; blanks allowed except there, in tokens and in chip.
OUT: `row_id, status, reason, energy_kwh, low, high, accelerator_hours`. A row that cannot be
estimated says so in `status` (`unknown`: no such model or chip, or its facts are missing;
`invalid`: a cell that is no number, no method, no scope) and the others are done.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from estimators.errors import EvidenceError, InputError, UnknownFactError
from estimators.facts import Facts
from estimators.figure import Figure, Input
from estimators.files import opened
from estimators.training import TrainingRun, run_figures
from estimators.training_model import Method

COLUMNS = (
    "row_id",
    "model",
    "params_b",
    "active_params_b",
    "tokens_b",
    "method",
    "chip",
    "chips",
    "scope",
)
RESULTS = ("row_id", "status", "reason", "energy_kwh", "low", "high", "accelerator_hours")
METHODS: Mapping[str, Method] = {
    "": "full",
    "full": "full",
    "full fine-tune": "full",
    "fine-tune": "full",
    "sft": "full",
    "pretrain": "pretrain",
    "pretraining": "pretrain",
    "scratch": "pretrain",
    "continued": "continued",
    "continued pretraining": "continued",
    "lora": "lora",
    "peft": "lora",
    "qlora": "qlora",
}
SCOPES = {"": "node", "node": "node", "gpu": "gpu"}


@dataclass(frozen=True)
class TrainingRow:
    """One line of the result; numbers are None where the row could not be estimated."""

    row_id: str
    status: str
    reason: str = ""
    energy: Figure | None = None
    hours: Figure | None = None

    def cells(self) -> dict[str, str]:
        """The line as text."""
        energy, hours = self.energy, self.hours
        return {
            "row_id": self.row_id,
            "status": self.status,
            "reason": self.reason,
            "energy_kwh": _text(energy.value if energy else None),
            "low": _text(energy.low if energy else None),
            "high": _text(energy.high if energy else None),
            "accelerator_hours": _text(hours.value if hours else None),
        }


def estimate_training_csv(facts: Facts, source: Path, target: Path) -> tuple[TrainingRow, ...]:
    """Estimate every row of a CSV file and write the results beside it in one step.

    Raises:
        InputError: The file cannot be read, is no table of training runs, or the target cannot be
            written.
    """
    rows = tuple(estimate_row(facts, row) for row in _read(source))
    partial = target.with_name(f".{target.name}.part")
    try:
        with partial.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, RESULTS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(row.cells() for row in rows)
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise InputError(
            f"{target} cannot be written",
            error.strerror or str(error),
            "Give a path in a folder that you may write to, with space left.",
        ) from error
    return rows


def estimate_row(facts: Facts, row: Mapping[str, str]) -> TrainingRow:
    """Estimate one row; never raises for what is in it."""
    row_id = row.get("row_id", "").strip()
    try:
        scope = _choice("scope", row.get("scope", ""), SCOPES)
        figures = run_figures(facts, _run(facts, row))
    except (UnknownFactError, EvidenceError) as error:
        return TrainingRow(row_id, "unknown", str(error))
    except InputError as error:
        return TrainingRow(row_id, "invalid", str(error))
    return TrainingRow(row_id, "ok", "", figures[f"{scope}_energy_kwh"], figures["chip_hours"])


def _run(facts: Facts, row: Mapping[str, str]) -> TrainingRun:
    chips = _number(row, "chips")
    tokens = _number(row, "tokens_b")
    if tokens is None:
        raise InputError("tokens_b is blank", "energy follows the tokens", "Give it in billions.")
    return TrainingRun(
        active_params_b=_active(facts, row),
        tokens_b=_given("tokens_b", tokens, "10^9"),
        method=METHODS[_choice("method", row.get("method", ""), METHODS)],
        chip=facts.chip(_required(row, "chip")),
        chips=None if chips is None else _given("chips", chips, "1"),
    )


def _active(facts: Facts, row: Mapping[str, str]) -> Input:
    """Parameters that a token passes: the row's own numbers first, then the catalogue."""
    own = _number(row, "active_params_b")
    if own is None:
        own = _number(row, "params_b")
    if own is not None:
        return _given("active_params_b", own, "10^9")
    model = facts.model(_required(row, "model"))
    if model.params_active_b is None:
        return model.input("params_total_b", "active_params_b")
    return model.input("params_active_b", "active_params_b")


def _required(row: Mapping[str, str], name: str) -> str:
    text = row.get(name, "").strip()
    if not text:
        raise InputError(f"{name} is blank", "nothing can be estimated without it", "Fill it in.")
    return text


def _number(row: Mapping[str, str], name: str) -> float | None:
    text = row.get(name, "").strip()
    if not text:
        return None
    try:
        return float(text)
    except ValueError as error:
        raise InputError(
            f"{name} is {text!r}", "it has to be a number", "Write it with a decimal point."
        ) from error


def _choice(name: str, text: str, known: Mapping[str, str]) -> str:
    key = " ".join(text.strip().casefold().replace("_", " ").split())
    if key not in known:
        names = ", ".join(filter(None, known))
        raise InputError(f"{name} is {text!r}", "it is not one that is known", f"Use {names}.")
    return known[key] if known is SCOPES else key


def _given(name: str, value: float, unit: str) -> Input:
    return Input(name, value, value, value, unit, "answer")


def _read(source: Path) -> Iterable[Mapping[str, str]]:
    """Rows with lower-case column names; cells that are absent are blank."""
    try:
        with opened(source) as file:
            reader = csv.DictReader(file, restval="")
            names = [(name or "").strip().casefold() for name in reader.fieldnames or ()]
            _check_header(source, names)
            return [
                dict(zip(names, (cell or "" for cell in line.values()), strict=False))
                for line in reader
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(
            f"{source} cannot be read", str(error), "Give a CSV file in UTF-8 with a header."
        ) from error


def _check_header(source: Path, names: list[str]) -> None:
    missing = [name for name in ("chip", "tokens_b") if name not in names]
    if missing or not {"model", "params_b", "active_params_b"} & set(names):
        wanted = ", ".join(missing) or "model or params_b"
        raise InputError(
            f"{source} is no table of training runs",
            f"its header lacks {wanted}",
            f"Columns are {', '.join(COLUMNS)}.",
        )


def _text(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"
