"""Decision: on which chips the model is served."""

from collections.abc import Sequence
from dataclasses import replace

from advisors.candidates import Candidate, Row
from advisors.classic import INSTANCES
from advisors.desk import Desk
from advisors.options import Decision, Exclusion
from advisors.places import Place
from advisors.ranking import Head, Rated, against, decide
from advisors.rules import cards_of
from advisors.shown import batch_words, design, host, rated
from advisors.weights import CLOSE
from estimators.facts import Chip

HEAD = Head("silicon", "Silicon", "On which chips does it run?")
CARDS = ("silicon-match-workload", "silicon-not-automatic")
KIND_CARDS: dict[str, tuple[str, ...]] = {
    "gpu": ("silicon-match-workload",),
    "trainium": ("silicon-trn2", "silicon-neuron-compile"),
    "inferentia": ("silicon-inf2", "silicon-neuron-compile"),
    "cpu": ("silicon-graviton", "silicon-classifiers-on-cpu"),
}
SHOWN = 7
SERVICE = "service"


def advise_silicon(desk: Desk) -> Decision:
    """Ranked chips for the recommended model, in the Regions that sell them."""
    if desk.classic is not None:
        return _classic(desk)
    best = desk.best
    options: list[Rated] = []
    if best is not None and best.managed:
        options.append(_service(desk, best))
    found = _by_chip(desk, best)
    options += [_option(desk, chip, item) for chip, item in found[:SHOWN]]
    options.sort(key=lambda item: (item.score, item.option.id))
    options = [
        item
        if index == 0
        else replace(
            item,
            option=replace(item.option, reasons=(*item.option.reasons, against(options[0], item))),
        )
        for index, item in enumerate(options)
    ]
    first = SERVICE if best is not None and best.managed else ""
    return decide(
        desk,
        HEAD,
        options,
        _exclusions(desk, best, {chip.id for chip, _ in found}),
        cards=CARDS,
        trace=_trace(desk, best),
        flips=_flips(best),
        first=first,
        rivals=sorted(_chip_of(desk, item) for item in desk.search.near(CLOSE)),
        rule="With a managed model the service chooses the chips; the rest shows what hosting it "
        "yourself would take."
        if first
        else "",
    )


def _chip_of(desk: Desk, item: Candidate) -> str:
    return SERVICE if item.layout is None else desk.facts.instances[item.layout.instance].chip


def _by_chip(desk: Desk, best: Candidate | None) -> list[tuple[Chip, Candidate]]:
    """The best candidate on each chip, of the recommended model where it can be self-hosted."""
    model = best.model if best is not None else ""
    own = [row.model for row in desk.search.rows if row.layout is not None]
    if model not in own and own:
        fallback = desk.search.best_of(lambda row: row.layout is not None)
        model = fallback.model if fallback is not None else ""
    found = []
    for chip in desk.facts.chips.values():
        item = desk.search.best_of(_on(desk, chip.id, model))
        if item is not None:
            found.append((chip, item))
    return sorted(found, key=lambda pair: (desk.search.score_of(pair[1]), pair[0].id))


def _on(desk: Desk, chip: str, model: str):  # type: ignore[no-untyped-def]
    def test(row: Row) -> bool:
        return (
            row.layout is not None
            and row.model == model
            and desk.facts.instances[row.layout.instance].chip == chip
        )

    return test


def _service(desk: Desk, best: Candidate) -> Rated:
    return rated(
        desk,
        SERVICE,
        "Chosen by the managed service",
        desk.measure(best),
        (
            f"{design(desk, best)}.",
            "AWS does not say which chips serve a model; the range covers that.",
        ),
        ("measure-energy-not-given", "frame-managed-services"),
    )


def _option(desk: Desk, chip: Chip, item: Candidate) -> Rated:
    measured = desk.measure(item)
    reasons = [f"{design(desk, item)}.", batch_words(desk, item)]
    notes = []
    if chip.kind != "gpu":
        notes.append(
            "AWS publishes no power limit: the range is wider. Vendor ratios such as 'up to 50 % "
            "better performance per watt' are cross-checks with an unnamed comparator, not factors."
        )
        notes.append("Compile and test the model on the Neuron SDK; plan some weeks.")
    if measured.outcome.figures["cost_usd_per_year"].value is None:
        notes.append("No on-demand price: sold in capacity blocks.")
    return rated(desk, chip.id, chip.name, measured, reasons, KIND_CARDS[chip.kind], notes)


