"""How busy machines would be: of the options that have their own, where the chosen has none."""

from advisors.format import value_and_range
from advisors.options import Advice, Option
from advisors.record.labels import Labels
from tui.inquiry.page import CORE, Page, decision_of
from tui.inquiry.tell_whatif import MANAGED

UTILIZATION = "utilization"
_DECISIONS = ("hosting", "silicon")


def busy(page: Page, advice: Advice) -> bool:
    """The first option with machines of its own beside the chosen one; whether there is one.

    Args:
        page: Written to.
        advice: Whose design as a whole holds no such figure.
    """
    option = _own(advice)
    hosting = decision_of(advice, "hosting")
    chosen = hosting.chosen if hosting is not None else None
    if option is None or chosen is None:
        return False
    name = Labels(page.facts).of(UTILIZATION)
    shared = ": its machines are shared among customers" if chosen.id == MANAGED else ""
    page.say(
        f"{option.label}, {name}: {value_and_range(option.figures[UTILIZATION])}. The recommended "
        f"option, {chosen.label}, has no such figure{shared}."
    )
    page.figures[UTILIZATION] = option.figures[UTILIZATION]
    page.section(option.label, (*option.reasons, *option.notes))
    page.beside(
        (option.id, option.label, option.figures), (chosen.id, chosen.label, chosen.figures), CORE
    )
    page.support((*option.cards, "sla-utilisation-target"))
    return True


def _own(advice: Advice) -> Option | None:
    """The first option with a known figure, by hosting, else by chip."""
    for name in _DECISIONS:
        decision = decision_of(advice, name)
        for option in decision.options if decision is not None else ():
            figure = option.figures.get(UTILIZATION)
            if figure is not None and figure.value is not None:
                return option
    return None
