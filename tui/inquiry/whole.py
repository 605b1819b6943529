"""From a question on the design as a whole to its answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from advisors.options import Advice, DecisionId
from advisors.workload import Workload
from tui.inquiry import tell_duration, tell_fronts, tell_inputs, tell_limit, tell_whole
from tui.inquiry.aspects import Aspect, input_named, input_of
from tui.inquiry.page import Page
from tui.inquiry.readings import Reading
from tui.inquiry.tell_units import KINDS, Drawn

_DECISIONS: Mapping[Aspect, DecisionId] = {Aspect.PLACE: "region", Aspect.SERVICE: "inference"}


@dataclass(frozen=True)
class Whole:
    """One question on the design as a whole.

    Attributes:
        page: Written to.
        advice: What was advised.
        workload: What it rests on.
        draw: Gives the figures with their draws; called where they are needed alone.
        reading: The question.
    """

    page: Page
    advice: Advice
    workload: Workload
    draw: Callable[[], Drawn]
    reading: Reading

    def tell(self) -> tuple[DecisionId | None, str]:
        """Write the answer; returns the decision and the option that it is about, if any."""
        aspect, limit = self.reading.aspect, self.reading.limit
        if limit is not None:
            unit = self.reading.units.of(*KINDS)
            tell_limit.against(self.page, self.advice, self.draw(), limit, unit)
        elif aspect in {Aspect.PLACE, Aspect.SERVICE}:
            told = tell_inputs.place if aspect is Aspect.PLACE else tell_inputs.service
            return _DECISIONS[aspect], told(self.page, self.advice, self.workload)
        elif aspect is not None:
            self._tellers()[aspect]()
        return None, ""

    def _tellers(self) -> Mapping[Aspect, Callable[[], object]]:
        page, advice, metrics = self.page, self.advice, self.reading.metrics
        text = self.reading.text
        return {
            Aspect.SUMMARY: lambda: tell_whole.summary(page, advice),
            Aspect.EXCLUDED: lambda: tell_whole.excluded(page, advice),
            Aspect.PARTS: lambda: tell_whole.parts(page, advice, self.draw(), metrics, text),
            Aspect.EXPLAIN: lambda: tell_whole.explained(page, advice, metrics),
            Aspect.SOURCES: lambda: tell_whole.sources(page, advice),
            Aspect.RANGE: lambda: tell_whole.ranges(page, advice, metrics),
            Aspect.BUDGET: lambda: tell_limit.own_limits(page, advice, self.draw(), self.workload),
            Aspect.DURATION: lambda: tell_duration.duration(page, advice, self.workload),
            Aspect.PARETO: lambda: tell_fronts.pareto(page, advice),
            Aspect.SMALLEST: lambda: tell_fronts.smallest(page, advice),
            Aspect.CONFLICTS: lambda: tell_fronts.conflicts(page, self.workload),
            Aspect.INPUT: lambda: tell_inputs.told(
                page,
                advice,
                self.workload,
                input_of(text) or input_named(text),
                users="users" in text.split(),
            ),
        }
