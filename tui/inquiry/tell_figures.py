"""Answers about amounts: of the design, of an option, and what moves them."""

from collections.abc import Sequence

from advisors.budgets import BESIDE
from advisors.format import exact, value_and_range
from advisors.options import Advice, Decision, DecisionId, Exclusion, Option
from advisors.record.labels import Labels
from advisors.workload import Workload
from tui.inquiry.aliases import FIGURES, METRIC_CARDS
from tui.inquiry.page import CORE, Page, decision_of, find
from tui.inquiry.tell_busy import UTILIZATION, busy
from tui.inquiry.tell_units import of_option
from tui.inquiry.tell_unlisted import unlisted
from tui.inquiry.units import NO_UNITS, Units

LEVERS = 4
WORTH = 0.98
"""An option saves when its figure is below that share of the chosen one's."""
DEFAULT = "carbon"


def names_of(metrics: Sequence[str]) -> tuple[str, ...]:
    """Figures for the metrics named, the first leads; carbon both ways with all of them."""
    return tuple(dict.fromkeys(name for item in metrics for name in FIGURES.get(item, ())))


def not_counted(unit: str) -> str:
    """That a figure for such a unit would need their number."""
    people = {"person": "people", "people": "people", "head": "people"}.get(unit, f"{unit}s")
    return f"For one {unit} the design cannot say it: it does not know how many {people} there are."


def design_amount(page: Page, advice: Advice, metrics: Sequence[str], *, per_other: str) -> None:
    """A figure of the recommended design as a whole."""
    names = names_of(metrics)
    if metrics and metrics[0] in {"latency", "effort"}:
        _in_words(page, advice, metrics[0])
        return
    if metrics and metrics[0] == "logs":
        chosen = _chosen(advice, "monitoring")
        figures = chosen.figures if chosen else {}
    else:
        figures = advice.totals
    lead = [name for name in names if name in figures]
    if not lead:
        if UTILIZATION not in metrics or not busy(page, advice):
            _not_held(page, advice, metrics)
        return
    first = figures[lead[0]]
    labels = Labels(page.facts)
    said = f"{labels.of(lead[0])}: {value_and_range(first)}"
    page.say(f"{said}, for the recommended design as a whole.")
    if per_other:
        page.say(not_counted(per_other))
    page.show(figures, lead, "In figures")
    page.show(figures, [name for name in CORE if name not in lead], "The rest of the design")
    page.open(lead[0], first)
    for metric in metrics:
        page.support(METRIC_CARDS.get(metric, ()))
    for decision in ("model", "silicon", "region"):
        option = _chosen(advice, decision)
        if option is not None:
            page.support(option.cards)


def by_year(page: Page, workload: Workload) -> None:
    """That a figure is a mean over the horizon, and what is in it of growth."""
    growth, years = workload.growth_per_year, workload.horizon_years
    page.say(
        f"The advice holds no figure of a single year: it is a mean over {exact(years.value)} "
        f"years, with growth of {exact(100.0 * growth.value)}% a year in it."
    )


def option_amount(
    page: Page,
    decision: Decision,
    ids: Sequence[str],
    phrase: str,
    metrics: Sequence[str],
    *,
    units: Units = NO_UNITS,
) -> str:
    """A figure of one option, beside the chosen one; returns its id."""
    items = [item for key in ids if (item := find(decision, key)) is not None]
    ranked = [item for item in items if isinstance(item, Option)]
    if not items:
        return unlisted(page, decision, ids, phrase)
    if not ranked:
        return _no_figure(page, decision, [item for item in items if isinstance(item, Exclusion)])
    option = ranked[0]
    names = names_of(metrics)
    held = [name for name in (*names, *CORE) if name in option.figures]
    lead = next((n for n in held if n in names or option.figures[n].value is not None), CORE[0])
    labels = Labels(page.facts)
    page.say(f"{option.label}, {labels.of(lead)}: {value_and_range(option.figures[lead])}.")
    chosen = decision.chosen
    shown = tuple(dict.fromkeys((lead, *(n for n in names if n in option.figures), *CORE)))
    if chosen is None or chosen.id == option.id:
        page.say("That is the recommended option.")
        page.show(option.figures, shown, "In figures")
    else:
        theirs = chosen.figures.get(lead)
        of_it = f": {value_and_range(theirs)}" if theirs else ", which has no such figure"
        page.say(f"The recommended option is {chosen.label}{of_it}.")
        page.beside(
            (option.id, option.label, option.figures), (chosen.id, chosen.label, chosen.figures),
            shown,
        )  # fmt: skip
    _for_units(page, option, metrics, units)
    page.section("What goes into it", (*option.reasons, *option.notes))
    page.open(lead, option.figures[lead])
    page.support((*option.cards, *decision.cards))
    return option.id


