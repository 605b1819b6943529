"""Token defaults by use case, with the sources of the facts they come from."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisors.questions.model import Default

if TYPE_CHECKING:
    from estimators.facts import Facts


@dataclass(frozen=True, slots=True)
class TrafficPresets:
    """The traffic presets of the facts, as defaults of questions."""

    facts: "Facts"

    def default(self, use_case: str, column: str) -> Default | None:
        """The cited default of a column, None where the presets do not have it."""
        row = self.facts.traffic.get(use_case)
        if row is None or row.number(column) is None:
            return None
        found = row.input(column)
        return Default(found.value, found.low, found.high, found.sources, found.note)
