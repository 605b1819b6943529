"""Both caches together: one keeps requests away, the other works on those that are left."""

from math import exp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisors.advice import desk_of
from advisors.budgets import made_part
from advisors.candidates import Candidate
from advisors.desk import Changes, Desk
from advisors.managed_cache import cache_of
from advisors.questions import Value
from advisors.ways import ANSWER_CACHE, AS_DESIGNED, BOTH_CACHES, PROMPT_CACHE
from tests.advisors.advice.made import advised, facts, made

CLAUDE = "claude-haiku-4-5"
EVEN: dict[str, Value] = {
    "knowledge": ("general",),
    "daily_curve": "around-the-clock",
    "peak_factor": 1.0,
    "growth_per_year": 0.0,
    "user_region": "us-east-1",
    "allowed_regions": ("us-east-1",),
}
MANAGED: dict[str, Value] = {
    **EVEN,
    "hosting": "managed",
    "committed_model": CLAUDE,
    "input_tokens": 8000.0,
    "shared_prefix_share": 80.0,
}
OWN: dict[str, Value] = {
    **EVEN,
    "hosting": "self-hosted",
    "input_tokens": 6000.0,
    "requests_per_day": 2e6,
    "shared_prefix_share": 70.0,
    "repeat_share": 60.0,
}


def desk(**answers: Value) -> Desk:
    return desk_of(made(**answers), facts())


def in_ways(held: Desk) -> dict[str, Candidate]:
    """The best candidate of each way of serving."""
    ways = (AS_DESIGNED, PROMPT_CACHE, ANSWER_CACHE, BOTH_CACHES)
    found = {way: held.search.best_of(serving=way) for way in ways}
    return {way: item for way, item in found.items() if item is not None}


def test_a_managed_model_by_hand() -> None:
    """288 calls a day of which half repeat: 144 reach the model, one in ten minutes.

    A prefix kept for five minutes is gone with exp(-0.5); it is written at 1.25 of a fresh token,
    and read at 0.1. A million tokens cost 1 USD in and 5 USD out.
    """
    held = desk(**MANAGED, requests_per_day=288.0, repeat_share=50.0)
    item = in_ways(held)[BOTH_CACHES]
    gone = exp(-0.5)
    cache = held.search.cached.managed[item.rung, CLAUDE, BOTH_CACHES]
    assert cache.missed == pytest.approx(gone, rel=1e-3)
    prefix = gone * 1.25 + (1.0 - gone) * 0.1
    row = facts().models[CLAUDE]
    prompt = 8000.0 * (0.2 + 0.8 * prefix) * (row.usd_per_million_input_tokens or 0.0) / 1e6
    answer = 200.0 * (row.usd_per_million_output_tokens or 0.0) / 1e6
    usd = held.measure(item).outcome.figures["cost_usd_per_year"].numbers[0]
    assert usd == pytest.approx(144.0 * 365.0 * (prompt + answer), rel=2e-3)


def test_with_the_prompt_cache_alone_it_lapses_less_often() -> None:
    held = desk(**MANAGED, requests_per_day=288.0, repeat_share=50.0)
    alone, both = (
        held.search.cached.managed[item.rung, CLAUDE, way].missed
        for way, item in in_ways(held).items()
        if way in (PROMPT_CACHE, BOTH_CACHES)
    )
    assert alone == pytest.approx(exp(-1.0), rel=1e-3)
    assert both > alone


def test_machines_of_ones_own_take_the_sizes_of_the_one_and_the_traffic_of_the_other() -> None:
    held = desk(**OWN)
    found = in_ways(held)
    both, kept, away = found[BOTH_CACHES], found[PROMPT_CACHE], found[ANSWER_CACHE]
    assert held.price(both).demand == held.price(away).demand
    assert both.layout is not None
    assert held.search.layouts_of(both)[0] is held.search.layouts_of(kept)[0]
    assert held.effort(both, both.rung) == held.effort(away, away.rung) + 0.5


