"""What a service level costs on a managed model: each looser or tighter tier, in USD a year.

A tier is priced as a share of the price on demand, by the facts on that very model; where they
have no price there is no figure. What a tier changes in energy nobody publishes, so the figures of
energy, carbon and water are withheld: that a batch fills idle machines is an argument, no number.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from advisors.candidates import Candidate
from advisors.desk import Changes, Desk
from advisors.figures import all_withheld
from advisors.format import value_and_range
from advisors.managed_models import (
    BATCH_PRICE,
    DEFERRED_LEAF,
    batch_known,
    batch_price,
    batch_unknown,
    deferred_tier,
    tier_price,
)
from advisors.options import Exclusion, Option
from advisors.places import GLOBAL
from advisors.ranking import Rated, against
from advisors.rules import RULES
from advisors.shown import Said, rated, unmeasured
from advisors.workload_types import AnswerForm, UseCase
from estimators.annual import difference
from estimators.facts import Model
from estimators.figure import Figure, Input

COST, SAVED, ADDED = "cost_usd_per_year", "saved_usd_per_year", "added_usd_per_year"
TIER_NAMES: Mapping[str, str] = {"batch": "batch inference", "flex": "the Flex tier"}
BATCH_LABEL = "Batch or flex tier for what may wait"
NO_ENERGY = (
    "AWS does not publish what a service tier changes in energy, and carbon and water follow it. "
    "The energy of the design as it is stands in its own figures."
)
OWNERS = "Not recommended by itself: the price of the service level, for its owners."
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


def price_list(desk: Desk, best: Candidate, base: Rated) -> tuple[Option, ...]:
    """What each step of the service level would save or cost, one at a time.

    Args:
        desk: Desk.
        best: The recommended design, on a managed model.
        base: The same as rated, the design as it is.
    """
    share = desk.workload.async_share.value
    model = desk.facts.models[best.model]
    found = []
    if share < 1.0:
        found += [_tier(desk, best, base, step) for step in LOOSER]
    found.append(_profile(desk, best, base))
    if share > 0.0 and batch_known(desk.facts, model, tools=_tools(desk)):
        found.append(_tier(desk, best, base, ON_DEMAND))
    if share < 1.0:
        found += [_tier(desk, best, base, PRIORITY), _reserved(desk, model)]
    return tuple(item for item in found if item is not None)


def standing(desk: Desk, best: Candidate) -> Exclusion | None:
    """How what may wait is priced on a managed model; None where nothing may."""
    model, share = desk.facts.models[best.model], desk.workload.async_share.value
    if not best.managed or share <= 0:
        return None
    cards = ("infer-batch-bedrock", "infer-flex-tier")
    if batch_known(desk.facts, model, tools=_tools(desk)):
        reason = f"{share:.0%} of the requests may wait and are counted {_priced(desk, model)}."
        rule = "already-there"
        return Exclusion("batch", BATCH_LABEL, rule, reason, "", (*cards, *RULES[rule].cards))
    return Exclusion(
        "batch",
        BATCH_LABEL,
        "not-there",
        f"{share:.0%} of the requests may wait, but {_why_unknown(desk, model)}: they are counted "
        "at the list price.",
        "Its line in the batch section of the Bedrock user guide; the batch price as an override "
        f"of constants.{BATCH_PRICE}.",
        (*cards, *RULES["not-there"].cards),
    )


def _priced(desk: Desk, model: Model) -> str:
    """The tier of what may wait in words, with what has to be heeded."""
    tools = _tools(desk)
    price = batch_price(desk.facts, model, tools=tools)
    tier = deferred_tier(desk.facts, model, tools=tools) if price.origin == "fact" else ""
    words = f"at {price.value:.0%} of the price on demand"
    if tier:
        words += f", by {TIER_NAMES[tier]}"
    if tier == "batch" and desk.workload.answer_form is AnswerForm.STRUCTURED:
        words += ", which takes no output schema: ask for the form in the prompt and check it"
    return words


def _why_unknown(desk: Desk, model: Model) -> str:
    row = desk.facts.tiers.get(f"{model.id}/batch")
    if row is not None and not row.offered:
        return f"{model.name} has no batch price. {row.note.rstrip('.')}"
    if row is not None and _tools(desk):
        return f"{model.name} has a batch price alone, and batch inference calls no tools"
    return batch_unknown(model)


def _tools(desk: Desk) -> bool:
    return desk.workload.use_case is UseCase.AGENT


def _tier(desk: Desk, best: Candidate, base: Rated, step: Step) -> Option | None:
    """The design with every request in a tier; None where the facts have no price of it."""
    price = _price_of(desk, best, step)
    if price is None or (step.tier == "batch" and _tools(desk)):
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
    return _blend(batch_price(facts, model, tools=_tools(desk)), price, share)


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


def _profile(desk: Desk, best: Candidate, base: Rated) -> Option | None:
    """The same model through its global profile, where data may go everywhere."""
    model = desk.facts.models[best.model]
    if best.place.profile == GLOBAL or model.usd_global_per_million_output_tokens is None:
        return None
    places = [
        place
        for row in desk.search.rows
        if row.managed and (row.model, row.rung) == (best.model, best.rung)
        for place in row.places
        if place.profile == GLOBAL
    ]
    if not places:
        return None
    priced = desk.measure(best, Changes(tier_price=_global_price(desk, model))).outcome
    change = difference(base.measured.outcome, priced, COST, SAVED)
    if change is None or not (change.value or 0.0) > 0.0:
        return None
    item = rated(
        desk,
        "relaxed-profile",
        "Relaxed: any Region may answer (global profile)",
        desk.measure(replace(best, place=places[0])),
        Said((), ("region-cross-region-inference",)),
    )
    effect = against(base, item, "the design as it is")
    figures = {**item.option.figures, COST: priced.figures[COST], SAVED: change}
    return replace(
        item.option, figures=figures, reasons=(_money(change, looser=True), effect, OWNERS)
    )


def _global_price(desk: Desk, model: Model) -> Input:
    """Price through the global profile over the one here, what may wait at its own share of it.

    The ratio of the two lists, and not the cost at the other place: prices of a profile are the
    same from everywhere, so the spread of price levels over its Regions would only blur it.
    """
    ends = [
        (model.number(f"usd_global_per_million_{kind}_tokens") or 0.0)
        / (model.number(f"usd_per_million_{kind}_tokens") or 1.0)
        for kind in ("input", "output")
    ]
    share = desk.workload.async_share.value
    waiting = batch_price(desk.facts, model, tools=_tools(desk))
    left = share * waiting.value + 1.0 - share
    listed = model.input("usd_global_per_million_output_tokens")
    return replace(
        listed,
        name=DEFERRED_LEAF,
        value=left * sum(ends) / len(ends),
        low=left * min(ends),
        high=left * max(ends),
        unit="1",
        note=f"Price of {model.name} through the global profile over the one here.",
    )


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
