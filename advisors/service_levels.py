"""The service level of a design: what each relaxation would save, and what is counted already."""

from collections.abc import Mapping
from dataclasses import replace

from advisors.candidates import Candidate
from advisors.criteria import Measured
from advisors.desk import Changes, Desk
from advisors.durations import duration
from advisors.format import share as share_of
from advisors.managed_tiers import price_list
from advisors.managed_waiting import BATCH_LABEL
from advisors.managed_waiting import standing as waiting
from advisors.options import Exclusion, Option
from advisors.ranking import Rated, against
from advisors.resizing import level_here, resized
from advisors.rules import RULES
from advisors.shown import Said, rated
from estimators.figure import Input

RELAXED = 2.0
SPARELESS = 0.9
"""Availability at which no fleet needs a spare replica."""
LABELS: Mapping[str, str] = {
    "relaxed-first": "Relaxed: twice the time to the first word",
    "relaxed-pace": "Relaxed: twice the time between words",
    "relaxed-availability": "Relaxed: no spare replica",
}
CARDS: Mapping[str, tuple[str, ...]] = {
    "relaxed-first": ("sla-adjust-response-time",),
    "relaxed-pace": ("sla-adjust-response-time",),
    "relaxed-availability": ("sla-adjust-availability",),
}


def relaxations(desk: Desk, best: Candidate, base: Rated, what: str) -> tuple[Option, ...]:
    """What each relaxation of the service level would save, one target at a time.

    Args:
        desk: Of the workload.
        best: The design that is relaxed.
        base: The same as rated.
        what: The same in words.
    """
    if best.layout is None:
        return price_list(desk, best, base, what)
    level = level_here(desk, best)
    found: dict[str, Measured | None] = {}
    if desk.workload.async_share.value < 1.0:
        longer = replace(level, ttft_ms=level.ttft_ms * RELAXED)
        slower = replace(level, inter_token_ms=level.inter_token_ms * RELAXED)
        found["relaxed-first"] = resized(desk, best, level=longer)
        found["relaxed-pace"] = resized(desk, best, level=slower)
    # gathered work has no spares: what is lost is done again
    if desk.workload.availability.value > SPARELESS and not desk.search.policy.packed:
        note = "low enough that no fleet needs a spare replica"
        low = SPARELESS
        lower = Input("availability", low, low, low, "1", "assumption", note=note)
        found["relaxed-availability"] = desk.measure(best, Changes(availability=lower))
    reason = "Not recommended by itself: the price of the service level, for its owners."
    shown = []
    for name, measured in found.items():
        if measured is not None:
            item = rated(desk, name, LABELS[name], measured, Said((), CARDS[name]))
            effect = against(base, item, what)
            shown.append(replace(item.option, reasons=(effect, reason)))
    return tuple(shown)


def standing(desk: Desk, best: Candidate) -> tuple[Exclusion, ...]:
    """Ways of serving that do not suit, or that the design has already."""
    w = desk.workload
    found = [waiting(desk, best) or _batch_tier(w.async_share.value)]
    if best.layout is None:
        return tuple(found)
    if desk.search.policy.scale_to_zero:
        rule, unlock = "already-there", ""
        done = (
            "the work of the day is done" if desk.search.policy.packed else "nothing is asked for"
        )
        reason = f"Nobody waits, so the fleet may stop while {done}; counted so."
    else:
        rule = "always-on"
        first = duration(w.ttft_ms.value)
        reason = f"Loading the model takes minutes, {first} to the first word are accepted."
        unlock = "Requests that may wait for minutes, or quiet hours agreed with the users."
    cards = ("infer-scale-to-zero", *RULES[rule].cards)
    return (*found, Exclusion("scale-to-zero", "Scale to zero", rule, reason, unlock, cards))


def _batch_tier(share: float) -> Exclusion:
    rule = "already-there" if share > 0 else "someone-waits"
    reason = f"{share_of(share)} of the requests may wait and are counted so."
    unlock = ""
    if share <= 0:
        reason = "No request may wait for hours."
        unlock = "A share of requests that nobody waits for: they fill quiet hours."
    cards = ("infer-batch-bedrock", "infer-flex-tier", *RULES[rule].cards)
    return Exclusion("batch", BATCH_LABEL, rule, reason, unlock, cards)