def _for_units(page: Page, option: Option, metrics: Sequence[str], units: Units) -> None:
    """Figures of an option for a month or a request, as far as they follow from those it has."""
    labels = Labels(page.facts)
    found = list(of_option(option, metrics, units))
    page.figures |= {item.name: item for _, _, item in found}
    page.section(
        "For the unit asked for",
        (f"{labels.of(name)} {said}: {value_and_range(item)}" for name, said, item in found),
    )
    asked = units.of("requests", "calls", "tokens", "horizon")
    if asked is not None and not found:
        page.say(f"Per {asked.text} the advice holds it for the design as a whole alone.")


def levers(page: Page, advice: Advice, metrics: Sequence[str], within: DecisionId | None) -> None:
    """Options that pass and would lower a figure below that of the chosen ones.

    Args:
        page: Written to.
        advice: Options.
        metrics: The first that has figures is lowered; carbon when none has.
        within: Only options of that decision; None for all.
    """
    metric = next((item for item in metrics if item in FIGURES), DEFAULT)
    name = FIGURES[metric][0]
    found = sorted(savings(advice, name, within), key=lambda item: item[0])
    labels = Labels(page.facts)
    what = labels.of(name)
    if not found:
        page.say(f"No option that passes the filters has less: {what} is lowest as designed.")
    else:
        _, decision, option, chosen = found[0]
        page.say(
            f"{option.label} ({decision.title.lower()}): {what} "
            f"{value_and_range(option.figures[name])} instead of "
            f"{value_and_range(chosen.figures[name])} with {chosen.label}."
        )
        page.figures[name] = option.figures[name]
        page.figures[f"{chosen.id}/{name}"] = chosen.figures[name]
        page.support(option.cards)
    points = []
    for _, decision, option, chosen in found[1:LEVERS]:
        page.figures[f"{option.id}/{name}"] = option.figures[name]
        page.support(option.cards)
        points.append(
            f"{option.label} ({decision.title.lower()}): {value_and_range(option.figures[name])}; "
            f"{chosen.label}: {value_and_range(chosen.figures[name])}"
        )
    page.section("After it", points)
    taken = _chosen(advice, "inference")
    if taken is not None:
        page.section("Already counted in the design", (taken.label, *taken.reasons))
    page.show(advice.totals, [n for n in CORE if n in advice.totals], "The design as recommended")
    page.section(
        "Why it is not taken",
        ("Each of these passes the filters, but stands behind the chosen option by all criteria "
         "together; the weights are yours.",) if found else (),
    )  # fmt: skip


def savings(
    advice: Advice, name: str, within: DecisionId | None
) -> list[tuple[float, Decision, Option, Option]]:
    """Options with less of a figure: share of the chosen one's, decision, option, chosen one."""
    found = []
    for decision in advice.decisions:
        chosen = decision.chosen
        base = chosen.figures.get(name) if chosen else None
        wanted = decision.id == within or (within is None and decision.id not in BESIDE)
        if chosen is None or base is None or not base.value or not wanted:
            continue
        for option in decision.options[1:]:
            value = option.figures[name].value if name in option.figures else None
            if value is not None and value < WORTH * base.value:
                found.append((value / base.value, decision, option, chosen))
    return found


def _in_words(page: Page, advice: Advice, metric: str) -> None:
    """Latency and effort rank the options, and are held as sentences."""
    words = {"latency": (" ms ", "to the first"), "effort": ("person-weeks",)}[metric]
    found: list[str] = []
    for decision in advice.decisions:
        option = decision.chosen
        lines = decision.trace if metric == "latency" and decision.id == "inference" else ()
        if option is not None:
            found += [
                line
                for line in (*option.reasons, *option.notes, *lines)
                if any(word in line for word in words)
            ]
            if found:
                page.support(option.cards)
    what = "Latency" if metric == "latency" else "Effort"
    if not found:
        page.unanswered = True
    page.say(f"{what} is no figure with a range in this advice; it says:" if found else
             f"The advice on this design says nothing about {what.lower()}.")  # fmt: skip
    page.section(what, dict.fromkeys(found))


def _not_held(page: Page, advice: Advice, metrics: Sequence[str]) -> None:
    labels = Labels(page.facts)
    page.unanswered = True
    asked = ", ".join(metrics) or "that"
    page.say(f"The advice on this design holds no figure for {asked}.")
    page.section("What it holds", (labels.of(name) for name in advice.totals if name in CORE))


def _no_figure(page: Page, decision: Decision, items: Sequence[Exclusion]) -> str:
    """An option that fell out was never computed."""
    page.unanswered = True
    first = items[0]
    page.say(
        f"There is no figure for {first.label}: it fell out of the {decision.title.lower()} "
        "decision before anything was computed."
    )
    page.section("Why it is out", dict.fromkeys(f"{i.label}: {i.reason}" for i in items[:LEVERS]))
    page.section(
        "What would unlock the figure", dict.fromkeys(i.unlock for i in items[:LEVERS] if i.unlock)
    )
    chosen = decision.chosen
    if chosen is not None:
        page.show(chosen.figures, CORE, f"Instead, {chosen.label}")
    page.support((*first.cards, *decision.cards))
    return first.id


def _chosen(advice: Advice, name: str) -> Option | None:
    decision = decision_of(advice, name)
    return None if decision is None else decision.chosen
