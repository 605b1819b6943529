"""Amounts of the design as a whole, in the units that a question asks for."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from advisors.options import Advice
from advisors.workload import Workload
from tui.inquiry import tell_apart, tell_figures, tell_units
from tui.inquiry.page import Page
from tui.inquiry.readings import Reading
from tui.inquiry.tell_units import Drawn
from tui.inquiry.tell_year import Years
from tui.inquiry.turns_on_figures import BY_YEAR
from tui.inquiry.turns_on_money import ALL_IN
from tui.inquiry.units import Units

_PER = re.compile(r"\bper (?!(?:annum|year|the)\b)(\w+(?: \w+)?)")
"""A unit that a figure is asked for."""


@dataclass(frozen=True)
class Amounts:
    """Figures of a design as a whole.

    Attributes:
        advice: That gives them.
        workload: It rests on.
        draw: Gives the figures with the draws behind them.
        years: Tells of single years.
    """

    advice: Advice
    workload: Workload
    draw: Callable[[], Drawn]
    years: Years

    def tell(self, page: Page, reading: Reading) -> None:
        """Write the figures that are asked for, by the year or in the units of the question."""
        metrics, units = reading.metrics, reading.units
        other = units.of("other")
        if units.of(*tell_units.KINDS) and (not metrics or tell_units.SPREAD & set(metrics)):
            ask = "" if other is None else tell_figures.not_counted(other.text)
            tell_units.tell(page, self.draw(), metrics, units, ask=ask or self._counted_as(units))
        else:
            if reading.kind == BY_YEAR:
                self.years.tell(page, reading.text, metrics)
            per = "" if other is None else other.text
            if not per and (unread := _PER.search(reading.text)):
                page.say(f"Nothing is counted by “{unread[1]}” here; these are yearly figures.")
            tell_figures.design_amount(page, self.advice, metrics, per_other=per)
        if reading.kind == ALL_IN:
            page.section("Not in the cost", dict.fromkeys(tell_apart.beside_the_cost(self.advice)))

    def _counted_as(self, units: Units) -> str:
        """That the unit of work is counted as one request, where one is asked for."""
        unit, work = units.of("requests"), self.workload.unit_of_work
        if unit is None or unit.count != 1.0 or not work or work == "request":
            return ""
        return f"One {work} counts as one request here; if it takes several, multiply."
