"""Metrics against values worked out by hand."""

import math

import pytest

from knowledge.metrics import (
    figure_share,
    figures_of,
    hit,
    ndcg,
    numbers_in,
    recall,
    reciprocal_rank,
)
from knowledge.tuning.fit import fit_logistic, fit_ranking


def test_ranking_metrics() -> None:
    ranked = ["a", "b", "c", "d"]
    assert hit(ranked, ["c"], 3) == 1.0
    assert hit(ranked, ["c"], 2) == 0.0
    assert reciprocal_rank(ranked, ["c", "b"]) == 0.5
    assert reciprocal_rank(ranked, ["z"]) == 0.0
    assert recall(ranked, ["a", "z"], 5) == 0.5
    assert ndcg(ranked, ["a"], 10) == 1.0
    assert ndcg(ranked, ["b"], 10) == pytest.approx(1 / math.log2(3))
    assert ndcg(ranked, [], 10) == 0.0


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2-4x at the same latency", ("2", "4")),
        ("About 1,333 with max 1,000", ("1333", "1000")),
        ("10–15 % smaller, 0.50 kWh", ("10", "15", "0.5")),
        ("none", ()),
    ],
)
def test_numbers(text: str, numbers: tuple[str, ...]) -> None:
    assert numbers_in(text) == numbers


def test_expected_figures() -> None:
    assert figures_of("power.draw in W") == ("power.draw",)
    assert figure_share("40% fewer, 60% faster", "40% smaller and 60% quicker [1]") == 1.0
    assert figure_share("40% fewer, 60% faster", "40% smaller") == 0.5
    assert figure_share("Use a queue", "anything") is None


def test_ranking_weights_are_learned() -> None:
    import numpy as np

    rng = np.random.default_rng(0)
    tables = [rng.normal(size=(20, 2)) for _ in range(60)]
    wanted = [[int(table[:, 0].argmax())] for table in tables]
    weights = fit_ranking(tables, wanted, np.ones(2), 0.01)
    assert weights[0] > 3 * weights[1] >= 0


def test_logistic_regression_recovers_a_separation() -> None:
    import numpy as np

    rng = np.random.default_rng(1)
    rows = rng.normal(size=(300, 2))
    labels = (rows[:, 0] + 0.1 * rng.normal(size=300) > 0).astype(np.float64)
    model = fit_logistic(rows, labels, ["a", "b"], 0.1)
    assert model.weights["a"] > 3 * abs(model.weights["b"])
    assert model.probability({"a": 2.0, "b": 0.0}) > 0.95
    assert model.probability({"a": -2.0, "b": 0.0}) < 0.05
