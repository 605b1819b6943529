"""The limits that the architect gave, held against the recommended design."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from advisors.budget_ways import search_further
from advisors.budgets import COST, BudgetReport, within_budget
from advisors.design import Design
from advisors.options import Advice
from advisors.record.labels import Labels
from advisors.record.markdown import clean
from advisors.record.model import BudgetNote
from advisors.workload import Workload

if TYPE_CHECKING:
    from estimators.facts import Facts

_WAYS = 3


def budget_notes(
    advice: Advice, design: Design, workload: Workload, facts: "Facts", labels: Labels
) -> tuple[BudgetNote, ...]:
    """One note a limit; none when no limit was given.

    What would hold a limit holds the other one too, and is looked for as `wattbrief advise` does:
    among what was advised first, then in the whole sweep.

    Args:
        advice: On the design.
        design: The answers.
        workload: The same, typed.
        facts: As shipped; the design's own are laid over them in the search.
        labels: Names in words.
    """
    limits = {
        advice.carbon_figure: workload.carbon_budget_kg_per_year,
        COST: workload.cost_budget_usd_per_year,
    }
    given = {name: limit for name, limit in limits.items() if limit is not None}
    if not given:
        return ()
    held = within_budget(advice, *limits.values())
    report = search_further(held, advice, design, facts)
    return tuple(_note(name, given, report, labels) for name in given)


def _note(
    name: str, limits: Mapping[str, float], report: BudgetReport, labels: Labels
) -> BudgetNote:
    figure = report.recommended.figures.get(name)
    known = figure is not None and figure.value is not None
    holds = name not in report.recommended.over
    high = figure.high if figure is not None and figure.high is not None else float("inf")
    return BudgetNote(
        name=name,
        label=labels.of(name),
        limit=limits[name],
        holds=holds if known else None,
        holds_high=known and high <= limits[name],
        ways=tuple(clean(way) for way in report.ways[:_WAYS]) if known and not holds else (),
    )
