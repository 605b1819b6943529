"""Regions as an outer product over a sweep, and the Pareto front of what comes out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from estimators.facts import Facts
from estimators.figure import Input
from estimators.footprint import carbon_operational_kg, facility_energy_kwh, grid_water_l
from estimators.graph import FloatArray
from estimators.site import site_of
from estimators.sweep import Sweep

JOULE_PER_KWH = 3.6e6


@dataclass(frozen=True)
class Places:
    """Regions as arrays, one element a Region; NaN where a figure is unknown.

    Attributes:
        location_g_per_kwh, market_g_per_kwh: Grid intensity, location- and market-based.
        price_factor: Price level over that of the price list's Region.
        offers: Whether each instance type is sold there, shape (types, Regions).
    """

    regions: tuple[str, ...]
    pue: FloatArray
    wue_l_per_kwh: FloatArray
    grid_water_l_per_kwh: FloatArray
    location_g_per_kwh: FloatArray
    market_g_per_kwh: FloatArray
    price_factor: FloatArray
    offers: NDArray[np.bool_]


@dataclass(frozen=True)
class Placed:
    """Use-phase figures per million output tokens, shape (pairs, types, Regions).

    NaN where the cell is impossible, the instance is not in the Region, or a factor is unknown.
    """

    kwh: FloatArray
    location_kg: FloatArray
    market_kg: FloatArray
    water_l: FloatArray
    usd: FloatArray
    available: NDArray[np.bool_]


def places_of(sweep: Sweep, regions: Sequence[str], facts: Facts) -> Places:
    """Regions as arrays beside the instance types of a sweep.

    Raises:
        UnknownFactError: No Region of that code.
    """
    sites = [site_of(facts, code) for code in regions]

    def column(name: str) -> FloatArray:
        leaves = [getattr(site, name) for site in sites]
        return np.array([leaf.value if isinstance(leaf, Input) else np.nan for leaf in leaves])

    return Places(
        regions=tuple(site.region for site in sites),
        pue=column("pue"),
        wue_l_per_kwh=column("wue_l_per_kwh"),
        grid_water_l_per_kwh=column("grid_water_l_per_kwh"),
        location_g_per_kwh=column("location_g_per_kwh"),
        market_g_per_kwh=column("market_g_per_kwh"),
        price_factor=column("price_region_factor"),
        offers=np.array(
            [[site.region in item.regions for site in sites] for item in sweep.instances]
        ),
    )


def placed(sweep: Sweep, places: Places) -> Placed:
    """Every cell of a sweep in every Region, by multiplication: physics is the same everywhere."""
    available = (sweep.reason == 0)[..., None] & places.offers[None]
    it_kwh = np.where(available, sweep.energy_j_per_token[..., None] * 1e6 / JOULE_PER_KWH, np.nan)
    kwh = np.asarray(facility_energy_kwh(it_kwh, places.pue))
    water = it_kwh * places.wue_l_per_kwh + np.asarray(
        grid_water_l(kwh, places.grid_water_l_per_kwh)
    )
    usd = sweep.usd_per_million_tokens[..., None] * places.price_factor
    return Placed(
        kwh=kwh,
        location_kg=np.asarray(carbon_operational_kg(kwh, places.location_g_per_kwh)),
        market_kg=np.asarray(carbon_operational_kg(kwh, places.market_g_per_kwh)),
        water_l=water,
        usd=np.where(available, usd, np.nan),
        available=available,
    )


def pareto_front(values: FloatArray) -> NDArray[np.bool_]:
    """Which rows no other row beats: at least as low in every column, lower in one.

    Rows with a NaN never belong. Equal rows belong together.

    Args:
        values: Shape (candidates, objectives), lower is better.
    """
    front = np.zeros(len(values), dtype=bool)
    rows = np.flatnonzero(~np.isnan(values).any(axis=1))
    rows = rows[np.lexsort(values[rows].T[::-1])]
    while rows.size:  # in this order a row can only be beaten by one before it
        here, rest = values[rows[0]], values[rows[1:]]
        front[rows[0]] = True
        rows = rows[1:][~((here <= rest).all(axis=1) & (here < rest).any(axis=1))]
    return front
