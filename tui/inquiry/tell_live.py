"""Bills and meter readings, which no design holds."""

from advisors.options import Advice
from tui.inquiry.page import CORE, Page


def live(page: Page, advice: Advice) -> None:
    """That what was used cannot be told, and what the design estimates instead."""
    page.unanswered = True
    page.say(
        "A design holds answers and estimates, neither bills nor meter readings, so it cannot "
        "say what was used."
    )
    unlock = (
        "Your measured watts, PUE or price as overrides of the design: the figures then rest "
        "on them."
    )
    page.section("What would unlock it", (unlock,))
    page.show(advice.totals, CORE, "What it estimates")
    page.support(("measure-before-after", "measure-energy-not-given"))
