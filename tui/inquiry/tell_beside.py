"""Two ways beside each other: by how much one is more, in figures and weeks, with and without."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from advisors.design import Design
from advisors.format import value, value_and_range
from advisors.options import Advice, Decision, Exclusion, Option
from advisors.record.labels import Labels
from advisors.ways import ANSWER_CACHE, AS_DESIGNED, BOTH_CACHES, PROMPT_CACHE
from estimators.figure import Figure, Formula
from tui.inquiry.aliases import FIGURES
from tui.inquiry.page import CORE, Page, changes_it, decision_of, find
from tui.inquiry.readings import Reading
from tui.inquiry.tell_against import closeness
from tui.inquiry.tell_catch import included
from tui.inquiry.tell_figures import names_of
from tui.inquiry.tell_options import compare, side_of
from tui.inquiry.tell_tried import change
from tui.inquiry.tell_volume import by_volume
from tui.inquiry.turns_on_money import BY_VOLUME_OF, MORE, SIDE

_WEEKS = re.compile(r"(\d+) person-weeks in the first year")
_TWO = 2
_LITTLE = 0.1
"""Share of every figure below which what an option brings is little."""


@dataclass(frozen=True)
class Pair:
    """A question on two options of one decision.

    Attributes:
        page: Written to.
        design: As it is.
        advice: On it.
        decision: They belong to.
        reading: What is asked.
    """

    page: Page
    design: Design
    advice: Advice
    decision: Decision
    reading: Reading

    def tell(self, advise: Callable[[Design], Advice]) -> str:
        """Write the answer; returns the id of the option that it is about."""
        page, decision, reading = self.page, self.decision, self.reading
        if reading.kind == MORE:
            return more(page, decision, reading)
        if reading.kind == SIDE:
            return side(page, self.advice, decision, reading)
        if reading.kind == BY_VOLUME_OF:
            return by_volume(page, self.design, self.advice, reading, advise)
        return pays(page, self.advice, decision, reading)


def more(page: Page, decision: Decision, reading: Reading) -> str:
    """By how much a figure of one option exceeds that of another; returns the id of the first."""
    items = options(decision, reading)
    if len(items) != _TWO:
        return compare(page, decision, _ids(decision, reading), decision.title)
    one, other = items
    for name in dict.fromkeys(FIGURES[key][0] for key in reading.metrics if key in FIGURES):
        if line := _difference(page, one, other, name):
            page.say(line)
    names = tuple(dict.fromkeys((*names_of(reading.metrics), *CORE)))
    page.beside(side_of(one), side_of(other), names)
    page.section(one.label, (*one.reasons, *one.notes))
    lead = next((n for n in names if n in one.figures and one.figures[n].value is not None), "")
    if lead:
        page.open(lead, one.figures[lead])
    page.support((*one.cards, *decision.cards))
    return one.id


def _difference(page: Page, one: Option, other: Option, name: str) -> str:
    """By how much one figure is above or below another, as a figure that opens."""
    mine, theirs = one.figures.get(name), other.figures.get(name)
    if mine is None or theirs is None or mine.value is None or theirs.value is None:
        return ""
    high, low = (mine, theirs) if mine.value >= theirs.value else (theirs, mine)
    gap = Figure(
        f"{name}_difference",
        high.numbers[0] - low.numbers[0],
        high.numbers[1] - low.numbers[2],
        high.numbers[2] - low.numbers[1],
        high.unit,
        Formula("tell_beside.difference", "difference = the one − the other; range: end to end"),
        (high, low),
    )
    page.figures |= {name: mine, f"{other.id}/{name}": theirs, gap.name: gap}
    label = Labels(page.facts).of(name)
    if value_and_range(mine) == value_and_range(theirs):
        return f"{label}: the same, {value_and_range(mine)}."
    said = value(gap)
    way = "more" if high is mine else "less"
    return (
        f"{label}: about {said} {way} with {one.label} than with {other.label}; "
        f"{value_and_range(mine)} against {value_and_range(theirs)}{change(mine, theirs)}."
    )


def side(page: Page, advice: Advice, decision: Decision, reading: Reading) -> str:
    """Two options in figures and weeks in the first line; returns the id of the first."""
    items = options(decision, reading)
    if len(items) != _TWO:
        return compare(page, decision, _ids(decision, reading), decision.title)
    metrics = reading.metrics if set(reading.metrics) & set(FIGURES) else ()
    keys = dict.fromkeys((*metrics, "cost", "carbon", "energy", "water"))
    names = dict.fromkeys(FIGURES[key][0] for key in keys if key in FIGURES)
    for item in (*items, *_elsewhere(advice, decision, reading)):
        page.say(f"{item.label}: {_in_short(page, item, names)}.")
    return compare(page, decision, [item.id for item in items], decision.title)


def _elsewhere(advice: Advice, decision: Decision, reading: Reading) -> Iterator[Option]:
    """What is named of other decisions, where it is not in the design as it is."""
    for item in reading.named:
        other = decision_of(advice, item.decision)
        if other is None or other.id == decision.id or other.chosen is None:
            continue
        if other.chosen.id not in item.ids:
            yield from (x for x in other.options if x.id in item.ids)


def _in_short(page: Page, option: Option, names: Iterable[str]) -> str:
    """Figures of an option in one line, with the weeks that it takes."""
    labels, found = Labels(page.facts), []
    for name in names:
        figure = option.figures.get(name)
        if figure is None or figure.value is None:
            continue
        page.figures[f"{option.id}/{name}"] = figure
        found.append(f"{labels.of(name).lower()} {value_and_range(figure)}")
    weeks = next(
        (hit[1] for x in (*option.reasons, *option.notes) if (hit := _WEEKS.search(x))), ""
    )
    if weeks:
        found.append(f"{weeks} person-weeks in the first year, judged")
    return "; ".join(found) or "no figures"


def pays(page: Page, advice: Advice, decision: Decision, reading: Reading) -> str:
    """What a cache brings: the design with it and without; returns the id of the row with it."""
    ids = tuple(key for item in reading.named for key in item.ids)
    phrase = reading.named[0].phrase
    chosen = decision.chosen
    named = next((key for key in (BOTH_CACHES, ANSWER_CACHE, PROMPT_CACHE) if key in ids), "")
    rows = {item.id: item for item in decision.options}
    pair = _with_and_without(named, chosen.id if chosen is not None else "")
    if chosen is None or not named or not set(pair) <= set(rows):
        return included(page, decision, ids, phrase, advice=advice)
    with_it, without = rows[pair[0]], rows[pair[1]]
    ratios = list(_ratios(with_it, without))
    better = min(ratios, default=1.0) < 1.0
    lead = "It brings nothing" if not better else "It brings little" if (
        min(ratios) > 1.0 - _LITTLE) else "Yes"  # fmt: skip
    taken = with_it is chosen
    page.say(
        f"{lead}. {'It is' if taken else 'It is not'} in the design: {chosen.label} comes first."
    )
    for name in ("cost_usd_per_year", advice.carbon_figure):
        if line := _difference(page, with_it, without, name):
            page.say(line)
    if near := closeness(decision, with_it, without):
        page.say(near)
    page.beside(side_of(with_it), side_of(without), CORE)
    page.section(with_it.label, (*with_it.reasons, *with_it.notes))
    page.section(without.label, (*without.reasons, *without.notes))
    changes_it(page, decision)
    page.support((*with_it.cards, *decision.cards))
    return with_it.id


def _with_and_without(named: str, chosen: str) -> tuple[str, str]:
    """The row with a cache and the one without it, as the design stands."""
    other = {ANSWER_CACHE: PROMPT_CACHE, PROMPT_CACHE: ANSWER_CACHE}.get(named, "")
    if named == BOTH_CACHES:
        return BOTH_CACHES, AS_DESIGNED
    if chosen in {BOTH_CACHES, other}:
        return BOTH_CACHES, other
    return named, AS_DESIGNED


def _ratios(one: Option, other: Option) -> Iterator[float]:
    for name in CORE:
        mine, theirs = one.figures.get(name), other.figures.get(name)
        if mine is not None and theirs is not None and mine.value is not None and theirs.value:
            yield mine.value / theirs.value


def options(decision: Decision, reading: Reading) -> list[Option]:
    """The options that a question names, the first one beside one that is named alone.

    Of a family the first that passes stands for it; empty where one of them fell out.
    """
    found: list[Option] = []
    for item in reading.named:
        if item.decision != decision.id:
            continue
        entry = [x for key in item.ids if (x := find(decision, key)) is not None]
        passed = [x for x in entry if isinstance(x, Option) and x not in found]
        chosen = next((x for x in passed if decision.chosen is x), None)
        if not passed:
            return [] if any(isinstance(x, Exclusion) for x in entry) else found
        found.append(chosen or passed[0])
    if len(found) == 1 and decision.chosen is not None and found[0] is not decision.chosen:
        found.append(decision.chosen)
    return found[:_TWO]


def _ids(decision: Decision, reading: Reading) -> tuple[str, ...]:
    named = [item.ids for item in reading.named if item.decision == decision.id]
    return tuple(dict.fromkeys(key for ids in named for key in ids[:1]))
