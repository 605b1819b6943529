"""Ways of serving that the answers make possible are ranked together with the designs."""

from dataclasses import replace

import numpy as np
import pytest

from advisors.advice import advise, desk_of
from advisors.desk import Desk
from advisors.inference import recommended
from advisors.managed_cache import uncached
from advisors.options import Advice, DecisionId
from advisors.questions import Value
from advisors.ways import ANSWER_CACHE, AS_DESIGNED, PROMPT_CACHE
from tests.advisors.advice.made import (
    ANSWERED,
    CODE_AGENTS,
    LONG,
    advised,
    chosen,
    facts,
    made,
)

WHOLE: tuple[DecisionId, ...] = (
    "hosting",
    "model",
    "customization",
    "silicon",
    "region",
    "inference",
)
"""Decisions whose first option is the design as a whole."""


def desk(**answers: Value) -> Desk:
    """The desk of a design of these answers."""
    return desk_of(made(**answers), facts())


def first_figures(found: Advice, decision: DecisionId) -> dict[str, float]:
    """Central figures of the first option."""
    return {
        name: item.numbers[0]
        for name, item in found.decision(decision).options[0].figures.items()
        if name in found.totals and item.value is not None
    }


def test_a_prefix_that_one_way_of_hosting_keeps_decides_between_them() -> None:
    """85 % of a long prompt is the same: one's own engine keeps it, the managed one does not."""
    before = advised(**CODE_AGENTS)
    assert chosen(before)["hosting"] == "bedrock"
    found = advised(**ANSWERED["agents"])
    assert chosen(found)["hosting"] == "ec2-eks"
    assert chosen(found)["inference"] == "prompt-cache"
    own, service = found.decision("hosting").options[:2]
    assert "with prompt caching, in" in own.reasons[0]
    plain = before.decision("hosting").options[0]
    assert service.reasons[0] != plain.reasons[0], "the best managed design is one with a cache now"
    assert "Claude" in service.reasons[0]
    assert "with prompt caching" in service.reasons[0]


@pytest.mark.parametrize("name", ANSWERED)
def test_all_decisions_speak_of_one_design(name: str) -> None:
    """The figures of the whole are those of the first option of each decision, way included."""
    found = advised(**ANSWERED[name])
    for decision in WHOLE:
        for figure, value in first_figures(found, decision).items():
            assert value == pytest.approx(found.totals[figure].numbers[0]), (decision, figure)
    held = desk(**ANSWERED[name])
    assert held.best is not None
    assert chosen(found)["inference"] == held.best.serving


@pytest.mark.parametrize("name", ANSWERED)
def test_the_grid_and_the_figures_give_one_order(name: str) -> None:
    """A cell's score is that of its figures in every way of serving."""
    held = desk(**ANSWERED[name])
    found = held.search
    rng = np.random.default_rng(7)
    ways = {row.serving for row in found.rows}
    assert len(ways) > 1
    for way in ways:
        for managed in (True, False):
            rows = np.flatnonzero(found.mask(serving=way, managed=managed))
            cells = [cell for cell in np.argwhere(np.isfinite(found.scores)) if cell[0] in rows]
            for pick in rng.permutation(len(cells))[:6]:
                item = found.candidate(*map(int, cells[pick]))
                measured = held.judge.score(held.measure(item))
                if np.isfinite(measured):
                    assert measured == pytest.approx(found.score_of(item), abs=1e-4), item


def test_the_inference_decision_shows_it_with_and_without() -> None:
    found = advised(**ANSWERED["agents"]).decision("inference")
    ids = [item.id for item in found.options]
    assert ids[0] == PROMPT_CACHE
    plain = found.options[ids.index(AS_DESIGNED)]
    assert any("Against the best: carbon +" in reason for reason in plain.reasons)
    assert "prompt caching" not in plain.reasons[0]


def test_its_weeks_are_counted_everywhere_once() -> None:
    held = desk(**ANSWERED["agents of one's own"])
    best = held.best
    assert best is not None
    plain = held.search.served(best, AS_DESIGNED)
    assert plain is not None
    more = held.measure(best).effort_weeks - held.measure(plain).effort_weeks
    assert more == pytest.approx(0.5)
    whole = recommended(held)
    assert whole is not None
    assert whole.effort_weeks == held.measure(best).effort_weeks


