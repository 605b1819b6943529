"""How two options differ, in words."""

import dataclasses

import pytest

from advisors.record.contrast import differences
from estimators.figure import Figure, Formula


@pytest.mark.parametrize(
    ("own", "other", "words"),
    [
        (60.0, 100.0, "40% less energy"),
        (130.0, 100.0, "30% more energy"),
        (310.0, 100.0, "3.1 times the energy"),
        (0.1, 100.0, "more than 99% less energy"),
        (5.0, 0.0, "more energy (the other has none)"),
    ],
)
def test_differences_are_said_in_words(own: float, other: float, words: str) -> None:
    name = "energy_kwh_per_year"
    figures = [
        {name: Figure(name, value, value, value, "kWh/year", Formula("m.f", "x"), ())}
        for value in (own, other)
    ]
    (found,) = differences(*figures)
    assert found.words == words
    assert found.side == ("good" if own < other else "bad")
    assert not found.overlap


def test_level_or_withheld_figures_make_no_difference() -> None:
    name = "energy_kwh_per_year"
    known = Figure(name, 100.0, 90.0, 110.0, "kWh/year", Formula("m.f", "x"), ())
    near = dataclasses.replace(known, value=102.0)
    withheld = dataclasses.replace(known, value=None, low=None, high=None, withheld="why")
    assert differences({name: known}, {name: near}) == ()
    assert differences({name: known}, {name: withheld}) == ()
    (far,) = differences({name: known}, {name: dataclasses.replace(known, value=3.0, low=2.0)})
    assert far.overlap
