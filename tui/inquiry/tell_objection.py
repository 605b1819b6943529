"""An objection met: why the option that it speaks for lost, and what its argument weighs here."""

import re
from collections.abc import Iterator, Mapping

from advisors.options import Advice, Exclusion, Option
from advisors.weights import said_of
from advisors.workload import Workload
from estimators.figure import Figure
from tui.inquiry.page import CORE, Page, changes_it, find, title_of
from tui.inquiry.tell_against import against
from tui.inquiry.tell_contrast import Pair, because
from tui.inquiry.tell_options import (
    place_of,
    side_of,
    unlocks_of,
)
from tui.inquiry.tell_sites import sites_beside

_NEAR = (
    r"near\w*|close\w*|corner|next door|down the road|people|users?|customers?|staff|team|offices?|"
    r"colleagues|clients|local|headquarters|home|based|sits?|lives?|live"
)
_ARGUMENTS: Mapping[str, str] = {
    "cost": r"cheap\w*|costs? less|lower costs?|saves?|price\w*",
    "carbon": r"green\w*|clean\w*|less carbon|lower carbon|fewer emissions",
    "water": r"less water|thirst\w*",
    "latency": r"fast\w*|quick\w*|latency",
    "effort": r"know\w*|experience\w*|skills?|easier|simpler",
}
"""Words of an argument, by the criterion that it is one of."""
_NETWORK = "of network"


def objection(page: Page, advice: Advice, workload: Workload, pair: Pair) -> str:
    """Why an option lost although something speaks for it; returns its id.

    Args:
        page: Written to.
        advice: On the design.
        workload: Its weights.
        pair: The one that lost and the chosen one.
    """
    decision = pair.decision
    loser, chosen = find(decision, pair.mine), decision.chosen
    if chosen is None or loser is None:
        return ""
    if isinstance(loser, Exclusion):
        page.say(f"{loser.label} is out, before anything is weighed: {loser.reason}")
    else:
        page.say(
            f"{loser.label} passes, and stands {place_of(decision, loser.id)}behind "
            f"{chosen.label} for {title_of(decision)}. {against(loser, chosen)}".rstrip()
        )
    for line in _met(workload, pair, loser, chosen):
        page.say(line)
    if isinstance(loser, Option):
        _outranked(page, advice, workload, loser, chosen)
        page.beside(side_of(loser), side_of(chosen), CORE)
        page.section(loser.label, (*loser.reasons, *loser.notes))
    else:
        sites_beside(page, decision, [loser])
        page.section("What would lift the reason", unlocks_of([loser]))
    page.support(loser.cards)
    page.section(f"Why {chosen.label}", (*chosen.reasons, decision.rule))
    if isinstance(loser, Exclusion):
        page.show(chosen.figures, CORE, f"{chosen.label}, in figures")
    changes_it(page, decision)
    page.support((*chosen.cards, *decision.cards))
    return loser.id


def _outranked(
    page: Page, advice: Advice, workload: Workload, loser: Option, chosen: Option
) -> None:
    """The weights, and what makes the figure in which it loses by most."""
    page.say(f"Your weights: {said_of(workload)}.")
    worst = _worst(advice, workload, loser, chosen)
    if worst:
        page.say(because(page, loser, chosen, worst))


def _worst(advice: Advice, workload: Workload, loser: Option, chosen: Option) -> str:
    """The weighed figure by which it loses most; empty where it loses by none."""
    weighed = {
        advice.carbon_figure: workload.carbon_weight,
        "water_l_per_year": workload.water_weight,
        "cost_usd_per_year": workload.cost_weight,
    }
    ratios = {
        name: weight * (one / two - 1.0)
        for name, weight in weighed.items()
        if (one := _value(loser.figures, name)) and (two := _value(chosen.figures, name))
    }
    worst = max(ratios, key=lambda name: ratios[name], default="")
    return worst if worst and ratios[worst] > 0.0 else ""


def _met(
    workload: Workload, pair: Pair, loser: Option | Exclusion, chosen: Option
) -> Iterator[str]:
    """What the argument of the objection weighs in this design."""
    text = pair.text
    if pair.decision.id == "region" and re.search(rf"\b(?:{_NEAR})\b", text):
        yield _near(workload, loser, chosen)
        return
    if re.search(r"\bless (?:power|energy|electricity)\b", text):
        yield (
            "Energy is no criterion of its own: it counts by its carbon, its water and its cost."
        )
    if pair.decision.id == "silicon" and re.search(r"\b(?:own|already|bought)\b", text):
        yield "What is bought already counts for nothing: cost is by the list prices of the cloud."
    for criterion, words in _ARGUMENTS.items():
        if not re.search(rf"\b(?:{words})\b", text):
            continue
        weight = _weight(workload, criterion)
        counts = f"{criterion} counts for {weight:.0%} of the weights"
        if isinstance(loser, Exclusion):
            yield f"{counts.capitalize()}, among what passes; it did not come to that."
        else:
            yield f"{counts.capitalize()} here; the least weighted sum of all criteria comes first."


def _near(workload: Workload, loser: Option | Exclusion, chosen: Option) -> str:
    """Nearness counts as latency, where anyone waits."""
    network = [
        f"{label}: {line.rstrip('.')}"
        for label, line in (
            *((loser.label, line) for line in getattr(loser, "reasons", ())),
            *((chosen.label, line) for line in chosen.reasons),
        )
        if _NETWORK in line
    ]
    far = f" {'; '.join(network)}." if network else ""
    weight = _weight(workload, "latency")
    if weight == 0.0:
        waits = "; nobody waits for the answers" if workload.async_share.value >= 1.0 else ""
        return f"Being near counts as latency alone, and that weighs nothing here{waits}.{far}"
    among = ", among what passes" if isinstance(loser, Exclusion) else ""
    return f"Being near counts as latency, {weight:.0%} of the weights{among}.{far}"


def _weight(workload: Workload, criterion: str) -> float:
    waiting = 1.0 - workload.async_share.value if criterion == "latency" else 1.0
    return waiting * float(getattr(workload, f"{criterion}_weight"))


def _value(figures: Mapping[str, Figure], name: str) -> float:
    figure = figures.get(name)
    return 0.0 if figure is None or figure.value is None else figure.value
