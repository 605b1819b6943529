"""How energy and pace of a call follow its tokens, near the counts it was sized for."""

from dataclasses import dataclass
from math import log

import numpy as np

from advisors.base import Base, Same
from advisors.sizing import Layouts
from estimators.calibration import load_calibration
from estimators.chip_arrays import chip_arrays
from estimators.figure import Formula, Input, Origin
from estimators.graph import FloatArray
from estimators.serving_core import performance
from estimators.serving_inputs import PRECISIONS, Load, model_arrays

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


@dataclass(frozen=True)
class Slopes:
    """The same for layouts that were sized for one call.

    Attributes:
        input_tokens, output_tokens: Counts at which the call was sized.
        energy, pace: Exponents by the prompt and by the answer, shape (rows, 2).
    """

    input_tokens: float
    output_tokens: float
    energy: FloatArray
    pace: FloatArray

    def row(self, number: int) -> Tokens:
        """Those of one layout."""
        own = (*self.energy[number].tolist(), *self.pace[number].tolist())
        return Tokens(self.input_tokens, self.output_tokens, *own)


def slopes_of(base: Base, layouts: Layouts, prompt: float, answer: float) -> Slopes:
    """Exponents of every layout, from the physics at the counts and a little beside them.

    Args:
        base: Facts.
        layouts: As sized for `prompt` and `answer`.
        prompt: Tokens of a prompt.
        answer: Tokens of an answer, hidden ones not counted.
    """
    asked = ("exponents", Same(layouts), prompt, answer)
    return base.once(asked, lambda: _slopes_of(base, layouts, prompt, answer))


def _slopes_of(base: Base, layouts: Layouts, prompt: float, answer: float) -> Slopes:
    facts = base.facts
    (models, of_model), (types, of_type) = layouts.models, layouts.types
    (precisions, of_precision) = layouts.precisions
    of_chip = of_type * len(precisions) + of_precision
    chips = [facts.chip(facts.instances[name].chip) for name in types for _ in precisions]
    formats = [PRECISIONS[name] for name in precisions] * len(types)
    one = np.ones((len(layouts), 1))
    shapes = model_arrays([base.architectures[name] for name in models])
    rates = chip_arrays(chips, formats)
    load = Load(
        **{name: values[of_model, None] for name, values in shapes.items()},
        **{name: values[of_chip, None] for name, values in rates.items()},
        shards=np.array([[float(key.shards)] for key in layouts.keys]),
        stages=one,
        batch=layouts.batch[:, None],
        input_tokens=one * prompt * np.array([1.0, STEP, 1.0]),
        output_tokens=one * answer * np.array([1.0, 1.0, STEP]),
    )
    step = performance(load, load_calibration().coefficients)
    energy = _slopes(step.energy_j_per_output_token * load.output_tokens)
    return Slopes(prompt, answer, energy, _slopes(step.tokens_per_s / load.output_tokens))


def _slopes(values: FloatArray) -> FloatArray:
    """Exponents by the prompt and by the answer, shape (rows, 2)."""
    return np.asarray(np.log(values[:, 1:] / values[:, :1]) / log(STEP))


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
