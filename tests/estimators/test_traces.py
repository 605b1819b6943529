"""Figures of a ledger are made when they are asked for, and hold what they always held."""

import numpy as np
import pytest

from estimators import traces
from estimators.draws import latin_ledger
from estimators.figure import Figure, Formula, Parents
from estimators.graph import FloatArray, Graph, Step
from tests.estimators.served import given


def curve(a: FloatArray) -> FloatArray:
    return np.asarray(a)[..., None] * np.arange(3.0)


def top(a_curve: FloatArray, b: FloatArray) -> FloatArray:
    return np.asarray(a_curve.max(axis=-1) + b)


def twice(peak: FloatArray) -> FloatArray:
    return 2.0 * peak


GRAPH = Graph(
    (
        Step("a_curve", "1", curve, Formula("test.curve", "a over time"), shown=False),
        Step("peak", "1", top, Formula("test.top", "highest of the curve + b")),
        Step("double", "1", twice, Formula("test.twice", "2 × peak")),
    )
)
A, B = given("a", 2.0, 3.0), given("b", 5.0, 1.5)


def test_a_figure_is_made_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def counted(name: str, *rest: object, **more: object) -> Figure:
        made.append(name)
        return Figure(name, *rest, **more)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(traces, "Figure", counted)
    figures = latin_ledger(64).outcome(GRAPH, (A, B)).figures
    assert list(figures) == ["peak", "double"]
    assert made == []
    double = figures["double"]
    assert made == ["double"]
    assert [item.name for item in double.inputs] == ["peak"]
    assert double.inputs[0] is figures["peak"]
    assert made == ["double", "peak"]


def test_a_curve_shows_what_it_was_made_of() -> None:
    peak = latin_ledger(64).outcome(GRAPH, (A, B)).figures["peak"]
    assert peak.inputs == (A, B)
    assert list(peak.leaves()) == [A, B]


def test_parents_are_looked_up_once_and_are_equal_to_their_tuple() -> None:
    looked: list[int] = []

    def look() -> tuple[Figure, ...]:
        looked.append(1)
        return (Figure("x", 1.0, 1.0, 1.0, "1", Formula("f", "f"), (A,)),)

    parents = Parents(look)
    assert looked == []
    assert len(parents) == 1
    assert (*parents,) == parents
    assert hash(parents) == hash((*parents,))
    assert looked == [1]


def test_one_figure_is_another_and_the_rest_as_before() -> None:
    figures = latin_ledger(64).outcome(GRAPH, (A, B)).figures
    other = Figure("peak", None, None, None, "1", Formula("f", "f"), (), withheld="why")
    changed = traces.Changed(figures, "peak", other)
    assert changed["peak"] is other
    assert changed["double"] is figures["double"]
    assert list(changed) == list(figures)
