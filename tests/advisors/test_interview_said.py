"""What the interview assumes or hides is said in words; inputs that nobody writes do not hang."""

import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advisors.design import Design, load_design
from advisors.errors import DesignReadError, UsageImportError
from advisors.imports import read_usage, summarize
from advisors.input_files import NotAFileError, read_bytes
from advisors.interview import Interview
from advisors.questions import Answer, question
from advisors.questions.resolve import resolve
from advisors.workload import workload_from
from advisors.workload_conflicts import contradictions
from estimators.facts import load_facts

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
ONE_REGION = Design(answers={"residency": Answer("one-region"), "user_region": Answer("eu-west-3")})


def test_one_region_without_a_name_is_an_assumption_and_is_asked_for() -> None:
    """The Region nearest the users was taken, and nothing said so among the assumptions."""
    found = {item.question: item for item in workload_from(ONE_REGION, load_facts()).assumptions}
    assert found["allowed_regions"].shown == "eu-west-3"
    assert "none is named" in found["allowed_regions"].why
    (clash,) = contradictions(ONE_REGION, load_facts())
    assert "Until you name it, eu-west-3 is taken" in clash.what
    assert clash.ways_out[0] == "name exactly one allowed Region"


def test_a_region_that_is_named_is_no_assumption() -> None:
    named = ONE_REGION.answered("allowed_regions", Answer(("eu-central-1",)))
    workload = workload_from(named, load_facts())
    assert workload.allowed_regions == ("eu-central-1",)
    assert not workload.assumed("allowed_regions")
    assert not contradictions(named, load_facts())


def test_what_is_assumed_follows_the_users_and_falls_away_with_the_limit() -> None:
    moved = ONE_REGION.answered("user_region", Answer("ap-northeast-1"))
    assert resolve(moved.answers)["allowed_regions"].value == ("ap-northeast-1",)
    free = ONE_REGION.answered("residency", Answer("eu"))
    assert resolve(free.answers)["allowed_regions"].value == ()
    assert not contradictions(free, load_facts())


def table(per_hour: list[int]) -> list[dict[str, object]]:
    return [
        {
            "timestamp": (START + timedelta(hours=hour)).isoformat(),
            "input_tokens": 900,
            "output_tokens": 80,
        }
        for hour, count in enumerate(per_hour)
        for _ in range(count)
    ]


def test_a_table_shorter_than_a_day_gives_requests_as_a_range() -> None:
    answer = summarize(table([10, 20, 30]), "log.csv").answers("log.csv")["requests_per_day"]
    assert answer.value == 480
    assert (answer.low, answer.high) == (160.0, 1440.0)
    assert "less than a day" in answer.note
    assert Interview(Design()).import_answers({"requests_per_day": answer}).ok


def test_the_range_narrows_with_the_hours_and_is_gone_after_a_day() -> None:
    def width(hours: int) -> float:
        found = summarize(table([5] * hours), "log").answers("log")["requests_per_day"]
        return 1.0 if found.low is None or found.high is None else found.high / found.low

    widths = [width(hours) for hours in (1, 8, 12, 20, 23, 24)]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > 8
    assert widths[-1] == 1.0


def test_fewer_than_were_counted_is_out_of_the_question() -> None:
    found = summarize(table([50] * 20), "log").answers("log")["requests_per_day"]
    assert found.low is not None
    assert found.low >= 1000


def test_questions_that_an_answer_hides_are_told_as_they_were_asked() -> None:
    interview = Interview(Design())
    interview.answer("use_case", "agent")
    interview.answer("steps_per_request", "12")
    told = interview.answer("use_case", "translation").no_longer_asked
    assert told == f"No longer asked: {question('steps_per_request').text}"
    assert interview.answer("use_case", "summarization").no_longer_asked == ""


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "usage.csv"
    os.mkfifo(path)
    return path


def in_time(work: "threading.Thread") -> None:
    work.start()
    work.join(10)
    assert not work.is_alive()


def test_a_pipe_that_nobody_writes_to_is_refused_at_once(pipe: Path) -> None:
    errors: list[Exception] = []

    def read() -> None:
        for reader, kind in ((load_design, DesignReadError), (read_usage, UsageImportError)):
            with pytest.raises(kind, match="pipe or a device") as caught:
                reader(pipe)
            errors.append(caught.value)

    in_time(threading.Thread(target=read, daemon=True))
    assert ["stdin" in str(error) for error in errors] == [True, False]


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    with pytest.raises(NotAFileError):
        read_bytes(Path("/dev/zero"))
    with pytest.raises(IsADirectoryError):
        read_bytes(tmp_path)
    (tmp_path / "a").write_bytes(b"12345")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert read_bytes(tmp_path / "b", 3) == b"123"
    assert read_bytes(tmp_path / "a") == b"12345"


def test_a_question_mark_is_dont_know_for_free_text_too() -> None:
    """It was kept as the unit of work, and stood in the alarms of the monitoring plan."""
    interview = Interview(Design())
    assert interview.answer("unit_of_work", "?").ok
    assert interview.design.answers["unit_of_work"] == Answer(dont_know=True)
    assert interview.answer("unit_of_work", "resolved ticket").ok
    assert interview.design.answers["unit_of_work"].value == "resolved ticket"
