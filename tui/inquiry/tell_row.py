"""What another way of serving costs and brings, by its own row beside the one as designed."""

from collections.abc import Sequence

from advisors.format import value_and_range
from advisors.options import Advice, Decision, Exclusion, Option
from advisors.record.labels import Labels
from advisors.ways import AS_DESIGNED
from tui.inquiry.page import CORE, Page, decision_of, find, title_of
from tui.inquiry.tell_options import why_not
from tui.inquiry.turns_on_levels import AT_ONCE

COUNTED = "are counted"
"""How the reason of what fell out says that the figures hold it anyway."""
_LEADS = ("Saved in use", "Against")
"""How the reason begins that tells what a row saves or takes."""
_WITHOUT = "the design without"
"""How the reasons of a row say that caches which the design has are not in it."""
_WITHHELD = "Not told of it"


def row(page: Page, advice: Advice, ids: Sequence[str], phrase: str) -> str:
    """One row of the serving decision beside the design; returns its id, empty where none is.

    Args:
        page: Written to.
        advice: Whose rows.
        ids: Of the row; the first that the advice has is told.
        phrase: As the question names it.
    """
    decision = decision_of(advice, "inference")
    chosen = decision.chosen if decision is not None else None
    if decision is None or chosen is None:
        return ""
    option = row_of(advice, ids) or _counted(page, advice, decision, ids)
    if option is None and any(isinstance(find(decision, key), Exclusion) for key in ids):
        return why_not(page, decision, ids, phrase)
    if option is None or option.id == chosen.id:
        return _no_row(page, decision, chosen, phrase)
    against = next((line for line in option.reasons if line.startswith(_LEADS)), "")
    page.say(f"{option.label}. {against or ''.join(option.reasons[:1])}".rstrip())
    if tries := [line for line in option.reasons if line.startswith("To try")]:
        page.say(tries[0])
    base = _base(decision, option, chosen)
    _amounts(page, option, base, "the design as recommended" if base is chosen else base.label)
    page.section("What it brings, and takes", (*option.reasons, *option.notes))
    _withheld(page, option)
    page.section(f"Why {chosen.label} comes first", chosen.reasons)
    page.support((*option.cards, *decision.cards))
    return option.id


def row_of(advice: Advice, ids: Sequence[str]) -> Option | None:
    """The first of the rows that the serving decision of an advice has; None where it has none."""
    decision = decision_of(advice, "inference")
    if decision is None:
        return None
    return next((x for key in ids if isinstance(x := find(decision, key), Option)), None)


def _counted(page: Page, advice: Advice, decision: Decision, ids: Sequence[str]) -> Option | None:
    """Where the figures count it already: the row without it, which tells what it saves."""
    out = [x for key in ids if isinstance(x := find(decision, key), Exclusion)]
    without = row_of(advice, AT_ONCE)
    if without is None or not any(COUNTED in item.reason for item in out):
        return None
    page.say(f"That is in the figures already: {out[0].reason} Without it:")
    return without


def _base(decision: Decision, option: Option, chosen: Option) -> Option:
    """What a row is held against: some stand beside the design without its caches."""
    if any(_WITHOUT in line for line in option.reasons):
        return next((x for x in decision.options if x.id == AS_DESIGNED), chosen)
    return chosen


def _amounts(page: Page, option: Option, base: Option, what: str) -> None:
    """Figures of the row, each against those of what it is held against."""
    labels = Labels(page.facts)
    lines = []
    for name in CORE:
        mine, whole = option.figures.get(name), base.figures.get(name)
        if mine is None or whole is None or mine.value is None or whole.value is None:
            continue
        page.figures[name], page.figures[f"{base.id}/{name}"] = mine, whole
        lines.append(
            f"{labels.of(name)}: {value_and_range(mine)} instead of {value_and_range(whole)}"
        )
    if len(lines) == 1:
        page.say(f"{lines[0]}.")
    else:
        page.section(f"With it, instead of {what}", lines)


def _withheld(page: Page, option: Option) -> None:
    """Which figures the row has not, and why."""
    labels = Labels(page.facts)
    by_reason: dict[str, list[str]] = {}
    for name in CORE:
        figure = option.figures.get(name)
        if figure is not None and figure.value is None:
            by_reason.setdefault(figure.withheld, []).append(labels.of(name))
    page.section(
        _WITHHELD, (f"{'; '.join(names)}: withheld: {why}" for why, names in by_reason.items())
    )


def _no_row(page: Page, decision: Decision, chosen: Option, phrase: str) -> str:
    """The advice has no such row: what it has in its place."""
    page.say(
        f"The advice has no figures for “{phrase}”: {title_of(decision)} has "
        f"{chosen.label}, and no row of that kind beside it."
    )
    others = [x for x in decision.options if x.id.startswith(("relaxed", "tighter", "spread"))]
    page.section(
        "Other service levels that it has",
        (f"{x.label}: {x.reasons[0] if x.reasons else 'no figures'}" for x in others),
    )
    page.section("As the design says of it", (*chosen.reasons, *decision.trace[:1]))
    page.show(chosen.figures, CORE, "In figures, as designed")
    page.support((*chosen.cards, *decision.cards))
    return chosen.id
