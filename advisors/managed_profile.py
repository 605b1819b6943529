"""A managed model through its global profile: what it saves that any Region may answer."""

from dataclasses import replace

from advisors.candidates import Candidate
from advisors.desk import Changes, Desk
from advisors.format import value_and_range
from advisors.managed_models import DEFERRED_LEAF, batch_price
from advisors.managed_waiting import uses_tools
from advisors.options import Option
from advisors.places import GLOBAL
from advisors.ranking import Rated, against
from advisors.shown import Said, rated
from estimators.annual import difference
from estimators.facts import Model
from estimators.figure import Input

COST, SAVED = "cost_usd_per_year", "saved_usd_per_year"
OWNERS = "Not recommended by itself: the price of the service level, for its owners."


def global_profile(desk: Desk, best: Candidate, base: Rated, what: str) -> Option | None:
    """The same model through its global profile, where data may go everywhere.

    Args:
        desk: Desk.
        best: The design as it would be but for the profile.
        base: The same as rated.
        what: The same in words, as what the option is held against.
    """
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
    effect = against(base, item, what)
    figures = {**item.option.figures, COST: priced.figures[COST], SAVED: change}
    return replace(
        item.option, figures=figures, reasons=(f"Saves {value_and_range(change)}.", effect, OWNERS)
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
    waiting = batch_price(desk.facts, model, tools=uses_tools(desk))
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
