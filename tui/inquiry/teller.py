"""From a question as read to its answer: which decision, which option, which kind of answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from advisors.demand import policy_of
from advisors.design import Design
from advisors.options import Advice, Decision, DecisionId
from advisors.workload import Workload
from estimators.facts import Facts
from tui.inquiry import (
    by_turn,
    meant,
    tell_about,
    tell_amounts,
    tell_apart,
    tell_assumed,
    tell_beside,
    tell_decisions,
    tell_figures,
    tell_fleet,
    tell_larger,
    tell_levers,
    tell_live,
    tell_moves,
    tell_row,
    tell_set_against,
    tell_smaller,
    tell_tried,
    tell_turning,
    tell_year,
    trial,
)
from tui.inquiry.answer import DesignPart, Intent
from tui.inquiry.aspects import Aspect
from tui.inquiry.intents import OWN
from tui.inquiry.names import GPUS
from tui.inquiry.page import Page, decision_of
from tui.inquiry.readings import KIND, Reading
from tui.inquiry.tell_units import Drawn
from tui.inquiry.turns_on_contrast import KINDS as AGAINST
from tui.inquiry.turns_on_levels import AT_ONCE, BY_ROW
from tui.inquiry.turns_on_money import KINDS as BESIDE
from tui.inquiry.turns_on_parts import KINDS
from tui.inquiry.unclear import unclear
from tui.inquiry.whole import Whole

if TYPE_CHECKING:
    from advisors.desk import Desk
    from advisors.sensitivity import Sensitivity


@dataclass(frozen=True)
class Teller:
    """Tells about one design.

    Attributes:
        design: Its answers.
        facts: With the design's own values.
        advice: What was advised.
        workload: What it says and assumes.
        advise: Advises on a changed design.
        draw: The figures of the design as a whole with the draws behind them.
        desk: The candidates that the advice chose from.
        moved: What moves the design and would turn it; worked out when asked for.
    """

    design: Design
    facts: Facts
    advice: Advice
    workload: Workload
    advise: Callable[[Design], Advice]
    draw: Callable[[], Drawn]
    desk: "Callable[[], Desk]"
    moved: "Callable[[], Sensitivity]"

    def tell(self, page: Page, reading: Reading, question: str) -> DesignPart:
        """Write the answer; says which decision and option it is about."""
        reading = meant.ranked(reading, self.advice.carbon_figure)
        intent = reading.intent or Intent.WHY
        part = DesignPart(intent, repairs=reading.repairs)
        decision = decision_of(self.advice, reading.decision)
        if reading.kind in BESIDE and decision is not None:
            pair = tell_beside.Pair(page, self.design, self.advice, decision, reading)
            return replace(part, decision=decision.id, option=pair.tell(self.advise))
        known = by_turn.Known(self.advice, self.workload, self.draw, self.moved)
        told = by_turn.tell(page, reading, part, known)
        return told or self._by_intent(page, reading, part, question)

    def _by_intent(
        self, page: Page, reading: Reading, part: DesignPart, question: str
    ) -> DesignPart:
        """What the words are read as, where no turn of phrase tells it by itself."""
        intent = part.intent
        if reading.live and intent is Intent.HOW_MUCH:
            tell_live.live(page, self.advice)
        elif intent is Intent.UNCLEAR:
            unclear(page, reading)
        elif intent in OWN or (reading.aspect is Aspect.RANGE and intent is Intent.SURE):
            found = Whole(page, self.advice, self.workload, self.draw, self.desk, reading).tell()
            part = replace(part, decision=found[0], option=found[1])
        elif (reading.smaller or reading.larger) and (model := decision_of(self.advice, "model")):
            part = self._sized(page, reading, part, model)
        elif self._counts_fleet(reading) and (silicon := decision_of(self.advice, "silicon")):
            option = tell_fleet.fleet(page, silicon, policy_of(self.workload))
            part = replace(part, decision="silicon", option=option, certainty=silicon.confidence)
        elif intent is Intent.WHAT_IF:
            part = self._what_if(page, reading, part, question)
        elif intent is Intent.LEVER:
            tell_levers.levers(page, self.advice, reading.metrics, reading.decision)
            part = replace(part, decision=reading.decision if reading.kind == "lever-of" else None)
        elif intent is Intent.ASSUMPTION:
            self._assumed(page, reading)
        elif intent in {Intent.SURE, Intent.FLIP}:
            part = self._certainty(page, reading, part)
        else:
            part = self._options(page, reading, part)
        return part

    def _counts_fleet(self, reading: Reading) -> bool:
        """Whether the fleet is to be counted, of no chip in particular."""
        particular = any(len(item.ids) <= KIND for item in reading.named)
        gpus = all(item.phrase in GPUS for item in reading.named)
        silicon = decision_of(self.advice, "silicon")
        chosen = silicon.chosen if silicon is not None else None
        ours = chosen is not None and all(chosen.id in item.ids for item in reading.named)
        hosting = all(item.decision == "hosting" for item in reading.named)
        tried = reading.intent is Intent.WHAT_IF
        return reading.counted and not tried and (gpus or ours or hosting or not particular)

    def _assumed(self, page: Page, reading: Reading) -> None:
        """What was not known, and what moves a figure."""
        if reading.kind in tell_moves.KINDS:
            tell_moves.tell(page, reading, self.advice, self.moved())
            return
        metrics, text = reading.metrics, reading.text
        tell_assumed.assumptions(page, self.advice, self.workload, metrics, text)

    def _apart(self, page: Page, reading: Reading, part: DesignPart) -> DesignPart | None:
        """What only a turn of phrase tells; a row that there is not is tried as an answer."""
        if reading.kind in AGAINST:
            two = tell_set_against.told(page, self.advice, self.workload, reading)
            return replace(part, decision=two[0], option=two[1]) if two else None
        if reading.kind != BY_ROW and reading.kind not in KINDS:
            return None
        if reading.kind in KINDS:
            told = tell_apart.Apart(page, self.advice, self.workload, reading).tell()
            return replace(part, decision=told[0], option=told[1])
        named = reading.named[0]
        now = self.workload.async_share.value
        if now and named.ids == AT_ONCE and tell_row.row_of(self.advice, named.ids) is None:
            return self._what_if(page, reading, part, "what if 0 % may wait")
        option = tell_row.row(page, self.advice, named.ids, named.phrase)
        return replace(part, decision="inference", option=option)

    def _sized(self, page: Page, reading: Reading, part: DesignPart, model: Decision) -> DesignPart:
        """A smaller or larger model than the chosen one."""
        names = tell_figures.names_of(reading.metrics)
        told = tell_larger.larger if reading.larger else tell_smaller.smaller
        option = told(page, model, names[0] if names else self.advice.carbon_figure)
        return replace(part, decision="model", option=option, certainty=model.confidence)

    def _options(self, page: Page, reading: Reading, part: DesignPart) -> DesignPart:
        """What is about an option or a decision; else about the design as a whole."""
        if (apart := self._apart(page, reading, part)) is not None:
            return apart
        named, decision = meant.option(self.advice, reading)
        named = named or meant.plan(decision, reading)
        if decision is None and reading.kind == "ranking":
            tell_decisions.runners_up(page, self.advice.decisions)
            return part
        amount = part.intent in {Intent.HOW_MUCH, Intent.WHICH, Intent.COMPARE}
        if decision is None and part.intent is Intent.WHY_NOT and reading.metrics:
            return self._amounts(page, reading, part)
        if decision is None and not amount:
            chosen = [item.chosen.label for item in self.advice.decisions if item.chosen]
            page.section("The design as a whole", chosen)
            return part
        if decision is None or (
            part.intent is Intent.HOW_MUCH
            and named is None
            and reading.metrics
            and not reading.other
        ):
            return self._amounts(page, reading, part)
        if part.intent is Intent.HOW_MUCH and named is None and not reading.other:
            part = replace(part, intent=Intent.WHICH)
        named = meant.together(named, reading, part.intent, decision)
        ids = named.ids if named else meant.other(decision) if reading.other else ()
        about = meant.About(decision, ids, named.phrase if named else decision.title)
        option = tell_about.tell(page, reading, part.intent, about, self.advice)
        return replace(part, decision=decision.id, option=option, certainty=decision.confidence)

    def _amounts(self, page: Page, reading: Reading, part: DesignPart) -> DesignPart:
        """Figures of the design as a whole."""
        amounts = tell_amounts.Amounts(self.advice, self.workload, self.draw, self._years())
        amounts.tell(page, reading)
        return replace(part, intent=Intent.HOW_MUCH)

    def _years(self) -> tell_year.Years:
        return tell_year.Years(self.design, self.facts, self.advise)

    def _certainty(self, page: Page, reading: Reading, part: DesignPart) -> DesignPart:
        if reading.kind in tell_moves.KINDS:
            told, option = tell_moves.tell(page, reading, self.advice, self.moved())
            return replace(part, decision=told, option=option)
        named, decision = meant.option(self.advice, reading)
        if decision is None:
            self._turning(page, reading, part)
            return part
        option = tell_decisions.flips(page, decision, named.ids if named else ())
        return replace(part, decision=decision.id, option=option, certainty=decision.confidence)

    def _turning(self, page: Page, reading: Reading, part: DesignPart) -> None:
        """What turns the design as a whole, or how sure it is."""
        if part.intent is Intent.FLIP:
            tries = tell_turning.Tries(self.design, self.advice, self.advise)
            tell_turning.tell(page, tries, self.workload, reading.kind)
        else:
            tell_decisions.certainty(page, self.advice.decisions)

    def _what_if(self, page: Page, reading: Reading, part: DesignPart, question: str) -> DesignPart:
        text = question.casefold()
        found = trial.trial_of(
            text, reading, self.design, self.workload, facts=self.facts, places=self._places()
        )
        if not found.changes:
            return self._instead(page, reading, part, text)

        if self._years().tried(page, found.changes, text, reading.metrics):
            reading = replace(reading, metrics=())

        def asked(after: Advice) -> Sequence[str]:
            return tuple(
                tell_tried.Asked(self.advice, after, reading, text, found.changes).lead(page)
            )

        trial.tell(page, found, self.design, self.advice, self.advise, asked=asked)
        decision: DecisionId | None = "region" if found.region else None
        return replace(part, changes=found.changes, decision=decision, option=found.region)

    def _places(self) -> tuple[str, ...]:
        """Regions that passed, the first one first."""
        region = decision_of(self.advice, "region")
        return tuple(item.id for item in region.options) if region is not None else ()

    def _instead(self, page: Page, reading: Reading, part: DesignPart, text: str) -> DesignPart:
        """An option instead of the chosen one stands in the advice already."""
        named, decision = meant.option(self.advice, reading)
        if named is None or decision is None:
            trial.unchanged(page, text, self.advice, self.workload, self.draw)
            return part
        option = tell_figures.option_amount(
            page, decision, named.ids, named.phrase, reading.metrics
        )
        return replace(part, decision=decision.id, option=option, certainty=decision.confidence)
