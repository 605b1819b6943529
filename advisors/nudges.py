"""Answers of which one percent more or less puts another option first.

Most of what an answer moves, it moves without a break: a percent of it is a percent of a score at
most, and options as near as that are called a tie anyway. What is left are steps: rules with a
limit, and machines, which come whole. Only where a percent crosses one, the grid is searched anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import Any

import numpy as np

from advisors.availability_turns import scores_at
from advisors.candidates import Candidate
from advisors.classic import MADE_BY
from advisors.desk import SERVICE, Desk
from advisors.nudge_steps import Move, crossing, restarted
from advisors.questions import question
from advisors.workload import Workload
from estimators.figure import Input

PERCENT = 0.01
"""How far an answer is moved: less than anyone knows it."""
TRIED = 65
"""Values tried between an answer and the same a percent off; as many again around the turn."""
BEDROCK, OWN = "bedrock", "ec2-eks"
"""Ids of the ways of hosting."""


@dataclass(frozen=True)
class Nudge:
    """An answer of which a percent turns an order.

    Attributes:
        question: Its id.
        own: Its value, in the unit of the workload.
        at: Value nearest to it beyond which the order is another one.
        firsts: By decision, the id that comes first beyond; empty where nothing fits.
        swapped: By decision, pairs of ids that change places.
    """

    question: str
    own: float
    at: float
    firsts: Mapping[str, str]
    swapped: Mapping[str, frozenset[tuple[str, str]]]


@lru_cache(maxsize=2)
def nudges_of(desk: Desk) -> tuple[Nudge, ...]:
    """Every answer of which a percent turns the order of some decision."""
    return tuple(_found(desk)) if desk.best is not None else ()


def _found(desk: Desk) -> Iterator[Nudge]:
    """By rules first, as these tell the very value at which something turns."""
    moves = _moves(desk.workload)
    limits = {(name, factor): at for name, factor, at in crossing(desk, moves, moved)}
    whole = [move for move in restarted(desk, moves) if move not in limits]
    if not limits and not whole:
        return
    here = orders_of(desk)
    for name, factor in (*limits, *whole):
        beyond = Desk(moved(desk.workload, name, factor), desk.base)
        there = orders_of(beyond)
        firsts = {key: first for key in here if (first := _first(there, key)) != _first(here, key)}
        swapped = {key: _swapped(here[key], there.get(key, ())) for key in here}
        if firsts or any(swapped.values()):
            at = limits.get((name, factor)) or _whole_machine(desk, beyond, name)
            yield Nudge(name, getattr(desk.workload, name).value, at, firsts, swapped)


def _first(orders: Mapping[str, tuple[str, ...]], key: str) -> str:
    return next(iter(orders.get(key, ())), "")


def _swapped(here: Sequence[str], there: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Pairs in the order of the one that stand the other way round in the other."""
    place = {name: number for number, name in enumerate(there)}
    both = [name for name in here if name in place]
    return frozenset(pair for pair in combinations(both, 2) if place[pair[0]] > place[pair[1]])


def _whole_machine(desk: Desk, beyond: Desk, name: str) -> float:
    """The value nearest to an answer at which the design beyond is the better one.

    Its own value where the two alone do not tell.
    """
    own, far = (getattr(item.workload, name).value for item in (desk, beyond))
    first, other = desk.best, beyond.best
    if first is None or other is None or first == other:
        return float(far)
    near = own
    for _ in range(2):
        tried = np.linspace(near, far, TRIED)
        scores = [scores_at(desk, item, name, tried) for item in (first, other)]
        turned = np.flatnonzero(scores[1] < scores[0])
        if not turned.size or not turned[0]:
            return float(far)
        near, far = tried[turned[0] - 1], tried[turned[0]]
    return float(far)


def _moves(w: Workload) -> tuple[Move, ...]:
    """Numeric answers with the factors that leave them what may be answered."""
    return tuple(
        (name, factor)
        for name, item in w.inputs().items()
        for factor in (1.0 - PERCENT, 1.0 + PERCENT)
        if _may_be(name, item, factor)
    )


def _may_be(name: str, item: Input, factor: float) -> bool:
    """Whether an answer so much off could be given, and is another one."""
    asked = question(name)
    scale = 100.0 if asked.kind == "percent" else 1.0
    shown = _scaled(item, factor).value * scale
    least, most = asked.minimum, asked.maximum
    inside = (least is None or shown >= least) and (most is None or shown <= most)
    return inside and shown != item.value * scale


def moved(w: Workload, name: str, factor: float) -> Workload:
    """A workload with one numeric answer a factor off, its range with it."""
    changed: dict[str, Any] = {name: _scaled(getattr(w, name), factor)}
    return replace(w, **changed)


def _scaled(item: Input, factor: float) -> Input:
    most = item.bound if item.bound is not None else float("inf")
    value, low, high = (min(n * factor, most) for n in (item.value, item.low, item.high))
    if item.value < 0.0:
        low, high = min(low, value), max(high, value)
    return replace(item, value=value, low=low, high=high)


def orders_of(desk: Desk) -> Mapping[str, tuple[str, ...]]:
    """Ids of the options by decision, best first, as far as the search alone tells them."""
    item, place, best = desk.classic, desk.classic_place, desk.best
    if item is not None and place is not None:
        up = "endpoint" if item.mode == "always-on" else item.mode
        return {
            "need": (item.approach,),
            "hosting": (up,),
            "model": (item.model or item.approach,),
            "customization": (MADE_BY[item.approach],),
            "silicon": (item.instance,),
            "region": (place.id,),
            "inference": (item.mode,),
        }
    if best is None:
        return dict.fromkeys(("hosting", "model", "customization", "silicon", "region"), ())
    search = desk.search
    hosts = search.best_by("managed").values()
    return {
        "need": ("generative",),
        "hosting": tuple(BEDROCK if item.managed else OWN for item in hosts),
        "model": tuple(map(str, search.best_by("model"))),
        "customization": tuple(map(str, search.best_by("rung"))),
        "silicon": _chips(desk, best),
        "region": (best.place.id,),
        "inference": (best.serving,),
    }


def _chips(desk: Desk, best: Candidate) -> tuple[str, ...]:
    """Chips for the recommended model; those of the service in front where it runs it."""
    own = desk.search.best_by("chip", model=best.model, managed=False)
    return (*((SERVICE,) if best.managed else ()), *map(str, own))
