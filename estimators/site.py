"""From facts to the parts of a yearly estimate: a Region as a site, an instance as hardware."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from estimators.annual import Leaf, Missing, Site
from estimators.errors import EvidenceError
from estimators.facts import Facts, Instance, Region
from estimators.figure import Input

_AT_US_PRICES = frozenset({"us-east-1", "us-east-2", "us-west-2"})
"""Regions that share one price list for nearly everything."""


@dataclass(frozen=True)
class Hardware:
    """What an instance type brings to a yearly estimate; fields as in `annual.SelfHosted`."""

    chips_per_instance: Input
    instance_embodied_kg: Leaf
    lifetime_years: Input
    embodied_active_share: Input
    usd_per_instance_hour: Leaf
    instance_availability: Input
    keep_alive_s: Input
    price_fraction: Input


def site_of(facts: Facts, code: str, price_region: str = "us-east-1") -> Site:
    """A Region with its grid, cooling, water and price level.

    A PUE or WUE that AWS does not publish for the Region is the one AWS publishes for all its data
    centres, with a wider range and a note; a market-based factor that nobody claims is missing.

    Args:
        facts: Facts, with the user's own laid over them.
        code: Region code.
        price_region: Region whose price list the prices come from.

    Raises:
        UnknownFactError: No Region of that code.
    """
    region = facts.region(code)
    return Site(
        region=region.id,
        pue=_first(
            lambda: region.input("pue"),
            lambda: _general(facts, "pue_aws", "pue", region),
        ),
        wue_l_per_kwh=_first(
            lambda: region.input("wue_l_per_kwh"),
            lambda: _general(facts, "wue_aws", "wue_l_per_kwh", region),
        ),
        location_g_per_kwh=_first(
            lambda: region.input("location_lifecycle_g_per_kwh", "location_g_per_kwh"),
            lambda: _national(region),
        ),
        market_g_per_kwh=_first(lambda: region.input("market_g_per_kwh")),
        grid_water_l_per_kwh=_first(
            lambda: region.input("grid_water_l_per_kwh"),
            lambda: _without_hydro(region),
        ),
        price_region_factor=_price_factor(facts, region, price_region),
    )


def hardware_of(facts: Facts, name: str, *, spot: bool = False) -> Hardware:
    """An instance type with its price, embodied carbon and the constants that go with it.

    Args:
        facts: Facts, with the user's own laid over them.
        name: Instance type.
        spot: Whether it is bought as Spot capacity.

    Raises:
        UnknownFactError: No instance type of that name.
    """
    instance = facts.instance(name)
    full = Input("price_fraction", 1.0, 1.0, 1.0, "1", "answer", note="bought on demand")
    return Hardware(
        chips_per_instance=instance.input("chip_count", "chips_per_instance"),
        instance_embodied_kg=_first(
            lambda: instance.input("embodied_kgco2e", "instance_embodied_kg"),
            lambda: _embodied_by_chips(facts, instance),
        ),
        lifetime_years=facts.constant("embodied_lifetime_years", "lifetime_years"),
        embodied_active_share=facts.constant("embodied_active_share"),
        usd_per_instance_hour=_price(instance),
        instance_availability=_planned(facts.constant("instance_availability")),
        keep_alive_s=facts.constant("keep_alive_s"),
        price_fraction=(facts.constant("spot_price_fraction", "price_fraction") if spot else full),
    )


def _price(instance: Instance) -> Leaf:
    found = _first(lambda: instance.input("on_demand_usd_per_hour", "usd_per_instance_hour"))
    return replace(found, low=found.value, high=found.value) if isinstance(found, Input) else found


def _planned(item: Input) -> Input:
    """The number that spares are planned with; how often instances fail is not drawn anew."""
    return replace(item, low=item.value, high=item.value, note=f"planned with. {item.note}")


def _price_factor(facts: Facts, region: Region, price_region: str) -> Leaf:
    if region.id == price_region:
        note = f"prices are those of {price_region}"
        read = _price_sources(facts, price_region)
        return Input("price_region_factor", 1.0, 1.0, 1.0, "1", "fact", read, note=note)
    if region.partition != "aws":
        return Missing(
            f"prices in {region.id} are not known: its partition has a price list of its own. "
            "Give your price as an override."
        )
    same = facts.constant("price_region_factor_us", "price_region_factor")
    us = region.id in _AT_US_PRICES and price_region in _AT_US_PRICES
    return same if us else facts.constant("price_region_factor")


def _price_sources(facts: Facts, price_region: str) -> tuple[str, ...]:
    """Where the prices of a Region were read."""
    priced = (item for item in facts.instances.values() if item.price_region == price_region)
    return tuple(sorted({source for item in priced for source in item.price_sources}))


def _embodied_by_chips(facts: Facts, instance: Instance) -> Input:
    """Accelerators times a usual one, plus their share of a usual server; says so."""
    chip = facts.constant("accelerator_embodied_kg_unknown")
    server = facts.constant("server_embodied_kg_per_accelerator_unknown")
    count = instance.chip_count
    return Input(
        name="instance_embodied_kg",
        value=count * (chip.value + server.value),
        low=count * (chip.low + server.low),
        high=count * (chip.high + server.high),
        unit=chip.unit,
        origin="assumption",
        sources=tuple(sorted({*chip.sources, *server.sources})),
        date=chip.date,
        confidence="inferred",
        note=f"nobody publishes it for {instance.name}: {count:g} accelerators of a usual size",
    )


def _general(facts: Facts, constant: str, name: str, region: Region) -> Input:
    """The AWS-wide value, saying that it stands in for the Region's own."""
    item = facts.constant(constant, name)
    note = f"AWS publishes none for {region.id}: {item.note}"
    return replace(item, note=note, confidence="estimated")


def _national(region: Region) -> Input:
    item = region.input("country_lifecycle_g_per_kwh", "location_g_per_kwh")
    return replace(item, note=f"national mean, no zone value for {region.id}. {item.note}")


def _without_hydro(region: Region) -> Input:
    item = region.input("grid_water_without_hydro_l_per_kwh", "grid_water_l_per_kwh")
    return replace(item, note=f"without reservoir evaporation. {item.note}")


def _first(*ways: Callable[[], Input]) -> Leaf:
    """The first of several ways to know a number, or why there is none."""
    reasons = []
    for way in ways:
        try:
            return way()
        except EvidenceError as error:
            reasons.append(str(error))
    return Missing(reasons[0])
