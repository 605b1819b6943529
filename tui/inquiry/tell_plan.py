"""The line of the monitoring plan that is asked for: alarms, how often, what is measured."""

import re

from advisors.format import value_and_range
from advisors.options import Decision
from tui.inquiry.page import Page

_LINES: tuple[tuple[str, str], ...] = (
    (r"alarms?|alerts?", "Alarm"),
    (r"how often|when|again|revisit|reviews?", "Review"),
    (r"drift|quality|hallucinat\w*|wrong answers", "Quality"),
    (r"kpis?|proxy|indicators?", "Proxy"),
    (r"measure|metrics?|watch\w*|monitor|track|log|dashboards?", "Where"),
)
"""Words of a question, and how the line that answers it begins."""


def lead(page: Page, decision: Decision, text: str) -> None:
    """The line that answers the question, before the plan as a whole; nothing where none does.

    Args:
        page: Written to.
        decision: On the monitoring plan.
        text: The question, folded.
    """
    chosen = decision.chosen
    if chosen is None:
        return
    for words, start in _LINES:
        found = next((line for line in chosen.reasons if line.startswith(start)), "")
        if found and re.search(rf"\b(?:{words})\b", text):
            page.say(found)
            return


def beside_design(page: Page, decision: Decision) -> str:
    """What the plan costs beside the design that it watches; returns the id of the plan.

    Args:
        page: Written to; it holds the figures of the design.
        decision: On the monitoring plan.
    """
    chosen, name = decision.chosen, "cost_usd_per_year"
    whole = page.whole()[0].get(name)
    if chosen is None or name not in chosen.figures or whole is None:
        page.unanswered = True
        page.say("The advice on this design holds no cost of a monitoring plan.")
        return ""
    cost = chosen.figures[name]
    page.say(
        f"{chosen.label}: {value_and_range(cost)}, beside {value_and_range(whole)} for the design "
        "itself, in which it is not counted."
    )
    page.figures |= {name: whole, f"{chosen.id}/{name}": cost}
    page.section(
        "Other plans",
        (
            f"{option.label}: {value_and_range(option.figures[name])}"
            for option in decision.options
            if option.id != chosen.id and name in option.figures
        ),
    )
    page.open(name, cost)
    page.support((*chosen.cards, *decision.cards))
    return chosen.id
