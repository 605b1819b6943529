"""Steps that a small move of an answer may cross: limits of rules, and machines that come whole."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

import numpy as np

from advisors.base import Base
from advisors.classic import classic_for, encoders
from advisors.demand import NETWORK_SHARE, policy_of
from advisors.desk import Desk
from advisors.figures import graph_of, leaves_of
from advisors.managed_pace import call_misfit
from advisors.model_filters import REASONED_TOKENS
from advisors.near import TOO_FAR
from advisors.places import rtt_ms
from advisors.rungs import open_rungs
from advisors.ways import ways_of
from advisors.workload import Workload
from estimators.graph import FloatArray, Graph

HOURS = "instance_hours_per_year"
JUMP = 0.02
"""Change of the machine hours, over what a percent explains, that only a whole machine makes."""
LOOKED_AT = 6
"""Designs on machines of one's own whose hours are watched, the best on as many chips."""
FULL = 1.1
"""Batch of a replica below which a little less room leaves none."""
HALVINGS = 20
FLEET = (
    "requests_per_day",
    "peak_factor",
    "growth_per_year",
    "steps_per_request",
    "horizon_years",
    "availability",
    "async_share",
)
"""Answers that a fleet follows in whole machines."""
SHARES = frozenset({"availability", "async_share"})
"""Those of them that are parts of a whole."""
Limits = Callable[[Desk, Workload], Hashable]
Moved = Callable[[Workload, str, float], Workload]
Move = tuple[str, float]
"""Name of an answer, and the factor that it is moved by."""


def crossing(desk: Desk, moves: Sequence[Move], moved: Moved) -> Iterator[tuple[str, float, float]]:
    """Moves that take an answer to the other side of a rule's limit, with its value there.

    Args:
        desk: The design as answered.
        moves: Names of answers with factors.
        moved: Gives the workload with one answer a factor off.
    """
    here: dict[str, Hashable] = {}
    for name, factor in moves:
        if name not in LIMITS:
            continue
        own = getattr(desk.workload, name).value
        if name not in here:
            here[name] = LIMITS[name](desk, desk.workload)
        if LIMITS[name](desk, moved(desk.workload, name, factor)) != here[name]:
            yield name, factor, own * _limit(desk, (name, factor), here[name], moved)
        elif name in ROOM and _tight(desk, name, factor):
            yield name, factor, own * factor


def _limit(desk: Desk, move: Move, here: Hashable, moved: Moved) -> float:
    """The least factor in the direction of a move that is beyond the limit, by halving."""
    (name, far), near = move, 1.0
    for _ in range(HALVINGS):
        middle = (near + far) / 2.0
        if LIMITS[name](desk, moved(desk.workload, name, middle)) == here:
            near = middle
        else:
            far = middle
    return far


def _policy(_: Desk, w: Workload) -> Hashable:
    return policy_of(w)


def _rungs(desk: Desk, w: Workload) -> Hashable:
    return open_rungs(w)[0], classic_for(w, desk.base)


def _ways(_: Desk, w: Workload) -> Hashable:
    return ways_of(w)


def _tokens(desk: Desk, w: Workload) -> Hashable:
    """How many models' context holds a call, whether any may reason, and encoders that read it."""
    call = w.input_tokens.value + w.output_tokens.value
    held = np.searchsorted(_contexts(desk.base), call)
    item = desk.smaller
    read = encoders(w, item.approach, desk.base) if item is not None else ()
    return int(held), w.output_tokens.value < REASONED_TOKENS, read


@lru_cache(maxsize=4)
def _contexts(base: Base) -> FloatArray:
    """Context of each model [tokens], the shortest first."""
    known = (row.context_tokens for row in base.generative.values())
    return np.sort([float(tokens) for tokens in known if tokens is not None])


