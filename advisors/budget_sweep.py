"""Every cell of the sweep against budgets: is there a design that holds them, advised or not?

The grid of the search has the central carbon and cost of every model, rung, machine and place that
keeps the requirements. Those that look right there are measured, with the ways of serving that the
answers make part of a design.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from advisors.budgets import COST, WHOLE, Offer, known, made_part, offer_of
from advisors.candidates import Candidate
from advisors.classic import LABELS as SMALLER
from advisors.classic import Classic
from advisors.classic_choice import sold, ways_up
from advisors.criteria import LOCATION, MARKET
from advisors.desk import Desk
from advisors.grid import carbon_factor
from advisors.inference import recommended
from advisors.inference_beside import LABELS
from advisors.places import Place
from advisors.ranking import Rated, against
from advisors.shown import UP, Said, classic_design, design, rated
from advisors.techniques import try_all
from advisors.ways import AS_DESIGNED
from estimators.figure import Input
from estimators.graph import FloatArray

NEAREST = 4
"""Cells nearest to the budgets that are tried with each way of serving."""
RESTS_ON: Mapping[str, tuple[str, ...]] = {
    LOCATION: ("pue", "location_g_per_kwh"),
    MARKET: ("pue", "market_g_per_kwh"),
    COST: ("price_region_factor",),
}
"""What must be known of a place, by the figure that is limited."""


@dataclass(frozen=True)
class Swept:
    """What the sweep holds against the budgets.

    Attributes:
        meeting: Of the designs that hold them the best by the weights; None where none does.
        closest: The design that comes nearest; None where no figure of any is known.
    """

    meeting: Offer | None
    closest: Offer | None


def sweep(desk: Desk, limits: Mapping[str, float], *, nearest: bool = True) -> Swept:
    """Hold every design of a workload's sweep against budgets.

    Args:
        desk: The workload.
        limits: By figure name.
        nearest: Whether the nearest cells are measured, and their ways of serving, where none holds
            the budgets as it is.
    """
    over = _over(desk, limits)
    entries = list(_smaller(desk))
    if (held := _first(desk, np.where(over <= 1.0, desk.search.scores, np.inf))) is not None:
        entries += _entries(desk, [held])
    elif nearest:
        entries += _entries(desk, _nearest(desk, over))
    offers = [(item.score, _offer(desk, item, limits)) for item in entries]
    pairs = [(score, offer) for score, offer in offers if known(offer, limits)]
    holding = [(score, offer) for score, offer in pairs if not offer.over]
    first = min(holding, key=lambda pair: pair[0], default=None)
    closest = min((offer for _, offer in pairs), key=lambda offer: offer.worst, default=None)
    return Swept(first[1] if first is not None else None, closest)


def _over(desk: Desk, limits: Mapping[str, float]) -> FloatArray:
    """Largest factor over a limit of each cell; inf where it is not offered or not known."""
    found = desk.search
    over = np.where(np.isfinite(found.scores), 0.0, np.inf)
    for name, limit in limits.items():
        values = found.criteria["cost" if name == COST else "carbon"]
        ratio = values / limit if limit > 0 else np.where(values > 0, np.inf, 0.0)
        over = np.where(_told(desk, name), np.maximum(over, ratio), np.inf)
    return over


def _told(desk: Desk, name: str) -> NDArray[np.bool_]:
    """Places of which all is known that a figure rests on; the others would be withheld."""
    sites = [desk.base.site(place) for place in desk.search.places]
    return np.array(
        [all(isinstance(getattr(site, of), Input) for of in RESTS_ON[name]) for site in sites],
        dtype=bool,
    )


def _first(desk: Desk, values: FloatArray) -> Candidate | None:
    """The cell with the least value; None where all are infinite."""
    if not values.size:
        return None
    row, column = divmod(int(np.argmin(values)), values.shape[1])
    return desk.search.candidate(row, column) if np.isfinite(values[row, column]) else None


def _nearest(desk: Desk, over: FloatArray) -> list[Candidate]:
    """The cells least over the limits, one a model and rung."""
    found: dict[tuple[str, str], Candidate] = {}
    for cell in np.argsort(over, axis=None, kind="stable").tolist():
        row, column = divmod(cell, over.shape[1])
        if len(found) == NEAREST or not np.isfinite(over[row, column]):
            break
        item = desk.search.candidate(row, column)
        found.setdefault((item.model, item.rung.value), item)
    return list(found.values())


def _entries(desk: Desk, cells: Iterable[Candidate]) -> Iterator[Rated]:
    """Each cell as it is and by each way of serving that the answers make part of it."""
    assumed = {item.question for item in desk.workload.assumptions}
    for cell in cells:
        host = "bedrock" if cell.layout is None else cell.layout.instance
        plain = replace(cell, serving=AS_DESIGNED)
        for way in try_all(desk, cell):
            if way.measured is None or not made_part(way.id, assumed):
                continue
            name = f"{cell.model}/{cell.rung.value}/{host}/{cell.place.id}/{way.id}"
            how = "" if way.id == AS_DESIGNED else f", with {_lower(LABELS[way.id])}"
            label = f"{design(desk, plain)}{how}"
            yield rated(desk, name, label, way.measured, Said((), ()))


def _lower(label: str) -> str:
    return label[0].lower() + label[1:]


def _smaller(desk: Desk) -> Iterator[Rated]:
    """A smaller approach that can do the work, where it is best, cleanest and cheapest."""
    item, best = desk.smaller, desk.classic_place
    if item is None or best is None:
        return
    for place in dict.fromkeys((best, *_extremes(desk))):
        for way in ways_up(item):
            if sold(way, place, desk.base):
                yield _smaller_there(desk, way, place)


def _smaller_there(desk: Desk, item: Classic, place: Place) -> Rated:
    label = f"{classic_design(desk, item)}, {UP[item.mode]}, in {place.label}"
    name = f"{SMALLER[item.approach]}/{place.id}/{item.mode}"
    return rated(desk, name, label, desk.measure_classic(item, place), Said((), ()))


def _extremes(desk: Desk) -> tuple[Place, Place]:
    """The open Regions with the least carbon of a kilowatt-hour of work, and the least price."""
    places = desk.search.regions
    sites = [desk.base.site(place) for place in places]
    pue = np.array([_value(site.pue) for site in sites])
    carbon = pue * carbon_factor(sites, market=desk.workload.market_based)[0]
    price = np.array([_value(site.price_region_factor) for site in sites])
    return places[int(np.argmin(carbon))], places[int(np.argmin(price))]


def _value(leaf: object) -> float:
    return leaf.value if isinstance(leaf, Input) else np.inf


def _offer(desk: Desk, item: Rated, limits: Mapping[str, float]) -> Offer:
    found = offer_of(WHOLE, item.option.id, item.option.label, item.option.figures, limits)
    base = recommended(desk)
    if base is None:
        return found
    first = rated(desk, WHOLE, WHOLE, base, Said((), ()))
    return replace(found, against=against(first, item, "the recommended design"))
