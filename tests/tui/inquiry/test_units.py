"""Figures for a unit: divided from the yearly ones, with the range of the ratio, and opened."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from advisors.format import value_and_range
from estimators.traffic import DAYS_PER_YEAR
from tui.inquiry import Inquiry
from tui.inquiry.tell_units import Drawn, per_unit
from tui.inquiry.units import Unit, units_in, written_out
from tui.inquiry.words import fold

CARBON = ("carbon_location", "carbon_market")
KG = {"g CO2e": 1e-3, "kg CO2e": 1.0}
KWH = {"Wh": 1e-3, "kWh": 1.0}


@pytest.mark.parametrize("example", "csmnt")
def test_carbon_for_a_thousand_requests_is_the_year_over_the_requests_both_ways(
    example: str, inquiries: Mapping[str, Inquiry]
) -> None:
    totals = inquiries[example].advice.totals
    answer = inquiries[example].ask("How much carbon per 1000 requests?")
    assert answer.design is not None
    requests = totals["user_requests_per_year"].numbers[0]
    for stem in CARBON:
        starts = (f"{stem}_g_per_1000_", f"{stem}_kg_per_1000_")
        name = next(key for key in answer.design.figures if key.startswith(starts))
        figure = answer.design.figures[name]
        assert figure.value is not None
        expected = totals[f"{stem}_kg_per_year"].numbers[0] * 1000.0 / requests
        assert figure.value * KG[figure.unit] == pytest.approx(expected)
        assert value_and_range(figure) in answer.answer
        assert figure.inputs == (totals[f"{stem}_kg_per_year"], totals["user_requests_per_year"])


@pytest.mark.parametrize("example", "csmnt")
@pytest.mark.parametrize(
    ("stem", "known"), [("energy", "wh_per_request"), ("carbon_location", "sci_g_per_request")]
)
def test_the_range_of_a_ratio_is_that_of_the_graph(
    example: str, stem: str, known: str, inquiries: Mapping[str, Inquiry]
) -> None:
    """The advice computes two such ratios in its own graph: value and range must be the same."""
    answer = inquiries[example].ask(f"{stem.partition('_')[0]} per request?")
    assert answer.design is not None
    found = answer.design.figures.items()
    figure = next(f for key, f in found if key.startswith(stem) and key.endswith("_per_request"))
    scale = 1000.0 * (KG | KWH)[figure.unit]
    numbers = [part * scale for part in figure.numbers]
    assert numbers == pytest.approx(list(inquiries[example].advice.totals[known].numbers))


def test_a_month_scales_value_and_range(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["s"].ask("what does it cost per month?")
    assert answer.design is not None
    year = inquiries["s"].advice.totals["cost_usd_per_year"].numbers
    month = answer.design.figures["cost_usd_per_month"].numbers
    assert [12.0 * part for part in month] == pytest.approx(list(year))


def test_the_horizon_multiplies_by_its_years(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["m"].ask("what will it cost over the whole horizon?")
    assert answer.design is not None
    year = inquiries["m"].advice.totals["cost_usd_per_year"].numbers[0]
    years = inquiries["m"].workload.horizon_years.value
    figure = answer.design.figures["cost_usd_over_the_horizon"]
    assert figure.value == pytest.approx(year * years)


@pytest.mark.parametrize("example", "cs")
def test_tokens_are_calls_times_tokens_in_and_out(
    example: str, inquiries: Mapping[str, Inquiry]
) -> None:
    inquiry = inquiries[example]
    answer = inquiry.ask("cost per million tokens?")
    assert answer.design is not None
    totals, workload = inquiry.advice.totals, inquiry.workload
    tokens = totals["calls_per_year"].numbers[0] * (
        workload.input_tokens.value + workload.output_tokens.value
    )
    figure = answer.design.figures["cost_usd_per_1000000_tokens"]
    assert figure.value == pytest.approx(totals["cost_usd_per_year"].numbers[0] * 1e6 / tokens)


def test_a_figure_for_a_unit_opens_to_the_bottom(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["s"].ask("energy per 1000 requests?")
    design = answer.as_dict()["design"]
    found = next(f for key, f in design["figures"].items() if "_per_1000_" in key)
    assert "user requests" in found["formula"]["equation"]
    assert found["sources"]
    assert {"requests_per_day", "pue", "output_tokens"} <= {r["name"] for r in found["rests_on"]}


def test_the_cost_of_one_request_is_told_for_a_thousand_as_well(
    inquiries: Mapping[str, Inquiry],
) -> None:
    assert "Cost per 1,000 requests: " in inquiries["t"].ask("what does one ticket cost?").answer


def test_a_user_is_not_counted_and_it_says_so(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["s"].ask("cost per user per month?").answer
    assert answer.startswith("Cost per month: ")
    assert "it does not know how many users there are" in answer


def test_an_option_has_its_figures_for_a_month(inquiries: Mapping[str, Inquiry]) -> None:
    inquiry = inquiries["c"]
    answer = inquiry.ask("what would int4 cost per month?")
    assert answer.design is not None
    option = next(o for o in inquiry.advice.decision("inference").options if o.id == "int4")
    month = answer.design.figures["cost_usd_per_month"].numbers[0]
    assert month * 12.0 == pytest.approx(option.figures["cost_usd_per_year"].numbers[0])


def test_what_is_withheld_for_a_year_is_withheld_for_a_request(
    inquiries: Mapping[str, Inquiry],
) -> None:
    totals = dict(inquiries["s"].advice.totals)
    name = "cost_usd_per_year"
    totals[name] = replace(totals[name], value=None, low=None, high=None, withheld="No price.")
    found = per_unit(Drawn(totals, {}), name, Unit("requests", 1.0, "request"))
    assert (found.value, found.withheld) == (None, "No price.")


def test_traffic_that_moves_both_alike_cancels() -> None:
    """Twice the kWh for twice the requests is no range at all."""
    from estimators.figure import Figure, Formula

    draws = np.linspace(1.0, 3.0, 128)
    formula = Formula("a.b", "a = b")
    energy = Figure("energy_kwh_per_year", 20.0, 11.0, 29.0, "kWh/year", formula, ())
    asked = Figure("user_requests_per_year", 2.0, 1.1, 2.9, "requests/year", formula, ())
    drawn = Drawn(
        {energy.name: energy, asked.name: asked},
        {energy.name: 10.0 * draws, asked.name: draws},
    )
    found = per_unit(drawn, energy.name, Unit("requests", 1.0, "request"))
    assert found.numbers == pytest.approx((10.0, 10.0, 10.0))


@pytest.mark.parametrize(
    ("text", "kind", "count", "said"),
    [
        ("cost per 1,000 requests", "requests", 1e3, "1,000 requests"),
        ("cost per 1.000 requests", "requests", 1e3, "1,000 requests"),
        ("cost per 10 000 requests", "requests", 1e4, "10,000 requests"),
        ("cost per 2.5 million requests", "requests", 2.5e6, "2,500,000 requests"),
        ("cost of a thousand tickets", "requests", 1e3, "1,000 requests"),
        ("kWh/1k req", "requests", 1e3, "1,000 requests"),
        ("$/month", "time", 1.0 / 12.0, "month"),
        ("carbon per model call", "calls", 1.0, "model call"),
        ("energy per token", "tokens", 1.0, "token"),
        ("water per day", "time", 1.0 / DAYS_PER_YEAR, "day"),
        ("monthly cost", "time", 1.0 / 12.0, "month"),
        ("carbon over three years", "time", 3.0, "3 years"),
        ("cost over the whole horizon", "horizon", 1.0, "horizon"),
        ("carbon per employee", "other", 1.0, "employee"),
    ],
)
def test_units_in_words(text: str, kind: str, count: float, said: str) -> None:
    (unit,) = units_in(" ".join(fold(written_out(text)))).found
    assert (unit.kind, unit.text) == (kind, said)
    assert unit.count == pytest.approx(count)


@pytest.mark.parametrize(
    "text",
    ["how much does an answer cache bring", "how many gpu hours", "what about the prompt length",
     "which model answers best", "cost per year"],
)  # fmt: skip
def test_no_unit_where_none_is_meant(text: str) -> None:
    assert not units_in(text).found
