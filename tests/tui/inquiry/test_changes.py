"""The changed answers behind a "what if"."""

from collections.abc import Mapping

import pytest

from tui.inquiry import Inquiry
from tui.inquiry.changes import changes_in
from tui.inquiry.written import plainly


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("what if we had 50,000 requests a day", ("requests_per_day=50000",)),
        ("what if we had 100k requests per day", ("requests_per_day=100000",)),
        ("what if 2 requests come in per second", ("requests_per_day=172800",)),
        ("what if we got 10 requests per hour", ("requests_per_day=240",)),
        ("what if growth were 40 %", ("growth_per_year=40",)),
        ("what if 30% of the requests could wait", ("async_share=30",)),
        ("what if half of them could wait", ("async_share=50",)),
        ("what if the first token may take 5 seconds", ("ttft_ms=5000",)),
        ("what if the first token may take 800 ms", ("ttft_ms=800",)),
        ("what if we self-hosted", ("hosting=self-hosted",)),
        ("what if we used a managed service", ("hosting=managed",)),
        ("what if any region were allowed", ("residency=anywhere", "allowed_regions=")),
        ("what if we reported market-based", ("reporting_method=market-based",)),
        ("what if nobody waits", ("async_share=100",)),
        ("what if the answers had 100 tokens", ("output_tokens=100",)),
        ("what if the horizon were 5 years", ("horizon_years=5",)),
        ("what if a draft was enough", ("quality=draft",)),
        ("what if we had 1.000.000 requests a day", ("requests_per_day=1000000",)),
        ("what if we had 1,234.5 requests a day", ("requests_per_day=1234.5",)),
        ("what if we had 2m requests a day", ("requests_per_day=2000000",)),
        ("what if we had 500 more requests a day", ()),
        ("what if the horizon were 12 months", ()),
        ("what if we had 12.000 requests a day", ("requests_per_day=12000",)),
        ("what if the first word may take 1,5 s", ("ttft_ms=1500",)),
        ("what if the first word may take 1,500 ms", ("ttft_ms=1500",)),
        ("what if 12,5 % of the requests could wait", ("async_share=12.5",)),
        ("what if three quarters of them could wait", ("async_share=75",)),
        ("what if 80 ms passed between tokens", ("inter_token_ms=80",)),
        ("what if we go from 10 to 5000 tickets a day", ("requests_per_day=5000",)),
        ("what if traffic doubles within a year", ("growth_per_year=100",)),
        ("what if the volume grew by 30 % a year", ("growth_per_year=30",)),
        ("what if we had 2000 users", ()),
        ("what if 5000 customers came a day", ()),
        ("if the passages in the prompt go from 4 to 2", ()),
        ("what if some of the chats could wait a few hours", ("async_share=50",)),
        ("answers after a few hours would do", ("async_share=50",)),
        ("what if it rained", ()),
        ("what if everything went wrong", ()),
    ],
)
def test_a_change_in_words(
    text: str, expected: tuple[str, ...], inquiries: Mapping[str, Inquiry]
) -> None:
    assert changes_in(text, inquiries["s"].workload) == expected


@pytest.mark.parametrize(
    ("text", "requests"),
    [
        ("what if traffic goes up by 50%?", "27000 (18000 to 45000)"),
        ("chat volume is down by 20 percent", "14400 (9600 to 24000)"),
        ("what if the requests climb by 100 %", "36000 (24000 to 60000)"),
        ("what if we go from 200 agents to 300?", "27000 (18000 to 45000)"),
        ("If we let 800 devs grow to 1600, does the bill double", "36000 (24000 to 60000)"),
        ("suppose 300 of our clerks become 150", "9000 (6000 to 15000)"),
    ],
)
def test_more_or_fewer_of_those_who_ask_is_traffic(
    text: str, requests: str, inquiries: Mapping[str, Inquiry]
) -> None:
    found = changes_in(plainly(text).casefold(), inquiries["s"].workload)
    assert found == (f"requests_per_day={requests}",)


@pytest.mark.parametrize(
    "text",
    ["what would 800 users cost?", "train 200 people to use it", "0 users become 5", "do 3 to 5"],
)
def test_people_who_do_not_grow_stay_people(text: str) -> None:
    assert plainly(text) == text


@pytest.mark.parametrize(
    ("words", "factor"),
    [
        ("doubled", 2.0),
        ("tripled", 3.0),
        ("was ten times as high", 10.0),
        ("was 4x", 4.0),
        ("halved", 0.5),
        ("grew by 30 %", 1.3),
        ("fell by 20 percent", 0.8),
        ("was 50 % higher", 1.5),
        ("was 25 % lower", 0.75),
    ],
)
def test_a_factor_scales_value_and_range(
    words: str, factor: float, inquiries: Mapping[str, Inquiry]
) -> None:
    workload = inquiries["s"].workload
    (change,) = changes_in(f"what if traffic {words}", workload)
    key, _, text = change.partition("=")
    assert key == "requests_per_day"
    asked = workload.requests_per_day
    assert float(text.split(" ")[0]) == pytest.approx(asked.value * factor)
    if not asked.certain:
        low, high = text.split("(")[1].rstrip(")").split(" to ")
        assert (float(low), float(high)) == pytest.approx((asked.low * factor, asked.high * factor))


def test_two_changes_keep_their_own_numbers(inquiries: Mapping[str, Inquiry]) -> None:
    workload = inquiries["s"].workload
    found = dict(
        change.split("=")
        for change in changes_in("what if traffic doubled and the prompts were halved", workload)
    )
    assert float(found["requests_per_day"].split(" ")[0]) == workload.requests_per_day.value * 2
    assert float(found["input_tokens"].split(" ")[0]) == workload.input_tokens.value / 2


def test_a_region_holds_the_design_to_it(inquiries: Mapping[str, Inquiry]) -> None:
    assert changes_in("what if we ran in stockholm", inquiries["s"].workload, ("eu-north-1",)) == (
        "allowed_regions=eu-north-1",
    )


def test_a_factor_beside_the_year_of_the_cost_is_no_growth(
    inquiries: Mapping[str, Inquiry],
) -> None:
    (change,) = changes_in("what is the cost a year if traffic doubled", inquiries["s"].workload)
    assert change.startswith("requests_per_day=")


def test_tokens_less_are_taken_from_the_prompt(inquiries: Mapping[str, Inquiry]) -> None:
    workload = inquiries["s"].workload
    (change,) = changes_in("what if the prompt had 500 tokens less", workload)
    key, _, value = change.partition("=")
    assert key == "input_tokens"
    assert float(value.split(" ")[0]) == workload.input_tokens.value - 500


@pytest.mark.parametrize(
    ("text", "carbon", "cost"),
    [
        ("what if cost mattered more than carbon", 30, 45),
        ("what if carbon mattered less than cost", 30, 45),
        ("what if we swap carbon and cost", 30, 45),
        ("carbon counts for 45 percent, if i flip that with cost", 30, 45),
        ("what if carbon mattered more than cost", 45, 30),
    ],
)
def test_weights_change_places(
    text: str, carbon: int, cost: int, inquiries: Mapping[str, Inquiry]
) -> None:
    (change,) = changes_in(text, inquiries["n"].workload)
    assert change == f"priorities=carbon {carbon}, water 15, cost {cost}, latency 0, effort 10"


def test_the_availability_beside_that_of_the_design_is_tried(
    inquiries: Mapping[str, Inquiry],
) -> None:
    workload = inquiries["s"].workload
    assert changes_in("is 99.9 dear compared with 99.5", workload) == ("availability=99.5",)
    assert changes_in("is 99.99 dear compared with 99.5", workload) == ()
