"""Limits in milliseconds are written with the unit that people use for them."""

import pytest

from advisors.advice import advise
from advisors.durations import about, duration
from advisors.examples import examples
from advisors.questions import Answer, Value
from advisors.questions.resolve import resolve
from advisors.workload import show
from estimators.facts import load_facts
from tests.advisors.advice.made import advised


@pytest.mark.parametrize(
    ("time_ms", "words"),
    [
        (0.5, "0.5 ms"),
        (1500.0, "1,500 ms"),
        (9_999.0, "9,999 ms"),
        (24_533.0, "24.5 s"),
        (59_000.0, "59 s"),
        (90_000.0, "1.5 min"),
        (3_600_000.0, "1 h"),
        (86_400_000.0, "24 h"),
        (172_800_000.0, "2 days"),
        (100 * 86_400_000.0, "100 days"),
    ],
)
def test_a_time_has_the_unit_of_its_size(time_ms: float, words: str) -> None:
    assert duration(time_ms) == words


def test_a_night_of_work_has_a_day_to_its_first_word() -> None:
    design = examples()["nightly-invoice-extraction"]
    found = {item.id: item for item in advise(design, load_facts()).decisions}
    assert found["inference"].trace[0].startswith("service level: 24 h to the first word, ")


PATIENT: dict[str, Value] = {"hosting": "self-hosted", "ttft_ms": 45_000.0, "async_share": 0.0}


def test_a_limit_of_many_seconds_is_told_in_seconds() -> None:
    """'45,000 ms are accepted' is how a program counts."""
    fallen = {item.id: item for item in advised(**PATIENT).decision("inference").exclusions}
    assert "45 s to the first word are accepted" in fallen["scale-to-zero"].reason


def test_an_answer_of_hours_is_shown_in_hours_with_its_range() -> None:
    waits = {"ttft_ms": Answer(7_200_000.0, low=3_600_000.0, high=86_400_000.0)}
    assert show(resolve(waits)["ttft_ms"]) == "2 h (1 h to 24 h)"
    assert show(resolve({"ttft_ms": Answer(2000.0)})["ttft_ms"]) == "2,000 ms"


def test_a_pace_near_its_limit_keeps_the_digit_that_tells_them_apart() -> None:
    assert (about(40.26), about(853.4), about(61_234.0)) == ("40.3 ms", "853 ms", "1 min")
