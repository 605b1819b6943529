"""From a question on the design as a whole to its answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisors.options import Advice, DecisionId
from advisors.workload import Workload
from tui.inquiry import (
    tell_demands,
    tell_duration,
    tell_fronts,
    tell_idle,
    tell_inputs,
    tell_level,
    tell_licence,
    tell_limit,
    tell_memory,
    tell_outage,
    tell_place,
    tell_sign_off,
    tell_whole,
)
from tui.inquiry.aspects import Aspect, input_named, input_of
from tui.inquiry.page import Page
from tui.inquiry.readings import Reading
from tui.inquiry.tell_units import KINDS, Drawn
from tui.inquiry.turns_apart import WEIGHTS
from tui.inquiry.turns_on_doing import WHO

if TYPE_CHECKING:
    from advisors.desk import Desk

_Teller = Callable[[Page, Advice, Workload], str]
_OF_DECISION: Mapping[Aspect, tuple[DecisionId, _Teller]] = {
    Aspect.SERVICE: ("inference", tell_inputs.service),
    Aspect.QUALITY: ("model", tell_demands.quality),
    Aspect.LICENCE: ("model", tell_licence.licence),
    Aspect.MODALITIES: ("model", tell_demands.modalities),
    Aspect.PRIVACY: ("monitoring", tell_demands.privacy),
}
"""What is told of one decision, with its teller, which returns the id of an option."""


def _input(reading: Reading) -> str:
    """The input that is asked for."""
    if reading.kind == WEIGHTS:
        return WEIGHTS
    return input_of(reading.text) or input_named(reading.text)


@dataclass(frozen=True)
class Whole:
    """One question on the design as a whole.

    Attributes:
        page: Written to.
        advice: What was advised.
        workload: What it rests on.
        draw: Gives the figures with their draws; called where they are needed alone.
        desk: Gives the candidates behind the advice; called where they are needed alone.
        reading: The question.
    """

    page: Page
    advice: Advice
    workload: Workload
    draw: Callable[[], Drawn]
    desk: "Callable[[], Desk]"
    reading: Reading

    def tell(self) -> tuple[DecisionId | None, str]:
        """Write the answer; returns the decision and the option that it is about, if any."""
        aspect, limit = self.reading.aspect, self.reading.limit
        if limit is not None:
            unit = self.reading.units.of(*KINDS)
            tell_limit.against(self.page, self.advice, self.draw(), limit, unit)
        elif aspect is not None and aspect in _OF_DECISION:
            decision, told = _OF_DECISION[aspect]
            return decision, told(self.page, self.advice, self.workload)
        elif aspect is not None and aspect in (own := self._of_one()):
            decision, tell = own[aspect]
            return decision, tell()
        elif aspect is not None:
            self._tellers()[aspect]()
        return None, ""

    def _of_one(self) -> Mapping[Aspect, tuple[DecisionId, Callable[[], str]]]:
        """What is told of one decision from more than its answers; gives the id of an option."""
        page, advice, workload = self.page, self.advice, self.workload
        metrics, text = self.reading.metrics, self.reading.text
        team = self.reading.kind == "skills"
        tell_effort = tell_sign_off.skills if team else tell_sign_off.effort
        return {
            Aspect.PLACE: (
                "region", lambda: tell_place.leaves(page, advice, workload, text)
            ),
            Aspect.EFFORT: (
                "customization", lambda: tell_effort(page, advice, workload)
            ),
            Aspect.LANGUAGES: (
                "model", lambda: tell_demands.languages(page, advice, workload, text)
            ),
            Aspect.LEVEL: (
                "inference", lambda: tell_level.level(page, advice, metrics)
            ),
            Aspect.IDLE: (
                "hosting", lambda: tell_idle.idle(page, advice, workload, self.draw(), text)
            ),
            Aspect.MEMORY: ("silicon", lambda: tell_memory.memory(page, advice, self.desk())),
        }  # fmt: skip

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
            Aspect.OUTAGE: lambda: tell_outage.outage(page, advice, self.workload),
            Aspect.DURATION: lambda: tell_duration.duration(page, advice, self.workload, text),
            Aspect.PARETO: lambda: tell_fronts.pareto(page, advice),
            Aspect.SMALLEST: lambda: tell_fronts.smallest(page, advice),
            Aspect.CONFLICTS: lambda: tell_fronts.conflicts(page, self.workload),
            Aspect.NEXT: lambda: tell_sign_off.next_steps(
                page, advice, self.workload, who=self.reading.kind == WHO
            ),
            Aspect.RISKS: lambda: tell_sign_off.risks(page, advice, self.workload),
            Aspect.REPORTING: lambda: tell_sign_off.reporting(page, advice, self.workload, text),
            Aspect.INPUT: lambda: tell_inputs.told(
                page,
                advice,
                self.workload,
                _input(self.reading),
                users="users" in text.split(),
            ),
        }
