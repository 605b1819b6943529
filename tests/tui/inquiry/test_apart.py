"""What a design leaves out or open is told: on top of its cost, not known, left by the filters."""

from collections.abc import Mapping

import pytest

from tui.inquiry import Inquiry


@pytest.mark.parametrize(
    ("example", "question", "start"),
    [
        ("s", "is the vector search in the 6,300 dollars, or extra?",
         "On top. Not in the cost: machines that search the index"),
        ("m", "is monitoring part of the bill?", "On top. CloudWatch: about"),
        ("n", "is the vector database included in the cost?",
         "No line of the advice tells it apart"),
        ("c", "how many machine hours a day is that?", "86 instance hours (51 to 220) a day"),
        ("s", "GPU hours a day?", "None of your own"),
        ("c", "which places made the cut?", "3 passed for the region decision, in this order: "
         "us-west-2"),
        ("c", "what do we not know about the chip we picked?",
         "AWS Inferentia2: AWS publishes no power limit"),
        ("s", "where do I see the latency?", "Where: CloudWatch AWS/Bedrock by ModelId"),
        ("t", "could we go through a European profile?", "No: data may go where you answered "
         "(residency uk, eu-west-2 alone)"),
        ("s", "may we use the EU inference profile?", "Yes, by where data may go"),
        ("c", "what would distillation save us?",
         "Distillation into a smaller model. Saved in use: 1,300 kWh/year"),
        ("c", "why does Oregon come before Ohio?", "us-west-2, US West (Oregon) stands before"),
    ],
)  # fmt: skip
def test_what_is_asked_is_said_first(
    example: str, question: str, start: str, inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries[example].ask(question)
    assert answer.design is not None
    assert answer.answer.startswith(start)


def test_what_is_lost_where_data_must_stay_is_told_by_that_place(
    inquiries: Mapping[str, Inquiry],
) -> None:
    answer = inquiries["n"].ask("if we were forced to store it within the US, what would we lose?")
    assert answer.design is not None
    assert answer.design.option == "us-west-2"
    assert answer.answer.startswith("us-west-2, US West (Oregon), Carbon, location-based: 85 kg")


def test_one_place_where_data_must_stay_is_tried(inquiries: Mapping[str, Inquiry]) -> None:
    part = inquiries["s"].ask("legal wants it kept in Germany, what would that cost us?").design
    assert part is not None
    assert part.changes == ("allowed_regions=eu-central-1",)


@pytest.mark.parametrize(
    "question",
    [
        "what is a geographic inference profile?",
        "where do people usually see the token counts?",
        "is logging normally part of the price in CloudWatch?",
        "what is unknown about embodied carbon in general?",
    ],
)
def test_what_is_asked_in_general_is_left_to_the_guidance(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    assert inquiries["s"].ask(question).design is None


def test_what_is_asked_of_carbon_is_not_told_of_the_cost(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["s"].ask("is the search index part of the carbon figure?").answer
    assert not answer.startswith("On top.")
