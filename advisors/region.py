"""Decision: where it runs; law and availability first, then all criteria at once."""

from dataclasses import replace

from advisors.candidates import Candidate, Row
from advisors.desk import Desk
from advisors.options import Decision, Exclusion
from advisors.places import Place, closed_profiles
from advisors.ranking import Head, Rated, against, decide
from advisors.rules import cards_of
from advisors.shown import model_name, rated
from advisors.weights import CLOSE
from estimators.annual import Leaf
from estimators.figure import Input

HEAD = Head("region", "Region", "Where does it run?")
CARDS = ("region-two-step", "region-grid-intensity", "region-reporting-method")
SHOWN = 8


def advise_region(desk: Desk) -> Decision:
    """Ranked places for the recommended design."""
    best = desk.best
    options = _classic(desk) if desk.classic is not None else _generative(desk, best)
    options.sort(key=lambda item: (item.score, item.option.id))
    options = [
        item
        if index == 0
        else replace(
            item,
            option=replace(item.option, reasons=(*item.option.reasons, against(options[0], item))),
        )
        for index, item in enumerate(options)
    ]
    rivals = [c.place.id for c in desk.search.near(CLOSE)] if desk.classic is None else []
    return decide(
        desk,
        HEAD,
        options,
        (*desk.search.region_exclusions, *_unavailable(desk, best, options)),
        cards=(*CARDS, *_more_cards(desk, best)),
        trace=_trace(desk),
        rule="Law, wishes, service and availability first; then the least weighted sum of the "
        f"criteria, carbon {_method(desk)}.",
        flips=_flips(desk, options),
        rivals=sorted(set(rivals)),
    )


def _generative(desk: Desk, best: Candidate | None) -> list[Rated]:
    if best is None:
        return []
    found = []
    for place in desk.search.places:
        item = desk.search.best_of(_like(best), _at(place))
        if item is not None:
            found.append((desk.search.score_of(item), item))
    found.sort(key=lambda pair: (pair[0], pair[1].place.id))
    return [_option(desk, item) for _, item in found[:SHOWN]]


def _like(best: Candidate):  # type: ignore[no-untyped-def]
    def test(row: Row) -> bool:
        return (row.model, row.rung, row.layout) == (best.model, best.rung, best.layout)

    return test


def _at(place: Place):  # type: ignore[no-untyped-def]
    return lambda other: other.id == place.id


def _option(desk: Desk, item: Candidate) -> Rated:
    return rated(
        desk,
        item.place.id,
        _label(desk, item.place),
        desk.measure(item),
        _reasons(desk, item.place),
        _cards(item.place),
        _notes(desk, item.place),
    )


def _classic(desk: Desk) -> list[Rated]:
    item = desk.classic
    if item is None:
        return []
    found = [
        rated(
            desk,
            place.id,
            _label(desk, place),
            desk.measure_classic(item, place),
            _reasons(desk, place),
            _cards(place),
            (*_notes(desk, place), "Graviton types are taken to be sold there: check."),
        )
        for place in desk.open_regions
    ]
    return sorted(found, key=lambda entry: (entry.score, entry.option.id))[:SHOWN]


def _label(desk: Desk, place: Place) -> str:
    if place.profile:
        return place.label
    return f"{place.region}, {desk.facts.regions[place.region].name}"


def _reasons(desk: Desk, place: Place) -> tuple[str, ...]:
    site = desk.base.site(place)
    grid = (
        f"Grid {_shown(site.location_g_per_kwh, 'g/kWh')} location-based, "
        f"{_shown(site.market_g_per_kwh, 'g/kWh')} market-based; PUE {_shown(site.pue, '')}."
    )
    water = (
        f"Water {_shown(site.wue_l_per_kwh, 'l/kWh')} on site and "
        f"{_shown(site.grid_water_l_per_kwh, 'l/kWh')} at power plants."
    )
    trip = (
        f"{place.rtt_ms:.0f} ms of network from {desk.workload.user_region}."
        if place.rtt_ms is not None
        else "The network time from the users is not known."
    )
    return grid, water, trip


def _notes(desk: Desk, place: Place) -> tuple[str, ...]:
    if place.profile:
        return (
            f"Routes to {', '.join(place.destinations)}; where a request is computed is not known "
            "beforehand.",
        )
    note = desk.facts.regions[place.region].note
    return (note,) if note else ()


def _cards(place: Place) -> tuple[str, ...]:
    return ("region-cross-region-inference",) if place.profile else ("region-grid-intensity",)


def _shown(leaf: Leaf, unit: str) -> str:
    if not isinstance(leaf, Input):
        return "unknown"
    return f"{leaf.value:.3g} {unit}".strip()


def _unavailable(desk: Desk, best: Candidate | None, options: list[Rated]) -> tuple[Exclusion, ...]:
    """Open Regions in which the recommended design cannot be had."""
    if best is None or desk.classic is not None:
        return ()
    shown = {item.option.id for item in options}
    possible = {place.id for row in desk.search.rows if _like(best)(row) for place in row.places}
    what = (
        f"Bedrock does not serve {model_name(desk, best.model)} there in-Region."
        if best.layout is None
        else f"{best.layout.instance} is not sold there."
    )
    found = [
        Exclusion(
            place.id,
            _label(desk, place),
            "not-offered-there",
            what,
            "Its roll-out there, or another model or instance type.",
            cards_of("not-offered-there"),
        )
        for place in desk.open_regions
        if place.id not in possible and place.id not in shown
    ]
    return (*found, *_profiles_out(desk, best))


def _profiles_out(desk: Desk, best: Candidate) -> tuple[Exclusion, ...]:
    if best.layout is not None:
        return ()
    model = desk.facts.models[best.model]
    return tuple(
        Exclusion(
            name,
            f"{name} of {model.name}",
            "profile-leaves-area",
            f"It may route outside of what is allowed ({desk.workload.residency.value}"
            + (
                f", {', '.join(desk.workload.allowed_regions)}"
                if desk.workload.allowed_regions
                else ""
            )
            + ").",
            "A wider residency or list of Regions.",
            cards_of("profile-leaves-area"),
        )
        for name in closed_profiles(desk.workload, model.bedrock_profiles, desk.facts)
    )


def _more_cards(desk: Desk, best: Candidate | None) -> tuple[str, ...]:
    found = []
    if best is not None and best.managed:
        found.append("region-cross-region-inference")
    if desk.workload.market_based:
        found.append("region-renewable-matched")
    return tuple(found)


def _trace(desk: Desk) -> tuple[str, ...]:
    w = desk.workload
    open_codes = ", ".join(place.region for place in desk.open_regions)
    return (
        f"residency: {w.residency.value}; allowed: {', '.join(w.allowed_regions) or 'no limit'}",
        f"open after law, service and network: {open_codes or 'none'}",
    )


def _method(desk: Desk) -> str:
    return "market-based" if desk.workload.market_based else "location-based"


def _flips(desk: Desk, options: list[Rated]) -> tuple[str, ...]:
    """The other reporting method, where it turns the order round."""
    name = (
        "carbon_location_kg_per_year" if desk.workload.market_based else "carbon_market_kg_per_year"
    )
    other = "location-based" if desk.workload.market_based else "market-based"
    known = [o for o in options if o.option.figures[name].value is not None]
    if len(known) < 2:
        return ()
    lowest = min(known, key=lambda o: (o.option.figures[name].value or 0.0, o.option.id))
    if lowest.option.id == options[0].option.id:
        return ()
    return (f"carbon {other}: {lowest.option.label} has the least",)
