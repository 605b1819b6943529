"""Budgets, what-if and comparison."""

import json

import pytest

from advisors.advice import advise
from advisors.budgets import within_budget
from advisors.design import Design
from advisors.errors import AnswerError, UnknownNameError
from advisors.what_if import compare, difference_as_dict, what_if
from tests.advisors.advice.made import advised, chosen, facts, made


def test_a_generous_budget_holds() -> None:
    advice = advised()
    report = within_budget(advice, kgco2e=1e9, usd=1e9)
    assert report.fits
    assert report.possible
    assert not report.ways
    assert report.closest is report.recommended


def test_a_central_value_that_holds_may_still_be_risky() -> None:
    advice = advised()
    value, _, high = advice.totals["cost_usd_per_year"].numbers
    report = within_budget(advice, usd=(value + high) / 2)
    assert report.fits
    assert report.risky == ("cost_usd_per_year",)


def test_a_budget_between_two_options_names_the_one_that_meets_it() -> None:
    advice = advised(requests_per_day=2e6)
    total = advice.totals["cost_usd_per_year"].numbers[0]
    costs = [
        option.figures["cost_usd_per_year"].value or total
        for decision in advice.decisions
        if decision.id in {"hosting", "model", "silicon", "region"}
        for option in decision.options
    ]
    cheapest = min(costs)
    assert cheapest < total
    report = within_budget(advice, usd=(cheapest + total) / 2)
    assert not report.fits
    assert report.possible
    assert report.closest in report.meeting
    assert all(not offer.over for offer in report.meeting)


def test_a_plan_beside_a_design_does_not_meet_its_budget() -> None:
    """500 USD pay a monitoring plan, and no agent that answers 50,000 requests a day."""
    advice = advised(use_case="agent", quality="critical", requests_per_day=50_000.0)
    plans = advice.decision("monitoring").options
    assert any(option.figures["cost_usd_per_year"].numbers[0] < 500.0 for option in plans)
    report = within_budget(advice, usd=500.0)
    assert not report.possible
    assert not report.meeting
    assert report.closest is not None
    assert report.closest.decision != "monitoring"
    assert report.closest.worst > 10.0
    assert any("closest" in way for way in report.ways)
    assert any("times as large would hold" in way for way in report.ways)


def test_what_is_closest_is_named_as_a_whole_design_where_it_is_one() -> None:
    """The rung of the recommended design is as near as it is; its name tells nothing."""
    advice = advised(use_case="agent", quality="critical", requests_per_day=50_000.0)
    report = within_budget(advice, kgco2e=0.0)
    assert report.closest is report.recommended
    assert any(way.count("The recommended design (whole design) is closest") for way in report.ways)


def test_what_is_to_be_tried_or_relaxed_first_meets_no_budget() -> None:
    """Each saves a little here, so that a budget lies between it and the design as it is."""
    advice = advised(hosting="self-hosted", ttft_ms=400.0, requests_per_day=2e6)
    unready = [
        option
        for option in advice.decision("inference").options
        if any("not ranked" in why or "Not recommended" in why for why in option.reasons)
    ]
    assert {option.id for option in unready} & {"int4", "relaxed-availability"}
    report = within_budget(advice, usd=1e9)
    offered = {offer.id for offer in report.weighed}
    assert "as-designed" in offered
    assert not offered & {option.id for option in unready}


@pytest.mark.parametrize(("form", "counts"), [("ranking", True), ("open-text", False)])
def test_a_ready_made_service_counts_where_it_gives_the_answers_asked_for(
    form: str, counts: bool
) -> None:
    """A search service ranks hits at any volume for one price; it words no answers."""
    advice = advised(use_case="semantic-search", answer_form=form, requests_per_day=5e6)
    options = {option.id: option for option in advice.decision("need").options}
    cost = options["ai-service"].figures["cost_usd_per_year"].numbers[0]
    report = within_budget(advice, usd=cost * 1.01)
    assert ("ai-service" in {offer.id for offer in report.weighed}) is counts
    assert report.possible is counts


