"""Prompt caches of managed models: what has lapsed is written anew, what waits reads none."""

import pytest

from advisors.advice import desk_of
from advisors.managed_cache import Cached, cache_of
from advisors.questions import Value
from advisors.rungs import Rung
from tests.advisors.advice.made import advised, facts, made

PROMPT: dict[str, Value] = {
    "hosting": "managed",
    "shared_prefix_share": 80.0,
    "input_tokens": 8000.0,
    "knowledge": ("general",),
    "daily_curve": "around-the-clock",
    "peak_factor": 1.0,
    "growth_per_year": 0.0,
}
CLAUDE = "claude-haiku-4-5"


def cache(model: str = CLAUDE, **answers: Value) -> Cached:
    """The cache of a model under these answers."""
    desk = desk_of(made(**{**PROMPT, "committed_model": model, **answers}), facts())
    call = desk.search.calls[Rung.PROMPT][model]
    best = desk.search.best_of(model=model)
    assert best is not None
    demand = desk.price(best).demand
    row = facts().models[model]
    found = cache_of(desk.base, desk.workload, row, Rung.PROMPT, (call, demand))
    assert found is not None
    return found


def test_with_few_calls_the_cache_has_lapsed_when_the_next_one_comes() -> None:
    """One call in five minutes finds it gone with a chance of 1/e; 288 a day are that."""
    found = cache(requests_per_day=288.0)
    assert found.missed == pytest.approx(0.3679, rel=1e-3)
    price = 0.3679 * 1.25 + 0.6321 * 0.1
    assert found.price.value == pytest.approx(price, rel=1e-3)
    assert cache(requests_per_day=28_800.0).missed < 1e-9


def test_writing_is_counted_and_makes_a_cache_dear_where_hardly_anybody_calls() -> None:
    """Ten calls a day write nearly each time: a quarter more for the prefix, and not advised."""
    few = advised(**PROMPT, committed_model=CLAUDE, requests_per_day=10.0).decision("inference")
    assert few.options[0].id == "as-designed"
    cached = next(item for item in few.options if item.id == "prompt-cache")
    assert " more, as 9" in cached.reasons[0]
    many = advised(**PROMPT, committed_model=CLAUDE, requests_per_day=20_000.0)
    assert many.decision("inference").options[0].id == "prompt-cache"
    assert "write it anew, which is counted" in many.decision("inference").options[0].reasons[0]


def test_a_nova_writes_at_the_price_of_a_fresh_token() -> None:
    """So even a cache that is gone each time costs nothing over none."""
    found = cache("nova-lite", requests_per_day=5.0)
    assert 0.95 < found.missed < 1.0
    assert 0.9 < found.price.value < 1.0


def test_every_price_of_reading_has_one_of_writing_beside_it() -> None:
    tiers = facts().tiers
    read = {row.model for row in tiers.values() if row.tier == "cached"}
    written = {row.model for row in tiers.values() if row.tier == "cache-write"}
    assert read == written
    for row in tiers.values():
        if row.tier == "cache-write":
            assert row.price_fraction == (1.25 if row.model.startswith("claude") else 1.0)
            assert len(row.sources) >= 2 or row.confidence == "estimated"


def test_the_part_that_waits_for_a_batch_reads_from_no_cache() -> None:
    """Half may wait and goes through batch inference, at half the price and without a cache."""
    whole, half = cache(), cache(async_share=50.0)
    assert whole.share == pytest.approx(0.8)
    assert half.share == pytest.approx(0.8 * 0.5 / 0.75)
    assert 1.0 - half.energy.value == pytest.approx(0.5 * (1.0 - whole.energy.value), rel=1e-2)


def test_energy_of_a_cached_call_falls_with_documents_too() -> None:
    """The server factor, which retrieval has as well, once hid what the cache saves."""
    asked = {**PROMPT, "knowledge": ("own-documents",), "committed_model": CLAUDE}
    found = advised(**asked, requests_per_day=20_000.0).decision("inference")
    options = {
        item.id: item.figures["energy_kwh_per_year"].numbers[0] for item in found.options[:2]
    }
    assert options["prompt-cache"] < 0.9 * options["as-designed"]
