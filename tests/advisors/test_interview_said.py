"""What the interview assumes or hides is said in words; inputs that nobody writes do not hang."""

import os
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advisors.design import Design, load_design, parse_design
from advisors.errors import AnswerError, DesignReadError, DesignSchemaError, UsageImportError
from advisors.imports import read_usage, summarize
from advisors.input_files import NotAFileError, read_bytes
from advisors.interview import Interview
from advisors.questions import QUESTIONS, Answer, Question, question
from advisors.questions.resolve import resolve
from advisors.validation import coerce, parse
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


def test_the_range_narrows_with_the_hours_until_chance_alone_is_left_after_a_day() -> None:
    def width(hours: int, per_hour: int = 5) -> float:
        found = summarize(table([per_hour] * hours), "log").answers("log")["requests_per_day"]
        assert found.low is not None
        assert found.high is not None
        return found.high / found.low

    widths = [width(hours) for hours in (1, 8, 12, 20, 24, 48)]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > 8
    # 120 requests give or take 1.645 times their root, then a hundred times as many.
    assert widths[-2] == pytest.approx((120 + 18.02) / (120 - 18.02), rel=0.001)
    assert width(24, per_hour=500) == pytest.approx(1.0304, abs=0.001)


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
    work.join(300)
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


@pytest.mark.parametrize("item", QUESTIONS, ids=lambda item: item.id)
def test_a_row_of_blanks_is_searched_in_no_time(item: Question) -> None:
    """What parted names and numbers was tried at every pair of blanks: some thousand took hours."""
    texts = [f"{word}{mark * 200_000}x" for word in ("en", "carbon", "5", "") for mark in " \n-"]

    def read() -> None:
        for text in texts:
            with suppress(AnswerError):
                parse(item, text)

    in_time(threading.Thread(target=read, daemon=True))


def test_blanks_within_an_answer_are_one_as_before() -> None:
    assert parse(question("requests_per_day"), "12   000\t to  20 000").low == 12000
    assert parse(question("languages"), "de\n\n en").value == ("de", "en")
    assert parse(question("unit_of_work"), "a  b").value == "a  b"


def test_a_blank_name_among_regions_lifts_no_limit() -> None:
    """A template that fills in nothing made "these Regions" into "any Region"."""
    for raw in ([""], ["eu-west-1", " "]):
        with pytest.raises(AnswerError, match="list of AWS Regions"):
            coerce(question("allowed_regions"), raw)
    assert coerce(question("allowed_regions"), []).value == ()


@pytest.mark.parametrize("end", ["?", "4 to 5"])
def test_an_end_of_a_range_is_a_number(end: str) -> None:
    """It was dropped, and the number stood as certain."""
    text = f"answers: {{peak_factor: {{value: 5, low: '{end}', high: '{end}'}}}}"
    with pytest.raises(DesignSchemaError, match="end of a range is one number"):
        parse_design(text)


@pytest.mark.parametrize("reason", ["true", "5", "' '"])
def test_a_reason_is_a_text(reason: str) -> None:
    with pytest.raises(DesignSchemaError, match="skipped without a reason"):
        parse_design(f"answers: {{growth_per_year: {{not_applicable: {reason}}}}}")


def test_points_of_any_size_count_by_their_share() -> None:
    weigh = question("priorities")
    assert (
        coerce(weigh, {"carbon": 1e-7, "cost": 3e-7}).value
        == parse(weigh, "carbon 1e-7, cost 3e-7").value
    )
    for raw in (
        {"carbon": 1e20},
        {"carbon": -1.0},
        {"carbon": 0.0},
        {},
        {"latency": 1, "speed": 1},
    ):
        with pytest.raises(AnswerError, match="priorities cannot be"):
            coerce(weigh, raw)


def test_a_narrow_blank_steers_no_terminal() -> None:
    assert parse(question("unit_of_work"), "ticket r\xe9solu\u202f?").value
    for odd in ("\x1b[2J", "\u202e", "\x85", "\u2028"):
        with pytest.raises(AnswerError, match="control character"):
            parse(question("unit_of_work"), f"tic{odd}ket")
