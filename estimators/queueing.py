"""Time to first token: a queue, never the roofline alone."""

import numpy as np

from estimators.graph import FloatArray
from estimators.serving_inputs import Number

BUSIEST = 0.98


def mean_wait_s(service_s: Number, utilisation: Number, variation: Number) -> FloatArray:
    """Mean wait in front of one server (Pollaczek-Khinchine, M/G/1).

    Equation: rho / (1 - rho) * (1 + variation^2) / 2 * service time.

    Args:
        service_s: Mean service time.
        utilisation: Busy share, cut at 98 %: beyond it no queue is stationary.
        variation: Standard deviation over mean of the service time.
    """
    rho = np.clip(utilisation, 0.0, BUSIEST)
    return np.asarray(rho / (1.0 - rho) * (1.0 + variation**2) / 2.0 * service_s)


def time_to_first_token_s(
    prefill_s: Number,
    step_s: Number,
    requests_per_s: Number,
    variation: Number = 1.0,
) -> FloatArray:
    """Mean time to first token of a replica that decodes others meanwhile.

    Equation: half a running step + wait for earlier prompts + own prompt + one step that yields
    the token. Prompts are served one after the other, in arrival order.
    """
    wait = mean_wait_s(prefill_s, requests_per_s * prefill_s, variation)
    return 1.5 * step_s + wait + prefill_s
