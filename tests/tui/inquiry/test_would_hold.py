"""A limit that no advised design holds: all are searched, and what would hold it is told."""

from collections.abc import Mapping

from advisors.budget_ways import search_further
from advisors.budgets import within_budget
from advisors.examples import load_example
from advisors.format import value_and_range
from estimators.facts import Facts
from tests.tui.inquiry.conftest import EXAMPLES
from tui.inquiry import Inquiry

_COST = "cost_usd_per_year"


def test_what_would_hold_a_budget_is_what_the_search_finds(
    inquiries: Mapping[str, Inquiry], facts: Facts
) -> None:
    inquiry = inquiries["s"]
    report = within_budget(inquiry.advice, usd=5000.0)
    assert report.ways[0].startswith("No whole design that was advised does.")
    found = search_further(report, inquiry.advice, load_example(EXAMPLES["s"]), facts)
    text = inquiry.ask("does any design stay under 5,000 USD a year?").answer
    assert "No design that your answers leave open holds Cost at that; all were searched." in text
    assert len(found.ways) > 1
    assert all(f"- {way}" in text for way in found.ways)
    assert "No whole design that was advised does" not in text


def test_less_service_that_stays_within_is_told_with_what_is_given_up(
    inquiries: Mapping[str, Inquiry],
) -> None:
    inquiry = inquiries["s"]
    (batch,) = [
        item
        for item in inquiry.advice.decision("inference").options
        if item.label == "Relaxed: batch inference for every request"
    ]
    line = f"- {batch.label}: {value_and_range(batch.figures[_COST])}. Given up: answers come"
    head = "At another service level:"
    within, below = (
        inquiry.ask(f"can we stay under {usd} USD a year?").answer for usd in ("5,000", "2,000")
    )
    assert head in within
    assert line in within
    assert head not in below
    assert head not in inquiry.ask("can we stay under 7,000 USD a year?").answer


def test_an_advised_design_that_holds_it_needs_no_search(
    inquiries: Mapping[str, Inquiry],
) -> None:
    text = inquiries["n"].ask("can we stay under 2,500 USD a year?").answer
    report = within_budget(inquiries["n"].advice, usd=2500.0)
    assert report.possible
    assert f"- {report.ways[0]}" in text
    assert "all were searched" not in text
