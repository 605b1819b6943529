"""What the design holds for the loss of a machine or a zone: spares by availability, no places."""

from advisors.format import amount
from advisors.options import Advice
from advisors.questions import question
from advisors.workload import Workload
from tui.inquiry.page import Page, decision_of

_NOT_TOLD = (
    "Whether it outlives the loss of a zone or a Region cannot be told: the design names one "
    "Region and places nothing in Availability Zones."
)


def outage(page: Page, advice: Advice, workload: Workload) -> None:
    """That zones are not modelled, what availability was asked for, and how spares follow."""
    page.say(_NOT_TOLD)
    known = workload.inputs()
    held = known["availability"]
    hosting = decision_of(advice, "hosting")
    chosen = hosting.chosen if hosting is not None else None
    managed = chosen is not None and chosen.id == "bedrock"
    page.say(
        f"It runs on {chosen.label}, whose provider keeps machines in reserve; no spare of yours "
        "is counted."
        if chosen is not None and managed
        else "On own instances spares are counted until enough are up with the availability asked "
        "for, as if each instance failed by itself; a zone takes several down at once."
    )
    asked = amount(held.value, held.low, held.high, held.unit)
    page.section("As answered", (f"{question('availability').text} {asked}",))
    region = decision_of(advice, "region")
    if region is not None and region.chosen is not None:
        page.section("Where it runs", (region.chosen.label,))
    page.section(
        "What would tell it",
        ("Spread the replicas over zones and try the loss of one under load; enough must be left "
         "for the busiest hour.",),
    )  # fmt: skip
    page.support(("sla-adjust-availability",))
