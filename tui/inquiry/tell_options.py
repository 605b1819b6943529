"""Answers about options: why, why not, which, how one stands beside another."""

from collections.abc import Mapping, Sequence

from advisors.options import Decision, Exclusion, Option
from estimators.figure import Figure
from tui.inquiry.page import CORE, Page, changes_it, find, rank, title_of
from tui.inquiry.tell_against import against, closeness, stands, unlocks
from tui.inquiry.tell_fixed import fixed, main_reason
from tui.inquiry.tell_sites import sites_beside
from tui.inquiry.tell_unlisted import unlisted

SHOWN = 4
SIDES = 2
"""Options that stand beside each other, figure by figure."""
ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth"),
)
SAME = 0.01
"""Share by which figures must differ for one of them to count as less."""
_ALONE = "It alone passed the filters, so there was nothing to rank it against."
_SAID = {"carbon-market": "market-based carbon"}
OUT_OF_REACH = (
    "Neither the design at hand nor the guidance says. A design holds answers, options with "
    "figures, and the reasons for their order; nothing else of your organisation or account."
)


def why_not(page: Page, decision: Decision, ids: Sequence[str], phrase: str) -> str:
    """Why an option is not the chosen one; returns its id."""
    items = [item for key in ids if (item := find(decision, key)) is not None]
    if not items:
        return unlisted(page, decision, ids, phrase)
    first = items[0]
    chosen = decision.chosen
    if chosen is not None and chosen.id in {item.id for item in items}:
        page.say(f"It is in: {chosen.label} comes first for {title_of(decision)}.")
        _reasons(page, decision, chosen)
        return chosen.id
    ranked = [item for item in items if isinstance(item, Option)]
    fallen = [item for item in items if isinstance(item, Exclusion)]
    if ranked:
        first = ranked[0]
        _second(page, decision, first)
        page.section("Also in the ranking", (_stands(decision, item) for item in ranked[1:]))
    elif chosen is not None:
        many = len(fallen) > SHOWN and " and " in phrase
        named = f"All {len(fallen)} options of “{phrase}”" if many else names_of(fallen)
        page.say(
            f"{named} fell out before the ranking of {title_of(decision)}; "
            f"first comes: {chosen.label}."
        )
        page.say(main_reason(fallen))
        sites_beside(page, decision, fallen)
    else:
        page.say(f"{names_of(fallen)} fell out, and nothing else fits {title_of(decision)}.")
        page.say(main_reason(fallen))
    page.section("Why it is out" if not ranked else "Out of the ranking", reasons_of(fallen))
    if ranked:
        page.section("What would bring those back", unlocks(fallen))
    else:
        page.section("What would lift the reason", unlocks_of(fallen))
    for item in fallen:
        page.support(item.cards)
    if not ranked and chosen is not None:
        page.section(f"Why {chosen.label}", chosen.reasons)
        page.show(chosen.figures, CORE, f"{chosen.label}, in figures")
    changes_it(page, decision)
    page.support(decision.cards)
    return first.id


def why(page: Page, decision: Decision, ids: Sequence[str], phrase: str, *, named: bool) -> str:
    """Why the chosen option, or a named one, stands where it stands; returns its id."""
    chosen = decision.chosen
    items = [item for key in ids if (item := find(decision, key)) is not None]
    if named and not items:
        return unlisted(page, decision, ids, phrase)
    if chosen is None:
        return nothing_fits(page, decision)
    if items and chosen.id not in {item.id for item in items}:
        first = items[0]
        if isinstance(first, Exclusion):
            page.say(f"{first.label} is not recommended: it fell out of {title_of(decision)}.")
            page.say(main_reason([first]))
            sites_beside(page, decision, [first])
            page.section("Why it is out", reasons_of([first]))
            page.section("What would lift the reason", unlocks_of([first]))
            page.support(first.cards)
        else:
            _second(page, decision, first)
        return first.id
    page.say(f"{chosen.label} comes first for {title_of(decision)}.")
    fixed(page, decision)
    _reasons(page, decision, chosen)
    return chosen.id


