"""Ways of serving: what they rest on, what they take, and which the answers make part of a design.

A cache pays only where requests or prompts repeat, and that is known from an answer alone: where it
is given, the search ranks each candidate with and without the cache; where it is a guess, the cache
is something to try.
"""

from collections.abc import Mapping
from dataclasses import replace

from advisors.workload import Workload
from estimators.annual import Demand
from estimators.figure import Input

AS_DESIGNED, PROMPT_CACHE, ANSWER_CACHE = "as-designed", "prompt-cache", "answer-cache"
RESTS_ON: Mapping[str, str] = {
    PROMPT_CACHE: "shared_prefix_share",
    ANSWER_CACHE: "repeat_share",
}
"""Question whose answer makes a way part of a design."""
LEAST: Mapping[str, float] = {PROMPT_CACHE: 0.05, ANSWER_CACHE: 0.02}
"""Share from which on a way has something to work on."""
WORDS: Mapping[str, str] = {PROMPT_CACHE: "prompt caching", ANSWER_CACHE: "an answer cache"}
WEEKS: Mapping[str, float] = {
    AS_DESIGNED: 0.0,
    PROMPT_CACHE: 0.5,
    ANSWER_CACHE: 2.0,
    "int4": 2.0,
    "speculative": 3.0,
}
"""Person-weeks that a technique adds, judged."""


def share_of(w: Workload, way: str) -> Input:
    """What a way rests on: the same part of each prompt, or requests that repeat."""
    found: Input = getattr(w, RESTS_ON[way])
    return found


def ways_of(w: Workload) -> tuple[str, ...]:
    """Ways that were answered for and that have something to work on."""
    return tuple(
        way
        for way, asked in RESTS_ON.items()
        if not w.assumed(asked) and share_of(w, way).value >= LEAST[way]
    )


def kept_away(demand: Demand, share: Input) -> Demand:
    """The demand that is left where a share of the requests is answered from a cache."""
    asked, left = demand.requests_per_day, 1.0 - share.value
    fewer = replace(
        asked,
        value=asked.value * left,
        low=asked.low * left,
        high=asked.high * left,
        note=f"{asked.note} {1.0 - left:.0%} of them answered from a cache".strip(),
    )
    return replace(demand, requests_per_day=fewer)