def _exclusions(desk: Desk, best: Candidate | None, kept: set[str]) -> tuple[Exclusion, ...]:
    """Chips that cannot be had, or not for this model."""
    found = []
    model = best.model if best is not None else ""
    misfits = {m.chip: m for m in desk.search.misfits if m.model == model}
    for chip in desk.facts.chips.values():
        if chip.id in kept or chip.kind == "cpu":
            continue
        types = [row for row in desk.base.serving_instances if row.chip == chip.id]
        if not types:
            continue
        rule, reason, unlock = _why_not(desk, chip, types, misfits)
        found.append(Exclusion(chip.id, chip.name, rule, reason, unlock, cards_of(rule)))
    return tuple(found)


def _why_not(desk: Desk, chip: Chip, types: Sequence, misfits: dict):  # type: ignore[no-untyped-def, type-arg]
    open_codes = {place.region for place in desk.open_regions}
    if desk.workload.hosting.value == "managed":
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
    sold = sorted({code for row in priced for code in row.regions})
    if not open_codes & set(sold):
        return (
            "not-offered-there",
            f"It is sold in {', '.join(sold) or 'no Region that the price list names'}, none of "
            "which is open.",
            "Allowing one of those Regions.",
        )
    misfit = misfits.get(chip.id)
    if misfit is not None:
        return misfit.rule, misfit.reason, misfit.unlock
    return (
        "not-sized",
        "The recommended model cannot be self-hosted, so nothing was sized on this chip.",
        "A model with open weights and a published architecture.",
    )


def _trace(desk: Desk, best: Candidate | None) -> tuple[str, ...]:
    if best is None:
        return ("no design fits, so no chip was ranked",)
    where = ", ".join(place.region for place in desk.open_regions[:8])
    return (f"recommended: {host(desk, best)}", f"Regions open: {where}")


def _flips(best: Candidate | None) -> tuple[str, ...]:
    if best is None or best.managed:
        return ("hosting it yourself: the first chip below would come first",)
    return (
        "your own measured watts or contract price as an override",
        "a Neuron release that serves the model, or one more Region that sells the chip",
    )


def _classic(desk: Desk) -> Decision:
    """Processors for the smaller approach."""
    options: list[Rated] = []
    item, place = desk.classic, desk.classic_place
    if item is not None and place is not None:
        for name in INSTANCES:
            row = desk.facts.instances.get(name)
            if row is None or not row.idle_watts or not row.max_watts:
                continue
            chip = desk.facts.chip(row.chip)
            arm = "Graviton" in chip.name
            options.append(
                rated(
                    desk,
                    name,
                    f"{name} ({chip.name})",
                    desk.measure_classic(replace(item, instance=name), place),
                    (
                        f"{row.vcpus} vCPUs; an accelerator would idle beside so small a model.",
                        "Arm: rebuild the container once." if arm else "x86: nothing to rebuild.",
                    ),
                    KIND_CARDS["cpu"],
                    (row.note,) if row.note else (),
                )
            )
    first = "c8g.4xlarge" if any(o.option.id == "c8g.4xlarge" for o in options) else ""
    return decide(
        desk,
        HEAD,
        options,
        _accelerators_out(desk, place),
        cards=("silicon-classifiers-on-cpu", "silicon-graviton"),
        trace=("the need decision chose an approach that needs no accelerator",),
        rule="What needs no accelerator gets none; of the processors, the newest Graviton with "
        "published figures.",
        flips=("a latency or volume that sixteen vCPUs miss in a test",),
        first=first,
    )


def _accelerators_out(desk: Desk, place: Place | None) -> tuple[Exclusion, ...]:
    del place
    return tuple(
        Exclusion(
            chip.id,
            chip.name,
            "fixed-answers",
            "A model of some hundred million parameters leaves an accelerator idle.",
            "Many thousand requests a second, or a generative model after all.",
            ("silicon-classifiers-on-cpu",),
        )
        for chip in desk.facts.chips.values()
        if chip.kind != "cpu" and any(r.chip == chip.id for r in desk.base.serving_instances)
    )
