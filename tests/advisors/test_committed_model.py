"""A model that is given beforehand: the only one open, with what that costs, and asked for late."""

from dataclasses import replace

from advisors.advice import advise
from advisors.design import Design, dump_design, parse_design
from advisors.interview import Interview
from advisors.interview_value import alternatives
from advisors.options import Advice
from advisors.questions import QUESTIONS, Answer
from advisors.questions.resolve import resolve
from advisors.workload import workload_from
from estimators.facts import load_facts
from tests.advisors.advice.made import made

FACTS = load_facts()


def advised(**answers: str) -> Advice:
    return advise(made(**answers), FACTS)


def test_the_model_that_is_given_is_the_only_one_open_and_its_price_is_told() -> None:
    found = advised(committed_model="claude-haiku-4-5").decision("model")
    assert [option.id for option in found.options] == ["claude-haiku-4-5"]
    by_answer = [item for item in found.exclusions if item.rule == "committed-model"]
    assert len(by_answer) > 20
    assert all("Your answer names Claude Haiku 4.5" in item.reason for item in by_answer)
    assert any("Against the best free choice (" in text for text in found.options[0].reasons)
    assert any(text.startswith("committed-model:") for text in found.trace)
    assert any("no model given beforehand" in text for text in found.flips)


def test_what_the_commitment_costs_is_the_ratio_of_the_two_designs() -> None:
    free, bound = advised(), advised(committed_model="claude-haiku-4-5")
    cost = [
        item.decision("model").options[0].figures["cost_usd_per_year"].value
        for item in (bound, free)
    ]
    assert cost[0] is not None
    assert cost[1] is not None
    reason = next(
        text for text in bound.decision("model").options[0].reasons if "free choice" in text
    )
    assert f"cost x {cost[0] / cost[1]:.3g}" in reason


def test_a_commitment_to_the_best_free_choice_costs_nothing() -> None:
    free = advised().decision("model").options[0].id
    found = advised(committed_model=free).decision("model")
    assert any("that costs nothing" in text for text in found.options[0].reasons)


def test_a_weak_model_that_is_given_stays_with_low_confidence_and_says_so() -> None:
    found = advised(committed_model="llama-3-8b").decision("model")
    assert found.options[0].id == "llama-3-8b"
    assert found.confidence == "low"
    assert "evaluate before committing further" in found.confidence_reason
    assert any("a free choice would pass it by" in note for note in found.options[0].notes)


def test_other_models_keep_their_own_reason_beside_the_answer() -> None:
    found = advised(committed_model="claude-haiku-4-5").decision("model")
    rules = {item.id: item.rule for item in found.exclusions}
    assert rules["gpt-oss-20b"] == "committed-model"
    assert rules["llama-3-8b"] == "quality-bar"
    assert rules["claude-3-opus"] == "lifecycle"


def test_an_unanswered_question_changes_nothing_but_its_own_line() -> None:
    design = made()
    without = advise(design, FACTS)
    for answer in (Answer("none"), Answer(not_applicable="nothing is bought")):
        same = advise(design.answered("committed_model", answer), FACTS)
        assert replace(same, design_digest="") == replace(without, design_digest="")
    assert "committed_model" not in without.assumptions


def test_it_is_optional_late_and_no_assumption() -> None:
    order = [item.id for item in QUESTIONS]
    item = next(item for item in QUESTIONS if item.id == "committed_model")
    assert not item.core
    assert order.index("committed_model") == order.index("commitments") + 1
    assert "committed_model" in Interview(Design()).open_questions()
    assert not workload_from(Design(), FACTS).assumed("committed_model")


def test_designs_of_before_load_and_a_design_with_it_comes_back() -> None:
    old = parse_design("schema: 1\nanswers: {use_case: support-chat}\n")
    assert "committed_model" not in old.answers
    new = old.answered("committed_model", Answer("gpt-oss-20b"))
    assert parse_design(dump_design(new)).answers == new.answers


def test_a_way_of_hosting_that_the_model_closes_says_so() -> None:
    found = advised(committed_model="claude-haiku-4-5").decision("hosting")
    fallen = {item.id: item for item in found.exclusions}
    assert [option.id for option in found.options] == ["bedrock"]
    assert fallen["ec2-eks"].rule == "committed-model"
    assert "Claude Haiku 4.5" in fallen["ec2-eks"].reason


def test_nobody_is_asked_for_a_model_because_another_would_turn_the_advice() -> None:
    """Naming any of two hundred models turns the model decision: that tells nothing."""
    assert alternatives(resolve({})["committed_model"]) == ()
