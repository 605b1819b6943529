"""On which machine a smaller approach runs: processors, or an accelerator that reads for many."""

from collections.abc import Mapping
from dataclasses import replace

from advisors.classic import INSTANCES, Classic, accelerated
from advisors.classic_choice import BUSY, Weighed
from advisors.criteria import FIGURE_OF, LOCATION
from advisors.desk import Desk
from advisors.encoder_machines import runs
from advisors.format import alone, number, share
from advisors.options import Decision, Exclusion
from advisors.places import Place
from advisors.ranking import Case, Rated, decide
from advisors.rules import cards_of
from advisors.shown import UP, Said, rated
from advisors.workload_types import Hosting
from estimators.facts import Chip, Instance

KIND_CARDS: Mapping[str, tuple[str, ...]] = {
    "gpu": ("silicon-match-workload",),
    "trainium": ("silicon-trn2", "silicon-neuron-compile"),
    "inferentia": ("silicon-inf2", "silicon-neuron-compile"),
    "cpu": ("silicon-graviton", "silicon-classifiers-on-cpu"),
}
NEWEST = (
    "One speed stands for a vCPU of every type, as none is published for such models; the newest "
    "Graviton stays first because each generation does more per vCPU, which is not counted here."
)
"""Why a processor is first that others beat in watts and price."""
OTHERS = 3
"""Accelerators shown beside the one that is chosen."""
SMALL = "fixed-answers"
FULL = (
    "The guidance starts small encoders on processors; here enough texts come for full batches, "
    "and an accelerator reads one for less than they do."
)


def silicon_of_small(desk: Desk, item: Classic, place: Place, case: Case) -> Decision:
    """Machines for the smaller approach, by what each takes for this volume."""
    if accelerated(item, desk.base):
        return _on_accelerators(desk, item, place, case)
    rows = [desk.facts.instances[name] for name in INSTANCES if name in desk.facts.instances]
    options = [
        _processor(desk, replace(item, instance=row.id), place, row)
        for row in rows
        if row.idle_watts and row.max_watts
    ]
    needs_none = "the need decision chose an approach that needs no accelerator"
    case = replace(
        case,
        cards=("silicon-classifiers-on-cpu", "silicon-graviton"),
        trace=(needs_none, *_trace(desk)),
        rule="What needs no accelerator gets none; of the processors, the newest Graviton with "
        "published figures, as these do not tell how much a vCPU of each does.",
        flips=("a latency or volume that its vCPUs miss in a test", *_flips(desk)),
        first=item.instance,
        unless=NEWEST,
    )
    return decide(desk, case, options, _left_out(desk, frozenset()))


def _on_accelerators(desk: Desk, item: Classic, place: Place, case: Case) -> Decision:
    """The accelerator that is chosen, the next ones, and processors."""
    own = next(one for one in desk.weighed if one.item == item)
    others = [one for one in desk.weighed if one is not own]
    near = [one for one in others if accelerated(one.item, desk.base)][:OTHERS]
    plain = [one for one in others if not accelerated(one.item, desk.base)][:1]
    options = [
        _machine(desk, one, place if one is own else one.place) for one in (own, *near, *plain)
    ]
    case = replace(
        case,
        cards=("silicon-match-workload", "silicon-classifiers-on-cpu"),
        trace=("the need decision chose an encoder", *_trace(desk)),
        flips=("less volume than keeps it busy: processors would come first",),
    )
    shown = frozenset(desk.facts.instances[one.item.instance].chip for one in (own, *near))
    return decide(desk, case, options, _left_out(desk, shown))


def _processor(desk: Desk, item: Classic, place: Place, row: Instance) -> Rated:
    chip = desk.facts.chip(row.chip)
    said = Said(
        (
            f"{row.vcpus} vCPUs; an accelerator would idle beside so small a model.",
            _port(chip),
        ),
        KIND_CARDS["cpu"],
        (row.note,) if row.note else (),
    )
    label = f"{row.id} ({chip.name})"
    return rated(desk, row.id, label, desk.measure_classic(item, place), said)


def _machine(desk: Desk, one: Weighed, place: Place) -> Rated:
    """A machine that was weighed, in its best Region."""
    row = desk.facts.instances[one.item.instance]
    chip = desk.facts.chip(row.chip)
    measured = desk.measure_classic(one.item, place)
    busy = measured.outcome.figures[BUSY].value or 0.0
    why = _port(chip) if chip.kind == "cpu" else FULL
    notes = (
        "Compile and test the encoder on the Neuron SDK; its benchmarks run BERT and its kin."
        if chip.kind in {"trainium", "inferentia"}
        else "",
        row.note,
    )
    said = Said(
        (why, f"{UP[one.item.mode].capitalize()} in {place.label}, {share(busy)} busy meanwhile."),
        KIND_CARDS[chip.kind],
        tuple(note for note in notes if note),
    )
    return rated(desk, row.id, f"{row.id} ({chip.name})", measured, said)


