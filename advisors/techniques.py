"""Inference techniques on one design: what each changes, in figures, or why it has no effect."""

from collections.abc import Callable
from dataclasses import dataclass

from advisors.candidates import Candidate
from advisors.criteria import Measured
from advisors.demand import level_of
from advisors.desk import Changes, Desk
from advisors.format import value_and_range
from advisors.rungs import prompt_tokens
from advisors.shown import design
from advisors.sizing import ServiceLevel, Sized, size
from estimators.annual import difference
from estimators.figure import Input
from estimators.serving_inputs import Options

DRAFT_TOKENS = 3.0
LEAST_PREFIX, LEAST_REPEATS = 0.05, 0.02
CACHED_FAMILIES = ("Claude", "Nova")
"""Families of models for which the facts give a price of cached tokens on Bedrock."""
AS_DESIGNED = "as-designed"


@dataclass(frozen=True)
class Tried:
    """A technique with its figures, or why it has nothing to work on."""

    id: str
    measured: Measured | None
    reason: str
    rule: str = ""
    unlock: str = ""


Technique = Callable[[Desk, Candidate], Tried]


def try_all(desk: Desk, best: Candidate) -> tuple[Tried, ...]:
    """The design as it is, and every technique on it."""
    plain = Tried(AS_DESIGNED, desk.measure(best), f"{design(desk, best)}.")
    return (plain, *(technique(desk, best) for technique in TECHNIQUES))


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
    worst = max((place.rtt_ms or 0.0 for place in desk.search.regions), default=0.0)
    return level_of(desk.workload, prompt, worst)


def _same_shards(found: Sized | None, shards: int) -> int | None:
    keys = found.layouts.keys if found is not None else ()
    rows = [number for number, key in enumerate(keys) if key.shards == shards]
    return rows[0] if rows else (0 if keys else None)


def prompt_cache(desk: Desk, best: Candidate) -> Tried:
    """The part of the prompt that is the same in every call is computed once."""
    share = desk.workload.shared_prefix_share
    if share.value < LEAST_PREFIX:
        return Tried(
            "prompt-cache",
            None,
            f"Only {share.value:.0%} of the prompt is the same in every call.",
            "not-there",
            "A longer common part, put at the front of the prompt.",
        )
    if best.layout is None:
        return _managed_cache(desk, best, share)
    found = resized(desk, best, options=Options(prefix_cached_share=share.value))
    why = f"{share.value:.0%} of the prompt is computed once and kept."
    if found is None:
        return Tried("prompt-cache", None, "It does not fit beside a cache.", "does-not-fit")
    return Tried("prompt-cache", found, why)


def _managed_cache(desk: Desk, best: Candidate, share: Input) -> Tried:
    """Cached tokens cost the fraction of a fresh one that the facts give, in energy and price."""
    missing = _not_cached(desk, best, share)
    if missing is not None:
        return missing
    left = desk.facts.constant("cached_prefix_energy_fraction")
    figures = desk.measure(best).outcome.figures
    tokens = [desk.workload.input_tokens.value, desk.answer]
    joule = [figures[name].value or 0.0 for name in ("j_per_input_token", "j_per_output_token")]
    prompt = tokens[0] * joule[0] / (tokens[0] * joule[0] + tokens[1] * joule[1])

    def kept(fraction: float) -> float:
        return 1.0 - prompt * share.value * (1.0 - fraction)

    factor = Input(
        "cache_factor",
        kept(left.value),
        kept(left.low),
        kept(left.high),
        "1",
        "fact",
        left.sources,
        note=f"{share.value:.0%} of the prompt read from the cache",
    )
    plain = desk.measure(best)
    cached = desk.measure(best, Changes(cached_share=share.value, energy_factor=factor))
    saved = difference(plain.outcome, cached.outcome, "cost_usd_per_year", "saved_usd_per_year")
    words = f"{share.value:.0%} of the prompt is read from the cache, marked with a cache point."
    if saved is not None:
        words += f" Saves {value_and_range(saved)}, before the dearer writing of the cache."
    return Tried("prompt-cache", cached, words)


def _not_cached(desk: Desk, best: Candidate, share: Input) -> Tried | None:
    """Why the service would compute the prefix each time all the same, or None."""
    model = desk.facts.models[best.model]
    least = desk.facts.constant("bedrock_cache_least_prefix_tokens")
    prefix = prompt_tokens(desk.workload, best.rung, desk.base) * share.value
    if desk.workload.async_share.value >= 1.0:
        why, unlock = "Batch inference does not read from a prompt cache.", "Calls on demand."
    elif not model.family.startswith(CACHED_FAMILIES):
        why = f"No fact tells that Bedrock caches prompts of {model.name}, nor at which price."
        unlock = f"A model of the families {' and '.join(CACHED_FAMILIES)}, or hosting it yourself."
    elif prefix < least.value:
        why = (
            f"{prefix:,.0f} tokens are the same in every call; the service ignores a shorter "
            f"prefix than {least.value:,.0f} ({least.low:,.0f} to {least.high:,.0f} by model)."
        )
        unlock = "A longer common part, put at the front of the prompt."
    else:
        return None
    return Tried("prompt-cache", None, why, "not-there", unlock)


def answer_cache(desk: Desk, best: Candidate) -> Tried:
    """Requests that repeat an earlier one are answered without the model."""
    share = desk.workload.repeat_share
    if share.value < LEAST_REPEATS:
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


def int4(desk: Desk, best: Candidate) -> Tried:
    """Weights in four bits."""
    if best.layout is None or best.layout.precision == "mxfp4":
        why = "The service chooses the precision."
        if best.layout is not None:
            why = "The model is published in 4 bits."
        return Tried("int4", None, why, "already-there", "Hosting another open model yourself.")
    found = resized(desk, best, precisions=("int4",))
    if found is None:
        return Tried("int4", None, "No layout fits the service level.", "too-slow")
    return Tried(
        "int4",
        found,
        "Weights in 4 bits, computed in 16: it helps where weights are streamed, at small batch; "
        "small models lose a few points, so test.",
    )


def speculative(desk: Desk, best: Candidate) -> Tried:
    """A small model drafts tokens that the large one checks."""
    if best.layout is None:
        return Tried(
            "speculative",
            None,
            "The service decides how it decodes.",
            "already-there",
            "Hosting an open model yourself.",
        )
    found = resized(desk, best, options=Options(draft_tokens=DRAFT_TOKENS))
    if found is None:
        return Tried("speculative", None, "No layout fits the service level.", "too-slow")
    kept = Options().draft_acceptance
    return Tried(
        "speculative",
        found,
        f"{DRAFT_TOKENS:g} tokens drafted a step, {kept:.0%} kept: faster alone, costly in full "
        "batches; both shares must be measured.",
    )


TECHNIQUES: tuple[Technique, ...] = (prompt_cache, answer_cache, int4, speculative)
