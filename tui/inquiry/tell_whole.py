"""Answers about the design as a whole: its summary, what fell out, how its figures come about."""

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from advisors.format import digits_of, exact, number, scaled, value_and_range, with_unit
from advisors.options import Advice, Decision
from advisors.record.labels import Labels
from estimators.figure import Figure, Formula
from estimators.ranges import bands
from tui.inquiry.aliases import FIGURES, METRIC_CARDS
from tui.inquiry.page import CORE, Page
from tui.inquiry.tell_options import SHOWN, listed, reasons_of
from tui.inquiry.tell_units import SPREAD, Drawn

OF_A_REQUEST = ("wh_per_request", "g_per_request", "sci_g_per_request")
FORMULAS = 14
_OPENED = (
    "every figure opens down to its inputs and sources, in the app or with `wattbrief explain`."
)
_HEADLINE = ("model", "customization", "hosting", "region")
_CARBON = ("carbon_location_kg_per_year", "energy_kwh_per_year")
"""What is opened beside the carbon figure that ranks."""
_LABELS: Mapping[str, str] = {
    "serving_it_kwh_per_year": "Serving",
    "extra_it_kwh_per_year": "Retrieval, index and training",
    "standby_energy_kwh": "Standby",
    "active_energy_kwh": "Answering",
    "serving_usd_per_year": "Serving",
    "extra_usd_per_year": "Index and training",
}
_PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"embodied|hardware|manufacturing", ("embodied_kg_per_year",)),
    (r"idle|idling|standby", ("standby_energy_kwh",)),
    (r"retrieval|rag|index|indexing|embed\w*|train\w*|tun(?:ing|ed)|vectors?",
     ("extra_it_kwh_per_year", "extra_usd_per_year")),
    (r"serving|inference", ("serving_it_kwh_per_year", "serving_usd_per_year")),
    (r"electricity|operation|operational", ("carbon_electricity_location_kg",)),
    (r"grid", ("grid_water_l_per_year",)),
    (r"cooling|site|data cent(?:er|re)", ("site_water_l_per_year",)),
)  # fmt: skip
"""Words for a part, and the figures that hold it."""
_SUMS = 0.001
"""Share by which parts may differ from their sum; beyond it they are no parts of a sum."""


def summary(page: Page, advice: Advice) -> None:
    """What is recommended, what it comes to, and where it could go either way."""
    chosen = [(item, item.chosen) for item in advice.decisions if item.chosen is not None]
    labelled = {item.id: option.label for item, option in chosen}
    named = [labelled[key] for key in _HEADLINE if key in labelled]
    empty = [item.title.lower() for item in advice.decisions if item.chosen is None]
    lead = advice.totals.get(advice.carbon_figure)
    label = Labels(page.facts).of(advice.carbon_figure)
    if empty:
        page.say(f"Nothing fits {listed(empty)}; the advice on the rest stands.")
    elif lead is not None:
        page.say(f"{'; '.join(named)}.")
        page.say(f"{label}: {value_and_range(lead)}, for the design as a whole.")
    page.section(
        "Recommended",
        (f"{item.title}: {option.label} (certainty: {item.confidence})" for item, option in chosen),
    )
    page.show(advice.totals, (*CORE, *OF_A_REQUEST), "In figures")
    page.section(
        "Could go either way",
        (f"{item.title}: {item.confidence_reason}" for item, _ in chosen if not item.clear),
    )
    page.section(
        "What would change it",
        (f"{item.title}: {flip}" for item, _ in chosen for flip in item.flips[:1]),
    )
    for _, option in chosen[1:4]:
        page.support(option.cards[:1])


def excluded(page: Page, advice: Advice) -> None:
    """What fell out of each decision, by reason."""
    counts = [(item, len(item.exclusions)) for item in advice.decisions if item.exclusions]
    if not counts:
        page.say("Nothing fell out: every option passed the filters.")
        return
    said = ", ".join(f"{item.title.lower()} {exact(count)}" for item, count in counts)
    page.say(f"These fell out before anything was ranked: {said}.")
    for item, _ in counts:
        page.section(item.title, _shortly(item))
        page.support(item.exclusions[0].cards[:1])
    page.section("For one of them", ("ask “why not …?”: its reason, and what would lift it.",))


