"""Quantities and answers as text, the same wherever a record shows them."""

from advisors import format as numbers
from advisors.questions.resolve import Resolved
from advisors.record.model import Quantity
from advisors.workload_assumptions import labels_of, numeric, several
from estimators.amounts import unit_of

_CERTAIN = 5  # digits of a number without range that is not whole
_NO_LIMIT = frozenset({"carbon_budget_kg_per_year", "cost_budget_usd_per_year"})


def quantity(item: Quantity) -> str:
    """`1,200 kWh/year (800 to 2,100) [E7]`, or `withheld: the reason`."""
    if item.value is None or item.low is None or item.high is None:
        return f"{numbers.UNKNOWN}: {item.withheld}"
    shown = plain(item.value, item.low, item.high, unit_of(item.name, item.unit))
    return f"{shown} [{item.evidence}]" if item.evidence else shown


def plain(value: float, low: float, high: float, unit: str) -> str:
    """A number with its range; one that is certain stands without."""
    if low == high:
        return numbers.certain(value, unit, _CERTAIN)
    return numbers.amount(value, low, high, unit)


def answer(item: Resolved) -> str:
    """The value that counts, in the words of the question."""
    value, question = item.value, item.question
    if question.id in _NO_LIMIT and value == 0:
        return "no limit"
    labels = labels_of(question)
    if isinstance(value, dict):
        parts = (f"{labels[name].lower()} {numbers.exact(p)}" for name, p in value.items())
        return ", ".join(parts)
    if isinstance(value, tuple):
        return several(question, value)
    if isinstance(value, str):
        return labels.get(value, value) or "not stated"
    return numeric(value, item)