def _port(chip: Chip) -> str:
    arm = "Graviton" in chip.name
    return "Arm: rebuild the container once." if arm else "x86: nothing to rebuild."


def _trace(desk: Desk) -> tuple[str, ...]:
    """The machines that were weighed, in order."""
    if len(desk.weighed) < 2:
        return ()
    shown = (
        f"{one.item.instance} {number(_of(one)[0], 2)} USD, {alone(_of(one)[1], 'kg CO2e')} a year"
        for one in desk.weighed[:4]
    )
    return (f"weighed for this volume{_by_location(desk)}: {'; '.join(shown)}",)


def _flips(desk: Desk) -> tuple[str, ...]:
    """The accelerator that a larger volume would bring in front."""
    best = next((one for one in desk.weighed if accelerated(one.item, desk.base)), None)
    if best is None:
        return ()
    times = _of(best)[0] / max(_of(desk.weighed[0])[0], 1e-9)
    if times <= 1.0:
        return ()
    return (
        f"volume: at about {number(times, 2)} times today's requests {best.item.instance} costs no "
        "more",
    )


def _of(one: Weighed) -> tuple[float, float]:
    """Cost and location-based carbon of a year."""
    return one.figures[FIGURE_OF["cost"]], one.figures[LOCATION]


def _left_out(desk: Desk, shown: frozenset[str]) -> tuple[Exclusion, ...]:
    sold = {row.chip for row in desk.base.serving_instances} - shown
    return tuple(_out(desk, chip) for chip in desk.facts.chips.values() if chip.id in sold)


def _out(desk: Desk, chip: Chip) -> Exclusion:
    """Why an accelerator is not shown: what it would take, or why that is not known."""
    found = [one for one in desk.weighed if desk.facts.instances[one.item.instance].chip == chip.id]
    rule, reason, unlock = _why(desk, chip) if not found else _dearer(desk, found[0])
    cards = ("silicon-classifiers-on-cpu",) if rule == SMALL else cards_of(rule)
    return Exclusion(chip.id, chip.name, rule, reason, unlock, cards)


def _dearer(desk: Desk, one: Weighed) -> tuple[str, str, str]:
    (usd, kg), (less, light) = _of(one), _of(desk.weighed[0])
    reason = (
        f"{one.item.instance} would be {share(one.figures[BUSY])} busy: {number(usd, 2)} USD and "
        f"{alone(kg, 'kg CO2e')} a year, against {number(less, 2)} USD and "
        f"{alone(light, 'kg CO2e')} on "
        f"{desk.weighed[0].item.instance}{_by_location(desk)}."
    )
    return SMALL, reason, "More requests, or a generative model after all."


def _by_location(desk: Desk) -> str:
    """That carbon is told location-based, where the other method ranks."""
    return ", carbon location-based" if desk.workload.market_based else ""


def _why(desk: Desk, chip: Chip) -> tuple[str, str, str]:
    """Why an accelerator was not weighed at all."""
    item = desk.weighed[0].item if desk.weighed else None
    types = [row for row in desk.base.serving_instances if row.chip == chip.id]
    if item is None or not item.model:
        return (
            SMALL,
            "Rules are code; there is no model that an accelerator could run.",
            "A generative model after all.",
        )
    if desk.workload.hosting is Hosting.MANAGED:
        return (
            "hosting-choice",
            "You asked for a managed service; an accelerator would be a machine of your own.",
            "'No preference' as hosting.",
        )
    if not any(row.on_demand_usd_per_hour for row in types):
        return (
            "no-on-demand",
            f"{types[0].id} has no on-demand price: it is sold in capacity blocks or on request.",
            f"Your price as an override of instances.{types[0].id}.on_demand_usd_per_hour.",
        )
    if not any(runs(desk.base, item.model, row) for row in types):
        return (
            "neuron-support",
            "The Neuron documentation shows no run of this encoder on it.",
            "An encoder of BERT's architecture.",
        )
    sold = {code for row in types for code in row.regions}
    if not sold & {place.region for place in desk.search.regions}:
        return (
            "not-offered-there",
            f"None of the open Regions sells {types[0].id}.",
            "Allowing one of the Regions that do.",
        )
    return (
        "no-chip-data",
        "Rates or power limit of the chip are not published, so an encoder cannot be sized on it.",
        "Your figures as overrides.",
    )
