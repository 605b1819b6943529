"""How energy and pace of a call follow its tokens, near the counts it was sized for."""

from dataclasses import dataclass, replace
from functools import lru_cache
from math import log

import numpy as np

from estimators.calibration import load_calibration
from estimators.facts import Chip
from estimators.figure import Formula, Input, Origin
from estimators.graph import FloatArray
from estimators.model_config import Architecture
from estimators.replica import single_load
from estimators.serving_core import performance
from estimators.serving_inputs import PRECISIONS

STEP = 1.1


@dataclass(frozen=True)
class Tokens:
    """Token counts of a call, and percent of energy and throughput by percent of tokens.

    Attributes:
        input_tokens, output_tokens: Counts at which the call was sized.
        energy_input, energy_output: Exponents of the energy of a call.
        pace_input, pace_output: Exponents of calls a second (negative: longer calls are slower).
    """

    input_tokens: float
    output_tokens: float
    energy_input: float
    energy_output: float
    pace_input: float
    pace_output: float


def tokens_of(
    shape: Architecture,
    chip: Chip,
    precision: str,
    *,
    shards: float,
    batch: float,
    prompt: float,
    answer: float,
) -> Tokens:
    """Exponents of one layout, from the physics at the counts and a little beside them."""
    return _tokens(_Cell(shape, chip, precision, shards, round(batch, 3)), prompt, answer)


@dataclass(frozen=True)
class _Cell:
    """One layout as a key; rows of facts compare by identity."""

    shape: Architecture
    chip: Chip
    precision: str
    shards: float
    batch: float


@lru_cache(maxsize=1024)
def _tokens(cell: _Cell, prompt: float, answer: float) -> Tokens:
    one = np.ones(3)
    load = replace(
        single_load(cell.shape, cell.chip, PRECISIONS[cell.precision]),
        shards=one * cell.shards,
        stages=one,
        batch=one * cell.batch,
        input_tokens=np.array([prompt, prompt * STEP, prompt]),
        output_tokens=np.array([answer, answer, answer * STEP]),
    )
    step = performance(load, load_calibration().coefficients)
    energy = step.energy_j_per_output_token * load.output_tokens
    calls = step.tokens_per_s / load.output_tokens
    return Tokens(prompt, answer, *_slopes(energy), *_slopes(calls))


def _slopes(values: FloatArray) -> tuple[float, float]:
    return float(np.log(values[1] / values[0]) / log(STEP)), float(
        np.log(values[2] / values[0]) / log(STEP)
    )


def exponents(found: Tokens, sources: tuple[str, ...] = ()) -> tuple[Input, ...]:
    """Leaves that `at_tokens` needs, with what the physics rests on; assumed without sources."""
    values = {
        "reference_input_tokens": (found.input_tokens, "tokens"),
        "reference_output_tokens": (found.output_tokens, "tokens"),
        "energy_exponent_input": (found.energy_input, "1"),
        "energy_exponent_output": (found.energy_output, "1"),
        "pace_exponent_input": (found.pace_input, "1"),
        "pace_exponent_output": (found.pace_output, "1"),
    }
    note = "physics of the replica at these counts and a tenth beside them"
    origin: Origin = "fact" if sources else "assumption"
    return tuple(
        Input(name, value, value, value, unit, origin, sources, note=note)
        for name, (value, unit) in values.items()
    )


def at_tokens(
    *,
    reference: FloatArray,
    input_tokens: FloatArray,
    output_tokens: FloatArray,
    reference_input_tokens: FloatArray,
    reference_output_tokens: FloatArray,
    exponent_input: FloatArray,
    exponent_output: FloatArray,
) -> FloatArray:
    """A quantity of a call at other token counts: power law around the counts it was sized for."""
    return (
        reference
        * (input_tokens / reference_input_tokens) ** exponent_input
        * (output_tokens / reference_output_tokens) ** exponent_output
    )


AT_TOKENS = Formula(
    "elasticity.at_tokens",
    "value = value as sized × (input tokens ÷ sized for)^a × (output tokens ÷ sized for)^b",
)
