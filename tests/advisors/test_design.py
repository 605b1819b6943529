"""The design file: what goes in comes out, and what is wrong with one is said clearly."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisors.design import Design, Override, digest, dump_design, load_design, parse_design
from advisors.design_changes import changed
from advisors.errors import (
    AdvisorError,
    DesignError,
    DesignSyntaxError,
)
from advisors.examples import examples
from advisors.migrations import MIGRATIONS, SCHEMA, migrate
from advisors.questions import QUESTIONS, Answer, Question
from advisors.validation import parse

FULL = replace(
    examples()["insurer-support-chat"],
    overrides=(
        Override("regions.eu-central-1.pue", 1.2, "1", "Contract annex 3", 1.15, 1.3, "2026"),
        Override("instances.trn2.48xlarge.on_demand_usd_per_hour", 20.0, "USD/h", "Our offer"),
    ),
    position="residency",
)


@pytest.mark.parametrize("design", [*examples().values(), FULL, Design()])
def test_a_design_survives_the_file(design: Design) -> None:
    assert parse_design(dump_design(design)) == design


@given(st.text(max_size=60), st.text(min_size=1, max_size=60))
def test_any_printable_text_survives_the_file(name: str, work: str) -> None:
    name, work = (
        "".join(char for char in text if char.isprintable()).strip() for text in (name, work)
    )
    design = Design(name=name or "Untitled", answers={"unit_of_work": Answer(work)} if work else {})
    assert parse_design(dump_design(design)) == design


def test_markup_like_text_is_kept_verbatim() -> None:
    design = Design(name="[/b] & [red", answers={"unit_of_work": Answer("[/b]", note="[@click]")})
    assert parse_design(dump_design(design)) == design


def test_an_override_splits_into_table_row_and_column() -> None:
    assert FULL.overrides[1].path == ("instances", "trn2.48xlarge", "on_demand_usd_per_hour")


def test_norwegian_is_a_language_and_not_false() -> None:
    design = parse_design("answers:\n  languages: [no, en]\n")
    assert design.answers["languages"].value == ("no", "en")
    assert parse_design(dump_design(design)) == design


def test_texts_in_a_file_are_read_like_typed_ones() -> None:
    design = parse_design(
        "answers:\n  requests_per_day: 2k\n  availability: 99.9%\n  user_region: Dublin\n"
        "  priorities: [carbon, cost]\n  ttft_ms: 1e3\n"
    )
    assert design.answers["requests_per_day"].value == 2000
    assert design.answers["availability"].value == 99.9
    assert design.answers["user_region"].value == "eu-west-1"
    assert design.answers["ttft_ms"].value == 1000


def test_the_order_of_answering_does_not_change_file_or_digest() -> None:
    keys = list(FULL.answers)
    random.Random(7).shuffle(keys)  # noqa: S311 (a test order, no secret)
    other = replace(FULL, answers={key: FULL.answers[key] for key in keys})
    assert dump_design(other) == dump_design(FULL)
    assert digest(other) == digest(FULL)


def test_the_digest_is_about_answers_and_overrides_alone() -> None:
    base = digest(FULL)
    assert digest(replace(FULL, name="Other", position="")) == base
    assert digest(replace(FULL, overrides=FULL.overrides[::-1])) == base
    assert digest(replace(FULL, overrides=FULL.overrides[:1])) != base
    assert digest(FULL.answered("requests_per_day", Answer(1.0))) != base
    assert digest(FULL.answered("residency", Answer(dont_know=True))) != base


def test_an_answer_that_does_not_apply_does_not_change_the_digest() -> None:
    design = Design(answers={"use_case": Answer("translation")})
    extra = design.answered("steps_per_request", Answer(12.0))
    assert digest(extra) == digest(design)
    assert parse_design(dump_design(extra)) == extra


@pytest.mark.parametrize("item", QUESTIONS, ids=lambda item: item.id)
def test_not_known_reads_the_same_in_a_file_and_at_a_prompt(item: Question) -> None:
    for text in (f"answers: {{{item.id}: '?'}}", f"answers: {{{item.id}: {{value: '?'}}}}"):
        assert parse_design(text).answers == {item.id: parse(item, "?")}
    assert parse(item, "?") == Answer(dont_know=True)


def test_a_file_cut_off_at_any_byte_is_refused_with_its_line(tmp_path: Path) -> None:
    whole = dump_design(replace(FULL, name="Grüße ☃")).encode()
    path = tmp_path / "a.design.yaml"
    for length in range(len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises(DesignError) as caught:
            load_design(path)
        if isinstance(caught.value, DesignSyntaxError):
            assert 1 <= caught.value.line <= whole.count(b"\n")
    path.write_bytes(whole[:-1])
    assert load_design(path).answers == FULL.answers


def test_a_file_without_schema_is_migrated_from_the_oldest() -> None:
    data = {"name": "Old", "answers": {"use_case": "agent"}}
    assert migrate(data) == {"schema": SCHEMA, **data}
    assert "schema" not in data
    assert parse_design("name: Old\nanswers: {use_case: agent}").schema_version == SCHEMA


def test_migrations_lead_from_every_schema_to_the_newest() -> None:
    assert len(MIGRATIONS) == SCHEMA
    for version in range(SCHEMA + 1):
        assert migrate({"schema": version, "name": "x"})["schema"] == SCHEMA


def test_a_what_if_reads_like_typed_answers() -> None:
    design = changed(FULL, ["requests_per_day=50k", "peak_factor=?", "quality="])
    assert design.answers["requests_per_day"] == Answer(50_000.0)
    assert design.answers["peak_factor"].dont_know
    assert "quality" not in design.answers
    assert FULL.answers["quality"].value == "expert"
    assert changed(FULL, []) == FULL


@pytest.mark.parametrize("change", ["request_per_day=5", "requests_per_day", "peak_factor=low"])
def test_an_impossible_what_if_is_refused(change: str) -> None:
    with pytest.raises(AdvisorError) as caught:
        changed(FULL, [change])
    assert caught.value.fix


@pytest.mark.parametrize(
    "edited",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: f"{text.rstrip()}  \n \n",
        lambda text: f"{text}# looked over in May\n",
        lambda text: text.rstrip("\n"),
        lambda text: "\ufeff" + text.replace("\n", "\r\n"),
    ],
    ids=["CRLF", "blanks", "remark", "no last line end", "BOM and CRLF"],
)
def test_what_an_editor_does_to_a_file_does_not_cut_it_off(
    tmp_path: Path, edited: Callable[[str], str]
) -> None:
    design = parse_design("name: A\nanswers: {use_case: agent, unit_of_work: 'a task'}")
    path = tmp_path / "a.design.yaml"
    path.write_bytes(edited(dump_design(design)).encode())
    assert load_design(path).answers == design.answers


def test_a_remark_does_not_hide_that_a_file_was_cut_off(tmp_path: Path) -> None:
    text = dump_design(parse_design("answers: {use_case: agent}"))
    path = tmp_path / "a.design.yaml"
    path.write_text(text.replace("\n...", "") + "# ...\n", encoding="utf-8")
    with pytest.raises(DesignSyntaxError, match="cut off"):
        load_design(path)
