"""Layouts of models that always reason: sized for the answer, counted with the hidden tokens too.

Energy and pace follow the tokens by the power law of `elasticity`, as in the figures, so that the
order of the search is that of the figures.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from advisors.base import Base
from advisors.candidates import coded
from advisors.elasticity import STEP
from advisors.reasoning import hidden_count
from advisors.sizing import Layouts
from estimators.calibration import load_calibration
from estimators.chip_arrays import chip_arrays
from estimators.graph import FloatArray
from estimators.serving_core import performance
from estimators.serving_inputs import PRECISIONS, Load, model_arrays


def with_hidden(
    base: Base, layouts: Layouts, prompt: float, answer: float
) -> tuple[Layouts, FloatArray]:
    """Layouts with the hidden tokens of their models, and all tokens that each writes a call.

    Args:
        base: Facts.
        layouts: As sized for `prompt` and `answer`.
        prompt: Tokens of a prompt.
        answer: Tokens of an answer, hidden ones not counted.
    """
    facts = base.facts
    models, of_model = coded([key.model for key in layouts.keys])
    hidden = np.array([hidden_count(facts, facts.models[name]) for name in models])[of_model]
    rows = np.flatnonzero(hidden)
    if not rows.size:
        return layouts, answer + hidden
    energy, pace = _exponents(base, layouts, rows, prompt=prompt, answer=answer)
    more, slower = np.ones((2, len(layouts)))
    longer = (answer + hidden[rows]) / answer
    more[rows], slower[rows] = longer**energy, longer**pace
    counted = replace(
        layouts,
        wh_per_call=layouts.wh_per_call * more,
        wh_per_call_single=layouts.wh_per_call_single * more,
        calls_per_s=layouts.calls_per_s * slower,
        single_calls_per_s=layouts.single_calls_per_s * slower,
    )
    return counted, answer + hidden


def _exponents(
    base: Base, layouts: Layouts, rows: NDArray[np.intp], *, prompt: float, answer: float
) -> tuple[FloatArray, FloatArray]:
    """Percent of energy and of calls a second by percent of output tokens, one a row."""
    keys = [layouts.keys[row] for row in rows.tolist()]
    one = np.ones((rows.size, 1))
    types = [base.facts.instances[key.instance] for key in keys]
    models = model_arrays([base.architectures[key.model] for key in keys])
    chips = chip_arrays(
        [base.facts.chip(item.chip) for item in types], [PRECISIONS[key.precision] for key in keys]
    )
    load = Load(
        **{name: values[:, None] for name, values in models.items()},
        **{name: values[:, None] for name, values in chips.items()},
        shards=np.array([[float(key.shards)] for key in keys]),
        stages=one,
        batch=layouts.batch[rows, None],
        input_tokens=one * prompt,
        output_tokens=one * answer * np.array([1.0, STEP]),
    )
    step = performance(load, load_calibration().coefficients)
    energy = step.energy_j_per_output_token * load.output_tokens
    calls = step.tokens_per_s / load.output_tokens
    width = np.log(STEP)
    return (
        np.log(energy[:, 1] / energy[:, 0]) / width,
        np.log(calls[:, 1] / calls[:, 0]) / width,
    )
