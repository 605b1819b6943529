"""Two designs side by side: neither is the change of the other."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from advisors.format import number, value_and_range
from advisors.questions.names import heading
from advisors.what_if import tie

if TYPE_CHECKING:
    from advisors.options import Decision
    from advisors.what_if import Difference

FIGURES = {
    "energy_kwh_per_year": "Energy",
    "carbon_location_kg_per_year": "Carbon, location-based",
    "carbon_market_kg_per_year": "Carbon, market-based",
    "water_l_per_year": "Water",
    "cost_usd_per_year": "Cost",
    "wh_per_request": "Energy of a request",
}
LEAST = 0.5
"""Ratio below which the other way round reads better: A is 139,000 times B."""


def beside(
    found: "Difference", names: tuple[str, str], answers: Mapping[str, tuple[str, str]]
) -> Iterator[str]:
    """Lines on two designs: where their answers, figures and decisions differ.

    Args:
        found: The second held against the first.
        names: What the designs are called.
        answers: Questions that they answer otherwise, with both answers in words.
    """
    yield f"A  {names[0]}"
    yield f"B  {names[1]}"
    yield ""
    yield from _answers(answers)
    yield ""
    for item in found.moved:
        ratio = "" if item.ratio is None else f": {times(item.ratio)}"
        yield f"{FIGURES.get(item.name, item.name)}{ratio}"
        yield f"    A  {value_and_range(item.before)}"
        yield f"    B  {value_and_range(item.after)}"
    if not found.moved:
        yield "All figures are the same."
    yield from _decisions(found)


def times(ratio: float) -> str:
    """How many times the smaller one the larger is, from a half on; B over A is given."""
    if 0.0 < ratio < LEAST:
        return f"A is {number(1.0 / ratio)} times B"
    return f"B is {number(ratio)} times A"


def _answers(answers: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    if not answers:
        yield "The answers are the same."
        return
    yield "Answers that differ (A | B)"
    yield from (
        f"    {heading(key)}: {first} | {second}" for key, (first, second) in answers.items()
    )


def _decisions(found: "Difference") -> Iterator[str]:
    before: dict[str, Decision] = {item.id: item for item in found.before.decisions}
    after: dict[str, Decision] = {item.id: item for item in found.after.decisions}
    for turned in found.turned:
        first, second = before[turned.decision], after[turned.decision]
        yield f"\n{turned.title}"
        yield f"    A  {_chosen(first)}"
        yield f"    B  {_chosen(second)}"
        yield from (f"    {line}" for line in (_why(first, second, "B"), _why(second, first, "A")))
    if not found.turned:
        yield "\nBoth come to the same decisions."


def _chosen(decision: "Decision") -> str:
    return decision.chosen.label if decision.chosen is not None else "nothing fits"


def _why(mine: "Decision", other: "Decision", name: str) -> str:
    """What the first option of one design is in the other."""
    here, there = mine.chosen, other.chosen
    if here is None:
        return f"In {name} something fits: {_chosen(other)}."
    fallen = next((item for item in other.exclusions if item.id == here.id), None)
    if fallen is not None:
        return f"In {name} {here.label} falls out: {fallen.reason}"
    if there is None:
        return f"In {name} nothing fits; its exclusions say why."
    still = next((item for item in other.options if item.id == here.id), None)
    if still is None:
        return f"In {name} {here.label} is not among the best."
    against = next((line for line in still.reasons if line.startswith("Against the best")), "")
    said = (f"In {name} {here.label} comes after {there.label}.", against, tie(other, here.id))
    return " ".join(part for part in said if part)
