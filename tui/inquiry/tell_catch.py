"""Answers on what an option takes in return, and on whether it is in the design."""

from collections.abc import Iterator, Sequence

from advisors.format import value_and_range
from advisors.options import Advice, Decision, Exclusion, Option
from advisors.record.labels import Labels
from advisors.ways import ANSWER_CACHE, BOTH_CACHES, PROMPT_CACHE
from tui.inquiry.page import CORE, Page, changes_it, decision_of, find, title_of
from tui.inquiry.tell_against import against, closeness
from tui.inquiry.tell_options import (
    difference_of,
    nothing_fits,
    place_of,
    reasons_of,
    rule_of,
    side_of,
    unlocks_of,
)
from tui.inquiry.tell_unlisted import unlisted

_MORE = 1.02
"""An option takes more of a figure when it is above that multiple of another's."""
_BETTER = 3


def catch(page: Page, decision: Decision, ids: Sequence[str], phrase: str) -> str:
    """What speaks against an option that may be taken; returns its id.

    Args:
        page: Written to.
        decision: It belongs to.
        ids: Options meant; the chosen one when empty.
        phrase: As the question names them.
    """
    items = [item for key in ids if (item := find(decision, key)) is not None]
    chosen = decision.chosen
    if ids and not items:
        return unlisted(page, decision, ids, phrase)
    if chosen is None:
        return nothing_fits(page, decision)
    option = next((i for i in items if isinstance(i, Option)), None if items else chosen)
    if option is None:
        return _out(page, decision, [item for item in items if isinstance(item, Exclusion)])
    if option.id == chosen.id:
        _of_chosen(page, decision, option)
    else:
        page.say(
            f"{option.label} stands {place_of(decision, option.id)}behind {chosen.label} for "
            f"{title_of(decision)}: {difference_of(option)}"
        )
        page.beside(side_of(option), side_of(chosen), CORE)
        page.section("What it brings", option.reasons)
    page.section("To know", option.notes)
    changes_it(page, decision)
    page.support((*option.cards, *decision.cards))
    return option.id


def _of_chosen(page: Page, decision: Decision, option: Option) -> None:
    """The chosen option: what others that pass have less of."""
    lines = list(_better(page, decision, option))
    page.say(
        f"{option.label} comes first for {title_of(decision)}; what it takes in return:"
        if lines or option.notes
        else f"{option.label} comes first for {title_of(decision)}, and of the options that pass "
        "none has clearly less of any figure: the advice holds no catch against it."
    )
    page.section("Others that pass have less of", lines)
    page.show(option.figures, CORE, "In figures")
    lead = next((n for n in CORE if n in option.figures and option.figures[n].value), "")
    if lead:
        page.open(lead, option.figures[lead])


def _better(page: Page, decision: Decision, option: Option) -> Iterator[str]:
    """For each figure the option with the least of it, where that is clearly less."""
    labels = Labels(page.facts)
    for name in CORE:
        mine = option.figures.get(name)
        others = [
            (item.figures[name].value, item)
            for item in decision.options[1:]
            if name in item.figures and item.figures[name].value is not None
        ]
        if mine is None or mine.value is None or not others:
            continue
        value, least = min(others, key=lambda pair: (pair[0] or 0.0, pair[1].id))
        if mine.value > _MORE * (value or 0.0):
            page.figures[f"{least.id}/{name}"] = least.figures[name]
            yield (
                f"{labels.of(name)}: {least.label} {value_and_range(least.figures[name])} instead "
                f"of {value_and_range(mine)}"
            )


def _out(page: Page, decision: Decision, items: Sequence[Exclusion]) -> str:
    first = items[0]
    page.say(f"{first.label} fell out of {title_of(decision)}: {first.reason}")
    page.section("Why it is out", reasons_of(items[: _BETTER + 1]))
    page.section("What would lift the reason", unlocks_of(items[: _BETTER + 1]))
    chosen = decision.chosen
    if chosen is not None:
        page.show(chosen.figures, CORE, f"Instead, {chosen.label}")
    page.support((*first.cards, *decision.cards))
    return first.id


_COUNTED = "are counted"
"""Says in a reason that an option is no option, as the figures hold it anyway."""


_NO_TOKENS = (
    " No token is bought, as the design runs on own instances: there is no half price of a batch "
    "tier in its cost; what waiting saves is hours of machines."
)


def _on_own(advice: Advice) -> bool:
    """Whether the design runs on own instances."""
    hosting = decision_of(advice, "hosting")
    return hosting is not None and hosting.chosen is not None and hosting.chosen.id == "ec2-eks"


def included(
    page: Page,
    decision: Decision,
    ids: Sequence[str],
    phrase: str,
    *,
    advice: Advice | None = None,
) -> str:
    """Whether an option is in the design and its figures; returns its id.

    Args:
        page: Written to.
        decision: It belongs to.
        ids: Options meant.
        phrase: As the question names them.
        advice: Tells who hosts the design; nothing is said of that without it.
    """
    items = [item for key in ids if (item := find(decision, key)) is not None]
    if not items:
        return unlisted(page, decision, ids, phrase)
    chosen = decision.chosen
    asked = {item.id for item in items}
    if asked & {PROMPT_CACHE, ANSWER_CACHE}:
        asked.add(BOTH_CACHES)
    if chosen is not None and chosen.id in asked:
        return _in_design(page, decision, chosen)
    first = items[0]
    in_place = f" The design has {chosen.label} there." if chosen is not None else ""
    if isinstance(first, Exclusion):
        _fell_out(page, decision, first, in_place, own=advice is not None and _on_own(advice))
    else:
        _passes(page, decision, first, in_place)
    if chosen is not None:
        page.section(f"Why {chosen.label}", chosen.reasons)
    page.support((*first.cards, *decision.cards))
    return first.id


def _in_design(page: Page, decision: Decision, chosen: Option) -> str:
    page.say(
        f"Yes. {chosen.label} is in the design: it comes first for {title_of(decision)}, and "
        "the figures of the design count it."
    )
    page.section("Why", (*chosen.reasons, rule_of(decision)))
    page.show(chosen.figures, CORE, "In figures")
    page.section("To know", chosen.notes)
    page.support((*chosen.cards, *decision.cards))
    return chosen.id


def _fell_out(page: Page, decision: Decision, item: Exclusion, in_place: str, *, own: bool) -> None:
    """An option that fell out, though its figures may be counted.

    Args:
        page: Written to.
        decision: It belongs to.
        item: The option.
        in_place: What the design has instead, in words.
        own: Whether the design runs on own instances.
    """
    counted = _COUNTED in item.reason
    lead = "What may wait is counted already" if counted else "No"
    tokens = _NO_TOKENS if counted and own else ""
    page.say(
        f"{lead}. {item.label} fell out of {title_of(decision)}: {item.reason}{in_place}{tokens}"
    )
    page.section("What would lift the reason", unlocks_of([item]))


def _passes(page: Page, decision: Decision, item: Option, in_place: str) -> None:
    """An option that passes, held against the one that is in the design instead."""
    chosen = decision.chosen
    held = against(item, chosen) or difference_of(item)
    page.say(f"No. {item.label} passes, but is not in the design.{in_place} {held}")
    if chosen is not None and (near := closeness(decision, chosen, item)):
        page.say(near)
    if chosen is not None:
        page.beside(side_of(item), side_of(chosen), CORE)
    page.section(item.label, (*item.reasons, *item.notes))
