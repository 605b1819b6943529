"""The Pareto front, the smallest thing that works, clashes, catches, and what is in the design."""

from collections.abc import Mapping

import pytest

from advisors.examples import load_example
from estimators.facts import Facts
from tests.tui.inquiry.conftest import EXAMPLES
from tui.inquiry import Inquiry
from tui.inquiry.answer import Intent


def test_the_front_shows_each_design_with_its_figures(inquiries: Mapping[str, Inquiry]) -> None:
    inquiry = inquiries["m"]
    answer = inquiry.ask("which designs are Pareto-optimal?")
    assert answer.design is not None
    assert answer.design.intent is Intent.PARETO
    for item in inquiry.advice.pareto:
        assert f"- {item.label}: " in answer.answer
        assert answer.design.figures[f"{item.id}/cost_usd_per_year"].formula.equation


def test_the_smallest_stands_beside_the_recommended(inquiries: Mapping[str, Inquiry]) -> None:
    for key in EXAMPLES:
        inquiry = inquiries[key]
        answer = inquiry.ask("what is the smallest thing that works?")
        least = inquiry.advice.smallest
        assert answer.design is not None
        assert answer.design.intent is Intent.SMALLEST
        assert least is not None
        assert least.label.removeprefix("Smallest: ") in answer.answer.partition("\n")[0]
        assert "Carbon, location-based" in answer.answer
        assert "Carbon, market-based" in answer.answer


def test_answers_that_clash_are_named_with_their_ways_out(
    inquiries: Mapping[str, Inquiry], facts: Facts
) -> None:
    from advisors.design_changes import changed
    from advisors.workload_conflicts import contradictions

    question = "do any of our answers contradict each other?"
    assert inquiries["s"].ask(question).answer.startswith("No: none")
    clashing = changed(load_example(EXAMPLES["s"]), ["residency=eu", "allowed_regions=us-east-1"])
    found = contradictions(clashing, facts)
    assert found
    told = Inquiry(clashing, facts, inquiries["s"]._base).ask(question)
    assert told.answer.startswith("Yes.")
    assert all(item.what in told.answer for item in found)


@pytest.mark.parametrize(
    ("example", "question", "begins"),
    [
        ("c", "is prompt caching already in the numbers?", "Yes. Prompt caching and an answer"),
        ("s", "is the answer cache already part of the design?", "No. Answer cache"),
        ("m", "what's the catch with Ministral 3B?", "Ministral 3 3B (25.12) comes first"),
        ("c", "what's the catch with the H100?", "NVIDIA H100 SXM5 80GB stands fourth"),
    ],
)
def test_what_is_in_and_what_it_takes_in_return(
    example: str, question: str, begins: str, inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries[example].ask(question)
    assert answer.answer.startswith(begins)
    assert answer.design is not None
    assert answer.design.figures


def test_assumptions_show_both_carbon_methods(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["m"].ask("what did you assume?")
    assert answer.design is not None
    assert {"carbon_location_kg_per_year", "carbon_market_kg_per_year"} <= set(
        answer.design.figures
    )


@pytest.mark.parametrize(
    ("example", "question", "second"),
    [
        ("n", "Was kostet uns eine Rechnung?", "Cost per request"),
        ("s", "Combien coûte une conversation ?", "Cost per request"),
        ("s", "Quanto custa uma conversa?", "Cost per request"),
        ("s", "Wat kost een gesprek?", "Cost per request"),
        ("n", "¿Cuánto CO2 por factura?", "Carbon, location-based per request"),
        ("s", "¿cuál es el consumo de agua?", "Water"),
        ("n", "Quanto costa una fattura?", "Cost per request"),
    ],
)
def test_units_of_work_in_other_languages(
    example: str, question: str, second: str, inquiries: Mapping[str, Inquiry]
) -> None:
    lines = [line for line in inquiries[example].ask(question).answer.splitlines() if line]
    assert lines[1].startswith(f"{second}:")
