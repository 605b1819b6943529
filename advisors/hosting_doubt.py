"""How sure the choice of hosting is where machines of one's own would stand nearly idle.

Common draws hold every uncertain input, but not what a nearly idle fleet rests on: that the volume
is what was answered. Such a fleet takes the same at half of the requests, a managed service half.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import exp, isfinite

from advisors.desk import Desk
from advisors.format import exact, number
from advisors.options import Decision
from advisors.ranking import Rated
from advisors.workload_types import Hosting

NEARLY_IDLE = 0.1
"""Share of their time that replicas are busy below which the fleet is the smallest there is: its
figures are those of idling. Judged."""
HALF = 0.5
"""How far below its answer the volume may turn out, where no range was given; judged."""
BY_VOLUME = ("carbon", "water", "cost")
"""Criteria of a managed service that follow the requests."""


def doubted(desk: Desk, found: Decision, options: Sequence[Rated], managed: str) -> Decision:
    """The decision with less confidence where machines come first that would hardly ever work.

    Args:
        desk: Workload and weights.
        found: As ranked.
        options: What was ranked.
        managed: Id of the managed option.
    """
    first = next((item for item in options if item.option.id == found.options[0].id), None)
    busy = first.measured.outcome.figures.get("utilization") if first is not None else None
    if first is None or busy is None or busy.value is None or busy.value >= NEARLY_IDLE:
        return found
    idle = (
        f"Its replicas would be busy {number(busy.value * 100.0, 2)}% of the time that they are "
        "up, so that its figures are those of idling."
    )
    rival = next((item for item in options if item.option.id == managed), None)
    if rival is None:
        return _alone(desk, found, idle)
    even = _even(desk, first, rival)
    volume = desk.workload.requests_per_day
    least = min(volume.low, volume.value * HALF)
    if even <= least:
        confidence = "medium" if found.confidence == "high" else found.confidence
        return replace(
            found, confidence=confidence, confidence_reason=f"{found.confidence_reason} {idle}"
        )
    turns = f"{idle} Below about {exact(even, 2)} requests a day the managed service comes first"
    if desk.workload.assumed("requests_per_day"):
        turns += ", and the volume is assumed"
    return replace(found, confidence="low", confidence_reason=f"{turns}. {found.confidence_reason}")


def _alone(desk: Desk, found: Decision, idle: str) -> Decision:
    """Machines without a managed rival: by the architect's wish, or because none is open here."""
    if desk.workload.hosting is Hosting.SELF_HOSTED:
        reason = f"You asked for it, so nothing was compared. {idle}"
        return replace(found, confidence_reason=reason)
    reason = f"{idle} No managed service is open here; the first that is may well come first."
    return replace(found, confidence="low", confidence_reason=reason)


def _even(desk: Desk, own: Rated, managed: Rated) -> float:
    """Requests a day at which both score the same, while the fleet stays as it is; 0 for never."""
    follows = sum(desk.judge.weights[name] for name in BY_VOLUME)
    gap = managed.score - own.score
    if follows <= 0 or not isfinite(gap):
        return 0.0
    return desk.workload.requests_per_day.value * exp(-gap / follows)
