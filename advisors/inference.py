"""Decision: how the model is served, and what each relaxation of the service level would save."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from advisors.candidates import Candidate, level_of
from advisors.desk import Changes, Desk, Measured
from advisors.options import Decision, Exclusion, Option
from advisors.ranking import Head, Rated, against, decide
from advisors.rules import RULES, cards_of
from advisors.rungs import prompt_tokens
from advisors.shown import classic_design, design, rated, unmeasured
from advisors.sizing import Layouts, ServiceLevel, size
from estimators.figure import Input
from estimators.serving_inputs import Options

HEAD = Head("inference", "Inference and service level", "How is it served, and how fast?")
CARDS = ("infer-dominates", "sla-meet-not-exceed", "infer-continuous-batching")
DRAFT_TOKENS = 3.0
RELAXED = 2.0
AS_DESIGNED = "as-designed"
WEEKS = {
    AS_DESIGNED: 0.0,
    "prompt-cache": 0.5,
    "answer-cache": 2.0,
    "int4": 2.0,
    "speculative": 2.0,
}
"""Person-weeks that a technique adds, judged."""
LABELS = {
    AS_DESIGNED: "As designed: continuous batching, right-sized",
    "prompt-cache": "Prompt caching",
    "answer-cache": "Answer cache for repeated questions",
    "int4": "4-bit weights",
    "speculative": "Speculative decoding",
    "relaxed-first": "Relaxed: twice the time to the first word",
    "relaxed-pace": "Relaxed: twice the time between words",
    "relaxed-availability": "Relaxed: no spare replica",
}
TECHNIQUE_CARDS: dict[str, tuple[str, ...]] = {
    AS_DESIGNED: ("infer-continuous-batching", "infer-right-size-endpoint"),
    "prompt-cache": ("prompt-caching", "prompt-cache-break-even"),
    "answer-cache": ("prompt-semantic-cache",),
    "int4": ("infer-quantisation",),
    "speculative": ("infer-speculative-decoding",),
    "relaxed-first": ("sla-adjust-response-time",),
    "relaxed-pace": ("sla-adjust-response-time",),
    "relaxed-availability": ("sla-adjust-availability",),
}


@dataclass(frozen=True)
class Tried:
    """A technique with its figures, or why it has nothing to work on."""

    id: str
    measured: Measured | None
    reason: str
    rule: str = ""
    unlock: str = ""


def advise_inference(desk: Desk) -> Decision:
    """Ranked techniques on the recommended design; relaxations after them, as a price list."""
    if desk.classic is not None:
        return _classic(desk)
    best = desk.best
    if best is None:
        return decide(desk, HEAD, (), (), cards=CARDS, trace=("no design fits",))
    tried = [
        Tried(AS_DESIGNED, desk.measure(best), f"{design(desk, best)}."),
        *(technique(desk, best) for technique in _TECHNIQUES),
    ]
    options = [_rated(desk, item) for item in tried if item.measured is not None]
    options.sort(key=lambda item: (item.score, item.option.id))
    base = next(item for item in options if item.option.id == AS_DESIGNED)
    options = [
        item if item is base else replace(item, option=_with_effect(item, base)) for item in options
    ]
    return decide(
        desk,
        HEAD,
        options,
        (*(_excluded(item) for item in tried if item.measured is None), *_standing(desk, best)),
        cards=CARDS,
        trace=_trace(desk, best),
        rule="The technique whose effect on this design has the least weighted sum; the figures of "
        "the design as a whole include the first.",
        unranked=(*_relaxed(desk, best, base), *_unknown(desk, best)),
    )


def recommended(desk: Desk) -> Measured | None:
    """Figures of the design as a whole, with the technique that comes first."""
    if desk.classic is not None:
        place = desk.classic_place
        return None if place is None else desk.measure_classic(desk.classic, place)
    best = desk.best
    if best is None:
        return None
    found = [Tried(AS_DESIGNED, desk.measure(best), "")]
    found += [technique(desk, best) for technique in _TECHNIQUES]
    ranked = [_rated(desk, item) for item in found if item.measured is not None]
    first = min(ranked, key=lambda item: (item.score, item.option.id))
    return first.measured


def _rated(desk: Desk, item: Tried) -> Rated:
    measured = item.measured
    if measured is None:
        raise ValueError(item.id)
    weeks = measured.effort_weeks + WEEKS[item.id]
    return rated(
        desk,
        item.id,
        LABELS[item.id],
        replace(measured, effort_weeks=weeks),
        (item.reason,),
        TECHNIQUE_CARDS[item.id],
    )


def _with_effect(item: Rated, base: Rated) -> Option:
    effect = against(base, item).replace("Against the best", "Against the design as it is")
    return replace(item.option, reasons=(*item.option.reasons, effect))


def _excluded(item: Tried) -> Exclusion:
    return Exclusion(
        item.id, LABELS[item.id], item.rule, item.reason, item.unlock, cards_of(item.rule)
    )


def _prompt_cache(desk: Desk, best: Candidate) -> Tried:
    share = desk.workload.shared_prefix_share
    if share.value < 0.05:
        return Tried(
            "prompt-cache",
            None,
            f"Only {share.value:.0%} of the prompt is the same in every call.",
            "not-there",
            "A longer common part, put at the front of the prompt.",
        )
    if best.layout is not None:
        found = _resized(desk, best, options=Options(prefix_cached_share=share.value))
        if found is None:
            return Tried("prompt-cache", None, "It does not fit with a cache.", "does-not-fit", "")
        return Tried(
            "prompt-cache", found, f"{share.value:.0%} of the prompt is computed once and kept."
        )
    left = desk.facts.constant("cached_prefix_energy_fraction")
    weight = desk.price(best).tokens.energy_input * share.value
    factor = Input(
        "cache_factor",
        1.0 - weight * (1.0 - left.value),
        1.0 - weight * (1.0 - left.low),
        1.0 - weight * (1.0 - left.high),
        "1",
        "fact",
        left.sources,
        note=f"{share.value:.0%} of the prompt read from the cache",
    )
    changes = Changes(cached_share=share.value, energy_factor=factor)
    return Tried(
        "prompt-cache",
        desk.measure(best, changes),
        f"{share.value:.0%} of the prompt is read from the cache; check that the model offers it.",
    )


def _answer_cache(desk: Desk, best: Candidate) -> Tried:
    share = desk.workload.repeat_share
    if share.value < 0.02:
        return Tried(
            "answer-cache",
            None,
            f"{share.value:.0%} of the requests repeat an earlier one.",
            "not-there",
            "Requests that repeat, such as frequent questions.",
        )
    return Tried(
        "answer-cache",
        desk.measure(best, Changes(answered_share=share)),
        f"{share.value:.0%} of the requests would be answered without the model; a wrong hit "
        "costs trust, so the similarity threshold must be tested.",
    )


def _int4(desk: Desk, best: Candidate) -> Tried:
    if best.layout is None or best.layout.precision == "mxfp4":
        why = (
            "The service chooses the precision."
            if best.layout is None
            else "The model is published in 4 bits."
        )
        return Tried("int4", None, why, "already-there", "Hosting an open model yourself.")
    found = _resized(desk, best, precisions=("int4",))
    if found is None:
        return Tried("int4", None, "No layout fits the service level.", "too-slow", "")
    return Tried(
        "int4",
        found,
        "Weights in 4 bits, computed in 16: it helps where weights are streamed, at small batch; "
        "small models lose a few points, so test.",
    )


def _speculative(desk: Desk, best: Candidate) -> Tried:
    if best.layout is None:
        return Tried(
            "speculative",
            None,
            "The service decides how it decodes.",
            "already-there",
            "Hosting an open model yourself.",
        )
    found = _resized(desk, best, options=Options(draft_tokens=DRAFT_TOKENS))
    if found is None:
        return Tried("speculative", None, "No layout fits the service level.", "too-slow", "")
    return Tried(
        "speculative",
        found,
        f"{DRAFT_TOKENS:g} tokens drafted a step, 70 % kept: faster alone, costly in full batches.",
    )


_TECHNIQUES: Iterable[Callable[[Desk, Candidate], Tried]] = (
    _prompt_cache,
    _answer_cache,
    _int4,
    _speculative,
)


def _resized(
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
    prompt = prompt_tokens(desk.workload, best.rung, desk.base)
    found, _ = size(
        desk.base,
        [best.model],
        [desk.facts.instances[layout.instance]],
        level or level_of(desk.workload, prompt, best.place.rtt_ms or 0.0),
        options=options,
        precisions=precisions or (layout.precision,),
    )
    row = _same_shards(found, layout.shards)
    return None if row is None else desk.measure_layouts(best, found, row)


def _same_shards(layouts: Layouts, shards: int) -> int | None:
    rows = [i for i, key in enumerate(layouts.keys) if key.shards == shards]
    return rows[0] if rows else (0 if len(layouts) else None)


def _relaxed(desk: Desk, best: Candidate, base: Rated) -> tuple[Option, ...]:
    """What each relaxation of the service level would save, one target at a time."""
    w = desk.workload
    if best.layout is None:
        return ()
    prompt = prompt_tokens(w, best.rung, desk.base)
    level = level_of(w, prompt, best.place.rtt_ms or 0.0)
    found = []
    if w.async_share.value < 1.0:
        longer = replace(level, ttft_ms=level.ttft_ms * RELAXED)
        slower = replace(level, inter_token_ms=level.inter_token_ms * RELAXED)
        found += [
            ("relaxed-first", _resized(desk, best, level=longer)),
            ("relaxed-pace", _resized(desk, best, level=slower)),
        ]
    shown = []
    for name, measured in found:
        if measured is None:
            continue
        item = rated(desk, name, LABELS[name], measured, (), TECHNIQUE_CARDS[name])
        reason = (
            "Not recommended by itself: the price of the service level, for the talk with its "
            "owners."
        )
        effect = against(base, item).replace("Against the best", "Against the design as it is")
        shown.append(replace(item.option, reasons=(effect, reason)))
    return tuple(shown)


def _unknown(desk: Desk, best: Candidate) -> tuple[Option, ...]:
    """Techniques whose effect here only a trial shows."""
    why = "Its effect on this model and quality is known after a trial only."
    distil = unmeasured(
        "distillation",
        "Distillation into a smaller model",
        why,
        (
            "A smaller model learns from the answers of this one; see the model decision for what "
            "the next smaller ones would use.",
        ),
        ("infer-distillation", "model-distillation-bedrock"),
    )
    prune = unmeasured(
        "pruning",
        "Pruning",
        why,
        ("Weights that matter little are removed; it saves where the chip skips them.",),
        ("infer-pruning",),
    )
    return (distil,) if best.layout is None else (distil, prune)


def _standing(desk: Desk, best: Candidate) -> tuple[Exclusion, ...]:
    """Ways of serving that do not suit, or that the design has already."""
    w = desk.workload
    found = []

    def out(
        name: str, label: str, rule: str, reason: str, unlock: str, cards: tuple[str, ...]
    ) -> None:
        found.append(Exclusion(name, label, rule, reason, unlock, (*cards, *RULES[rule].cards)))

    if w.async_share.value <= 0.0:
        out(
            "batch",
            "Batch or flex tier for what may wait",
            "someone-waits",
            "No request may wait for hours.",
            "A share of requests that nobody waits for: they cost half and fill quiet hours.",
            ("infer-batch-bedrock", "infer-flex-tier"),
        )
    else:
        out(
            "batch",
            "Batch or flex tier for what may wait",
            "already-there",
            f"{w.async_share.value:.0%} of the requests may wait and are counted so.",
            "",
            ("infer-batch-bedrock",),
        )
    if best.layout is not None and not desk.search.policy.scale_to_zero:
        out(
            "scale-to-zero",
            "Scale to zero",
            "always-on",
            f"Loading the model takes minutes, {w.ttft_ms.value:,.0f} ms are accepted.",
            "Requests that may wait for minutes, or quiet hours agreed with the users.",
            ("infer-scale-to-zero",),
        )
    elif best.layout is not None:
        out(
            "scale-to-zero",
            "Scale to zero",
            "already-there",
            "Nobody waits, so the fleet stops between the requests.",
            "",
            ("infer-scale-to-zero",),
        )
    return tuple(found)


def _trace(desk: Desk, best: Candidate) -> tuple[str, ...]:
    w = desk.workload
    return (
        f"service level: {w.ttft_ms.value:g} ms to the first word, {w.inter_token_ms.value:g} ms "
        f"between, {w.availability.value:.4%} up",
        f"serving {design(desk, best)}",
    )


def _classic(desk: Desk) -> Decision:
    """A smaller approach scales to zero; batches where nobody waits."""
    item, place = desk.classic, desk.classic_place
    options: list[Rated] = []
    if item is not None and place is not None:
        options = [
            rated(
                desk,
                "serverless",
                "Up only while requests come",
                desk.measure_classic(item, place),
                (f"{classic_design(desk, item)}, started on request within seconds.",),
                ("infer-serverless", "infer-scale-to-zero"),
            ),
            rated(
                desk,
                "always-on",
                "Always on",
                desk.measure_classic(replace(item, serverless=False), place),
                ("Answers without a cold start.",),
                ("infer-idle-cost",),
            ),
        ]
    return decide(
        desk,
        HEAD,
        options,
        (),
        cards=("infer-serverless", "sla-meet-not-exceed", "infer-prompt-filtering"),
        trace=("the need decision chose a smaller approach",),
        rule="Nothing runs while nobody asks.",
        flips=("a cold start of seconds that users would notice: always on",),
        first="serverless" if options else "",
    )
