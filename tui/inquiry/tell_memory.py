"""Whether the model fits into the memory of its chips, and what is left."""

from typing import TYPE_CHECKING

import numpy as np

from advisors.format import exact
from advisors.options import Advice
from estimators.figure import Figure, Formula, Input
from tui.inquiry.page import CORE, Page, decision_of

if TYPE_CHECKING:
    from advisors.desk import Desk
    from advisors.sizing import Layout

_WEIGHTS = Formula(
    "memory.weights_gib", "weights [GiB] = parameters × bytes of the format ÷ chips ÷ 2^30"
)
_ROOM = Formula(
    "memory.replica_memory",
    "room [GiB] = memory of a chip − what the engine keeps − weights",
)


def memory(page: Page, advice: Advice, desk: "Desk") -> str:
    """Weights beside the memory of the chips; returns the id of the silicon option."""
    decision = decision_of(advice, "silicon")
    chosen = decision.chosen if decision is not None else None
    best = desk.best
    small = desk.classic is not None and desk.classic_place is not None
    if decision is None or chosen is None or best is None or small:
        page.unanswered = True
        page.say("The advice on this design sizes no language model on chips.")
        return ""
    if best.layout is None:
        page.say(
            f"There is no card of yours to fit it on: the design runs on {chosen.label.lower()}, "
            "and AWS does not say on which chips, nor how a model lies in their memory."
        )
    else:
        _told(page, desk, best.layout)
    page.section("Why", chosen.reasons[:2])
    out = [item for item in decision.exclusions if item.rule == "does-not-fit"]
    page.section("Out as it does not fit", (f"{item.label}: {item.reason}" for item in out[:4]))
    page.show(chosen.figures, CORE, f"{chosen.label}, in figures")
    page.support((*chosen.cards, *decision.cards))
    return chosen.id


def _told(page: Page, desk: "Desk", layout: "Layout") -> None:
    """Weights, what is left, and how many requests that holds."""
    row = page.facts.chip(page.facts.instances[layout.instance].chip)
    weights, room = _figures(desk, layout)
    page.figures |= {weights.name: weights, room.name: room}
    model = page.facts.models[layout.model].name
    chips = "one chip" if layout.shards == 1 else f"{exact(layout.shards)} chips together"
    page.say(
        f"Yes: a replica of {model} in {layout.precision} stands on {chips} of {row.name}, with "
        f"{exact(row.memory_gib or 0.0)} GiB each. Its weights take {_gib(weights)} of "
        f"each; {_gib(room)} are left for the cache of requests in flight."
    )
    page.section("How that comes about", (_WEIGHTS.equation, _ROOM.equation))


def _gib(figure: Figure) -> str:
    return f"{exact(figure.value or 0.0, 2)} GiB"


def _figures(desk: "Desk", layout: "Layout") -> tuple[Figure, Figure]:
    """Weights on a chip, and what they and the engine leave free."""
    from dataclasses import replace

    from estimators.memory import weights_gib
    from estimators.replica import reserve, single_load
    from estimators.serving_inputs import PRECISIONS

    chip = desk.facts.chip(desk.facts.instances[layout.instance].chip)
    architecture = desk.base.architectures[layout.model]
    one = single_load(architecture, chip, PRECISIONS[layout.precision])
    load = replace(one, shards=np.array([float(layout.shards)]))
    weights = float(weights_gib(load)[0])
    total = chip.memory_gib or 0.0
    kept = float(reserve().kept_gib(total, float(layout.shards)))
    held = Input("memory_gib", total, total, total, "GiB", "fact", chip.sources)
    engine = Input("engine_gib", kept, kept, kept, "GiB", "assumption")
    taken = Figure("weights_gib", weights, weights, weights, "GiB", _WEIGHTS, ())
    room = total - kept - weights
    return taken, Figure("room_gib", room, room, room, "GiB", _ROOM, (held, engine, taken))
