"""Inference techniques on one design: what each changes, in figures, or why it has no effect."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, replace

from advisors.candidates import Candidate
from advisors.criteria import Measured
from advisors.desk import Changes, Desk
from advisors.format import value_and_range
from advisors.managed_cache import Cached, cache_of, uncached
from advisors.resizing import resized
from advisors.rungs import same_share
from advisors.shown import design
from advisors.ways import (
    ANSWER_CACHE,
    AS_DESIGNED,
    BOTH_CACHES,
    LEAST,
    PROMPT_CACHE,
    WEEKS,
    WORDS,
    keeps_prompts,
    ways_of,
)
from estimators.annual import difference
from estimators.serving_inputs import Options

DRAFT_TOKENS = 3.0
NO_LAYOUT = "No layout fits the service level."
LOOSER = "A looser service level."


@dataclass(frozen=True)
class Tried:
    """A technique with its figures and the work that it adds, or why it has nothing to work on."""

    id: str
    measured: Measured | None
    reason: str
    rule: str = ""
    unlock: str = ""


Technique = Callable[[Desk, Candidate], Tried | None]


def try_all(desk: Desk, best: Candidate, names: Container[str] | None = None) -> tuple[Tried, ...]:
    """The design as it is, every technique on it, and both caches together; some where named."""
    wanted = (run for name, run in TECHNIQUES.items() if names is None or name in names)
    return tuple(found for run in wanted if (found := run(desk, best)) is not None)


def in_way(desk: Desk, best: Candidate, way: str) -> Candidate | None:
    """A design in a way of serving that the search ranks; None where it has none there."""
    return best if best.serving == way else desk.search.served(best, way)


def plain_of(desk: Desk, best: Candidate) -> Candidate:
    """A design without caches; with a prompt cache where only that keeps the service level."""
    return in_way(desk, best, AS_DESIGNED) or in_way(desk, best, PROMPT_CACHE) or best


def without(best: Candidate, plain: Candidate) -> str:
    """What figures that are sized on the plain design leave out of the best one, for a sentence."""
    if plain.serving == best.serving:
        return " as it is"
    kept = best.serving if plain.serving == AS_DESIGNED else ANSWER_CACHE
    return f" without {WORDS[kept]}"


def more_weeks(measured: Measured, way: str) -> Measured:
    """Figures with the work that a technique adds."""
    return replace(measured, effort_weeks=measured.effort_weeks + WEEKS[way])


def _ranked(desk: Desk, way: str) -> bool:
    """Whether the search ranks a way of serving on a design's rows."""
    return way in ways_of(desk.workload)


def _plain(desk: Desk, best: Candidate) -> Tried:
    found = in_way(desk, best, AS_DESIGNED)
    if found is not None:
        return Tried(AS_DESIGNED, desk.measure(found), f"{design(desk, found)}.")
    why = f"Without {WORDS[PROMPT_CACHE]} no machine there keeps the service level."
    return Tried(AS_DESIGNED, None, why, "too-slow", LOOSER)


def prompt_cache(desk: Desk, best: Candidate) -> Tried:
    """The part of the prompt that is the same in every call is computed once."""
    share = desk.workload.shared_prefix_share
    if share.value < LEAST[PROMPT_CACHE]:
        return Tried(
            PROMPT_CACHE,
            None,
            f"Only {share.value:.0%} of the prompt is the same in every call.",
            "not-there",
            "A longer common part, put at the front of the prompt.",
        )
    if same_share(desk.workload, best.rung, desk.base) < LEAST[PROMPT_CACHE]:
        return Tried(
            PROMPT_CACHE,
            None,
            "Tuning takes what is the same in every call out of the prompt; too little is left "
            "to keep.",
            "not-there",
            "A rung without tuning, or a longer common part.",
        )
    if best.layout is None:
        return _managed_cache(desk, best)
    same = share.value
    if _ranked(desk, PROMPT_CACHE):
        same = same_share(desk.workload, best.rung, desk.base)
        item = in_way(desk, best, PROMPT_CACHE)
        found = desk.measure(item) if item is not None else None
    else:
        trial = resized(desk, best, options=Options(prefix_cached_share=same))
        found = more_weeks(trial, PROMPT_CACHE) if trial is not None else None
    if found is None:
        why, way = "The weights do not fit beside a cache.", "A machine with more memory."
        return Tried(PROMPT_CACHE, None, why, "does-not-fit", way)
    return Tried(PROMPT_CACHE, found, f"{same:.0%} of the prompt is computed once and kept.")


def _managed_cache(desk: Desk, best: Candidate) -> Tried:
    """Cached tokens cost the fraction of a fresh one that the facts give, in energy and price."""
    w, model = desk.workload, desk.facts.models[best.model]
    plain = plain_of(desk, best)
    demand = desk.price(plain).demand
    same = same_share(w, best.rung, desk.base)
    missing = uncached(desk.facts, w, model, same * demand.input_tokens.value)
    if missing is not None:
        return Tried(PROMPT_CACHE, None, missing.reason, "not-there", missing.unlock)
    call = desk.search.calls[best.rung][best.model]
    cache = cache_of(desk.base, w, model, best.rung, (call, demand))
    if _ranked(desk, PROMPT_CACHE):
        found = desk.measure(in_way(desk, best, PROMPT_CACHE) or best)
    else:
        found = more_weeks(desk.measure(plain, Changes(cached=cache)), PROMPT_CACHE)
    words = f"{same:.0%} of the prompt is read from the cache, marked with a cache point."
    if cache is not None:
        words += _saving(desk.measure(plain), found, cache)
    return Tried(PROMPT_CACHE, found, words)


