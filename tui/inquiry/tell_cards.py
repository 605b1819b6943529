"""Answers on a smaller chip for the same work: whether one does it, and what it would cost."""

from collections.abc import Iterator, Sequence

from advisors.format import exact, value_and_range
from advisors.options import Decision, Exclusion, Option
from advisors.record.labels import Labels
from estimators.facts import Facts
from tui.inquiry.page import CORE, Page, changes_it, title_of
from tui.inquiry.tell_options import SHOWN, difference_of, nothing_fits, reasons_of, side_of

_SAID = ("cost_usd_per_year",)


def smaller_chips(page: Page, decision: Decision, carbon: str, *, asked: bool = True) -> str:
    """Whether a chip with less memory and no more power does the work; returns the id of the first.

    Args:
        page: Written to.
        decision: On silicon.
        carbon: Name of the carbon figure that ranks.
        asked: Whether it is asked if one would do, so that a yes or a no comes first.
    """
    chosen = decision.chosen
    if chosen is None:
        return nothing_fits(page, decision)
    if chosen.id not in page.facts.chips:
        return _none_of_its_own(page, decision, chosen, carbon)
    passed = [x for x in decision.options[1:] if _under(page.facts, x.id, chosen.id)]
    fallen = [x for x in decision.exclusions if _under(page.facts, x.id, chosen.id)]
    passed.sort(key=_cost)
    told = chosen.id if not passed else passed[0].id
    if passed:
        _does_it(page, passed, chosen, carbon, "Yes: " if asked else "")
    else:
        page.say(
            f"{'No: of' if asked else 'Of'} the chips that pass for {title_of(decision)} none is "
            f"smaller than {_sized(page.facts, chosen)}."
        )
    page.section(
        f"Smaller ones that pass, beside {chosen.label}",
        (f"{_sized(page.facts, x)}: {difference_of(x)}" for x in passed),
    )
    if passed:
        page.beside(side_of(passed[0]), side_of(chosen), CORE)
        page.section(passed[0].label, passed[0].reasons)
    else:
        page.show(chosen.figures, CORE, f"{chosen.label}, in figures")
    page.section("Smaller ones that fell out", _out(fallen))
    page.section(f"Why {chosen.label} comes first", (*chosen.reasons, decision.rule))
    changes_it(page, decision)
    page.support((*(passed[0].cards if passed else ()), *chosen.cards, *decision.cards))
    return told


def _none_of_its_own(page: Page, decision: Decision, chosen: Option, carbon: str) -> str:
    """That the service chooses the chips, and what they would be on machines of one's own."""
    page.say(
        f"There is no chip of your own to make smaller: {chosen.label}, and the service chooses "
        "them."
    )
    page.section("Chips of your own that pass", _beside(decision.options[1:], carbon))
    page.show(chosen.figures, CORE, "In figures, as designed")
    page.support((*chosen.cards, *decision.cards))
    return chosen.id


def _does_it(page: Page, passed: Sequence[Option], chosen: Option, carbon: str, word: str) -> None:
    """The cheapest of the smaller ones first, against the chosen one."""
    first = passed[0]
    labels = Labels(page.facts)
    said = []
    for name in (*_SAID, carbon):
        mine, theirs = first.figures.get(name), chosen.figures.get(name)
        if mine is None or theirs is None or mine.value is None:
            continue
        more = f"{value_and_range(mine)} instead of {value_and_range(theirs)}"
        said.append(f"{labels.of(name).lower()} {more}")
        page.figures[name], page.figures[f"{chosen.id}/{name}"] = mine, theirs
    page.say(
        f"{word}{_sized(page.facts, first)} does the work of {_sized(page.facts, chosen)}: "
        f"{'; '.join(said)}."
    )
    if others := [f"{x.label}: {_in_short(x, carbon)}" for x in passed[1:]]:
        page.say(f"Also smaller: {'; '.join(others)}.")
    for option in passed[1:]:
        page.figures |= {f"{option.id}/{n}": option.figures[n] for n in (*_SAID, carbon)
                         if n in option.figures}  # fmt: skip
    page.say(f"{chosen.label} still comes first, by all criteria together.")


def _in_short(option: Option, carbon: str) -> str:
    held = (option.figures[name] for name in (*_SAID, carbon) if name in option.figures)
    return ", ".join(value_and_range(item) for item in held)


def _beside(options: Sequence[Option], carbon: str) -> Iterator[str]:
    for item in options:
        yield f"{item.label}: {_in_short(item, carbon)}"


def _under(facts: Facts, key: str, than: str) -> bool:
    """Whether a chip has less memory and no higher power limit, as far as both are known."""
    one, other = facts.chips.get(key), facts.chips.get(than)
    if one is None or other is None or one.memory_gib is None or other.memory_gib is None:
        return False
    watts = one.tdp_watts is None or other.tdp_watts is None or one.tdp_watts <= other.tdp_watts
    return one.memory_gib < other.memory_gib and watts


def _sized(facts: Facts, item: Option) -> str:
    chip = facts.chips.get(item.id)
    if chip is None or chip.memory_gib is None:
        return item.label
    watts = f", {exact(chip.tdp_watts)} W" if chip.tdp_watts is not None else ""
    return f"{item.label} ({exact(chip.memory_gib)} GiB{watts})"


def _cost(option: Option) -> float:
    found = option.figures.get(_SAID[0])
    return found.value if found is not None and found.value is not None else float("inf")


def _out(fallen: Sequence[Exclusion]) -> list[str]:
    return reasons_of(fallen)[:SHOWN] if fallen else []
