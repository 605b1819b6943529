"""Typed rows of the large fact tables; a blank cell is None, never zero.

Every numeric column of a row is also an `Input` with range, source, date and confidence:
`facts.chip("h100").input("tdp_watts")`.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import ClassVar, Literal, cast

from estimators.errors import FactError
from estimators.facts.provenance import Book, Override
from estimators.figure import Confidence, Input


@dataclass(frozen=True, kw_only=True, eq=False)
class Row:
    """What all tables share.

    Attributes:
        id: Stable key, lower case.
        name: Name as shown.
        aliases: Other names under which it is found, lower case.
        sources: Source ids of the row as a whole; single fields may have their own.
        confidence: How sure the row is; single fields may differ.
        as_of: ISO date or year-month that the row describes.
        note: Conflicts and traps, in words.
        overrides: The user's own values that lie over this row.
    """

    table: ClassVar[str]

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    sources: tuple[str, ...]
    confidence: Confidence
    as_of: str
    note: str = ""
    overrides: tuple[Override, ...] = field(default=(), repr=False)
    book: Book = field(repr=False, compare=False)

    def input(self, field: str, name: str | None = None) -> Input:
        """A numeric column as an `Input`, named like the column unless `name` is given.

        Raises:
            EvidenceError: The cell is blank; says what would unlock it.
            FactError: No such numeric column.
        """
        return _input(self, field, name)

    def number(self, column: str) -> float | None:
        """The number in a column; None when blank or when the table has no such column."""
        value = getattr(self, column, None)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise FactError(
                f"{self.table}.{column} is not a number",
                f"it holds {value!r}",
                "Ask for a numeric column.",
            )
        return float(value)

    def cell_text(self, column: str) -> str:
        """Text of a sibling column, empty when there is none."""
        value = getattr(self, column) if column else None
        return "" if value is None else str(value)

    def cell_ids(self, column: str) -> tuple[str, ...]:
        """Source ids in a sibling column, empty when there is none."""
        return cast("tuple[str, ...]", getattr(self, column)) if column else ()

    def cell_confidence(self, column: str) -> Confidence | None:
        """Confidence in a sibling column, None when there is none."""
        return cast("Confidence | None", getattr(self, column)) if column else None


@lru_cache(maxsize=2048)
def _input(row: Row, field: str, name: str | None) -> Input:
    """A cell of a row; every design asks for the same few."""
    return row.book.input_of(row, field, name)


@dataclass(frozen=True, kw_only=True, eq=False)
class Chip(Row):
    """An accelerator or a CPU socket. FLOPS are dense; bandwidths are gigabytes per second.

    Attributes:
        precisions: Number formats that its matrix units compute in.
        memory_gib: Memory as the driver reports it, slightly under the nominal size.
        interconnect_gb_per_s: Both directions together, per chip.
        tdp_watts: Power limit as shipped; for AWS silicon an estimate, AWS publishes none.
        idle_watts: Deep idle, no context open.
        cores: Physical cores of a CPU socket.
    """

    table: ClassVar[str] = "chips"

    vendor: str
    kind: Literal["gpu", "trainium", "inferentia", "tpu", "cpu"]
    precisions: tuple[str, ...]
    peak_dense_tflops_bf16: float | None
    peak_dense_tflops_fp8: float | None
    peak_dense_tflops_fp4: float | None
    peak_dense_tops_int8: float | None
    memory_gib: float | None
    memory_bandwidth_gb_per_s: float | None
    interconnect_gb_per_s: float | None
    tdp_watts: float | None
    tdp_watts_low: float | None
    tdp_watts_high: float | None
    idle_watts: float | None
    idle_watts_low: float | None
    idle_watts_high: float | None
    embodied_kgco2e: float | None
    embodied_kgco2e_low: float | None
    embodied_kgco2e_high: float | None
    cores: int | None
    release_year: int
    tdp_confidence: Confidence | None
    tdp_sources: tuple[str, ...]
    idle_confidence: Confidence | None
    idle_sources: tuple[str, ...]
    embodied_confidence: Confidence | None
    embodied_sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Instance(Row):
    """An EC2 instance type (or UltraServer): chips, host, price, power, Regions.

    Attributes:
        chip: Id of the accelerator; of the CPU for types without one.
        chip_count: Accelerators in it; a share of one socket for CPU types.
        network_gbit_per_s: Baseline where a burst exists.
        idle_watts: Whole instance, IT side, accelerators included.
        host_idle_watts: Share of the server without its accelerators, model value.
        embodied_kgco2e: Whole instance, accelerators included.
        on_demand_usd_per_hour: Linux, in `price_region`.
        regions: Regions whose price list offers it; empty when that is not known.
    """

    table: ClassVar[str] = "instances"

    family: str
    chip: str
    chip_count: float
    host_cpu: str
    vcpus: int | None
    host_memory_gib: float | None
    accelerator_memory_gib: float | None
    network_gbit_per_s: float | None
    idle_watts: float | None
    idle_watts_low: float | None
    idle_watts_high: float | None
    max_watts: float | None
    max_watts_low: float | None
    max_watts_high: float | None
    host_idle_watts: float | None
    host_max_watts: float | None
    power_confidence: Confidence | None
    power_sources: tuple[str, ...]
    on_demand_usd_per_hour: float | None
    price_region: str
    price_date: str
    price_sources: tuple[str, ...]
    embodied_kgco2e: float | None
    embodied_kgco2e_low: float | None
    embodied_kgco2e_high: float | None
    host_embodied_kgco2e: float | None
    embodied_sources: tuple[str, ...]
    regions: tuple[str, ...]
    regions_sources: tuple[str, ...]
    regions_date: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Region(Row):
    """An AWS Region: grid both ways, PUE, water, availability.

    Lifecycle and direct factors are separate fields and never belong in one ranking.

    Attributes:
        location_lifecycle_g_per_kwh: Consumption-based yearly mean, lifecycle (share-alike data).
        location_direct_g_per_kwh: Combustion only, nearest to a GHG Protocol scope 2 factor.
        country_lifecycle_g_per_kwh: National generation mean, lifecycle (share-alike data).
        marginal_g_per_kwh: Next unit of load, yearly mean of a marginal signal.
        market_g_per_kwh: 0 where AWS claims a full yearly match of that Region; else unknown.
        wue_l_per_kwh: Site water, litres a kWh of IT energy.
        grid_water_l_per_kwh: Water consumed by power plants, national mean.
        gpu_families: Families of accelerated instances in its price list.
    """

    table: ClassVar[str] = "regions"

    partition: str
    country: str
    grid: str
    latitude: float | None = None
    longitude: float | None = None
    launch_year: int | None
    grid_zone: str | None = None
    location_lifecycle_g_per_kwh: float | None = None
    location_lifecycle_g_per_kwh_low: float | None = None
    location_lifecycle_g_per_kwh_high: float | None = None
    location_lifecycle_previous_g_per_kwh: float | None = None
    location_direct_g_per_kwh: float | None = None
    location_direct_confidence: Confidence | None = None
    location_direct_sources: tuple[str, ...] = ()
    location_direct_year: str = ""
    country_lifecycle_g_per_kwh: float | None = None
    country_lifecycle_year: str = ""
    marginal_g_per_kwh: float | None
    market_g_per_kwh: float | None
    renewable_matched_percent: float | None
    grid_renewable_percent: float | None = None
    grid_carbon_free_percent: float | None = None
    grid_hydro_percent: float | None = None
    renewable_list_2021: bool | None
    renewable_list_2022: bool | None
    renewable_list_2023: bool | None
    pue: float | None
    pue_confidence: Confidence | None
    wue_l_per_kwh: float | None
    wue_confidence: Confidence | None
    water_withdrawn_l_per_year: float | None
    grid_water_l_per_kwh: float | None = None
    grid_water_without_hydro_l_per_kwh: float | None = None
    bedrock: bool
    trainium: tuple[str, ...]
    inferentia: tuple[str, ...]
    gpu_families: tuple[str, ...]
    renewable_projects_count: int | None
    renewable_projects_mw: float | None
    renewable_projects_scope: str
