"""The designs that no other beats, and the smallest thing that works."""

from collections.abc import Iterator, Mapping, Sequence
from math import inf

import numpy as np

from advisors.candidates import Candidate
from advisors.capability import Capable
from advisors.changes import PLAIN
from advisors.classic import LABELS, Approach
from advisors.desk import Desk
from advisors.hosting_doubt import NEARLY_IDLE
from advisors.later import Later
from advisors.options import Option
from advisors.ranking import Rated, against, with_reason
from advisors.rungs import usual_rung
from advisors.shown import Said, classic_design, design, rated
from estimators.sweep_places import pareto_front

KEPT = 5
ENOUGH: Mapping[Approach, str] = {
    "classifier": "It writes no text: a right answer is one of a fixed list: it picks one.",
    "search": "It writes no text: a right answer is a list of what there is, the best match first.",
    "rules": "It writes no text: a right answer follows from rules that can be written down.",
}
"""Why a smaller approach can do the work."""


def pareto_options(desk: Desk) -> Sequence[Option]:
    """A few designs of the Pareto front over carbon, water, cost and latency, best score first.

    The front runs over the best place of each row, so that one design is not shown once a Region,
    and over a smaller approach that could do the work, which is always shown where it is chosen. It
    is worked out when someone looks at it.
    """
    return Later(_on_front(desk))


def _on_front(desk: Desk) -> Iterator[Option]:
    found, best = desk.search, desk.best
    chosen = desk.classic is not None
    small = _smaller_approach(desk)
    if best is None:
        if chosen and small is not None:
            yield small.option
        return
    cells = found.best_places()
    rows, columns = np.array(cells).T
    values = np.stack([values[rows, columns] for values in found.criteria.values()], axis=1)
    if small is not None:
        values = np.vstack([values, [small.criteria[name] for name in found.criteria]])
    front = pareto_front(values).tolist()
    picked = _distinct(
        [found.candidate(*cell) for cell, on in zip(cells, front[: len(cells)], strict=True) if on]
    )
    desk.foresee((item, PLAIN) for item in picked[:KEPT])
    entries = [small] if small is not None and (chosen or front[-1]) else []
    entries += [_generative(desk, item) for item in picked[:KEPT]]
    base = rated(desk, "best", "best", desk.measure(best), Said((), ()))
    if chosen and small is not None:
        base = small
    for entry in sorted(entries, key=lambda entry: (chosen and entry is not small, entry.score)):
        yield with_reason(entry, against(base, entry)).option


def _generative(desk: Desk, item: Candidate) -> Rated:
    """A design of the grid as it stands among those that no other beats."""
    name = f"{item.model}/{'bedrock' if item.layout is None else item.layout.instance}"
    said = Said((f"{design(desk, item)}.",), ("frame-sustainable-innovation",))
    return rated(desk, f"{name}/{item.place.id}", design(desk, item), desk.measure(item), said)


def _smaller_approach(desk: Desk) -> Rated | None:
    """A smaller approach that could do the work, where all that it is weighed by is known."""
    item, place = desk.smaller, desk.classic_place
    if item is None or place is None:
        return None
    label = f"{classic_design(desk, item)}, in {place.label}"
    said = Said(
        (ENOUGH[item.approach],),
        ("frame-need-for-genai", "model-simple-baseline"),
    )
    name = f"{item.approach}/{item.instance}/{place.id}"
    found = rated(desk, name, label, desk.measure_classic(item, place), said)
    return found if np.isfinite(found.score) else None


def smallest_option(desk: Desk) -> Option | None:
    """The smallest thing that works: the smaller approach, or the smallest capable model as is."""
    if desk.smaller is not None and desk.classic_place is not None:
        item = desk.smaller
        said = Said(
            ("The smallest approach that can do the work.",), ("frame-early-small-experiments",)
        )
        measured = desk.measure_classic(item, desk.classic_place)
        return rated(
            desk, item.approach, f"Smallest: {LABELS[item.approach]}", measured, said
        ).option
    models = sorted(desk.search.capable, key=_in_memory)
    cells = desk.search.best_by_model(rung=usual_rung(desk.workload))
    found = [cells[item.model.id] for item in models if item.model.id in cells]
    beside = any(cell.managed for cell in found)
    fit = (cell for cell in found if not (beside and _idles(desk, cell)))
    of_estimate: Candidate | None = None
    for cell in fit:
        if _is_known(desk, cell):
            return _smallest(desk, cell)
        of_estimate = of_estimate or cell
    return None if of_estimate is None else _smallest(desk, of_estimate)


def _is_known(desk: Desk, item: Candidate) -> bool:
    """Whether the size of its model is published, so that it can be called the smallest."""
    model = desk.facts.models[item.model]
    return model.params_confidence == "published"


def _idles(desk: Desk, item: Candidate) -> bool:
    """Whether it takes machines of its own that would hardly ever work: nothing small."""
    if item.managed:
        return False
    busy = desk.measure(item).outcome.figures["utilization"].value
    return busy is not None and busy < NEARLY_IDLE


def _in_memory(item: Capable) -> tuple[float, str]:
    """All its parameters: experts that rest at a token still take memory and machines."""
    model = item.model
    return model.params_total_b or model.params_active_b or inf, model.id


def _smallest(desk: Desk, found: Candidate) -> Option:
    size = "The smallest model of published size"
    if not _is_known(desk, found):
        size = "By an estimate of its size, as none of published size passes, the smallest model"
    said = Said(
        (
            f"{size} that meets the bar, without tuning, at its best host and place; "
            "machines of its own that would stand idle are passed by.",
            f"{design(desk, found)}.",
        ),
        ("model-right-size", "frame-early-small-experiments"),
    )
    label = f"Smallest: {design(desk, found)}"
    return rated(desk, found.model, label, desk.measure(found), said).option


def _distinct(items: list[Candidate]) -> list[Candidate]:
    """One candidate a model and host."""
    seen: dict[tuple[str, str], Candidate] = {}
    for item in items:
        seen.setdefault((item.model, item.layout.instance if item.layout else ""), item)
    return list(seen.values())
