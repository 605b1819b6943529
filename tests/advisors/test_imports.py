"""Usage tables become answers, and broken ones are refused by row."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisors.design import Design
from advisors.errors import UsageImportError
from advisors.imports import read_usage, summarize
from advisors.interview import Interview
from advisors.questions import Answer

START = datetime(2026, 3, 2, tzinfo=UTC)
Row = dict[str, object]


def rows(per_hour: list[int]) -> list[Row]:
    return [
        {"timestamp": (START + timedelta(hours=hour)).isoformat(), "input_tokens": 1000,
         "output_tokens": 100 + 100 * (number % 2)}
        for hour, count in enumerate(per_hour) for number in range(count)
    ]  # fmt: skip


def test_two_days_of_requests_by_hand() -> None:
    day = [0] * 8 + [10] * 8 + [30] * 2 + [10] * 4 + [0] * 2
    found = summarize(rows([1, *day[1:], *day[:-1], 1]), "log")
    assert found.rows == 2 * sum(day) + 2
    assert found.hours == 48
    assert found.requests_per_day == pytest.approx(sum(day) + 1)
    assert found.peak_factor == pytest.approx(30 / ((sum(day) + 1) / 24))
    assert list(found.input_tokens) == [1000, 1000, 1000]
    assert found.output_tokens[1] < 150 < found.output_tokens[2]


def test_less_than_a_day_says_nothing_about_the_peak() -> None:
    found = summarize(rows([5] * 10), "log")
    assert found.peak_factor is None
    assert "peak_factor" not in found.answers("log")


@pytest.mark.parametrize("kind", ["csv", "json", "jsonl"])
def test_all_three_formats_fill_the_interview(tmp_path: Path, kind: str) -> None:
    table = rows([4] * 48)
    path = tmp_path / f"usage.{kind}"
    if kind == "csv":
        lines = [",".join(table[0]), *(",".join(map(str, row.values())) for row in table)]
        path.write_text("\n".join(lines))
    elif kind == "json":
        path.write_text(json.dumps(table))
    else:
        path.write_text("\n".join(json.dumps(row) for row in table))
    interview = Interview(Design())
    interview.import_answers(read_usage(path).answers(path.name))
    answers = interview.design.answers
    assert answers["requests_per_day"].value == 96
    assert answers["peak_factor"].value == 1
    assert answers["input_tokens"].value == 1000
    assert f"usage.{kind}: 192 requests" in answers["output_tokens"].note
    interview.undo()
    assert not interview.design.answers


@given(st.lists(st.integers(0, 40), min_size=26, max_size=80))
def test_counts_add_up_for_any_curve(per_hour: list[int]) -> None:
    per_hour = [1, *per_hour, 1]
    found = summarize(rows(per_hour), "log")
    assert found.rows == sum(per_hour)
    assert found.requests_per_day * found.hours / 24 == pytest.approx(sum(per_hour))
    assert found.peak_factor is not None
    assert found.peak_factor >= 1
    assert found.output_tokens[1] <= found.output_tokens[0] <= found.output_tokens[2]


def test_epoch_seconds_and_milliseconds_are_times() -> None:
    seconds = START.timestamp()
    table: list[Row] = [
        {"timestamp": stamp, "input_tokens": "5", "output_tokens": 1.0}
        for stamp in (seconds, (seconds + 3600) * 1000, "2026-03-02 02:00")
    ]
    assert summarize(table, "log").hours == 3


def test_a_csv_holds_epoch_times_too(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    seconds = int(START.timestamp())
    stamps = [str(seconds), f"{seconds + 3600}000", f"{seconds + 7200}.5"]
    lines = ["timestamp,input_tokens,output_tokens", *(f"{stamp},5,1" for stamp in stamps)]
    path.write_text("\n".join(lines))
    assert read_usage(path).hours == 3


@pytest.mark.parametrize(
    "text",
    [
        "timestamp, input_tokens , output_tokens\n2026-01-01, 10, 20\n",
        "\r\n\ntimestamp,input_tokens,output_tokens\r\n2026-01-01,10,20\r\n",
        'timestamp, "input_tokens", "output_tokens"\n2026-01-01, "10", "20"\n',
    ],
)
def test_blanks_around_a_header_or_a_cell_are_none_of_it(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text)
    found = read_usage(path)
    assert (found.input_tokens[0], found.output_tokens[0]) == (10, 20)


def test_a_high_peak_keeps_a_range_that_its_question_takes() -> None:
    peak = summarize(rows([900, *[0] * 900, 100]), "log").answers("log")["peak_factor"]
    assert ends(peak)[1] <= 1000


def ends(answer: Answer) -> tuple[float, float]:
    assert answer.low is not None
    assert answer.high is not None
    return answer.low, answer.high


def test_what_few_requests_say_has_a_range() -> None:
    """Chance moves the busiest of many quiet hours far more than that of busy ones."""
    few = summarize(rows([1, *[0] * 46, 1]), "log").answers("log")
    peak = few["peak_factor"]
    assert (peak.low, peak.value, peak.high) == (1, 24, 48)
    volume = few["requests_per_day"]
    assert ends(volume) == (0.001, 2.163)
    many = summarize(rows([100] * 47 + [300]), "log").answers("log")["peak_factor"]
    low, high = ends(many)
    assert [low, high] == pytest.approx([2.88 - 0.27, 2.88 + 0.27], abs=0.01)


@pytest.mark.parametrize(
    ("name", "text", "part"),
    [
        ("a.csv", "", "no rows"),
        ("a.csv", "timestamp,input_tokens,output_tokens\n", "no rows"),
        ("a.csv", "timestamp,input_token,output_tokens\n2026-01-01,1,2\n", "'input_token' to"),
        ("a.csv", "time,a,b\n1,2,3\n", "no timestamp in row 1"),
        ("a.csv", "timestamp,input_tokens,output_tokens\n2026-01-01,1\n", "cut off"),
        (
            "a.csv",
            f"timestamp,input_tokens,output_tokens\n2026-01-01,1,{'2' * 200_000}",
            "after line 1",
        ),
        ("a.txt", "timestamp,input_tokens,output_tokens\n2026-01-01,1,2\n", "ends in none of"),
        ("a.json", '[{"timestamp": 1, "input_tokens": null, "output_tokens": 2}]', "empty"),
        ("a.csv", "timestamp,input_tokens,output_tokens\nnoon,1,2\n", "ISO 8601"),
        ("a.csv", "timestamp,input_tokens,output_tokens\n2026-01-01,-1,2\n", "row 1"),
        ("a.csv", "timestamp,input_tokens,output_tokens\n2026-01-01,x,2\n", "from 0 to"),
        ("a.csv", "timestamp,input_tokens,output_tokens\n2026-01-01,nan,2\n", "from 0 to"),
        ("a.csv", "timestamp,input_tokens,output_tokens\n2026-01-01,1e308,2\n", "from 0 to"),
        ("a.csv", "timestamp;input_tokens;output_tokens\n2026-01-01;1,5;2\n", "behind a point"),
        ("a.csv", "timestamp;input_tokens;output_tokens\n2026-01-01;1.000;2\n", "Write 1000 for"),
        ("a.csv", "timestamp,input_tokens,output_tokens\n2026-01-01,5,2\n,,\n", "value is empty"),
        ("a.csv", "timestamp,input_tokens,output_tokens\n9e20,5,2\n", "ISO 8601"),
        ("a.json", '[{"timestamp": 1e308, "input_tokens": 5, "output_tokens": 2}]', "ISO 8601"),
        ("a.json", '[{"timestamp": true, "input_tokens": 5, "output_tokens": 2}]', "ISO 8601"),
        ("a.json", "{", "valid JSON"),
        ("a.json", "{}", "no table"),
        ("a.json", "[1]", "no table"),
        ("a.json", "[" * 100_000, "valid JSON"),
        ("a.jsonl", '{"timestamp": 1}', "no input_tokens"),
    ],
)
def test_broken_tables_are_refused(tmp_path: Path, name: str, text: str, part: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(UsageImportError) as caught:
        read_usage(path)
    assert part in str(caught.value)
    assert caught.value.fix


def test_unreadable_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageImportError, match="no such file"):
        read_usage(tmp_path / "missing.csv")
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageImportError, match="no text"):
        read_usage(path)
    with pytest.raises(UsageImportError, match="line 1 holds bytes"):
        read_usage(path)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_is_divided_by_what_divides_its_header(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "a.csv"
    lines = ["timestamp,input_tokens,output_tokens", "2026-01-01,10,20", "2026-01-01T01:00,30,20"]
    path.write_text("\r\n".join(lines).replace(",", mark), encoding="utf-8-sig")
    found = read_usage(path)
    assert (found.rows, found.hours, found.input_tokens[0]) == (2, 2, 20)


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ([{"timestamp": START.timestamp(), "input_tokens": 5e8, "output_tokens": 5}],
         "input_tokens"),
        ([{"timestamp": stamp, "input_tokens": 5, "output_tokens": 5}
          for stamp in ("0001-01-01T00:00:00Z", "9999-12-31T23:00:00Z")], "requests_per_day"),
    ],
)  # fmt: skip
def test_means_that_no_design_takes_are_refused_before_one_is_written(
    table: list[Row], key: str
) -> None:
    with pytest.raises(UsageImportError, match=f"log gives no usable {key}: its mean is"):
        summarize(table, "log").answers("log")


def test_a_sampling_error_that_reaches_below_the_bound_ends_there() -> None:
    table: list[Row] = [
        {"timestamp": START.timestamp(), "input_tokens": tokens, "output_tokens": 5}
        for tokens in (0, 0, 0, 6)
    ]
    answer = summarize(table, "log").answers("log")["input_tokens"]
    assert (answer.value, answer.low) == (1.5, 1.0)
    assert answer.note == "log: 4 requests in 1 hour"
