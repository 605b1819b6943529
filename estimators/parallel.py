"""Splitting one model over chips: what each holds, and what they must tell each other."""

import numpy as np

from estimators.graph import FloatArray
from estimators.serving_inputs import Number


def kv_shards(shards: Number, heads_at_most: Number) -> FloatArray:
    """Parts into which the cache is really split: a head is never cut.

    Equation: min(chips, KV heads); with multi-head latent attention every chip keeps all of it.
    """
    return np.minimum(shards, heads_at_most)


def all_reduce_s(
    message_bytes: Number, shards: Number, link_bytes_per_s: Number, latency_s: Number
) -> FloatArray:
    """Time of one ring all-reduce.

    Equation: latency + 2 (n - 1) / n * message / (link / 2); zero on one chip. The interconnect
    figure counts both directions, a ring uses one for each byte.
    """
    n = np.asarray(shards, dtype=float)
    each_byte_s = 4.0 * (n - 1.0) / n / link_bytes_per_s
    return np.asarray(np.where(n > 1.0, latency_s, 0.0) + message_bytes * each_byte_s)


def collective_s(
    *,
    layers: Number,
    tokens: Number,
    hidden_size: Number,
    shards: Number,
    link_bytes_per_s: Number,
    latency_s: Number,
) -> FloatArray:
    """All-reduces of one step: two a layer, each of the activations of every token at 16 bits."""
    message = 2.0 * hidden_size * np.asarray(tokens, dtype=float)
    return 2.0 * layers * all_reduce_s(message, shards, link_bytes_per_s, latency_s)
