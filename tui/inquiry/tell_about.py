"""Answers about one decision, as a whole or by one of its options: which teller tells them."""

from advisors.options import Advice
from tui.inquiry import meant, tell_catch, tell_decisions, tell_figures, tell_options, tell_plan
from tui.inquiry.answer import Intent
from tui.inquiry.page import Page
from tui.inquiry.readings import Reading


def tell(page: Page, reading: Reading, intent: Intent, about: meant.About, advice: Advice) -> str:
    """One decision: as a whole, or one of its options; returns the id spoken about.

    Args:
        page: Written to.
        reading: The question.
        intent: What is asked of it.
        about: The decision, and what of it is meant.
        advice: It belongs to.
    """
    whole = not (about.ids or reading.named)
    if (told := tell_decisions.BY_KIND.get(reading.kind)) is not None:
        return told(page, about.decision)
    if whole and (reading.fallen or intent is Intent.WHY_NOT):
        return tell_decisions.fallen(page, about.decision)
    if whole and reading.listed:
        return tell_decisions.ranking(page, about.decision)
    if whole and about.decision.id == "monitoring":
        tell_plan.lead(page, about.decision, reading.text)
    if whole and intent is Intent.WHICH:
        metric = reading.metrics[0] if reading.extreme and reading.metrics else ""
        names = tell_figures.names_of([metric] if metric else [])
        return tell_options.which(page, about.decision, metric, names[0] if names else "")
    return _option(page, reading, intent, about, advice)


def _option(
    page: Page, reading: Reading, intent: Intent, about: meant.About, advice: Advice
) -> str:
    decision, ids, phrase = about.decision, about.ids, about.phrase
    if reading.kind == "included":
        return tell_catch.included(page, decision, ids, phrase, advice=advice)
    if intent is Intent.CATCH:
        return tell_catch.catch(page, decision, ids if reading.named else (), phrase)
    if intent is Intent.WHY_NOT:
        return tell_options.why_not(page, decision, ids, phrase)
    if intent is Intent.HOW_MUCH:
        return tell_figures.option_amount(
            page, decision, ids, phrase, reading.metrics, units=reading.units
        )
    if intent is Intent.COMPARE:
        return tell_options.compare(page, decision, meant.pair(reading, about), phrase)
    return tell_options.why(page, decision, ids, phrase, named=bool(reading.named))
