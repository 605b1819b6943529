"""Machines of one's own for work that nobody waits for: what gathering it into full hours saves.

The search spreads such work over the day, which keeps a machine up for a thin stream. Gathered, it
needs the machine for a part of the day alone; whether the type can be had at that hour is not known
here, so it is told beside the ranking and takes the certainty of an order that it would turn.
"""

from dataclasses import replace

from advisors.candidates import Candidate
from advisors.criteria import Measured
from advisors.desk import Changes, Desk
from advisors.format import number
from advisors.options import Decision
from estimators.traffic import DAYS_PER_YEAR

MUCH = 0.9
"""Share of the instance hours below which gathering is worth a word."""
UNKNOWN = (
    "Not ranked: whether the machine can be had at that hour is not known here. Try it, or ask for "
    "reserved capacity."
)


def gathered(
    desk: Desk, found: Decision, own: tuple[str, Candidate | None], managed: Candidate | None
) -> Decision:
    """The decision with what gathering saves; without a clear winner where it turns the order.

    Args:
        desk: Workload and weights.
        found: As ranked.
        own: Id of the option on machines of one's own, and its design.
        managed: The best managed design.
    """
    name, item = own
    # a guess that nobody waits is no ground to stop the machines on
    if item is None or desk.workload.async_share.low < 1.0:
        return found
    spread = desk.measure(item)
    packed = desk.measure(item, Changes(policy=replace(desk.search.policy, packed=True)))
    hours, now = (_of(one, "instance_hours_per_year") / DAYS_PER_YEAR for one in (packed, spread))
    if not 0.0 < hours < MUCH * now:
        return found
    less, more = (_of(one, "cost_usd_per_year") for one in (packed, spread))
    kg, before = (_of(one, "carbon_location_kg_per_year") for one in (packed, spread))
    said = (
        f"Gathered into full hours the work of a day takes {number(hours, 2)} instance hours "
        f"instead of {number(now, 2)}: {number(less, 2)} USD a year instead of {number(more, 2)}, "
        f"{number(kg, 2)} kg CO2e instead of {number(before, 2)} (location-based)."
    )
    options = tuple(
        replace(option, notes=(*option.notes, f"{said} {UNKNOWN}")) if option.id == name else option
        for option in found.options
    )
    found = replace(found, options=options)
    if managed is None or options[0].id == name:
        return found
    if not desk.judge.score(packed) < desk.judge.score(desk.measure(managed)):
        return found
    label = next(option.label for option in options if option.id == name)
    return replace(
        found,
        clear=False,
        confidence="low",
        confidence_reason=f"{label} would come first with its work gathered. {said} "
        f"{found.confidence_reason}",
        flips=(
            f"the work of a day gathered into full hours: {label} would come first",
            *found.flips,
        ),
    )


def _of(item: Measured, name: str) -> float:
    return item.outcome.figures[name].value or 0.0