def test_the_smallest_that_works_and_the_front_are_served_so_too() -> None:
    found = advised(**ANSWERED["agents of one's own"])
    assert found.smallest is not None
    assert "with prompt caching" in found.smallest.label
    assert any("with prompt caching" in item.label for item in found.pareto)


@pytest.mark.parametrize("share", [None, 3.0])
def test_what_nobody_answered_for_or_hardly_is_makes_no_rows(share: float | None) -> None:
    answers = {} if share is None else {"shared_prefix_share": share, "repeat_share": 1.0}
    rows = desk(**CODE_AGENTS, **answers).search.rows
    assert {row.serving for row in rows} == {AS_DESIGNED}


def test_only_models_with_a_price_of_cached_tokens_are_ranked_with_a_managed_cache() -> None:
    rows = desk(**LONG, shared_prefix_share=70.0, quality="draft").search.rows
    managed = {row.model for row in rows if row.managed and row.serving == PROMPT_CACHE}
    assert "nova-lite" in managed
    assert {row.model for row in rows if row.managed} - managed
    for name in managed:
        assert facts().tiers[f"{name}/cached"].price_fraction is not None


def test_a_claude_without_a_price_of_cached_tokens_is_not_taken_to_have_a_cache() -> None:
    """Its family was enough before: Claude 3 Haiku was priced as if it were a newer one."""
    workload = desk(**LONG, shared_prefix_share=70.0).workload
    models = facts().models
    found = uncached(facts(), workload, models["claude-3-haiku"], 5000.0)
    assert found is not None
    assert "No fact tells that Bedrock caches" in found.reason
    assert uncached(facts(), workload, models["claude-haiku-4-5"], 5000.0) is None


def test_a_level_that_only_a_cache_keeps_is_kept_by_it() -> None:
    """A prompt of 60,000 tokens is not read within the second; its last 6,000 are."""
    tight: dict[str, Value] = {
        **CODE_AGENTS,
        "hosting": "self-hosted",
        "committed_model": "llama-3.3-70b",
        "quality": "draft",
        "ttft_ms": 2500.0,
    }
    without = desk(**tight).search
    assert without.best is None
    found = advised(**tight, shared_prefix_share=95.0)
    serving = found.decision("inference")
    assert serving.options[0].id == PROMPT_CACHE
    fallen = {item.id: item for item in serving.exclusions}
    assert "no machine there keeps the service level" in fallen[AS_DESIGNED].reason
    assert found.totals["cost_usd_per_year"].value is not None


def test_an_answer_cache_lowers_the_volume_that_sizes_the_fleet() -> None:
    found = advised(**ANSWERED["a chat that repeats"])
    assert chosen(found)["inference"] == ANSWER_CACHE
    plain = advised(**{**ANSWERED["a chat that repeats"], "repeat_share": 0.0})
    energy = "energy_kwh_per_year"
    assert found.totals[energy].numbers[0] < plain.totals[energy].numbers[0]
    assert "with an answer cache" in found.decision("model").options[0].reasons[0]


def test_the_advice_is_the_same_however_often_it_is_asked_for() -> None:
    first, again = (advise(made(**ANSWERED["agents"]), facts()) for _ in range(2))
    assert first.totals == again.totals


@pytest.mark.parametrize("name", ANSWERED)
@pytest.mark.parametrize("asked", ["shared_prefix_share", "repeat_share", "requests_per_day"])
@pytest.mark.parametrize("factor", [0.99, 1.01])
def test_one_percent_turns_no_clear_order(name: str, asked: str, factor: float) -> None:
    """The way of serving is one more axis on which designs are near each other."""
    answers = {**made(**ANSWERED[name]).answers}
    if asked not in answers:
        return
    value = answers[asked].value
    assert isinstance(value, float)
    one = advised(**ANSWERED[name])
    more = advised(**{**ANSWERED[name], asked: value * factor})
    for decision in WHOLE:
        first, second = one.decision(decision), more.decision(decision)
        same = first.options[0].id == second.options[0].id
        assert same or not (first.clear and second.clear), decision


def test_the_order_of_answering_changes_nothing() -> None:
    design = made(**ANSWERED["a long prompt"])
    turned = replace(design, answers=dict(reversed(list(design.answers.items()))))
    one, other = advise(design, facts()), advise(turned, facts())
    assert one.totals == other.totals
    assert chosen(one) == chosen(other)
