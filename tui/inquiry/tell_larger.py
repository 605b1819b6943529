"""Answers about a larger model: which ones pass, what they score and what they would take."""

from advisors.format import value_and_range
from advisors.options import Decision, Exclusion, Option
from advisors.record.labels import Labels
from estimators.facts import Model
from tui.inquiry.page import CORE, Page, changes_it, title_of
from tui.inquiry.tell_options import SHOWN, nothing_fits, reasons_of, side_of
from tui.inquiry.tell_smaller import Size, size_of

_SCORES = "Scores "


def larger(page: Page, decision: Decision, name: str) -> str:
    """Whether a larger model than the chosen one passes and what it takes; returns its id.

    Args:
        page: Written to.
        decision: The model decision.
        name: Figure that leads.
    """
    chosen = decision.chosen
    if chosen is None:
        return nothing_fits(page, decision)
    mine = size_of(page.facts.models, chosen.id)
    found = [item for item in decision.options[1:] if _over(page, item, mine)]
    page.say(
        f"{chosen.label}{_shown(mine)} comes first for {title_of(decision)}: of the models that "
        "meet the quality bar, the one that takes least by all criteria. A larger one buys quality "
        "above the bar, which the advice does not reward."
    )
    if found:
        _first(page, found[0], chosen, name)
        page.section("Larger ones that pass, in the order of the advice", _lines(page, found))
    else:
        page.say("No model that passes and is ranked is shown to be larger.")
        page.show(chosen.figures, CORE, f"{chosen.label}, in figures")
    page.section("Size not disclosed, so it cannot be told", _undisclosed(page, decision))
    out = [item for item in decision.exclusions if _over(page, item, mine)]
    page.section("Larger ones that fell out", reasons_of(out)[:SHOWN])
    changes_it(page, decision)
    page.support((*chosen.cards, *decision.cards))
    return found[0].id if found else chosen.id


def _first(page: Page, item: Option, chosen: Option, name: str) -> None:
    """What the first larger one takes beside the chosen one."""
    figures = item.figures.get(name), chosen.figures.get(name)
    if figures[0] is not None and figures[1] is not None:
        page.say(
            f"{item.label}, {Labels(page.facts).of(name)}: {value_and_range(figures[0])} instead "
            f"of {value_and_range(figures[1])}."
        )
    page.beside(side_of(item), side_of(chosen), CORE)
    page.section(item.label, (*item.reasons, *item.notes))
    page.support(item.cards)


def _lines(page: Page, found: list[Option]) -> list[str]:
    models = page.facts.models
    return [
        " ".join((f"{item.label}{_shown(size_of(models, item.id))}.", *_score(item)))
        for item in found
    ]


def _score(item: Option) -> list[str]:
    return [line for line in item.reasons if line.startswith(_SCORES)][:1]


def _shown(size: Size | None) -> str:
    return f" ({size.shown})" if size else " (size not disclosed)"


def _undisclosed(page: Page, decision: Decision) -> list[str]:
    models: dict[str, Model] = dict(page.facts.models)
    return [
        " ".join((f"{item.label}.", *_score(item)))
        for item in decision.options[1:]
        if size_of(models, item.id) is None
    ]


def _over(page: Page, item: Option | Exclusion, mine: Size | None) -> bool:
    """Whether a model is shown to be larger than one of that size."""
    size = size_of(page.facts.models, item.id)
    return mine is not None and size is not None and mine.under(size)
