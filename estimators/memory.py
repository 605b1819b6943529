"""Does it fit: weights, KV cache, activations and what the engine keeps, in GiB."""

from dataclasses import dataclass

import numpy as np

from estimators.graph import FloatArray
from estimators.parallel import kv_shards
from estimators.serving_inputs import Load, Number
from estimators.serving_step import context_bytes

GIB = 2.0**30


@dataclass(frozen=True)
class Reserve:
    """What is not for weights and cache.

    Attributes:
        limit_share: Share of the memory that an engine may use at all.
        engine_gib: Activations and runtime of the engine, each chip.
        communication_gib: Buffers of collectives, each chip of several.
    """

    limit_share: float
    engine_gib: float
    communication_gib: float

    def kept_gib(self, memory_gib: Number, chips: Number) -> FloatArray:
        """What the engine keeps on each chip: the larger of its share and what it is known to need.

        The two are not added: runtime and buffers live in the share that the limit leaves free.
        """
        buffers = self.communication_gib * (np.asarray(chips) > 1.0)
        share = np.asarray(memory_gib, dtype=float) * (1.0 - self.limit_share)
        return np.asarray(np.maximum(share, self.engine_gib + buffers))


@dataclass(frozen=True)
class Memory:
    """Memory of one chip of a replica, GiB.

    Attributes:
        missing_gib: What a chip lacks; 0 where it fits.
    """

    weights_gib: FloatArray
    cache_gib: FloatArray
    working_gib: FloatArray
    available_gib: FloatArray

    @property
    def needed_gib(self) -> FloatArray:
        """Everything on one chip."""
        return self.weights_gib + self.cache_gib + self.working_gib

    @property
    def missing_gib(self) -> FloatArray:
        """What is missing on each chip."""
        return np.maximum(self.needed_gib - self.available_gib, 0.0)


def weights_gib(x: Load) -> FloatArray:
    """Weights on each chip: parameters times bytes, split over shards and stages."""
    total = x.dense_params * x.dense_bytes + x.experts * x.expert_params * x.expert_bytes
    return total / x.chips / GIB


def cache_gib_per_sequence(x: Load, context_tokens: Number) -> FloatArray:
    """Cache of one sequence on each chip that holds a part of it."""
    tokens = np.asarray(context_tokens, dtype=float)
    return context_bytes(x, tokens) / kv_shards(x.shards, x.kv_shards_max) / x.stages / GIB


def logits_gib_per_sequence(x: Load) -> FloatArray:
    """Logits of one sequence on each chip, in fp32."""
    return x.vocab * 4.0 / x.shards / GIB


def replica_memory(x: Load, memory_gib: Number, context_tokens: Number, reserve: Reserve) -> Memory:
    """What one replica needs on each chip at a configured context, and what there is.

    Args:
        x: The replica.
        memory_gib: Memory of one chip as its driver reports it.
        context_tokens: Configured context, prompt and answer, not the model's maximum.
        reserve: What the engine keeps.
    """
    memory = np.asarray(memory_gib, dtype=float)
    return Memory(
        weights_gib=weights_gib(x),
        cache_gib=x.batch * cache_gib_per_sequence(x, context_tokens),
        working_gib=x.batch * logits_gib_per_sequence(x),
        available_gib=memory - reserve.kept_gib(memory, x.chips),
    )


def largest_batch(
    x: Load, memory_gib: Number, context_tokens: Number, reserve: Reserve
) -> FloatArray:
    """Most sequences in flight whose cache fits beside the weights; below 1 when none does."""
    memory = np.asarray(memory_gib, dtype=float)
    room = memory - reserve.kept_gib(memory, x.chips) - weights_gib(x)
    each = cache_gib_per_sequence(x, context_tokens) + logits_gib_per_sequence(x)
    return np.maximum(room, 0.0) / each
