"""Steps that a small move of an answer may cross: limits of rules, and machines that come whole."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

import numpy as np

from advisors.candidates import Candidate
from advisors.classic import classic_for, encoders
from advisors.demand import policy_of
from advisors.desk import Desk
from advisors.figures import graph_of, leaves_of
from advisors.managed_pace import call_misfit
from advisors.model_filters import needs_of, tokens_tell
from advisors.near import near_enough
from advisors.places import Place, open_places
from advisors.rungs import open_rungs
from advisors.ways import ways_of
from advisors.workload import Workload
from estimators.graph import FloatArray

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
Limits = Callable[[Desk, Workload], Hashable]
Moved = Callable[[Workload, str, float], Workload]


def crossing(
    desk: Desk, moves: Sequence[tuple[str, float]], moved: Moved
) -> Iterator[tuple[str, float, float]]:
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


def _limit(desk: Desk, move: tuple[str, float], here: Hashable, moved: Moved) -> float:
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
    """Models whose context or room to reason the tokens of a call exceed."""
    needs = needs_of(w)
    short = tuple(key for key, row in desk.base.generative.items() if tokens_tell(needs, row))
    item = desk.smaller
    return short, encoders(w, item.approach, desk.base) if item is not None else ()


def _service_level(desk: Desk, w: Workload) -> Hashable:
    """Regions near enough, managed models that are fast enough, and how the fleet is run."""
    near, _ = near_enough(w, _open(desk))
    best = desk.best
    trips = {0.0} | ({best.place.rtt_ms or 0.0} if best is not None else set())
    fast = tuple(
        (name, trip)
        for calls in desk.search.calls.values()
        for name, call in calls.items()
        for trip in sorted(trips)
        if call_misfit(w, name, call.pace, trip) is None
    )
    return policy_of(w), tuple(place.id for place in near), fast


@lru_cache(maxsize=2)
def _open(desk: Desk) -> tuple[Place, ...]:
    """Regions that law, wishes and service leave open, however far away."""
    return open_places(desk.workload, desk.facts)[0]


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


def restarted(desk: Desk, moves: Sequence[tuple[str, float]]) -> Iterator[tuple[str, float]]:
    """Moves of an answer after which a fleet near the best has more or fewer whole machines."""
    asked = [(name, factor) for name, factor in moves if name in FLEET]
    if not asked:
        return
    jumps = np.zeros(len(asked), dtype=bool)
    for item in islice(_own(desk), LOOKED_AT):
        jumps |= _jumps(desk, item, asked)
    yield from (move for move, jump in zip(asked, jumps.tolist(), strict=True) if jump)


def _own(desk: Desk) -> Iterator[Candidate]:
    """The best designs on machines of one's own, one for each chip."""
    return iter(desk.search.best_by("chip", managed=False).values())


def _jumps(desk: Desk, item: Candidate, asked: Sequence[tuple[str, float]]) -> FloatArray:
    """Whether the hours of a design change by more than a percent explains."""
    priced = desk.price(item)
    graph = graph_of(priced)
    given = {leaf.name: np.array([leaf.value]) for leaf in leaves_of(priced)[0]}
    for name in FLEET:
        factors = [factor if one == name else 1.0 for one, factor in asked]
        given[name] = given[name] * np.array([1.0, *factors])
    needed = graph.under(HOURS) | {HOURS}
    skip = [step.name for step in graph.steps if step.name not in needed]
    hours = np.asarray(graph.evaluate(given, skip)[HOURS], dtype=float)
    return np.asarray(np.abs(np.log(hours[1:] / hours[0])) > JUMP)
