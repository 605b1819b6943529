"""The five criteria of one option, from its figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

import numpy as np

from advisors.weights import CLOSE, CRITERIA, SURE, Criteria, score
from estimators.annual import Leaf, Site
from estimators.figure import Figure, Input
from estimators.graph import FloatArray, Outcome

FIGURE_OF: Mapping[str, str] = {"water": "water_l_per_year", "cost": "cost_usd_per_year"}
LOCATION, MARKET = "carbon_location_kg_per_year", "carbon_market_kg_per_year"


@dataclass(frozen=True)
class Measured:
    """A candidate with its figures and what else ranks it.

    Attributes:
        latency_ms: From the question to the last word, network included.
        effort_weeks: Person-weeks in the first year.
    """

    outcome: Outcome
    latency_ms: float
    effort_weeks: float

    def amount(self, name: str) -> float:
        """Central value of a figure, in its unit; 0 where it is withheld."""
        return self.outcome.figures[name].value or 0.0


@dataclass(frozen=True)
class Judge:
    """Weights and reporting method that turn criteria into a score."""

    weights: Mapping[str, float]
    market_based: bool

    def carbon_name(self, outcome: Outcome) -> str:
        """Carbon figure that ranks; the grid average where nobody claims a contract."""
        if self.market_based and outcome.figures[MARKET].value is not None:
            return MARKET
        return LOCATION

    def criteria(self, item: Measured) -> dict[str, float]:
        """Central value of each criterion; NaN where it is withheld."""
        figures = item.outcome.figures
        names = {"carbon": self.carbon_name(item.outcome), **FIGURE_OF}
        found = {key: _value(figures[name]) for key, name in names.items()}
        return found | {"latency": item.latency_ms, "effort": item.effort_weeks}

    def score(self, item: Measured) -> float:
        """Score of the central values, lower is better; NaN when a criterion is withheld."""
        return self.score_of(self.criteria(item))

    def score_of(self, central: Mapping[str, float]) -> float:
        """Score of given criteria."""
        values = np.array([central[name] for name in CRITERIA], dtype=float)
        return float(score(Criteria(*values[:, None]), self.weights)[0])

    def draws(self, item: Measured) -> FloatArray:
        """Score in common draws; empty when a criterion is withheld."""
        outcome = item.outcome
        names = {"carbon": self.carbon_name(outcome), **FIGURE_OF}
        if any(name not in outcome.draws for name in names.values()):
            return np.zeros(0)
        values = {key: outcome.draws[name] for key, name in names.items()}
        fixed = {
            "latency": np.asarray(item.latency_ms),
            "effort": np.asarray(item.effort_weeks),
        }
        return score(Criteria(**values, **fixed), self.weights)

    def sure(self, first: Measured, second: Measured) -> float:
        """Share of common draws in which the first is better; a half when that is unknown."""
        a, b = self.draws(first), self.draws(second)
        if not a.size or not b.size:
            return 0.5
        return float(np.mean((a < b) + 0.5 * (a == b)))

    def apart(self, first: Measured, second: Measured) -> bool:
        """Whether the first is the better one beyond doubt."""
        gap = self.score(second) - self.score(first)
        return bool(gap >= CLOSE and self.sure(first, second) >= SURE)

    def site_score(self, site: Site, latency_ms: float) -> float:
        """Score of a place for work that is the same everywhere."""

        def known(leaf: Leaf, otherwise: float) -> float:
            return leaf.value if isinstance(leaf, Input) else otherwise

        pue = known(site.pue, 1.5)
        location = known(site.location_g_per_kwh, 800.0)
        grid = known(site.market_g_per_kwh, location) if self.market_based else location
        ratios = {
            "carbon": max(pue * grid, 1.0),
            "water": known(site.wue_l_per_kwh, 3.0) + pue * known(site.grid_water_l_per_kwh, 20.0),
            "cost": known(site.price_region_factor, 1.5),
            "latency": latency_ms,
        }
        return sum(self.weights[name] * log(max(value, 1e-9)) for name, value in ratios.items())


def _value(figure: Figure) -> float:
    return float("nan") if figure.value is None else figure.value
