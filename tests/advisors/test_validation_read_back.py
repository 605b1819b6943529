"""What is typed is read back as it was written, whatever it is: properties of parsing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisors.errors import AnswerError
from advisors.questions import QUESTIONS, Answer, Question, question
from advisors.questions.languages import NAMES
from advisors.validation import coerce, parse
from advisors.validation_typed import typed
from tests.advisors.parsed import value


def attempt(item: Question, text: str) -> Answer | AnswerError:
    try:
        return parse(item, text)
    except AnswerError as error:
        return error


@given(st.floats(1, 9.9e8), st.sampled_from(["", " ", "'", "_", "\u202f"]))
def test_grouped_digits_read_back(number: float, mark: str) -> None:
    whole = round(number)
    text = f"{whole:,}".replace(",", mark or ",") if whole >= 1000 else str(whole)
    assert value("requests_per_day", text) == whole


@given(st.floats(0.01, 1e9, allow_subnormal=False))
def test_a_number_as_python_writes_it_reads_back(number: float) -> None:
    text = f"{number:.6g}"
    found = attempt(question("requests_per_day"), text)
    if isinstance(found, AnswerError):
        assert "two ways" in found.why
    else:
        assert found.value == float(text)


@given(st.floats(1.0, 999.0), st.sampled_from([("k", 1e3), ("M", 1e6), ("m", 1e6)]))
def test_a_decimal_comma_means_what_a_decimal_point_means(
    number: float, suffix: tuple[str, float]
) -> None:
    text = f"{number:.2f}{suffix[0]}"
    expected = pytest.approx(float(f"{number:.2f}") * suffix[1], rel=1e-9)
    assert value("requests_per_day", text) == expected
    assert value("requests_per_day", text.replace(".", ",")) == expected


@given(st.floats(1, 1e6), st.floats(1, 100), st.floats(1, 100))
def test_a_range_holds_its_value(middle: float, below: float, above: float) -> None:
    text = f"{middle:.6f} ({middle / below:.6f} to {middle * above:.6f})"
    found = attempt(question("requests_per_day"), text)
    if isinstance(found, AnswerError):
        assert "two ways" in found.why or "does not hold" in found.why
        return
    assert isinstance(found.value, float)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.value <= found.high


@given(st.sampled_from(QUESTIONS), st.text(max_size=40))
def test_any_text_is_taken_or_refused_by_name(item: Question, text: str) -> None:
    found = attempt(item, text)
    if isinstance(found, AnswerError):
        assert found.question == item.id
        assert found.what
        assert found.why
        assert found.fix
    elif found.value is not None and not isinstance(found.value, tuple):
        assert coerce(item, found.value).value == found.value


@given(st.sampled_from(sorted(NAMES)))
def test_every_language_is_known_by_code_and_name(code: str) -> None:
    assert value("languages", code) == (code,)
    assert value("languages", NAMES[code]) == (code,)


answered = [item for item in QUESTIONS if item.numeric and item.kind != "integer"]


@given(st.sampled_from(answered), st.lists(st.floats(0, 1), min_size=3, max_size=3))
def test_what_is_typed_back_gives_the_same_answer(item: Question, shares: list[float]) -> None:
    low, high = item.minimum or 0.0, item.maximum or 0.0
    ends = sorted(float(f"{low + share * (high - low):.6g}") for share in shares)
    ends = [min(max(end, low), high) for end in ends]
    for answer in (Answer(ends[1]), Answer(ends[1], ends[0], ends[2])):
        assert parse(item, typed(item, answer)) == answer


@given(st.sampled_from(answered), st.integers(1, 99_999))
def test_three_decimals_are_typed_back_without_doubt(item: Question, thousandths: int) -> None:
    number = thousandths / 1000
    if (item.minimum or 0.0) <= number <= (item.maximum or 0.0):
        assert parse(item, typed(item, Answer(number))) == Answer(number)


def test_the_other_answers_are_typed_back_too() -> None:
    for answer in (Answer(dont_know=True), Answer(not_applicable="because")):
        assert (
            parse(question("growth_per_year"), typed(question("growth_per_year"), answer)) == answer
        )
    for key, given_value in (
        ("allowed_regions", ()),
        ("languages", ("no", "de")),
        ("priorities", {"carbon": 45.7, "water": 9.6, "cost": 25.7, "latency": 9.6, "effort": 9.6}),
        ("unit_of_work", "[/b]"),
        ("use_case", "agent"),
    ):
        item = question(key)
        assert parse(item, typed(item, Answer(given_value))).value == given_value
