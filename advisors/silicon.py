"""Decision: on which chips the model is served."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from advisors.availability_turns import turned_by_availability
from advisors.candidates import Candidate
from advisors.changes import PLAIN
from advisors.conflict_places import named
from advisors.desk import SERVICE, Desk
from advisors.later import Later
from advisors.options import Decision, Exclusion
from advisors.ranking import Case, Rated, decide
from advisors.rules import cards_of
from advisors.shown import Said, batch_words, design, host, model_name, rated
from advisors.silicon_small import KIND_CARDS, silicon_of_small
from advisors.workload_types import Hosting
from estimators.facts import Chip, Instance

CASE = Case(
    id="silicon",
    title="Silicon",
    question="On which chips does it run?",
    cards=("silicon-match-workload", "silicon-not-automatic"),
)
SHOWN = 6
REGIONS_NAMED = 8
FAR = frozenset({"inf1-legacy", "no-chip-data", "not-sized"})
"""Reasons why a chip falls out that no answer changes."""
Why = tuple[str, str, str]


def advise_silicon(desk: Desk) -> Decision:
    """Ranked chips for the recommended model, in the Regions that sell them."""
    if desk.classic is not None and desk.classic_place is not None:
        return silicon_of_small(desk, desk.classic, desk.classic_place, CASE)
    best = desk.best
    options = [_service(desk, best)] if best is not None and best.managed else []
    model = _sized_model(desk, best)
    found = _by_chip(desk, model)
    desk.foresee((item, PLAIN) for _, item in found[:SHOWN])
    options += [_option(desk, chip, item) for chip, item in found[:SHOWN]]
    managed = best is not None and best.managed
    case = replace(
        CASE,
        rule="With a managed model the service chooses the chips; the rest shows what hosting the "
        "model yourself would take."
        if managed
        else "",
        trace=_trace(desk, best, model),
        flips=_flips(desk, best, found[:SHOWN]),
        first=SERVICE if managed else "",
        rivals=frozenset(desk.chip_of(item) for item in desk.search.near),
    )
    fallen = _exclusions(desk, model, frozenset(chip.id for chip, _ in found))
    return decide(desk, case, options, Later(fallen))


def _sized_model(desk: Desk, best: Candidate | None) -> str:
    """The recommended model where it can be self-hosted, else the best that can, else one tried."""
    if best is not None and desk.search.best_of(managed=False, model=best.model) is not None:
        return best.model
    other = desk.search.best_of(managed=False)
    if other is not None:
        return other.model
    tried = [model for sized in desk.search.sized.values() for model in sized.models]
    return next(iter(tried), "")


def _by_chip(desk: Desk, model: str) -> list[tuple[Chip, Candidate]]:
    """The best candidate of a model on each chip, best first."""
    found = [
        (chip, item)
        for chip in desk.facts.chips.values()
        if (item := desk.search.best_of(chip=chip.id, model=model)) is not None
    ]
    return sorted(found, key=lambda pair: (desk.search.score_of(pair[1]), pair[0].id))


def _service(desk: Desk, best: Candidate) -> Rated:
    said = Said(
        (
            f"{design(desk, best)}.",
            "AWS does not say which chips serve a model; the range covers that.",
        ),
        ("measure-energy-not-given", "frame-managed-services"),
    )
    return rated(desk, SERVICE, "Chips of the managed service", desk.measure(best), said)


def _option(desk: Desk, chip: Chip, item: Candidate) -> Rated:
    notes = []
    if chip.kind != "gpu":
        notes = [
            "AWS publishes no power limit: the range is wider. Vendor ratios such as 'up to 50% "
            "better performance per watt' are cross-checks with an unnamed comparator, not "
            "factors.",
            "Compile and test the model on the Neuron SDK; plan some weeks.",
        ]
    said = Said((f"{design(desk, item)}.", batch_words(desk, item)), KIND_CARDS[chip.kind], notes)
    return rated(desk, chip.id, chip.name, desk.measure(item), said)


def _exclusions(desk: Desk, model: str, kept: frozenset[str]) -> Iterator[Exclusion]:
    """Chips that cannot be had, or not for this model; those one would ask about first in front.

    These are the fastest that something could bring back; one that nobody would choose stands last.
    """
    found = []
    for chip in desk.facts.chips.values():
        types = [row for row in desk.base.serving_instances if row.chip == chip.id]
        if chip.id in kept or not types:
            continue
        rule, reason, unlock = _closed(desk, types) or _unfit(desk, chip, model)
        out = Exclusion(chip.id, chip.name, rule, reason, unlock, cards_of(rule))
        found.append(((rule in FAR, -(chip.peak_dense_tflops_bf16 or 0.0), chip.id), out))
    yield from (out for _, out in sorted(found, key=lambda pair: pair[0]))


def _closed(desk: Desk, types: Sequence[Instance]) -> Why | None:
    """Why a chip cannot be had at all."""
    if desk.workload.hosting is Hosting.MANAGED:
        return (
            "hosting-choice",
            "You asked for a managed service; it chooses the chips.",
            "'No preference' as hosting.",
        )
    priced = [row for row in types if row.on_demand_usd_per_hour]
    if not priced:
        return (
            "no-on-demand",
            f"{types[0].id} has no on-demand price: it is sold in capacity blocks or on request.",
            f"Your price as an override of instances.{types[0].id}.on_demand_usd_per_hour.",
        )
    sold = {code for row in priced for code in row.regions}
    if not sold & {place.region for place in desk.search.regions}:
        return (
            "not-offered-there",
            f"It is sold in {named(sorted(sold)) or 'no Region that the price list names'}, "
            "none of which is open.",
            "Allowing one of those Regions.",
        )
    return None


def _unfit(desk: Desk, chip: Chip, model: str) -> Why:
    """Why a chip that can be had does not serve the model."""
    misfit = desk.search.misfit(model, chip.id)
    if misfit is not None:
        return misfit.rule, misfit.reason, misfit.unlock
    return (
        "not-sized",
        "The recommended model cannot be self-hosted, so nothing was sized on this chip."
        if desk.best is not None
        else "No model passes the filters, so nothing was sized on this chip.",
        "A model with open weights and a published architecture.",
    )


def _trace(desk: Desk, best: Candidate | None, model: str) -> tuple[str, ...]:
    if best is None:
        return ("no design fits, so no chip was ranked",)
    sized = f"sized on own chips: {model_name(desk, model)}"
    return (f"recommended: {host(desk, best)}", sized, f"Regions open: {_first_of(desk)}")


def _first_of(desk: Desk) -> str:
    """The Regions that are open: the first of them by name, and how many more there are."""
    names = [place.region for place in desk.search.regions]
    more = len(names) - REGIONS_NAMED
    said = ", ".join(names[:REGIONS_NAMED])
    return f"{said} and {more} more" if more > 0 else said


def _flips(
    desk: Desk, best: Candidate | None, shown: Sequence[tuple[Chip, Candidate]]
) -> Sequence[str]:
    if best is None or best.managed:
        return ("hosting it yourself: the first chip of the list would come first",)
    known = (
        "your own measured watts or contract price as an override",
        "a Neuron release that serves the model, or one more Region that sells the chip",
    )
    turned = turned_by_availability(desk, [(chip.name, item) for chip, item in shown])
    return Later(chain(turned, known))
