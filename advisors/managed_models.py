"""Models that are called and paid by the token: energy as the wide range of `estimators.managed`.

Their pace is a range too (`managed_pace`): good enough to rank and to rule out, never a promise.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from advisors.base import Base
from advisors.managed_pace import Pace, paces
from advisors.reasoning import hidden_count
from estimators.facts import Facts
from estimators.facts.model_rows import Model
from estimators.figure import Input
from estimators.graph import FloatArray
from estimators.managed import Size, call_leaves, managed_call_graph

BATCH_PRICE = "bedrock_batch_price_fraction"
BATCHED = "batch half of"
"""Remark of the facts on a model with a batch price of its own."""


@dataclass(frozen=True)
class ManagedCall:
    """One call of a managed model on reference hardware.

    Attributes:
        wh: IT energy, central value; the graph has the range.
        pace: Time to the first token and between tokens, as ranges.
        written: Tokens of the answer and those of hidden reasoning.
    """

    size: Size
    wh: float
    pace: Pace
    written: float

    @property
    def latency_ms(self) -> float:
        """From the question to the last token without the network, central value."""
        return self.pace.first[1] + self.pace.between[1] * self.written


def managed_calls(
    base: Base, models: Sequence[Model], input_tokens: Input, output_tokens: Input
) -> dict[str, ManagedCall]:
    """Energy and pace of one call of each model whose size can be bounded, by catalogue id."""
    sizes = {model.id: size for model in models if (size := base.managed_size(model)) is not None}
    if not sizes:
        return {}
    rows_of = [base.facts.models[key] for key in sizes]
    written = np.array([output_tokens.value + hidden_count(base.facts, row) for row in rows_of])
    wh = _central_wh(base, list(sizes.values()), input_tokens, output_tokens, written)
    pace = paces(base, sizes, input_tokens.value, written)
    rows = zip(sizes.items(), wh.tolist(), written.tolist(), strict=True)
    return {key: ManagedCall(size, own, pace[key], tokens) for (key, size), own, tokens in rows}


def leaves_of_call(
    base: Base, size: Size, input_tokens: Input, output_tokens: Input
) -> tuple[Input, ...]:
    """Leaves of the energy of a call, tokens left to the demand."""
    own = {"input_tokens", "output_tokens"}
    found = call_leaves(base.facts, size, input_tokens, output_tokens)
    return tuple(leaf for leaf in found if leaf.name not in own)


def batch_known(facts: Facts, model: Model) -> bool:
    """Whether the facts, or a price of the user's own, tell what batch inference of it costs."""
    return BATCHED in model.note or facts.constant(BATCH_PRICE).origin == "override"


def batch_unknown(model: Model) -> str:
    """Words for a model of which the facts do not tell."""
    return f"whether {model.name} supports batch inference is not known here"


def batch_price(facts: Facts, model: Model) -> Input:
    """Price of deferred calls over the list price: the list price where batch is not known."""
    found = facts.constant(BATCH_PRICE, "batch_price_fraction")
    if batch_known(facts, model):
        return found
    return replace(
        found,
        value=1.0,
        high=1.0,
        origin="assumption",
        confidence="inferred",
        note=f"The list price, as {batch_unknown(model)}.",
        stream=f"{BATCH_PRICE}/{model.id}",
    )


def _central_wh(
    base: Base,
    sizes: Sequence[Size],
    input_tokens: Input,
    output_tokens: Input,
    written: FloatArray,
) -> FloatArray:
    """Central energy of a call of every size at once, each with the tokens that it writes."""
    leaves = call_leaves(base.facts, sizes[0], input_tokens, output_tokens)
    values: dict[str, ArrayLike] = {leaf.name: np.asarray(leaf.value) for leaf in leaves}
    values["output_tokens"] = written
    values["active_params_b"] = np.array([size.active_params_b.value for size in sizes])
    values["managed_active_share"] = np.array([size.active_share.value for size in sizes])
    return np.asarray(managed_call_graph().evaluate(values)["managed_wh_per_call"], dtype=float)
