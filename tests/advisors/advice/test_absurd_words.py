"""No sentence of an advice carries a number or a unit that a board would laugh at."""

import re

import pytest

from advisors.format import share, years
from advisors.questions import Answer, Value
from advisors.questions.resolve import resolve
from advisors.record import shown
from advisors.workload import show
from advisors.workload_assumptions import assumptions_of, ends_of
from estimators.figure import Input
from tests.advisors.advice.made import advised
from tests.advisors.advice.test_order_and_doubt import LABELS

QUIET: dict[str, Value] = {"requests_per_day": 10.0, "hosting": "self-hosted"}
NIGHTLY: dict[str, Value] = {
    "use_case": "batch-enrichment",
    "answer_form": "structured",
    "requests_per_day": 400_000.0,
    "async_share": 100.0,
    "hosting": "self-hosted",
}


def said(**answers: Value) -> list[str]:
    """Every reason and note of every option."""
    return [
        text
        for decision in advised(**answers).decisions
        for option in decision.options
        for text in (*option.reasons, *option.notes)
    ]


def test_a_fleet_that_idles_has_no_alarm_for_idling() -> None:
    """'Alarm: fleet less than 0% busy' can never ring."""
    alarms = [text for text in said(**QUIET) if "busy" in text and "larm" in text]
    assert alarms
    assert all(text.startswith("No alarm") for text in alarms)


def test_a_fleet_full_by_design_is_not_alarmed_by_the_last_minutes_of_a_night() -> None:
    """'less than 99% busy over a week' rings every week, for what is gathered stops part-way."""
    alarms = [text for text in said(**NIGHTLY) if text.startswith("Alarm: fleet")]
    assert alarms
    found = [re.search(r"less than (\d+)% busy", text) for text in alarms]
    assert all(match is not None and 1 <= int(match[1]) <= 90 for match in found)


@pytest.mark.parametrize("answers", [QUIET, NIGHTLY])
def test_how_busy_replicas_are_is_never_none_nor_over_hours_that_they_are_down(
    answers: dict[str, Value],
) -> None:
    busy = [text for text in said(**answers) if text.startswith("Its replicas are")]
    assert busy
    assert not any(" 0% busy" in text or "over the year" in text for text in busy)


def test_shares_and_years_in_words() -> None:
    assert [share(part) for part in (0.0, 0.004, 0.456, 0.861, 0.996, 1.0)] == [
        "0%",
        "less than 1%",
        "46%",
        "86%",
        "nearly 100%",
        "100%",
    ]
    assert [years(count) for count in (1.0, 1.5, 3.0)] == ["a year", "1.5 years", "3 years"]


def test_a_horizon_of_one_year_is_said_in_words() -> None:
    advice = advised(horizon_years=1.0, requests_per_day=20_000.0, hosting="self-hosted")
    inference = advice.decision("inference")
    texts = [item.reason for item in inference.exclusions]
    texts += [text for item in inference.options for text in (*item.reasons, *item.notes)]
    assert any("within a year" in text or "over a year" in text for text in texts)
    assert not any(re.search(r"\b1 years", text) for text in texts)


def test_the_range_of_a_growth_reads_in_percent() -> None:
    """'growth a year, 0.01 to 1 1/year' is what a formula reads."""
    growth = Input("growth_per_year", 0.2, 0.01, 1.0, "1/year", "assumption")
    assert ends_of(growth) == "1% to 100%"
    refresh = Input("model_refresh_per_year", 1.0, 0.3, 4.0, "1/year", "assumption")
    assert ends_of(refresh) == "0.3 to 4 a year"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("allowed_regions", (), "no limit"),
        ("commitments", (), "none"),
        ("languages", ("en", "de"), "English, German"),
        ("steps_per_request", 1.0, "1 call"),
        ("requests_per_day", 1.0, "1 request/day"),
        ("inter_token_ms", 1.0, "1 ms"),
        ("peak_factor", 2.5, "2.5 times"),
        ("model_refresh_per_year", 1.0, "once a year"),
        ("model_refresh_per_year", 2.0, "2 times a year"),
    ],
)
def test_an_answer_reads_the_same_in_the_advice_and_in_the_record(
    name: str, value: Value, expected: str
) -> None:
    """'Are only certain AWS Regions allowed? none' says the opposite of what is meant."""
    item = resolve({"use_case": Answer("agent"), name: Answer(value)})[name]
    assert show(item) == shown.answer(item) == expected


def test_an_open_limit_on_regions_is_assumed_to_be_no_limit() -> None:
    found = {item.question: item.shown for item in assumptions_of(resolve({}))}
    assert found["allowed_regions"] == "no limit"


def test_what_is_billed_by_another_price_list_says_so() -> None:
    """Part of a processor at the price of EC2 stands under the name of a serverless service."""
    options = advised(**LABELS, async_share=0.0).decision("hosting").options
    notes = {item.id: " ".join(item.notes) for item in options}
    assert "price list of its own" in notes["serverless"]
    assert "price list of its own" not in notes["endpoint"]
