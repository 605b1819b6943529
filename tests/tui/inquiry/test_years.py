"""One year of several, and whether the machines cope: computed at the volume that it takes."""

from collections.abc import Mapping

import pytest

from advisors.design_changes import changed
from advisors.examples import load_example
from advisors.format import value_and_range
from tests.tui.inquiry.conftest import EXAMPLES
from tui.inquiry import Inquiry
from tui.inquiry.tell_year import years_in


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("what do we pay in year two?", (2,)),
        ("the first year and the final year", (1, 4)),
        ("in year 3 and in year 4", (3, 4)),
        ("what does a year cost?", ()),
        ("over three years", ()),
        ("last year of the contract", ()),
    ],
)
def test_years_are_read(text: str, years: tuple[int, ...]) -> None:
    assert years_in(text, 4.0) == years


def test_a_year_is_advised_on_at_its_own_volume(inquiries: Mapping[str, Inquiry]) -> None:
    inquiry = inquiries["m"]
    answer = inquiry.ask("Suppose growth is 100 % a year: what does it cost in year three?")
    assert answer.design is not None
    lines = answer.answer.splitlines()
    assert lines[0].startswith("In year 3: cost ")
    # 4,000 a day, doubled twice by the start of the year: their mean over it is x 4 / ln 2.
    assert "at 23,100 requests a day" in lines[1]
    other = changed(load_example(EXAMPLES["m"]), ("requests_per_day=23100", "growth_per_year=0"))
    cost = inquiry._advise(other).totals["cost_usd_per_year"]
    assert value_and_range(cost) in lines[0]
    assert answer.design.figures["year-3/cost_usd_per_year"].numbers == cost.numbers


@pytest.mark.parametrize(
    "question",
    [
        "if it goes up to 300k invoices a night, do the machines still cope?",
        "E se o volume chegar a 300 mil faturas por noite, a máquina ainda aguenta?",
    ],
)
def test_whether_the_machines_cope_is_a_yes_or_no(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries["n"].ask(question)
    assert answer.design is not None
    assert answer.design.changes == ("requests_per_day=300000",)
    silicon = inquiries["n"].advice.decision("silicon").chosen
    assert silicon is not None
    lead = next(line for line in answer.answer.splitlines() if not line.startswith("("))
    assert lead.startswith(f"Yes: {silicon.label} stays first")
    assert " instance hours " in lead


def test_weeks_of_work_in_a_year_are_effort(inquiries: Mapping[str, Inquiry]) -> None:
    text = inquiries["t"].ask("how much work is that for my team in weeks, first year").answer
    assert "4 person-weeks in the first year" in text
    assert "In year 1" not in text