def _shortly(decision: Decision) -> Iterator[str]:
    found = reasons_of(decision.exclusions)
    yield from found[:SHOWN]
    if len(found) > SHOWN:
        yield "and others, each with a reason of its own."


_IN_AND_OUT = re.compile(r"\b(?:inputs?|prompts?)\b.*\b(?:outputs?|answers?)\b")
_NOT_PARTED = (
    "What is read and what is written is not parted in the figures: a call has one price and one "
    "energy. What they are parted into:"
)


def parts(page: Page, advice: Advice, drawn: Drawn, metrics: Sequence[str], text: str) -> str:
    """What a figure is made of, with shares; returns the name of the figure.

    Args:
        page: Written to.
        advice: Whose figures.
        drawn: The figures with their draws.
        metrics: As named; carbon by default.
        text: The question; a part that it names is told first.
    """
    name = _name(advice, metrics)
    figure = drawn.figures.get(name)
    labels = Labels(page.facts)
    if figure is None or figure.value is None:
        reason = "it is not held" if figure is None else figure.withheld
        page.unanswered = True
        page.say(f"What {labels.of(name).lower()} is made of cannot be told: {reason}")
        return name
    if _IN_AND_OUT.search(text):
        page.say(_NOT_PARTED)
    shared = _shared(drawn, name)
    asked = {key for words, keys in _PARTS if re.search(rf"\b(?:{words})\b", text) for key in keys}
    if asked and not any(item.name in asked for items in shared.values() for item in items):
        page.say("What is asked for is no part of its own in the figures of this design.")
    for whole, items in shared.items():
        for item in items:
            if item.name in asked:
                line, share = _part(page, drawn, labels, drawn.figures[whole], item)
                page.say(f"{line}; that is {share} of {_uncapped(labels.of(whole))}.")
    page.say(
        f"{labels.of(name)}: {value_and_range(figure)}, for the recommended design as a whole."
    )
    page.figures[name] = figure
    for whole, items in shared.items():
        lines = [_part(page, drawn, labels, drawn.figures[whole], item) for item in items]
        title = _LABELS.get(whole) or labels.of(whole)
        page.section(f"{title} is made of", (f"{line}, {share} of it" for line, share in lines))
    page.open(name, figure)
    for metric in metrics or ("carbon",):
        page.support(METRIC_CARDS.get(metric, ()))
    return name


def _uncapped(label: str) -> str:
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def _shared(drawn: Drawn, name: str) -> dict[str, list[Figure]]:
    """The sums under a figure by name, with their parts; carbon by both ways, and its energy."""
    under = dict.fromkeys((name, *(_CARBON if name.startswith("carbon") else ())))
    sums = {
        whole.name: whole
        for key in under
        if key in drawn.figures
        for whole in _sums(drawn.figures[key])
    }
    return {key: _summands(whole) for key, whole in sums.items()}


def _name(advice: Advice, metrics: Sequence[str]) -> str:
    metric = next((item for item in metrics if item in SPREAD), "carbon")
    if metric in {"carbon", "embodied"}:
        return advice.carbon_figure
    return FIGURES[metric][0]


def _sums(figure: Figure) -> Iterator[Figure]:
    """The sums under a figure from the top, as far as each is the greater part of the last."""
    waiting: Figure | None = figure
    while waiting is not None:
        found = _summands(waiting)
        if len(found) > 1:
            yield waiting
        waiting = max(found, key=lambda item: item.value or 0.0, default=None)


def _summands(figure: Figure) -> list[Figure]:
    """Figures that add up to this one, or the one of its kind that it is scaled from."""
    unit = figure.unit.removesuffix("/year")
    found = [
        item
        for item in figure.inputs
        if isinstance(item, Figure)
        and item.value is not None
        and item.unit.removesuffix("/year") == unit
    ]
    total = sum(item.value or 0.0 for item in found)
    whole = figure.value or 0.0
    adds = abs(total - whole) <= _SUMS * abs(whole)
    return found if len(found) == 1 or adds else []