def test_a_ready_made_service_that_would_hold_is_to_be_tested() -> None:
    advice = advised(use_case="translation", hosting="self-hosted", requests_per_day=2.0)
    cost = advice.decision("need").options[-1].figures["cost_usd_per_year"].numbers[0]
    ways = within_budget(advice, usd=cost * 1.01).ways
    (way,) = [item for item in ways if "Amazon Translate" in item]
    assert "would hold, if a test shows that it does the work." in way
    assert "cost -" in way


def test_the_carbon_budget_counts_by_the_reporting_method() -> None:
    market = advised(reporting_method="market-based", residency="eu", user_region="eu-central-1")
    report = within_budget(market, kgco2e=1.0)
    assert set(report.limits) == {"carbon_market_kg_per_year"}


def test_a_budget_of_zero_can_never_be_met() -> None:
    report = within_budget(advised(), kgco2e=0.0)
    assert not report.possible
    assert report.recommended.worst == float("inf")


def test_without_a_limit_everything_fits() -> None:
    assert within_budget(advised()).fits


def test_nothing_to_hold_against_a_budget() -> None:
    report = within_budget(advised(allowed_regions=("me-central-1",)), usd=1e9)
    assert not report.possible
    assert report.closest is None


def test_what_if_moves_figures_and_says_why_a_decision_turns() -> None:
    design = made(user_region="eu-west-2", committed_model="gpt-oss-20b")
    found = what_if(design, ["residency=uk"], facts())
    turned = {item.decision: item for item in found.turned}
    assert turned["region"].after is not None
    assert turned["region"].after.id == "eu-west-2"
    assert "must stay in: United Kingdom" in turned["region"].why
    moved = {item.name: item for item in found.moved}
    ratio = moved["carbon_location_kg_per_year"].ratio
    assert ratio is not None
    assert ratio > 1
    assert found.answers["residency"] == ("anywhere", "uk")


def test_twice_the_traffic_is_twice_the_managed_energy() -> None:
    design = made(hosting="managed", committed_model="gpt-oss-20b")
    found = what_if(design, ["requests_per_day=10000"], facts())
    ratio = next(item.ratio for item in found.moved if item.name == "energy_kwh_per_year")
    assert ratio == pytest.approx(2.0, rel=0.05)
    per_request = [item.ratio for item in found.moved if item.name == "wh_per_request"]
    assert not per_request or per_request[0] == pytest.approx(1.0, rel=0.05)


def test_the_same_design_differs_in_nothing() -> None:
    found = compare(made(), made(), facts())
    assert not found.moved
    assert not found.turned
    assert not found.answers


def test_a_difference_is_json() -> None:
    found = compare(made(), made(requests_per_day=1e6), facts())
    data = json.loads(json.dumps(difference_as_dict(found)))
    assert data["answers"]["requests_per_day"] == {"before": 5000.0, "after": 1e6}
    assert data["figures"]["energy_kwh_per_year"]["ratio"] > 10


def test_a_change_that_is_none_is_refused() -> None:
    with pytest.raises(AnswerError):
        what_if(made(), ["requests_per_day"], facts())
    with pytest.raises(UnknownNameError):
        what_if(made(), ["request_per_day=5"], facts())


def test_a_decision_can_lose_every_option() -> None:
    found = what_if(made(), ["allowed_regions=me-central-1"], facts())
    region = next(item for item in found.turned if item.decision == "region")
    assert region.after is None
    assert region.why
    back = compare(found_design(), made(), facts())
    assert next(i for i in back.turned if i.decision == "region").why.count("fits now")


def found_design() -> Design:
    return made(allowed_regions=("me-central-1",))


def test_the_smallest_thing_that_works_is_shown() -> None:
    advice = advise(made(), facts())
    assert advice.smallest is not None
    assert advice.smallest.id
    assert chosen(advice)["model"]


def test_no_design_of_the_front_beats_another() -> None:
    advice = advise(made(requests_per_day=2e5), facts())
    assert advice.pareto
    names = ("carbon_location_kg_per_year", "water_l_per_year", "cost_usd_per_year")
    rows = [[option.figures[name].numbers[0] for name in names] for option in advice.pareto]
    labels = [option.label for option in advice.pareto]
    assert len(set(labels)) == len(labels)
    assert all(len(row) == len(names) for row in rows)
