"""The prompt cache of a managed model: what it saves, what writing costs, where there is none.

A cached prefix is kept for some minutes after its last use. A call that comes later has it computed
and written anew, at the price of writing; with few calls a day that is most of them.
"""

from dataclasses import dataclass, replace

import numpy as np

from advisors.base import Base
from advisors.demand import policy_of
from advisors.managed_models import (
    ManagedCall,
    batch_price,
    cached_price,
    caches_prompts,
    deferred_tier,
    written_price,
)
from advisors.rungs import Rung, same_share
from advisors.workload import Workload
from advisors.workload_types import UseCase
from estimators.annual import Demand
from estimators.facts import Facts
from estimators.facts.model_rows import Model
from estimators.figure import Input
from estimators.hourly import hourly_calls

KEPT_FOR = "bedrock_cache_seconds"
LEAST_TOKENS = "bedrock_cache_least_prefix_tokens"
ENERGY_LEFT = "cached_prefix_energy_fraction"


@dataclass(frozen=True)
class Cached:
    """What a prompt cache changes about the calls of a managed model.

    Attributes:
        share: Share of the prompt that is marked for the cache, over all calls as they are paid.
        price: Price of such a token over a fresh one, those that are written anew included.
        energy: Energy of a call over that without a cache, mean over all calls.
        missed: Share of the calls that use the cache and find it gone.
    """

    share: float
    price: Input
    energy: Input
    missed: float


@dataclass(frozen=True)
class Uncached:
    """Why the service would compute the prefix each time all the same, and what would help."""

    reason: str
    unlock: str


def uncached(facts: Facts, w: Workload, model: Model, prefix_tokens: float) -> Uncached | None:
    """Why a managed model keeps no prefix of a length; None where it does.

    Args:
        facts: Facts.
        w: Workload.
        model: Model on Bedrock.
        prefix_tokens: Tokens that are the same in every call.
    """
    least = facts.constant(LEAST_TOKENS)
    if w.async_share.value >= 1.0:
        return Uncached("Batch inference does not read from a prompt cache.", "Calls on demand.")
    if not caches_prompts(facts, model):
        return Uncached(
            f"No fact tells that Bedrock caches prompts of {model.name}, nor at which price.",
            "A model of the families Claude and Nova, or hosting it yourself.",
        )
    if prefix_tokens < least.value:
        return Uncached(
            f"{prefix_tokens:,.0f} tokens are the same in every call; the service ignores a "
            f"shorter prefix than {least.value:,.0f} ({least.low:,.0f} to {least.high:,.0f} by "
            "model).",
            "A longer common part, put at the front of the prompt.",
        )
    return None


def cache_of(
    base: Base, w: Workload, model: Model, rung: Rung, asked: tuple[ManagedCall, Demand]
) -> Cached | None:
    """The cache of a managed model; None where it has none or no price of it is known.

    Args:
        base: Facts.
        w: Workload.
        model: Model on Bedrock.
        rung: Its rung.
        asked: One call of it, and the demand.
    """
    call, demand = asked
    facts, share = base.facts, same_share(w, rung, base)
    if uncached(facts, w, model, share * demand.input_tokens.value) is not None:
        return None
    tools = w.use_case is UseCase.AGENT
    waits = w.async_share.value if deferred_tier(facts, model, tools=tools) == "batch" else 0.0
    missed = _missed(facts, w, demand, waits)
    left = facts.constant(ENERGY_LEFT)
    held = call.prompt_share * share * (1.0 - waits)
    ends = zip(missed, (left.value, left.low, left.high), strict=True)
    centre, least, most = (1.0 - held * (1.0 - gone) * (1.0 - part) for gone, part in ends)
    note = f"{share:.0%} of the prompt read from the cache"
    energy = Input("cache_factor", centre, least, most, "1", "fact", left.sources, note=note)
    deferred = batch_price(facts, model, tools=tools).value if waits else 1.0
    paid = (1.0 - waits) / (1.0 - waits * (1.0 - deferred))
    price = _price(cached_price(facts, model), written_price(facts, model), missed)
    return Cached(share * paid, price, energy, missed[0])


def _missed(facts: Facts, w: Workload, demand: Demand, waits: float) -> tuple[float, float, float]:
    """Share of the calls that come too late for the cache: centre, at most and at least calls.

    Poisson arrivals: a call at a rate r finds the prefix gone with exp(-r x time it is kept).
    """
    kept_s = facts.constant(KEPT_FOR)
    asked, policy = demand.requests_per_day, policy_of(w)
    fixed = {
        name: np.asarray(getattr(demand, name).value)
        for name in ("steps_per_request", "growth_per_year", "horizon_years", "peak_factor")
    }
    there = (1.0 - waits) * demand.reaching_share
    requests = np.array([asked.value, asked.high, asked.low]) * there
    rate = hourly_calls(
        requests_per_day=requests, async_share=np.zeros(1), policy=policy, **fixed
    ).reshape(3, -1)
    seconds = np.array([[kept_s.value], [kept_s.high], [kept_s.low]])
    gone = (rate * np.exp(-rate * seconds)).sum(axis=1) / rate.sum(axis=1)
    centre, fewest, most = gone.tolist()
    return centre, fewest, most


def _price(read: Input, written: Input, missed: tuple[float, float, float]) -> Input:
    """Price of a token of the prefix over a fresh one: read, or where it is gone written anew."""
    pairs = zip(missed, ("value", "low", "high"), strict=True)
    ends = [(1.0 - gone) * getattr(read, end) + gone * getattr(written, end) for gone, end in pairs]
    note = f"{missed[0]:.1%} of the calls write it anew, at {written.value:g} of a fresh token."
    return replace(
        read,
        value=ends[0],
        low=min(ends),
        high=max(ends),
        sources=tuple(sorted({*read.sources, *written.sources})),
        note=f"{read.note} {note}".strip(),
    )
