"""Ways of serving: what they rest on, what they take, and which the answers make part of a design.

A cache pays only where requests or prompts repeat, and that is known from an answer alone: where it
is given, the search ranks each candidate with and without the cache; where it is a guess, the cache
is something to try. Where both are given, they are ranked together too: the one keeps requests
away, the other works on those that are left.
"""

from collections.abc import Mapping

from advisors.workload import Workload
from estimators.figure import Input

AS_DESIGNED, PROMPT_CACHE, ANSWER_CACHE = "as-designed", "prompt-cache", "answer-cache"
BOTH_CACHES = "both-caches"
SPREAD, QUIET = "spread", "quiet-hours"
"""Work that nobody waits for in all hours of a day, instead of gathered into full ones; what may
wait of it put off to quiet hours, instead of done on what stands free."""
RESTS_ON: Mapping[str, str] = {
    PROMPT_CACHE: "shared_prefix_share",
    ANSWER_CACHE: "repeat_share",
}
"""Question whose answer makes a way part of a design; both of them make the pair one."""
LEAST: Mapping[str, float] = {PROMPT_CACHE: 0.05, ANSWER_CACHE: 0.02}
"""Share from which on a way has something to work on."""
WORDS: Mapping[str, str] = {
    PROMPT_CACHE: "prompt caching",
    ANSWER_CACHE: "an answer cache",
    BOTH_CACHES: "prompt caching and an answer cache",
}
WEEKS: Mapping[str, float] = {
    AS_DESIGNED: 0.0,
    PROMPT_CACHE: 0.5,
    ANSWER_CACHE: 2.0,
    BOTH_CACHES: 2.5,
    "int4": 2.0,
    "speculative": 3.0,
}
"""Person-weeks that a technique adds, judged."""


def share_of(w: Workload, way: str) -> Input:
    """What a way rests on: the same part of each prompt, or requests that repeat."""
    found: Input = getattr(w, RESTS_ON[way])
    return found


def ways_of(w: Workload) -> tuple[str, ...]:
    """Ways that were answered for and that have something to work on, the pair where both have."""
    found = tuple(
        way
        for way, asked in RESTS_ON.items()
        if not w.assumed(asked) and share_of(w, way).value >= LEAST[way]
    )
    return (*found, BOTH_CACHES) if len(found) == len(RESTS_ON) else found


def keeps_prompts(way: str) -> bool:
    """Whether a way of serving computes what prompts have in common once."""
    return way in (PROMPT_CACHE, BOTH_CACHES)


def keeps_answers(way: str) -> bool:
    """Whether a way of serving answers repeated requests without the model."""
    return way in (ANSWER_CACHE, BOTH_CACHES)
