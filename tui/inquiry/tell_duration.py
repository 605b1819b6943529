"""How long a batch run takes: its instance hours, and what the design holds of it besides."""

from collections.abc import Iterator

from advisors.format import amount, exact, value_and_range
from advisors.options import Advice, Option
from advisors.questions import question
from advisors.workload import Workload
from estimators.figure import Figure, Formula
from estimators.traffic import DAYS_PER_YEAR
from tui.inquiry.clock import DAY, clock_in, said
from tui.inquiry.page import Page, decision_of

_UNLOCK = (
    "A trial with one night's requests; on your own instances hours follow from calls a second, "
    "which `wattbrief advise --json` opens under the energy of the self-hosted option."
)
_HOURS = "instance_hours_per_year"
MOSTLY = 0.5
"""Share of the requests that may wait, from which what is served is a run."""
_OPEN_TIME = "How long a run lasts is no figure of this design."
_PROVIDERS_PACE = (
    "On a managed service the provider sets the pace of a batch job; answers come within hours, "
    "and no time is promised that could be computed."
)
_OWN_PACE = "On your own instances it follows from how many of them you keep up."


def _daily(advice: Advice) -> Figure | None:
    """Instance hours of a mean day; None where none is held."""
    hours = advice.totals.get(_HOURS)
    if hours is None or hours.value is None:
        return None
    value, low, high = (part / DAYS_PER_YEAR for part in hours.numbers)
    formula = Formula(
        "tell_duration.daily",
        f"instance hours/day = instance hours/year ÷ {exact(DAYS_PER_YEAR, 7)} days",
    )
    return Figure("instance_hours_per_day", value, low, high, "h/day", formula, (hours,))


def _length(page: Page, daily: Figure, chosen: Option, text: str) -> None:
    """How long a day's run takes on one instance, and whether it fits where an hour is named."""
    value, low, high = daily.numbers
    page.figures |= {daily.name: daily}
    page.say(
        f"About {amount(value, low, high, 'instance hours')} a mean day, on {chosen.label}: one "
        "instance takes as many hours, several at once share them."
    )
    clock = clock_in(text)
    if clock.hours is not None:
        fits = "Yes, it fits" if high <= clock.hours else "It may fit" if low <= clock.hours else (
            "No, one instance does not make it"
        )  # fmt: skip
        page.say(f"{fits}: {exact(clock.hours)} h lie between the hours that you name.")
    elif clock.end is not None and high < DAY:
        page.say(
            f"It fits before {said(clock.end)} if it starts by about {said(clock.end - high)}, by "
            "the upper end; no answer says when it starts."
        )
    elif clock.start is not None and high < DAY:
        page.say(
            f"Started at {said(clock.start)} on one instance it ends by about "
            f"{said(clock.start + high)}, by the upper end."
        )
    else:
        page.say("When it ends follows from when it starts, which no answer says.")
    page.say("It is a mean over the horizon; a fuller day takes longer in proportion.")


def _hours(daily: Figure | None) -> Iterator[str]:
    """Instance hours of a mean day, from which a length follows for a number of instances."""
    if daily is None:
        return
    yield (
        f"{value_and_range(daily)} on a mean day over the horizon. One instance takes as many "
        "hours; several at once take that divided by their number, in whole hours."
    )
    yield "When it ends follows from when it starts, which no answer says."


def duration(page: Page, advice: Advice, workload: Workload, text: str = "") -> None:
    """How long a run takes; where no hours are held, what stands instead of a length.

    Args:
        page: Written to.
        advice: The recommended design.
        workload: How much may wait, and when it comes.
        text: The question, folded; an hour of the day that it names is held against the run.
    """
    known = workload.inputs()
    share, day = known["async_share"].value, known["requests_per_day"].value
    hosting = decision_of(advice, "hosting")
    chosen = hosting.chosen if hosting is not None else None
    managed = chosen is not None and chosen.id == "bedrock"
    silicon, daily = decision_of(advice, "silicon"), None if managed else _daily(advice)
    machine = silicon.chosen if silicon is not None else None
    held = daily is not None and machine is not None and share >= MOSTLY
    if daily is not None and machine is not None and held:
        _length(page, daily, machine, text)
    else:
        page.say(_OPEN_TIME)
        page.say(_PROVIDERS_PACE if managed else _OWN_PACE)
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
    if daily is not None and not held:
        page.figures[daily.name] = daily
        page.section("What the fleet tells of it", _hours(daily))
    page.section("What would tell it" if not held else "To be sure of it", (_UNLOCK,))
    names = (_HOURS, "user_requests_per_year", "utilization")
    page.show(advice.totals, names[0 if held else 1 :], "In figures")
    page.support(("infer-batch-bedrock", *(item for out in batch for item in out.cards)))
