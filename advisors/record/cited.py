"""What of an advice stands in a record, its numbers entered in one ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisors.options import FIGURE_NAMES, Advice
from advisors.record.evidence import Ledger
from advisors.record.model import DecisionNote, DesignsNote, Evidence, Quantity
from advisors.record.notes import decision_note, designs_note

if TYPE_CHECKING:
    from estimators.facts import Facts

_TOTALS = (*FIGURE_NAMES, "wh_per_request", "sci_g_per_request")
_WHOLE = "the design as a whole"


@dataclass(frozen=True, slots=True)
class Cited:
    """What of the advice stands in a record, its numbers entered in one ledger.

    Attributes:
        ledger: Gives the sources, once everything is entered.
        totals: Figures of the design as a whole, by name.
        evidence: Every entry, down to the inputs of the totals.
    """

    ledger: Ledger
    totals: Mapping[str, Quantity]
    decisions: tuple[DecisionNote, ...]
    designs: DesignsNote
    evidence: tuple[Evidence, ...]

    @property
    def yearly(self) -> dict[str, Quantity]:
        """The five figures that every option has."""
        return {name: item for name, item in self.totals.items() if name in FIGURE_NAMES}

    @property
    def managed(self) -> bool:
        """Whether a managed service answers."""
        return any(item.quantity.name == "managed_wh_per_call" for item in self.evidence)


def cite(advice: Advice, facts: "Facts") -> Cited:
    """The advice in a ledger: totals first, then decisions and designs, then what is below."""
    ledger = Ledger(facts)
    whole = {name: advice.totals[name] for name in _TOTALS if name in advice.totals}
    totals = {name: ledger.cite(item, _WHOLE) for name, item in whole.items()}
    decisions = tuple(decision_note(item, ledger) for item in advice.decisions)
    designs = designs_note(advice, ledger)
    for item in whole.values():
        ledger.open(item)
    return Cited(ledger, totals, decisions, designs, ledger.evidence())
