"""From a question as read to its answer: which decision, which option, which kind of answer."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from advisors.demand import policy_of
from advisors.design import Design
from advisors.design_changes import changed
from advisors.errors import AdvisorError
from advisors.options import Advice, Decision
from advisors.workload import Workload
from estimators.errors import EstimatorError
from estimators.facts import Facts
from tui.inquiry import (
    tell_catch,
    tell_decisions,
    tell_figures,
    tell_fleet,
    tell_larger,
    tell_options,
    tell_smaller,
    tell_units,
    tell_whatif,
)
from tui.inquiry.answer import DesignPart, Intent
from tui.inquiry.aspects import Aspect
from tui.inquiry.changes import changes_in
from tui.inquiry.intents import OWN
from tui.inquiry.names import GPUS, Named
from tui.inquiry.page import CORE, Page, decision_of, entries
from tui.inquiry.readings import KIND, Reading
from tui.inquiry.tell_units import Drawn
from tui.inquiry.whole import Whole


@dataclass(frozen=True)
class About:
    """What an answer is about.

    Attributes:
        decision: The decision.
        ids: Ids meant; empty for the decision as a whole.
        phrase: As the question names it.
    """

    decision: Decision
    ids: tuple[str, ...]
    phrase: str


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
    """

    design: Design
    facts: Facts
    advice: Advice
    workload: Workload
    advise: Callable[[Design], Advice]
    draw: Callable[[], Drawn]

    def tell(self, page: Page, reading: Reading, question: str) -> DesignPart:
        """Write the answer; says which decision and option it is about."""
        intent = reading.intent or Intent.WHY
        part = DesignPart(intent, repairs=reading.repairs)
        if reading.live and intent is Intent.HOW_MUCH:
            self._live(page)
        elif intent in OWN or (reading.aspect is Aspect.RANGE and intent is Intent.SURE):
            found = Whole(page, self.advice, self.workload, self.draw, reading).tell()
            part = replace(part, decision=found[0], option=found[1])
        elif (reading.smaller or reading.larger) and (model := decision_of(self.advice, "model")):
            part = self._sized(page, reading, part, model)
        elif self._counts_fleet(reading) and (silicon := decision_of(self.advice, "silicon")):
            option = tell_fleet.fleet(page, silicon, policy_of(self.workload))
            part = replace(part, decision="silicon", option=option, certainty=silicon.confidence)
        elif intent is Intent.WHAT_IF:
            part = self._what_if(page, reading, part, question)
        elif intent is Intent.LEVER:
            tell_figures.levers(page, self.advice, reading.metrics, reading.decision)
            part = replace(part, decision=reading.decision if reading.kind == "lever-of" else None)
        elif intent is Intent.ASSUMPTION:
            tell_figures.assumptions(page, self.advice, self.workload, reading.metrics)
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
        return reading.counted and (gpus or ours or hosting or not particular)

    def _sized(self, page: Page, reading: Reading, part: DesignPart, model: Decision) -> DesignPart:
        """A smaller or larger model than the chosen one."""
        names = tell_figures.names_of(reading.metrics)
        told = tell_larger.larger if reading.larger else tell_smaller.smaller
        option = told(page, model, names[0] if names else self.advice.carbon_figure)
        return replace(part, decision="model", option=option, certainty=model.confidence)

    def _options(self, page: Page, reading: Reading, part: DesignPart) -> DesignPart:
        """What is about an option or a decision; else about the design as a whole."""
        named, decision = self._meant(reading)
        named = named or _plan(decision, reading)
        amount = part.intent in {Intent.HOW_MUCH, Intent.WHICH, Intent.COMPARE}
        if decision is None and part.intent is Intent.WHY_NOT and reading.metrics:
            return self._design_amount(page, reading, part)
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
            return self._design_amount(page, reading, part)
        if part.intent is Intent.HOW_MUCH and named is None and not reading.other:
            part = replace(part, intent=Intent.WHICH)
        ids = named.ids if named else _other(decision) if reading.other else ()
        about = About(decision, ids, named.phrase if named else decision.title)
        option = self._speak(page, reading, part.intent, about)
        return replace(part, decision=decision.id, option=option, certainty=decision.confidence)

    def _speak(self, page: Page, reading: Reading, intent: Intent, about: About) -> str:
        """One decision: as a whole, or one of its options."""
        whole = not (about.ids or reading.named)
        if whole and (reading.fallen or intent is Intent.WHY_NOT):
            return tell_decisions.fallen(page, about.decision)
        if whole and reading.listed:
            return tell_decisions.ranking(page, about.decision)
        if whole and intent is Intent.WHICH:
            metric = reading.metrics[0] if reading.extreme and reading.metrics else ""
            names = tell_figures.names_of([metric] if metric else [])
            return tell_options.which(page, about.decision, metric, names[0] if names else "")
        return _speak_of_option(page, reading, intent, about)

    def _meant(self, reading: Reading) -> tuple[Named | None, Decision | None]:
        """The option that is meant, read for the decision in which the advice knows it."""
        wanted = [item for item in reading.named if item.decision == reading.decision]
        listed = [item for item in (*wanted, *reading.named) if self._lists(item)]
        listed.sort(key=lambda item: len(item.ids) > KIND)  # a kind says less than an option
        named = next(iter((*listed, *wanted, *reading.named)), None)
        key = named.decision if named else reading.decision
        return named, decision_of(self.advice, key)

    def _lists(self, item: Named) -> bool:
        decision = decision_of(self.advice, item.decision)
        if decision is None:
            return False
        return any(entry.id in item.ids for entry in entries(decision))

    def _design_amount(self, page: Page, reading: Reading, part: DesignPart) -> DesignPart:
        metrics, units = reading.metrics, reading.units
        other = units.of("other")
        if units.of(*tell_units.KINDS) and (not metrics or tell_units.SPREAD & set(metrics)):
            ask = "" if other is None else tell_figures.not_counted(other.text)
            tell_units.tell(page, self.draw(), metrics, units, ask=ask)
        else:
            per = "" if other is None else other.text
            tell_figures.design_amount(page, self.advice, metrics, per_other=per)
        return replace(part, intent=Intent.HOW_MUCH)

    def _certainty(self, page: Page, reading: Reading, part: DesignPart) -> DesignPart:
        named, decision = self._meant(reading)
        if decision is None:
            tell_decisions.certainty(page, self.advice.decisions)
            return part
        option = tell_decisions.flips(page, decision, named.ids if named else ())
        return replace(part, decision=decision.id, option=option, certainty=decision.confidence)

    def _what_if(self, page: Page, reading: Reading, part: DesignPart, question: str) -> DesignPart:
        regions = [key for item in reading.named if item.decision == "region" for key in item.ids]
        plain = [key for key in regions if key in self.facts.regions]
        text = question.casefold()
        changes = changes_in(text, self.workload, plain[:1] if len(plain) < 4 else ())
        if not changes:
            return self._instead(page, reading, part)
        part = replace(part, changes=changes, decision="region" if plain else None)
        try:
            after = self.advise(changed(self.design, changes))
        except (AdvisorError, EstimatorError) as error:
            tell_whatif.impossible(page, error.what, error.fix)
            return part
        tell_whatif.what_if(page, self.advice, after, changes)
        return replace(part, option=plain[0] if plain else "")

    def _instead(self, page: Page, reading: Reading, part: DesignPart) -> DesignPart:
        """An option instead of the chosen one stands in the advice already."""
        named, decision = self._meant(reading)
        if named is None or decision is None:
            tell_whatif.not_changeable(page)
            return part
        option = tell_figures.option_amount(
            page, decision, named.ids, named.phrase, reading.metrics
        )
        return replace(part, decision=decision.id, option=option, certainty=decision.confidence)

    def _live(self, page: Page) -> None:
        page.unanswered = True
        page.say(
            "A design holds answers and estimates, neither bills nor meter readings, so it cannot "
            "say what was used."
        )
        unlock = (
            "Your measured watts, PUE or price as overrides of the design: the figures then rest "
            "on them."
        )
        page.section("What would unlock it", (unlock,))
        page.show(self.advice.totals, CORE, "What it estimates")
        page.support(("measure-before-after", "measure-energy-not-given"))


