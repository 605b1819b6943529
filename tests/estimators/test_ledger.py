"""A ledger gives what a graph alone gives, and runs what graphs share once."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from hypothesis import given as vary
from hypothesis import strategies as st

from estimators.draws import latin_for, latin_ledger
from estimators.figure import Figure, Formula, Input
from estimators.graph import FloatArray, Graph, Ledger, Step
from tests.estimators.served import given

COUNT = 64
RUNS: list[str] = []


def product(a: FloatArray, b: FloatArray) -> FloatArray:
    RUNS.append("product")
    return a * b


def add(ab: FloatArray, c: FloatArray) -> FloatArray:
    RUNS.append("sum")
    return ab + c


GRAPH = Graph(
    (
        Step("ab", "1", product, Formula("test.product", "a × b")),
        Step("abc", "1", add, Formula("test.add", "ab + c")),
    )
)
INPUTS = (given("a", 2.0, 3.0), given("b", 5.0, 1.5), given("c", 7.0))


def same(ledger: Ledger, inputs: tuple[Input, ...]) -> bool:
    """Whether the ledger gives the figures and draws that the graph alone gives."""
    found = ledger.outcome(GRAPH, inputs)
    alone = GRAPH.outcome(inputs, latin_for(inputs, COUNT))
    draws = all(np.array_equal(found.draws[name], alone.draws[name]) for name in alone.draws)
    return found.figures == alone.figures and found.draws.keys() == alone.draws.keys() and draws


@vary(st.lists(st.sampled_from([1.0, 2.0, 3.0]), min_size=1, max_size=8))
def test_a_ledger_gives_what_the_graph_alone_gives(values: list[float]) -> None:
    ledger = latin_ledger(COUNT)
    for value in values:
        assert same(ledger, (replace(INPUTS[0], value=value, low=1.0), *INPUTS[1:]))


def test_only_what_rests_on_another_input_runs_again() -> None:
    ledger = latin_ledger(COUNT)
    first = ledger.outcome(GRAPH, INPUTS)
    RUNS.clear()
    second = ledger.outcome(GRAPH, (*INPUTS[:2], given("c", 8.0)))
    assert RUNS == ["sum"]
    assert second.figures["ab"] is first.figures["ab"]
    assert second.figures["abc"] != first.figures["abc"]


def test_what_rests_on_something_new_is_not_looked_up() -> None:
    """A step on a new input cannot be among those that were run; the others are."""

    class Counted(dict[object, object]):
        asked: list[str]

        def get(self, key: object, default: object = None) -> object:
            if isinstance(key, tuple):
                self.asked.append(key[0].name)
            return super().get(key, default)

    ledger = latin_ledger(COUNT)
    ledger.outcome(GRAPH, INPUTS)
    kept = Counted(ledger._recent)
    kept.asked = []
    ledger._recent = kept  # type: ignore[assignment]  # a dict that tells what it is asked for
    ledger.outcome(GRAPH, (*INPUTS[:2], given("c", 8.0)))
    assert kept.asked == ["ab"]


def by_name(*, a: FloatArray, b: FloatArray) -> FloatArray:
    return a - b


@pytest.mark.parametrize("function", [by_name, partial(by_name), lambda a, b: a - b])
def test_a_step_hands_over_what_it_needs_by_place_or_by_name(
    function: Callable[..., FloatArray],
) -> None:
    step = Step("gap", "1", function, Formula("test.gap", "a − b"), takes={"b": "other"})
    assert step.needs == ("a", "other")
    assert step.run([np.array(5.0), np.array(2.0)]) == 3.0


def test_a_withheld_input_does_not_spoil_the_same_step_with_evidence() -> None:
    ledger = latin_ledger(COUNT)
    hidden = ledger.outcome(GRAPH, INPUTS[:2], {"c": "nobody publishes c"})
    assert hidden.figures["abc"].withheld == "nobody publishes c"
    assert hidden.figures["abc"].inputs == (hidden.figures["ab"],)
    assert "abc" not in hidden.draws
    assert same(ledger, INPUTS)


@pytest.mark.parametrize("count", [1, 2, 20, 21, 128, 256])
def test_bands_are_the_percentiles_of_the_draws(count: int) -> None:
    ledger = latin_ledger(count)
    outcome = ledger.outcome(GRAPH, INPUTS)
    value, low, high = outcome.figures["abc"].numbers
    p5, p95 = np.percentile(outcome.draws["abc"], (5, 95))
    assert (low, high) == (min(p5, value), max(p95, value))


def test_a_deep_figure_whose_parts_are_shared_is_walked_once() -> None:
    formula = Formula("test.double", "x + x", ("a-source",))
    figure = Figure("start", 1.0, 1.0, 1.0, "1", formula, (given("a", 1.0), given("b", 2.0)))
    for _ in range(200):
        other = replace(figure, name="other")
        figure = Figure("both", 1.0, 1.0, 1.0, "1", formula, (figure, other))
    assert [leaf.name for leaf in figure.leaves()] == ["a", "b"]
    assert "a-source" in figure.sources
    assert sum(1 for _ in figure.parts()) == 402
