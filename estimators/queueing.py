"""Time to first token: a queue, never the roofline alone."""

import numpy as np
from numpy.typing import ArrayLike

from estimators.graph import FloatArray

BUSIEST = 0.98


def mean_wait_s(service_s: ArrayLike, utilisation: ArrayLike, variation: ArrayLike) -> FloatArray:
    """Mean wait in front of one server (Pollaczek-Khinchine, M/G/1).

    Equation: rho / (1 - rho) * (1 + variation^2) / 2 * service time.

    Args:
        utilisation: Busy share, cut at 98 %: beyond it no queue is stationary.
        variation: Standard deviation over mean of the service time.
    """
    rho = np.clip(utilisation, 0.0, BUSIEST)
    return rho / (1.0 - rho) * (1.0 + np.asarray(variation) ** 2) / 2.0 * np.asarray(service_s)


def time_to_first_token_s(
    prefill_s: ArrayLike,
    step_s: ArrayLike,
    requests_per_s: ArrayLike,
    variation: ArrayLike = 1.0,
) -> FloatArray:
    """Mean time to first token of a replica that decodes others meanwhile.

    Equation: half a running step + wait for earlier prompts + own prompt + one step that yields
    the token. Prompts are served one after the other, in arrival order.
    """
    wait = mean_wait_s(prefill_s, np.asarray(requests_per_s) * prefill_s, variation)
    return 0.5 * np.asarray(step_s) + wait + prefill_s + step_s
