"""Whether a way of serving that the answers make part of the design turns the choice of hosting.

The search ranks designs as they are; a shared prefix or repeated requests that were answered for
may help one way of hosting and not the other, as not every managed model has a prompt cache.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from advisors.candidates import Candidate
from advisors.desk import Desk
from advisors.inference import LABELS, WEEKS
from advisors.options import Decision
from advisors.ranking import Rated, against
from advisors.shown import Said, rated
from advisors.techniques import AS_DESIGNED, Technique, Tried, answer_cache, prompt_cache

READY: Mapping[str, Technique] = {
    "shared_prefix_share": prompt_cache,
    "repeat_share": answer_cache,
}
"""Techniques that rest on an answer alone, by its question."""


def turned_by_serving(desk: Desk, found: Decision, cells: Mapping[str, Candidate]) -> Decision:
    """The decision without a clear winner where such a technique puts another first.

    Args:
        desk: Workload and weights.
        found: As ranked.
        cells: The design behind each option, by its id.
    """
    ready = [way for asked, way in READY.items() if not desk.workload.assumed(asked)]
    if len(cells) < 2 or not ready:
        return found
    best = {name: _best(desk, cell, ready) for name, cell in cells.items()}
    first, winner = found.options[0].id, min(best, key=lambda name: best[name].score)
    if winner == first or not best[winner].score < best[first].score:
        return found
    named = {item.id: item.label for item in found.options}
    other = _served(named[first], best[first])
    turned = (
        f"{_served(named[winner], best[winner])} comes first, which your answers make possible. "
        f"{against(best[first], best[winner], other)}"
    )
    flip = f"the way of serving: {turned.partition(', which')[0]}"
    return replace(
        found,
        clear=False,
        confidence="low",
        confidence_reason=f"{turned} {found.confidence_reason}",
        flips=(flip, *found.flips),
    )


def _best(desk: Desk, cell: Candidate, ready: Sequence[Technique]) -> Rated:
    """The best way to serve a design, as it is included."""
    tried = [Tried(AS_DESIGNED, desk.measure(cell), ""), *(way(desk, cell) for way in ready)]
    found = []
    for item in tried:
        if item.measured is not None:
            weeks = item.measured.effort_weeks + WEEKS[item.id]
            measured = replace(item.measured, effort_weeks=weeks)
            found.append(rated(desk, item.id, LABELS[item.id], measured, Said((), ())))
    return min(found, key=lambda item: item.score)


def _served(label: str, item: Rated) -> str:
    """An option with its way of serving."""
    way = item.option.label
    if item.option.id == AS_DESIGNED:
        return f"{label} as designed"
    return f"{label} with {way[0].lower()}{way[1:]}"
