"""The recommended design against its rivals: shares of common draws, and what would flip them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

import numpy as np

from advisors.desk import Desk
from advisors.options import Advice, DecisionId
from advisors.questions import QUESTIONS
from advisors.sensitivity.answers import FOLLOWED
from advisors.sensitivity.entrants import Entrant, carbon_name
from advisors.sensitivity.model import FlipPoint, RivalNote
from advisors.sensitivity.naming import Names, clause
from advisors.weights import CRITERIA, SURE, Criteria, score
from estimators.flips import Bench, Rank, Turn
from estimators.graph import FloatArray

WEIGHTED = "weighted"
SINGLE = ("carbon", "water", "cost")
FIGURE_OF: Mapping[str, str] = {"water": "water_l_per_year", "cost": "cost_usd_per_year"}
PHYSICAL: Mapping[str, tuple[float, float]] = {
    "pue": (1.0, 10.0),
    "peak_factor": (1.0, 24.0),
    "growth_per_year": (-0.9, 10.0),
    "horizon_years": (0.25, 30.0),
    "price_fraction": (0.01, 1.0),
    "embodied_active_share": (0.01, 1.0),
    "instance_availability": (0.5, 1.0),
    "availability": (0.5, 0.999999),
}
"""What an input can be at all, beside the limits of its question."""


def limits() -> dict[str, tuple[float, float]]:
    """Least and greatest possible value by name: physics, and what a question accepts."""
    found = {
        item.id: (
            (-np.inf if item.minimum is None else item.minimum) * _scale(item.kind),
            (np.inf if item.maximum is None else item.maximum) * _scale(item.kind),
        )
        for item in QUESTIONS
        if item.numeric
    }
    return found | dict(PHYSICAL)


def ranks_of(desk: Desk, entrants: Sequence[Entrant]) -> dict[str, Rank]:
    """What ranks: the weighted score, and each criterion that a figure gives."""

    def criteria(figures: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
        names = {"carbon": carbon_name(desk, figures), **FIGURE_OF}
        unknown = np.full(_shape(figures), np.nan)  # a withheld figure has as many points as others
        return {key: figures.get(name, unknown) for key, name in names.items()}

    def weighted(place: int, figures: Mapping[str, FloatArray]) -> FloatArray:
        item = entrants[place]
        fixed = {
            "latency": np.asarray(item.latency_ms),
            "effort": np.asarray(item.effort_weeks),
        }
        return score(Criteria(**criteria(figures), **fixed), desk.judge.weights)

    def single(key: str) -> Rank:
        return lambda _, figures: criteria(figures)[key]

    return {WEIGHTED: weighted} | {key: single(key) for key in SINGLE}


def _shape(figures: Mapping[str, FloatArray]) -> tuple[int, ...]:
    return np.broadcast_shapes(*(np.shape(item) for item in figures.values()))


def winning(
    rank: Rank, drawn: Sequence[Mapping[str, FloatArray]]
) -> tuple[tuple[float, ...], float]:
    """Share of draws in which the first beats each other one, and all of them; ties count half."""
    scores = [rank(place, figures) for place, figures in enumerate(drawn)]
    own = scores[0]
    shares = tuple(float(np.mean((own < s) + 0.5 * (own == s))) for s in scores[1:])
    if not shares:
        return (), 1.0
    return shares, float(np.mean(own <= np.min(np.stack(scores[1:]), axis=0)))


@dataclass(frozen=True)
class Contest:
    """The recommended design and its rivals, on one bench.

    Attributes:
        tried: Least and greatest value by answer that new searches decide upon.
    """

    desk: Desk
    advice: Advice
    entrants: Sequence[Entrant]
    bench: Bench
    tried: Mapping[str, tuple[float, float]]

    @cached_property
    def names(self) -> Names:
        """Words for the levers."""
        return Names(self.desk)

    @cached_property
    def ranks(self) -> dict[str, Rank]:
        """What ranks."""
        return ranks_of(self.desk, self.entrants)

    def note(self, place: int, share: float) -> RivalNote:
        """One rival with its flips and the advice's own verdict.

        Args:
            place: Its number among the entrants.
            share: Share of common draws in which the recommended design is better.
        """
        item, better = self.entrants[place], self._better(place)
        single = (self._points(key, place)[:1] for key in SINGLE if key not in better)
        clear, why = _verdict(self.advice, item.decisions, share)
        return RivalNote(
            decisions=item.decisions,
            id=item.id,
            label=_label(self.advice, item),
            design=item.design,
            wins=share,
            gap=item.score - self.entrants[0].score,
            clear=clear,
            why=why,
            better=better,
            flips=self._points(WEIGHTED, place),
            by_criterion=tuple(point for points in single for point in points),
        )

    def _points(self, criterion: str, place: int) -> tuple[FlipPoint, ...]:
        """Flips by one criterion that the graphs can be believed on, nearest first."""
        turns = self.bench.turns(self.ranks[criterion], place)
        found = (self._point(criterion, turn, place) for turn in turns)
        return tuple(point for point in found if _followed(point, self.tried))

    def _better(self, place: int) -> tuple[str, ...]:
        """Criteria on which a rival is better as things stand."""
        own, other = (self._central(number) for number in (0, place))
        return tuple(key for key in CRITERIA if other[key] < own[key])

    def _central(self, place: int) -> dict[str, float]:
        item = self.entrants[place]
        figures = item.contender.evaluate({})
        found = {key: float(np.ravel(self.ranks[key](place, figures))[0]) for key in SINGLE}
        return found | {"latency": item.latency_ms, "effort": item.effort_weeks}

    def _point(self, criterion: str, turn: Turn, place: int) -> FlipPoint:
        names, lever = self.names, turn.lever
        item = names.shown((*lever.members[0], *lever.members[place])[0])
        value = item.value * turn.factor
        first, rival = self.entrants[0], self.entrants[place]
        label = names.between(lever, first, rival, place)
        machine = (first if lever.members[0] else rival).machine
        return FlipPoint(
            name=item.name,
            label=label,
            kind=names.kind(lever),
            criterion=criterion,
            value=value,
            factor=turn.factor,
            unit=item.unit,
            now=item.value,
            low=item.low,
            high=item.high,
            likely=item.low <= value <= item.high,
            resized=False,
            key=names.key(lever, machine),
            instead=rival.design,
            words=clause(label, item, value),
        )


def _followed(flip: FlipPoint, tried: Mapping[str, tuple[float, float]]) -> bool:
    """Whether a graph is to be believed: not on answers that size, nor where a search was made."""
    if flip.kind != "answer":
        return True
    if flip.name not in FOLLOWED:
        return False
    low, high = tried.get(flip.name, (inf, -inf))
    return not low <= flip.value <= high


def _verdict(advice: Advice, decisions: Sequence[DecisionId], share: float) -> tuple[bool, str]:
    """The advice's verdict on the decisions in question, and how the draws stand to it."""
    taken = [advice.decision(name) for name in decisions]
    open_ones = [item for item in taken if not item.clear]
    if open_ones:
        return False, open_ones[0].confidence_reason
    won = f"It is the better one in {share:.1%} of the joint draws of all uncertain inputs"
    if share < SURE:
        return True, f"{won}, at the line of {SURE:.0%} that the advice draws with fewer of them."
    return True, f"{won}."


def _label(advice: Advice, item: Entrant) -> str:
    options = advice.decision(item.decisions[0]).options
    return next((option.label for option in options if option.id == item.id), item.id)


def _scale(kind: str) -> float:
    return 0.01 if kind == "percent" else 1.0
