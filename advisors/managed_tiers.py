"""What a service level costs on a managed model: each looser or tighter tier, in USD a year.

A tier is priced as a share of the price on demand, by the facts on that very model; where they
have no price there is no figure. What a tier changes in energy nobody publishes, so the figures of
energy, carbon and water are withheld: that a batch fills idle machines is an argument, no number.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from advisors.candidates import Candidate
from advisors.desk import Changes, Desk
from advisors.figures import all_withheld
from advisors.format import value_and_range
from advisors.managed_models import (
    DEFERRED_LEAF,
    batch_known,
    batch_price,
    tier_price,
)
from advisors.managed_profile import COST, OWNERS, SAVED, global_profile
from advisors.managed_waiting import uses_tools
from advisors.options import Option
from advisors.ranking import Rated
from advisors.shown import Said, unmeasured
from estimators.annual import difference
from estimators.facts import Model
from estimators.figure import Figure, Input

ADDED = "added_usd_per_year"
NO_ENERGY = (
    "AWS does not publish what a service tier changes in energy, and carbon and water follow it. "
    "The energy of the design as it is stands in its own figures."
)
BATCH_LIMITS = (
    "Given up: answers come within hours, as files, without tool calls, output schema or prompt "
    "cache."
)
FLEX_LIMITS = (
    "Given up: at busy hours these requests come last; they wait longer or are turned away, and "
    "nothing is promised."
)


@dataclass(frozen=True)
class Step:
    """One tier for every request, and what to say of it.

    Attributes:
        tier: `batch`, `flex` or `priority`; empty for on demand.
    """

    id: str
    label: str
    tier: str
    says: str
    cards: tuple[str, ...]


LOOSER = (
    Step(
        "relaxed-batch",
        "Relaxed: batch inference for every request",
        "batch",
        BATCH_LIMITS,
        ("infer-batch-bedrock", "sla-adjust-response-time"),
    ),
    Step(
        "relaxed-flex",
        "Relaxed: Flex tier for every request",
        "flex",
        FLEX_LIMITS,
        ("infer-flex-tier", "sla-adjust-response-time"),
    ),
)
ON_DEMAND = Step(
    "tighter-standard",
    "Tighter: on demand for every request",
    "",
    "What may wait would be answered at once, at the full price.",
    ("infer-flex-tier", "sla-meet-not-exceed"),
)
PRIORITY = Step(
    "tighter-priority",
    "Tighter: Priority tier for what somebody waits for",
    "priority",
    "Gained: at busy hours these requests come first",
    ("infer-flex-tier", "sla-meet-not-exceed"),
)


def price_list(desk: Desk, best: Candidate, base: Rated, what: str) -> tuple[Option, ...]:
    """What each step of the service level would save or cost, one at a time.

    Args:
        desk: Desk.
        best: The design whose level changes, on a managed model.
        base: The same as rated.
        what: The same in words.
    """
    share = desk.workload.async_share.value
    model = desk.facts.models[best.model]
    found = []
    if share < 1.0:
        found += [_tier(desk, best, base, step) for step in LOOSER]
    found.append(global_profile(desk, best, base, what))
    if share > 0.0 and batch_known(desk.facts, model, tools=uses_tools(desk)):
        found.append(_tier(desk, best, base, ON_DEMAND))
    if share < 1.0:
        found += [_tier(desk, best, base, PRIORITY), _reserved(desk, model)]
    return tuple(item for item in found if item is not None)


def _tier(desk: Desk, best: Candidate, base: Rated, step: Step) -> Option | None:
    """The design with every request in a tier; None where the facts have no price of it."""
    price = _price_of(desk, best, step)
    if price is None or (step.tier == "batch" and uses_tools(desk)):
        return None
    then = desk.measure(best, Changes(tier_price=price)).outcome
    looser = step in LOOSER
    pair = (base.measured.outcome, then) if looser else (then, base.measured.outcome)
    change = difference(*pair, COST, SAVED if looser else ADDED)
    if change is None:
        return None
    figures = all_withheld(NO_ENERGY) | {COST: then.figures[COST], change.name: change}
    return Option(
        step.id,
        step.label,
        figures,
        (_money(change, looser=looser), _priced_at(desk, step, price), _said(desk, step), OWNERS),
        step.cards,
        _row_note(desk, best, step),
    )


def _price_of(desk: Desk, best: Candidate, step: Step) -> Input | None:
    """Price of every call over the list price, in the tier of a step."""
    facts, model = desk.facts, desk.facts.models[best.model]
    if not step.tier:
        return Input(DEFERRED_LEAF, 1.0, 1.0, 1.0, "1", "assumption", note="on demand")
    price = tier_price(facts, model, step.tier)
    share = desk.workload.async_share.value
    if price is None or step is not PRIORITY or share <= 0.0:
        return price
    return _blend(batch_price(facts, model, tools=uses_tools(desk)), price, share)


def _blend(waiting: Input, other: Input, share: float) -> Input:
    """What may wait at its price, the rest at another."""

    def both(of: Callable[[Input], float]) -> float:
        return share * of(waiting) + (1.0 - share) * of(other)

    return replace(
        other,
        value=both(lambda item: item.value),
        low=both(lambda item: item.low),
        high=both(lambda item: item.high),
        sources=tuple(sorted({*waiting.sources, *other.sources})),
        note=f"{share:.0%} at {waiting.value:g}: {waiting.note} The rest at {other.value:g}: "
        f"{other.note}",
    )


def _money(change: Figure, *, looser: bool) -> str:
    return f"{'Saves' if looser else 'Costs'} {value_and_range(change)}{'' if looser else ' more'}."


def _priced_at(desk: Desk, step: Step, price: Input) -> str:
    if not step.tier:
        return f"{desk.workload.async_share.value:.0%} of the requests may wait."
    if step is PRIORITY and desk.workload.async_share.value > 0.0:
        return "What may wait keeps its price."
    sure = "" if price.confidence == "published" else ", carried over from models of the same list"
    return f"Its tokens cost {price.value:.0%} of those on demand{sure}."


def _said(desk: Desk, step: Step) -> str:
    if step is not PRIORITY:
        return step.says
    gain = desk.facts.constant("bedrock_priority_pace_gain").value - 1.0
    return (
        f"{step.says}; AWS speaks of up to {gain:.0%} more output tokens a second. The pace shown "
        "here is an estimate without it."
    )


def _row_note(desk: Desk, best: Candidate, step: Step) -> tuple[str, ...]:
    """What the facts remark on the price of this tier."""
    row = desk.facts.tiers.get(f"{best.model}/{step.tier}")
    return (row.note,) if row is not None and row.note else ()


def _reserved(desk: Desk, model: Model) -> Option | None:
    """Capacity of one's own, where the model has it; its price is quoted, not published."""
    row = desk.facts.tiers.get(f"{model.id}/reserved")
    if row is None or not row.offered:
        return None
    return unmeasured(
        "tighter-reserved",
        "Tighter: Reserved tier",
        "AWS quotes the price of reserved capacity; no list has it. Hold your quote against the "
        "cost on demand.",
        Said((row.note, OWNERS), ("infer-provisioned-throughput",)),
    )
