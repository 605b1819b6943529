"""From measured options to a decision: order, clarity, flips, confidence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, pairwise
from math import exp

import numpy as np

from advisors.confidence import Standing, confidence_of
from advisors.criteria import MARKET, Judge, Measured
from advisors.desk import Desk
from advisors.flips import brought_back, weights_that_turn
from advisors.format import exact, in_draws
from advisors.later import Later, joined
from advisors.nudge_words import hangs_on
from advisors.nudges import nudges_of
from advisors.options import Decision, DecisionId, Exclusion, Option
from advisors.weights import CLOSE, CRITERIA, SURE, said_of
from estimators.graph import FloatArray

PAIRED_CLOSE = 0.005
"""Scores nearer than this are a tie even where all inputs are shared: what is left of a percent."""


@dataclass(frozen=True)
class Rated:
    """An option with what ranks it.

    Attributes:
        score: Weighted sum of logarithms, lower is better; NaN when a criterion is withheld.
        criteria: Central values of the criteria.
        judge: Weights behind the score.
    """

    option: Option
    measured: Measured
    score: float
    criteria: Mapping[str, float]
    judge: Judge

    @cached_property
    def draws(self) -> FloatArray:
        """Score in common draws; empty when a figure is withheld."""
        return self.judge.draws(self.measured)


@dataclass(frozen=True)
class Case:
    """What a decision is about, before its options are known.

    Attributes:
        rule: What ranks the options; the weights when empty.
        cards: Guidance behind the decision as a whole.
        trace: Rules that fired.
        flips: Conditions known to the advisor, before the computed ones.
        first: Id of the option that comes first whatever its score, by the rule.
        unless: Why `first` stays first where the figures do not say so; empty for a first that no
            figure can contest.
        rivals: Ids that the best design as a whole may turn to within the margin.
        paired: The options are variants of one design, so that the error of its model is in all
            of them alike and common draws decide, however small the gap.
        unsure: By id of an option, what no figure of it holds and makes it less sure as the first.
        unsettled: Why the first follows another decision that has no clear winner; else empty.
    """

    id: DecisionId
    title: str
    question: str
    cards: tuple[str, ...]
    rule: str = ""
    trace: tuple[str, ...] = ()
    flips: Sequence[str] = ()
    first: str = ""
    unless: str = ""
    rivals: frozenset[str] = frozenset()
    paired: bool = False
    unsure: Mapping[str, str] = field(default_factory=dict)
    unsettled: str = ""


def rate(desk: Desk, option: Option, measured: Measured) -> Rated:
    """An option with its score and the draws behind it."""
    central = desk.judge.criteria(measured)
    return Rated(option, measured, desk.judge.score_of(central), central, desk.judge)


def in_order(rated: Iterable[Rated], first: str = "") -> list[Rated]:
    """Best first, each with what it costs against the best; withheld ones last."""
    order = sorted(rated, key=lambda item: _key(item, first))
    return [
        item if n == 0 else with_reason(item, against(order[0], item))
        for n, item in enumerate(order)
    ]


def with_reason(item: Rated, reason: str) -> Rated:
    """The same option with one more reason."""
    reasons = (*item.option.reasons, reason)
    return replace(item, option=replace(item.option, reasons=reasons))


def decide(
    desk: Desk,
    case: Case,
    rated: Iterable[Rated],
    exclusions: Sequence[Exclusion] = (),
    unranked: Sequence[Option] = (),
) -> Decision:
    """Options in order, with what makes the order sure or not.

    Args:
        desk: Weights.
        case: Decision.
        rated: Options to rank.
        exclusions: What fell out.
        unranked: Options that are shown but not ranked, last.
    """
    order = in_order(rated, case.first)
    doubt = " ".join(filter(None, (_doubt(desk, case, order), *_hanging(desk, case, order))))
    confidence, why = confidence_of(desk, _standing(order, unranked), doubt)
    beside = case.unsure.get(order[0].option.id, "") if order else ""
    if beside:
        confidence, why = "low", f"{beside} {why}"
    weighed = f"Least weighted sum of the criteria, in logarithms: {said_of(desk.workload)}."
    turned = () if case.first else weights_that_turn(desk, order[:2])
    return Decision(
        id=case.id,
        title=case.title,
        question=case.question,
        rule=case.rule or weighed,
        options=joined((item.option for item in order), unranked),
        exclusions=exclusions,
        cards=case.cards,
        trace=(*case.trace, *_scores(order)),
        clear=not doubt,
        flips=_flips(turned, case.flips, exclusions),
        confidence=confidence,
        confidence_reason=why,
        close=_close(desk, case, order),
    )


def _flips(
    turned: Sequence[str], known: Sequence[str], fallen: Sequence[Exclusion]
) -> Sequence[str]:
    """What would turn the order, what the advisor knows first; else what would bring one back."""

    def found() -> Iterator[str]:
        yield from (*known, *turned) or brought_back(tuple(fallen))

    return Later(found()) if isinstance(known, Later) else tuple(found())


def _doubt(desk: Desk, case: Case, order: Sequence[Rated]) -> str:
    """Why there is no clear winner; empty when there is one."""
    if not order:
        return ""
    if case.id != "need" and desk.contested:
        return "The need decision has no clear winner, and this one follows it."
    others = sorted(case.rivals - {order[0].option.id})
    if others:
        named = " or ".join(_label(desk, order, name) for name in others[:3])
        return f"A whole design within {CLOSE:.0%} of the best has {named} here."
    if case.unsettled:
        return case.unsettled
    if case.first:
        return _contested(order, case.unless) if case.unless else ""
    return _overlap(order, paired=case.paired)


def _hanging(desk: Desk, case: Case, order: Sequence[Rated]) -> Iterator[str]:
    """Answers of which a percent puts another first, in words."""
    for nudge in nudges_of(desk) if order else ():
        first = nudge.firsts.get(case.id)
        if first is not None:
            yield hangs_on(nudge, _label(desk, order, first))


def _label(desk: Desk, order: Sequence[Rated], name: str) -> str:
    """An option by its label; a model or chip that is not shown by its name."""
    rows = (desk.facts.models.get(name), desk.facts.chips.get(name))
    labels = (item.option.label for item in order if item.option.id == name)
    return next(chain(labels, (row.name for row in rows if row is not None), (name,)))


def _contested(order: Sequence[Rated], unless: str) -> str:
    """Why the figures do not put the first, which a rule puts there, in front of the next."""
    if not _overlap(order):
        return ""
    share = 1.0 - _sure(order)
    return (
        f"{order[1].option.label} is the better one in {in_draws(share)}, by weighted criteria. "
        f"{unless}"
    )


def _overlap(order: Sequence[Rated], *, paired: bool = False) -> str:
    """Why the first two cannot be told apart; empty when they can."""
    if len(order) < 2 or not np.isfinite(order[1].score):
        return ""
    sure, gap = _sure(order), order[1].score - order[0].score
    if gap < (PAIRED_CLOSE if paired else CLOSE):
        return f"The first two differ by {gap:.1%} of a weighted criterion."
    return f"The first is the better one only in {in_draws(sure)}." if sure < SURE else ""


def against(best: Rated, other: Rated, what: str = "the best") -> str:
    """What an option costs against another, in words."""
    parts = []
    for name in CRITERIA:
        a, b = best.criteria[name], other.criteria[name]
        if np.isfinite(a) and np.isfinite(b) and a > 0 and b > 0 and abs(b / a - 1.0) >= 0.005:
            parts.append(f"{_criterion(name, best, other)} {in_ratio(b / a)}")
    return f"Against {what}: {', '.join(parts)}." if parts else f"Equal to {what} in figures."


def _criterion(name: str, best: Rated, other: Rated) -> str:
    """A criterion in words; carbon by its method where a reader could take it for the other."""
    if name != "carbon" or not best.judge.market_based:
        return name
    methods = {best.judge.carbon_name(item.measured.outcome) for item in (best, other)}
    if len(methods) > 1:
        return "carbon (by market for one, by location for the other)"
    return "market-based carbon" if MARKET in methods else "location-based carbon"


def in_ratio(ratio: float) -> str:
    """A ratio in words: a change in percent, or how many times from twice on."""
    return f"x {exact(ratio, 3)}" if ratio >= 2.0 else f"{(ratio - 1.0) * 100.0:+.0f}%"


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


def _standing(order: Sequence[Rated], unranked: Sequence[Option]) -> Standing | None:
    """How the first stands among the rest; None without one.

    What is not ranked is worked out when someone looks: here only where nothing else is left.
    """
    if not order:
        return None
    outcome, sure = order[0].measured.outcome, _sure(order)
    if len(order) > 1:
        return Standing(outcome, sure, rival=bool(np.isfinite(order[1].score)), to_try=False)
    return Standing(outcome, sure, rival=None, to_try=bool(unranked))


def _close(desk: Desk, case: Case, order: Sequence[Rated]) -> tuple[str, ...]:
    """Options that cannot be told from the one before them."""
    margin = PAIRED_CLOSE if case.paired else CLOSE
    turned = _between_turned(desk, case, [item.option.id for item in order])
    return tuple(
        b.option.id
        for a, b in pairwise(order)
        if b.option.id in turned
        or (
            np.isfinite(b.score)
            and (abs(b.score - a.score) < margin or (case.paired and _sure((a, b)) < SURE))
        )
    )


def _between_turned(desk: Desk, case: Case, names: Sequence[str]) -> frozenset[str]:
    """Options behind one that a percent of an answer puts behind them, and those between."""
    place = {name: number for number, name in enumerate(names)}
    pairs = (
        (place[a], place[b])
        for nudge in nudges_of(desk)
        for a, b in nudge.swapped.get(case.id, ())
        if a in place and b in place
    )
    return frozenset(chain.from_iterable(names[a + 1 : b + 1] for a, b in pairs))


def _scores(order: Sequence[Rated]) -> tuple[str, ...]:
    """The scores as weighted factors over the first."""
    ranked = [item for item in order if np.isfinite(item.score)]
    if not ranked:
        return ()
    shown = (
        f"{item.option.id} {exact(exp(item.score - ranked[0].score), 3)}" for item in ranked[:6]
    )
    return (f"weighted factor over the first: {', '.join(shown)}",)
