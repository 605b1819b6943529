"""Demands that no model meets together are told with the ways out; what is not sized is said."""

import pytest

from advisors.advice import advise
from advisors.contradiction import Contradiction
from advisors.design import Design, parse_design
from advisors.design_changes import changed
from advisors.workload_conflicts import contradictions
from estimators.facts import load_facts

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


def test_a_voice_is_offered_where_who_speaks_may_want_to_hear_the_answer() -> None:
    """Captions are written: nobody asked for a voice that reads them."""
    assert "Amazon Polly" in clash(VOICE)[1].ways_out[0]
    _, found = clash(VOICE.replace("support-chat", "summarization"))
    assert found.ways_out[0] == "put Amazon Transcribe before the model"


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


SWAHILI = (
    "answers: {use_case: document-qa, modalities: [text, image], quality: business, "
    "languages: [sw], hosting: self-hosted, ttft_ms: 2000, inter_token_ms: 100}"
)
VIDEO = (
    "answers: {use_case: document-qa, modalities: [text, video], quality: critical, "
    "languages: [en], hosting: self-hosted, ttft_ms: 2000, inter_token_ms: 100}"
)


def every(text: str) -> tuple[Design, dict[str, Contradiction]]:
    design = parse_design(text)
    return design, {item.id: item for item in contradictions(design, load_facts())}


def test_what_only_a_managed_service_can_do_clashes_with_hosting_it_oneself() -> None:
    """Nothing was left, each model for a reason of its own, and no clash was named."""
    design, found = every(SWAHILI)
    assert not advise(design, load_facts()).decision("model").options
    assert list(found) == ["no-model-hosted"]
    clash = found["no-model-hosted"]
    assert clash.severity == "blocks"
    assert clash.questions == ("hosting", "languages", "modalities", "quality")
    assert "You ask to run the model yourselves" in clash.what
    assert "Claude" in clash.what
    assert clash.ways_out[0] == "allow both ways of hosting"


@pytest.mark.parametrize("text", [SWAHILI, VIDEO])
def test_each_way_out_leads_to_a_design(text: str) -> None:
    design, found = every(text)
    (item,) = found.values()
    assert len(item.changes) >= 2
    for way in item.changes:
        assert advise(changed(design, way), load_facts()).decision("model").options, way


def test_a_way_out_into_another_clash_is_not_told_where_others_lead() -> None:
    """Speech and Swahili, run by oneself: without speech alone the hosting still clashes."""
    text = SWAHILI.replace("[text, image]", "[text, image, speech]")
    design, found = every(text)
    (item,) = found.values()
    for way in item.changes:
        assert advise(changed(design, way), load_facts()).decision("model").options, way


def test_a_model_that_looks_at_video_is_made_for_it() -> None:
    """An open model for images and video was out because 'this work is text'."""
    design, found = every(VIDEO.replace("critical", "business"))
    assert not found
    chosen = advise(design, load_facts()).decision("model").options
    assert chosen
    assert chosen[0].id == "qwen3-vl-235b-a22b"
