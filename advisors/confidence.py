"""How sure it is that no other option would win; a wide range is said beside that."""

from dataclasses import dataclass
from typing import Literal

from advisors.criteria import LOCATION
from advisors.desk import Desk
from advisors.format import in_draws
from advisors.workload_assumptions import ends_of
from estimators.figure import Figure
from estimators.graph import FloatArray
from estimators.ledger import Outcome
from estimators.uncertainty import shares

Confidence = Literal["high", "medium", "low"]
WIDE = 10.0
"""High over low of a carbon figure from which on confidence is low, if it may reach the rival."""
NEARLY_ALWAYS = 0.9
ALONE = "Nothing else passed the filters"
ALONE_TO_TRY = "The others are to try or to decide on first and are not ranked"


@dataclass(frozen=True, slots=True)
class Standing:
    """How the first option stands among the rest.

    Attributes:
        outcome: Its figures and their draws.
        sure: Share of common draws in which it is the better one.
        rival: Whether the next one has a score; None when there is no next one.
        to_try: Without a next one: whether there are options that are to be tried first.
    """

    outcome: Outcome
    sure: float
    rival: bool | None
    to_try: bool


def confidence_of(desk: Desk, standing: Standing | None, doubt: str) -> tuple[Confidence, str]:
    """How sure a decision is, and why.

    Args:
        desk: The advice under way.
        standing: Of its first option; None when nothing fits.
        doubt: What makes it unsure whatever the draws say; empty for nothing.
    """
    if standing is None:
        return "low", "Nothing fits, so nothing was compared."
    outcome, sure = standing.outcome, standing.sure
    carbon = outcome.figures[LOCATION]
    if carbon.value is None or not carbon.low or not carbon.high:
        return "low", "A figure of the first option is withheld."
    if doubt:
        return "low", doubt
    spread, wide = carbon.high / carbon.low, ""
    if spread > WIDE:
        moving = _most_moving(desk, carbon, outcome.draws[LOCATION])
        what = "Location-based carbon" if desk.workload.market_based else "Carbon"
        wide = f"{what} of the first option spans a factor of {spread:.0f}; {moving}."
    if standing.rival is None:
        alone = ALONE_TO_TRY if standing.to_try else ALONE
        return "medium", f"{alone}, so nothing was compared with it. {wide}".rstrip()
    if wide and not (standing.rival and sure >= NEARLY_ALWAYS):
        return "low", wide
    share = f"It comes first in {in_draws(sure)}."
    if wide:
        share = f"{share} {wide} Yet that hardly ever turns the order."
    return ("high" if sure >= NEARLY_ALWAYS else "medium"), share


def _most_moving(desk: Desk, figure: Figure, draws: FloatArray) -> str:
    """The input that moves a figure most over its draws, in words."""
    # The record is built of the advice, so its words load after the decisions.
    from advisors.record.labels import Labels

    # Kept for this advice alone: where the base keeps it, it drives out what the next one needs.
    key = ("most moving", figure.numbers)
    if key not in desk.said:
        leaves = {leaf.name: leaf for leaf in figure.leaves()}
        name = next(iter(shares(leaves.values(), draws)), None)
        labels = desk.base.once("labels", lambda: Labels(desk.facts))
        desk.said[key] = (
            f"the largest part of that is {labels.inside(name)}, {ends_of(leaves[name])}"
            if name is not None
            else "no input stands out"
        )
    return desk.said[key]
