"""Answers about a decision as a whole: its order, what fell out, what would turn it."""

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches

from advisors.format import exact
from advisors.options import Advice, Decision, Exclusion, Option
from advisors.rules import RULES
from tui.inquiry.page import CORE, Page, changes_it, entries, find, title_of
from tui.inquiry.tell_options import (
    SHOWN,
    compare,
    difference_of,
    listed,
    names_of,
    nothing_fits,
    reasons_of,
    side_of,
    unlocks_of,
)
from tui.inquiry.tell_plan import beside_design
from tui.inquiry.turns_on_plan import WATCHED

_WEIGHT = re.compile(r"(\d+)% of the weights instead of (\d+)%")
_NOT_OFFERED = "not-offered-there"
REASONS = 8
"""More reasons than that are told by the rule behind them."""


def certainty(page: Page, decisions: Sequence[Decision]) -> None:
    """How sure every decision is, and what would turn it."""
    unclear = [item.title for item in decisions if not item.clear]
    doubtful = [item.title for item in decisions if item.clear and item.confidence == "low"]
    if unclear:
        page.say(f"Not every decision is clear: {listed(unclear)} could go either way.")
    if doubtful:
        page.say(f"First, but with low certainty: {listed(doubtful)}.")
    if not (unclear or doubtful):
        page.say("Every decision has a clear first option, none of them with low certainty.")
    page.section(
        "Certainty",
        (f"{item.title}: {item.confidence}. {item.confidence_reason}" for item in decisions),
    )
    page.section(
        "What would change it",
        (f"{item.title}: {flip}" for item in decisions for flip in item.flips[:2]),
    )
    for item in decisions:
        page.support(item.cards[:1])


def flips(page: Page, decision: Decision, ids: Sequence[str]) -> str:
    """What would put another option, or a named one, first; returns the id spoken about."""
    items = [item for key in ids if (item := find(decision, key)) is not None]
    fallen = [item for item in items if isinstance(item, Exclusion)]
    chosen = decision.chosen
    if fallen and len(fallen) == len(items):
        for turn in _turns_by_another(page, fallen[0])[:1]:
            page.say(turn)
        page.say(f"{names_of(fallen)} fell out of {title_of(decision)}.")
        page.section("What would lift the reason", unlocks_of(fallen))
        page.section("Why it is out", reasons_of(fallen))
        for item in fallen:
            page.support(item.cards)
        return fallen[0].id
    if chosen is None:
        return nothing_fits(page, decision)
    page.say(
        f"{chosen.label} comes first for {title_of(decision)}; certainty: {decision.confidence}."
    )
    changes_it(page, decision)
    family = any(item.id == chosen.id for item in items)
    ranked = [item for item in items if isinstance(item, Option) and not family]
    for item in ranked[:1]:
        page.beside(side_of(item), side_of(chosen), CORE)
    if not ranked:
        page.show(chosen.figures, CORE, "In figures")
    page.support((*chosen.cards, *decision.cards))
    return ranked[0].id if ranked else chosen.id


def _turns_by_another(page: Page, out: Exclusion) -> list[str]:
    """Weights by which another decision would come out so that a Region is taken; least first."""
    found: list[tuple[float, str]] = []
    for decision in page.advice.decisions if page.advice is not None else ():
        for option in decision.options[1:]:
            if not any(re.search(rf"\bin {re.escape(out.id)}\b", x) for x in option.reasons[:1]):
                continue
            for flip in decision.flips:
                if option.label in flip and (hit := _WEIGHT.search(flip)):
                    line = f"The nearest turn: {flip}, and with it {out.label}."
                    found.append((abs(float(hit[1]) - float(hit[2])), line))
    return [line for _, line in sorted(found)]


def nearest(advice: Advice, words: Sequence[str]) -> tuple[str, ...]:
    """Options whose names look like words that nothing explains."""
    labels = {
        part.lower(): item.label
        for decision in advice.decisions
        for item in entries(decision)
        for part in item.label.split()
        if part.isalpha() and len(part) > 3
    }
    found = (near for word in words for near in get_close_matches(word, labels, n=1, cutoff=0.7))
    return tuple(dict.fromkeys(labels[key] for key in found))


