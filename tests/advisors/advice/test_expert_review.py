"""What a reviewer who knows the services would object to."""

import pytest

from advisors.budgets import within_budget
from advisors.options import Advice, Decision
from advisors.questions import Value
from tests.advisors.advice.made import advised, facts

LABELS: dict[str, Value] = {
    "use_case": "classification",
    "answer_form": "fixed-list",
    "input_tokens": 120.0,
    "output_tokens": 5.0,
    "knowledge": ("general",),
    "requests_per_day": 2e6,
    "async_share": 100.0,
}


def serving(advice: Advice) -> Decision:
    """The inference decision."""
    return advice.decision("inference")


def why_not_cached(**answers: Value) -> str:
    """Why prompt caching is out; empty where it is not."""
    fallen = serving(advised(**answers)).exclusions
    return next((item.reason for item in fallen if item.id == "prompt-cache"), "")


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"hosting": "managed", "shared_prefix_share": 60.0}, "No fact tells that Bedrock caches"),
        (
            {**LABELS, "hosting": "managed", "shared_prefix_share": 60.0, "labelled_examples": 0.0},
            "Batch inference does not read from a prompt cache",
        ),
    ],
    ids=["open model", "batch"],
)
def test_prompt_caching_is_not_recommended_where_the_service_has_none(
    answers: dict[str, Value], why: str
) -> None:
    """The card says so: not with batch inference, and for some models alone."""
    assert why in why_not_cached(**answers)


def test_a_prefix_below_the_minimum_is_not_counted_as_cached() -> None:
    """Video takes a Nova; 300 of its tokens are fewer than any model caches."""
    short: dict[str, Value] = {
        "modalities": ("text", "video"),
        "hosting": "managed",
        "shared_prefix_share": 12.0,
    }
    assert "the service ignores a shorter prefix" in why_not_cached(**short)
    long = {**short, "shared_prefix_share": 80.0, "input_tokens": 6000.0}
    assert why_not_cached(**long) == ""
    assert "prompt-cache" in {item.id for item in serving(advised(**long)).options}


def test_an_assumed_prefix_is_a_trial_and_not_part_of_the_totals() -> None:
    """Nobody said that prompts begin alike: caching may be tried, it does not lower the bill."""
    found = advised(hosting="self-hosted", requests_per_day=2e5)
    assert serving(found).options[0].id != "prompt-cache"


def test_a_model_that_always_reasons_cannot_answer_in_five_tokens() -> None:
    """Its hidden tokens are output too: counted as five, its energy would be far too small."""
    found = advised(**LABELS, labelled_examples=0.0).decision("model")
    assert "gpt-oss-20b" not in {item.id for item in found.options}
    fallen = {item.id: item for item in found.exclusions}
    assert fallen["gpt-oss-20b"].rule == "always-reasons"
    written = advised(output_tokens=300.0).decision("model").options
    notes = [note for item in written if item.id == "gpt-oss-20b" for note in item.notes]
    assert any("always reasons" in note for note in notes)


def test_an_estimated_size_is_said_to_be_one() -> None:
    """The size of a closed model is a third party's guess; a fixed number would pass for a fact."""
    found = advised(quality="expert", hosting="managed").decision("model").options
    said = next(item.reasons for item in found if item.id == "claude-haiku-4-5")
    assert any("not published" in reason and "between 10 and 35" in reason for reason in said)


def test_a_missed_budget_is_told_without_exponents() -> None:
    """1.2e+02 is a number for programs."""
    ways = within_budget(advised(), usd=1.0).ways
    assert ways
    assert not any("e+" in way for way in ways)


def test_why_the_region_of_the_users_is_out_comes_first() -> None:
    """Someone in Jakarta asks about Jakarta, not about Virginia."""
    found = advised(user_region="ap-southeast-3", residency="eu", ttft_ms=8000.0)
    assert found.decision("region").exclusions[0].id == "ap-southeast-3"


def test_nightly_labels_are_a_batch_job_and_not_a_function() -> None:
    """Two million texts in one run are hours of work; a function ends after minutes."""
    found = advised(**LABELS, labelled_examples=20_000.0)
    assert found.decision("need").options[0].id == "classifier"
    assert found.decision("hosting").options[0].label.startswith("Batch job")


def test_the_smallest_model_is_small_in_memory_too() -> None:
    """3 of 80 billion parameters at work are not smaller than 3.3 of 3.3."""
    found = advised(use_case="extraction", answer_form="structured", hosting="managed")
    assert found.smallest is not None
    total = facts().models[found.smallest.id].params_total_b
    assert total is not None
    totals = [facts().models[item.id].params_total_b for item in found.decision("model").options]
    assert total <= min(item for item in totals if item is not None)