def _service_level(desk: Desk, w: Workload) -> Hashable:
    """Regions near enough, managed models that are fast enough, and how the fleet is run."""
    limit = NETWORK_SHARE * w.ttft_ms.value
    near = sum(trip <= limit for trip in _trips(desk))
    best = desk.best
    trips = {0.0} | ({best.place.rtt_ms or 0.0} if best is not None else set())
    fast = tuple(
        (name, trip)
        for calls in desk.search.calls.values()
        for name, call in calls.items()
        for trip in trips
        if call_misfit(w, name, call.pace, trip) is None
    )
    return policy_of(w), near, fast


def _trips(desk: Desk) -> tuple[float, ...]:
    """Network to the Regions that are open but for it [ms]; what is not known counts as none."""
    near = (place.rtt_ms for place in desk.search.regions)
    late = (item.id for item in desk.search.region_exclusions if item.rule == TOO_FAR)
    far = (rtt_ms(desk.workload, code, desk.facts) for code in late)
    return tuple(trip or 0.0 for trip in (*near, *far))


LIMITS: Mapping[str, Limits] = {
    "async_share": _policy,
    "ttft_ms": _service_level,
    "inter_token_ms": _service_level,
    "labelled_examples": _rungs,
    "corpus_tokens": _rungs,
    "corpus_refresh_per_year": _rungs,
    "input_tokens": _tokens,
    "output_tokens": _tokens,
    "shared_prefix_share": _ways,
    "repeat_share": _ways,
}
"""What the rules make of an answer that they hold against a limit."""
ROOM: Mapping[str, float] = {
    "ttft_ms": -1.0,
    "inter_token_ms": -1.0,
    "input_tokens": 1.0,
    "output_tokens": 1.0,
}
"""Answers that leave a replica less room, and in which direction."""


def _tight(desk: Desk, name: str, factor: float) -> bool:
    """Whether the recommended layout hardly holds one request, and is left less room."""
    less = (factor - 1.0) * ROOM[name] > 0.0
    if not less or desk.best is None or desk.best.layout is None:
        return False
    layouts, row = desk.search.layouts_of(desk.best)
    return bool(layouts.batch[row] < FULL)


def restarted(desk: Desk, moves: Sequence[Move]) -> tuple[Move, ...]:
    """Moves of an answer after which a fleet near the best has more or fewer whole machines."""
    asked = [(name, factor) for name, factor in moves if name in FLEET]
    groups: dict[Graph, list[Mapping[str, float]]] = {}
    for item in islice(desk.search.best_by("chip", managed=False).values(), LOOKED_AT):
        priced = desk.price(item)
        values = {leaf.name: leaf.value for leaf in leaves_of(priced)[0]}
        groups.setdefault(graph_of(priced), []).append(values)
    jumps = [_jumps(graph, fleets, asked) for graph, fleets in groups.items()]
    return tuple(move for n, move in enumerate(asked) if any(each[n] for each in jumps))


def _jumps(
    graph: Graph, fleets: Sequence[Mapping[str, float]], asked: Sequence[Move]
) -> Sequence[bool]:
    """For each move, whether the hours of some fleet change by more than a percent explains."""
    needed = graph.under(HOURS) | {HOURS}
    lanes = 1 + len(asked)
    given = {
        name: np.repeat([values[name] for values in fleets], lanes)
        for name in needed.intersection(*fleets)
    }
    for name in needed.intersection(FLEET):
        factors = (1.0, *(factor if one == name else 1.0 for one, factor in asked))
        most = 1.0 if name in SHARES else np.inf
        given[name] = np.minimum(given[name] * np.tile(factors, len(fleets)), most)
    skip = [step.name for step in graph.steps if step.name not in needed]
    found = np.asarray(graph.evaluate(given, skip)[HOURS], dtype=float)
    hours = found.reshape(len(fleets), lanes)
    changed = np.abs(np.log(hours[:, 1:] / hours[:, :1])) > JUMP
    return [bool(each) for each in changed.any(axis=0)]
