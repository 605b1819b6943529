"""What the service level asked for costs: what a looser or a tighter one would take."""

from collections.abc import Iterator, Sequence

from advisors.format import value_and_range
from advisors.options import Advice, Option
from advisors.record.labels import Labels
from advisors.ways import AS_DESIGNED
from tui.inquiry.aliases import FIGURES
from tui.inquiry.page import CORE, Page, decision_of
from tui.inquiry.tell_options import difference_of

WORTH = 0.99
"""A looser level saves when its figure is below that share of the one as designed."""
_TO_LEAD = frozenset({"energy", "carbon", "carbon-market", "water", "cost"})


def level(page: Page, advice: Advice, metrics: Sequence[str]) -> str:
    """What the service level takes, by what other levels would; returns the id of the option.

    Args:
        page: Written to.
        advice: Its way of serving, and other levels beside it.
        metrics: As named; the first that adds up leads, energy by default.
    """
    decision = decision_of(advice, "inference")
    chosen = decision.chosen if decision is not None else None
    if decision is None or chosen is None:
        page.unanswered = True
        page.say("No way of serving fits this design, so no service level can be weighed.")
        return ""
    base = next((item for item in decision.options if item.id == AS_DESIGNED), chosen)
    name = FIGURES[_metric(metrics)][0]
    looser = [item for item in decision.options if item.id.startswith("relaxed")]
    tighter = [item for item in decision.options if item.id.startswith("tighter")]
    _lead(page, base, looser, name)
    page.section("Asked for", (_sentence(line) for line in decision.trace[:1]))
    page.section("Looser service levels", _lines(looser))
    page.section("Tighter service levels", _lines(tighter))
    page.section("As told beside the way of serving", _noted(chosen))
    page.section("What is expected of the design", (_sentence(x) for x in decision.trace[2:3]))
    silicon = decision_of(advice, "silicon")
    if silicon is not None and silicon.chosen is not None:
        page.section("Hardware behind it", silicon.chosen.reasons[:2])
    page.show(advice.totals, CORE, "The design as a whole")
    page.section("To try another level", ("“what if the first word may take 3 seconds?”",))
    page.support((*chosen.cards, "sla-meet-not-exceed"))
    return chosen.id


def _metric(metrics: Sequence[str]) -> str:
    """What leads; "what does it cost in kWh" asks for energy."""
    found = [item for item in metrics if item in _TO_LEAD]
    return next((item for item in found if item != "cost"), found[0] if found else "energy")


def _lead(page: Page, base: Option, looser: Sequence[Option], name: str) -> None:
    """What the loosening that saves most would save of a figure, or that none saves any.

    Looser levels are computed on the design without its caches, so they stand beside that.
    """
    labels = Labels(page.facts)
    mine = base.figures.get(name)
    known = [
        item for item in looser if name in item.figures and item.figures[name].value is not None
    ]
    if mine is None or not mine.value or not known:
        told = [item for item in looser if item.reasons]
        for item in told[:1]:
            page.say(f"{item.label}: {item.reasons[0]}")
        page.say(
            f"What a looser level would save in {labels.of(name)} is not told apart here."
            if told
            else "No looser service level with figures stands beside this design, so what the one "
            "asked for costs is not told apart."
        )
        return
    least = min(known, key=lambda item: (item.figures[name].value or 0.0, item.id))
    page.figures[f"{base.id}/{name}"] = mine
    page.figures[f"{least.id}/{name}"] = least.figures[name]
    value = f"{value_and_range(least.figures[name])} instead of {value_and_range(mine)}"
    value += f" ({base.label})"
    if (least.figures[name].value or 0.0) < WORTH * mine.value:
        page.say(f"{least.label}: {labels.of(name)} {value}; that is what the promise takes.")
    else:
        page.say(
            f"The service level takes next to nothing of it: with the loosest one, "
            f"“{least.label}”, {labels.of(name)} is {value}."
        )


def _lines(options: Sequence[Option]) -> Iterator[str]:
    for item in options:
        said = (item.reasons[0], difference_of(item)) if item.reasons else ()
        yield f"{item.label}: {' '.join(dict.fromkeys(said))}".rstrip(": ")


def _noted(chosen: Option) -> Iterator[str]:
    yield from (note for note in chosen.notes if note.startswith("Other service levels"))


def _sentence(line: str) -> str:
    return f"{line[:1].upper()}{line[1:]}."
