"""Whether the design stays within a limit: by its central value, its range, and its draws."""

from collections.abc import Iterator, Mapping, Sequence

from advisors.budgets import COST, within_budget
from advisors.format import amount, exact, value_and_range, with_unit
from advisors.options import Advice, Option
from advisors.record.labels import Labels
from advisors.workload import Workload
from estimators.figure import Figure, Formula
from tui.inquiry.aliases import FIGURES, METRIC_CARDS
from tui.inquiry.limits import Limit
from tui.inquiry.page import CORE, Page, decision_of
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
    page.figures |= _lefts(found, limit)
    page.section(
        "What is left",
        (
            _left(labels.of(name), item, _in_unit(limit.amount, item.unit))
            for name, item in found.items()
        ),
    )
    page.figures |= {item.name: item for item in found.values()}
    lead = found[names[0]]
    bound = _in_unit(limit.amount, lead.unit)
    if lead.value is not None and (lead.high or 0.0) > bound:
        share = bound / lead.value if lead.value else 1.0
        yearly = share * (drawn.figures[names[0]].value or 0.0)
        page.section("What would bring it down", _ways(page, advice, limit.metric, yearly))
        if lead.value > bound:
            page.section("At another service level", _relaxed(advice, names[0], yearly))
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
    page.section("Held against", ("the limit that the design's own answers set.",) * bool(given))


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


def _lefts(found: Mapping[str, Figure], limit: Limit) -> dict[str, Figure]:
    """What is left to the limit of each figure that stays below it."""
    left = {}
    for name, item in found.items():
        bound = _in_unit(limit.amount, item.unit)
        if item.value is None or (item.high or 0.0) > bound:
            continue
        value, low, high = item.numbers
        formula = Formula("tell_limit.left", f"left [{item.unit}] = {exact(bound)} − {item.name}")
        left[f"left/{name}"] = Figure(
            f"{name}_left", bound - value, bound - high, bound - low, item.unit, formula, (item,)
        )
    return left


def _left(label: str, figure: Figure, bound: float) -> str:
    """What is left to the limit, or missing."""
    value, low, high = figure.numbers if figure.value is not None else (0.0, 0.0, 0.0)
    if figure.value is None or value > bound:
        return ""
    if high <= bound:
        return f"{label}: {amount(bound - value, bound - high, bound - low, figure.unit)}."
    left, over = (with_unit(exact(item, 2), figure.unit) for item in (bound - value, high - bound))
    return f"{label}: {left} by the central value; at the upper end it is {over} too much."


def _in_unit(amount: float, unit: str) -> float:
    """An amount in kg, kWh, litres or USD in the unit of a figure."""
    small = unit.removesuffix("/year") in {"Wh", "g CO2e", "ml"}
    return amount * 1000.0 if small else amount


def _ways(page: Page, advice: Advice, metric: str, limit: float) -> Sequence[str]:
    """What would meet a yearly limit, or save most; every design is searched where none does."""
    carbon = limit if metric == "carbon" else None
    cost = limit if metric == "cost" else None
    if carbon is not None or cost is not None:
        report = page.further(within_budget(advice, carbon, cost))
        if report.swept and not report.possible:
            what = Labels(page.facts).of(advice.carbon_figure if carbon is not None else COST)
            page.say(
                f"No design that your answers leave open holds {what} at that; all were searched."
            )
        if report.ways:
            return report.ways if report.swept else report.ways[:_WAYS]
    return list(_less(advice, FIGURES[metric][0] if metric != "carbon" else advice.carbon_figure))


def _relaxed(advice: Advice, name: str, limit: float) -> Iterator[str]:
    """Prices of less service that stay within a yearly limit, with what is given up."""
    decision = decision_of(advice, "inference")
    for option in decision.options if decision is not None else ():
        figure = option.figures.get(name)
        value = figure.value if figure is not None else None
        if figure is not None and value is not None and value <= limit and _less_service(option):
            lost = next((line for line in option.reasons if line.startswith("Given up")), "")
            yield f"{option.label}: {value_and_range(figure)}. {lost}".rstrip()


def _less_service(option: Option) -> bool:
    return option.id.startswith("relaxed")


def _less(advice: Advice, name: str) -> Sequence[str]:
    """Options that pass and have less of a figure, the least first."""
    found = sorted(savings(advice, name, None), key=lambda item: item[0])[:_WAYS]
    return [
        f"{option.label} ({decision.title.lower()}): {value_and_range(option.figures[name])} "
        f"instead of {value_and_range(chosen.figures[name])}"
        for _, decision, option, chosen in found
    ]
