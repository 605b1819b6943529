"""Encoders against generative designs: what many languages cost in memory is not computed."""

from advisors.questions import Value
from tests.advisors.advice.made import advised

MAILS: dict[str, Value] = {
    "use_case": "classification",
    "answer_form": "fixed-list",
    "knowledge": ("general",),
    "languages": ("en", "pl"),
    "requests_per_day": 2e6,
    "labelled_examples": 40_000.0,
    "residency": "eu",
    "user_region": "eu-central-1",
    "input_tokens": 400.0,
    "output_tokens": 5.0,
}


def test_a_classifier_of_many_languages_is_the_clear_choice() -> None:
    """Two million mails a day: 22 million multiplied parameters against billions."""
    need = advised(**MAILS).decision("need")
    assert [item.id for item in need.options[:2]] == ["classifier", "generative"]
    assert need.clear
    small, large = (item.figures["cost_usd_per_year"].numbers[0] for item in need.options[:2])
    assert large > 3 * small
