"""Words and notes that an architect reads: they say what holds, once, and in words."""

import re

import pytest

from advisors.questions import Value
from estimators.facts import load_facts
from tests.advisors.advice.made import advised, made
from tests.advisors.advice.test_order_and_doubt import LABELS

COST = "cost_usd_per_year"


def test_a_batch_job_of_a_classifier_keeps_no_second_copy() -> None:
    """Nobody waits: what fails at night is run again, and no spare is paid all year."""
    hours = {}
    for share in (0.0, 100.0):
        answers: dict[str, Value] = {**LABELS, "hosting": "managed", "async_share": share}
        figures = advised(**answers).decision("inference").options
        always = next(item for item in figures if item.id == "always-on")
        hours[share] = always.figures[COST].numbers[0]
    assert hours[0.0] > 1.2 * hours[100.0]


def test_the_price_level_of_a_region_reaches_the_classifier() -> None:
    """Oregon at the prices of Virginia, Stockholm at those of Europe."""
    answers: dict[str, Value] = {**LABELS, "hosting": "self-hosted"}
    cost = [
        advised(**answers, allowed_regions=(code,)).totals[COST].numbers[0]
        for code in ("us-west-2", "eu-north-1")
    ]
    assert cost[1] > 1.05 * cost[0]


def test_regions_at_one_estimated_price_level_say_so() -> None:
    """Equal costs look like a finding; they are one estimate used twice."""
    found = advised(residency="eu", committed_model="gpt-oss-20b")
    options = {item.id: item for item in found.decision("region").options}
    notes = " ".join(options["eu-north-1"].notes)
    assert "cost does not tell them apart" in notes
    assert "eu-west-1" in notes
    alone = advised(residency="one-region", allowed_regions=("eu-west-3",)).decision("region")
    assert not any("price level" in note for item in alone.options for note in item.notes)


def test_flips_are_worded_for_a_reader() -> None:
    """'weighed 15% instead of 15%' tells nobody anything."""
    flips = [flip for item in advised().decisions for flip in item.flips]
    assert any("of the weights" in flip for flip in flips)
    assert not any("weighed" in flip for flip in flips)
    pairs = [re.findall(r"\d+%", flip) for flip in flips if "instead of" in flip]
    assert all(first != second for first, second in pairs)


def test_an_alarm_names_the_unit_once() -> None:
    """'a request (request)' is a form letter."""
    for unit, expected in (("request", "Wh a request,"), ("ticket", "Wh a request (ticket),")):
        plan = advised(unit_of_work=unit).decision("monitoring")
        said = [text for item in plan.options for text in (*item.reasons, *item.notes)]
        assert any(expected in text for text in said)
        assert not any("(request)" in text for text in said)


def test_an_alarm_on_little_energy_is_set_on_many_requests() -> None:
    """'0.000040 Wh a request' is on no meter; what a million of them took is."""
    plan = advised(**LABELS).decision("monitoring")
    alarms = [text for item in plan.options for text in item.reasons if text.startswith("Alarm")]
    assert alarms
    for text in alarms:
        found = re.search(r"more than ([\d.]+) Wh per (1,000|1,000,000) requests", text)
        assert found is not None, text
        assert 1.0 <= float(found[1]) < 1000.0


def test_a_budget_that_nobody_set_is_no_assumption() -> None:
    """No limit stands for no limit; only 'don't know' leaves something open."""
    from advisors.advice import advise
    from advisors.questions import Answer
    from tests.advisors.advice.made import facts

    name = "cost_budget_usd_per_year"
    assert name not in advised().assumptions
    unsure = made().answered(name, Answer(dont_know=True))
    assert name in advise(unsure, facts()).assumptions


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"hosting": "self-hosted", "residency": "one-region", "allowed_regions": ("eu-west-1",)},
        {"hosting": "managed", "residency": "eu"},
        {"async_share": 100.0, "daily_curve": "nightly-batch", "quality": "draft"},
    ],
)
def test_every_decision_says_what_would_turn_it(answers: dict[str, Value]) -> None:
    for item in advised(**answers).decisions:
        assert item.flips, item.id
        assert not any(flip.endswith(".") for flip in item.flips)


def test_a_technique_that_a_test_would_put_first_is_a_flip() -> None:
    found = advised(hosting="self-hosted", requests_per_day=2e5).decision("inference")
    better = [o.label for o in found.options if any("To try, not ranked" in r for r in o.reasons)]
    told = [flip for flip in found.flips if flip.endswith("would come first")]
    assert told
    assert all(any(label in flip for label in better) for flip in told)


def test_one_option_alone_is_not_doubted_for_its_range_only() -> None:
    """The width of a carbon figure says nothing of a choice that had no rival."""
    alone = advised(hosting="managed", committed_model="nova-lite").decision("hosting")
    assert alone.confidence_reason.startswith("Nothing else passed the filters")
    served = advised(hosting="managed").decision("inference")
    assert "passed the filters" not in served.confidence_reason


def test_multiples_of_traffic_have_two_digits() -> None:
    flips = advised(requests_per_day=10.0).decision("hosting").flips
    (times,) = re.findall(r"up to about ([\d,.]+) times", " ".join(flips))
    assert len(times.replace(",", "").rstrip("0")) <= 2


def test_open_regions_that_are_not_named_are_counted() -> None:
    """A list that ends without a word reads as all of them."""
    codes = tuple(code for code, row in load_facts().regions.items() if row.partition == "aws")
    for many, more in ((3, ""), (8, ""), (11, " and 3 more")):
        trace = advised(allowed_regions=codes[:many]).decision("silicon").trace
        assert f"Regions open: {', '.join(codes[: min(many, 8)])}{more}" in trace
