"""What `wattbrief advise` says about budgets: those of the flags, else those of the design."""

from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite

from advisors.budget_ways import search_further
from advisors.budgets import COST, WHOLE, BudgetReport, Offer, times, within_budget
from advisors.design import Design
from advisors.format import exact, value_and_range, with_unit
from advisors.options import FIGURE_NAMES, Advice
from advisors.record.labels import Labels
from advisors.workload import facts_with, workload_from
from estimators.facts import Facts

SHORT: Mapping[str, str] = dict(
    zip(
        FIGURE_NAMES,
        ("energy", "location-based carbon", "market-based carbon", "water", "cost"),
        strict=True,
    )
)
"""Names of the five figures for a line that lists several of them."""
ANSWERS = ("carbon_budget_kg_per_year", "cost_budget_usd_per_year")
"""The answers of a design that are budgets."""
__all__ = [
    "ANSWERS",
    "SHORT",
    "WHOLE",
    "Above",
    "Held",
    "as_dict",
    "budget_lines",
    "hold",
    "method",
]
Above = Mapping[tuple[str, str], str]
"""What an option is above, in words, by decision and option; those within are missing."""


@dataclass(frozen=True)
class Held:
    """A design against its budgets.

    Attributes:
        given_by: `flag` or `design`, by figure name.
    """

    report: BudgetReport
    given_by: Mapping[str, str]

    @property
    def met(self) -> bool:
        """Whether some whole design holds all budgets; true where none was given."""
        return not self.report.limits or self.report.possible

    @property
    def above(self) -> Above:
        """Every whole design that is above a budget."""
        return {
            (item.decision, item.id): ", ".join(
                f"{SHORT[name]} {times(factor)} times its budget"
                for name, factor in item.over.items()
            )
            for item in self.report.weighed
            if item.over
        }


def hold(advice: Advice, design: Design, facts: Facts, arguments: Namespace) -> Held:
    """The advice against the budgets; a flag wins over the answer in the design.

    Where no advised design holds them, every design of the sweep is looked at, and what else
    would hold them is searched.

    Args:
        advice: On the design.
        design: Answers.
        facts: As shipped.
        arguments: With the flags.
    """
    workload = workload_from(design, facts_with(design, facts))
    pairs = {
        advice.carbon_figure: (arguments.budget_kgco2e, workload.carbon_budget_kg_per_year),
        COST: (arguments.budget_usd, workload.cost_budget_usd_per_year),
    }
    kgco2e, usd = (answer if flag is None else flag for flag, answer in pairs.values())
    report = search_further(within_budget(advice, kgco2e, usd), advice, design, facts)
    given = {name: "design" if flag is None else "flag" for name, (flag, _) in pairs.items()}
    return Held(report, {name: given[name] for name in report.limits})


def as_dict(held: Held) -> dict[str, object]:
    """The budgets for JSON; a factor over a budget of zero is null."""
    report = held.report
    return {
        "limits": dict(report.limits),
        "given_by": dict(held.given_by),
        "fits": report.fits,
        "closest": report.closest and f"{report.closest.decision}/{report.closest.id}",
        "closest_label": report.closest and report.closest.label,
        "over": _factors(report.recommended.over),
        "meeting": [f"{offer.decision}/{offer.id}" for offer in report.meeting],
        "above": {
            f"{offer.decision}/{offer.id}": _factors(offer.over)
            for offer in report.weighed
            if offer.over
        },
        "ways": list(report.ways),
        "risky": list(report.risky),
        "swept": report.swept,
        "outside_the_advice": [_in_full(item) for item in _outside(report)],
    }


def _outside(report: BudgetReport) -> tuple[Offer, ...]:
    """Designs of the sweep that hold the budgets and are no option of any decision."""
    return report.meeting if report.swept else ()


def _in_full(offer: Offer) -> dict[str, object]:
    return {
        "id": f"{offer.decision}/{offer.id}",
        "label": offer.label,
        "figures": {
            name: {"value": item.value, "low": item.low, "high": item.high, "unit": item.unit}
            for name in FIGURE_NAMES
            if (item := offer.figures.get(name)) is not None
        },
        "against_the_recommended": offer.against,
    }


def _factors(over: Mapping[str, float]) -> dict[str, float | None]:
    return {name: factor if isfinite(factor) else None for name, factor in over.items()}


def budget_lines(held: Held, labels: Labels) -> Iterator[str]:
    """The recommended design against the budgets; nothing when none was given."""
    report = held.report
    if not report.limits:
        return
    for name, limit in report.limits.items():
        figure = report.recommended.figures[name]
        whose = (
            "given in the design"
            if held.given_by[name] == "design"
            else "given on the command line"
        )
        amount = with_unit(exact(limit), figure.unit)
        yield f"Budget, {whose}: {labels.of(name)} at most {amount}"
        if figure.value is None:
            yield f"? {labels.of(name)} is withheld, so nothing says whether it holds."
    if report.fits:
        yield "✔ The recommended design stays within the budget."
    for name, factor in report.recommended.over.items():
        yield f"! {labels.of(name)} is {times(factor)} times its budget."
    if report.possible and not report.fits:
        yield from _held_by(report)
    elif not report.fits:
        yield from _held_by_none(report)
    yield from (
        f"  ~ {labels.of(name)} holds by its central value, not over its range"
        for name in report.risky
    )


def _held_by(report: BudgetReport) -> Iterator[str]:
    """What holds the budgets in place of the recommended design."""
    for offer in _outside(report):
        yield f"✔ A design outside of the advice holds {_limit(report)} and every requirement:"
        yield f"    {offer.label}"
        figures = (offer.figures.get(name) for name in FIGURE_NAMES)
        yield from (
            f"      {value_and_range(item)}  {method(item.name)}".rstrip()
            for item in figures
            if item is not None
        )
        yield f"      • {offer.against}"
    if not report.swept:
        yield f"✔ Of what was advised, this holds {_limit(report)}:"
        yield from (f"    {way}" for way in report.ways)


def _held_by_none(report: BudgetReport) -> Iterator[str]:
    """The design that comes nearest, and what would hold the budgets."""
    if report.closest is None:
        return
    yield f"! No design that your answers leave open holds {_limit(report)}; all were searched."
    worst = report.closest.worst
    near = f", at {times(worst)} times" if isfinite(worst) else ""
    yield f"  Closest{near}: {report.closest.label}"
    yield "  What would hold it, each searched anew:"
    yield from (f"    {way}" for way in report.ways)


def _limit(report: BudgetReport) -> str:
    return "the budget" if len(report.limits) == 1 else "both budgets"


def method(name: str) -> str:
    """The reporting method of a carbon figure; empty for any other figure."""
    if name.startswith("carbon_location"):
        return "location-based"
    return "market-based" if name.startswith("carbon_market") else ""