def test_the_pair_is_an_option_with_reason_figures_and_cards() -> None:
    decision = advised(**OWN).decision("inference")
    pair = decision.options[0]
    assert pair.id == BOTH_CACHES
    assert pair.reasons[0].startswith("60% of the requests would be answered without the model; ")
    assert "prompt-caching" in pair.cards
    assert pair.figures["cost_usd_per_year"].value is not None
    assert {PROMPT_CACHE, ANSWER_CACHE, AS_DESIGNED} <= {item.id for item in decision.options[1:]}
    hosting = advised(**OWN).decision("hosting").options[0]
    assert "with prompt caching and an answer cache, in" in hosting.reasons[0]


@pytest.mark.parametrize(
    "answers",
    [{"repeat_share": 1.0}, {"shared_prefix_share": 3.0}],
    ids=["hardly any repeat", "hardly anything in common"],
)
def test_without_work_for_one_there_is_no_pair(answers: dict[str, Value]) -> None:
    assert BOTH_CACHES not in in_ways(desk(**{**OWN, **answers}))


def test_a_guess_on_either_makes_no_pair_a_design() -> None:
    assert made_part(BOTH_CACHES, ())
    assert not made_part(BOTH_CACHES, {"repeat_share"})
    assert not made_part(BOTH_CACHES, {"shared_prefix_share"})
    assert BOTH_CACHES not in in_ways(desk(**{**OWN, "repeat_share": 0.0}))


def test_an_answer_cache_on_trial_thins_the_traffic_that_the_prompt_cache_lives_on() -> None:
    """Repeats are a guess, the prefix is answered for: the trial counts the lapses of the rest."""
    held = desk(**MANAGED, requests_per_day=288.0)
    best = held.search.best_of(serving=PROMPT_CACHE)
    assert best is not None
    share = held.workload.repeat_share
    tried = held.price(best, Changes(answered_share=share))
    call = held.search.calls[best.rung][CLAUDE]
    row = facts().models[CLAUDE]
    thin = cache_of(held.base, held.workload, row, best.rung, (call, tried.demand))
    assert thin is not None
    assert thin.missed > held.search.cached.managed[best.rung, CLAUDE, PROMPT_CACHE].missed


def tokens(held: Desk, item: Candidate) -> tuple[float, float]:
    """Tokens a day that are sent to a model, and those of them that it computes afresh."""
    demand = held.price(item).demand
    cache = held.search.cached.managed.get((item.rung, item.model, item.serving))
    read = cache.share * (1.0 - cache.missed) if cache is not None else 0.0
    prompt, answer = demand.input_tokens.value, demand.output_tokens.value
    calls = demand.requests_per_day.value * demand.reaching_share * demand.steps_per_request.value
    return calls * (prompt + answer), calls * (prompt * (1.0 - read) + answer)


@settings(max_examples=25, deadline=None)
@given(
    requests=st.floats(10.0, 1e5),
    repeat=st.floats(2.0, 90.0),
    same=st.floats(20.0, 88.0),
)
def test_the_pair_never_costs_more_tokens_than_either_alone(
    requests: float, repeat: float, same: float
) -> None:
    """Up to 88 % in common; beyond, what lapses may outweigh what is kept away.

    Tokens computed afresh at a rate r are r (1 - s + s exp(-r T)), which falls with r nowhere as
    long as 1 - s >= s exp(-2).
    """
    answers = {"requests_per_day": requests, "repeat_share": repeat, "shared_prefix_share": same}
    held = desk(**{**MANAGED, **answers})
    found = in_ways(held)
    both, kept, away = (
        tokens(held, found[way]) for way in (BOTH_CACHES, PROMPT_CACHE, ANSWER_CACHE)
    )
    for count, least in zip(both, map(min, kept, away), strict=True):
        assert count <= least * (1.0 + 1e-9)
    energy = {
        way: held.measure(item).outcome.figures["energy_kwh_per_year"].numbers[0]
        for way, item in found.items()
    }
    assert energy[BOTH_CACHES] <= energy[ANSWER_CACHE] * (1.0 + 1e-9)
    assert energy[BOTH_CACHES] <= energy[AS_DESIGNED] * (1.0 + 1e-9)
