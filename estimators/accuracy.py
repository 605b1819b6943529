"""How wrong the serving estimates are, measured on models that the fit has not seen.

`report()` leaves out every model in turn, fits anew, and compares with the measured runs. Where
EcoLogits is installed its estimate for the same runs stands beside ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from estimators.calibration import load_calibration
from estimators.calibration.dataset import Runs, digest, measured_runs
from estimators.calibration.fit import Errors, absolute, left_out
from estimators.calibration.store import QUANTITIES, band_of
from estimators.facts import load_facts
from estimators.graph import FloatArray

BATCHES = ((1, 16), (17, 64), (65, 256), (257, 5000))
FEW_RUNS = 20


@dataclass(frozen=True)
class Row:
    """Errors of one group of runs, in percent of the measurement.

    Attributes:
        bias: Median of estimate over measurement.
        coverage: Share of runs inside the stated band; None where the tool states none.
    """

    group: str
    runs: int
    median_percent: float
    p90_percent: float
    bias: float
    coverage: float | None


@dataclass(frozen=True)
class Report:
    """Out-of-sample error of energy, inter-token latency and power.

    Attributes:
        energy: By chip, family of models, precision, batch and data set; `all` first.
        ecologits: The same measurements against EcoLogits; empty where it is not installed.
        data_matches: Whether the stored coefficients were fitted to the shipped runs.
        note: What is not measured.
    """

    date: str
    data_matches: bool
    energy: tuple[Row, ...]
    inter_token: tuple[Row, ...]
    power: tuple[Row, ...]
    ecologits: tuple[Row, ...]
    note: str


def report() -> Report:
    """Validates anew: some tens of seconds, every model left out once."""
    runs, calibration = measured_runs(), load_calibration()
    errors, inside = _validate(runs)
    groups = _groups(runs)
    return Report(
        date=calibration.date,
        data_matches=calibration.data_digest == digest(),
        energy=_rows(errors.energy, inside["energy"], groups),
        inter_token=_rows(errors.inter_token, inside["inter_token"], _short(groups)),
        power=_rows(errors.power, inside["power"], _short(groups)),
        ecologits=_ecologits_rows(runs, groups),
        note=(
            "No measured run ships for whole nodes or for chips other than A100 40 GB, H100 and "
            "B200: node overhead and inherited coefficients are outside this validation."
        ),
    )


def _validate(runs: Runs) -> tuple[Errors, Mapping[str, NDArray[np.bool_]]]:
    """Errors of left-out models, and whether the band made from the other models held them."""
    found = {name: np.zeros(len(runs.energy_j)) for name in QUANTITIES}
    fitted = load_calibration().coefficients
    for rows, errors in left_out(runs, runs.model, fitted):
        for name in QUANTITIES:
            found[name][rows] = getattr(errors, name)
    inside = {name: held(runs, found[name]) for name in QUANTITIES}
    return Errors(**found), inside


def held(runs: Runs, errors: FloatArray) -> NDArray[np.bool_]:
    """Whether a band made from the errors on all other models holds each run."""
    inside = np.zeros(len(errors), dtype=bool)
    sparse = runs.load.sparse > 0
    for name in np.unique(runs.model):
        rows = runs.model == name
        kind = sparse == sparse[rows][0]
        band = band_of(errors[kind & ~rows])
        truth = np.exp(-errors[rows])
        inside[rows] = (truth >= band.low) & (truth <= band.high)
    return inside


def _groups(runs: Runs) -> dict[str, NDArray[np.bool_]]:
    batch = runs.load.batch
    facts = load_facts()
    family_of = {name: facts.model(name).family for name in np.unique(runs.model)}
    family = np.array([family_of[name] for name in runs.model])
    groups = {"all": np.ones(len(batch), dtype=bool)}
    groups |= {f"chip {name}": runs.chip == name for name in np.unique(runs.chip)}
    groups |= {f"family {name}": family == name for name in np.unique(family)}
    groups |= {f"precision {name}": runs.precision == name for name in np.unique(runs.precision)}
    for low, high in BATCHES:
        groups[f"batch {low} to {high}"] = (batch >= low - 0.5) & (batch < high + 0.5)
    return groups | {f"data {name}": runs.dataset == name for name in np.unique(runs.dataset)}


def _short(groups: Mapping[str, NDArray[np.bool_]]) -> dict[str, NDArray[np.bool_]]:
    return {
        name: rows for name, rows in groups.items() if name.split()[0] in {"all", "chip", "data"}
    }


def _rows(
    errors: FloatArray, inside: NDArray[np.bool_] | None, groups: Mapping[str, NDArray[np.bool_]]
) -> tuple[Row, ...]:
    return tuple(
        Row(
            group=name,
            runs=int(rows.sum()),
            median_percent=100.0 * float(np.median(absolute(errors[rows]))),
            p90_percent=100.0 * float(np.percentile(absolute(errors[rows]), 90)),
            bias=float(np.exp(np.median(errors[rows]))),
            coverage=None if inside is None else float(inside[rows].mean()),
        )
        for name, rows in groups.items()
        if rows.any()
    )


def _ecologits_rows(runs: Runs, groups: Mapping[str, NDArray[np.bool_]]) -> tuple[Row, ...]:
    """EcoLogits on the same runs: GPU energy per output token from its own formula."""
    if find_spec("ecologits") is None:
        return ()
    errors = np.log(ecologits_energy_j(runs) / runs.energy_j)
    return _rows(errors, None, groups)


def ecologits_energy_j(runs: Runs) -> FloatArray:
    """GPU energy per output token of each run, as EcoLogits would have it.

    Its formula takes active parameters, output tokens and a batch of its own; the number of GPUs
    follows from the memory it assumes.
    """
    from ecologits.impacts import llm

    facts = load_facts()
    active = {name: facts.model(name).params_active_b or 0.0 for name in np.unique(runs.model)}
    total = {name: facts.model(name).params_total_b or 0.0 for name in np.unique(runs.model)}
    energy: list[float] = []
    for name, tokens in zip(runs.model, runs.load.output_tokens, strict=True):
        per_gpu = llm.gpu_energy(
            model_active_parameter_count=active[name],
            output_token_count=tokens,
            gpu_energy_alpha=llm.GPU_ENERGY_ALPHA,
            gpu_energy_beta=llm.GPU_ENERGY_BETA,
            gpu_energy_gamma=llm.GPU_ENERGY_GAMMA,
            batch_size=llm.BATCH_SIZE,
        )
        memory = llm.model_required_memory(
            model_total_parameter_count=total[name],
            model_quantization_bits=llm.MODEL_QUANTIZATION_BITS,
        )
        gpus = llm.gpu_required_count(model_required_memory=memory, gpu_memory=llm.GPU_MEMORY)
        energy.append(float(np.mean([per_gpu]) * gpus * 3.6e6 / tokens))
    return np.array(energy)
