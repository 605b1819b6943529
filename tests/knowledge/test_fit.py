"""What is tuned: weights of a ranking, logistic and multinomial regression."""

import numpy as np
import pytest

from knowledge.polarity import CLASSES
from knowledge.tuning.first_word import fit_softmax
from knowledge.tuning.fit import fit_logistic, fit_ranking


def test_ranking_weights_are_learned() -> None:
    rng = np.random.default_rng(0)
    tables = [rng.normal(size=(20, 2)) for _ in range(60)]
    wanted = [[int(table[:, 0].argmax())] for table in tables]
    weights = fit_ranking(tables, wanted, np.ones(2), 0.01)
    assert weights[0] > 3 * weights[1] >= 0


def test_logistic_regression_recovers_a_separation() -> None:
    rng = np.random.default_rng(1)
    rows = rng.normal(size=(300, 2))
    labels = (rows[:, 0] + 0.1 * rng.normal(size=300) > 0).astype(np.float64)
    model = fit_logistic(rows, labels, ["a", "b"], 0.1)
    assert model.weights["a"] > 3 * abs(model.weights["b"])
    assert model.probability({"a": 2.0, "b": 0.0}) > 0.95
    assert model.probability({"a": -2.0, "b": 0.0}) < 0.05


def test_a_feature_that_does_not_vary_gets_no_weight() -> None:
    rng = np.random.default_rng(3)
    rows = np.stack([rng.normal(size=200), 1e-9 * rng.normal(size=200)], axis=1)
    labels = (rows[:, 0] > 0).astype(np.float64)
    model = fit_logistic(rows, labels, ["seen", "still"], 1.0)
    assert model.weights["still"] == 0.0
    assert model.weights["seen"] > 1


@pytest.mark.parametrize("unscaled", [0, 2])
def test_an_example_counts_as_often_as_its_importance_says(unscaled: int) -> None:
    rows = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0]] * 5)
    labels = np.array([1.0, 0.0, 1.0, 0.0] * 4 + [0.0, 1.0, 0.0, 1.0])
    often = np.tile([3.0, 3.0, 3.0, 3.0], 5)
    weighed = fit_logistic(rows, labels, ["a", "b"], 1.0, importance=often, unscaled=unscaled)
    thrice = fit_logistic(
        np.tile(rows, (3, 1)), np.tile(labels, 3), ["a", "b"], 1.0, unscaled=unscaled
    )
    assert [weighed.bias, *weighed.weights.values()] == pytest.approx(
        [thrice.bias, *thrice.weights.values()], abs=1e-4
    )
    once = fit_logistic(rows, labels, ["a", "b"], 1.0, unscaled=unscaled)
    assert abs(weighed.weights["a"]) > abs(once.weights["a"]) * 1.05


def test_a_feature_that_keeps_its_scale_is_drawn_harder_towards_nought() -> None:
    """A word that few questions hold varies little: put to scale, its weight would be held less."""
    rows = np.zeros((100, 1))
    rows[:5] = 1.0
    labels = rows[:, 0].copy()
    scaled = fit_logistic(rows, labels, ["word"], 1.0).weights["word"]
    plain = fit_logistic(rows, labels, ["word"], 1.0, unscaled=1).weights["word"]
    assert 0 < plain < scaled / 2


def test_fitting_finds_what_tells_the_classes_apart() -> None:
    generator = np.random.default_rng(3)
    labels = generator.integers(0, len(CLASSES), 300)
    rows = np.c_[np.eye(len(CLASSES))[labels], generator.normal(size=(300, 2))]
    weights, bias = fit_softmax(rows, labels, np.ones(300), l1=2.0, l2=0.0)
    assert ((rows @ weights + bias).argmax(axis=1) == labels).all()
    assert np.abs(weights[3:]).max() < 0.05
    dense, _ = fit_softmax(rows, labels, np.ones(300), l1=0.0, l2=1.0)
    assert np.abs(dense[3:]).max() > 0.01
