"""Levers, common draws and flips on two options whose crossing is known by hand."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimators.figure import Formula, Input
from estimators.flips import Bench
from estimators.graph import FloatArray, Graph, Step
from estimators.levers import Contender, bars_of, common_draws, levers_of

FORMULA = Formula("test", "test")


def line(fixed: FloatArray, per_request: FloatArray, requests: FloatArray) -> FloatArray:
    """A fixed part and one that grows with requests."""
    return fixed + per_request * requests


def whole(kwh: FloatArray, grid: FloatArray) -> FloatArray:
    """Carbon of energy."""
    return kwh * grid


GRAPH = Graph((Step("kwh", "kWh", line, FORMULA), Step("carbon", "kg", whole, FORMULA)))


def number(name: str, value: float, spread: float = 1.0, stream: str = "") -> Input:
    """An input from value / spread to value x spread."""
    return Input(name, value, value / spread, value * spread, "1", "fact", stream=stream)


def option(fixed: float, each: float, where: str, *, spread: float = 1.2) -> Contender:
    """An option with its own parts on a grid of its own and common requests."""
    inputs = (
        number("fixed", fixed, spread, f"fixed/{where}"),
        number("per_request", each),
        number("requests", 100.0, 1.5),
        number("grid", 2.0, 1.1, f"grid/{where}"),
        number("idle", 5.0, 3.0),
    )
    return Contender(GRAPH, inputs, frozenset(), ("carbon",))


def carbon(_: int, figures: Mapping[str, FloatArray]) -> FloatArray:
    """What ranks."""
    return figures["carbon"]


# First: (100 + 1 x 100) x 2 = 400. Second: (20 + 3 x 100) x 2 = 640.
FIRST, SECOND = option(100.0, 1.0, "a"), option(20.0, 3.0, "b")
PAIR = (FIRST, SECOND)


def bench(pair: tuple[Contender, ...] = PAIR) -> Bench:
    """The pair on its levers, without limits."""
    return Bench(pair, levers_of(pair, {"requests"}), {})


def test_levers_join_what_is_one_and_keep_apart_what_is_not() -> None:
    names = [
        (item.first.name, [len(members) for members in item.members])
        for item in levers_of(PAIR, {"requests"})
    ]
    assert names == [
        ("fixed", [1, 0]),
        ("per_request", [1, 0]),
        ("requests", [1, 1]),
        ("grid", [1, 0]),
        ("fixed", [0, 1]),
        ("per_request", [0, 1]),
        ("grid", [0, 1]),
    ]  # `idle` enters nothing


def test_the_crossings_are_those_worked_out_by_hand() -> None:
    # requests: 100 + n = 20 + 3 n at n = 40; the first's fixed part 100 -> 220, grid 2 -> 3.2
    found = {
        (turn.lever.first.name, bool(turn.lever.members[0])): turn
        for turn in bench().turns(carbon, 1)
    }
    expected = {
        ("requests", True): 40.0,
        ("fixed", True): 220.0,
        ("per_request", True): 2.2,
        ("grid", True): 3.2,
        ("per_request", False): 1.8,
        ("grid", False): 1.25,
    }
    assert set(found) == set(expected)  # the second's fixed part saves 20 of 120 at most
    for key, value in expected.items():
        assert found[key].value == pytest.approx(value, rel=0.01)
        assert found[key].factor == pytest.approx(value / found[key].lever.first.value, rel=0.01)
    assert not any(turn.likely for turn in found.values() if turn.lever.first.name == "grid")


def test_each_flip_really_flips_and_half_of_it_does_not() -> None:
    for turn in bench().turns(carbon, 1):
        for factor, lost in ((turn.factor, True), (np.sqrt(turn.factor), False)):
            figures = []
            for place, item in enumerate(PAIR):
                changed = {m.name: m.value * factor for m in turn.lever.members[place]}
                figures.append(float(item.evaluate(changed)["carbon"]))
            assert (figures[1] < figures[0]) is lost


def test_a_rival_that_is_better_already_has_no_flips() -> None:
    assert bench((SECOND, FIRST)).turns(carbon, 1) == ()


def test_a_limit_keeps_a_flip_from_what_cannot_be() -> None:
    limited = Bench(PAIR, levers_of(PAIR, {"requests"}), {"requests": (50.0, 200.0)})
    assert "requests" not in {turn.lever.first.name for turn in limited.turns(carbon, 1)}


@given(st.floats(1.0, 1e3), st.floats(0.1, 10.0), st.floats(1.0, 1e3), st.floats(0.1, 10.0))
def test_shares_of_draws_and_their_reverse_make_one(
    fixed: float, each: float, other: float, per: float
) -> None:
    pair = (option(fixed, each, "a"), option(other, per, "b"))
    (first, _), (second, _) = common_draws(pair, 256)
    a, b = first["carbon"], second["carbon"]
    won = float(np.mean((a < b) + 0.5 * (a == b)))
    lost = float(np.mean((b < a) + 0.5 * (a == b)))
    assert won + lost == pytest.approx(1.0)


def test_common_inputs_have_common_draws() -> None:
    same = option(100.0, 1.0, "a")
    (first, _), (second, _) = common_draws((FIRST, same), 256)
    assert np.array_equal(first["carbon"], second["carbon"])


def test_the_ends_of_a_tornado_lie_within_its_draws() -> None:
    levers = levers_of([FIRST], {"requests"})
    (drawn,) = common_draws([FIRST], 1024)
    bars = bars_of(FIRST, levers, "carbon", drawn)
    values = drawn[0]["carbon"]
    assert {lever.first.name for lever, _ in bars} == {"fixed", "requests", "grid"}
    for _, bar in bars:
        assert values.min() <= min(bar.at_low, bar.at_high)
        assert max(bar.at_low, bar.at_high) <= values.max()
    assert sum(bar.share for _, bar in bars) == pytest.approx(1.0)
    assert [abs(bar.correlation) for _, bar in bars] == sorted(
        (abs(bar.correlation) for _, bar in bars), reverse=True
    )


def test_a_missing_input_withholds_the_figure_alone() -> None:
    known = tuple(item for item in FIRST.inputs if item.name != "grid")
    item = Contender(GRAPH, known, frozenset({"grid"}), ("kwh", "carbon"))
    assert item.known == ("kwh",)
    assert float(item.evaluate({})["kwh"]) == 200.0
