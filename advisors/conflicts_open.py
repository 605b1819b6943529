"""Contradiction between places and the models that are left there: none that can do the work."""

from collections.abc import Iterator

from advisors.base import Base
from advisors.capability import Capable, capable_models
from advisors.classic import classic_for
from advisors.conflict_places import hosted_otherwise, limits_in_words, wider
from advisors.conflict_ways import Clash, Openings, Way, anywhere_near, unlimited, way
from advisors.workload import Workload
from advisors.workload_places import limiting_questions, regions_open
from advisors.workload_types import Hosting, Licences, Quality


def _able(w: Workload, base: Base) -> tuple[Capable, ...]:
    """Models that can do the work; one that must be tuned first only where it can be hosted."""
    able, _ = capable_models(w, base)
    return tuple(c for c in able if not c.needs_tuning or w.hosting is not Hosting.MANAGED)


def _none_left(w: Workload, base: Base) -> str:
    """No capable model has a place inside, though some have one outside."""
    if not limiting_questions(w) or not regions_open(w, base.facts):
        return ""
    managed = w.hosting is Hosting.MANAGED
    if managed and not any(base.facts.regions[c].bedrock for c in regions_open(w, base.facts)):
        return ""  # said of the service as a whole
    if classic_for(w, base) is not None:
        return ""  # nothing generative is needed
    inside, outside = Openings(anywhere_near(w), base), Openings(unlimited(w), base)
    able = _able(w, base)
    if any(inside.has(item.model) for item in able):
        return ""
    if not any(outside.has(item.model) for item in able):
        return ""
    limits = limits_in_words(w)
    return f"{limits[:1].upper()}{limits[1:]}, but {_shut_out(w.hosting, len(able))}."


def _shut_out(hosting: Hosting, models: int) -> str:
    """That no model has a place there: the only one there is, or none of several."""
    if hosting is Hosting.ANY:
        return (
            f"none of the {models} models that can do this work is offered there or can be hosted "
            "there"
            if models > 1
            else "the one model that can do this work is neither offered there nor can be hosted "
            "there"
        )
    how = "a managed service offers" if hosting is Hosting.MANAGED else "you can host"
    return (
        f"none of the {models} models that can do this work is one that {how} there"
        if models > 1
        else f"the one model that can do this work is not one that {how} there"
    )


def _asked(w: Workload) -> tuple[str, ...]:
    hosting = ("hosting",) if w.hosting is not Hosting.ANY else ()
    return (*limiting_questions(w), *hosting)


def _ways(w: Workload, base: Base) -> Iterator[Way]:
    outside = Openings(unlimited(w), base)
    models = [item.model for item in _able(w, base) if outside.has(item.model)]
    yield from wider(w, base, models)
    words = "allow self-hosting" if w.hosting is Hosting.MANAGED else "allow a managed service"
    yield from hosted_otherwise(w, words)
    levels = list(Quality)
    for level in reversed(levels[: levels.index(w.quality)]):
        yield way(w, f"accept answers of the quality '{level.value}'", quality=level.value)
    if w.licences is not Licences.ANY:
        words = "accept any licence that allows commercial use"
        yield way(w, words, licences=Licences.ANY.value)


NO_MODEL_THERE = Clash("no-model-there", _none_left, _asked, _ways)
"""No capable model in the places that law and wishes leave open."""