def fallen(page: Page, decision: Decision) -> str:
    """Everything that fell out of a decision, by reason."""
    if not decision.exclusions:
        page.say(f"Nothing fell out of {title_of(decision)}.")
        page.section("Ranked", (item.label for item in decision.options))
        return ""
    reasons = {item.reason for item in decision.exclusions}
    count, many = exact(len(decision.exclusions)), len(decision.exclusions) > 1
    one = f": {decision.exclusions[0].reason}" if len(reasons) == 1 else "."
    head = f"All {count}" if many and len(decision.options) <= 1 and len(reasons) == 1 else count
    page.say(f"{head} fell out of {title_of(decision)}, before anything was ranked{one}")
    page.section("By reason", _by_reason(decision.exclusions))
    page.section("What would bring them back", unlocks_of(decision.exclusions)[: 2 * SHOWN])
    page.section("Ranked", (item.label for item in decision.options))
    for item in decision.exclusions:
        page.support(item.cards)
    return ""


def not_offered(page: Page, decision: Decision) -> str:
    """Models that fell out as no Region that the answers leave open offers them."""
    out = [item for item in decision.exclusions if item.rule == _NOT_OFFERED]
    others = len(decision.exclusions) - len(out)
    if not out:
        page.say("No model fell out for want of a Region that offers it.")
    else:
        count = "One model" if len(out) == 1 else f"{len(out)} models"
        page.say(
            f"{count} fell out as no Region that law, your wishes and latency leave open offers "
            f"{'it' if len(out) == 1 else 'them'}: {', '.join(item.label for item in out)}."
        )
        page.section("What would bring one back", unlocks_of(out))
    if others:
        page.say(f"{others} more fell out by other filters that came first; they may lack it too.")
    page.section("Ranked", (item.label for item in decision.options))
    for item in out[:SHOWN]:
        page.support(item.cards)
    page.support(decision.cards)
    return ""


def first_two(page: Page, decision: Decision) -> str:
    """The first two options figure by figure; returns the id of the first."""
    if len(decision.options) > 1:
        return compare(page, decision, [item.id for item in decision.options[:2]], decision.title)
    chosen = decision.chosen
    if chosen is None:
        return nothing_fits(page, decision)
    page.say(f"{chosen.label} alone passed for {title_of(decision)}; there is no second.")
    page.show(chosen.figures, CORE, "In figures")
    page.support((*chosen.cards, *decision.cards))
    return chosen.id


def _by_reason(items: Sequence[Exclusion]) -> list[str]:
    """Each reason with what it holds for; where there are many reasons, the rules behind them."""
    reasons = reasons_of(items)
    if len(reasons) <= REASONS:
        return reasons
    by_rule: dict[str, list[str]] = {}
    for item in items:
        by_rule.setdefault(item.rule, []).append(item.label)
    return [
        f"{RULES[rule].sentence if rule in RULES else rule} {listed(labels)}."
        for rule, labels in by_rule.items()
    ]


def runners_up(page: Page, decisions: Sequence[Decision]) -> None:
    """What came second in each decision, and by what it lost."""
    found = [item for item in decisions if item.chosen is not None and len(item.options) > 1]
    if not found:
        page.say("Nothing came second: in every decision one option alone passed.")
        return
    page.say(f"The design is several decisions; something came second in {len(found)} of them.")
    page.section(
        "Second, and by what it lost",
        (
            f"{item.title}: {item.options[1].label}, behind {item.options[0].label}. "
            f"{difference_of(item.options[1])}"
            for item in found
        ),
    )
    alone = [item.title for item in decisions if len(item.options) == 1]
    page.section("With one option alone", alone)
    page.section("For one of them", ("ask for its alternatives: “alternatives for the model?”",))
    for item in found:
        page.support(item.cards[:1])


def ranking(page: Page, decision: Decision) -> str:
    """All options in their order; returns the id of the first."""
    chosen = decision.chosen
    if chosen is None:
        return nothing_fits(page, decision)
    page.say(f"{chosen.label} comes first for {title_of(decision)}.")
    page.section(
        "In order",
        (
            f"{place}. {item.label}: {difference_of(item)}"
            for place, item in enumerate(decision.options, start=1)
        ),
    )
    page.show(chosen.figures, CORE, f"{chosen.label}, in figures")
    page.section("Fell out", reasons_of(decision.exclusions)[:SHOWN])
    changes_it(page, decision)
    page.support((*chosen.cards, *decision.cards))
    return chosen.id


BY_KIND: Mapping[str, Callable[[Page, Decision], str]] = {
    "offered": not_offered,
    "top": first_two,
    WATCHED: beside_design,
}
"""Answers on one decision as a whole, by the kind of question that `turns` reads."""
