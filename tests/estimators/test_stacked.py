"""Formulas on the values of several graphs at once give what each graph alone gives."""

from dataclasses import replace

import numpy as np
import pytest

from estimators import ledger
from estimators.annual import Demand, Policy, SelfHosted, Site, annual_inputs, graph_of
from estimators.draws import latin_ledger
from estimators.figure import Formula, Input
from estimators.graph import Asked
from estimators.stacked import run_all
from estimators.step import Step
from tests.estimators.served import demand, self_hosted, site

POLICIES = (
    Policy(),
    Policy(scale_to_zero=True),
    Policy(scale_to_zero=True, packed=True),
    Policy(filled=True),
)


def asked(option: SelfHosted, wanted: Demand, place: Site) -> Asked:
    leaves, missing = annual_inputs(option, wanted, place)
    return Asked(graph_of(option, wanted), leaves, missing)


def several() -> list[Asked]:
    """Options of one workload and of others, under policies of every kind."""
    found = []
    for policy in POLICIES:
        one = self_hosted(policy=policy)
        assert isinstance(one.idle_power_w, Input)
        idle = replace(one.idle_power_w, value=99.0, low=99.0, high=99.0)
        wide = replace(one.idle_power_w, value=150.0, low=100.0, high=220.0)
        found += [
            asked(one, demand(), site()),
            asked(replace(one, idle_power_w=idle), demand(), site()),
            asked(replace(one, idle_power_w=wide), demand(), site()),
            asked(one, demand(requests_per_day=3e4, async_share=0.5), site()),
        ]
    return found


def test_graphs_side_by_side_give_what_each_alone_gives() -> None:
    together = latin_ledger(16).outcomes(several())
    for item, found in zip(several(), together, strict=True):
        alone = latin_ledger(16).outcome(item.graph, item.inputs, item.withheld)
        assert set(found.draws) == set(alone.draws)
        for name, draws in alone.draws.items():
            assert found.draws[name] == pytest.approx(draws, rel=1e-12), name
        for name, figure in alone.figures.items():
            own = found.figures[name]
            assert (own.unit, own.withheld, own.sources) == (
                figure.unit,
                figure.withheld,
                figure.sources,
            )
            if figure.value is not None:
                assert own.numbers == pytest.approx(figure.numbers, rel=1e-12), name


def test_a_formula_is_called_once_for_graphs_that_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def counted(step: Step, runs: list[list[float]], curves: list[bool]) -> list[object]:
        calls.append(len(runs))
        return list(run_all(step, runs, curves))

    monkeypatch.setattr(ledger, "run_all", counted)
    latin_ledger(16).outcomes(several()[:3])
    assert set(calls) == {3}


def test_what_has_no_draws_is_laid_beside_what_has_some() -> None:
    step = Step("sum_kwh", "kWh", lambda a, b: a + b, Formula("sum", "sum = a + b"))
    draws = np.array([1.0, 2.0, 3.0])
    first, second = run_all(step, [[draws, 1.0], [5.0, 1.0]], [False, False])
    assert first == pytest.approx(draws + 1.0)
    assert np.broadcast_to(second, 3) == pytest.approx([6.0, 6.0, 6.0])
    one, other = run_all(step, [[1.0, 2.0], [3.0, 4.0]], [False, False])
    assert np.shape(one) == ()
    assert [one, other] == [3.0, 7.0]


def test_curves_of_unlike_hours_are_run_one_by_one() -> None:
    step = Step("twice", "1", lambda a: a * 2.0, Formula("twice", "twice = 2 a"), shown=False)
    flat, daily = np.ones((2, 3, 1)), np.ones((2, 3, 13))
    shapes = [np.shape(item) for item in run_all(step, [[flat], [daily]], [True])]
    assert shapes == [(2, 3, 1), (2, 3, 13)]
