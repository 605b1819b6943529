"""Structured pruning of a self-hosted model, sized as far as published cases went.

A dense model is cut in width or depth and trained again on tokens that the uncut one reads along;
from a mixture of experts whole experts are taken, and nothing is trained. The cases are rows of
`specialised.csv` that say what was kept.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, fields, replace
from functools import partial
from statistics import median_low

from advisors.base import Base, Same
from advisors.candidates import Candidate
from advisors.criteria import Measured
from advisors.desk import Desk
from advisors.one_off import Made, one_off
from advisors.paid_back import Effect, effect_of, over_cases
from advisors.resizing import level_here
from advisors.sizing import Layouts, size
from estimators.facts import Facts
from estimators.facts.small_rows import Specialised
from estimators.figure import Input
from estimators.model_config import Architecture

SHOWN = 3
"""Cases that are sized: the one that kept most, the middle one, the one that kept least."""
RUNS = (1.0, 1.0, 3.0)
"""Full recovery runs until a cut model is accepted, judged: the published ones count one."""


@dataclass(frozen=True)
class Pruned:
    """A pruned design with the cases that it follows, most kept first, among all that are known.

    Attributes:
        tokens_b: Billions of tokens that are read once; of a dense model, those of its training.
    """

    effect: Effect
    tokens_b: Input
    known: tuple[Specialised, ...]
    cases: tuple[Specialised, ...]
    kept: tuple[float, ...]


def cases_of(facts: Facts, *, sparse: bool) -> tuple[Specialised, ...]:
    """Published cases of cut models, most kept first; of experts where the model has some."""
    rows = [
        row
        for row in facts.specialised.values()
        if row.layers_kept_percent is not None and (row.experts_kept_percent is not None) == sparse
    ]
    return tuple(sorted(rows, key=lambda row: (-kept_of(row), row.id)))


def kept_of(row: Specialised) -> float:
    """Share of the parameters that a case kept; of the experts where those were cut."""
    if row.experts_kept_percent is not None:
        return row.experts_kept_percent / 100.0
    return (row.small_params_b or 0.0) / (row.compared_params_b or 1.0)


def cut(shape: Architecture, case: Specialised) -> Architecture:
    """A model cut as far as a published case was.

    Heads of the cache stay, as they did in the cases; fewer layers need less of it.
    """
    kept, name = kept_of(case), f"{shape.name} cut like {case.name}"
    if case.experts_kept_percent is not None:
        experts = max(round(shape.experts_total * kept), shape.experts_routed)
        gone = (shape.experts_total - experts) * shape.expert_params_b
        return replace(
            shape, name=name, experts_total=experts, params_total_b=shape.params_total_b - gone
        )
    layers, width = (
        (item or 100.0) / 100.0 for item in (case.layers_kept_percent, case.width_kept_percent)
    )
    return replace(
        shape,
        name=name,
        params_total_b=shape.params_total_b * kept,
        params_active_b=shape.params_active_b * kept,
        layers=shape.layers * layers,
        attention_layers=shape.attention_layers * layers,
        state_space_layers=shape.state_space_layers * layers,
        hidden_size=shape.hidden_size * width,
        kv_bytes_per_token=shape.kv_bytes_per_token * layers,
        kv_bytes_per_token_long=shape.kv_bytes_per_token_long * layers,
    )


def prune(desk: Desk, best: Candidate, before: Measured) -> Pruned | str:
    """The pick cut like the published cases, on its instance type; why not, where it cannot be."""
    shape = desk.base.architectures[best.model]
    sparse = shape.experts_total > shape.experts_routed
    rows = cases_of(desk.facts, sparse=sparse)
    if not rows:
        return "no published case of such a model is in the facts"
    chosen = (rows[0], rows[(len(rows) - 1) // 2], rows[-1]) if len(rows) >= SHOWN else rows
    found = _measured(desk, best, [cut(shape, row) for row in chosen])
    if found is None:
        return "a cut model finds no layout on this instance type"
    after = replace(found[len(found) // 2], outcome=over_cases([item.outcome for item in found]))
    tokens = _tokens(rows)
    made = _made(desk, best, shape, cut(shape, chosen[len(chosen) // 2]), tokens)
    once = one_off(
        made, desk.facts, desk.base.site(best.place), desk.workload.horizon_years, desk.base.ledger
    )
    kept = tuple(kept_of(row) for row in chosen)
    return Pruned(effect_of(before, after, once), tokens, rows, tuple(chosen), kept)


@dataclass(frozen=True)
class _Cut:
    """Bases that hold cut models, kept by the base of the uncut one as long as it needs them.

    Attributes:
        together: All of them under names of their own, so that one pass sizes them.
        alone: Each under the name of the uncut model, whose sources and languages it has.
    """

    together: Base
    alone: tuple[Base, ...]


def _measured(desk: Desk, best: Candidate, shapes: Sequence[Architecture]) -> list[Measured] | None:
    """Figures of every shape in place of the pick, all sized in one pass."""
    layout = best.layout
    if layout is None:
        return None
    names = {f"{best.model}~{number}": shape for number, shape in enumerate(shapes)}
    views = desk.base.once(
        ("cut", best.model, tuple(shapes)),
        lambda: _Cut(
            desk.base.with_shapes(names),
            tuple(desk.base.with_shapes({best.model: shape}) for shape in shapes),
        ),
    )
    found = size(
        views.together,
        tuple(names),
        [desk.facts.instances[layout.instance]],
        level_here(desk, best),
        precisions=(layout.precision,),
    )
    if found is None:
        return None
    measured = []
    for name, base in zip(names, views.alone, strict=True):
        row = row_of(found.layouts, name, layout.shards)
        if row is None:
            return None
        taken = partial(_only, found.layouts, row, best.model)
        layouts = base.once(("row", Same(found.layouts), row), taken)
        measured.append(_at(desk, base).measure_layouts(best, layouts, 0))
    return measured


def _at(desk: Desk, base: Base) -> Desk:
    """The same desk, search included, with other shapes of models."""
    found = copy(desk)
    vars(found).update(base=base, _measured={})
    return found


def row_of(layouts: Layouts, name: str, shards: int) -> int | None:
    """Row of a model, with the same chips where it has one."""
    rows = [number for number, key in enumerate(layouts.keys) if key.model == name]
    same = [number for number in rows if layouts.keys[number].shards == shards]
    return next(iter(same or rows), None)


def _only(layouts: Layouts, row: int, model: str) -> Layouts:
    """One row of layouts under the name of another model."""
    arrays = {
        item.name: getattr(layouts, item.name)[row : row + 1]
        for item in fields(layouts)
        if item.name != "keys"
    }
    return Layouts(keys=(layouts.keys[row]._replace(model=model),), **arrays)


def _tokens(rows: Sequence[Specialised]) -> Input:
    """Tokens of the published cases."""
    known = [row for row in rows if row.retrained_tokens_b is not None]
    counts = [row.retrained_tokens_b or 0.0 for row in known]
    return Input(
        "retrained_tokens_b",
        median_low(counts),
        min(counts),
        max(counts),
        "10^9",
        "fact",
        tuple(sorted({source for row in known for source in row.sources})),
        confidence="estimated",
        note=f"as in {', '.join(row.name for row in known)}",
    )


def _made(
    desk: Desk, best: Candidate, shape: Architecture, middle: Architecture, tokens: Input
) -> Made:
    """The recovery run: tokens as in the cases; of experts the model only reads, nothing learns."""
    model = desk.facts.models[best.model]
    sources = tuple(sorted({*model.sources, *model.arch_sources}))

    def params(name: str, value: float, note: str) -> Input:
        return Input(name, value, value, value, "10^9", "fact", sources, model.as_of, note=note)

    note = "nothing is trained: the model reads texts to find the experts it can do without"
    learning = params("student_params_b", middle.params_active_b, middle.name)
    if shape.experts_total > shape.experts_routed:
        learning = params("student_params_b", 0.0, note)
    reading = params("teacher_params_b", shape.params_active_b, shape.name)
    runs = Input("full_runs", *RUNS, "runs", "assumption", note="until it is accepted, judged")
    return Made(learning, reading, runs, tokens)
