"""Contradiction between the service level and what is on sale: nothing keeps it anywhere.

Whether a level is kept is asked of the search itself, and so is the nearest one that is; a quick
look at the times first spares most designs that search.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from math import ceil, floor, log10, sqrt

from advisors.base import Base
from advisors.capability import Capable, capable_models, served_by_bedrock
from advisors.classic import classic_for
from advisors.conflict_places import hosted_otherwise
from advisors.conflict_ways import PATIENT_MS, Clash, Way, way
from advisors.demand import NETWORK_SHARE, demand_of, level_of, slowest_trip_ms
from advisors.durations import duration, told_to_ms
from advisors.gather import search, shortlist, sold_in
from advisors.managed_models import managed_calls
from advisors.managed_pace import Pace, call_misfit
from advisors.misfits import Misfit
from advisors.near import near_enough
from advisors.places import Place, open_places, open_routes, profile_places
from advisors.questions import question
from advisors.questions.model import NO_MODEL
from advisors.rungs import prompt_tokens, usual_rung
from advisors.sizing import size
from advisors.workload import Workload
from advisors.workload_types import Hosting, Quality
from estimators.facts import Model

EASY_PACE_MS = 50.0
EASY_FIRST_MS, EASY_MS_PER_TOKEN = 500.0, 0.5
"""Pace, and wait with what each token of the prompt adds, that a managed service keeps everywhere;
no search is made for them."""
EASY_ON_OLD_CHIPS = 10.0
"""Times as long where machines of one's own or certain Regions are asked for: some sell old chips
alone."""
FIRST, PACE = "ttft_ms", "inter_token_ms"
CLOSE_ENOUGH = 1.04
"""Factor within which the nearest level is found, before it is rounded up."""


def tight(w: Workload) -> tuple[str, ...]:
    """The questions on the service level whose answers might be out of reach."""
    old = w.hosting is Hosting.SELF_HOSTED or bool(w.allowed_regions)
    slower = EASY_ON_OLD_CHIPS if old else 1.0
    easy = {
        FIRST: EASY_FIRST_MS + EASY_MS_PER_TOKEN * w.input_tokens.value,
        PACE: EASY_PACE_MS,
    }
    return tuple(
        name
        for name, limit in easy.items()
        if getattr(w, name).value < limit * slower and not w.assumed(name)
    )


def _out_of_reach(w: Workload, base: Base) -> str:
    """Nothing keeps the level, though without it there would be a design."""
    asked = tight(w)
    if not asked or classic_for(w, base) is not None or kept(w, base):
        return ""
    # What law, wishes or the network close altogether is a clash of its own.
    if not open_places(w, base.facts)[0] or not kept(_patient(w, *asked), base):
        return ""
    who = "No model that can do this work keeps"
    if w.committed_model:
        who = f"{base.generative[w.committed_model].name}, the model that is given, cannot keep"
    levels = {
        FIRST: f"{duration(w.ttft_ms.value)} to the first word of an answer to "
        f"{w.input_tokens.value:,.0f} tokens",
        PACE: f"{duration(w.inter_token_ms.value)} for each further word piece "
        f"({1e3 / w.inter_token_ms.value:,.0f} a second)",
    }
    said = " and ".join(levels[name] for name in asked)
    return (
        f"{who} {said}, on any service or machine on sale where your answers leave places open."
        f"{_nearest_miss(w, base)}"
    )


def kept(w: Workload, base: Base) -> bool:
    """Whether some design keeps the service level; what a quick look finds needs no search."""
    return surely(w, base) or search(w, base).best is not None


def surely(w: Workload, base: Base) -> bool:
    """Whether the usual rung alone shows something that is fast enough."""
    places, able = _open(w, base)
    managed = w.hosting is not Hosting.SELF_HOSTED and any(
        call_misfit(w, model.name, pace, trip) is None
        for model, pace, trip in _services(w, base, places, able)
    )
    return managed or (w.hosting is not Hosting.MANAGED and _some_machine(w, base, places, able))


def _open(w: Workload, base: Base) -> tuple[tuple[Place, ...], list[Capable]]:
    """Places that law, wishes and network leave open, and models that do the work untuned."""
    places, _ = near_enough(w, open_places(w, base.facts)[0])
    return places, [item for item in capable_models(w, base)[0] if not item.needs_tuning]


def _services(
    w: Workload, base: Base, places: tuple[Place, ...], able: list[Capable]
) -> Iterator[tuple[Model, Pace, float]]:
    """Managed models with their pace and the network in ms, in each place that offers them."""
    prompt = prompt_tokens(w, usual_rung(w), base)
    demand, routes = demand_of(w, prompt), open_routes(w, base.facts)
    trips = {place.region: place.rtt_ms for place in places}
    offered = [item.model for item in able if served_by_bedrock(item.model)]
    calls = managed_calls(base, offered, demand.input_tokens, demand.output_tokens)
    for model in offered:
        here = [place for place in places if place.region in model.bedrock_regions]
        for place in (*here, *profile_places(model, routes, trips)):
            if model.id in calls:
                yield model, calls[model.id].pace, place.rtt_ms or 0.0


def _some_machine(w: Workload, base: Base, places: tuple[Place, ...], able: list[Capable]) -> bool:
    """Whether a model of one's own is fast enough on a machine that an open Region sells."""
    level = level_of(w, prompt_tokens(w, usual_rung(w), base), slowest_trip_ms(places))
    found = size(base, shortlist(able, base), sold_in(places, base), level)
    return found is not None and len(found.layouts) > 0