def _part(page: Page, drawn: Drawn, labels: Labels, whole: Figure, item: Figure) -> tuple[str, str]:
    """A part with its amount, and its share."""
    share = share_of(drawn, whole, item)
    page.figures[item.name] = item
    page.figures[share.name] = share
    label = _LABELS.get(item.name) or labels.of(item.name)
    return f"{label}: {value_and_range(item)}", value_and_range(share)


def share_of(drawn: Drawn, whole: Figure, item: Figure) -> Figure:
    """A part of a sum in percent, its range from the draws of both."""
    value = 100.0 * (item.value or 0.0) / whole.value if whole.value else 0.0
    mine, all_ = drawn.draws[item.name], drawn.draws[whole.name]
    shares = 100.0 * np.divide(mine, all_, out=np.zeros_like(mine), where=all_ != 0.0)
    ((value, low, high),) = bands(np.concatenate(([value], shares))[None, :])
    formula = Formula(
        "tell_whole.share",
        f"share [%] = {item.name.replace('_', ' ')} ÷ {whole.name.replace('_', ' ')} × 100",
    )
    return Figure(
        f"{item.name}_share_of_{whole.name}", value, low, high, "%", formula, (item, whole)
    )


def sources(page: Page, advice: Advice) -> None:
    """Titles of everything under the five figures."""
    keys = dict.fromkeys(key for name in CORE for key in advice.totals[name].sources)
    known = [page.facts.sources[key] for key in keys if key in page.facts.sources]
    page.say(f"The five figures rest on {exact(len(known))} sources, and on your own answers.")
    page.section("Sources", (f"{item.title}, {item.publisher} {item.date}" for item in known))
    page.show(advice.totals, CORE, "In figures")
    page.section("Source of one input", (_OPENED,))


def explained(page: Page, advice: Advice, metrics: Sequence[str]) -> str:
    """How a figure is computed: its formulas from the top, inputs, sources."""
    held = (item for item in metrics if set(FIGURES.get(item, ())) & set(advice.totals))
    metric = next(held, "carbon")
    names = [name for name in FIGURES[metric] if name in advice.totals]
    labels = Labels(page.facts)
    figure = advice.totals[names[0]]
    page.say(f"{labels.of(names[0])}: {value_and_range(figure)}; {figure.formula.equation}.")
    page.show(advice.totals, names, "In figures")
    below = [item for item in figure.parts() if isinstance(item, Figure)]
    page.section(
        "The formulas under it",
        (
            f"{labels.of(item.name)}, {value_and_range(item)}: {item.formula.equation}"
            for item in below[:FORMULAS]
        ),
    )
    page.open(names[0], figure)
    page.section("Where to see all of it", (_OPENED,))
    page.support(METRIC_CARDS.get(metric, ()))
    return names[0]


def _ends(figure: Figure) -> str:
    """The two ends of a range in words."""
    value, low, high = figure.numbers
    factor, unit = scaled(value, figure.unit, high)
    low_said, high_said = (
        with_unit(number(end * factor, digits_of(figure)), unit) for end in (low, high)
    )
    return f"{high_said} at the upper end, {low_said} at the lower one"


def ranges(page: Page, advice: Advice, metrics: Sequence[str]) -> None:
    """How wide the figures are; one that is asked for first."""
    asked = [name for metric in metrics for name in FIGURES.get(metric, ())]
    names = [name for name in (*asked, *CORE) if name in advice.totals]
    names = list(dict.fromkeys(names))
    labels = Labels(page.facts)
    if asked and (first := advice.totals[names[0]]).value is not None:
        page.say(f"{labels.of(names[0])}: {_ends(first)}.")
    page.say(
        "In nine of ten draws of all uncertain inputs the figures lie within the range in "
        "brackets, between the 5th and the 95th percentile."
    )
    page.show(advice.totals, names, "In figures")
    held = [f"{item.title}: {item.confidence}" for item in advice.decisions]
    page.section("How sure each decision is in spite of it", held)
    lead = advice.totals.get(names[0])
    if lead is not None:
        page.open(lead.name, lead, title=labels.of(lead.name))
    page.support(("measure-energy-not-given",))
