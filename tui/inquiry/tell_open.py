"""Whether an answer that is still open would turn what is recommended: each is tried alone."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from advisors.interview_value import Telling, decider, weigh
from advisors.presets import TrafficPresets
from advisors.questions import question
from advisors.questions.resolve import Resolved, resolve
from advisors.workload import show
from tui.inquiry.page import CORE, Page
from tui.inquiry.tell_whatif import turned
from tui.telling import HOW, given, nothing_more

if TYPE_CHECKING:
    from tui.inquiry.tell_turning import Tries

_LIMITS = ("carbon_budget_kg_per_year", "cost_budget_usd_per_year")
"""Open questions that turn no decision: options are held against them."""


def by_open(page: Page, tries: "Tries") -> None:
    """What is open, what stands in for it, and what another answer would turn.

    Args:
        page: Written to.
        tries: The design, tried with open questions answered one at a time.
    """
    presets = TrafficPresets(page.facts)
    resolved = resolve(tries.design.answers, presets)
    *_, found = weigh(tries.design, decider(tries.design, page.facts), presets)
    telling = found.telling
    if not found.items:
        page.say("Nothing is open: every question has an answer.")
    elif not telling:
        page.say(nothing_more(found))
    for item in telling[:1]:
        page.say(_first(tries, item, resolved))
        others = len(telling) - 1
        page.say(f"{others} more would turn something." if others else "No other one does.")
    if any(question(item.question).kind == "model" for item in found.items if not item.tried):
        page.say("A model that is given may turn decisions; no name was tried.")
    page.section("Open, each tried alone", (_row(tries, item, resolved) for item in found.items))
    page.section("How it was found", (HOW,) if found.items else ())
    page.show(tries.advice.totals, CORE, "In figures, as it stands")


def _first(tries: "Tries", item: Telling, resolved: Mapping[str, Resolved]) -> str:
    """The open question that turns most: what stands in for it, and what would turn."""
    stands = show(resolved[item.question])
    return (
        f"“{question(item.question).text}” is open; {stands} stands in for it. "
        f"{given(item, resolved)} would turn {_turns(tries, item)}."
    )


def _turns(tries: "Tries", item: Telling) -> str:
    """Decisions that the most telling answer turns, and into what."""
    titles: dict[str, str] = {item.id: item.title for item in tries.advice.decisions}
    if item.answer is not None:
        after = tries.advise(tries.design.answered(item.question, item.answer))
        lines = [
            f"{title} from {old.label if old else 'nothing that fits'} to "
            f"{new.label if new else 'nothing that fits'}"
            for title, old, new in turned(tries.advice, after)
        ]
        if lines:
            return "; ".join(lines)
    return ", ".join(titles.get(key, key) for key in item.turns)


def _row(tries: "Tries", item: Telling, resolved: Mapping[str, Resolved]) -> str:
    """One open question: what stands in for it, and what was found."""
    asked = question(item.question)
    if item.question in _LIMITS:
        return f"{asked.text} No limit; it turns no decision, options are held against it."
    stands = f"{asked.text} {show(resolved[item.question])} stands in for it"
    return f"{stands}: {'; '.join(_outcomes(tries, item, resolved))}."


def _outcomes(tries: "Tries", item: Telling, resolved: Mapping[str, Resolved]) -> Iterator[str]:
    titles: dict[str, str] = {x.id: x.title for x in tries.advice.decisions}
    if item.turns:
        names = ", ".join(titles.get(key, key) for key in item.turns)
        yield f"{given(item, resolved)} would turn {names}"
    if item.barred:
        yield "an answer to it leaves nothing that fits"
    if item.clashing:
        yield "an answer to it contradicts one that was given"
    if not item.tried:
        yield "not tried, as its answers cannot be foreseen"
    elif not (item.turns or item.barred or item.clashing):
        yield "no answer that was tried turns a decision"
