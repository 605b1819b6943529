"""What a design leaves out or open: on top of its cost, not known, or left by the filters."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from advisors.format import amount, exact, value_and_range
from advisors.options import Advice, Decision, DecisionId, Option
from advisors.places import AREA_NAMES, GLOBAL, destinations, open_routes
from advisors.workload import Workload
from estimators.traffic import DAYS_PER_YEAR
from tui.inquiry.meant import About, pair
from tui.inquiry.page import CORE, Page, decision_of, title_of
from tui.inquiry.readings import Reading
from tui.inquiry.tell_fleet import hours_of
from tui.inquiry.tell_options import compare, difference_of, nothing_fits, why_not
from tui.inquiry.turns_on_parts import HOURS, NOT_KNOWN, ON_TOP, PROFILE, READ_WHERE, REMAINED

_NOT_IN = "Not in the cost"
_TOPICS: tuple[tuple[str, str], ...] = (
    (r"open ?search|kendra|pgvector|vector|search(?:ing)?|index(?:ing)?", _NOT_IN),
    (r"logs?|logging|cloudwatch|monitoring", "CloudWatch: about"),
    (r"staff|salar(?:y|ies)|people|person weeks|effort", "person-weeks"),
)
"""Words of a question, and what the line holds that tells it."""
_PROFILES = (*((r"\beu\b|europe\w*", "eu."), (r"\bus\b|american", "us."), (r"\bglobal\b", GLOBAL)),)


@dataclass(frozen=True)
class Apart:
    """One question of these.

    Attributes:
        page: Written to.
        advice: What was advised.
        workload: What it rests on.
        reading: The question.
    """

    page: Page
    advice: Advice
    workload: Workload
    reading: Reading

    def tell(self) -> tuple[DecisionId | None, str]:
        """Write the answer; returns the decision and the option that it is about, if any."""
        kind, decision = self.reading.kind, decision_of(self.advice, self.reading.decision)
        if kind == ON_TOP:
            _on_top(self.page, self.advice, self.reading.text)
            return None, ""
        if decision is None:
            return None, ""
        if kind == PROFILE:
            return decision.id, _profile(self.page, decision, self.workload, self.reading)
        if kind == REMAINED:
            return decision.id, _remained(self.page, decision, self.reading)
        return decision.id, _OF_DECISION[kind](self.page, decision)


def _on_top(page: Page, advice: Advice, text: str) -> None:
    """Whether something is in the cost or comes on top."""
    mark = next((key for words, key in _TOPICS if re.search(rf"\b(?:{words})\b", text)), "")
    lines = list(dict.fromkeys(beside_the_cost(advice)))
    asked = re.search(r"\bout\b|\bmissing\b", text) is not None
    found = [line for line in lines if (mark and mark in line) or (asked and not mark)]
    cost = advice.totals.get("cost_usd_per_year")
    if found:
        page.say(f"On top. {found[0]}")
    else:
        page.say("No line of the advice tells it apart; the cost holds what its formula names.")
    if cost is not None and cost.value is not None:
        page.say(f"The cost of the design as a whole: {value_and_range(cost)}.")
        page.section("In it", (cost.formula.equation,))
    page.section("Not in it", (line for line in lines if line not in found[:1]))
    page.show(advice.totals, ("cost_usd_per_year",), "In figures")
    page.support(("infer-idle-cost",))


def beside_the_cost(advice: Advice) -> Iterator[str]:
    """Lines on what the cost does not hold: search, monitoring, work of people."""
    for decision in advice.decisions:
        chosen = decision.chosen
        for line in (*chosen.reasons, *chosen.notes) if chosen is not None else ():
            if any(mark in line for _, mark in _TOPICS):
                yield line


def _hours(page: Page, decision: Decision) -> str:
    """Hours of machines a day, a mean over the horizon."""
    chosen = decision.chosen
    if chosen is None:
        return nothing_fits(page, decision)
    hours = hours_of(chosen)
    if hours is None:
        page.say("None of your own: the design pays by the token, not by the hour.")
        page.section("Why", chosen.reasons)
        return chosen.id
    value, low, high = (end / DAYS_PER_YEAR for end in hours.numbers)
    page.say(f"{amount(value, low, high, 'instance hours')} a day, a mean over the horizon.")
    page.say(f"That is instance hours a year ÷ {exact(DAYS_PER_YEAR, 7)} days.")
    page.show({"instance_hours_per_year": hours}, ("instance_hours_per_year",), "The year")
    page.open("instance_hours_per_year", hours)
    page.section("Why", chosen.reasons)
    page.support((*chosen.cards, *decision.cards))
    return chosen.id


def _not_known(page: Page, decision: Decision) -> str:
    """What the chosen option leaves open."""
    chosen = decision.chosen
    if chosen is None:
        return nothing_fits(page, decision)
    open_ = [*chosen.notes, *(_withheld(chosen))]
    page.say(
        f"{chosen.label}: {open_[0]}"
        if open_
        else f"The advice names nothing open for {chosen.label}."
    )
    page.section("Also to know", open_[1:])
    page.section(f"Certainty: {decision.confidence}", (decision.confidence_reason,))
    page.section("What would change it", decision.flips)
    page.show(chosen.figures, CORE, "In figures, with what is not known in their ranges")
    lead = next((name for name in CORE if name in chosen.figures), "")
    if lead:
        page.open(lead, chosen.figures[lead])
    page.support((*chosen.cards, *decision.cards))
    return chosen.id


def _withheld(option: Option) -> Iterator[str]:
    found = (item.withheld for item in option.figures.values() if item.value is None)
    yield from dict.fromkeys(found)


def _read_where(page: Page, decision: Decision) -> str:
    """Where the numbers of the running system are read."""
    chosen = decision.chosen
    if chosen is None:
        return nothing_fits(page, decision)
    lines = [line for line in chosen.reasons if line.startswith("Where")]
    for line in lines:
        page.say(line)
    page.section("The rest of the plan", (line for line in chosen.reasons if line not in lines))
    page.section("To know", chosen.notes)
    page.support((*chosen.cards, *decision.cards))
    return chosen.id


def _remained(page: Page, decision: Decision, reading: Reading) -> str:
    """What passed, in its order, and how those that are named stand."""
    chosen = decision.chosen
    if chosen is None:
        return nothing_fits(page, decision)
    count = len(decision.options)
    labels = "; ".join(item.label for item in decision.options)
    page.say(
        f"{exact(count)} passed for {title_of(decision)}, in this order: {labels}. "
        f"{exact(len(decision.exclusions))} fell out."
    )
    page.section("What was open", decision.trace[:2])
    page.say("")
    named = pair(reading, About(decision, (), decision.title))
    if len(named) > 1:
        return compare(page, decision, named, decision.title)
    page.section(
        "Against the first", (f"{x.label}: {difference_of(x)}" for x in decision.options[1:])
    )
    page.show(chosen.figures, CORE, f"{chosen.label}, in figures")
    page.support((*chosen.cards, *decision.cards))
    return chosen.id


def _profile(page: Page, decision: Decision, workload: Workload, reading: Reading) -> str:
    """Whether a profile that routes over Regions keeps data where the answers let it go."""
    asked = next((key for words, key in _PROFILES if re.search(words, reading.text)), "")
    routes = open_routes(workload, page.facts)
    keys: Sequence[str] = (asked,) if asked else tuple(AREA_NAMES)
    inside = [key for key in keys if key in routes]
    shut = [key for key in keys if key not in routes]
    allowed = ", ".join(workload.allowed_regions)
    limits = f"residency {workload.residency.value}" + (f", {allowed} alone" if allowed else "")
    if inside:
        names = ", ".join(AREA_NAMES[key] for key in inside)
        page.say(f"Yes, by where data may go ({limits}): the {names} profile stays inside.")
        page.say("The advice weighs it for each model that has one and can be called from there.")
    else:
        names = ", ".join(AREA_NAMES[key] for key in shut)
        page.say(
            f"No: data may go where you answered ({limits}), and the {names} profile may route a "
            "request to other Regions."
        )
    page.section(
        "Where they may route",
        (f"{AREA_NAMES[key]} profile: {', '.join(destinations(key, page.facts))}" for key in keys),
    )
    ids = [x.id for x in decision.options if any(x.id.startswith(key) for key in keys)]
    ids += [x.id for x in decision.exclusions if any(x.id.startswith(key) for key in keys)]
    if ids:
        return why_not(page, decision, ids, "profile")
    page.section("What would open more", decision.flips)
    page.support(decision.cards)
    return decision.chosen.id if decision.chosen is not None else ""


_OF_DECISION: Mapping[str, Callable[[Page, Decision], str]] = {
    HOURS: _hours,
    NOT_KNOWN: _not_known,
    READ_WHERE: _read_where,
}
