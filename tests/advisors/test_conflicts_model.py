"""A model that is given against the other answers: named together, and every way out is one."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisors.advice import advise
from advisors.contradiction import Contradiction
from advisors.design import Design, dump_design, parse_design
from advisors.design_changes import changed
from advisors.interview import Interview
from advisors.interview_value import alternatives
from advisors.options import Advice
from advisors.questions import QUESTIONS, Answer
from advisors.questions.resolve import resolve
from advisors.validation_models import names
from advisors.workload import facts_with, workload_from
from advisors.workload_conflicts import contradictions
from estimators.facts import load_facts
from tests.advisors.advice.made import made

FACTS = load_facts()


def designed(answers: str) -> Design:
    return parse_design(f"answers: {{{answers}}}")


def clashes(design: Design) -> dict[str, Contradiction]:
    return {item.id: item for item in contradictions(design, FACTS)}


CASES = [
    (
        "committed_model: llama-3.3-70b, hosting: managed, residency: eu",
        "model-outside-law", {"committed_model", "residency"}, "blocks",
    ),
    (
        "committed_model: palmyra-x5, residency: eu",
        "model-outside-law", {"committed_model", "residency"}, "blocks",
    ),
    (
        "committed_model: claude-sonnet-4-5, allowed_regions: [eu-central-1]",
        "model-outside-law", {"committed_model", "allowed_regions"}, "blocks",
    ),
    (
        "committed_model: claude-sonnet-4-5, residency: one-region, allowed_regions: [eu-west-1]",
        "model-outside-law", {"committed_model", "residency", "allowed_regions"}, "blocks",
    ),
    (
        "committed_model: gpt-6-sol, residency: uk, allowed_regions: [eu-west-2]",
        "model-outside-law", {"committed_model", "residency", "allowed_regions"}, "blocks",
    ),
    ("committed_model: claude-3-5-haiku", "model-nowhere", {"committed_model"}, "blocks"),
    (
        "committed_model: qwen3-8b, hosting: managed",
        "model-not-hosted-so", {"committed_model", "hosting"}, "blocks",
    ),
    (
        "committed_model: claude-haiku-4-5, hosting: self-hosted, skills: clusters",
        "model-not-hosted-so", {"committed_model", "hosting"}, "blocks",
    ),
    (
        "committed_model: llama-3.1-8b, licences: permissive",
        "model-licence", {"committed_model", "licences"}, "blocks",
    ),
    (
        "committed_model: claude-haiku-4-5, licences: open-weights",
        "model-licence", {"committed_model", "licences"}, "blocks",
    ),
    (
        "committed_model: nova-micro, modalities: [text, image]",
        "model-modality", {"committed_model", "modalities"}, "blocks",
    ),
    (
        "committed_model: phi-4, input_tokens: 30k",
        "model-context", {"committed_model", "input_tokens"}, "blocks",
    ),
    (
        "committed_model: phi-4, languages: [de, en]",
        "model-language", {"committed_model", "languages"}, "blocks",
    ),
    (
        "committed_model: palmyra-x5, user_region: ap-southeast-2, ttft_ms: 300",
        "model-too-far", {"committed_model", "ttft_ms", "user_region"}, "blocks",
    ),
    (
        "committed_model: llama-3.2-3b, quality: expert",
        "model-below-bar", {"committed_model", "quality"}, "check",
    ),
    (
        "committed_model: codellama-34b, use_case: document-qa",
        "model-of-other-field", {"committed_model", "use_case"}, "check",
    ),
    (
        "committed_model: claude-haiku-4-5, commitments: [reserved-accelerators, kubernetes]",
        "model-not-on-reservation", {"committed_model", "commitments"}, "check",
    ),
    (
        "committed_model: qwen3-8b, commitments: [provisioned-throughput]",
        "model-not-on-throughput", {"committed_model", "commitments"}, "check",
    ),
    (
        "committed_model: claude-haiku-4-5, use_case: classification, answer_form: fixed-list, "
        "labelled_examples: 5000",
        "model-without-need", {"committed_model", "answer_form"}, "check",
    ),
    (
        "hosting: managed, residency: canada, quality: critical, use_case: agent",
        "no-model-there", {"residency", "hosting"}, "blocks",
    ),
    (
        "hosting: managed, allowed_regions: [ca-west-1]",
        "no-model-there", {"allowed_regions", "hosting"}, "blocks",
    ),
    (
        "hosting: managed, residency: one-region, allowed_regions: [eu-west-3], use_case: agent, "
        "quality: expert",
        "no-model-there", {"residency", "allowed_regions", "hosting"}, "blocks",
    ),
]  # fmt: skip
NAMES = [f"{case[1]}-{number}" for number, case in enumerate(CASES)]


@pytest.mark.parametrize(("answers", "rule", "questions", "severity"), CASES, ids=NAMES)
def test_both_answers_are_named_with_two_ways_out_at_least(
    answers: str, rule: str, questions: set[str], severity: str
) -> None:
    found = clashes(designed(answers))
    assert set(found) == {rule}
    item = found[rule]
    assert set(item.questions) == questions
    assert item.severity == severity
    assert item.what.endswith(".")
    assert len(item.ways_out) >= 2
    assert len(item.changes) == len(item.ways_out) == len(set(item.ways_out))


@pytest.mark.parametrize(("answers", "rule"), [case[:2] for case in CASES], ids=NAMES)
def test_every_way_out_ends_the_contradiction_and_leaves_a_design(answers: str, rule: str) -> None:
    """Each way is taken as a person would type it, and the advice then has a model to show."""
    design = designed(answers)
    item = clashes(design)[rule]
    for words, changes in zip(item.ways_out, item.changes, strict=True):
        assert changes
        after = changed(design, changes)
        left = clashes(after)
        assert rule not in left, words
        assert not [clash for clash in left.values() if clash.severity == "blocks"], words
        decision = advise(after, FACTS).decision("model")
        assert decision.chosen is not None, words
        given_now = after.answers.get("committed_model")
        if given_now is not None and given_now.value != "none" and rule != "model-without-need":
            assert decision.chosen.id == given_now.value, words


@pytest.mark.parametrize(("answers", "severity"), [(case[0], case[3]) for case in CASES], ids=NAMES)
def test_what_blocks_leaves_nothing_to_recommend(answers: str, severity: str) -> None:
    decision = advise(designed(answers), FACTS).decision("model")
    assert (decision.chosen is None) == (severity == "blocks")
    if severity == "blocks":
        assert decision.exclusions


@pytest.mark.parametrize(
    "answers",
    [
        "committed_model: none, residency: eu",
        "committed_model: '?', residency: eu",
        "committed_model: claude-haiku-4-5, residency: eu",
        "committed_model: claude-sonnet-4-5, residency: eu, hosting: managed",
        "committed_model: llama-3.3-70b, residency: eu",
        "committed_model: gpt-oss-20b, hosting: self-hosted, skills: clusters",
        "committed_model: claude-haiku-4-5, licences: any-commercial",
        "committed_model: qwen3-8b, commitments: [reserved-accelerators]",
        "hosting: managed, residency: eu",
    ],
)
def test_answers_that_go_together_do_not_clash(answers: str) -> None:
    assert clashes(designed(answers)) == {}


def test_a_default_does_not_clash_with_the_model() -> None:
    """How long a prompt is was not answered: the model decision says why the model is out."""
    design = designed("committed_model: phi-2, use_case: summarization")
    assert clashes(design) == {}
    first = advise(design, FACTS).decision("model").exclusions[0]
    assert (first.id, first.rule) == ("phi-2", "context")


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


def test_own_facts_count_in_contradictions_about_models() -> None:
    """An override that lengthens the context ends the clash."""
    design = designed("committed_model: phi-4, input_tokens: 30k")
    longer = parse_design(
        "answers: {committed_model: phi-4, input_tokens: 30k}\n"
        "overrides:\n"
        "  - {key: models.phi-4.context_tokens, value: 64000, unit: tokens, source: our own test}"
    )
    assert "model-context" in clashes(design)
    assert clashes(longer) == {}
    assert facts_with(longer, FACTS) is not FACTS


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    model=st.sampled_from(
        sorted(key for key, row in FACTS.models.items() if "->" not in row.modality)
    ),
    residency=st.sampled_from(["anywhere", "eu", "us", "uk", "japan", "canada"]),
    hosting=st.sampled_from(["any", "managed", "self-hosted"]),
    licences=st.sampled_from(["any-commercial", "open-weights", "permissive"]),
)
def test_no_way_out_leads_back_into_its_contradiction(
    model: str, residency: str, hosting: str, licences: str
) -> None:
    design = designed(
        f"committed_model: {model}, residency: {residency}, hosting: {hosting}, "
        f"licences: {licences}, skills: clusters"
    )
    for item in contradictions(design, FACTS):
        for changes in item.changes:
            assert item.id not in clashes(changed(design, changes)), (item.id, changes)


def test_a_way_of_hosting_that_the_model_closes_says_so() -> None:
    found = advised(committed_model="claude-haiku-4-5").decision("hosting")
    fallen = {item.id: item for item in found.exclusions}
    assert [option.id for option in found.options] == ["bedrock"]
    assert fallen["ec2-eks"].rule == "committed-model"
    assert "Claude Haiku 4.5" in fallen["ec2-eks"].reason


def test_nobody_is_asked_for_a_model_because_another_would_turn_the_advice() -> None:
    """Naming any of two hundred models turns the model decision: that tells nothing."""
    assert alternatives(resolve({})["committed_model"]) == ()


def test_a_profile_that_stays_inside_is_not_said_to_leave() -> None:
    found = clashes(designed("committed_model: claude-fable-5, residency: eu"))
    what = found["model-outside-law"].what
    assert "in us-east-1 and through the profiles US, global, and none of that stays inside" in what
    assert what.endswith("no Region inside is known from which its profile EU is called.")


@pytest.mark.parametrize(
    ("residency", "prefix", "area"), [("eu", "eu.", "EU"), ("us", "us.", "US")]
)
def test_no_profile_is_said_to_lie_outside_that_lies_inside(
    residency: str, prefix: str, area: str
) -> None:
    models = {key: FACTS.models[key] for key in names() if key in FACTS.models}
    called = [key for key, model in models.items() if prefix in model.bedrock_profiles]
    assert len(called) > 3
    for model in called:
        design = designed(f"committed_model: {model}, residency: {residency}, hosting: managed")
        if clash := clashes(design).get("model-outside-law"):
            outside = clash.what.partition("offers it")[2].partition("none of that")[0]
            assert area not in outside.replace(",", " ").split(), clash.what
