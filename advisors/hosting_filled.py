"""Machines of one's own where a part of the work may wait: it takes what stands free first.

Where that part is answered, the search ranks machines of one's own so. What the same machines take
when it is only put off to quiet hours, and served there like the rest, is never less; it is told
beside them when the decision is opened.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from advisors.candidates import Candidate
from advisors.criteria import Measured
from advisors.desk import Changes, Desk
from advisors.format import number, share
from advisors.later import Later
from advisors.options import Decision
from estimators.traffic import DAYS_PER_YEAR

TELLING = 0.98
"""Share of the machine hours or of the carbon below which the two ways are told apart."""
HOURS, USD = "instance_hours_per_year", "cost_usd_per_year"
KG = "carbon_location_kg_per_year"
QUEUE = (
    "It takes a queue in which those who wait come first; whether a further machine can be had at "
    "a given hour is not known here."
)


def filled(
    desk: Desk, found: Decision, own: tuple[str, Candidate | None], managed: Candidate | None
) -> Decision:
    """The decision with what filling changes, and what the order would be otherwise.

    Args:
        desk: Workload and weights.
        found: As ranked.
        own: Id of the option on machines of one's own, and its design.
        managed: The best managed design.
    """
    name, item = own
    if item is None or not desk.search.policy.filled:
        return found
    options = tuple(
        replace(option, notes=Later(chain(option.notes, _told(desk, item))))
        if option.id == name
        else option
        for option in found.options
    )
    first = found.options[0].id == name
    flips = _flips(desk, item, managed) if first else iter(())
    found = replace(found, options=options, flips=Later(chain(flips, found.flips)))
    if first and found.confidence == "high" and any(_flips(desk, item, managed)):
        why = f"{found.confidence_reason} It rests on a queue and on what may wait."
        found = replace(found, confidence="medium", confidence_reason=why)
    return found


def in_words(desk: Desk) -> str:
    """How what may wait is served on machines of one's own; empty where it is served otherwise."""
    if not desk.search.policy.filled:
        return ""
    return (
        f"{share(desk.workload.async_share.value)} of the requests may wait: done on what stands "
        "free beside the others, then in full hours."
    )


def put_off(desk: Desk, item: Candidate) -> Measured | None:
    """A design whose waiting work is only put off to quiet hours; None where that is the same."""
    policy = desk.search.policy
    if item.layout is None or not policy.filled:
        return None
    found = desk.measure(item, Changes(policy=replace(policy, filled=False)))
    own = desk.measure(item)
    less = any(own.amount(name) < TELLING * found.amount(name) for name in (HOURS, KG))
    return found if less else None


def _told(desk: Desk, item: Candidate) -> Iterator[str]:
    """What filling saves, in words; nothing where that is little."""
    other = put_off(desk, item)
    if other is None:
        return
    own = desk.measure(item)
    hours, now = (number(one.amount(HOURS) / DAYS_PER_YEAR, 2) for one in (own, other))
    usd, before = (number(one.amount(USD), 2) for one in (own, other))
    kg, then = (number(one.amount(KG), 2) for one in (own, other))
    yield (
        f"With it the work of a day takes {hours} instance hours, {now} where what may wait is "
        f"only put off to quiet hours: {usd} USD a year instead of {before}, {kg} kg CO2e instead "
        f"of {then} (location-based). {QUEUE}"
    )


def _flips(desk: Desk, item: Candidate, managed: Candidate | None) -> Iterator[str]:
    """That a managed service would come first, were what may wait only put off."""
    other = put_off(desk, item)
    if other is None or managed is None:
        return
    if desk.judge.score(desk.measure(managed)) < desk.judge.score(other):
        yield "what may wait only put off to quiet hours: the managed service would come first"
