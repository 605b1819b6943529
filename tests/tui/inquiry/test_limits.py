"""Limits that a question holds the design against."""

from collections.abc import Mapping

import pytest

from tui.inquiry import Inquiry
from tui.inquiry.limits import limit_in


@pytest.mark.parametrize(
    ("text", "metric", "amount", "above"),
    [
        ("can we stay under 5 tonnes?", "carbon", 5000.0, False),
        ("is it below a tonne?", "carbon", 1000.0, False),
        ("under half a tonne?", "carbon", 500.0, False),
        ("are we under 1 gram per request?", "carbon", 0.001, False),
        ("do we stay within 20k USD per year?", "cost", 20000.0, False),
        ("is $2,000 a month enough?", "cost", 2000.0, False),
        ("budget is 2.5k USD, does it fit?", "cost", 2500.0, False),
        ("can we keep it below 1.5 MWh?", "energy", 1500.0, False),
        ("will it use more than 500 kWh?", "energy", 500.0, True),
        ("do we exceed 3 m3 of water?", "water", 3000.0, True),
    ],
)
def test_a_limit_in_words(text: str, metric: str, amount: float, above: bool) -> None:
    found = limit_in(text)
    assert found is not None
    assert (found.metric, found.above) == (metric, above)
    assert found.amount == pytest.approx(amount)


@pytest.mark.parametrize(
    "text",
    ["what if we had 5 kWh more?", "why is it 5 tonnes?", "how much is 5 kg?",
     "can we use a 7B model?", "can we stay under budget?", "is 20 % enough?"],
)  # fmt: skip
def test_no_limit_where_none_is_given(text: str) -> None:
    assert limit_in(text) is None


@pytest.mark.parametrize("example", "csm")
def test_the_verdict_follows_value_and_range(
    example: str, inquiries: Mapping[str, Inquiry]
) -> None:
    inquiry = inquiries[example]
    value, low, high = inquiry.advice.totals["energy_kwh_per_year"].numbers
    cases = {
        high * 1.1: "Yes. ",
        (value + high) / 2.0: "Yes, by the central value, but not surely. ",
        (value + low) / 2.0: "No, by the central value. ",
        low * 0.9: "No. ",
    }
    for bound, verdict in cases.items():
        answer = inquiry.ask(f"can we stay under {bound:.4f} kWh?").answer
        assert answer.startswith(verdict)
        assert "Energy: " in answer.splitlines()[0]
    assert inquiry.ask(f"will we exceed {high * 1.1:.3f} kWh?").answer.startswith("No. ")


def test_carbon_is_held_against_a_limit_both_ways(inquiries: Mapping[str, Inquiry]) -> None:
    first, second = inquiries["s"].ask("can we stay under 5 tonnes?").answer.splitlines()[:2]
    assert "market-based" in first
    assert "location-based" in second


def test_a_limit_for_a_request_is_held_against_the_figure_for_a_request(
    inquiries: Mapping[str, Inquiry],
) -> None:
    answer = inquiries["m"].ask("do we stay below 1 Wh per request?")
    assert answer.design is not None
    assert "energy_wh_per_request" in answer.design.figures
    assert "Energy per request: " in answer.answer.splitlines()[0]


def test_what_is_above_names_what_would_bring_it_down(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["c"].ask("can we stay under 100 kg?").answer
    assert answer.startswith("No. ")
    assert "What would bring it down:" in answer


def test_the_design_s_own_limits(inquiries: Mapping[str, Inquiry]) -> None:
    for example, inquiry in inquiries.items():
        limits = (
            inquiry.workload.carbon_budget_kg_per_year,
            inquiry.workload.cost_budget_usd_per_year,
        )
        answer = inquiry.ask("are we within budget?").answer
        assert ("holds no limit of its own" in answer) == (limits == (None, None)), example
