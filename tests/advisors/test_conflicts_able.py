"""Demands that no model meets together are told with the ways out; what is not sized is said."""

import pytest

from advisors.advice import advise
from advisors.contradiction import Contradiction
from advisors.design import Design, parse_design
from advisors.design_changes import changed
from advisors.workload_conflicts import contradictions
from estimators.facts import load_facts
from tests.advisors.advice.made import advised

VOICE = (
    "answers: {use_case: support-chat, modalities: [text, speech], quality: business, "
    "languages: [de], residency: eu, user_region: eu-central-1, ttft_ms: 200, inter_token_ms: 30}"
)


def clash(text: str) -> tuple[Design, Contradiction]:
    design = parse_design(text)
    found = {item.id: item for item in contradictions(design, load_facts())}
    return design, found["no-model-able"]


def test_a_voice_bot_in_german_is_told_why_nothing_is_left_and_what_would_do() -> None:
    """Every model fell out, each for a reason of its own, and no sentence said what to do."""
    design, found = clash(VOICE)
    assert found.severity == "blocks"
    assert found.questions == ("languages", "modalities", "quality")
    assert "German (de)" in found.what
    assert "speech and text" in found.what
    assert found.ways_out[0].startswith("put Amazon Transcribe before the model")
    assert not advise(design, load_facts()).decision("model").options


def test_each_way_out_leaves_a_model_that_can_do_the_work() -> None:
    design, found = clash(VOICE)
    assert len(found.changes) == len(found.ways_out) >= 2
    for way in found.changes:
        after = {item.id for item in contradictions(changed(design, way), load_facts())}
        assert "no-model-able" not in after


@pytest.mark.parametrize(
    "text",
    [
        "answers: {modalities: [text, speech], languages: [en], use_case: summarization}",
        "answers: {languages: [de], use_case: support-chat}",
        "answers: {use_case: support-chat}",
    ],
)
def test_demands_that_a_model_meets_do_not_clash(text: str) -> None:
    found = contradictions(parse_design(text), load_facts())
    assert "no-model-able" not in {item.id for item in found}


def test_a_language_that_no_model_states_is_called_by_its_name() -> None:
    design = parse_design("answers: {use_case: translation, languages: [sw, is, en]}")
    (found,) = contradictions(design, load_facts())
    assert found.id == "languages-unstated"
    assert "good in Icelandic (is), which" in found.what


def test_a_price_without_a_design_does_not_blame_the_regions() -> None:
    """Regions were open all the time; it was the models that were not."""
    plan = advise(parse_design(VOICE), load_facts()).decision("monitoring").options[0]
    withheld = plan.figures["cost_usd_per_year"].withheld
    assert "No design fits" in withheld
    assert "widen the choice of Regions" not in withheld


def test_a_classifier_behind_a_generative_design_is_said_to_be_sized_on_processors() -> None:
    """Fifty million labels a night: accelerators serve the one, and processors the other."""
    need = advised(
        use_case="classification",
        answer_form="fixed-list",
        knowledge=("general",),
        requests_per_day=5e7,
        daily_curve="nightly-batch",
        async_share=100.0,
        input_tokens=250.0,
        output_tokens=4.0,
        labelled_examples=200000.0,
        user_region="us-east-1",
    ).decision("need")
    notes = {item.id: " ".join(item.notes) for item in need.options}
    assert need.options[0].id == "generative"
    assert "Sized on processors alone" in notes["classifier"]
