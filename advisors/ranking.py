"""From measured options to a decision: order, clarity, flips, confidence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Literal

import numpy as np

from advisors.desk import Desk, Measured
from advisors.options import Decision, DecisionId, Exclusion, Option
from advisors.weights import CLOSE, CRITERIA, SURE, Criteria, said, score
from estimators.figure import Figure
from estimators.graph import Outcome

FIGURE_OF: Mapping[str, str] = {
    "water": "water_l_per_year",
    "cost": "cost_usd_per_year",
}
Confidence = Literal["high", "medium", "low"]
WIDE = 10.0
"""High over low of a carbon figure from which on confidence is low."""


@dataclass(frozen=True)
class Rated:
    """An option with what ranks it.

    Attributes:
        score: Weighted sum of logarithms, lower is better.
        criteria: Central values of the criteria.
        draws: Score in common draws; empty when a figure is withheld.
    """

    option: Option
    measured: Measured | None
    score: float
    criteria: Mapping[str, float]
    draws: np.ndarray


@dataclass(frozen=True)
class Head:
    """What a decision is called and asked."""

    id: DecisionId
    title: str
    question: str


def rate(desk: Desk, option: Option, measured: Measured) -> Rated:
    """An option with its score and the draws behind it."""
    central = criteria_of(desk, measured)
    drawn = _drawn(desk, measured.outcome, central)
    return Rated(option, measured, _score(desk, central), central, drawn)


def criteria_of(desk: Desk, measured: Measured) -> dict[str, float]:
    """Central value of each criterion; NaN where it is withheld."""
    figures = measured.outcome.figures
    names = {"carbon": carbon_name(desk, measured.outcome), **FIGURE_OF}
    found = {key: _value(figures[name]) for key, name in names.items()}
    return found | {"latency": measured.latency_ms, "effort": measured.effort_weeks}


def carbon_name(desk: Desk, outcome: Outcome) -> str:
    """Carbon figure that ranks; the grid average where nobody claims a contract."""
    market = "carbon_market_kg_per_year"
    if desk.workload.market_based and outcome.figures[market].value is not None:
        return market
    return "carbon_location_kg_per_year"


def decide(
    desk: Desk,
    head: Head,
    rated: Sequence[Rated],
    exclusions: Iterable[Exclusion],
    *,
    cards: Sequence[str],
    trace: Sequence[str],
    rule: str = "",
    flips: Sequence[str] = (),
    first: str = "",
    rivals: Sequence[str] = (),
    unranked: Sequence[Option] = (),
    confidence: tuple[Confidence, str] | None = None,
) -> Decision:
    """Options in order, with what makes the order sure or not.

    Args:
        desk: Weights.
        head: Decision.
        rated: Options to rank; those with a withheld criterion come last.
        exclusions: What fell out.
        cards: Guidance behind the decision as a whole.
        trace: Rules that fired.
        rule: What ranked them; the weights when empty.
        flips: Conditions known to the advisor, before the computed ones.
        first: Id of the option that comes first whatever its score, by the rule.
        rivals: Ids that the best design as a whole may turn to within the margin.
        unranked: Options without figures that rank them, shown last.
        confidence: Instead of the one that follows from the figures.
    """
    order = sorted(rated, key=lambda item: _key(item, first))
    options = (*(item.option for item in order), *unranked)
    pair = order[:2]
    sure = _sure(pair)
    forced = bool(first) and bool(order) and order[0].option.id == first
    clear = forced or len(pair) < 2 or (sure >= SURE and _gap(pair) >= CLOSE)
    others = [name for name in rivals if options and name != options[0].id]
    known = {option.id for option in options}
    clear = clear and not any(name in known for name in others)
    found = confidence or _confidence(order, sure, clear=clear)
    return Decision(
        id=head.id,
        title=head.title,
        question=head.question,
        rule=rule or f"Least weighted sum of the criteria, in logarithms: {said(desk.weights)}.",
        options=options,
        exclusions=tuple(exclusions),
        cards=tuple(cards),
        trace=(*trace, *_scores(order)),
        clear=clear,
        flips=(*flips, *(_flips(desk, pair) if not forced else ())),
        confidence=found[0],
        confidence_reason=found[1],
        close=_close(order),
    )


def against(best: Rated, other: Rated) -> str:
    """What an option costs against the best, in words."""
    parts = []
    for name in CRITERIA:
        a, b = best.criteria[name], other.criteria[name]
        if np.isfinite(a) and np.isfinite(b) and a > 0 and b > 0 and abs(b / a - 1.0) >= 0.01:
            parts.append(f"{name} {_times(b / a)}")
    return f"Against the best: {', '.join(parts)}." if parts else "Equal to the best in figures."


def _times(ratio: float) -> str:
    if ratio >= 2.0:
        return f"x {ratio:.3g}"
    return f"{(ratio - 1.0) * 100.0:+.0f} %"


def _value(figure: Figure) -> float:
    return float("nan") if figure.value is None else figure.value


def _score(desk: Desk, central: Mapping[str, float]) -> float:
    values = {name: np.asarray(central[name]) for name in CRITERIA}
    return float(score(Criteria(**values), desk.weights)[0])


def _drawn(desk: Desk, outcome: Outcome, central: Mapping[str, float]) -> np.ndarray:
    names = {"carbon": carbon_name(desk, outcome), **FIGURE_OF}
    if any(name not in outcome.draws for name in names.values()):
        return np.zeros(0)
    values = {key: outcome.draws[name] for key, name in names.items()}
    fixed = {key: np.asarray(central[key]) for key in ("latency", "effort")}
    return score(Criteria(**values, **fixed), desk.weights)


def _key(item: Rated, first: str) -> tuple[bool, bool, float, str]:
    unknown = not np.isfinite(item.score)
    return (item.option.id != first, unknown, 0.0 if unknown else item.score, item.option.id)


def _sure(pair: Sequence[Rated]) -> float:
    """Share of common draws in which the first is better."""
    if len(pair) < 2 or not np.isfinite(pair[1].score):
        return 1.0
    a, b = pair[0].draws, pair[1].draws
    if not a.size or not b.size:
        return 0.5
    return float(np.mean((a < b) + 0.5 * (a == b)))


def _gap(pair: Sequence[Rated]) -> float:
    return pair[1].score - pair[0].score if np.isfinite(pair[1].score) else float("inf")


def _close(order: Sequence[Rated]) -> tuple[str, ...]:
    """Options that cannot be told from the one before them."""
    return tuple(
        b.option.id
        for a, b in zip(order, order[1:], strict=False)
        if np.isfinite(b.score) and b.score - a.score < CLOSE
    )


def _scores(order: Sequence[Rated]) -> tuple[str, ...]:
    """The scores as distances from the best, in percent of a weighted criterion."""
    ranked = [item for item in order if np.isfinite(item.score)]
    if not ranked:
        return ()
    least = min(item.score for item in ranked)
    shown = (f"{item.option.id} {exp(item.score - least):.3g}" for item in ranked[:6])
    return (f"weighted factor over the best: {', '.join(shown)}",)


def _flips(desk: Desk, pair: Sequence[Rated]) -> tuple[str, ...]:
    """Weights at which the second would come first."""
    if len(pair) < 2 or not np.isfinite(pair[1].score):
        return ()
    gains = {
        name: float(np.log(pair[0].criteria[name]) - np.log(pair[1].criteria[name]))
        for name in CRITERIA
        if pair[0].criteria[name] > 0 and pair[1].criteria[name] > 0
    }
    found = []
    for name, gain in gains.items():
        own = desk.weights[name]
        if gain <= 0 or own >= 1.0:
            continue
        rest = sum(desk.weights[k] * v for k, v in gains.items() if k != name) / (1.0 - own)
        needed = -rest / (gain - rest)
        if own < needed < 1.0:
            found.append(
                f"{name} weighed {needed:.0%} instead of {own:.0%}: "
                f"{pair[1].option.label} would come first"
            )
    return tuple(found)


def _confidence(order: Sequence[Rated], sure: float, *, clear: bool) -> tuple[Confidence, str]:
    if not order:
        return "low", "Nothing fits, so nothing was compared."
    best = order[0]
    carbon = (
        None
        if best.measured is None
        else best.measured.outcome.figures["carbon_location_kg_per_year"]
    )
    if carbon is None or carbon.value is None or not carbon.low or not carbon.high:
        return "low", "A figure of the first option is withheld."
    if carbon.high / carbon.low > WIDE:
        return (
            "low",
            f"Carbon of the first option spans a factor of {carbon.high / carbon.low:.0f}: {_widest(carbon)}.",
        )
    if len(order) == 1:
        return "medium", "Only one option is left after the filters."
    if clear and sure >= 0.9:
        return "high", f"It comes first in {sure:.0%} of common draws of all uncertain inputs."
    if not clear:
        return "low", f"It comes first in {sure:.0%} of common draws; the two cannot be told apart."
    return "medium", f"It comes first in {sure:.0%} of common draws of all uncertain inputs."


def _widest(figure: Figure) -> str:
    """The leaf with the widest range, in words."""
    leaves = [leaf for leaf in figure.leaves() if leaf.low > 0 and not leaf.certain]
    if not leaves:
        return "its inputs are uncertain"
    widest = max(leaves, key=lambda leaf: leaf.high / leaf.low)
    return f"widest is {widest.name.replace('_', ' ')}, {widest.low:.3g} to {widest.high:.3g}"
