"""Decision: how the model is served, and what each relaxation of the service level would save."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from advisors.candidates import Candidate
from advisors.classic import Classic
from advisors.criteria import Measured
from advisors.desk import Changes, Desk
from advisors.managed_tiers import BATCH_LABEL, price_list, standing
from advisors.options import Decision, Exclusion, Option
from advisors.places import Place
from advisors.ranking import Case, Rated, against, decide
from advisors.rules import RULES, cards_of
from advisors.shown import Said, classic_design, design, rated
from advisors.smaller_encoder import smaller_encoder
from advisors.smaller_model import in_brief, priced, smaller_models
from advisors.techniques import AS_DESIGNED, Tried, level_here, resized, try_all
from advisors.unranked import named
from advisors.weights import CLOSE
from estimators.figure import Input

CASE = Case(
    id="inference",
    title="Inference and service level",
    question="How is it served, and how fast?",
    cards=("infer-dominates", "sla-meet-not-exceed", "infer-continuous-batching"),
    rule="The technique whose effect on this design has the least weighted sum; the figures of the "
    "design as a whole include the first.",
    paired=True,
)
RELAXED = 2.0
SPARELESS = 0.9
"""Availability at which no fleet needs a spare replica."""
WEEKS: Mapping[str, float] = {
    AS_DESIGNED: 0.0,
    "prompt-cache": 0.5,
    "answer-cache": 2.0,
    "int4": 2.0,
    "speculative": 3.0,
}
"""Person-weeks that a technique adds, judged."""
LABELS: Mapping[str, str] = {
    AS_DESIGNED: "As designed: continuous batching, right-sized",
    "prompt-cache": "Prompt caching",
    "answer-cache": "Answer cache for repeated questions",
    "int4": "4-bit weights",
    "speculative": "Speculative decoding",
    "relaxed-first": "Relaxed: twice the time to the first word",
    "relaxed-pace": "Relaxed: twice the time between words",
    "relaxed-availability": "Relaxed: no spare replica",
}
CARDS: Mapping[str, tuple[str, ...]] = {
    AS_DESIGNED: ("infer-continuous-batching", "infer-right-size-endpoint"),
    "prompt-cache": ("prompt-caching", "prompt-cache-break-even"),
    "answer-cache": ("prompt-semantic-cache",),
    "int4": ("infer-quantisation",),
    "speculative": ("infer-speculative-decoding",),
    "relaxed-first": ("sla-adjust-response-time",),
    "relaxed-pace": ("sla-adjust-response-time",),
    "relaxed-availability": ("sla-adjust-availability",),
}


def advise_inference(desk: Desk) -> Decision:
    """Ranked techniques on the recommended design; relaxations after them, as a price list."""
    if desk.classic is not None and desk.classic_place is not None:
        return _classic(desk, desk.classic, desk.classic_place)
    best = desk.best
    if best is None:
        return decide(desk, replace(CASE, trace=("no design fits",)), (), (_nothing_served(),))
    tried = _tried(desk)
    options = _ready(desk)
    fallen = [_excluded(item) for item in tried if item.measured is None]
    doubt = desk.search.pace_doubt(best)
    unsure = {item.option.id: doubt for item in options}
    case = replace(
        CASE,
        trace=_trace(desk, best),
        unsure=unsure,
        flips=_flips(desk, options),
        unsettled=_unsettled(desk, best, options),
    )
    smaller, needless = smaller_models(desk, best, options[0])
    trials, relaxed = _trials(desk, options[0]), _relaxed(desk, best, options[0])
    without = tuple(item for item in smaller if not priced(item))
    notes = (
        in_brief(smaller, desk.workload.horizon_years.value),
        named(trials, "To try as well"),
        named(relaxed, "Other service levels, for their owners"),
        named(without, "Without figures, as evidence is missing"),
    )
    return decide(
        desk,
        case,
        _noted(options, notes),
        (*fallen, *needless, *_standing(desk, best)),
        (*trials, *(item for item in smaller if priced(item)), *relaxed, *without),
    )


def _nothing_served() -> Exclusion:
    rule = "not-offered-there"
    return Exclusion(
        AS_DESIGNED,
        "Serving of any kind",
        rule,
        "Without a design there is nothing to serve.",
        "What the hosting and model decisions say would let one in.",
        cards_of(rule),
    )


def recommended(desk: Desk) -> Measured | None:
    """Figures of the design as a whole, with the technique that comes first."""
    if desk.classic is not None and desk.classic_place is not None:
        return desk.measure_classic(desk.classic, desk.classic_place)
    if desk.best is None:
        return None
    return min(_ready(desk), key=lambda item: (item.score, item.option.id)).measured


@lru_cache(maxsize=2)
def _tried(desk: Desk) -> tuple[Tried, ...]:
    """Techniques on the best design; a desk is asked several times for them."""
    return try_all(desk, desk.best) if desk.best is not None else ()


def _ready(desk: Desk) -> list[Rated]:
    """The design as it is, and the techniques whose effect rests on answers and physics alone."""
    return [
        _rated(desk, item, item.measured)
        for item in _tried(desk)
        if item.measured is not None and item.id not in _to_try(desk)
    ]


def _to_try(desk: Desk) -> frozenset[str]:
    """Techniques whose effect only a trial confirms: they are priced, not recommended."""
    rests_on = {"answer-cache": "repeat_share", "prompt-cache": "shared_prefix_share"}
    guessed = {name for name, asked in rests_on.items() if desk.workload.assumed(asked)}
    return frozenset({"int4", "speculative", *guessed})


def _trials(desk: Desk, base: Rated) -> tuple[Option, ...]:
    """What a trial could gain, if its assumption holds."""
    found = []
    for item in _tried(desk):
        if item.measured is None or item.id not in _to_try(desk):
            continue
        entry = _rated(desk, item, item.measured).option
        effect = against(base, _rated(desk, item, item.measured), "the design as it is")
        reason = "To try, not ranked: the effect rests on an assumption that only a test confirms."
        found.append(replace(entry, reasons=(*entry.reasons, effect, reason)))
    return tuple(found)


def _unsettled(desk: Desk, best: Candidate, options: Sequence[Rated]) -> str:
    """That a design nearly as good, hosted otherwise, would be served in another way."""
    near = (item for item in desk.search.near(CLOSE) if item.managed != best.managed)
    rival = min(near, key=desk.search.score_of, default=None)
    if rival is None:
        return ""
    ready = [
        _rated(desk, item, item.measured)
        for item in try_all(desk, rival)
        if item.measured is not None and item.id not in _to_try(desk)
    ]
    first, other = (min(found, key=lambda item: item.score).option for found in (options, ready))
    if first.id == other.id:
        return ""
    return (
        f"A whole design within {CLOSE:.0%} of the best is hosted otherwise, and there "
        f"'{other.label}' would come first."
    )


def _flips(desk: Desk, options: Sequence[Rated]) -> tuple[str, ...]:
    """Techniques that would come first, did a test confirm their effect."""
    least = min(item.score for item in options)
    guessed = [
        _rated(desk, item, item.measured)
        for item in _tried(desk)
        if item.measured is not None and item.id in _to_try(desk)
    ]
    return tuple(
        f"a test on your own requests that confirms its effect: {item.option.label} would come "
        "first"
        for item in sorted(guessed, key=lambda item: item.score)
        if item.score < least
    )


def _rated(desk: Desk, item: Tried, measured: Measured) -> Rated:
    more = replace(measured, effort_weeks=measured.effort_weeks + WEEKS[item.id])
    return rated(desk, item.id, LABELS[item.id], more, Said((item.reason,), CARDS[item.id]))


def _noted(options: Sequence[Rated], notes: Iterable[str]) -> list[Rated]:
    """The options, the one that comes first with more notes; empty ones are left out."""
    first = min(options, key=lambda item: (item.score, item.option.id))
    more = replace(first.option, notes=(*first.option.notes, *filter(None, notes)))
    return [replace(item, option=more) if item is first else item for item in options]


def _excluded(item: Tried) -> Exclusion:
    cards = cards_of(item.rule)
    return Exclusion(item.id, LABELS[item.id], item.rule, item.reason, item.unlock, cards)


def _relaxed(desk: Desk, best: Candidate, base: Rated) -> tuple[Option, ...]:
    """What each relaxation of the service level would save, one target at a time."""
    if best.layout is None:
        return price_list(desk, best, base)
    level = level_here(desk, best)
    found: dict[str, Measured | None] = {}
    if desk.workload.async_share.value < 1.0:
        longer = replace(level, ttft_ms=level.ttft_ms * RELAXED)
        slower = replace(level, inter_token_ms=level.inter_token_ms * RELAXED)
        found["relaxed-first"] = resized(desk, best, level=longer)
        found["relaxed-pace"] = resized(desk, best, level=slower)
    if desk.workload.availability.value > SPARELESS:
        note = "low enough that no fleet needs a spare replica"
        low = SPARELESS
        lower = Input("availability", low, low, low, "1", "assumption", note=note)
        found["relaxed-availability"] = desk.measure(best, Changes(availability=lower))
    reason = "Not recommended by itself: the price of the service level, for its owners."
    shown = []
    for name, measured in found.items():
        if measured is not None:
            item = rated(desk, name, LABELS[name], measured, Said((), CARDS[name]))
            effect = against(base, item, "the design as it is")
            shown.append(replace(item.option, reasons=(effect, reason)))
    return tuple(shown)


def _standing(desk: Desk, best: Candidate) -> tuple[Exclusion, ...]:
    """Ways of serving that do not suit, or that the design has already."""
    w = desk.workload
    found = [standing(desk, best) or _batch_tier(w.async_share.value)]
    if best.layout is None:
        return tuple(found)
    if desk.search.policy.scale_to_zero:
        rule, unlock = "already-there", ""
        reason = "Nobody waits, so the fleet may stop while nothing is asked for; counted so."
    else:
        rule = "always-on"
        reason = f"Loading the model takes minutes, {w.ttft_ms.value:,.0f} ms are accepted."
        unlock = "Requests that may wait for minutes, or quiet hours agreed with the users."
    cards = ("infer-scale-to-zero", *RULES[rule].cards)
    return (*found, Exclusion("scale-to-zero", "Scale to zero", rule, reason, unlock, cards))


def _batch_tier(share: float) -> Exclusion:
    rule = "already-there" if share > 0 else "someone-waits"
    reason = f"{share:.0%} of the requests may wait and are counted so."
    unlock = ""
    if share <= 0:
        reason = "No request may wait for hours."
        unlock = "A share of requests that nobody waits for: they fill quiet hours."
    cards = ("infer-batch-bedrock", "infer-flex-tier", *RULES[rule].cards)
    return Exclusion("batch", BATCH_LABEL, rule, reason, unlock, cards)


def _trace(desk: Desk, best: Candidate) -> tuple[str, ...]:
    w = desk.workload
    return (
        f"service level: {w.ttft_ms.value:g} ms to the first word, {w.inter_token_ms.value:g} ms "
        f"between, {w.availability.value:.4%} up",
        f"serving {design(desk, best)}",
        *filter(None, [desk.search.pace_in_words(best)]),
    )


def _classic(desk: Desk, item: Classic, place: Place) -> Decision:
    """A smaller approach that scales to zero, or is always on."""
    cold = Said(
        (f"{classic_design(desk, item)}, started on request within seconds.",),
        ("infer-serverless", "infer-scale-to-zero"),
    )
    warm = Said(("Answers without a cold start.",), ("infer-idle-cost",))
    always = replace(item, serverless=False)
    options = [
        rated(
            desk,
            "serverless",
            "Up only while requests come",
            desk.measure_classic(item, place),
            cold,
        ),
        rated(desk, "always-on", "Always on", desk.measure_classic(always, place), warm),
    ]
    case = replace(
        CASE,
        cards=("infer-serverless", "sla-meet-not-exceed", "infer-prompt-filtering"),
        trace=("the need decision chose a smaller approach",),
        rule="Nothing runs while nobody asks.",
        flips=("a cold start of seconds that users would notice: always on",),
        first="serverless",
    )
    smaller, needless = smaller_encoder(desk, item, place, options[0])
    return decide(desk, case, options, needless, smaller)
