"""A design on its own type of machine, sized anew for other limits, formats or switches."""

from dataclasses import replace

from advisors.candidates import Candidate
from advisors.criteria import Measured
from advisors.demand import level_of, slowest_trip_ms
from advisors.desk import Desk
from advisors.rungs import prompt_tokens, same_share
from advisors.sizing import ServiceLevel, Sized, size
from advisors.ways import keeps_prompts
from estimators.serving_inputs import Options


def resized(
    desk: Desk,
    best: Candidate,
    *,
    options: Options | None = None,
    precisions: tuple[str, ...] = (),
    level: ServiceLevel | None = None,
) -> Measured | None:
    """The same model on the same instance type, sized anew; None where it does not fit."""
    layout = best.layout
    if layout is None:
        return None
    if keeps_prompts(best.serving):
        same = same_share(desk.workload, best.rung, desk.base)
        options = replace(options or Options(), prefix_cached_share=same)
    found = size(
        desk.base,
        [best.model],
        [desk.facts.instances[layout.instance]],
        level or level_here(desk, best),
        options=options,
        precisions=precisions or (layout.precision,),
    )
    row = _same_shards(found, layout.shards)
    if found is None or row is None:
        return None
    return desk.measure_layouts(best, found.layouts, row)


def level_here(desk: Desk, best: Candidate) -> ServiceLevel:
    """Service level of a candidate as the search took it."""
    prompt = prompt_tokens(desk.workload, best.rung, desk.base)
    return level_of(desk.workload, prompt, slowest_trip_ms(desk.search.regions))


def _same_shards(found: Sized | None, shards: int) -> int | None:
    keys = found.layouts.keys if found is not None else ()
    rows = [number for number, key in enumerate(keys) if key.shards == shards]
    return rows[0] if rows else (0 if keys else None)
