"""What a tier or another service level costs is told by its own row."""

from collections.abc import Mapping

import pytest

from tui.inquiry import Inquiry


@pytest.mark.parametrize(
    ("example", "question", "option"),
    [
        ("s", "priority service: what would we get for what money?", "tighter-priority"),
        ("s", "what would we save with the Flex tier?", "relaxed-flex"),
        ("t", "what is the price if each ticket has to be answered immediately?",
         "tighter-standard"),
        ("t", "what if nobody can wait?", "tighter-standard"),
        ("t", "what does the batch tier save us?", "tighter-standard"),
        ("m", "cost without batching?", "tighter-standard"),
        ("n", "what would the work cost spread across the whole day?", "spread"),
        ("c", "what do we save with no spare replica?", "relaxed-availability"),
    ],
)  # fmt: skip
def test_a_service_level_is_told_by_its_row(
    example: str, question: str, option: str, inquiries: Mapping[str, Inquiry]
) -> None:
    inquiry = inquiries[example]
    answer = inquiry.ask(question)
    decision = next(item for item in inquiry.advice.decisions if item.id == "inference")
    row = next(item for item in decision.options if item.id == option)
    assert answer.design is not None
    assert answer.design.option == option
    assert f"{row.label}. " in answer.answer
    assert answer.design.figures["cost_usd_per_year"] == row.figures["cost_usd_per_year"]
    assert "fell out" not in answer.answer


def test_a_row_without_caches_is_held_against_the_design_without_them(
    inquiries: Mapping[str, Inquiry],
) -> None:
    answer = inquiries["c"].ask("what do we save with no spare replica?")
    assert answer.design is not None
    figures = answer.design.figures
    assert figures["as-designed/cost_usd_per_year"].value == pytest.approx(29_640, rel=0.01)


def test_batch_that_is_counted_is_told_as_such(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["t"].ask("what does the batch tier save us?")
    assert answer.answer.startswith("That is in the figures already: 100% of the requests may wait")


def test_where_no_such_row_is_the_answer_is_tried(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["n"].ask("what would it cost if they must be read right away?")
    assert answer.design is not None
    assert answer.design.changes == ("async_share=0",)


@pytest.mark.parametrize(
    "question",
    [
        "is batch inference cheaper in general?",
        "when should one use the Priority tier?",
        "which batch size costs the least energy on a GPU?",
    ],
)
def test_what_is_asked_in_general_is_left_to_the_guidance(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    part = inquiries["t"].ask(question).design
    assert part is None or part.option != "tighter-standard"


def test_a_share_that_is_given_is_tried(inquiries: Mapping[str, Inquiry]) -> None:
    part = inquiries["t"].ask("what if 40 % may wait and the rest is answered at once?").design
    assert part is not None
    assert part.changes == ("async_share=40",)
