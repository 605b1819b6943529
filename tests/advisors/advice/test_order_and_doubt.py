"""What comes first has a reason to, and what is near a limit says so."""

from advisors.questions import Value
from tests.advisors.advice.made import advised

LABELS: dict[str, Value] = {
    "use_case": "classification",
    "answer_form": "fixed-list",
    "knowledge": ("general",),
    "labelled_examples": 20_000.0,
    "input_tokens": 120.0,
    "output_tokens": 5.0,
    "requests_per_day": 2e6,
}


def test_the_smallest_encoder_that_reads_the_request_comes_first() -> None:
    """Half the parameters, half the energy: the larger one has to earn its place in a test."""
    found = advised(**LABELS).decision("model")
    assert found.options[0].id == "distilbert-base"
    energy = {o.id: o.figures["energy_kwh_per_year"].numbers[0] for o in found.options}
    assert energy["distilbert-base"] < energy["modernbert-base"] < energy["modernbert-large"]


def test_an_encoder_that_does_not_read_the_whole_request_is_out() -> None:
    """512 tokens of context are no place for a page of text."""
    found = advised(
        **{**LABELS, "input_tokens": 600.0, "hosting": "self-hosted", "requests_per_day": 2e4}
    )
    model = found.decision("model")
    assert found.decision("need").options[0].id == "classifier"
    assert model.options[0].id == "modernbert-base"
    fallen = {item.id: item for item in model.exclusions}
    assert fallen["distilbert-base"].rule == "context"
    assert "512" in fallen["distilbert-base"].reason


def test_a_generative_model_in_front_is_not_called_too_large() -> None:
    """A few requests a day: the words must speak for the option that is recommended."""
    few = advised(**{**LABELS, "requests_per_day": 500.0}).decision("need")
    assert few.options[0].id == "generative"
    assert "comes out ahead" in few.options[0].reasons[0]
    many = advised(**LABELS).decision("need")
    assert many.options[0].id == "classifier"
    behind = next(item for item in many.options if item.id == "generative")
    assert "larger model than the work needs" in behind.reasons[0]


def test_variants_of_one_design_are_told_apart_by_common_draws() -> None:
    """A cache on the same fleet saves in every draw: a gap of one percent is no coin toss."""
    one: dict[str, Value] = {"hosting": "managed", "committed_model": "qwen3-next-80b-a3b"}
    found = advised(**one, shared_prefix_share=8.0, repeat_share=5.0).decision("inference")
    assert found.options[0].id == "answer-cache"
    assert found.clear
    assert found.confidence != "low"
    even = advised(**one, repeat_share=3.3).decision("inference")
    assert not even.clear
    assert "differ by" in even.confidence_reason or "of 100 joint draws" in even.confidence_reason


def test_a_model_that_only_just_meets_the_bar_is_no_sure_choice() -> None:
    """20.2 of 20 points where an error has consequences: evaluated before anything is signed."""
    found = advised(quality="critical").decision("model")
    first = found.options[0]
    assert first.id == "gemma-4-26b-a4b"
    assert any("barely passes the bar" in note for note in first.notes)
    assert found.confidence == "low"
    assert "evaluate before committing" in found.confidence_reason
    ample = next(item for item in found.options if item.id == "kimi-k2.5")
    assert not any("barely" in note for note in ample.notes)
    narrow = advised(quality="business", use_case="classification", hosting="managed")
    assert "barely" not in narrow.decision("model").confidence_reason


def test_the_nearest_misses_are_named_first() -> None:
    """What failed one filter by a point is of use to the reader; what was retired is not."""
    fallen = [
        item
        for item in advised(quality="expert", hosting="managed").decision("model").exclusions
        if item.rule in {"quality-bar", "lifecycle"}
    ]
    retired = [item.rule == "lifecycle" for item in fallen]
    assert True in retired
    assert retired == sorted(retired)
    scores = [
        float(item.reason.split()[2])
        for item in fallen
        if item.rule == "quality-bar" and "tuning" not in item.reason
    ]
    assert len(scores) > 5
    assert scores[0] == max(scores)
