"""Where a design may run: single Regions, and the areas of cross-Region profiles.

With a geographic or global profile the Region that is called is not the Region that computes. A
profile is therefore a place of its own, whose grid is the mean over the Regions it may route to,
with their spread as range.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from advisors.country_names import country
from advisors.durations import duration
from advisors.options import Exclusion
from advisors.questions import question
from advisors.rules import cards_of
from advisors.workload import Workload
from advisors.workload_places import COUNTRIES, EU, within
from advisors.workload_types import Residency
from estimators.annual import Leaf, Missing, Site
from estimators.errors import EvidenceError
from estimators.facts import Facts, Model, Region
from estimators.figure import Input
from estimators.site import site_of

DISRUPTION = "gulf-2026"
"""Source that reports a Region as unable to carry applications."""

AREAS: Mapping[str, frozenset[str]] = {
    "eu.": EU,
    "us.": frozenset({"US"}),
    "ca.": frozenset({"CA", "US"}),
    "jp.": frozenset({"JP"}),
    "au.": frozenset({"AU", "NZ"}),
    "in.": frozenset({"IN"}),
}
"""Countries that a geographic profile may route to. A Canadian profile may route to the United
States, an Australian one to New Zealand."""

AREA_NAMES: Mapping[str, str] = {
    "eu.": "EU",
    "us.": "US",
    "ca.": "Canada",
    "jp.": "Japan",
    "au.": "Australia",
    "in.": "India",
    "global.": "global",
}
GLOBAL = "global."


@dataclass(frozen=True)
class Place:
    """Where requests are computed.

    Attributes:
        id: Region code, or prefix of a profile with the Region that calls it (`eu.eu-west-1`).
        region: Region that is called.
        profile: Prefix of the profile; empty for one Region.
        destinations: Regions that may compute.
        rtt_ms: Round trip from the users to the Region that is called; None when unknown.
    """

    id: str
    region: str
    profile: str
    destinations: tuple[str, ...]
    rtt_ms: float | None

    @property
    def label(self) -> str:
        """Name as shown."""
        if not self.profile:
            return self.region
        return f"{AREA_NAMES[self.profile]} profile, called in {self.region}"


def open_places(w: Workload, facts: Facts) -> tuple[tuple[Place, ...], tuple[Exclusion, ...]]:
    """Regions that pass law, wishes, state of service and network, and why the others do not."""
    kept: list[Place] = []
    fallen: list[Exclusion] = []
    for region in facts.regions.values():
        reason = _closed(w, region, facts)
        if reason is None:
            kept.append(Place(region.id, region.id, "", (region.id,), rtt_ms(w, region.id, facts)))
        else:
            fallen.append(reason)
    return tuple(kept), tuple(fallen)


def open_routes(w: Workload, facts: Facts) -> dict[str, tuple[str, ...]]:
    """Profiles that keep data where it may be, with the Regions that may compute."""
    return {
        prefix: regions
        for prefix in (*AREAS, GLOBAL)
        if (regions := destinations(prefix, facts)) and _may_route(w, regions, facts)
    }


def profile_places(
    model: Model, routes: Mapping[str, Sequence[str]], trips: Mapping[str, float | None]
) -> tuple[Place, ...]:
    """Profiles of a model that are open, each called from the nearest open Region.

    Args:
        model: Has profiles, and Regions from which they can be called.
        routes: Open profiles.
        trips: Round trip in ms from the users to each open Region.
    """
    found = []
    for prefix in model.bedrock_profiles:
        if prefix not in routes:
            continue
        area = routes[prefix]
        callers = [
            code
            for code in (model.bedrock_geo_profile_regions or area)
            if code in trips and (prefix == GLOBAL or code in area)
        ]
        if callers:
            near = min(callers, key=lambda code: (_or_far(trips[code]), code))
            found.append(Place(f"{prefix}{near}", near, prefix, tuple(area), trips[near]))
    return tuple(found)


def closed_profiles(model: Model, routes: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Profiles of a model that would carry data outside, in words."""
    return tuple(
        f"{AREA_NAMES[prefix]} profile"
        for prefix in model.bedrock_profiles
        if prefix in AREA_NAMES and prefix not in routes
    )


def rtt_ms(w: Workload, code: str, facts: Facts) -> float | None:
    """Round trip from the users' Region in ms; None when it is unknown."""
    try:
        return facts.rtt(w.user_region, code).value
    except EvidenceError:
        return None


def site_of_place(place: Place, facts: Facts) -> Site:
    """The place as the footprint sees it; for a profile the mean of its Regions."""
    sites = [site_of(facts, code) for code in place.destinations]
    if not place.profile:
        return sites[0]
    spread = _mean_site(place, sites)
    if place.profile != GLOBAL:
        return spread
    level = facts.constant("price_region_factor_global", "price_region_factor")
    return replace(spread, price_region_factor=level)


def disrupted(region: Region) -> bool:
    """Whether the facts report the Region as out of service."""
    return DISRUPTION in region.sources


