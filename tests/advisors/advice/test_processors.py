"""Processors for work that needs no accelerator: a rule may order them, not hide the doubt."""

import re

import pytest

from advisors.advice import desk_of
from advisors.questions import Value
from advisors.silicon import advise_silicon
from tests.advisors.advice.made import facts, made

KINDS: dict[str, dict[str, Value]] = {
    "classifier": {
        "use_case": "classification",
        "answer_form": "fixed-list",
        "knowledge": ("general",),
        "labelled_examples": 20_000.0,
        "requests_per_day": 2e6,
        "input_tokens": 300.0,
    },
    "rules": {
        "use_case": "classification",
        "answer_form": "rules",
        "knowledge": ("general",),
    },
    "search": {"use_case": "semantic-search", "answer_form": "ranking", "output_tokens": 0.0},
}


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_first_that_the_figures_do_not_support_is_not_called_clear(kind: str) -> None:
    """The order by generation stands; that watts and prices alone say otherwise is told."""
    found = advise_silicon(desk_of(made(**KINDS[kind]), facts()))
    assert found.options[0].id == "c8g.4xlarge"
    assert not found.clear
    assert found.confidence == "low"
    share = re.search(r"better one in (\d+) of 100 joint draws", found.confidence_reason)
    assert share is not None
    assert int(share[1]) > 25
    assert "each generation does more per vCPU" in found.confidence_reason


def test_the_one_that_the_figures_prefer_is_named_and_shown_second() -> None:
    found = advise_silicon(desk_of(made(**KINDS["classifier"]), facts()))
    assert found.confidence_reason.startswith(found.options[1].label)
    assert any(reason.startswith("Against the best:") for reason in found.options[1].reasons)


def test_an_order_that_the_service_sets_is_no_doubt() -> None:
    """With a managed model nobody chooses a chip: nothing is contested by figures."""
    found = advise_silicon(desk_of(made(hosting="managed"), facts()))
    assert "vCPU" not in found.confidence_reason
