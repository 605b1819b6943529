"""What moves the answer and what would turn it, as plain values."""

from dataclasses import asdict, dataclass
from typing import Literal

Kind = Literal["answer", "fact", "assumption"]


@dataclass(frozen=True)
class Mover:
    """One input in a tornado.

    Attributes:
        name: Machine name of the input; the id of the question for an answer.
        label: In words.
        kind: Answer of the architect, fact, or what stands in for one.
        value, low, high: The input, central and at its P5 and P95.
        at_low, at_high: The figure with this input at its ends, all others central.
        correlation: Rank correlation with the figure over all draws, -1 to 1.
        share: Squared correlation over the sum of squares.
    """

    name: str
    label: str
    kind: Kind
    value: float
    low: float
    high: float
    unit: str
    at_low: float
    at_high: float
    correlation: float
    share: float


@dataclass(frozen=True)
class Tornado:
    """What moves one figure of the recommended design, the most influential first.

    Attributes:
        low, high: P5 and P95 over all draws.
    """

    figure: str
    label: str
    value: float
    low: float
    high: float
    unit: str
    movers: tuple[Mover, ...]


@dataclass(frozen=True)
class FlipPoint:
    """The smallest change of one input at which another option comes first.

    Attributes:
        criterion: What ranks: `weighted` for all criteria by the architect's weights, else one.
        value: The input there.
        factor: That over the central value.
        now, low, high: The input, central and at its P5 and P95.
        likely: Whether the value lies within that range.
        resized: Whether machines and batches were chosen anew at the changed value; if not, they
            are those of the central case, and only the number of replicas follows.
        key: Question to answer so, or fact to override; empty where it is neither.
        instead: What comes first there.
        words: All of it as one clause.
    """

    name: str
    label: str
    kind: Kind
    criterion: str
    value: float
    factor: float
    unit: str
    now: float
    low: float
    high: float
    likely: bool
    resized: bool
    key: str
    instead: str
    words: str

    @property
    def certain(self) -> bool:
        """Whether the input is taken as certain, so that it has no range to lie in or beyond."""
        return self.low == self.high


@dataclass(frozen=True)
class RivalNote:
    """The nearest option that differs in one decision.

    Attributes:
        decisions: Decisions in which it would be the other choice.
        id: Id of its option in the first of them.
        label: The option.
        design: The whole design in one clause.
        wins: Share of common draws in which the recommended design is the better one.
        gap: How much worse it is, as a fraction of a weighted criterion.
        clear: The advice's own verdict on those decisions.
        why: Why the verdict is so.
        better: Criteria on which it is better as things stand.
        flips: By the weights, nearest first.
        by_criterion: The nearest flip on each single criterion.
    """

    decisions: tuple[str, ...]
    id: str
    label: str
    design: str
    wins: float
    gap: float
    clear: bool
    why: str
    better: tuple[str, ...]
    flips: tuple[FlipPoint, ...]
    by_criterion: tuple[FlipPoint, ...]


@dataclass(frozen=True)
class Influence:
    """What an assumed answer does to the result, tried at its ends or other choices.

    Attributes:
        tried: Whether all of them were tried; searches are limited for one design.
        turns: Whether one of them changes what is recommended.
        carbon_low, carbon_high: Least and greatest yearly carbon met; None where none is known.
        effect: Natural logarithm of their ratio.
        instead: What is recommended where it turns.
    """

    question: str
    tried: bool
    turns: bool
    carbon_low: float | None
    carbon_high: float | None
    effect: float
    instead: str = ""


@dataclass(frozen=True)
class Sensitivity:
    """How firmly a recommendation stands.

    Attributes:
        design_digest: SHA-256 of the canonical answers.
        recommended: The design in one clause; empty when nothing fits.
        draws: Number of common draws.
        first_of_all: Share of draws in which no rival is better.
        clear: Whether every decision with a rival has a clear winner in the advice.
        tornadoes: Carbon by the method that ranks, cost, water, energy.
        rivals: Nearest first.
        answers: Answers at which another design is recommended, machines chosen anew.
        influences: Assumed answers, the one that moves the result most first.
        notes: What was held fixed.
    """

    design_digest: str
    recommended: str
    draws: int
    first_of_all: float | None
    clear: bool
    tornadoes: tuple[Tornado, ...]
    rivals: tuple[RivalNote, ...]
    answers: tuple[FlipPoint, ...]
    influences: tuple[Influence, ...]
    notes: tuple[str, ...]

    @property
    def flips(self) -> tuple[FlipPoint, ...]:
        """The nearest flip of each input by the weights; those beyond a range come last."""
        nearest: dict[str, FlipPoint] = {}
        for item in (*self.answers, *(flip for rival in self.rivals for flip in rival.flips)):
            kept = nearest.get(item.label)
            if kept is None or (not kept.resized and _distance(item) < _distance(kept)):
                nearest[item.label] = item
        return tuple(sorted(nearest.values(), key=_order))


def sensitivity_as_dict(found: Sensitivity) -> dict[str, object]:
    """As plain values for JSON, with the nearest flip of each input."""
    return asdict(found) | {"flips": [asdict(item) for item in found.flips]}


def _order(item: FlipPoint) -> tuple[bool, float]:
    return not (item.likely or item.certain), _distance(item)


def _distance(item: FlipPoint) -> float:
    return max(item.factor, 1.0 / item.factor) if item.factor > 0 else float("inf")
