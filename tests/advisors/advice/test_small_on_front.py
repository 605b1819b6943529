"""A classifier that could do the work stands among the designs that no other beats."""

import numpy as np
import pytest

from advisors.advice import advise, desk_of
from advisors.examples import load_example
from advisors.options import Option
from advisors.questions import Value
from tests.advisors.advice.made import advised, facts, made

BEATEN_IN = (
    "carbon_location_kg_per_year",
    "water_l_per_year",
    "cost_usd_per_year",
)


def classifiers(options: tuple[Option, ...]) -> list[Option]:
    return [item for item in options if item.id.startswith("classifier/")]


def test_it_stands_on_the_front_and_is_the_smallest() -> None:
    """At so few tickets a prompt is less work; in one criterion or another the classifier leads."""
    design = load_example("ticket-classifier")
    found = advise(design, facts())
    assert found.decision("need").options[0].id == "generative"
    (item,) = classifiers(tuple(found.pareto))
    assert item.label.startswith("Small classifier with DistilBERT base on ")
    assert item.reasons[-1].startswith("Against the best: ")
    assert found.smallest is not None
    assert found.smallest.label == "Smallest: Small classifier"
    for name in BEATEN_IN:
        assert item.figures[name].value == pytest.approx(found.smallest.figures[name].value)


def test_none_of_the_front_beats_it_in_everything() -> None:
    design = load_example("ticket-classifier")
    desk = desk_of(design, facts())
    assert desk.smaller is not None
    assert desk.classic_place is not None
    small = desk.judge.criteria(desk.measure_classic(desk.smaller, desk.classic_place))
    own = np.array([small[name] for name in desk.search.criteria])
    grid = np.stack(list(desk.search.criteria.values()), axis=-1)
    beaten = (grid <= own).all(axis=-1) & np.isfinite(desk.search.scores)
    assert not beaten.any()


def test_where_answers_are_worded_anew_there_is_none() -> None:
    assert not classifiers(tuple(advised().pareto))


RULES: dict[str, Value] = {"answer_form": "rules", "knowledge": ("general",)}
SEARCH: dict[str, Value] = {"use_case": "semantic-search", "answer_form": "ranking"}
FIXED: dict[str, Value] = {
    "use_case": "classification", "answer_form": "fixed-list", "knowledge": ("general",),
    "labelled_examples": 2e4, "requests_per_day": 1e6, "output_tokens": 5.0, "input_tokens": 300.0,
}  # fmt: skip


@pytest.mark.parametrize("answers", [RULES, SEARCH, FIXED])
def test_where_it_is_chosen_it_heads_the_front_with_what_it_does_not_beat(
    answers: dict[str, Value],
) -> None:
    """The front was empty there."""
    design = made(**answers)
    desk, found = desk_of(design, facts()), advise(design, facts()).pareto
    assert desk.classic is not None
    assert desk.classic_place is not None
    assert found[0].id.startswith(f"{desk.classic.approach}/")
    small = desk.judge.criteria(desk.measure_classic(desk.classic, desk.classic_place))
    own = np.array([small[name] for name in desk.search.criteria])
    grid = np.stack(list(desk.search.criteria.values()), axis=-1)
    grid = grid[tuple(np.array(desk.search.best_places()).T)]
    unbeaten = bool((~((own <= grid).all(axis=-1) & (own < grid).any(axis=-1))).any())
    assert (len(found) > 1) == unbeaten
    assert all(item.reasons[-1].startswith("Against the best: ") for item in found[1:])


def test_where_no_model_is_left_the_choice_stands_alone() -> None:
    """Rules need no model, so that a language which no model states does not matter."""
    (item,) = advised(**RULES, languages=("is",)).pareto
    assert item.id.startswith("rules/")
