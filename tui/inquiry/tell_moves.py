"""Answers from the sensitivity: where an input turns the advice, how much hangs on it, and spreads.

It is computed when one of these is asked, and kept for the next.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from advisors.format import amount, lowered, number, scaled, value_and_range, with_unit
from advisors.options import Advice, DecisionId
from advisors.record.labels import Labels
from tui.inquiry.aliases import FIGURES
from tui.inquiry.page import CORE, Page, decision_of
from tui.inquiry.readings import Reading
from tui.inquiry.tell_turns_at import IN_FULL, MOST, flip_line, key_of, of_input, turns_at
from tui.inquiry.turns_on_inputs import HANGS_ON, SPREAD, TURNS_AT

if TYPE_CHECKING:
    from advisors.sensitivity import Mover, Sensitivity, Tornado

KINDS = frozenset({TURNS_AT, HANGS_ON, SPREAD})
LEAST_SHARE = 0.005
NARROWED = 3
WORTH_SAYING = 0.05
_NARROW = re.compile(
    r"\b(?:narrow\w*|tighten\w*|shrink\w*|reduce|smaller|bring (?:\w+ )?down|cut|do about)\b"
)
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")


def tell(
    page: Page, reading: Reading, advice: Advice, moved: "Sensitivity"
) -> tuple[DecisionId | None, str]:
    """Write the answer; returns the decision and the option that it is about, if any."""
    if not moved.tornadoes:
        page.unanswered = True
        page.say("Nothing fits this design, so nothing was moved. The decisions say what helps.")
        return None, ""
    if reading.kind == TURNS_AT:
        return turns_at(page, reading, advice, moved)
    if reading.kind == HANGS_ON:
        _hangs_on(page, reading, advice, moved)
    else:
        _spread(page, reading, advice, moved)
    page.say("")
    page.say("Shares are squared rank correlations over common draws; chance is left out.")
    page.say(IN_FULL)
    page.support(("measure-energy-not-given",))
    return None, ""


def _hangs_on(page: Page, reading: Reading, advice: Advice, moved: "Sensitivity") -> None:
    """How much of the spread of a figure one input makes, and where it turns the advice."""
    key = key_of(reading.text)
    tornado = _tornado(reading, advice, moved)
    name = _asked(reading, advice)
    if name and name != tornado.figure:
        _hangs_by_leaves(page, advice, name, key)
        return
    movers = [item for item in tornado.movers if key and item.name.startswith(key)]
    if movers and movers[0].share >= LEAST_SHARE:
        item = movers[0]
        page.say(f"{item.label} makes {item.share:.0%} of the spread of {lowered(tornado.label)}.")
        page.say(
            f"By itself, from end to end of its range, it moves it so: {_ends(item, tornado)}."
        )
    elif movers:
        page.say(f"{movers[0].label} moves {lowered(tornado.label)} by less than 1% of its spread.")
    else:
        page.say(
            f"That input has no range of its own under {lowered(tornado.label)}, so none of its "
            "spread is due to it."
        )
    page.say(_figure(tornado))
    decision = decision_of(advice, reading.decision)
    flips = of_input(moved.flips, key, reading, decision, page.facts)
    page.section("Where it would turn the advice", (flip_line(item) for item in flips))
    _movers(page, tornado, "What moves it, by share of the spread")
    page.show(advice.totals, (tornado.figure,), "The figure")


def _spread(page: Page, reading: Reading, advice: Advice, moved: "Sensitivity") -> None:
    """What makes a range as wide as it is: the input that moves it most, then the others."""
    tornado = _tornado(reading, advice, moved)
    name = _asked(reading, advice)
    if name and name != tornado.figure:
        _by_leaves(page, advice, name)
        return
    item = next(iter(tornado.movers), None)
    if item is None:
        page.say(f"{tornado.label} has no input with a range.")
    else:
        page.say(
            f"{item.label}: that makes {item.share:.0%} of the spread of {lowered(tornado.label)}."
            f"{_next(tornado)}"
        )
        page.say(
            f"By itself, from end to end of its range, it moves it so: {_ends(item, tornado)}."
        )
    if _NARROW.search(reading.text) and item is not None:
        page.say(_first_to_narrow(tornado))
    page.say(_figure(tornado))
    _movers(page, tornado, "What moves it, by share of the spread")
    page.section("To narrow it", _to_narrow(tornado))
    said = [x for x in advice.decisions if "spans a factor" in x.confidence_reason]
    page.section(
        "What the decisions say of it", (f"{x.title}: {x.confidence_reason}" for x in said)
    )
    page.show(advice.totals, (tornado.figure,), "The figure")


def _next(tornado: "Tornado") -> str:
    """The two inputs after the first that move it, in short."""
    after = [f"{x.label}, {x.share:.0%}" for x in tornado.movers[1:3] if x.share >= WORTH_SAYING]
    return f" After it: {'; '.join(after)}." if after else ""


def _first_to_narrow(tornado: "Tornado") -> str:
    """Whether it can be narrowed, and by what first."""
    item = tornado.movers[0]
    how = "a narrower answer" if item.kind == "answer" else "a measurement of your own"
    return f"It can be narrowed, first by {how}: {item.label}."


def _to_narrow(tornado: "Tornado") -> Iterator[str]:
    """What to measure or to answer closer, for what moves it most."""
    for item in [x for x in tornado.movers if x.share >= LEAST_SHARE][:NARROWED]:
        how = (
            "give a narrower range in the interview"
            if item.kind == "answer"
            else "measure it on a trial of your own and lay it over the fact as an override"
        )
        yield f"{item.label}: {how}; up to {item.share:.0%} of the spread goes with it."


def _hangs_by_leaves(page: Page, advice: Advice, name: str, key: str) -> None:
    """The same of a figure that the sensitivity does not hold."""
    labels, figure = Labels(page.facts), advice.totals[name]
    held = [leaf for leaf in figure.leaves() if key and leaf.name.startswith(key)]
    share = next((x for k, x in page.moves(name, figure).items() if k.startswith(key)), 0.0)
    if not held:
        page.say(f"That input is not under {labels.of(name)}, so it does not move it.")
    elif share < LEAST_SHARE:
        page.say(f"{labels.of(held[0].name)} does not move {labels.of(name)} beyond chance.")
    else:
        page.say(f"{labels.of(held[0].name)} makes {share:.0%} of the spread of {labels.of(name)}.")
    _by_leaves(page, advice, name)


def _by_leaves(page: Page, advice: Advice, name: str) -> None:
    """A figure that the sensitivity does not hold: by the draws of the design as a whole."""
    labels, figure = Labels(page.facts), advice.totals[name]
    shares = page.moves(name, figure)
    leaves = {leaf.name: leaf for leaf in figure.leaves()}
    for key, share in list(shares.items())[:1]:
        page.say(f"{labels.of(key)}: that makes {share:.0%} of the spread of {labels.of(name)}.")
    page.say(f"{labels.of(name)}: {value_and_range(figure)}, for the recommended design.")
    page.section(
        "What moves it, by share of the spread",
        (
            f"{share:.0%}: {labels.of(key)}, "
            f"{amount(leaves[key].value, leaves[key].low, leaves[key].high, leaves[key].unit)}"
            for key, share in list(shares.items())[: MOST + 1]
        ),
    )
    page.show(advice.totals, (name,), "The figure")


def _asked(reading: Reading, advice: Advice) -> str:
    """The figure whose spread is asked for: by its metric, or by the numbers of its range."""
    for metric in reading.metrics:
        if metric in FIGURES and FIGURES[metric][0] in CORE:
            if metric == "carbon":
                return advice.carbon_figure
            return FIGURES[metric][0]
    numbers = set(_NUMBER.findall(reading.text))
    for name in CORE:
        figure = advice.totals.get(name)
        if figure is None or figure.value is None:
            continue
        written = set(_NUMBER.findall(value_and_range(figure)))
        if len(numbers & written) > 1:
            return name
    return ""


def _tornado(reading: Reading, advice: Advice, moved: "Sensitivity") -> "Tornado":
    """Of the figure asked for; carbon by the method that ranks where none is."""
    name = _asked(reading, advice)
    return next((item for item in moved.tornadoes if item.figure == name), moved.tornadoes[0])


def _figure(tornado: "Tornado") -> str:
    said = amount(tornado.value, tornado.low, tornado.high, tornado.unit)
    return f"{tornado.label}: {said}, for the recommended design as a whole."


def _movers(page: Page, tornado: "Tornado", title: str) -> None:
    found = [item for item in tornado.movers if item.share >= LEAST_SHARE]
    page.section(title, _lines(found[: MOST + 2], tornado))


def _lines(movers: Sequence["Mover"], tornado: "Tornado") -> Iterator[str]:
    for item in movers:
        own = ", your answer" if item.kind == "answer" else ""
        said = amount(item.value, item.low, item.high, item.unit)
        yield f"{item.share:.0%}: {item.label}{own}, {said}; moves it so: {_ends(item, tornado)}"


def _ends(item: "Mover", tornado: "Tornado") -> str:
    """The figure at either end of an input: `54,000 USD/year down to 16,300`."""
    scale, unit = scaled(tornado.value, tornado.unit, tornado.high)
    first, last = (number(scale * end, 3) for end in (item.at_low, item.at_high))
    way = "up" if item.at_high >= item.at_low else "down"
    return f"{with_unit(first, unit)} {way} to {with_unit(last, unit)}"