def _level(chosen: Option, least: Option, name: str) -> bool:
    """Whether the chosen option has as little of a figure, as far as one may tell."""
    mine = chosen.figures.get(name)
    if mine is None or mine.value is None:
        return False
    return mine.value * (1.0 - SAME) <= (least.figures[name].value or 0.0)


def which(page: Page, decision: Decision, metric: str = "", name: str = "") -> str:
    """What is recommended, or what has the least of a figure; returns its id."""
    chosen = decision.chosen
    if chosen is None:
        return nothing_fits(page, decision)
    known = [
        option
        for option in decision.options
        if name in option.figures and option.figures[name].value is not None
    ]
    metric = _SAID.get(metric, metric)
    if metric and known:
        least = min(known, key=lambda item: (item.figures[name].value or 0.0, item.id))
        if least.id != chosen.id and not _level(chosen, least, name):
            page.say(
                f"{least.label} has the least {metric} of the options that pass; the advice still "
                f"puts {chosen.label} first, by all criteria together."
            )
            page.beside(side_of(least), side_of(chosen), CORE)
            page.section("Why", least.reasons)
            page.support(least.cards)
            changes_it(page, decision)
            page.support(decision.cards)
            return least.id
        how = "the least" if least.id == chosen.id else "within 1% of the least"
        page.say(f"{chosen.label}: {how} {metric} of the options that pass, and recommended.")
    else:
        first = chosen.reasons[0] if decision.id == "need" and chosen.reasons else ""
        page.say(f"{chosen.label}. {first}".rstrip())
        fixed(page, decision)
    _reasons(page, decision, chosen)
    return chosen.id


def compare(page: Page, decision: Decision, pair: Sequence[str], phrase: str) -> str:
    """Two options beside each other; returns the id of the first."""
    items = [item for key in pair if (item := find(decision, key)) is not None]
    ranked = [item for item in items if isinstance(item, Option)]
    out = [item for item in items if isinstance(item, Exclusion)]
    if len(ranked) == 1 and not out:
        ranked += [item for item in decision.options if item.id != ranked[0].id][:1]
    if len(ranked) < 2:
        return (
            _not_comparable(page, decision, ranked, out)
            if out
            else unlisted(page, decision, pair, phrase)
        )
    order = sorted(ranked, key=lambda item: rank(decision, item.id))
    ahead, behind = order[0], order[1]
    one, two = (ahead, behind) if len(order) > SIDES else (ranked[0], ranked[1])
    said = against(behind, ahead) if decision.chosen is ahead else ""
    page.say(
        f"{ahead.label} stands before {behind.label} for {title_of(decision)}. {said}".rstrip()
    )
    if near := closeness(decision, ahead, behind):
        page.say(near)
    page.section("And of the others", (_stands(decision, item) for item in order[SIDES:]))
    page.beside(side_of(one), side_of(two), CORE)
    page.section(ahead.label, ahead.reasons)
    page.section(behind.label, behind.reasons)
    page.support((*one.cards, *two.cards))
    changes_it(page, decision)
    return one.id


def _not_comparable(
    page: Page, decision: Decision, ranked: Sequence[Option], out: Sequence[Exclusion]
) -> str:
    """One of two fell out, so it has no figures."""
    where = "with the design as recommended" if decision.id == "region" else "here"
    page.say(
        f"They cannot be held against each other {where}: {names_of(out)} fell out of "
        f"{title_of(decision)}."
    )
    page.say(main_reason(out))
    sites_beside(page, decision, out)
    page.section("Why", reasons_of(out))
    page.section("What would lift the reason", unlocks_of(out))
    for item in out:
        page.support(item.cards)
    for option in ranked:
        page.show(option.figures, CORE, f"{option.label}, in figures")
        page.support(option.cards)
    return ranked[0].id if ranked else out[0].id


