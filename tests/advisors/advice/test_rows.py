"""Rows of the search: put together when asked for, told apart by their codes."""

import numpy as np
import pytest

from advisors.advice import desk_of
from advisors.candidates import Search
from advisors.rows import Row, machine_of
from tests.advisors.advice.made import facts, made


@pytest.fixture(scope="module")
def search() -> Search:
    design = made(shared_prefix_share=40.0, repeat_share=20.0, requests_per_day=2e5)
    return desk_of(design, facts()).search


def value_of(row: Row, axis: str) -> object:
    return machine_of(row.layout) if axis == "machine" else getattr(row, axis)


@pytest.mark.parametrize(
    "axis", ["model", "rung", "layout", "chip", "managed", "serving", "machine"]
)
def test_codes_say_of_each_row_what_it_has(search: Search, axis: str) -> None:
    rows = search.rows
    assert {row.managed for row in rows} == {True, False}
    names, codes = rows.coded(axis)
    values = {code: value for value, code in names.items()}
    assert len(values) == len(names)
    assert [values[code] for code in codes.tolist()] == [value_of(row, axis) for row in rows]


def test_an_axis_that_no_row_has_is_an_error(search: Search) -> None:
    with pytest.raises(KeyError):
        search.rows.coded("instance")


def test_a_row_is_found_by_what_it_has(search: Search) -> None:
    rows = search.rows
    assert [rows[number] for number in range(len(rows))] == list(rows)
    for number, row in enumerate(rows):
        assert rows.number_of((row.model, row.rung, row.layout, row.serving)) == number
    assert rows[1:3] == (rows[1], rows[2])
    with pytest.raises(IndexError):
        _ = rows[len(rows)]
    first = next(iter(rows))
    with pytest.raises(KeyError):
        rows.number_of(("no such model", first.rung, first.layout, "no such way"))


def test_scores_are_finite_only_where_a_row_is_offered(search: Search) -> None:
    offered = search.rows.offered(search.places)
    for flags, row in zip(offered, search.rows, strict=True):
        assert {place.id for place in row.places} == {
            place.id for place, there in zip(search.places, flags, strict=True) if there
        }
    assert np.isfinite(search.scores).any()
    assert not np.isfinite(search.scores[~offered]).any()


def test_the_best_place_of_each_model_rung_and_chip_comes_once(search: Search) -> None:
    cells = search.best_places()
    scores = [search.scores[cell] for cell in cells]
    assert scores == sorted(scores)
    kept = [
        (search.rows[row].model, search.rows[row].rung, search.rows[row].chip) for row, _ in cells
    ]
    every = {
        (row.model, row.rung, row.chip)
        for row, values in zip(search.rows, search.scores, strict=True)
        if np.isfinite(values).any()
    }
    assert len(set(kept)) == len(kept)
    assert set(kept) == every
