"""A model that is given against the other answers: named together, and every way out is one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisors.advice import advise
from advisors.contradiction import Contradiction
from advisors.design import Design, parse_design
from advisors.design_changes import changed
from advisors.validation_models import names
from advisors.workload import facts_with
from advisors.workload_conflicts import contradictions
from estimators.facts import load_facts

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


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (
            "use_case: agent, quality: good, hosting: managed, licences: open, "
            "modalities: [text, video], languages: [ar], input_tokens: 100k, "
            "allowed_regions: [eu-south-2]",
            "but the one model that can do this work is not one that a managed service offers "
            "there.",
        ),
        (
            "use_case: summarization, quality: critical, hosting: self-hosted, "
            "modalities: [text, image], languages: [hu, en], input_tokens: 1000, "
            "allowed_regions: [mx-central-1]",
            "but the one model that can do this work is not one that you can host there.",
        ),
        (
            "use_case: agent, quality: good, licences: open, modalities: [text, image], "
            "languages: [hu, en], input_tokens: 100k, allowed_regions: [mx-central-1]",
            "but the one model that can do this work is neither offered there nor can be hosted "
            "there.",
        ),
        (
            "use_case: support-chat, quality: expert, hosting: self-hosted, licences: open, "
            "languages: [hu, en], input_tokens: 100k, allowed_regions: [mx-central-1]",
            "but none of the 2 models that can do this work is one that you can host there.",
        ),
    ],
    ids=["one-managed", "one-hosted", "one-anyhow", "two"],
)
def test_a_single_model_that_could_is_not_counted_as_several(answers: str, words: str) -> None:
    assert clashes(designed(answers))["no-model-there"].what.endswith(words)
