"""Answers on where one input turns the advice: from which value on an option comes first."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from advisors.options import Advice, Decision, DecisionId
from estimators.facts import Facts
from tui.inquiry.aspects import input_named
from tui.inquiry.page import CORE, Page, decision_of, find
from tui.inquiry.readings import Reading
from tui.inquiry.tell_options import side_of

if TYPE_CHECKING:
    from advisors.sensitivity import FlipPoint, RivalNote, Sensitivity

MOST = 5
IN_FULL = "In full: `wattbrief advise --sensitivity`, or m in the app."
_NAMES: tuple[tuple[str, str], ...] = (
    (r"pace of|the pace|pace|speed|throughput|calls (?:a|per) second", "replica_calls_per_s"),
    (r"hourly price|price (?:of|an|per) .*hour|instance price", "usd_per_instance_hour"),
    (r"energy (?:of|per|for) (?:a|each|one) (?:call|request)", "wh_per_call"),
    (r"idle power", "idle_power_w"),
    (r"(?:grid|carbon) intensity|grid", "location_g_per_kwh"),
    (r"parameters", "active_params_b"),
    (r"keep alive", "keep_alive_s"),
    (r"price level", "price_region_factor"),
)
"""Words for an input, and how its name begins; before those that the interview asks for."""


def key_of(text: str) -> str:
    """How the name of the input begins that a question names."""
    found = next((key for words, key in _NAMES if re.search(rf"\b(?:{words})\b", text)), "")
    asked = input_named(text)
    return "usd_per" if asked == "price" and not found else found or asked


def turns_at(
    page: Page, reading: Reading, advice: Advice, moved: "Sensitivity"
) -> tuple[DecisionId | None, str]:
    """From which value of an input on an option, or another one, comes first."""
    key = key_of(reading.text)
    decision = decision_of(advice, reading.decision)
    rival = _rival(reading, decision, moved)
    named = _named(reading, decision)
    if rival is None and named:
        _no_rival(page, decision, named, moved)
        return reading.decision, named
    points = rival.flips if rival is not None else moved.flips
    what = rival.label if rival is not None else "another design"
    found = of_input(points, key, reading, decision, page.facts)
    if not (found or named):
        points, what = moved.flips, "another design"
        found = of_input(points, key, reading, decision, page.facts)
    if found:
        page.say(f"{what[0].upper()}{what[1:]} would come first: {found[0].words}.")
        page.say(_sized(found[0]))
    else:
        page.say(
            f"At no value of that input that the sensitivity looks at would {what} come first, all "
            "else as it is."
        )
    page.section("At another value of it", (flip_line(item) for item in found[1:]))
    rest = [item for item in points if item not in found][:MOST]
    page.section(f"Other changes that would put {what} first", (item.words for item in rest))
    if decision is not None:
        page.section("What the decision itself names", decision.flips)
    if rival is not None:
        page.section("In the draws", (_wins(rival),))
    option = _beside(page, decision, rival)
    page.say("")
    page.say(IN_FULL)
    return reading.decision, option


def _sized(item: "FlipPoint") -> str:
    how = (
        "Machines and batches were sized anew there"
        if item.resized
        else "Machines and batches are those of the design as it stands"
    )
    beyond = "" if item.likely or item.certain else " The value lies beyond the range of the input."
    return f"The design would be {item.instead}. {how}.{beyond}"


def flip_line(item: "FlipPoint") -> str:
    """What changes, and the design that would come first there."""
    return f"{item.words}: {item.instead}"


def _wins(rival: "RivalNote") -> str:
    return (
        f"the recommended design is the better one in {100.0 * rival.wins:.1f}% of the joint draws "
        f"of all uncertain inputs against {rival.label}."
    )


def _named(reading: Reading, decision: Decision | None) -> str:
    """The option that is named and is not the first one."""
    if decision is None:
        return ""
    chosen = decision.chosen.id if decision.chosen is not None else ""
    ids = [item.ids for item in reading.named if item.decision == decision.id]
    others = [key for keys in ids if chosen not in keys for key in keys]
    return next((key for key in others if find(decision, key) is not None), "")


def _rival(reading: Reading, decision: Decision | None, moved: "Sensitivity") -> "RivalNote | None":
    """The rival that is named, or the one in the decision that is named."""
    if decision is None:
        return None
    wanted = _named(reading, decision)
    mine = [item for item in moved.rivals if decision.id in item.decisions]
    if wanted:
        return next((item for item in mine if item.id == wanted), None)
    return mine[0] if mine else None


def _no_rival(page: Page, decision: Decision | None, named: str, moved: "Sensitivity") -> None:
    """The option is not the nearest one, so nothing was worked out for it."""
    item = find(decision, named) if decision is not None else None
    label = item.label if item is not None else named
    page.say(
        f"Not worked out for {label}: the sensitivity holds the nearest rival in each decision "
        "against the recommended design, and it is not that one."
    )
    page.section(
        "What would put another design first, the nearest change first",
        (flip_line(item) for item in moved.flips[:MOST]),
    )
    page.say("")
    page.say(IN_FULL)


def of_input(
    points: Iterable["FlipPoint"],
    key: str,
    reading: Reading,
    decision: Decision | None,
    facts: Facts,
) -> list["FlipPoint"]:
    """Flips by the input asked for; of the option named, where they are told apart by it."""
    found = [item for item in points if key and item.name.startswith(key)]
    labels = _labels(reading, decision, facts)
    own = [item for item in found if any(label in item.label for label in labels)]
    return own or found


def _labels(reading: Reading, decision: Decision | None, facts: Facts) -> list[str]:
    """What is named, and the machines that carry a chip that is."""
    if decision is None:
        return []
    ids = [key for named in reading.named for key in named.ids]
    items = [find(decision, key) for key in ids]
    machines = [row.id for row in facts.instances.values() if row.chip in ids]
    return [*(item.label for item in items if item is not None), *machines, *ids]


def _beside(page: Page, decision: Decision | None, rival: "RivalNote | None") -> str:
    """The figures of the option beside those of the first one; returns its id."""
    if decision is None or rival is None or decision.chosen is None:
        return ""
    option = next((item for item in decision.options if item.id == rival.id), None)
    if option is None or option.id == decision.chosen.id:
        return ""
    page.beside(side_of(option), side_of(decision.chosen), CORE)
    page.support((*option.cards, *decision.cards))
    return option.id
