"""Reasons that a sceptical reader found wrong, missing or unsaid."""

from advisors.advice import advise
from advisors.questions import Answer
from advisors.workload_conflicts import contradictions
from tests.advisors.advice.made import advised, facts, made


def test_a_model_below_the_bar_before_tuning_is_never_a_sure_choice() -> None:
    """Letters of a hospital, in Swedish, in one Region: only tuned models come near the bar."""
    found = advised(
        use_case="summarization",
        quality="critical",
        knowledge=("domain-language",),
        languages=("sv",),
        domain="medical",
        user_region="eu-north-1",
        residency="one-region",
        allowed_regions=("eu-north-1",),
        labelled_examples=4000.0,
    ).decision("model")
    assert found.chosen is not None
    assert any("below the bar before tuning" in note for note in found.chosen.notes)
    assert found.confidence == "low"
    assert "below the bar before tuning" in found.confidence_reason


def test_a_prompt_that_tuning_shortened_has_no_common_part_left_to_cache() -> None:
    """It was said that the model does not fit beside a cache, which is not so."""
    found = advised(
        use_case="classification",
        knowledge=("general",),
        labelled_examples=100_000.0,
        user_region="us-east-1",
        residency="us",
        priorities={"carbon": 30.0, "cost": 50.0, "latency": 20.0, "water": 0.0, "effort": 0.0},
        requests_per_day=2.4e8,
        peak_factor=1.6,
        daily_curve="around-the-clock",
        input_tokens=300.0,
        output_tokens=20.0,
        shared_prefix_share=40.0,
        ttft_ms=800.0,
        inter_token_ms=50.0,
        skills="clusters",
    )
    ladder = found.decision("customization").chosen
    assert ladder is not None
    assert ladder.id == "peft"
    (fallen,) = [e for e in found.decision("inference").exclusions if e.id == "prompt-cache"]
    assert fallen.reason.startswith("Tuning takes what is the same in every call")
    assert fallen.unlock


def test_need_says_why_no_generative_model_is_offered_where_no_design_passes() -> None:
    found = advise(made(residency="eu", allowed_regions=("us-east-1",)), facts()).decision("need")
    assert found.chosen is None
    (fallen,) = [item for item in found.exclusions if item.id == "generative"]
    assert fallen.reason
    assert fallen.unlock
    assert fallen.cards


def test_a_model_past_its_end_of_life_is_said_to_be_so() -> None:
    given = made().answered("committed_model", Answer("nova-premier"))
    (clash,) = contradictions(given, facts())
    assert "past its end of life" in clash.what
    fallen = {item.id: item.reason for item in advise(made(), facts()).decision("model").exclusions}
    assert "past its end of life" in fallen["nova-premier"]
