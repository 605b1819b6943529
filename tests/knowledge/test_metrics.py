"""Metrics against values worked out by hand."""

import math

import pytest

from knowledge.metrics import (
    figure_share,
    figures_of,
    hit,
    ndcg,
    plain_numbers,
    recall,
    reciprocal_rank,
)


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
    assert plain_numbers(text) == numbers


def test_expected_figures() -> None:
    assert figures_of("power.draw in W") == ("power.draw",)
    assert figure_share("40% fewer, 60% faster", "40% smaller and 60% quicker [1]") == 1.0
    assert figure_share("40% fewer, 60% faster", "40% smaller") == 0.5
    assert figure_share("Use a queue", "anything") is None
