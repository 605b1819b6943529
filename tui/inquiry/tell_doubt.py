"""Answers on doubt: the answers to firm up first, what a default moves, the design to defend."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from advisors.format import amount, lowered, number, scaled, value_and_range, with_unit
from advisors.options import Advice
from advisors.record.labels import Labels
from advisors.workload import Workload
from tui.inquiry.page import CORE, Page, decision_of
from tui.inquiry.tell_turns_at import IN_FULL, flip_line

if TYPE_CHECKING:
    from advisors.sensitivity import Mover, Sensitivity, Tornado

LEAST = 0.005
"""Share of a spread below which an input moves nothing beyond chance."""
_HEAD = ("model", "customization", "hosting", "region")
_MOST = 4


def moved_by(moved: "Sensitivity", name: str) -> "list[tuple[Tornado, Mover]]":
    """Figures that an input moves, each with what it does, the most first."""
    found = [
        (tornado, item)
        for tornado in moved.tornadoes
        for item in tornado.movers
        if item.name == name and item.share >= LEAST
    ]
    return sorted(found, key=lambda pair: -pair[1].share)


def swing(item: "Mover", tornado: "Tornado") -> str:
    """Share of the spread, and the figure at either end of the input."""
    scale, unit = scaled(tornado.value, tornado.unit, tornado.high)
    first, last = (number(scale * end, 2) for end in (item.at_low, item.at_high))
    label = tornado.label[:1].lower() + tornado.label[1:]
    return f"{item.share:.0%} of the spread of {label} (from {first} to {with_unit(last, unit)})"


def counts(moved: "Sensitivity", advice: Advice, key: str) -> str:
    """How much an input matters: its share of the spreads, cost and the ranked carbon first."""
    first = ("cost_usd_per_year", advice.carbon_figure)
    found = [(t, m) for t, m in moved_by(moved, key) if t.figure in first]
    rest = [(t, m) for t, m in moved_by(moved, key) if t.figure not in first]
    told = found or rest[:1]
    turns = any(item.name == key and item.likely for item in moved.flips)
    ends = f"Within its range {'it turns a decision' if turns else 'no decision turns on it'}."
    if not told:
        return f"How much it matters: by itself it moves none of the figures beyond chance. {ends}"
    said = " and ".join(swing(item, tornado) for tornado, item in told)
    return f"How much it matters: it makes {said}. {ends}"


def firm_up(page: Page, advice: Advice, workload: Workload, moved: "Sensitivity") -> None:
    """Answers and defaults by how much they move what is weighed, the most first.

    Args:
        page: Written to.
        advice: Whose figures.
        workload: Answers, defaults and weights.
        moved: What moves the design.
    """
    ranked = _by_weight(advice, workload, moved)
    labels = Labels(page.facts)
    for name in ranked[:1]:
        said = " and ".join(swing(m, t) for t, m in _weighed(advice, moved, name))
        page.say(f"{_answer(moved, name)}: it makes {said}.")
    if not ranked:
        page.say("None: no answer has a range that moves a figure beyond chance.")
    for name in ranked[1:2]:
        said = " and ".join(swing(m, t) for t, m in _weighed(advice, moved, name))
        page.say(f"Then {_answer(moved, name)}: {said}.")
    page.section("After these", _after(advice, moved, ranked))
    by_id = {item.question: item for item in workload.assumptions}
    little = [item for key, item in by_id.items() if key not in ranked]
    page.section(
        "Left open, but of little weight", (f"{x.text} Taken as {x.shown}." for x in little)
    )
    turning = [x for x in moved.flips if x.kind == "answer" and x.likely]
    page.section("Answers that would turn a decision", (flip_line(x) for x in turning[:_MOST]))
    facts = [
        f"{item.label}: {item.share:.0%} of the spread of {lowered(tornado.label)}"
        for tornado in _two(advice, moved)
        for item in tornado.movers[:1]
        if item.kind != "answer" and item.name not in by_id
    ]
    page.section("No answer of yours, but wider", facts)
    names = [advice.carbon_figure, "cost_usd_per_year"]
    page.show(advice.totals, names, "In figures")
    page.say("")
    page.say(
        f"In order of what they move, by your weights; {labels.of(advice.carbon_figure)} is the "
        "carbon that ranks."
    )
    page.say(IN_FULL)
    page.support(("measure-energy-not-given",))


def _two(advice: Advice, moved: "Sensitivity") -> "list[Tornado]":
    names = ("cost_usd_per_year", advice.carbon_figure)
    return [item for item in moved.tornadoes if item.figure in names]


def _weighed(advice: Advice, moved: "Sensitivity", name: str) -> "list[tuple[Tornado, Mover]]":
    """What an answer does to cost and to the ranked carbon; else to what it moves most."""
    found = moved_by(moved, name)
    two = [(t, m) for t, m in found if t in _two(advice, moved)]
    return two or found[:1]


def _by_weight(advice: Advice, workload: Workload, moved: "Sensitivity") -> list[str]:
    """Answers and defaults that move what is weighed, by the sum of weight times share."""
    weights: Mapping[str, float] = {
        "cost_usd_per_year": workload.cost_weight,
        advice.carbon_figure: workload.carbon_weight,
        "water_l_per_year": workload.water_weight,
    }
    defaults = {item.question for item in workload.assumptions}
    counted: dict[str, float] = {}
    for tornado in moved.tornadoes:
        for item in tornado.movers:
            if item.share >= LEAST and (item.kind == "answer" or item.name in defaults):
                more = weights.get(tornado.figure, 0.0) * item.share
                counted[item.name] = counted.get(item.name, 0.0) + more
    return sorted(counted, key=lambda name: (-counted[name], name))


def _answer(moved: "Sensitivity", name: str) -> str:
    item = next(m for t in moved.tornadoes for m in t.movers if m.name == name)
    return f"{item.label}, {amount(item.value, item.low, item.high, item.unit)}"


def _after(advice: Advice, moved: "Sensitivity", ranked: Sequence[str]) -> Iterator[str]:
    for name in ranked[2 : 2 + _MOST]:
        said = " and ".join(swing(m, t) for t, m in _weighed(advice, moved, name))
        yield f"{_answer(moved, name)}: {said}"


def defended(page: Page, advice: Advice, moved: "Sensitivity") -> None:
    """The design in two sentences, and its weakest number."""
    chosen = {item.id: item.chosen.label for item in advice.decisions if item.chosen is not None}
    named = [chosen[key] for key in _HEAD if key in chosen]
    carbon, cost = advice.totals[advice.carbon_figure], advice.totals["cost_usd_per_year"]
    labels = Labels(page.facts)
    if len(named) < len(_HEAD):
        page.say("There is nothing to defend yet: no option fits every decision.")
        return
    method = labels.of(advice.carbon_figure).rpartition(", ")[2]
    hosting = named[2].rpartition(": ")[2]
    page.say(
        f"We take {named[0]} on {hosting} with {named[1]}, in {named[3]}: "
        f"{value_and_range(carbon)}, {method}, and {value_and_range(cost)}."
    )
    page.say(_standing(advice))
    for tornado in moved.tornadoes[:1]:
        for item in tornado.movers[:1]:
            said = amount(item.value, item.low, item.high, item.unit)
            page.say(
                f"The weakest number: {item.label[:1].lower()}{item.label[1:]}, {said}; it makes "
                f"{swing(item, tornado)}."
            )
    page.section(
        "If they ask what else is weak",
        (f"{item.label}: {swing(item, t)}" for t in _two(advice, moved) for item in t.movers[:2]),
    )
    unclear = [x for x in advice.decisions if not x.clear or x.confidence == "low"]
    page.section("Could go either way", (f"{x.title}: {x.confidence_reason}" for x in unclear))
    flips = [f"{x.title}: {x.flips[0]}" for x in advice.decisions if x.chosen and x.flips]
    page.section("What would turn it", flips)
    page.show(advice.totals, dict.fromkeys((advice.carbon_figure, *CORE)), "In figures")
    page.section("To hand over", ("the record: `wattbrief export`, or the app.",))
    page.support(("measure-energy-not-given", "org-small-mvp-tests"))


def _standing(advice: Advice) -> str:
    """Why it stands: least by the weights, and where there is no clear winner."""
    unclear = [x for x in advice.decisions if not x.clear and len(x.options) > 1]
    model = decision_of(advice, "model")
    lead = next((x for x in unclear if x is model), unclear[0] if unclear else None)
    passed = "Of all that passes the filters it has the least weighted sum of your criteria"
    if lead is None:
        return f"{passed}, and no decision is too close to call."
    second = lead.options[1].label
    return f"{passed}, with no clear winner over {second} for the {lead.title.lower()} decision."
