"""Candidates times places: footprint, cost and latency by multiplication, then one score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from advisors.base import Base
from advisors.candidates import Row
from advisors.places import Place
from advisors.weights import Criteria, score, weights_of
from advisors.workload import Workload
from estimators.annual import Leaf, Site
from estimators.figure import Input
from estimators.graph import FloatArray

SHOWN = ("carbon", "water", "cost", "latency")


@dataclass(frozen=True)
class Grid:
    """Every row in every place, shape (rows, places).

    Attributes:
        scores: Lower is better; inf where it is not offered or a criterion is unknown.
        criteria: Carbon, water, cost and latency by name.
    """

    scores: FloatArray
    criteria: Mapping[str, FloatArray]


@dataclass(frozen=True)
class Yearly:
    """What does not depend on the place, one element a row.

    Attributes:
        local_usd: Cost at the price level of the price list's Region.
        fixed_usd: Cost that no place changes.
    """

    it_kwh: FloatArray
    embodied_kg: FloatArray
    local_usd: FloatArray
    fixed_usd: FloatArray
    latency_ms: FloatArray
    effort_weeks: FloatArray


def grid_of(
    w: Workload,
    base: Base,
    rows: Sequence[Row],
    places: Sequence[Place],
    parts: Sequence[Yearly],
) -> Grid:
    """Score and criteria of every row in every place."""
    if not rows or not places:
        nothing = np.zeros((len(rows), len(places)))
        return Grid(nothing, dict.fromkeys(SHOWN, nothing))

    def whole(name: str) -> FloatArray:
        return np.concatenate([getattr(part, name) for part in parts])[:, None]

    sites = [base.site(place) for place in places]
    it_kwh = whole("it_kwh")
    facility = it_kwh * _known(sites, "pue")
    trips = np.array([place.rtt_ms or 0.0 for place in places])[None]
    latency = whole("latency_ms") + trips
    site_water = it_kwh * _known(sites, "wue_l_per_kwh")
    criteria = Criteria(
        carbon=facility * carbon_factor(sites, market=w.market_based) / 1000.0
        + whole("embodied_kg"),
        water=site_water + facility * _known(sites, "grid_water_l_per_kwh"),
        cost=whole("local_usd") * _known(sites, "price_region_factor") + whole("fixed_usd"),
        latency=latency,
        effort=np.broadcast_to(whole("effort_weeks"), facility.shape),
    )
    found = score(criteria, weights_of(w))
    scores = np.where(_offered(rows, places) & np.isfinite(found), found, np.inf)
    return Grid(scores, {name: getattr(criteria, name) for name in SHOWN})


def carbon_factor(sites: Sequence[Site], *, market: bool) -> FloatArray:
    """Grid factor that ranks. Without a contract the market-based method takes the grid average."""
    location = _known(sites, "location_g_per_kwh")
    if not market:
        return location
    contracts = _column([site.market_g_per_kwh for site in sites])
    return np.where(np.isfinite(contracts), contracts, location)


def _offered(rows: Sequence[Row], places: Sequence[Place]) -> NDArray[np.bool_]:
    """Whether a row can be had in a place; rows that share their places are looked up once."""
    column = {place.id: number for number, place in enumerate(places)}
    groups = {id(row.places): row.places for row in rows}
    number = {key: place for place, key in enumerate(groups)}
    offered = np.zeros((len(groups), len(places)), dtype=bool)
    for flags, group in zip(offered, groups.values(), strict=True):
        flags[[column[place.id] for place in group]] = True
    found: NDArray[np.bool_] = offered[[number[id(row.places)] for row in rows]]
    return found


def _known(sites: Sequence[Site], name: str) -> FloatArray:
    """One value a place; the largest known where it is unknown, so that ignorance never wins."""
    values = _column([getattr(site, name) for site in sites])
    known = values[np.isfinite(values)]
    return np.where(np.isfinite(values), values, known.max() if known.size else 1.0)[None]


def _column(leaves: Sequence[Leaf]) -> FloatArray:
    return np.array([leaf.value if isinstance(leaf, Input) else np.nan for leaf in leaves])
