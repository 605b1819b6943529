"""What people type and what files hold becomes one canonical value, or a clear refusal."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisors.errors import AnswerError
from advisors.questions import QUESTIONS, Answer, Question, Value, question
from advisors.questions.languages import NAMES
from advisors.validation import TEXT_LIMIT, coerce, not_applicable, parse
from advisors.validation_typed import typed
from estimators.facts import load_facts


def attempt(item: Question, text: str) -> Answer | AnswerError:
    try:
        return parse(item, text)
    except AnswerError as error:
        return error


def value(question_id: str, text: str) -> Value | None:
    return parse(question(question_id), text).value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2000", 2000),
        ("2k", 2000),
        ("2 K", 2000),
        ("1.25k", 1250),
        ("3M", 3e6),
        ("1,5", 1.5),
        ("1.5", 1.5),
        ("12 000", 12000),
        ("12\u202f000", 12000),
        ("12\u00a0000,5", 12000.5),
        ("12'000", 12000),
        ("12_000", 12000),
        ("12,000", 12000),
        ("1,200,000", 1.2e6),
        ("1.200.000", 1.2e6),
        ("1.200,5", 1200.5),
        ("1,200.5", 1200.5),
        ("0,125", 0.125),
        (".5", 0.5),
        ("1e5", 1e5),
        ("500/hour", 12000),
        ("2k per hour", 48000),
        ("1 rps", 86400),
        ("30k/month", 30000 * 12 / 365.25),
        ("2 million", 2e6),
        ("5 requests/day", 5),
    ],
)
def test_numbers_as_people_write_them(text: str, expected: float) -> None:
    found = value("requests_per_day", text)
    assert isinstance(found, float)
    assert found == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("availability", "99.9%", 99.9),
        ("availability", "99,95 %", 99.95),
        ("availability", "99.999", 99.999),
        ("growth_per_year", "-10%", -10.0),
        ("growth_per_year", "\u221210 %", -10.0),
        ("growth_per_year", "20% a year", 20.0),
        ("ttft_ms", "2 s", 2000.0),
        ("ttft_ms", "800ms", 800.0),
        ("horizon_years", "18 months", 1.5),
        ("corpus_tokens", "3M words", 4e6),
        ("corpus_tokens", "120k pages", 8e7),
        ("labelled_examples", "2,000", 2000.0),
        ("peak_factor", "3x", 3.0),
        ("peak_factor", "2.125", 2.125),
        ("cost_budget_usd_per_year", "$250k", 250000.0),
        ("carbon_budget_kg_per_year", "20 t", 20000.0),
    ],
)
def test_units_of_each_question(key: str, text: str, expected: float) -> None:
    assert value(key, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10k to 40k", (20000, 10000, 40000)),
        ("10-40k", (20000, 10000, 40000)),
        ("10k–40k", (20000, 10000, 40000)),
        ("10k .. 40k", (20000, 10000, 40000)),
        ("20k (10k to 50k)", (20000, 10000, 50000)),
        ("20k ± 50%", (20000, 10000, 30000)),
        ("20k ± 5k", (20000, 15000, 25000)),
        ("100 to 100", (100, 100, 100)),
    ],
)
def test_ranges(text: str, expected: tuple[float, float, float]) -> None:
    found = parse(question("requests_per_day"), text)
    assert (found.value, found.low, found.high) == expected


def test_a_range_of_percentage_points_is_not_relative() -> None:
    found = parse(question("growth_per_year"), "20 ± 5%")
    assert (found.value, found.low, found.high) == (20, 15, 25)


@pytest.mark.parametrize(
    ("key", "text", "part"),
    [
        ("requests_per_day", "-5", "Did you mean 5?"),
        ("requests_per_day", "-1e30", "Write for example '20k'."),
        ("requests_per_day", "1.500", "Write 1500 or 1.5."),
        ("requests_per_day", "12 00", "groups of three"),
        ("requests_per_day", "1,20,000", "groups of three"),
        ("requests_per_day", "many", "not a number"),
        ("requests_per_day", "5 parsecs", "parsecs"),
        ("requests_per_day", "nan", "not a number"),
        ("requests_per_day", "inf", "not a number"),
        ("requests_per_day", "1e999", "too large"),
        ("requests_per_day", "40k to 10k", "Swap"),
        ("requests_per_day", "", "empty"),
        ("requests_per_day", "20k (30k to 50k)", "does not hold"),
        ("availability", "0.999", "Did you mean 99.9 %?"),
        ("labelled_examples", "2.5", "Write 2."),
        ("committed_model", "claude", "and 18 more"),
        ("committed_model", "Cluade Haiku 4.5", "Did you mean claude-haiku-4-5?"),
        ("committed_model", "no-such-model", "'none' leaves the choice open"),
        ("committed_model", "titan-embed-text-v2", "no model of that name"),
        ("use_case", "support-chatt", "Did you mean support-chat?"),
        ("use_case", "99", "none of its choices"),
        ("knowledge", "general, documents", "excludes the others"),
        ("languages", "germn", "de (German)"),
        ("languages", "xx", "ISO 639-1"),
        ("user_region", "eu-central-9", "Did you mean eu-central-"),
        ("user_region", "germany-west", "no AWS Region"),
        ("user_region", "Virginia to Ohio", "no AWS Region"),
        ("priorities", "carbon > carbon", "each name stands once"),
        ("priorities", "carbon 0, cost 0", "something has to matter"),
        ("priorities", "carbon 50, cost", "needs its points"),
        ("quality", "not applicable", "cannot be skipped"),
        ("growth_per_year", "n/a", "without a reason"),
    ],
)
def test_refusals_name_the_question_the_reason_and_a_way_out(
    key: str, text: str, part: str
) -> None:
    with pytest.raises(AnswerError) as caught:
        parse(question(key), text)
    assert part in str(caught.value)
    assert caught.value.question == key
    assert caught.value.what
    assert caught.value.why
    assert caught.value.fix.endswith((".", "?"))


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("use_case", "RAG", "document-qa"),
        ("use_case", "Support Chat", "support-chat"),
        ("use_case", "1", "support-chat"),
        ("use_case", "transl", "translation"),
        ("knowledge", "style, own documents", ("own-documents", "house-style")),
        ("languages", "en, de", ("en", "de")),
        ("languages", "German; english, de", ("de", "en")),
        ("languages", "pt-BR and zh_TW", ("pt", "zh")),
        ("languages", "no", ("no",)),
        ("user_region", "EU-WEST-1", "eu-west-1"),
        ("user_region", "Frankfurt", "eu-central-1"),
        ("user_region", "Europe (Stockholm)", "eu-north-1"),
        ("allowed_regions", "Dublin, eu-central-1", ("eu-central-1", "eu-west-1")),
        ("allowed_regions", "none", ()),
        ("allowed_regions", "", ()),
        ("unit_of_work", "[/b] resolved [red", "[/b] resolved [red"),
    ],
)
def test_names_as_people_write_them(key: str, text: str, expected: Value) -> None:
    assert value(key, text) == expected


def test_several_regions_of_one_name_are_listed() -> None:
    with pytest.raises(AnswerError, match=r"us-east-1.*us-east-2"):
        parse(question("user_region"), "US East")


def test_an_order_becomes_rank_order_centroid_weights() -> None:
    found = value("priorities", "carbon > cost > latency > water > effort")
    assert found == {"carbon": 45.7, "cost": 25.7, "latency": 15.7, "water": 9.0, "effort": 4.0}
    part = value("priorities", "carbon, cost")
    assert isinstance(part, dict)
    assert part["water"] == part["latency"] == part["effort"]
    assert sum(part.values()) == pytest.approx(100, abs=0.5)


def test_dont_know_and_not_applicable_can_be_typed() -> None:
    assert parse(question("use_case"), " ? ") == Answer(dont_know=True)
    assert parse(question("use_case"), "Don't know") == Answer(dont_know=True)
    skipped = parse(question("growth_per_year"), "n/a: capped by contract")
    assert skipped == Answer(not_applicable="capped by contract")


def test_free_text_keeps_markup_and_refuses_control_characters() -> None:
    item = question("unit_of_work")
    for text in ("[/b]", "[red", "{x}", "$(rm)", "a\tb", "naïve ☃ 例"):
        assert coerce(item, text).value == text
    with pytest.raises(AnswerError, match="control character"):
        coerce(item, "a\x1b[31mb")
    with pytest.raises(AnswerError, match="at most"):
        coerce(item, "x" * (TEXT_LIMIT + 1))
    with pytest.raises(AnswerError, match="control character"):
        not_applicable(question("growth_per_year"), "\x07")


@pytest.mark.parametrize("raw", [True, None, [], {}, [1], {"a": 1}, object(), math.nan, math.inf])
@pytest.mark.parametrize("key", ["requests_per_day", "use_case", "unit_of_work", "user_region"])
def test_wrong_types_from_files_are_refused(key: str, raw: object) -> None:
    with pytest.raises(AnswerError):
        coerce(question(key), raw)


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


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("Claude Haiku 4.5", "claude-haiku-4-5"),
        ("claude-haiku-4-5", "claude-haiku-4-5"),
        ("haiku 4.5", "claude-haiku-4-5"),
        ("openai/gpt-oss-120b", "gpt-oss-120b"),
        ("amazon.nova-lite-v1:0", "nova-lite"),
        ("none", "none"),
        ("no model", "none"),
    ],
)
def test_a_model_is_known_by_all_its_names(text: str, model: str) -> None:
    assert parse(question("committed_model"), text).value == model


def test_every_model_of_the_catalogue_that_writes_can_be_named() -> None:
    models = [row for row in load_facts().models.values() if "->" not in row.modality]
    item = question("committed_model")
    assert len(models) > 100
    for row in models:
        assert parse(item, row.id).value == row.id
        assert parse(item, row.name).value == row.id


@pytest.mark.parametrize(
    ("raw", "said"),
    [(None, "cannot be empty"), (True, "cannot be true"), ([1], "cannot be [1]")],
)
def test_a_wrong_value_is_named_as_the_file_writes_it(raw: object, said: str) -> None:
    with pytest.raises(AnswerError) as caught:
        coerce(question("requests_per_day"), raw)
    assert said in caught.value.what
    assert "a number" in caught.value.why
