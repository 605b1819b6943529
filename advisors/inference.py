"""Decision: how the model is served, and what each relaxation of the service level would save."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from advisors.candidates import Candidate
from advisors.classic import Classic
from advisors.criteria import Measured
from advisors.desk import Desk
from advisors.options import Decision, Exclusion, Option
from advisors.places import Place
from advisors.ranking import Case, Rated, against, decide
from advisors.rules import cards_of
from advisors.service_levels import relaxations, standing
from advisors.shown import Said, classic_design, design, rated
from advisors.smaller_encoder import smaller_encoder
from advisors.smaller_model import in_brief, priced, smaller_models
from advisors.techniques import Tried, plain_of, try_all
from advisors.unranked import named
from advisors.ways import ANSWER_CACHE, AS_DESIGNED, PROMPT_CACHE, RESTS_ON, WORDS
from advisors.weights import CLOSE

CASE = Case(
    id="inference",
    title="Inference and service level",
    question="How is it served, and how fast?",
    cards=("infer-dominates", "sla-meet-not-exceed", "infer-continuous-batching"),
    rule="The technique whose effect on this design has the least weighted sum; the figures of the "
    "design as a whole include the first.",
    paired=True,
)
LABELS: Mapping[str, str] = {
    AS_DESIGNED: "As designed: continuous batching, right-sized",
    "prompt-cache": "Prompt caching",
    "answer-cache": "Answer cache for repeated questions",
    "int4": "4-bit weights",
    "speculative": "Speculative decoding",
}
CARDS: Mapping[str, tuple[str, ...]] = {
    AS_DESIGNED: ("infer-continuous-batching", "infer-right-size-endpoint"),
    "prompt-cache": ("prompt-caching", "prompt-cache-break-even"),
    "answer-cache": ("prompt-semantic-cache",),
    "int4": ("infer-quantisation",),
    "speculative": ("infer-speculative-decoding",),
}


def advise_inference(desk: Desk) -> Decision:
    """Ranked techniques on the recommended design; relaxations after them, as a price list."""
    if desk.classic is not None and desk.classic_place is not None:
        return _classic(desk, desk.classic, desk.classic_place)
    best = desk.best
    if best is None:
        return decide(desk, replace(CASE, trace=("no design fits",)), (), (_nothing_served(),))
    tried = _tried(desk)
    options, plain = _ready(desk), plain_of(desk, best)
    fallen = [_excluded(item) for item in tried if item.measured is None]
    doubt = desk.search.pace_doubt(best)
    unsure = {item.option.id: doubt for item in options}
    case = replace(
        CASE,
        trace=_trace(desk, best),
        unsure=unsure,
        flips=_flips(desk, options),
        unsettled=_unsettled(desk, best),
    )
    smaller, needless = smaller_models(desk, plain, options[0])
    trials = _trials(desk, options, best)
    relaxed = relaxations(desk, plain, options[0], f"the design{_without(best)}")
    without = tuple(item for item in smaller if not priced(item))
    beside = f",{_without(best)}" if best.serving in WORDS else ""
    notes = (
        in_brief(smaller, desk.workload.horizon_years.value).replace(":", f"{beside}:", 1),
        named((item for item in trials if _on_top(item.id, best)), "To try as well"),
        named((item for item in trials if not _on_top(item.id, best)), f"To try as well{beside}"),
        named(relaxed, f"Other service levels, for their owners{beside}"),
        named(without, "Without figures, as evidence is missing"),
    )
    return decide(
        desk,
        case,
        _noted(options, notes),
        (*fallen, *needless, *standing(desk, best)),
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
    """Figures of the design as a whole, its way of serving included."""
    if desk.classic is not None and desk.classic_place is not None:
        return desk.measure_classic(desk.classic, desk.classic_place)
    if desk.best is None:
        return None
    return desk.measure(desk.best)


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
    guessed = {way for way, asked in RESTS_ON.items() if desk.workload.assumed(asked)}
    return frozenset({"int4", "speculative", *guessed})


def _on_top(name: str, best: Candidate) -> bool:
    """Whether a technique is sized beside the way in which the best design is served."""
    return (
        best.serving == AS_DESIGNED
        or name == ANSWER_CACHE
        or (name == PROMPT_CACHE and best.layout is not None)
    )


def _without(best: Candidate) -> str:
    """That figures are beside the design without its way of serving, and not as it is."""
    return f" without {WORDS[best.serving]}" if best.serving in WORDS else " as it is"


def _trials(desk: Desk, options: Sequence[Rated], best: Candidate) -> tuple[Option, ...]:
    """What a trial could gain, if its assumption holds; each against what it is sized beside."""
    served = next((item for item in options if item.option.id == best.serving), options[0])
    found = []
    for item in _tried(desk):
        if item.measured is None or item.id not in _to_try(desk):
            continue
        entry = _rated(desk, item, item.measured).option
        on_top = _on_top(item.id, best)
        base, what = (served, " as it is") if on_top else (options[0], _without(best))
        effect = against(base, _rated(desk, item, item.measured), f"the design{what}")
        reason = "To try, not ranked: the effect rests on an assumption that only a test confirms."
        found.append(replace(entry, reasons=(*entry.reasons, effect, reason)))
    return tuple(found)


def _unsettled(desk: Desk, best: Candidate) -> str:
    """That a design nearly as good, hosted otherwise, would be served in another way."""
    near = (item for item in desk.search.near(CLOSE) if item.managed != best.managed)
    rival = min(near, key=desk.search.score_of, default=None)
    if rival is None or rival.serving == best.serving:
        return ""
    return (
        f"A whole design within {CLOSE:.0%} of the best is hosted otherwise, and there "
        f"'{LABELS[rival.serving]}' would come first."
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
    return rated(desk, item.id, LABELS[item.id], measured, Said((item.reason,), CARDS[item.id]))


def _noted(options: Sequence[Rated], notes: Iterable[str]) -> list[Rated]:
    """The options, the one that comes first with more notes; empty ones are left out."""
    first = min(options, key=lambda item: (item.score, item.option.id))
    more = replace(first.option, notes=(*first.option.notes, *filter(None, notes)))
    return [replace(item, option=more) if item is first else item for item in options]


def _excluded(item: Tried) -> Exclusion:
    cards = cards_of(item.rule)
    return Exclusion(item.id, LABELS[item.id], item.rule, item.reason, item.unlock, cards)


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
