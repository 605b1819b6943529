"""Typed rows of the small fact tables: latency, comparisons, traffic presets, constants."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from estimators.errors import FactError
from estimators.facts.provenance import overridden
from estimators.facts.rows import Row
from estimators.figure import Input


@dataclass(frozen=True, kw_only=True, eq=False)
class Latency(Row):
    """Round trip between two Regions, `region_a` before `region_b` in the alphabet."""

    table: ClassVar[str] = "latency"

    region_a: str
    region_b: str
    rtt_ms: float
    rtt_ms_low: float | None
    rtt_ms_high: float | None
    basis: Literal["measured", "modelled"]
    great_circle_km: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Specialised(Row):
    """A published comparison of a small or tuned model with a larger one.

    Attributes:
        layers_kept_percent, width_kept_percent, experts_kept_percent: What pruning left of the
            larger model; blank where the small one was not cut out of it.
        retrained_tokens_b: Billions of tokens that it was trained on after that.
    """

    table: ClassVar[str] = "specialised"

    small_model: str
    small_params_b: float | None
    small_params_active_b: float | None
    compared_with: str
    compared_params_b: float | None
    compared_params_active_b: float | None
    domain: str
    task: str
    metric: str
    small_score: str
    compared_score: str
    size_reduction_percent: float | None
    layers_kept_percent: float | None
    width_kept_percent: float | None
    experts_kept_percent: float | None
    retrained_tokens_b: float | None
    effect: str
    how_made: str
    caveat: str


@dataclass(frozen=True, kw_only=True, eq=False)
class TrafficPreset(Row):
    """Tokens of one model call for a common use case; `id` is the use case."""

    table: ClassVar[str] = "traffic"

    input_tokens: float
    input_tokens_low: float
    input_tokens_high: float
    output_tokens: float
    output_tokens_low: float
    output_tokens_high: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Tier(Row):
    """A service tier of a managed model; `id` is `model/tier`.

    Attributes:
        model: Catalogue id.
        offered: No where a source that would list it does not; a missing row is not known.
        price_fraction: Price of a token in the tier over the one on demand; for `cached` that of a
            cached input token over a fresh one, for `cache-write` that of writing it.
    """

    table: ClassVar[str] = "tiers"

    model: str
    tier: Literal["batch", "flex", "priority", "reserved", "cached", "cache-write"]
    offered: bool
    price_fraction: float | None
    price_fraction_low: float | None
    price_fraction_high: float | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Constant(Row):
    """A number of physics, accounting or engineering that formulas take by name."""

    table: ClassVar[str] = "constants"

    value: float
    value_low: float
    value_high: float
    unit: str
    group: str
    bound: float | None
    words: tuple[str, ...]

    def input(self, field: str = "value", name: str | None = None) -> Input:
        """The constant as an `Input`, named by its id unless `name` is given.

        Raises:
            FactError: Another field than `value` is asked for.
        """
        if field != "value":
            raise FactError(
                f"constant {self.id} has no {field}", "its one field is `value`", "Ask for that."
            )
        for item in self.overrides:
            return overridden(self, item, self.unit, self.bound, name or self.id)
        return Input(
            name=name or self.id,
            value=self.value,
            low=self.value_low,
            high=self.value_high,
            unit=self.unit,
            origin="fact",
            sources=self.sources,
            date=self.as_of,
            confidence=self.confidence,
            note=f"{self.name}. {self.note}" if self.note else self.name,
            bound=self.bound,
        )
