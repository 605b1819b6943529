"""How long a batch run takes: what the design holds of it; that it is no figure."""

from collections.abc import Iterator

from advisors.format import amount, exact
from advisors.options import Advice
from advisors.questions import question
from advisors.workload import Workload
from tui.inquiry.page import Page, decision_of

_UNLOCK = (
    "A trial with one night's requests; on your own instances hours follow from calls a second, "
    "which `wattbrief advise --json` opens under the energy of the self-hosted option."
)
_HOURS = "instance_hours_per_year"
DAYS_PER_YEAR = 365.2425
_OPEN_TIME = "How long a run lasts is no figure of this design."


def _hours(page: Page, advice: Advice) -> Iterator[str]:
    """Instance hours of a mean day, from which a length follows for a number of instances."""
    hours = advice.totals.get(_HOURS)
    if hours is None or hours.value is None:
        return
    page.figures[_HOURS] = hours
    value, low, high = (part / DAYS_PER_YEAR for part in hours.numbers)
    yield (
        f"{amount(value, low, high, 'instance hours')} on a mean day over the horizon. One "
        "instance takes as many hours; several at once take that divided by their number, in "
        "whole hours."
    )
    yield "When it ends follows from when it starts, which no answer says."


def duration(page: Page, advice: Advice, workload: Workload) -> None:
    """What stands instead of a length: how much may wait, when it comes, who serves it."""
    known = workload.inputs()
    share, day = known["async_share"].value, known["requests_per_day"].value
    hosting = decision_of(advice, "hosting")
    chosen = hosting.chosen if hosting is not None else None
    managed = chosen is not None and chosen.id == "bedrock"
    page.say(_OPEN_TIME)
    page.say(
        "On a managed service the provider sets the pace of a batch job; answers come within "
        "hours, and no time is promised that could be computed."
        if managed
        else "On your own instances it follows from how many of them you keep up."
    )
    curve = question("daily_curve")
    label = next((c.label for c in curve.choices if c.id == workload.daily_curve.value), "")
    page.section(
        "What it holds",
        (
            f"{exact(day)} requests a day, {exact(100.0 * share)}% of which may wait.",
            f"{curve.text} {label}" if label else "",
            f"Served by {chosen.label}." if chosen is not None else "",
        ),
    )
    inference = decision_of(advice, "inference")
    batch = [item for item in inference.exclusions if item.id == "batch"] if inference else []
    page.section("Batch", (f"{item.label}: {item.reason}" for item in batch))
    if not managed:
        page.section("What the fleet tells of it", _hours(page, advice))
    page.section("What would tell it", (_UNLOCK,))
    page.show(advice.totals, ("user_requests_per_year", "utilization"), "In figures")
    page.support(("infer-batch-bedrock", *(item for out in batch for item in out.cards)))
