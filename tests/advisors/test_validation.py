"""What people type and what files hold becomes one canonical value, or a clear refusal."""

import math

import pytest

from advisors.errors import AnswerError
from advisors.questions import Answer, Value, question
from advisors.validation import coerce, not_applicable, parse
from advisors.validation_texts import TEXT_LIMIT
from estimators.facts import load_facts
from tests.advisors.parsed import value


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
        ("requests_per_day", "1e308", "cannot be 1e+308:"),
        ("requests_per_day", "2e17", "cannot be 200,000,000,000,000,000:"),
        ("requests_per_day", "40k to 10k", "Swap"),
        ("requests_per_day", "", "empty"),
        ("requests_per_day", "20k (30k to 50k)", "does not hold"),
        ("availability", "0.999", "Did you mean 99.9%?"),
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
