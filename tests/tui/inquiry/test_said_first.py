"""What was asked is answered in the first lines, before figures."""

from collections.abc import Mapping

import pytest

from advisors.format import amount
from estimators.facts import Facts
from estimators.figure import Input
from estimators.site import site_of
from tui.inquiry import Inquiry


def _first(text: str) -> str:
    return text.partition("\n\n")[0]


def test_the_heaviest_weight_is_named(inquiries: Mapping[str, Inquiry]) -> None:
    weights = inquiries["t"].workload
    assert max(weights.carbon_weight, weights.cost_weight) < weights.effort_weight == 0.4
    text = inquiries["t"].ask("which of our criteria decided it?").answer
    assert text.startswith("Effort weighs most, 40%")
    both = inquiries["c"].ask("which of our criteria decided it?").answer
    assert both.startswith("Cost and latency weigh most, 30% each")


def test_models_out_for_a_language_are_counted(inquiries: Mapping[str, Inquiry]) -> None:
    out = inquiries["m"].advice.decision("model").exclusions
    count = sum(item.rule == "language" and "(fr)" in item.reason for item in out)
    assert count > 1
    text = inquiries["m"].ask("did French rule models out?").answer
    assert text.startswith(f"{count} models fell out for want of French")
    assert "fell out for want" not in inquiries["m"].ask("does it speak French?").answer


def test_an_answer_that_decides_hosting_is_named(inquiries: Mapping[str, Inquiry]) -> None:
    said = "Your answer on hosting decides this, no figure: Managed: Amazon Bedrock fell out by it"
    asked = "why do we host it ourselves, was that computed?"
    assert said in _first(inquiries["c"].ask(asked).answer)
    assert "Your answer on hosting" not in inquiries["s"].ask("why that hosting?").answer


def test_answers_that_decide_the_region_are_named(inquiries: Mapping[str, Inquiry]) -> None:
    assert "Your answers on Regions decide this" in inquiries["t"].ask("why this region?").answer
    assert "Your answers on Regions" not in inquiries["n"].ask("why this region?").answer


def test_a_region_without_figures_stands_beside_by_its_grid(
    inquiries: Mapping[str, Inquiry], facts: Facts
) -> None:
    text = _first(inquiries["m"].ask("would Stockholm have been cleaner than your pick?").answer)
    there, here = (site_of(facts, key).location_g_per_kwh for key in ("eu-north-1", "eu-west-1"))
    assert isinstance(there, Input)
    assert isinstance(here, Input)
    assert there.value < here.value
    assert f"is cleaner: {amount(there.value, there.low, there.high, there.unit)}" in text
    assert f"against {amount(here.value, here.low, here.high, here.unit)}" in text
    dirtier = _first(inquiries["t"].ask("how does Ireland compare?").answer)
    assert "is no cleaner: " in dirtier


def test_the_reason_stands_beside_the_names(inquiries: Mapping[str, Inquiry]) -> None:
    text = _first(inquiries["n"].ask("why were Claude and Nova thrown out?").answer)
    assert "options of “claude and nova” fell out" in text
    assert "Its licence is proprietary" in text


def test_only_names_side_by_side_are_taken_together(inquiries: Mapping[str, Inquiry]) -> None:
    part = inquiries["s"].ask("Why is self-hosting behind Bedrock?").design
    assert part is not None
    assert part.option == "ec2-eks"
    part = inquiries["t"].ask("can we swap London for Frankfurt?").design
    assert part is not None
    assert part.option == "eu-central-1"


def test_answers_left_open_are_named(inquiries: Mapping[str, Inquiry]) -> None:
    left = inquiries["m"].workload.assumptions
    text = inquiries["m"].ask("where did you have to guess?").answer
    assert text.startswith(f"{len(left)} answers were left open")
    assert all(f"“{item.text}”, taken as {item.shown}" in _first(text) for item in left)
    assert (
        inquiries["t"].ask("which values did you assume?").answer.startswith("No answer was left")
    )
    assert "left open:" not in inquiries["m"].ask("which assumption matters most?").answer


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("when do the alarms go off?", "Alarm: more than"),
        ("how often must this be reviewed?", "Review twice a year"),
        ("what will we track?", "Where: CloudWatch"),
    ],
)
def test_the_line_of_the_plan_that_is_asked_for_leads(
    question: str, begins: str, inquiries: Mapping[str, Inquiry]
) -> None:
    assert inquiries["t"].ask(question).answer.startswith(begins)


def test_the_upper_end_is_said(inquiries: Mapping[str, Inquiry]) -> None:
    figure = inquiries["s"].advice.totals["cost_usd_per_year"]
    assert 11_500 < figure.numbers[2] < 12_500
    text = inquiries["s"].ask("worst case for the cost?").answer
    assert text.startswith(
        "Cost: 12,000 USD/year at the upper end, 3,900 USD/year at the lower one"
    )


def test_one_year_of_several_is_no_figure(inquiries: Mapping[str, Inquiry]) -> None:
    text = inquiries["s"].ask("what does it cost in the first year, and in the final year?").answer
    assert "The advice holds no figure of a single year: it is a mean over 3 years" in text
    assert "25% a year" in text
    assert "single year" not in inquiries["s"].ask("what does it cost a year?").answer


def test_nobody_is_named_by_a_design(inquiries: Mapping[str, Inquiry]) -> None:
    said = "The design names nobody"
    assert inquiries["s"].ask("who has to approve this?").answer.startswith(said)
    assert said not in inquiries["s"].ask("what must we do next?").answer


def test_whether_it_must_be_up_is_answered(inquiries: Mapping[str, Inquiry]) -> None:
    asked = "does it have to be up day and night?"
    assert inquiries["n"].ask(asked).answer.startswith("No: every request may wait for hours")
    assert inquiries["c"].ask(asked).answer.startswith("Yes, for ")


def test_what_is_no_part_of_its_own_is_said(inquiries: Mapping[str, Inquiry]) -> None:
    said = "What is asked for is no part of its own"
    assert inquiries["s"].ask("what share of the energy is standby?").answer.startswith(said)
    assert said not in inquiries["c"].ask("what share of the energy is standby?").answer


def test_carbon_that_a_change_costs_is_no_money(inquiries: Mapping[str, Inquiry]) -> None:
    text = inquiries["c"].ask("what would Ohio cost us in carbon?").answer
    assert text.startswith("us-east-2, US East (Ohio), Carbon, location-based: 3,300")


@pytest.mark.parametrize(
    ("example", "question", "first"),
    [
        ("c", "at what prompt length does the chip choice flip", "Input tokens of a call above"),
        ("c", "twice the devs, 320k req a day - still inferentia?", "turns from AWS Inferentia2"),
        ("s", "What would one resolved enquiry cost us, in US cents?", "Cost per request"),
        ("m", "would tokyo work for the japanese dealers?", "ap-northeast-1"),
        ("n", "Why do you ship US invoices to Stockholm?", "eu-north-1, Europe (Stockholm) comes"),
        ("s", "Is there any running cost that these 6,300 dollars leave out?", "On top."),
    ],
)
def test_what_was_asked_stands_in_the_first_lines(
    example: str, question: str, first: str, inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries[example].ask(question)
    assert answer.design is not None
    assert first in "\n".join(answer.answer.splitlines()[:3])
