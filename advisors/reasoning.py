"""Models that reason before every answer: hidden tokens that are written, timed and paid as well.

How many they are for a workload is known after a trial only; they enter as a wide labelled range.
"""

from dataclasses import replace

import numpy as np

from estimators.facts import Facts
from estimators.facts.model_rows import Model
from estimators.figure import Formula, Input
from estimators.graph import FloatArray, Step

HIDDEN, WRITTEN = "hidden_reasoning_tokens", "written_tokens"
AT_LENGTH = "long_reasoning_tokens"
LONG = ("Always reasons", "Reasons: long answers")
"""Remarks of the facts on models that have no effort to set."""
ALWAYS = ("Reasons always", *LONG)


def reasons_always(model: Model) -> bool:
    """Whether its publisher offers no way to switch reasoning off."""
    return any(remark in model.note for remark in ALWAYS)


def hidden_tokens(facts: Facts, model: Model) -> Input | None:
    """Tokens that a model writes before each answer; None where it need not reason."""
    if not reasons_always(model):
        return None
    at_length = any(remark in model.note for remark in LONG)
    found = facts.constant(AT_LENGTH if at_length else HIDDEN)
    return replace(found, name=HIDDEN, stream=f"{HIDDEN}/{model.id}")


def hidden_count(facts: Facts, model: Model) -> float:
    """Central number of those tokens, 0 where there are none."""
    found = hidden_tokens(facts, model)
    return found.value if found is not None else 0.0


def in_words(facts: Facts, model: Model) -> str:
    """What is counted for a model that always reasons; empty for another."""
    found = hidden_tokens(facts, model)
    if found is None:
        return ""
    return (
        f"It always reasons: about {found.value:,.0f} hidden tokens ({found.low:,.0f} to "
        f"{found.high:,.0f}, estimated) are added to each answer, and its first visible word comes "
        "after them. Measure them at its lowest effort."
    )


def written_tokens(output_tokens: FloatArray, hidden_reasoning_tokens: FloatArray) -> FloatArray:
    """Tokens that a model writes for an answer = answer + hidden reasoning."""
    return np.asarray(output_tokens + hidden_reasoning_tokens)


WRITES = Step(
    WRITTEN,
    "tokens",
    written_tokens,
    Formula(
        "reasoning.written_tokens",
        "tokens written = tokens of the answer + hidden reasoning tokens",
    ),
)


def counting_hidden(step: Step) -> Step:
    """A step that reckons with all tokens written, where it reckoned with those of the answer."""
    if "output_tokens" not in step.needs:
        return step
    return replace(step, takes={**step.takes, "output_tokens": WRITTEN})
