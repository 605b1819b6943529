"""Ways out of a contradiction about places: more of them, by law, by wish or by hosting."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from advisors.base import Base
from advisors.conflict_ways import Openings, Way, anywhere_near, way
from advisors.places import AREA_NAMES, GLOBAL, destinations, open_routes, rtt_ms
from advisors.questions import question
from advisors.workload import Workload
from advisors.workload_places import limiting_questions, within
from advisors.workload_types import Hosting, Residency
from estimators.facts.model_rows import Model

NAMED = 4
"""Regions that a sentence names before it counts the rest."""


def limits_in_words(w: Workload) -> str:
    """What the answers allow: the law, the Regions, or both."""
    only = f"only {named(w.allowed_regions)} may be used" if w.allowed_regions else ""
    if w.residency in {Residency.ANYWHERE, Residency.ONE_REGION}:
        return only or f"data must stay in one Region, taken to be {w.user_region}"
    area = question("residency").choice(w.residency.value).label
    return " and ".join(filter(None, (f"data must stay in: {area}", only)))


def named(codes: Iterable[str]) -> str:
    """The first few codes, then how many more."""
    every = tuple(codes)
    rest = len(every) - NAMED
    return ", ".join(every[:NAMED]) + (f" and {rest} more" if rest > 0 else "")


def where_offered(w: Workload, model: Model, base: Base) -> str:
    """Where Bedrock serves a model, and why nothing of it is open to the workload.

    A profile may keep data inside and be closed all the same: it has to be called from a Region
    inside, and the facts may know of none.
    """
    routes = open_routes(w, base.facts)
    areas = [prefix for prefix in model.bedrock_profiles if prefix in AREA_NAMES]
    inside = [AREA_NAMES[prefix] for prefix in areas if prefix in routes]
    outside = [AREA_NAMES[prefix] for prefix in areas if prefix not in routes]
    parts = [
        f"in {named(model.bedrock_regions)}" if model.bedrock_regions else "",
        f"through the {_profiles(outside)}" if outside else "",
    ]
    places = " and ".join(filter(None, parts))
    sentences = [f"Bedrock offers it {places}, and none of that stays inside"] if places else []
    if inside:
        sentences.append(f"no Region inside is known from which its {_profiles(inside)} is called")
    return "; ".join(sentences) or "Bedrock offers it nowhere"


def _profiles(areas: Sequence[str]) -> str:
    return f"profile{'s' if len(areas) > 1 else ''} {', '.join(areas)}"


def wider(w: Workload, base: Base, models: Sequence[Model]) -> Iterator[Way]:
    """More places, the least change first; whoever takes them asks which of them help.

    Args:
        w: Answers.
        base: Facts.
        models: Those that are to find a place, the preferred one first.
    """
    if w.residency not in {Residency.ANYWHERE, Residency.ONE_REGION}:
        yield from _wider_law(w)
    if w.allowed_regions:
        yield from _more_regions(w, base, models)
        yield way(w, "drop the limit on Regions", allowed_regions="none", **_unnamed(w))
    if len(limiting_questions(w)) > 1:
        words = "widen the residency, if law and contracts permit, and drop the limit on Regions"
        yield way(w, words, residency="anywhere", allowed_regions="none")


def hosted_otherwise(w: Workload, words: str) -> Iterator[Way]:
    """Both ways of hosting, where only one is wished."""
    if w.hosting is not Hosting.ANY:
        yield way(w, words, hosting="any")


def _unnamed(w: Workload) -> dict[str, str]:
    """One Region only needs its name: without a list it has to go as well."""
    return {"residency": "anywhere"} if w.residency is Residency.ONE_REGION else {}


def _wider_law(w: Workload) -> Iterator[Way]:
    if w.residency is Residency.EU:
        words = "accept the EU and adequate countries, if law and contracts permit"
        yield way(w, words, residency=Residency.EU_ADEQUATE.value)
    words = "widen the residency to anywhere, if law and contracts permit"
    yield way(w, words, residency=Residency.ANYWHERE.value)


def _more_regions(w: Workload, base: Base, models: Sequence[Model]) -> Iterator[Way]:
    """The nearest further Region in which one of the models has a place, or all of a profile."""
    one = w.residency is Residency.ONE_REGION
    kept = () if one else w.allowed_regions
    for code in _by_distance(w, base):
        step = way(w, "", allowed_regions=", ".join(sorted({*kept, code})))
        openings = Openings(anywhere_near(step.workload), base)
        served = next((model.name for model in models if openings.has(model)), "")
        if served:
            yield replace(step, words=f"allow {code}, where {served} can be served")
            break
    for prefix in models[0].bedrock_profiles if models and not one else ():
        area = destinations(prefix, base.facts)
        if prefix != GLOBAL and not set(area).isdisjoint(w.allowed_regions):
            words = f"allow all {len(area)} Regions of the {AREA_NAMES[prefix]} profile"
            yield way(w, words, allowed_regions=", ".join(sorted({*w.allowed_regions, *area})))


def _by_distance(w: Workload, base: Base) -> list[str]:
    """Commercial Regions inside the law that are not allowed yet, the nearest first."""
    trips = {
        code: rtt_ms(w, code, base.facts)
        for code, region in base.facts.regions.items()
        if region.partition == "aws" and within(w.residency, region)
    }
    known = {code: trip for code, trip in trips.items() if trip is not None}
    return sorted(known.keys() - set(w.allowed_regions), key=lambda code: (known[code], code))
