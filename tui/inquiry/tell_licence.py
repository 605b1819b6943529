"""Under which licence the chosen model stands, and which models the answer on licences took out."""

from advisors.options import Advice
from advisors.questions import question
from advisors.workload import Workload
from estimators.facts.model_rows import Model
from tui.inquiry.page import Page, decision_of
from tui.inquiry.tell_demands import out_by
from tui.inquiry.tell_options import nothing_fits

_FIGURES = ("carbon_location_kg_per_year", "carbon_market_kg_per_year", "cost_usd_per_year")


def licence(page: Page, advice: Advice, workload: Workload) -> str:
    """The licence of the chosen model, what was asked for, who fell out; returns its id."""
    decision = decision_of(advice, "model")
    if decision is None or decision.chosen is None:
        if decision is not None:
            return nothing_fits(page, decision)
        page.unanswered = True
        page.say("The advice on this design did not choose a model.")
        return ""
    chosen, asked = decision.chosen, question("licences")
    row: Model | None = page.facts.models.get(chosen.id)
    label = next(c.label for c in asked.choices if c.id == workload.licences.value)
    count = sum(item.rule == "licence" for item in decision.exclusions)
    page.say(
        f"{chosen.label}: {row.licence}; it passes what you ask for, “{label}”."
        if row is not None and row.licence
        else f"{chosen.label}: its licence is not in the facts; read it before you commit."
    )
    page.say(
        f"By that answer {count} models fell out." if count else "No model fell out by that answer."
    )
    page.section("As answered", (f"{asked.text} {label}.",))
    page.section("Out for their licence", out_by(decision, "licence"))
    page.section(
        "What it does not say",
        ("Whether a licence suits your use is for your own counsel; the advice filters by its "
         "class.",),
    )  # fmt: skip
    page.section(
        "To change it", ("answer `licences` in the interview anew; models come back or fall out.",)
    )
    page.show(chosen.figures, _FIGURES, f"{chosen.label}, in figures")
    page.support((*chosen.cards, "model-selection-questions"))
    return chosen.id
