"""Whether the design stays within a limit: by its central value, its range, and its draws."""

from collections.abc import Iterator, Sequence

from advisors.budgets import within_budget
from advisors.format import exact, value_and_range, with_unit
from advisors.options import Advice
from advisors.record.labels import Labels
from advisors.workload import Workload
from estimators.figure import Figure
from tui.inquiry.aliases import FIGURES, METRIC_CARDS
from tui.inquiry.limits import Limit
from tui.inquiry.page import CORE, Page
from tui.inquiry.tell_figures import savings
from tui.inquiry.tell_units import Drawn, per_unit
from tui.inquiry.units import Unit

_NO_LIMIT = "The design holds no limit of its own, so there is nothing to hold it against."
_WAYS = 3


def against(page: Page, advice: Advice, drawn: Drawn, limit: Limit, unit: Unit | None) -> str:
    """Hold the recommended design against a limit; returns the name of the first figure.

    Args:
        page: Written to.
        advice: Whose design.
        drawn: Its figures with their draws.
        limit: As asked for.
        unit: What the limit is for; a year when None.
    """
    names = [name for name in FIGURES[limit.metric] if name in CORE and name in drawn.figures]
    names.sort(key=lambda name: name != advice.carbon_figure)
    found = {name: drawn.figures[name] if unit is None else per_unit(drawn, name, unit)
             for name in names}  # fmt: skip
    labels = Labels(page.facts)
    said = "" if unit is None else f" per {unit.text}"
    for name, figure in found.items():
        bound = _in_unit(limit.amount, figure.unit)
        page.say(_verdict(f"{labels.of(name)}{said}", figure, bound, above=limit.above))
    page.figures |= {item.name: item for item in found.values()}
    lead = found[names[0]]
    bound = _in_unit(limit.amount, lead.unit)
    if lead.value is not None and (lead.high or 0.0) > bound:
        share = bound / lead.value if lead.value else 1.0
        yearly = share * (drawn.figures[names[0]].value or 0.0)
        page.section("What would bring it down", _ways(advice, limit.metric, yearly))
    if unit is not None:
        page.show(drawn.figures, names, "The year behind it, a mean over the horizon")
    page.open(lead.name, lead, title=f"{labels.of(names[0])}{said}")
    page.support(METRIC_CARDS.get(limit.metric, ()))
    return lead.name


def own_limits(page: Page, advice: Advice, drawn: Drawn, workload: Workload) -> None:
    """Hold the design against the limits that its own answers set."""
    limits = (
        ("carbon", workload.carbon_budget_kg_per_year),
        ("cost", workload.cost_budget_usd_per_year),
    )
    given = [Limit(metric, amount) for metric, amount in limits if amount is not None]
    if not given:
        page.say(_NO_LIMIT)
        page.section(
            "How to ask", ("with an amount: “can we stay under 5 tonnes?”, “is 2000 USD a month "
                           "enough?”; or answer the questions on a carbon or cost limit.",)
        )  # fmt: skip
        page.show(advice.totals, CORE, "The design as recommended")
    for limit in given:
        against(page, advice, drawn, limit, None)


def _verdict(label: str, figure: Figure, bound: float, *, above: bool) -> str:
    """Below, above, or open as the range reaches over the limit."""
    limit = with_unit(exact(bound), figure.unit)
    if figure.value is None or figure.low is None or figure.high is None:
        return f"That cannot be told: {label} is {value_and_range(figure)}"
    shown = f"{label}: {value_and_range(figure)}"
    yes, no = ("No", "Yes") if above else ("Yes", "No")
    if figure.high <= bound:
        return f"{yes}. {shown}; even the upper end is below {limit}."
    if figure.low > bound:
        return f"{no}. {shown}; even the lower end is above {limit}."
    if figure.value <= bound:
        shown = f"{shown}; the range reaches over {limit}"
        return f"{yes}, by the central value, but not surely. {shown}."
    return f"{no}, by the central value. {shown}; only the lower end is below {limit}."


def _in_unit(amount: float, unit: str) -> float:
    """An amount in kg, kWh, litres or USD in the unit of a figure."""
    small = unit.removesuffix("/year") in {"Wh", "g CO2e", "ml"}
    return amount * 1000.0 if small else amount


def _ways(advice: Advice, metric: str, limit: float) -> Iterator[str]:
    """What would meet a yearly limit, or save most."""
    carbon = limit if metric == "carbon" else None
    cost = limit if metric == "cost" else None
    if carbon is not None or cost is not None:
        report = within_budget(advice, carbon, cost)
        yield from report.ways[:_WAYS]
        if report.ways:
            return
    yield from _less(advice, FIGURES[metric][0] if metric != "carbon" else advice.carbon_figure)


def _less(advice: Advice, name: str) -> Sequence[str]:
    """Options that pass and have less of a figure, the least first."""
    found = sorted(savings(advice, name, None), key=lambda item: item[0])[:_WAYS]
    return [
        f"{option.label} ({decision.title.lower()}): {value_and_range(option.figures[name])} "
        f"instead of {value_and_range(chosen.figures[name])}"
        for _, decision, option, chosen in found
    ]
