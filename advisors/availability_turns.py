"""At which promise of availability another of some designs would come first.

Spare replicas come in whole ones, and one more weighs more on large machines than on small ones: a
promise that changes little as a number can turn their order.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from advisors.candidates import Candidate
from advisors.criteria import FIGURE_OF, LOCATION, MARKET
from advisors.desk import Desk
from advisors.figures import graph_of, leaves_of
from advisors.weights import Criteria, score
from estimators.graph import FloatArray

PROMISES = (0.9, 0.95, 0.99, 0.995, 0.999, 0.9995, 0.9999, 0.99999)
"""What is usually promised, as a fraction of time."""
NAME = "availability"


def turned_by_availability(desk: Desk, shown: Sequence[tuple[str, Candidate]]) -> Iterator[str]:
    """The nearest usual promise below and above at which another comes first, in words.

    The designs stay as they are; only how many replicas they need follows the promise.

    Args:
        desk: Workload and weights.
        shown: Labels and designs, the one that comes first in front.
    """
    own = desk.workload.availability.value
    tried = np.array([*PROMISES, own])
    scores = np.array([scores_at(desk, item, NAME, tried) for _, item in shown])
    if len(shown) < 2 or not np.isfinite(scores).all():
        return
    first = [int(place) for place in scores.argmin(axis=0)]
    below = (n for n in reversed(range(len(PROMISES))) if PROMISES[n] < own - 1e-9)
    above = (n for n in range(len(PROMISES)) if PROMISES[n] > own + 1e-9)
    for steps in (below, above):
        yield from _nearest(steps, first, shown, own)


def _nearest(
    steps: Iterable[int], first: Sequence[int], shown: Sequence[tuple[str, Candidate]], own: float
) -> Iterator[str]:
    """The first of some steps at which another leads than at the promise that is given."""
    for step in steps:
        if first[step] != first[-1]:
            label, _ = shown[first[step]]
            yield (
                f"{_percent(PROMISES[step])} availability instead of {_percent(own)}: {label} "
                "would come first"
            )
            return


def scores_at(desk: Desk, item: Candidate, name: str, tried: FloatArray) -> FloatArray:
    """Score of a design at each value of an answer that its figures hold, lower is better.

    Not a number where a criterion is withheld. The design stays as it is.
    """
    priced = desk.price(item)
    leaves, missing = leaves_of(priced)
    graph = graph_of(priced)
    lacking = graph.reasons({name: why for name, why in missing.items() if name in graph.needed})
    market = desk.judge.market_based and MARKET not in lacking
    names = {"carbon": MARKET if market else LOCATION, **FIGURE_OF}
    if any(name in lacking for name in names.values()):
        return np.full(tried.shape, np.nan)
    given: dict[str, ArrayLike] = {leaf.name: np.array([leaf.value]) for leaf in leaves}
    known = graph.evaluate({**given, name: tried}, skip=lacking)
    return _judged(desk, item, {key: known[name] for key, name in names.items()}, tried.shape)


def _judged(
    desk: Desk, item: Candidate, values: Mapping[str, ArrayLike], shape: tuple[int, ...]
) -> FloatArray:
    fixed = {"latency": desk.search.latency_of(item), "effort": desk.effort(item, item.rung)}
    every = {
        key: np.broadcast_to(np.asarray(value, dtype=float), shape)
        for key, value in {**values, **fixed}.items()
    }
    return score(Criteria(**every), desk.judge.weights)


def _percent(share: float) -> str:
    return f"{share * 100:.6g}%"
