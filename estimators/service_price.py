"""The price of a service level: what one relaxed step saves in kWh, kg and USD a year."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from estimators import checks
from estimators.annual import difference
from estimators.figure import Figure
from estimators.graph import Outcome

RELAXED_FACTOR = 2.0
SAVED = {
    "energy_kwh_per_year": "saved_kwh_per_year",
    "carbon_location_kg_per_year": "saved_kg_per_year",
    "cost_usd_per_year": "saved_usd_per_year",
}


@dataclass(frozen=True)
class ServiceLevel:
    """What users are promised.

    Attributes:
        ttft_ms: 95th percentile of time to first token.
        inter_token_ms: Mean time between tokens.
        availability: Fraction of time.
    """

    ttft_ms: float
    inter_token_ms: float
    availability: float


@dataclass(frozen=True)
class Relaxation:
    """One target relaxed by one step, the others as they are.

    Attributes:
        saved: By figure name; an absent one is withheld on one side.
        reason: Why nothing can be said; empty otherwise.
    """

    target: str
    before: float
    after: float
    unit: str
    saved: Mapping[str, Figure]
    reason: str = ""


def relaxed(level: ServiceLevel) -> dict[str, ServiceLevel]:
    """The level with each target one step weaker: twice the time, one nine fewer."""
    missing = 1.0 - level.availability
    return {
        "ttft_ms": replace(level, ttft_ms=level.ttft_ms * RELAXED_FACTOR),
        "inter_token_ms": replace(level, inter_token_ms=level.inter_token_ms * RELAXED_FACTOR),
        "availability": replace(level, availability=1.0 - min(missing * 10.0, 0.5)),
    }


def price_of_service_level(
    level: ServiceLevel, evaluate: Callable[[ServiceLevel], Outcome | None]
) -> tuple[Relaxation, ...]:
    """What each target costs: the saving when it alone is relaxed by one step.

    Args:
        level: As promised.
        evaluate: The best option under a level, drawn from common random numbers; None when
            nothing can serve it.

    Raises:
        InputError: A target that is no positive number, an availability outside 0 to 1.
    """
    checks.positive("time to first token", level.ttft_ms, "ms")
    checks.positive("time between tokens", level.inter_token_ms, "ms")
    checks.fraction("availability", level.availability)
    units = {"ttft_ms": "ms", "inter_token_ms": "ms", "availability": "1"}
    now = evaluate(level)
    found = []
    for target, weaker in relaxed(level).items():
        before, after = float(getattr(level, target)), float(getattr(weaker, target))
        then = None if now is None else evaluate(weaker)
        if now is None or then is None:
            reason = "nothing can serve the level as promised" if now is None else "nothing fits"
            found.append(Relaxation(target, before, after, units[target], {}, reason))
            continue
        saved = {label: difference(now, then, name, label) for name, label in SAVED.items()}
        kept = {label: figure for label, figure in saved.items() if figure is not None}
        found.append(Relaxation(target, before, after, units[target], kept))
    return tuple(found)
