"""Answers that cannot all hold: found before any ranking, named together, with the ways out."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from advisors.contradiction import Contradiction, Rule
from advisors.design import Design
from advisors.durations import duration
from advisors.questions.languages import named
from advisors.questions.names import called
from advisors.workload import Workload, facts_with, workload_from
from advisors.workload_conflicts_model import model
from advisors.workload_conflicts_shape import SHAPE
from advisors.workload_places import limiting_questions, regions_open, within
from advisors.workload_types import (
    DailyCurve,
    Hosting,
    Quality,
    Residency,
    Skills,
)
from estimators.errors import EvidenceError

if TYPE_CHECKING:
    from estimators.facts import Facts

__all__ = ["Contradiction", "contradictions", "find_contradictions"]

MANAGED_PROMISE = 0.999
AREAS: Mapping[Residency, str] = {
    Residency.EU: "the EU",
    Residency.EU_ADEQUATE: "the EU and adequate countries",
    Residency.US: "the United States",
    Residency.UK: "the United Kingdom",
    Residency.JAPAN: "Japan",
    Residency.AUSTRALIA: "Australia",
    Residency.INDIA: "India",
    Residency.CANADA: "Canada",
}
"""Where data may be, as people write it within a sentence."""
_NAMED = 4
"""Regions that a sentence names before it counts the rest."""


def find_contradictions(workload: Workload, facts: "Facts") -> tuple[Contradiction, ...]:
    """Every clash among the answers, the blocking ones first.

    Defaults do not clash: a rule is silent while one of its answers is assumed.
    """
    found = [item for rule in _RULES for item in rule(workload, facts)]
    found = [item for item in found if not any(workload.assumed(q) for q in item.questions)]
    return tuple(sorted(found, key=lambda item: item.severity != "blocks"))


def contradictions(design: Design, facts: "Facts") -> tuple[Contradiction, ...]:
    """Every clash among the answers of a design.

    Args:
        design: The answers, with the architect's own facts.
        facts: As shipped; the design's own are laid over them here.

    Raises:
        OverrideError: An override of the design names no fact, or cannot be that fact's.
    """
    own = facts_with(design, facts)
    return find_contradictions(workload_from(design, own), own)


def _one_region(w: Workload) -> Iterable[Contradiction]:
    """One Region only, and not exactly one is named."""
    if len(w.allowed_regions) == 1:
        return
    taken = f" Until you name it, {w.user_region} is taken, the one nearest the users."
    named = _named(w.allowed_regions) or "none"
    open_yet = w.assumed("allowed_regions")
    yield Contradiction(
        "one-region-unnamed",
        ("residency",) if open_yet else ("residency", "allowed_regions"),
        f"Data must stay in one Region, and the Regions named are: {named}."
        + ("" if w.allowed_regions else taken),
        ("name exactly one allowed Region", "choose a wider residency"),
        "check",
    )


def _law_and_regions(w: Workload, facts: "Facts") -> Iterable[Contradiction]:
    """Allowed Regions against the residency."""
    if w.residency is Residency.ONE_REGION:
        yield from _one_region(w)
        return
    outside = [code for code in w.allowed_regions if not within(w.residency, facts.regions[code])]
    if not outside:
        return
    everything = len(outside) == len(w.allowed_regions)
    named = f"take {_named(outside)} off the list"
    yield Contradiction(
        "residency-excludes-regions",
        ("residency", "allowed_regions"),
        f"Data must stay in {AREAS[w.residency]}, but {_named(outside)} "
        f"{'is' if len(outside) == 1 else 'are'} outside"
        + (" and nothing else is allowed." if everything else "."),
        (
            f"allow a Region inside {AREAS[w.residency]}" if everything else named,
            "widen the residency, if law and contracts permit",
            "drop the limit on Regions",
        ),
        "blocks" if everything else "check",
    )


def _network_and_wait(w: Workload, facts: "Facts") -> Iterable[Contradiction]:
    """The wait that users accept against the network alone."""
    trips: dict[str, float] = {}
    for code in regions_open(w, facts):
        try:
            trips[code] = facts.rtt(w.user_region, code).value
        except EvidenceError:
            return
    if not trips or min(trips.values()) < w.ttft_ms.high:
        return
    code = min(trips, key=trips.__getitem__)
    yield Contradiction(
        "network-exceeds-ttft",
        ("ttft_ms", *limiting_questions(w), "user_region"),
        f"The first word may take {duration(w.ttft_ms.value)}, but the nearest permitted Region, "
        f"{code}, is {trips[code]:.0f} ms from {w.user_region} by network alone.",
        (
            f"accept more than {trips[code]:.0f} ms to the first word",
            "permit a Region nearer to the users",
        ),
        "blocks",
    )


def _waiting_twice(w: Workload, _: "Facts") -> Iterable[Contradiction]:
    """A limit on the wait although everything may wait."""
    late = tuple(q for q in ("ttft_ms", "inter_token_ms") if q in w.set_aside)
    if late:
        yield Contradiction(
            "async-with-latency-limit",
            ("async_share", *late),
            "All requests may wait for hours, yet a limit in milliseconds was given for "
            f"the {' and the '.join(map(called, late))}.",
            ("lower the share that may wait", "take the limit back"),
        )


def _nobody_waits(w: Workload, _: "Facts") -> Iterable[Contradiction]:
    """A nightly run of which nothing may wait."""
    if w.daily_curve is DailyCurve.NIGHT and w.async_share.high == 0:
        yield Contradiction(
            "night-without-waiting",
            ("daily_curve", "async_share"),
            "The requests come in one batch a day, for which nobody waits, yet none of them may "
            "wait for hours.",
            ("say which share may wait: 100% for a nightly run", "choose another daily curve"),
            "check",
        )


def _languages(w: Workload, facts: "Facts") -> Iterable[Contradiction]:
    """Languages that no model of the catalogue states."""
    stated = {code for model in facts.models.values() for code in model.languages}
    unknown = [code for code in w.languages if code not in stated]
    if unknown:
        yield Contradiction(
            "languages-unstated",
            ("languages",),
            f"Answers must be good in {', '.join(map(named, unknown))}, which no model of the "
            "catalogue states among its languages.",
            (
                "measure candidates on your own samples first",
                "plan for translation or further training in that language",
                "accept a lower bar for it",
            ),
            "check",
        )


def _hosting(w: Workload, facts: "Facts") -> Iterable[Contradiction]:
    """Who runs it against skills, purchases and promises."""
    if w.hosting is Hosting.SELF_HOSTED and w.skills in {Skills.NONE, Skills.APIS}:
        yield Contradiction(
            "self-hosting-without-skills",
            ("hosting", "skills"),
            "You want to run the model yourselves, but the team has not run one in production.",
            ("compare with a managed service", "plan people and time for operations"),
        )
    if w.hosting is not Hosting.MANAGED:
        return
    if "reserved-accelerators" in w.commitments:
        yield Contradiction(
            "managed-with-reservations",
            ("hosting", "commitments"),
            "Only a managed service is wanted, but accelerators are reserved already.",
            ("let the reservations run out", "allow self-hosting on them"),
        )
    if w.availability.low > MANAGED_PROMISE:
        yield Contradiction(
            "availability-above-promise",
            ("availability", "hosting"),
            f"It must be up {w.availability.value * 100:g}% of the time, but the managed service "
            f"promises {MANAGED_PROMISE * 100:g}% for a month and a Region.",
            ("serve from two Regions", "accept the promise", "allow self-hosting"),
        )
    places = regions_open(w, facts)
    if places and not any(facts.regions[code].bedrock for code in places):
        yield Contradiction(
            "no-managed-service-there",
            ("hosting", *limiting_questions(w)),
            f"Only a managed service is wanted, but Bedrock is not in {_named(places)}.",
            ("permit a Region that has it", "allow self-hosting"),
        )


def _quality(w: Workload, _: "Facts") -> Iterable[Contradiction]:
    """A costly error that nobody would notice."""
    undecided = not w.quality_measures and not w.assumed("quality_measure")
    if w.quality is Quality.CRITICAL and undecided:
        yield Contradiction(
            "critical-but-unmeasured",
            ("quality", "quality_measure"),
            "An error is costly, but how quality will be measured is not decided.",
            ("collect reference answers before choosing a model", "have people rate samples"),
        )


def _named(codes: Sequence[str]) -> str:
    """The first few codes, then how many more."""
    rest = len(codes) - _NAMED
    more = f" and {rest} more" if rest > 0 else ""
    return ", ".join(codes[:_NAMED]) + more


_RULES: tuple[Rule, ...] = (
    _law_and_regions,
    _network_and_wait,
    _waiting_twice,
    _nobody_waits,
    _languages,
    *SHAPE,
    _hosting,
    _quality,
    model,
)
