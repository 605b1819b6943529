"""Answers on the design as a whole: parts with shares, inputs, place, service, sources."""

from collections.abc import Mapping

import pytest

from advisors.format import value_and_range
from tui.inquiry import Inquiry

EACH = "csmnt"


@pytest.mark.parametrize("example", EACH)
@pytest.mark.parametrize("question", ["where does our energy go?", "break down the water",
                                      "why is the carbon so high?"])  # fmt: skip
def test_shares_of_a_sum_add_up(
    example: str, question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries[example].ask(question)
    assert answer.design is not None
    shares: dict[str, float] = {}
    for name, figure in answer.design.figures.items():
        if "_share_of_" in name and figure.value is not None:
            whole = figure.inputs[1].name
            shares[whole] = shares.get(whole, 0.0) + figure.value
            assert value_and_range(figure) in answer.answer
    assert shares
    for whole, total in shares.items():
        known = inquiries[example].advice.totals[whole].value
        assert total == pytest.approx(100.0 if known else 0.0)


@pytest.mark.parametrize("example", EACH)
def test_the_summary_names_every_first_option_and_the_five_figures(
    example: str, inquiries: Mapping[str, Inquiry]
) -> None:
    inquiry = inquiries[example]
    answer = inquiry.ask("summarise the design").answer
    for decision in inquiry.advice.decisions:
        assert decision.chosen is None or decision.chosen.label in answer
    assert value_and_range(inquiry.advice.totals["water_l_per_year"]) in answer


@pytest.mark.parametrize("example", EACH)
def test_all_that_fell_out_is_counted(example: str, inquiries: Mapping[str, Inquiry]) -> None:
    inquiry = inquiries[example]
    first = inquiry.ask("what is excluded and why?").answer.splitlines()[0]
    for decision in inquiry.advice.decisions:
        if decision.exclusions:
            assert f"{decision.title.lower()} {len(decision.exclusions)}" in first


def test_an_input_is_told_with_range_and_origin(inquiries: Mapping[str, Inquiry]) -> None:
    leaves = {leaf.name: leaf for leaf in
              inquiries["s"].advice.totals["energy_kwh_per_year"].leaves()}  # fmt: skip
    answer = inquiries["s"].ask("what PUE do you use?").answer
    assert f"{leaves['pue'].value:.2f}" in answer.splitlines()[0]
    assert "a fact of the data set" in answer.splitlines()[0]
    chosen = inquiries["s"].advice.decision("region").chosen
    assert chosen is not None
    assert chosen.label in answer.splitlines()[1]


def test_growth_is_told_in_percent(inquiries: Mapping[str, Inquiry]) -> None:
    assert "Growth a year: 25% a year" in inquiries["s"].ask("what traffic do you assume?").answer


def test_the_busiest_hour_is_a_figure(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["s"].ask("how many requests per second at peak?")
    workload = inquiries["s"].workload
    assert answer.design is not None
    figure = answer.design.figures["busiest_requests_per_s"]
    expected = workload.requests_per_day.value * workload.peak_factor.value / 86400.0
    assert figure.value == pytest.approx(expected)
    assert figure.inputs == (workload.requests_per_day, workload.peak_factor)


def test_residency_is_the_answer_given_and_no_verdict_on_the_law(
    inquiries: Mapping[str, Inquiry],
) -> None:
    answer = inquiries["s"].ask("does the data stay in Europe?").answer
    assert answer.startswith("Yes, as designed: prompts and answers are processed in eu-west-1")
    assert "residency as answered: European Union" in answer
    assert "does not judge compliance" in answer


def test_the_service_level_is_that_of_the_design(inquiries: Mapping[str, Inquiry]) -> None:
    inquiry = inquiries["s"]
    answer = inquiry.ask("do we meet our SLA?").answer
    trace = inquiry.advice.decision("inference").trace
    assert answer.startswith(f"{trace[0][:1].upper()}{trace[0][1:]}.")
    assert trace[2][1:] in answer


def test_sources_are_listed_all(inquiries: Mapping[str, Inquiry]) -> None:
    inquiry = inquiries["c"]
    answer = inquiry.ask("which sources do you use?").answer
    for key in inquiry.advice.totals["energy_kwh_per_year"].sources:
        if key in inquiry._facts.sources:
            assert inquiry._facts.sources[key].title in answer


def test_the_monitoring_plan_has_a_cost_of_its_own(inquiries: Mapping[str, Inquiry]) -> None:
    inquiry = inquiries["s"]
    plan = inquiry.advice.decision("monitoring").chosen
    assert plan is not None
    answer = inquiry.ask("what does the monitoring cost?").answer
    cost = value_and_range(plan.figures["cost_usd_per_year"])
    assert answer.startswith(f"{plan.label}, Cost: {cost}")


def test_a_processor_is_told_why_it_is_not_listed(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["s"].ask("would Graviton do?")
    assert not answer.abstained
    assert "GPUs, Trainium and Inferentia alone" in answer.answer
    assert "silicon-classifiers-on-cpu" in {item.card for item in answer.citations}


@pytest.mark.parametrize(
    ("question", "change"),
    [
        ("and if traffic doubles?", "requests_per_day="),
        ("if we double the traffic, what happens?", "requests_per_day="),
        ("with twice the users?", "requests_per_day="),
        ("what about 3x the load?", "requests_per_day="),
        ("what if growth is zero?", "growth_per_year=0"),
        ("what if data could leave the EU?", "residency=anywhere"),
        ("what if we drop the residency rule?", "residency=anywhere"),
    ],
)
def test_a_change_without_the_words_what_if(
    question: str, change: str, inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries["s"].ask(question)
    assert answer.design is not None
    assert answer.design.changes[0].startswith(change)
