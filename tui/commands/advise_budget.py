"""What `wattbrief advise` says about budgets: those of the flags, else those of the design."""

from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite

from advisors.budgets import COST, WHOLE, BudgetReport, times, within_budget
from advisors.format import exact, with_unit
from advisors.options import FIGURE_NAMES, Advice
from advisors.record.labels import Labels
from advisors.workload import Workload

SHORT: Mapping[str, str] = dict(
    zip(FIGURE_NAMES, ("energy", "carbon by location", "by market", "water", "cost"), strict=True)
)
"""Names of the five figures for a line that lists several of them."""
ANSWERS = ("carbon_budget_kg_per_year", "cost_budget_usd_per_year")
"""The answers of a design that are budgets."""
__all__ = ["ANSWERS", "SHORT", "WHOLE", "Above", "Held", "as_dict", "budget_lines", "hold"]
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


def hold(advice: Advice, workload: Workload, arguments: Namespace) -> Held:
    """The advice against the budgets; a flag wins over the answer in the design."""
    pairs = {
        advice.carbon_figure: (arguments.budget_kgco2e, workload.carbon_budget_kg_per_year),
        COST: (arguments.budget_usd, workload.cost_budget_usd_per_year),
    }
    kgco2e, usd = (answer if flag is None else flag for flag, answer in pairs.values())
    report = within_budget(advice, kgco2e, usd)
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
        "over": _factors(report.recommended.over),
        "meeting": [f"{offer.decision}/{offer.id}" for offer in report.meeting],
        "above": {
            f"{offer.decision}/{offer.id}": _factors(offer.over)
            for offer in report.weighed
            if offer.over
        },
        "ways": list(report.ways),
        "risky": list(report.risky),
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
    if report.closest is not None and not report.fits:
        yield f"  Closest: {report.closest.label} ({report.closest.decision})"
    yield from (f"  {way}" for way in report.ways)
    yield from (
        f"  ~ {labels.of(name)} holds by its central value, not over its range"
        for name in report.risky
    )
