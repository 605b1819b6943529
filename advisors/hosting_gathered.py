"""Machines of one's own for work that nobody waits for, gathered into full hours of a day.

Where it is answered that nobody waits, the search ranks machines of one's own with their work
gathered; what the same machines take when it is spread over the day is told beside them, because
whether the type can be had at that hour is not known here. Where that answer is open, it is the
other way round: the work is spread in the ranking, and what gathering would save is told.
"""

from collections.abc import Sequence
from dataclasses import replace

from advisors.candidates import Candidate
from advisors.criteria import Measured
from advisors.desk import Changes, Desk
from advisors.format import number
from advisors.options import Decision
from advisors.shown import is_gathered
from estimators.traffic import DAYS_PER_YEAR

MUCH = 0.9
"""Share of the instance hours below which gathering is worth a word."""
LIKELY = 0.5
"""Share that may wait from which on, as a guess, all of the work may."""
UNKNOWN = (
    "Whether the machine can be had at that hour is not known here: try it, or ask for reserved "
    "capacity."
)
OPEN = "Not ranked: that nobody waits for any of it is a guess; answer it, and this is ranked."


def gathered(
    desk: Desk, found: Decision, own: tuple[str, Candidate | None], managed: Candidate | None
) -> Decision:
    """The decision with what gathering changes, and what the order would be otherwise.

    Args:
        desk: Workload and weights.
        found: As ranked.
        own: Id of the option on machines of one's own, and its design.
        managed: The best managed design.
    """
    name, item = own
    policy = desk.search.policy
    if item is None or not (policy.packed or _may_all_wait(desk)):
        return found
    ranked = desk.measure(item)
    other = desk.measure(item, Changes(policy=replace(policy, packed=not policy.packed)))
    said = _said(ranked, other) if policy.packed else _said(other, ranked)
    if not said:
        return found
    note = f"{said} {UNKNOWN if policy.packed else OPEN}"
    options = tuple(
        replace(option, notes=(*option.notes, note)) if option.id == name else option
        for option in found.options
    )
    flips = _flips(desk, found, (name, other), managed)
    found = replace(found, options=options, flips=(*flips, *found.flips))
    if flips and policy.packed and found.confidence == "high":
        why = f"{found.confidence_reason} It rests on a machine for those hours alone."
        found = replace(found, confidence="medium", confidence_reason=why)
    return found


def spread(desk: Desk, item: Candidate) -> Measured | None:
    """A design with its work spread over the day; None where it is not gathered."""
    if not is_gathered(desk, item):
        return None
    return desk.measure(item, Changes(policy=replace(desk.search.policy, packed=False)))


def _may_all_wait(desk: Desk) -> bool:
    """Whether it is open, and likely, that nobody waits for any of the work."""
    share = desk.workload.async_share
    return desk.workload.assumed("async_share") and share.value >= LIKELY and share.high >= 1.0


def _said(packed: Measured, apart: Measured) -> str:
    """What gathering changes, in words; empty where that is little."""
    hours, now = (one.amount("instance_hours_per_year") / DAYS_PER_YEAR for one in (packed, apart))
    if not 0.0 < hours < MUCH * now:
        return ""
    less, more = (one.amount("cost_usd_per_year") for one in (packed, apart))
    kg, before = (one.amount("carbon_location_kg_per_year") for one in (packed, apart))
    return (
        f"Gathered into full hours the work of a day takes {number(hours, 2)} instance hours, "
        f"{number(now, 2)} spread over the day: {number(less, 2)} USD a year instead of "
        f"{number(more, 2)}, {number(kg, 2)} kg CO2e instead of {number(before, 2)} "
        "(location-based)."
    )


def _flips(
    desk: Desk, found: Decision, own: tuple[str, Measured], managed: Candidate | None
) -> Sequence[str]:
    """What would come first were the work of a day done in the other way; empty if the same."""
    name, other = own
    if managed is None:
        return ()
    first = desk.judge.score(other) < desk.judge.score(desk.measure(managed))
    if first == (found.options[0].id == name):
        return ()
    label = next(option.label for option in found.options if (option.id == name) is first)
    how = "gathered into full hours" if first else "spread over the day on the same type"
    return (f"the work of a day {how}: {label} would come first",)
