"""Answers about a smaller model: whether one meets the bar, what it would save, why others fell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from advisors.format import exact, value_and_range
from advisors.options import Decision, Exclusion, Option
from advisors.record.labels import Labels
from estimators.facts import Model
from tui.inquiry.page import CORE, Page, changes_it, title_of
from tui.inquiry.tell_options import SHOWN, listed, nothing_fits, place_of, side_of

_BAR = "quality-bar:"


@dataclass(frozen=True)
class Size:
    """Parameters of a model as far as the facts know them, in billions.

    Attributes:
        total: Kept in memory: lowest, taken, highest.
        active: Touched per token: lowest, taken, highest.
    """

    total: tuple[float, float, float]
    active: tuple[float, float, float]

    def under(self, other: "Size") -> bool:
        """Whether it is smaller in one way and no larger in the other, whatever the ranges."""
        no_larger = self.total[2] <= other.total[0] and self.active[2] <= other.active[0]
        return no_larger and (self.total[2] < other.total[0] or self.active[2] < other.active[0])

    @property
    def shown(self) -> str:
        """`80 billion parameters, 3 of them active`, with the range of an estimate."""
        total = f"{_span(self.total)} billion parameters"
        if self.active[0] == 0.0:
            return f"{total}, active ones not published"
        dense = self.total == self.active
        return total if dense else f"{total}, {_span(self.active)} of them active"


def size_of(models: Mapping[str, Model], key: str) -> Size | None:
    """The size of a model; None where it is not disclosed."""
    row = models.get(key)
    if row is None or row.params_total_b is None:
        return None
    total = _ends(row.params_total_b, row.params_total_b_low, row.params_total_b_high)
    if row.params_active_b is None:
        return Size(total, (0.0, total[1], total[2]))
    active = _ends(row.params_active_b, row.params_active_b_low, row.params_active_b_high)
    return Size(total, active)


def smaller(page: Page, decision: Decision, name: str) -> str:
    """Whether a smaller model than the chosen one meets the bar; returns the id spoken about.

    Args:
        page: Written to.
        decision: The model decision.
        name: Figure that a smaller one would lower.
    """
    chosen = decision.chosen
    if chosen is None:
        return nothing_fits(page, decision)
    models = page.facts.models
    mine = size_of(models, chosen.id)
    if mine is None:
        return _undisclosed(page, decision, chosen)
    ranked = [item for item in decision.options[1:] if _under(models, item.id, mine)]
    fallen = [item for item in decision.exclusions if _under(models, item.id, mine)]
    fallen.sort(key=lambda item: -_total(models, item.id))
    if ranked:
        found = _ranked(page, decision, ranked, mine, name)
    else:
        found = _none_passes(page, decision, chosen, fallen, mine)
    page.section("The bar", (line.removeprefix(_BAR).strip() for line in _bar_of(decision)))
    page.section("Smaller ones that fell out, the largest first", _fallen(models, fallen))
    page.section(
        "Fewer parameters in memory, and nearest below the bar", _below_bar(page, decision, mine)
    )
    page.section("Not shown to be smaller", _unproven(page, decision, mine))
    if not ranked:
        page.show(chosen.figures, CORE, f"{chosen.label}, in figures")
    for item in fallen[:SHOWN]:
        page.support(item.cards)
    changes_it(page, decision)
    page.support((*chosen.cards, *decision.cards))
    return found


def _least(page: Page, decision: Decision) -> str:
    """Which of those that pass keeps the fewest parameters in memory, as far as sizes are known."""
    models = page.facts.models
    known = [item for item in decision.options if size_of(models, item.id) is not None]
    first = min(known, key=lambda item: _total(models, item.id))
    size = size_of(models, first.id)
    return (
        f"{first.label} ({size.shown if size else ''}) has the fewest parameters in memory of the "
        f"{len(known)} that are ranked and whose size is known, by central values."
    )


def _none_passes(
    page: Page, decision: Decision, chosen: Option, fallen: Sequence[Exclusion], mine: Size
) -> str:
    """Nothing smaller is in the ranking."""
    page.say(
        f"None of the models that pass and are ranked is shown to be smaller than {chosen.label} "
        f"({mine.shown}), so there is no saving by a smaller one to tell."
    )
    if fallen:
        size = size_of(page.facts.models, fallen[0].id)
        page.say(
            f"The next smaller one that was weighed, {fallen[0].label}"
            f"{f' ({size.shown})' if size else ''}, fell out: {fallen[0].reason}"
        )
    page.say(_least(page, decision))
    return chosen.id


def _ranked(page: Page, decision: Decision, ranked: Sequence[Option], mine: Size, name: str) -> str:
    """A smaller one passes: what it has of the figure asked for, and where it stands."""
    chosen = decision.options[0]
    first = ranked[0]
    size = size_of(page.facts.models, first.id)
    score = next((line for line in first.reasons if line.startswith("Scores ")), "")
    page.say(
        f"{first.label} ({size.shown if size else ''}) is smaller than {chosen.label} "
        f"({mine.shown}) and passes the filters; it stands {place_of(decision, first.id)}behind "
        f"it. {score}".strip()
    )
    if name in first.figures and name in chosen.figures:
        less = (first.figures[name].value or 0.0) < (chosen.figures[name].value or 0.0)
        page.say(
            f"{Labels(page.facts).of(name)}: {value_and_range(first.figures[name])} instead of "
            f"{value_and_range(chosen.figures[name])}"
            + ("." if less else "; a smaller model need not use less.")
        )
    page.beside(side_of(first), side_of(chosen), CORE)
    page.section(first.label, (*first.reasons, *first.notes))
    page.section("Also smaller", (item.label for item in ranked[1:]))
    page.support(first.cards)
    return first.id


def _undisclosed(page: Page, decision: Decision, chosen: Option) -> str:
    """What is smaller than a model of unknown size cannot be told."""
    page.say(
        f"The size of {chosen.label} is not disclosed, so which model is smaller cannot be told; "
        f"it comes first for {title_of(decision)}."
    )
    page.section("Sizes known among the options", _sizes(page, decision.options[1:]))
    page.section("The bar", (line.removeprefix(_BAR).strip() for line in _bar_of(decision)))
    page.show(chosen.figures, CORE, f"{chosen.label}, in figures")
    changes_it(page, decision)
    page.support((*chosen.cards, *decision.cards))
    return chosen.id


def _fallen(models: Mapping[str, Model], fallen: Sequence[Exclusion]) -> Iterator[str]:
    for item in fallen[:SHOWN]:
        size = size_of(models, item.id)
        yield f"{item.label} ({size.shown if size else 'size not disclosed'}): {item.reason}"
    rest = [item.label for item in fallen[SHOWN:]]
    if rest:
        yield f"{listed(rest)}."


def _unproven(page: Page, decision: Decision, mine: Size) -> Iterator[str]:
    """Options that a reader may take for smaller: of unknown size, or smaller in one way only."""
    for item in decision.options[1:]:
        size = size_of(page.facts.models, item.id)
        if size is None:
            yield f"{item.label}: its size is not disclosed."
        elif not size.under(mine) and (
            size.total[0] < mine.total[2] or size.active[0] < mine.active[2]
        ):
            yield f"{item.label}: {size.shown}."


def _below_bar(page: Page, decision: Decision, mine: Size) -> Iterator[str]:
    """Models that failed the bar alone, the best first, as the advice orders them."""
    found = 0
    for item in decision.exclusions:
        size = size_of(page.facts.models, item.id)
        if item.rule == "quality-bar" and size is not None and size.total[2] < mine.total[0]:
            yield f"{item.label} ({size.shown}): {item.reason}"
            found += 1
        if found == SHOWN:
            return


def _sizes(page: Page, options: Sequence[Option]) -> Iterator[str]:
    for item in options:
        size = size_of(page.facts.models, item.id)
        if size is not None:
            yield f"{item.label}: {size.shown}."


def _bar_of(decision: Decision) -> Iterator[str]:
    return (line for line in decision.trace if line.startswith(_BAR))


def _under(models: Mapping[str, Model], key: str, mine: Size) -> bool:
    size = size_of(models, key)
    return size is not None and size.under(mine)


def _total(models: Mapping[str, Model], key: str) -> float:
    size = size_of(models, key)
    return size.total[1] if size else 0.0


def _ends(value: float, low: float | None, high: float | None) -> tuple[float, float, float]:
    return (value if low is None else low, value, value if high is None else high)


def _span(ends: tuple[float, float, float]) -> str:
    low, value, high = ends
    return exact(value) if low == high else f"{exact(value)} ({exact(low)} to {exact(high)})"
