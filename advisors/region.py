"""Decision: where it runs; law and availability first, then all criteria at once."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from advisors.candidates import Candidate
from advisors.changes import PLAIN
from advisors.classic import Classic, accelerated
from advisors.desk import Desk
from advisors.format import exact
from advisors.later import Later
from advisors.managed_leaves import stands_in
from advisors.options import Decision, Exclusion
from advisors.places import Place, closed_profiles, rtt_ms
from advisors.ranking import Case, Rated, decide
from advisors.rules import cards_of
from advisors.shown import Said, model_name, rated
from advisors.workload import Workload
from advisors.workload_assumptions import label_of
from advisors.workload_types import Residency
from estimators.annual import Leaf
from estimators.figure import Input

CASE = Case(
    id="region",
    title="Region",
    question="Where does it run?",
    cards=("region-two-step", "region-grid-intensity", "region-reporting-method"),
)
SHOWN = 8
UNKNOWN_TRIP_MS = 300.0
"""Round trip to a Region where none is published: around half the world."""
SAME = 0.01
"""Share by which figures must differ for one of them to count as less."""


def advise_region(desk: Desk) -> Decision:
    """Ranked places for the recommended design."""
    best = None if desk.classic is not None else desk.best
    if desk.classic is not None:
        options = _classic(desk, desk.classic)
    else:
        options = [] if best is None else _generative(desk, best)
    rivals = () if desk.classic is not None else desk.search.near
    case = replace(
        CASE,
        cards=(*CASE.cards, *_more_cards(desk, best)),
        rule="Law, wishes, service and availability first; then the least weighted sum of the "
        f"criteria, carbon {_method(desk)}.",
        trace=_trace(desk),
        flips=_flips(desk, options),
        rivals=frozenset(item.place.id for item in rivals),
    )
    return decide(desk, case, options, Later(_asked_first(desk, best)))


def _asked_first(desk: Desk, best: Candidate | None) -> Iterator[Exclusion]:
    """Regions that fall out; that of the users in front, as why it is out is asked first.

    After it those that are open without the design, then profiles, then what is closed; of Regions
    the one that would be the best site comes first.
    """
    score = partial(_site_score, desk)
    fallen = (
        *sorted(_unavailable(desk, best), key=score),
        *_profiles(desk, best),
        *sorted(desk.search.region_exclusions, key=score),
    )
    yield from sorted(fallen, key=lambda item: item.id != desk.workload.user_region)


def _site_score(desk: Desk, item: Exclusion) -> float:
    """How good a site a Region would be, lower is better."""
    trip = rtt_ms(desk.workload, item.id, desk.facts)
    place = Place(item.id, item.id, "", (item.id,), trip)
    return desk.judge.site_score(desk.base.site(place), trip or UNKNOWN_TRIP_MS)


def _generative(desk: Desk, best: Candidate) -> list[Rated]:
    """The recommended design in every place that offers it, the best ones."""
    order = sorted(desk.search.everywhere(best), key=desk.search.score_of)[:SHOWN]
    shown = [item.place for item in order]
    desk.foresee((item, PLAIN) for item in order)
    return [
        rated(
            desk,
            item.place.id,
            _label(desk, item.place),
            desk.measure(item),
            _with_price(desk, item, _said(desk, item.place, shown)),
        )
        for item in order
    ]


def _with_price(desk: Desk, item: Candidate, said: Said) -> Said:
    """What is said of a place, and whose price stands in for that of a profile there."""
    if not item.managed:
        return said
    note = stands_in(desk.facts.models[item.model], item.place)
    return replace(said, notes=(*said.notes, note)) if note else said


def _classic(desk: Desk, item: Classic) -> list[Rated]:
    """The smaller approach in the Regions with the best sites."""
    note = "Graviton types are taken to be sold there: check."
    found = []
    shown = desk.classic_places
    for place in shown:
        said = _said(desk, place, shown)
        if not accelerated(item, desk.base):
            said = replace(said, notes=(*said.notes, note))
        measured = desk.measure_classic(item, place)
        found.append(rated(desk, place.id, _label(desk, place), measured, said))
    return found


def _label(desk: Desk, place: Place) -> str:
    if place.profile:
        return place.label
    return f"{place.region}, {desk.facts.regions[place.region].name}"


def _said(desk: Desk, place: Place, shown: Sequence[Place]) -> Said:
    site = desk.base.site(place)
    level = _same_price(desk, place, shown)
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
    if place.profile:
        note = (
            f"Routes to {', '.join(place.destinations)}; where a request is computed is not known "
            "beforehand."
        )
        return Said((grid, water, trip), ("region-cross-region-inference",), (note, *level))
    note = desk.facts.regions[place.region].note
    notes = (*((note,) if note else ()), *level)
    return Said((grid, water, trip), ("region-grid-intensity",), notes)


def _same_price(desk: Desk, place: Place, shown: Sequence[Place]) -> tuple[str, ...]:
    """Says where one estimated price level stands for several of the places compared."""
    own = desk.base.site(place).price_region_factor
    if place.profile or not isinstance(own, Input) or own.certain:
        return ()
    alike = [
        other.region
        for other in shown
        if other != place
        and not other.profile
        and _equal(desk.base.site(other).price_region_factor, own)
    ]
    if not alike:
        return ()
    return (
        f"One estimated price level stands for it and {', '.join(alike)}: cost does not tell "
        "them apart here, the price list of each Region would.",
    )


def _equal(leaf: Leaf, own: Input) -> bool:
    """Whether two places take the same value and range from the same sources."""
    if not isinstance(leaf, Input):
        return False
    pair = [(item.value, item.low, item.high, item.sources) for item in (leaf, own)]
    return pair[0] == pair[1]


def _shown(leaf: Leaf, unit: str) -> str:
    if not isinstance(leaf, Input):
        return "unknown"
    return f"{exact(leaf.value, 3)} {unit}".strip()


def _unavailable(desk: Desk, best: Candidate | None) -> tuple[Exclusion, ...]:
    """Open Regions in which the recommended design cannot be had."""
    if best is None:
        return ()
    row, _ = desk.search.locate(best)
    offered = {place.region for place in desk.search.rows[row].places if not place.profile}
    what = (
        f"Bedrock does not serve {model_name(desk, best.model)} there in-Region."
        if best.layout is None
        else f"{best.layout.instance} is not sold there."
    )
    return tuple(
        Exclusion(
            place.id,
            _label(desk, place),
            "not-offered-there",
            what,
            "Its roll-out there, or another model or instance type.",
            cards_of("not-offered-there"),
        )
        for place in desk.search.regions
        if place.region not in offered
    )


def _profiles(desk: Desk, best: Candidate | None) -> tuple[Exclusion, ...]:
    """Profiles of a managed model that would carry data outside."""
    if best is None or best.layout is not None:
        return ()
    model = desk.facts.models[best.model]
    w = desk.workload
    return tuple(
        Exclusion(
            name,
            f"{name} of {model.name}",
            "profile-leaves-area",
            f"It may route to Regions outside of what you allow: {_allowed(w)}.",
            "A wider residency or list of Regions.",
            cards_of("profile-leaves-area"),
        )
        for name in closed_profiles(model, desk.routes)
    )


def _allowed(w: Workload) -> str:
    """Where the answers let the data go, in words."""
    named = ", ".join(w.allowed_regions)
    area = label_of("residency", w.residency.value)
    if w.residency in (Residency.ANYWHERE, Residency.ONE_REGION) and named:
        return named
    return f"{area} ({named} alone)" if named else area


def _more_cards(desk: Desk, best: Candidate | None) -> tuple[str, ...]:
    found = {
        "region-cross-region-inference": best is not None and best.managed,
        "region-renewable-matched": desk.workload.market_based,
    }
    return tuple(card for card, applies in found.items() if applies)


def _trace(desk: Desk) -> tuple[str, ...]:
    w = desk.workload
    open_codes = ", ".join(place.region for place in desk.search.regions)
    return (
        f"open by your answers: {_allowed(w)}",
        f"open after law, service and network: {open_codes or 'none'}",
    )


def _method(desk: Desk) -> str:
    return "market-based" if desk.workload.market_based else "location-based"


def _flips(desk: Desk, options: list[Rated]) -> tuple[str, ...]:
    """The other reporting method, where it turns the order round."""
    market = desk.workload.market_based
    name = "carbon_location_kg_per_year" if market else "carbon_market_kg_per_year"
    other = "location-based" if market else "market-based"
    known = [o for o in options if o.option.figures[name].value is not None]
    if len(known) < 2:
        return ()
    first = min(options, key=lambda o: (o.score, o.option.id))
    if first.option.figures[name].value is None:
        return ()
    lowest = min(known, key=lambda o: (o.option.figures[name].numbers[0], o.option.id))
    least, mine = (o.option.figures[name].numbers[0] for o in (lowest, first))
    if lowest.option.id == first.option.id or least > mine * (1.0 - SAME):
        return ()
    return (f"carbon {other}: {lowest.option.label} has the least",)