def _closed(w: Workload, region: Region, facts: Facts) -> Exclusion | None:
    """Why a Region is not open, None if it is; the first rule that strikes."""
    found = _by_law(w, region) or _by_state(w, region, facts)
    if found is None:
        return None
    rule, reason, unlock = found
    return Exclusion(region.id, _region_label(region), rule, reason, unlock, cards_of(rule))


def _by_law(w: Workload, region: Region) -> tuple[str, str, str] | None:
    """Wishes, partition and residency."""
    if w.allowed_regions and region.id not in w.allowed_regions:
        named = ", ".join(w.allowed_regions)
        return (
            "allowed-regions",
            f"Only {named} {'is' if len(w.allowed_regions) == 1 else 'are'} allowed.",
            f"Add {region.id} to the allowed Regions.",
        )
    if region.partition != "aws" and not w.allowed_regions:
        return (
            "partition",
            f"It belongs to the partition {region.partition}, with an account of its own.",
            f"Name {region.id} among the allowed Regions.",
        )
    if not within(w.residency, region):
        return (
            "residency",
            f"It lies in {country(region.country)}; data must stay in: {_label(w.residency)}.",
            "A wider residency, if law and contracts permit it.",
        )
    alone = w.residency is Residency.ONE_REGION and not w.allowed_regions
    if alone and region.id != w.user_region:
        return (
            "residency",
            f"Data must stay in one Region, taken to be {w.user_region}, the users' own.",
            f"Name {region.id} as the one allowed Region.",
        )
    return None


def _by_state(w: Workload, region: Region, facts: Facts) -> tuple[str, str, str] | None:
    """State of the service and network."""
    if disrupted(region):
        return (
            "region-disrupted",
            region.note or "The facts report it as out of service.",
            "News from the provider that it carries applications again.",
        )
    trip = rtt_ms(w, region.id, facts)
    if trip is not None and trip >= w.ttft_ms.value:
        return (
            "region-latency",
            f"{trip:.0f} ms of network from {w.user_region} use up the {duration(w.ttft_ms.value)} "
            "accepted to the first word.",
            f"Accept more than {trip:.0f} ms to the first word.",
        )
    return None


def _may_route(w: Workload, regions: Sequence[str], facts: Facts) -> bool:
    """Whether data may be computed in every Region of a profile."""
    if w.residency is Residency.ONE_REGION:
        return False
    if w.allowed_regions and not set(regions) <= set(w.allowed_regions):
        return False
    countries = COUNTRIES.get(w.residency)
    return countries is None or all(facts.regions[c].country in countries for c in regions)


def destinations(prefix: str, facts: Facts) -> tuple[str, ...]:
    """Regions that a profile may route to: those of its area that have Bedrock and serve."""
    countries = AREAS.get(prefix)
    if countries is None and prefix != GLOBAL:
        return ()
    return tuple(
        code
        for code, region in facts.regions.items()
        if region.partition == "aws"
        and region.bedrock
        and not disrupted(region)
        and (countries is None or region.country in countries)
    )


def _mean_site(place: Place, sites: Sequence[Site]) -> Site:
    """Mean over the Regions of a profile; unknown where one of them is unknown."""

    def mean(name: str) -> Leaf:
        leaves = [getattr(site, name) for site in sites]
        unknown = [
            site.region
            for site, leaf in zip(sites, leaves, strict=True)
            if isinstance(leaf, Missing)
        ]
        if unknown:
            return Missing(
                f"unknown for {', '.join(unknown)}, to which the {AREA_NAMES[place.profile]} "
                "profile may route. A single Region with a known value would show it."
            )
        return _mean(name, [leaf for leaf in leaves if isinstance(leaf, Input)], place)

    names = (
        "pue",
        "wue_l_per_kwh",
        "location_g_per_kwh",
        "market_g_per_kwh",
        "grid_water_l_per_kwh",
        "price_region_factor",
    )
    return Site(region=place.profile.rstrip("."), **{name: mean(name) for name in names})


def _mean(name: str, items: Sequence[Input], place: Place) -> Input:
    value = sum(item.value for item in items) / len(items)
    first = items[0]
    return Input(
        name=name,
        value=value,
        low=min(value, *(item.low for item in items)),
        high=max(value, *(item.high for item in items)),
        unit=first.unit,
        origin="fact",
        sources=tuple(sorted({source for item in items for source in item.sources})),
        date=max(item.date for item in items),
        confidence="estimated",
        note=f"mean of the {len(items)} Regions that the {AREA_NAMES[place.profile]} profile may "
        "route to; the range spans them",
        bound=first.bound,
    )


def _label(residency: Residency) -> str:
    """The answer as it was chosen."""
    return question("residency").choice(residency.value).label


def _region_label(region: Region) -> str:
    return f"{region.id}, {region.name}"


def _or_far(trip: float | None) -> float:
    return float("inf") if trip is None else trip
