"""What runs while nobody asks: hours up, standby, and whether machines are switched off."""

import re
from collections.abc import Iterator

from advisors.format import exact, value_and_range
from advisors.options import Advice, Decision
from advisors.questions import question
from advisors.record.labels import Labels
from advisors.workload import Workload
from estimators.figure import Figure
from tui.inquiry.page import CORE, Page, decision_of
from tui.inquiry.tell_options import difference_of
from tui.inquiry.tell_units import Drawn
from tui.inquiry.tell_whole import share_of
from tui.inquiry.turns_on_doing import MUST_BE_UP

_HOURS = "instance_hours_per_year"
_STANDBY, _SERVING = "standby_energy_kwh", "serving_it_kwh_per_year"
_SWITCHED = re.compile(r"\b(?:switch\w*|turn\w*|shut\w*|power\w*)(?: \w+)? (?:off|down)\b")
_OFF = ("scale-to-zero", "serverless", "spread", "relaxed-batch")
"""Ways of serving that bear on machines that wait."""


def idle(page: Page, advice: Advice, workload: Workload, drawn: Drawn, text: str = "") -> str:
    """What stands by, and what it takes; returns the id of the hosting option.

    Args:
        page: Written to.
        advice: Who hosts it.
        workload: Who waits, and for how long.
        drawn: The figures of the design.
        text: The question, folded; whether it has to be up is answered first.
    """
    if MUST_BE_UP.search(text):
        page.say(_up(workload))
    decision = decision_of(advice, "hosting")
    chosen = decision.chosen if decision is not None else None
    if decision is None or chosen is None:
        page.unanswered = True
        page.say("No hosting fits this design, so there is nothing that could stand by.")
        return ""
    hours, standby = drawn.figures.get(_HOURS), _standby(drawn)
    if hours is not None and standby is not None:
        _standing(page, drawn, hours, standby)
    elif chosen.id == "bedrock":
        page.say(
            f"No machine of yours waits: the design runs on {chosen.label}, whose machines are "
            "shared and paid by what is asked of them."
        )
    else:
        page.say(f"No standby is counted for {chosen.label}.")
    ways = list(_ways(decision_of(advice, "inference")))
    if ways and _SWITCHED.search(text):
        page.say(ways[-1])
    page.section("Why", (line for line in chosen.reasons if "idle" in line or "quiet" in line))
    curve = question("daily_curve")
    said = next((c.label for c in curve.choices if c.id == workload.daily_curve.value), "")
    page.section("As answered", (f"{curve.text} {said}",))
    page.section("To switch off", ways)
    page.show(drawn.figures, ("utilization", _HOURS, *CORE), "In figures")
    if hours is not None and standby is not None:
        page.open(_HOURS, hours)
    page.support((*chosen.cards, "infer-idle-cost", "sla-utilisation-target"))
    return chosen.id


def _up(workload: Workload) -> str:
    """Whether the answers ask for machines that are always up."""
    level = f"{exact(100.0 * workload.availability.value)}%"
    waits = workload.async_share.value
    if waits >= 1.0:
        return (
            f"No: every request may wait for hours, as answered, so nothing has to be up all the "
            f"time; {level} is what was answered as the share of the time in which it is up."
        )
    return (
        f"Yes, for {level} of the time, as answered: somebody waits for "
        f"{exact(100.0 * (1.0 - waits))}% of the requests."
    )


def _standby(drawn: Drawn) -> Figure | None:
    """Energy of own machines that wait; None where none is counted."""
    whole = drawn.figures.get(_SERVING)
    parts = whole.parts() if whole is not None else ()
    return next(
        (item for item in parts
         if isinstance(item, Figure) and item.name == _STANDBY and item.value is not None),
        None,
    )  # fmt: skip


def _standing(page: Page, drawn: Drawn, hours: Figure, standby: Figure) -> None:
    """Own machines: how busy, and the energy of waiting with its share."""
    labels = Labels(page.facts)
    said = f"{labels.of(_STANDBY)}: {value_and_range(standby)}"
    page.figures |= {item.name: item for item in (standby, hours)}
    whole = drawn.figures.get(_SERVING)
    if whole is not None and {_STANDBY, _SERVING} <= set(drawn.draws):
        share = share_of(drawn, whole, standby)
        page.figures[share.name] = share
        said += f", {value_and_range(share)} of what serving takes"
    page.say(f"{said}; it is drawn whether anybody asks or not.")
    busy = drawn.figures.get("utilization")
    if busy is not None and busy.value is not None:
        page.figures["utilization"] = busy
        page.say(f"{labels.of('utilization')} of what is up: {value_and_range(busy)}.")
    page.say(f"{labels.of(_HOURS)}: {value_and_range(hours)}.")


def _ways(decision: Decision | None) -> Iterator[str]:
    """Ways of serving by which fewer machines wait, taken, possible or out."""
    if decision is None:
        return
    for option in decision.options:
        if option.id in _OFF:
            yield f"{option.label}: {difference_of(option)}"
    for out in decision.exclusions:
        if out.id in _OFF:
            yield f"{out.label}, out: {out.reason}"
