"""Layouts of models that always reason: sized for the answer, counted with the hidden tokens too.

Energy and pace follow the tokens by the power law of `elasticity`, as in the figures, so that the
order of the search is that of the figures.
"""

from dataclasses import replace

import numpy as np

from advisors.base import Base
from advisors.elasticity import slopes_of
from advisors.reasoning import hidden_count
from advisors.sizing import Layouts
from estimators.graph import FloatArray


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
    models, of_model = layouts.models
    hidden = np.array([hidden_count(facts, facts.models[name]) for name in models])[of_model]
    if not hidden.any():
        return layouts, answer + hidden
    found = slopes_of(base, layouts, prompt, answer)
    longer = (answer + hidden) / answer
    more = longer ** found.energy[:, 1]
    slower = longer ** found.pace[:, 1]
    counted = replace(
        layouts,
        wh_per_call=layouts.wh_per_call * more,
        wh_per_call_single=layouts.wh_per_call_single * more,
        calls_per_s=layouts.calls_per_s * slower,
        single_calls_per_s=layouts.single_calls_per_s * slower,
    )
    return counted, answer + hidden