def nothing_fits(page: Page, decision: Decision) -> str:
    """No option passes."""
    page.say(f"Nothing fits {title_of(decision)}: every option fell out.")
    page.section("Why", reasons_of(decision.exclusions[: SHOWN + 4]))
    page.section("What would bring one back", unlocks_of(decision.exclusions[: SHOWN + 4]))
    page.support(decision.cards)
    return ""


def side_of(option: Option) -> tuple[str, str, Mapping[str, Figure]]:
    """Id, label and figures of an option."""
    return option.id, option.label, option.figures


def _second(page: Page, decision: Decision, item: Option) -> None:
    """An option that passed but does not come first."""
    chosen = decision.chosen
    if chosen is None:
        return
    measured = any(figure.value is not None for figure in item.figures.values())
    if not measured:
        page.say(
            f"{item.label} is not out: it passes, but without figures it cannot be ranked against "
            f"{chosen.label}."
        )
    else:
        place = place_of(decision, item.id)
        page.say(stands(page, item, chosen, place, title_of(decision)))
    page.section(item.label, (*item.reasons, *item.notes))
    page.beside(side_of(item), side_of(chosen), CORE)
    page.section(f"Why {chosen.label} comes first", chosen.reasons)
    page.support((*item.cards, *chosen.cards))


def place_of(decision: Decision, option: str) -> str:
    """The place in the ranking as a word before others; empty where a word would not help."""
    place = rank(decision, option)
    return f"{ORDINALS[place - 1]}, " if 0 < place <= len(ORDINALS) else ""


def _stands(decision: Decision, item: Option) -> str:
    """One more option of a family: its place, and by what it loses."""
    place = place_of(decision, item.id).removesuffix(", ")
    return (
        f"{item.label}{f', {place}' if place else ''}: {against(item, None) or 'without figures'}"
    )


def rule_of(decision: Decision) -> str:
    """By what the first was chosen; a lone option was chosen by no sum."""
    ranked = len(decision.options) > 1
    return decision.rule if ranked or not decision.exclusions else _ALONE


def _reasons(page: Page, decision: Decision, chosen: Option) -> None:
    page.section("Why", (*chosen.reasons, rule_of(decision)))
    page.show(chosen.figures, CORE, "In figures")
    lead = next((name for name in page.figures if page.figures[name].value is not None), "")
    if lead:
        page.open(lead, page.figures[lead])
    after = [option for option in decision.options[1:] if _weighed(option)]
    if after:
        page.section("Next", (f"{after[0].label}: {difference_of(after[0])}",))
    page.section("To know", chosen.notes)
    changes_it(page, decision)
    page.support((*chosen.cards, *decision.cards))


def _weighed(option: Option) -> bool:
    return any(figure.value is not None for figure in option.figures.values())


def difference_of(option: Option) -> str:
    """The sentence that says what an option costs against the first; else its last reason."""
    return next(
        (line for line in option.reasons if line.startswith("Against")),
        option.reasons[-1] if option.reasons else "",
    )


def reasons_of(items: Sequence[Exclusion]) -> list[str]:
    """Reasons, each once, with everything that it holds for."""
    by_reason: dict[str, list[str]] = {}
    for item in items:
        by_reason.setdefault(item.reason, []).append(item.label)
    return [f"{listed(labels)}: {reason}" for reason, labels in by_reason.items()]


def unlocks_of(items: Sequence[Exclusion]) -> list[str]:
    """What would bring them back, each once."""
    return list(dict.fromkeys(item.unlock for item in items if item.unlock))


def names_of(items: Sequence[Exclusion]) -> str:
    """Their labels in a row."""
    return listed([item.label for item in items])


def listed(labels: Sequence[str]) -> str:
    """Names in a row; beyond a few, "and others"."""
    if len(labels) > SHOWN:
        return f"{', '.join(labels[:SHOWN])} and others"
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"
