"""Distillation of the pick into the next smaller model, priced on the pick's instance type.

The teacher answers examples of the architect's own requests, the student is trained on them, and
takes over. Whether it then meets the quality bar only an evaluation shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from advisors.candidates import Candidate
from advisors.capability import bar_of, failed_filters, may_self_host
from advisors.criteria import Measured
from advisors.desk import Desk
from advisors.one_off import Made, one_off
from advisors.paid_back import Effect, effect_of
from advisors.pruning import row_of
from advisors.resizing import level_here
from advisors.sizing import size
from estimators.annual import Demand
from estimators.facts.model_rows import Model
from estimators.figure import Input

MUCH = 0.8
"""Share of the parameters of the pick that a student may have, judged: less is not worth it."""
LEAST = 0.5
"""Share of the quality bar that a student has before it is taught, judged: the published students
were good models of their size before they were taught."""
TRIED = 4
"""Students that are sized, the best first."""
BAR = frozenset({"quality-bar"})
"""What a student may lack before it is taught."""


@dataclass(frozen=True)
class Distilled:
    """The design with a student in place of the pick.

    Attributes:
        place: Where a managed student is served; empty for one on the pick's instance type.
    """

    student: Model
    effect: Effect
    place: str = ""


@dataclass(frozen=True)
class NotNeeded:
    """A smaller model that meets the bar as it is."""

    model: Model


def distil(desk: Desk, best: Candidate, before: Measured) -> Distilled | NotNeeded | str:
    """What the best student would save; why there is none, where there is none."""
    bar = bar_of(desk.workload)
    rows = smaller(desk, best)
    near = [row for row in rows if (row.aa_index_nonreasoning or 0.0) >= LEAST * bar]
    lacking = {row.id: lacks_of(desk, row) for row in near}
    enough = [row for row in near if not lacking[row.id]]
    if enough:
        shapes = desk.base.architectures
        return NotNeeded(min(enough, key=lambda row: (shapes[row.id].params_total_b, row.id)))
    students = [row for row in near if lacking[row.id] == BAR]
    if not students:
        return _too_weak(desk, rows, bar)
    served = _served(desk, best, students[:TRIED])
    if served is None:
        return (
            f"{students[0].name} and other smaller models need no less energy on this instance type"
        )
    student, after = served
    once = one_off(
        made_of(desk, student, _params(desk, student), desk.price(best).demand),
        desk.facts,
        desk.base.site(best.place),
        desk.workload.horizon_years,
        desk.base.ledger,
    )
    return Distilled(student, effect_of(before, after, once))


def smaller(desk: Desk, best: Candidate) -> Sequence[Model]:
    """Smaller models that one may serve, the one with the best score first."""
    shapes = desk.base.architectures
    most = MUCH * shapes[best.model].params_total_b
    rows = [desk.facts.models[key] for key, item in shapes.items() if item.params_total_b <= most]
    open_rows = (row for row in rows if may_self_host(row))
    return sorted(open_rows, key=lambda row: (-(row.aa_index_nonreasoning or 0.0), row.id))


def lacks_of(desk: Desk, row: Model) -> frozenset[str]:
    """Filters that a model fails."""
    return frozenset(rule for rule, _, _ in failed_filters(desk.workload, row))


def _too_weak(desk: Desk, rows: Sequence[Model], bar: float) -> str:
    """Why none of the smaller models is a student."""
    for row in rows:
        if row.aa_index_nonreasoning is not None and lacks_of(desk, row) == BAR:
            return (
                f"the best smaller open model, {row.name}, scores {row.aa_index_nonreasoning:g} "
                f"where {bar:g} are asked, and no student under {LEAST:.0%} of the bar is priced"
            )
    return (
        "no smaller open model in the facts has the languages, the context, the licence and the "
        "field that the answers ask for"
    )


def _served(
    desk: Desk, best: Candidate, students: Sequence[Model]
) -> tuple[Model, Measured] | None:
    """The first student that takes less energy a call on the pick's instance type."""
    layout = best.layout
    if layout is None:
        return None
    found = size(
        desk.base,
        tuple(row.id for row in students),
        [desk.facts.instances[layout.instance]],
        level_here(desk, best),
        precisions=("fp8" if layout.precision == "mxfp4" else layout.precision,),
    )
    if found is None:
        return None
    layouts, own = desk.search.layouts_of(best)
    for student in students:
        row = row_of(found.layouts, student.id, layout.shards)
        if row is not None and found.layouts.wh_per_call[row] < layouts.wh_per_call[own]:
            item = Candidate(student.id, best.rung, best.place, found.layouts.keys[row])
            return student, desk.measure_layouts(item, found.layouts, row)
    return None


def made_of(desk: Desk, student: Model, params_b: Input, demand: Demand) -> Made:
    """Training of a student on the answers, as often as a tuned model takes to be accepted."""
    facts = desk.facts
    note = "the teacher has answered before; it reads nothing here"
    none = Input("teacher_params_b", 0.0, 0.0, 0.0, "10^9", "answer", note=note)
    return Made(
        replace(params_b, note=f"{student.name} {params_b.note}".strip()),
        none,
        facts.constant("fine_tuning_trials"),
        examples=(
            facts.constant("distillation_examples"),
            demand.input_tokens.named("input_tokens"),
            demand.output_tokens.named("output_tokens"),
            facts.constant("fine_tuning_epochs"),
            demand.steps_per_request.named("steps_per_request"),
        ),
    )


def _params(desk: Desk, student: Model) -> Input:
    value = desk.base.architectures[student.id].params_active_b
    sources = tuple(sorted({*student.sources, *student.params_sources}))
    return Input("params", value, value, value, "10^9", "fact", sources, student.as_of)
