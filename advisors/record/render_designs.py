"""The recommended design beside other whole designs, as Markdown."""

from collections.abc import Iterable

from advisors.record import shown
from advisors.record.markdown import bullets, paragraph, table, text
from advisors.record.model import OptionNote, Quantity, Record

_BEATEN = (
    "No other design beats those of the Pareto set in carbon, water, cost and latency at once."
)
_AS_DESIGNED = (
    "The recommended design includes the serving technique that was chosen; the others stand "
    "without any."
)


def whole_designs(record: Record) -> list[str]:
    """A table of whole designs, and what each costs against the recommended one."""
    if record.designs is None:
        return []
    smallest, pareto = record.designs.smallest, record.designs.pareto
    others = [*([smallest] if smallest is not None else []), *pareto]
    if not others:
        return []
    names = [item.name for item in others[0].figures]
    totals = {item.name: item for item in record.totals}
    head = ("Design", *(text(i.label) for i in others[0].figures))
    rows = [("**Recommended**", *_cells(totals[name] for name in names if name in totals))]
    rows += [(text(item.label), *_cells(item.figures)) for item in others]
    return [
        "### The Design as a Whole",
        "",
        *paragraph(f"{_BEATEN} {_AS_DESIGNED}" if pareto else _AS_DESIGNED),
        *table(head, rows),
        *bullets(_said(item) for item in others),
    ]


def _cells(figures: Iterable[Quantity]) -> tuple[str, ...]:
    return tuple(
        "withheld" if item.value is None else text(shown.quantity(item)) for item in figures
    )


def _said(item: OptionNote) -> str:
    reasons = [reason for reason in item.reasons if reason.rstrip(".") not in item.label]
    return f"{text(item.label)}: {' '.join(text(reason) for reason in reasons)}"