def _nearest_miss(w: Workload, base: Base) -> str:
    """What comes nearest in each way of hosting, or that the network leaves too little time."""
    places, able = _open(w, base)
    if not places:
        return f" The network from {w.user_region} takes more than {NETWORK_SHARE:.0%} of it."
    misses: list[Misfit | None] = []
    if w.hosting is not Hosting.MANAGED:
        misses.append(search(w, base).too_slow())
    if w.hosting is not Hosting.SELF_HOSTED:
        near = min(_services(w, base, places, able), key=partial(_missed_by, w), default=None)
        misses.append(None if near is None else call_misfit(w, near[0].name, *near[1:]))
    said = [item.reason.rstrip(".") for item in misses if item is not None]
    return f" Nearest: {'. '.join(said)}." if said else ""


def _missed_by(w: Workload, service: tuple[Model, Pace, float]) -> float:
    """Factor by which a managed model misses the level at the fast end of its pace."""
    _, pace, trip = service
    return max((pace.first[0] + trip) / w.ttft_ms.value, pace.between[0] / w.inter_token_ms.value)


def _patient(w: Workload, *names: str) -> Workload:
    """The workload as if nobody waited for what these questions limit."""
    return _at(w, dict.fromkeys(names, PATIENT_MS))


def _at(w: Workload, level: dict[str, float]) -> Workload:
    fields = {
        name: replace(getattr(w, name), value=ms, low=ms, high=ms) for name, ms in level.items()
    }
    return replace(w, **fields)


def _least(w: Workload, base: Base, name: str) -> float | None:
    """The least value of a limit that some design keeps, rounded up; None where none does."""
    if not kept(_patient(w, name), base):
        return None
    low = high = getattr(w, name).value
    while not kept(_at(w, {name: high}), base):
        low, high = high, high * 2.0
    while high / low > CLOSE_ENOUGH:
        middle = sqrt(low * high)
        low, high = (low, middle) if kept(_at(w, {name: middle}), base) else (middle, high)
    return _up(high)


def _up(value: float) -> float:
    """Rounded up to two digits, or from a minute on to what is told of it, so that it is kept."""
    step = told_to_ms(value) or 10.0 ** (floor(log10(value)) - 1)
    return round(ceil(value / step - 1e-9) * step, 6)


def _ways(w: Workload, base: Base) -> Iterator[Way]:
    words = {
        FIRST: "accept {} to the first word",
        PACE: "accept {} for each further word piece",
    }
    asked = tight(w)
    alone = {name: least for name in asked if (least := _least(w, base, name)) is not None}
    for name, least in alone.items():
        yield way(w, words[name].format(duration(least)), **{name: f"{least:g}"})
    if len(asked) > 1 and not alone:
        pace = _least(_patient(w, FIRST), base, PACE)
        first = _least(_at(w, {PACE: pace}), base, FIRST) if pace is not None else None
        if pace is not None and first is not None:
            both = f"{words[FIRST]} and {{}} for each further word piece"
            said = both.format(duration(first), duration(pace))
            yield way(w, said, ttft_ms=f"{first:g}", inter_token_ms=f"{pace:g}")
    if w.committed_model:
        yield way(w, "leave the choice of the model open", committed_model=NO_MODEL)
    yield from hosted_otherwise(w, "allow both ways of hosting")
    levels = list(Quality)
    for level in reversed(levels[: levels.index(w.quality)]):
        label = question("quality").choice(level.value).label
        yield way(w, f"accept the quality '{label}', which smaller models reach",
                  quality=level.value)  # fmt: skip


NO_SUCH_LEVEL = Clash("no-such-level", _out_of_reach, tight, _ways)
"""A service level that no design keeps, whatever model, machine or place."""
