"""The limits that the architect gave, held against the recommended design."""

from advisors.budgets import COST, within_budget
from advisors.options import Advice
from advisors.record.labels import Labels
from advisors.record.markdown import clean
from advisors.record.model import BudgetNote
from advisors.workload import Workload

_WAYS = 2


def budget_notes(advice: Advice, workload: Workload, labels: Labels) -> tuple[BudgetNote, ...]:
    """One note a limit; none when no limit was given."""
    limits = {
        advice.carbon_figure: workload.carbon_budget_kg_per_year,
        COST: workload.cost_budget_usd_per_year,
    }
    return tuple(
        _note(advice, name, limit, labels) for name, limit in limits.items() if limit is not None
    )


def _note(advice: Advice, name: str, limit: float, labels: Labels) -> BudgetNote:
    kgco2e, usd = (None, limit) if name == COST else (limit, None)
    report = within_budget(advice, kgco2e, usd)
    figure = advice.totals.get(name)
    known = figure is not None and figure.value is not None
    return BudgetNote(
        name=name,
        label=labels.of(name),
        limit=limit,
        holds=report.fits if known else None,
        holds_high=report.fits and not report.risky,
        ways=tuple(clean(way) for way in report.ways[:_WAYS]) if known else (),
    )
