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
CACHE_PRICE = "bedrock_cache_read_price_fraction"
WRITE_PRICE = "bedrock_cache_write_price_fraction"
DEFERRED_LEAF = "batch_price_fraction"
"""Name in the graph of the price of what may wait, whichever tier gives it."""


@dataclass(frozen=True)
class ManagedCall:
    """One call of a managed model on reference hardware.

    Attributes:
        wh: IT energy, central value; the graph has the range.
        pace: Time to the first token and between tokens, as ranges.
        written: Tokens of the answer and those of hidden reasoning.
        prompt_share: Share of the energy that the prompt takes, central value.
    """

    size: Size
    wh: float
    pace: Pace
    written: float
    prompt_share: float

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
    wh, prompts = _central(base, list(sizes.values()), input_tokens, output_tokens, written)
    pace = paces(base, sizes, input_tokens.value, written)
    columns = (wh.tolist(), written.tolist(), prompts.tolist())
    return {
        key: ManagedCall(size, own, pace[key], tokens, prompt)
        for (key, size), own, tokens, prompt in zip(sizes.items(), *columns, strict=True)
    }


def leaves_of_call(
    base: Base, size: Size, input_tokens: Input, output_tokens: Input
) -> tuple[Input, ...]:
    """Leaves of the energy of a call, tokens left to the demand."""
    own = {"input_tokens", "output_tokens"}
    found = call_leaves(base.facts, size, input_tokens, output_tokens)
    return tuple(leaf for leaf in found if leaf.name not in own)


def tier_price(facts: Facts, model: Model, tier: str) -> Input | None:
    """Price of a service tier over the one on demand; None where the facts do not have it."""
    row = facts.tiers.get(f"{model.id}/{tier}")
    if row is None or row.price_fraction is None:
        return None
    return row.input("price_fraction", DEFERRED_LEAF)


def deferred_tier(facts: Facts, model: Model, *, tools: bool = False) -> str:
    """Tier for what may wait: batch, else flex; empty where the facts have a price of neither.

    Args:
        facts: Facts.
        model: Model on Bedrock.
        tools: Whether the model calls tools, which batch inference does not support.
    """
    fit = ("flex",) if tools else ("batch", "flex")
    return next((tier for tier in fit if tier_price(facts, model, tier) is not None), "")


def batch_known(facts: Facts, model: Model, *, tools: bool = False) -> bool:
    """Whether the facts, or a price of the user's own, tell what deferred calls cost."""
    return bool(deferred_tier(facts, model, tools=tools)) or _own_price(facts)


def batch_unknown(model: Model) -> str:
    """Words for a model of which the facts do not tell."""
    return f"no batch or Flex price of {model.name} is known here"


def batch_price(facts: Facts, model: Model, *, tools: bool = False) -> Input:
    """Price of deferred calls over the list price; the list price where no tier is known."""
    found = facts.constant(BATCH_PRICE, DEFERRED_LEAF)
    if _own_price(facts):
        return found
    tier = deferred_tier(facts, model, tools=tools)
    price = tier_price(facts, model, tier) if tier else None
    if price is not None:
        return price
    row = facts.tiers.get(f"{model.id}/batch")
    refused = tools or (row is not None and not row.offered)
    return replace(
        found,
        value=1.0,
        low=1.0 if refused else found.low,
        high=1.0,
        origin="assumption",
        confidence="inferred",
        note=f"The list price, as {batch_unknown(model)}.",
        stream=f"{BATCH_PRICE}/{model.id}",
    )


def cached_price(facts: Facts, model: Model) -> Input:
    """Price of a cached input token over a fresh one: the model's own where it is known."""
    found = facts.constant(CACHE_PRICE, "cached_price_fraction")
    row = facts.tiers.get(f"{model.id}/cached")
    if found.origin == "override" or row is None or row.price_fraction is None:
        return found
    return row.input("price_fraction", "cached_price_fraction")


def caches_prompts(facts: Facts, model: Model) -> bool:
    """Whether the facts, or a price of the user's own, tell what a cached token of it costs."""
    row = facts.tiers.get(f"{model.id}/cached")
    known = row is not None and row.price_fraction is not None
    return known or facts.constant(CACHE_PRICE).origin == "override"


def written_price(facts: Facts, model: Model) -> Input:
    """Price of writing an input token to the cache over a fresh one: its own where it is known."""
    found = facts.constant(WRITE_PRICE)
    row = facts.tiers.get(f"{model.id}/cache-write")
    if found.origin == "override" or row is None or row.price_fraction is None:
        return found
    return row.input("price_fraction", WRITE_PRICE)


def _own_price(facts: Facts) -> bool:
    """Whether the user has laid a batch price of their own over the facts."""
    return facts.constant(BATCH_PRICE).origin == "override"


def _central(
    base: Base,
    sizes: Sequence[Size],
    input_tokens: Input,
    output_tokens: Input,
    written: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Central energy of a call of every size at once [Wh], and the share of its prompt in it."""
    leaves = call_leaves(base.facts, sizes[0], input_tokens, output_tokens)
    values: dict[str, ArrayLike] = {leaf.name: np.asarray(leaf.value) for leaf in leaves}
    values["output_tokens"] = written
    values["active_params_b"] = np.array([size.active_params_b.value for size in sizes])
    values["managed_active_share"] = np.array([size.active_share.value for size in sizes])
    found = managed_call_graph().evaluate(values)
    asked = input_tokens.value * np.asarray(found["j_per_input_token"], dtype=float)
    whole = asked + written * np.asarray(found["j_per_output_token"], dtype=float)
    return np.asarray(found["managed_wh_per_call"], dtype=float), asked / whole
