"""Candidates times places: footprint, cost and latency by multiplication, then one score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from advisors.base import Base
from advisors.places import GLOBAL, Place
from advisors.rows import Rows
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
        global_usd: The same through the global profile, at a price of its own where one is known.
        fixed_usd: Cost that no place changes.
    """

    it_kwh: FloatArray
    embodied_kg: FloatArray
    local_usd: FloatArray
    global_usd: FloatArray
    fixed_usd: FloatArray
    latency_ms: FloatArray
    effort_weeks: FloatArray


def grid_of(
    w: Workload,
    base: Base,
    rows: Rows,
    places: Sequence[Place],
    parts: Sequence[Yearly],
) -> Grid:
    """Score and criteria of every row in every place."""
    if not len(rows) or not places:
        nothing = np.zeros((len(rows), len(places)))
        return Grid(nothing, dict.fromkeys(SHOWN, nothing))

    def whole(name: str) -> FloatArray:
        return np.concatenate([getattr(part, name) for part in parts])[:, None]

    sites = [base.site(place) for place in places]
    it_kwh = whole("it_kwh")
    facility = it_kwh * _known(sites, "pue")
    trips = np.array([place.rtt_ms or 0.0 for place in places])[None]
    latency = whole("latency_ms") + trips
    level = _known(sites, "price_region_factor")
    usd = whole("local_usd") * level
    for column in (n for n, place in enumerate(places) if place.profile == GLOBAL):
        usd[:, column] = whole("global_usd")[:, 0] * level[0, column]
    site_water = it_kwh * _known(sites, "wue_l_per_kwh")
    criteria = Criteria(
        carbon=facility * carbon_factor(sites, market=w.market_based) / 1000.0
        + whole("embodied_kg"),
        water=site_water + facility * _known(sites, "grid_water_l_per_kwh"),
        cost=usd + whole("fixed_usd"),
        latency=latency,
        effort=whole("effort_weeks"),
    )
    found = score(criteria, weights_of(w))
    scores = np.where(rows.offered(places) & np.isfinite(found), found, np.inf)
    return Grid(scores, {name: getattr(criteria, name) for name in SHOWN})


def carbon_factor(sites: Sequence[Site], *, market: bool) -> FloatArray:
    """Grid factor that ranks. Without a contract the market-based method takes the grid average."""
    location = _known(sites, "location_g_per_kwh")
    if not market:
        return location
    contracts = column([site.market_g_per_kwh for site in sites])
    return np.where(np.isfinite(contracts), contracts, location)


def _known(sites: Sequence[Site], name: str) -> FloatArray:
    """One value a place; the largest known where it is unknown, so that ignorance never wins."""
    values = column([getattr(site, name) for site in sites])
    known = values[np.isfinite(values)]
    return np.where(np.isfinite(values), values, known.max() if known.size else 1.0)[None]


def column(leaves: Sequence[Leaf]) -> FloatArray:
    """Values of leaves, NaN where one is missing."""
    return np.array([leaf.value if isinstance(leaf, Input) else np.nan for leaf in leaves])