def _speak_of_option(page: Page, reading: Reading, intent: Intent, about: About) -> str:
    decision, ids, phrase = about.decision, about.ids, about.phrase
    if reading.kind == "included":
        return tell_catch.included(page, decision, ids, phrase)
    if intent is Intent.CATCH:
        return tell_catch.catch(page, decision, ids if reading.named else (), phrase)
    if intent is Intent.WHY_NOT:
        return tell_options.why_not(page, decision, ids, phrase)
    if intent is Intent.HOW_MUCH:
        return tell_figures.option_amount(
            page, decision, ids, phrase, reading.metrics, units=reading.units
        )
    if intent is Intent.COMPARE:
        return tell_options.compare(page, decision, _pair(reading, about), phrase)
    return tell_options.why(page, decision, ids, phrase, named=bool(reading.named))


def _plan(decision: Decision | None, reading: Reading) -> Named | None:
    """The monitoring plan has figures of its own, beside those of the design."""
    chosen = decision.chosen if decision is not None else None
    if decision is None or chosen is None or decision.id != "monitoring":
        return None
    amount = bool(reading.metrics) or reading.text.startswith("how much ")
    asked = reading.intent is Intent.HOW_MUCH and amount
    return Named(decision.id, (chosen.id,), decision.title) if asked else None


def _other(decision: Decision) -> tuple[str, ...]:
    """The option after the first; what fell out when there is none."""
    after = tuple(option.id for option in decision.options[1:2])
    return after or tuple(item.id for item in decision.exclusions)


def _pair(reading: Reading, about: About) -> tuple[str, ...]:
    """One id of each option named for that decision, the listed ones first."""
    decision = about.decision
    listed = {item.id for item in decision.options} | {item.id for item in decision.exclusions}
    found = [
        next((key for key in item.ids if key in listed), item.ids[0])
        for item in reading.named
        if item.decision == decision.id and item.ids
    ]
    return tuple(dict.fromkeys(found)) or tuple(about.ids[:2])
