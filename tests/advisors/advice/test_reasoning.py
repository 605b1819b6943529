"""Models that reason before every answer carry hidden tokens: in energy, time and money."""

import numpy as np
import pytest

from advisors.advice import desk_of
from advisors.design import Design, Override
from advisors.desk import Desk
from advisors.reasoning import hidden_count, hidden_tokens, reasons_always
from advisors.workload import facts_with
from estimators.figure import Figure
from tests.advisors.advice.made import facts, made

HIDDEN = 300.0
OWN = "constants.hidden_reasoning_tokens.value"


def desk(design: Design) -> Desk:
    return desk_of(design, facts_with(design, facts()))


def without_hidden(design: Design) -> Design:
    """The same design by an architect whose trial found next to no hidden tokens."""
    override = Override(OWN, 1e-6, "tokens", "our own trial", low=1e-6, high=1e-6)
    return Design(design.name, design.answers, (override,))


def figure(of: Desk, name: str) -> Figure:
    assert of.best is not None
    return of.measure(of.best).outcome.figures[name]


def test_only_models_without_a_switch_carry_hidden_tokens() -> None:
    found = facts()
    always = {key for key, row in found.models.items() if reasons_always(row)}
    assert {"gpt-oss-20b", "gpt-oss-120b", "deepseek-r1", "qwq-32b"} <= always
    assert not {"claude-haiku-4-5", "qwen3-32b", "llama-3.3-70b"} & always
    for key in always:
        item = hidden_tokens(found, found.models[key])
        assert item is not None
        assert item.low < item.value < item.high
        assert item.high / item.low >= 30
        assert item.confidence == "estimated"
        assert "ml-energy-2026" in item.sources
    assert hidden_count(found, found.models["llama-3.3-70b"]) == 0.0


@pytest.mark.parametrize("hosting", ["managed", "self-hosted"])
def test_hidden_tokens_reach_energy_cost_and_latency(hosting: str) -> None:
    design = made(committed_model="gpt-oss-120b", hosting=hosting, requests_per_day=4e5)
    counted, bare = desk(design), desk(without_hidden(design))
    written = figure(counted, "written_tokens")
    assert written.value == pytest.approx(200.0 + HIDDEN)
    assert "hidden_reasoning_tokens" in {leaf.name for leaf in written.leaves()}
    assert written.high is not None
    assert written.high > 1500
    for name in ("energy_kwh_per_year", "cost_usd_per_year", "carbon_location_kg_per_year"):
        more, less = figure(counted, name), figure(bare, name)
        assert more.numbers[0] > 1.1 * less.numbers[0], name
        assert more.numbers[2] / more.numbers[0] > less.numbers[2] / less.numbers[0], name
    pair = [item.search.latency_of(item.best) for item in (counted, bare) if item.best is not None]
    assert pair[0] > 1.5 * pair[1]


def test_output_tokens_are_paid_to_the_token() -> None:
    """On Bedrock the bill per call is prompt and answer at list price; hidden ones are answer."""
    found = desk(made(committed_model="gpt-oss-20b", hosting="managed", residency="us",
                      user_region="us-east-1"))  # fmt: skip
    row = facts().models["gpt-oss-20b"]
    assert row.usd_per_million_input_tokens is not None
    assert row.usd_per_million_output_tokens is not None
    price = figure(found, "token_price_usd_per_call").numbers[0]
    prompt = next(
        leaf.value for leaf in figure(found, "cost_usd_per_year").leaves()
        if leaf.name == "input_tokens"
    )  # fmt: skip
    expected = (
        prompt * row.usd_per_million_input_tokens
        + (200.0 + HIDDEN) * row.usd_per_million_output_tokens
    ) / 1e6
    assert price == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("hosting", ["managed", "self-hosted"])
def test_the_search_ranks_by_the_figures_that_are_shown(hosting: str) -> None:
    """Hidden tokens are counted once in each, and alike."""
    found = desk(made(committed_model="gpt-oss-120b", hosting=hosting, requests_per_day=2e5))
    assert found.best is not None
    shown = found.judge.score(found.measure(found.best))
    assert found.search.score_of(found.best) == pytest.approx(shown, abs=1e-4)


def test_models_without_hidden_tokens_stay_as_they_are() -> None:
    design = made(committed_model="llama-3.3-70b", hosting="self-hosted", requests_per_day=2e5)
    with_fact, without = desk(design), desk(without_hidden(design))
    assert np.array_equal(with_fact.search.scores, without.search.scores)
    assert with_fact.best is not None
    assert "written_tokens" not in with_fact.measure(with_fact.best).outcome.figures


def test_an_own_count_replaces_the_estimate() -> None:
    """What an architect measured stands in the figures as theirs."""
    override = Override(OWN, 900.0, "tokens", "our trial", low=700.0, high=1200.0)
    design = made(committed_model="gpt-oss-20b")
    own = desk(Design(design.name, design.answers, (override,)))
    assert figure(own, "written_tokens").value == pytest.approx(1100.0)
    leaf = next(
        item for item in figure(own, "written_tokens").leaves()
        if item.name == "hidden_reasoning_tokens"
    )  # fmt: skip
    assert leaf.origin == "override"
