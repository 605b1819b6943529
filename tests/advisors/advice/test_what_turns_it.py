"""What a decision says would turn it is not what stands already, and a size is said as known."""

import pytest

from advisors.advice import advise
from advisors.design import Design
from advisors.design_changes import changed
from advisors.examples import load_example
from advisors.options import Decision
from estimators.facts import Facts, load_facts


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts()


def _need(facts: Facts, *changes: str) -> Decision:
    design: Design = changed(load_example("ticket-classifier"), changes)
    return advise(design, facts).decision("need")


def _first(decision: Decision) -> str:
    assert decision.chosen is not None
    return decision.chosen.id


def test_a_generative_model_that_comes_first_would_not_come_first(facts: Facts) -> None:
    need = _need(facts)
    assert _first(need) == "generative"
    assert not any("generative model would come first" in flip for flip in need.flips)
    (rules,) = [flip for flip in need.flips if "rules or search would come first" in flip]
    assert rules.startswith("answers that fixed rules give, or that rank")
    assert any("the classifier would come first" in flip for flip in need.flips)


@pytest.mark.parametrize(("form", "approach"), [("rules", "rules"), ("ranking", "search")])
def test_the_form_of_answers_that_is_named_turns_it(facts: Facts, form: str, approach: str) -> None:
    assert _first(_need(facts, f"answer_form={form}")) == approach


def test_a_smaller_approach_that_comes_first_gives_way_to_free_text(facts: Facts) -> None:
    need = _need(facts, "answer_form=rules")
    assert any("a generative model would come first" in flip for flip in need.flips)


def test_a_published_size_is_not_called_unpublished(facts: Facts) -> None:
    trial = changed(load_example("code-assistant-self-hosted"), ["hosting=managed"])
    model = advise(trial, facts).decision("model")
    (reasons,) = [item.reasons for item in model.options if item.id == "glm-4.7-flash"]
    assert facts.models["glm-4.7-flash"].params_total_b == 31.0
    assert any(
        line.startswith("It has 31 billion parameters; how many of them work on each token is not")
        for line in reasons
    )
    assert not any("size is not published" in line for line in reasons)
