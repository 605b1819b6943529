"""From a design to its sensitivity: tornado, rivals, flips, and what the assumptions do."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from advisors.advice import advise, desk_of
from advisors.design import Design
from advisors.desk import Desk
from advisors.options import FIGURE_NAMES, Advice
from advisors.record.labels import Labels
from advisors.sensitivity.answers import (
    checked,
    flips_of_answers,
    influences,
    tried_range,
)
from advisors.sensitivity.entrants import Entrant, carbon_name, entrants
from advisors.sensitivity.model import Influence, Mover, Sensitivity, Tornado
from advisors.sensitivity.naming import INTERNAL, LINKED, Names
from advisors.sensitivity.rivals import WEIGHTED, Contest, limits, winning
from advisors.sensitivity.trials import Trials
from advisors.workload import facts_with
from estimators.draws import FULL
from estimators.figure import Figure, Input
from estimators.flips import Bench
from estimators.levers import Contender, Lever, bars_of, common_draws, levers_of
from estimators.uncertainty import Bar

if TYPE_CHECKING:
    from estimators.facts import Facts

FIXED = (
    "Where a flip is not marked as sized anew, machines and batches are those of the central case; "
    "the number of replicas by the hour follows every input.",
    "A flip is the first on its way: a change that goes further may turn the order again.",
    "Designs are held against each other with the ways of serving that the answers make part of "
    "them, before techniques that are to be tried first, as the decisions do.",
)


def sensitivity(
    design: Design, facts: "Facts", advice: Advice | None = None, *, count: int = FULL
) -> Sensitivity:
    """What moves the recommended design of a design file, and what would turn it.

    Args:
        design: Answers and overrides.
        facts: Facts as shipped; the design's own values are laid over them here.
        advice: The advice on exactly this design, where it is at hand.
        count: Number of common draws.

    Raises:
        OverrideError: An override names no fact, or cannot be that fact's.
        InputError: An override has the wrong unit, or a number is beyond physics.
    """
    given = advice if advice is not None else advise(design, facts)
    desk = desk_of(design, facts_with(design, facts))
    trials, names, found = Trials(design, desk), Names(desk), entrants(desk)
    if not found:
        return _nothing_fits(given, influences(trials, given.assumptions))
    answers = flips_of_answers(trials, names)
    contenders = [item.contender for item in found]
    bench = Bench(contenders, _movable(contenders, trials), limits())
    contest = Contest(desk, given, found, bench, tried_range(trials))
    drawn = [figures for figures, _ in common_draws(contenders, count)]
    shares, first = winning(contest.ranks[WEIGHTED], drawn)
    notes = [contest.note(place, share) for place, share in enumerate(shares, start=1)]
    return Sensitivity(
        design_digest=given.design_digest,
        recommended=found[0].design,
        draws=count,
        first_of_all=first,
        clear=all(item.clear for item in notes),
        tornadoes=_tornadoes(desk, given, found[0], count),
        rivals=tuple(replace(item, flips=checked(trials, item.flips)) for item in notes),
        answers=answers,
        influences=influences(trials, given.assumptions),
        notes=FIXED,
    )


def _movable(contenders: Sequence[Contender], trials: Trials) -> tuple[Lever, ...]:
    """Levers that somebody could move, each with the inputs that were worked out from it."""
    levers = levers_of(contenders, trials.desk.workload.inputs())
    idle = {key for key, item in trials.found.items() if not item.applies}
    return tuple(
        replace(lever, members=_with_linked(lever, contenders))
        for lever in levers
        if lever.first.name not in INTERNAL | idle
    )


def _with_linked(lever: Lever, contenders: Sequence[Contender]) -> tuple[tuple[Input, ...], ...]:
    """The inputs of a lever, and those in proportion to them that stand beside them."""
    linked = LINKED.get(lever.first.name, ())
    return tuple(
        (*items, *(item for item in contender.inputs if item.name in linked)) if items else ()
        for items, contender in zip(lever.members, contenders, strict=True)
    )


def _nothing_fits(advice: Advice, found: tuple[Influence, ...]) -> Sensitivity:
    """Nothing is recommended: only what the assumptions would change is known."""
    return Sensitivity(
        design_digest=advice.design_digest,
        recommended="",
        draws=0,
        first_of_all=None,
        clear=False,
        tornadoes=(),
        rivals=(),
        answers=(),
        influences=found,
        notes=(),
    )


def _tornadoes(desk: Desk, advice: Advice, own: Entrant, count: int) -> tuple[Tornado, ...]:
    """Of the figures of the design as a whole, an inference technique included."""
    whole = _whole(advice.totals.values(), own.contender)
    levers = levers_of([whole], desk.workload.inputs())
    (drawn,) = common_draws([whole], count)
    carbon = carbon_name(desk, whole.known)
    names = (carbon, "cost_usd_per_year", "water_l_per_year", "energy_kwh_per_year")
    words = Names(desk)
    labels = Labels(desk.facts)
    found = []
    for name in names:
        if name not in whole.known:
            continue
        figure = advice.totals[name]
        value, low, high = figure.numbers
        movers = tuple(
            _mover(words, lever, bar) for lever, bar in bars_of(whole, levers, name, drawn)
        )
        found.append(Tornado(name, labels.of(name), value, low, high, figure.unit, movers))
    return tuple(found)


def _whole(figures: Iterable[Figure], plain: Contender) -> Contender:
    """The design as a whole as a contender: the plain one's graph on the leaves of the totals."""
    leaves: dict[str, Input] = {}
    for figure in figures:
        leaves |= {leaf.name: leaf for leaf in figure.leaves()}
    own = {item.name: item for item in plain.inputs} | leaves
    needed = [own[item.name] for item in plain.inputs]
    return Contender(plain.graph, tuple(needed), plain.missing, FIGURE_NAMES)


def _mover(words: Names, lever: Lever, bar: Bar) -> Mover:
    item = words.shown(lever.first)
    return Mover(
        name=item.name,
        label=words.of(lever),
        kind=words.kind(lever),
        value=item.value,
        low=item.low,
        high=item.high,
        unit=item.unit,
        at_low=bar.at_low,
        at_high=bar.at_high,
        correlation=bar.correlation,
        share=bar.share,
    )