def _saving(plain: Measured, found: Measured, cache: Cached) -> str:
    """What the cache saves or costs, in words."""
    late = f"{cache.missed:.1%} of the calls come after it has lapsed and write it anew"
    saved = difference(plain.outcome, found.outcome, "cost_usd_per_year", "saved_usd_per_year")
    if saved is None:
        return f" {late}."
    if (saved.value or 0.0) >= 0.0:
        return f" Saves {value_and_range(saved)}; {late}, which is counted."
    added = difference(found.outcome, plain.outcome, "cost_usd_per_year", "added_usd_per_year")
    more = value_and_range(added) if added is not None else "something"
    return f" Costs {more} more, as {late}."


def answer_cache(desk: Desk, best: Candidate) -> Tried:
    """Requests that repeat an earlier one are answered without the model."""
    share = desk.workload.repeat_share
    if share.value < LEAST[ANSWER_CACHE]:
        return Tried(
            ANSWER_CACHE,
            None,
            f"{share.value:.0%} of the requests repeat an earlier one.",
            "not-there",
            "Requests that repeat, such as frequent questions.",
        )
    item = in_way(desk, best, ANSWER_CACHE) if _ranked(desk, ANSWER_CACHE) else None
    if item is not None:
        found = desk.measure(item)
    elif _ranked(desk, ANSWER_CACHE):
        return Tried(ANSWER_CACHE, None, NO_LAYOUT, "too-slow", LOOSER)
    else:
        change = Changes(answered_share=share)
        change = replace(change, cached=_rarer(desk, best, change))
        found = more_weeks(desk.measure(best, change), ANSWER_CACHE)
    return Tried(
        ANSWER_CACHE,
        found,
        f"{share.value:.0%} of the requests would be answered without the model; a wrong hit "
        "costs trust, so the similarity threshold must be tested.",
    )


def _rarer(desk: Desk, best: Candidate, change: Changes) -> Cached | None:
    """The prompt cache of a managed design as fewer calls find it; None where it has none."""
    if best.layout is not None or not keeps_prompts(best.serving):
        return None
    model, call = desk.facts.models[best.model], desk.search.calls[best.rung][best.model]
    left = desk.price(best, change).demand
    return cache_of(desk.base, desk.workload, model, best.rung, (call, left))


def _both(desk: Desk, best: Candidate) -> Tried | None:
    """Both caches, where the search ranks them together; nothing where one has no effect."""
    item = in_way(desk, best, BOTH_CACHES) if _ranked(desk, BOTH_CACHES) else None
    if item is None:
        return None
    away = desk.workload.repeat_share.value
    same = same_share(desk.workload, best.rung, desk.base)
    words = (
        f"{away:.0%} of the requests would be answered without the model; of the prompts that are "
        f"left, {same:.0%} is computed once and kept."
    )
    cache = desk.search.cached.managed.get((item.rung, item.model, BOTH_CACHES))
    if cache is not None:
        words += (
            f" With fewer calls the prompt cache lapses more often: {cache.missed:.1%} of them "
            "write it anew, which is counted."
        )
    return Tried(BOTH_CACHES, desk.measure(item), words)


def int4(desk: Desk, best: Candidate) -> Tried:
    """Weights in four bits."""
    if best.layout is None or best.layout.precision == "mxfp4":
        why = "The service chooses the precision."
        if best.layout is not None:
            why = "The model is published in 4 bits."
        return Tried("int4", None, why, "already-there", "Hosting another open model yourself.")
    found = resized(desk, plain_of(desk, best), precisions=("int4",))
    if found is None:
        return Tried("int4", None, NO_LAYOUT, "too-slow", LOOSER)
    return Tried(
        "int4",
        more_weeks(found, "int4"),
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
    found = resized(desk, plain_of(desk, best), options=Options(draft_tokens=DRAFT_TOKENS))
    if found is None:
        return Tried("speculative", None, NO_LAYOUT, "too-slow", LOOSER)
    kept = Options().draft_acceptance
    return Tried(
        "speculative",
        more_weeks(found, "speculative"),
        f"{DRAFT_TOKENS:g} tokens drafted a step, {kept:.0%} kept: faster alone, costly in full "
        "batches; both shares must be measured.",
    )


TECHNIQUES: Mapping[str, Technique] = {
    AS_DESIGNED: _plain,
    PROMPT_CACHE: prompt_cache,
    ANSWER_CACHE: answer_cache,
    "int4": int4,
    "speculative": speculative,
    BOTH_CACHES: _both,
}
"""What is tried, by the id under which it is found; both caches only where both are there."""
