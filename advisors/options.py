"""What an advisor returns: ranked options, excluded ones, the rule and its reasons.

The shape is the same for all decisions, so that the app, the command line and the record show any
of them without knowing which advisor spoke.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from advisors.later import work_out
from estimators.figure import Figure

FIGURE_NAMES = (
    "energy_kwh_per_year",
    "carbon_location_kg_per_year",
    "carbon_market_kg_per_year",
    "water_l_per_year",
    "cost_usd_per_year",
)
"""The five figures that every option carries, withheld ones included."""

DecisionId = Literal[
    "need", "hosting", "model", "customization", "silicon", "region", "inference", "monitoring"
]


@dataclass(frozen=True)
class Option:
    """A choice that passed all filters.

    Attributes:
        id: Stable key within its decision (`trn2.48xlarge`, `rag`, `eu-north-1`).
        label: Name as shown.
        figures: By name; at least `FIGURE_NAMES`, withheld where evidence is missing.
        reasons: Why it stands where it stands, one sentence each.
        cards: Ids of guidance cards that support the reasons.
        notes: What else the architect should know (effort, cost, open points).
    """

    id: str
    label: str
    figures: Mapping[str, Figure]
    reasons: tuple[str, ...]
    cards: tuple[str, ...] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Exclusion:
    """A choice that fell out before any ranking, and why.

    Attributes:
        rule: Id of the filter that removed it.
        unlock: What would lift the reason; empty when nothing would. Others may stand behind it.
    """

    id: str
    label: str
    rule: str
    reason: str
    unlock: str = ""
    cards: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """One of the seven decisions (and the monitoring plan after them).

    Attributes:
        rule: The rule that ranked the options, in one sentence.
        options: Best first; empty when nothing fits, then `exclusions` says why.
        trace: Rule firings in order, with the numbers in them.
        clear: False when the ranges of the first two overlap: no clear winner.
        flips: Conditions under which another option would come first.
        confidence: How sure the advisor is, with `confidence_reason`.
        close: Ids of options that cannot be told from the one before them.
    """

    id: DecisionId
    title: str
    question: str
    rule: str
    options: Sequence[Option]
    exclusions: Sequence[Exclusion]
    cards: tuple[str, ...]
    trace: tuple[str, ...] = ()
    clear: bool = True
    flips: Sequence[str] = ()
    confidence: Literal["high", "medium", "low"] = "medium"
    confidence_reason: str = ""
    close: tuple[str, ...] = ()

    @property
    def chosen(self) -> Option | None:
        """The first option, if any fits."""
        return self.options[0] if self.options else None


@dataclass(frozen=True)
class Advice:
    """All decisions for one design, in the order in which they depend on each other.

    Attributes:
        design_digest: SHA-256 of the canonical answers that were advised on.
        data_version: Version of the facts.
        totals: Figures of the recommended design as a whole.
        assumptions: Names of workload inputs that rest on a default, most influential first.
        carbon_figure: Name of the carbon figure that ranks, by the reporting method chosen.
        pareto: The designs that no other beats in carbon, water, cost and latency at once;
            worked out when someone looks at it, as is what stands beside the inference decision.
        smallest: The smallest thing that works, to hold the recommendation against.
    """

    design_digest: str
    data_version: str
    decisions: tuple[Decision, ...]
    totals: Mapping[str, Figure] = field(default_factory=dict)
    assumptions: tuple[str, ...] = ()
    carbon_figure: str = "carbon_location_kg_per_year"
    pareto: Sequence[Option] = ()
    smallest: Option | None = None

    def opened(self) -> "Advice":
        """The same with all worked out that else is when someone looks at it."""
        for item in self.decisions:
            work_out(item.exclusions, item.flips, *(option.notes for option in item.options))
        work_out(self.pareto)
        return self

    def decision(self, name: DecisionId) -> Decision:
        """The decision of that id; KeyError when it was not taken."""
        for item in self.decisions:
            if item.id == name:
                return item
        raise KeyError(name)
