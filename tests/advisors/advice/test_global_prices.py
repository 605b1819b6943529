"""A global profile has a price of its own: the grid takes it where it is known."""

import numpy as np
import pytest

from advisors.advice import desk_of
from advisors.desk import Desk
from advisors.places import GLOBAL
from advisors.questions import Value
from estimators.figure import Input
from tests.advisors.advice.made import facts, made

OPEN: dict[str, Value] = {
    "hosting": "managed",
    "quality": "expert",
    "knowledge": ("general",),
    "user_region": "us-east-1",
}


def desk(**answers: Value) -> Desk:
    return desk_of(made(**{**OPEN, **answers}), facts())


def columns(held: Desk) -> dict[str, int]:
    """Column of each profile and Region."""
    return {place.profile or place.id: n for n, place in enumerate(held.search.places)}


def level(held: Desk, name: str) -> float:
    """Price level of a place."""
    found = held.base.site(held.search.places[columns(held)[name]]).price_region_factor
    assert isinstance(found, Input)
    return found.value


def test_a_global_call_costs_its_own_price_by_hand() -> None:
    """Claude Haiku 4.5: 1 USD and 5 USD a million tokens globally, 1.1 and 5.5 in a Region."""
    held = desk(committed_model="claude-haiku-4-5", growth_per_year=0.0)
    cost, place = held.search.criteria["cost"], columns(held)
    row = facts().models["claude-haiku-4-5"]
    assert (row.usd_global_per_million_input_tokens, row.usd_per_million_input_tokens) == (1.0, 1.1)
    calls = 5000.0 * 365.0
    globally = calls * (2500.0 * 1.0 + 200.0 * 5.0) / 1e6
    here = calls * (2500.0 * 1.1 + 200.0 * 5.5) / 1e6
    assert cost[0, place["us-east-1"]] == pytest.approx(here, rel=1e-3)
    assert cost[0, place[GLOBAL]] == pytest.approx(globally * level(held, GLOBAL), rel=1e-3)


def test_where_no_global_price_is_known_that_of_the_region_stands() -> None:
    held = desk(quality="draft")
    found, place = held.search, columns(held)
    column = place[GLOBAL]
    prices = {key: row.usd_global_per_million_output_tokens for key, row in facts().models.items()}
    without = [n for n, row in enumerate(found.rows) if row.managed and prices[row.model] is None]
    assert without
    home = place["us-east-1"]
    ratio = level(held, GLOBAL) / level(held, "us-east-1")
    for row in without:
        cost = found.criteria["cost"][row]
        assert cost[column] / cost[home] == pytest.approx(ratio)


@pytest.mark.parametrize("model", ["claude-haiku-4-5", "nova-2-lite", "claude-opus-4-6"])
def test_the_grid_scores_a_global_profile_as_its_figures_do(model: str) -> None:
    """They were .024 of a score apart."""
    held = desk(committed_model=model)
    found = held.search
    items = [found.candidate(*cell) for cell in np.argwhere(np.isfinite(found.scores)).tolist()]
    globally = [item for item in items if item.place.profile == GLOBAL]
    assert globally
    for item in globally:
        measured = held.judge.score(held.measure(item))
        assert measured == pytest.approx(found.score_of(item), abs=1e-4)
