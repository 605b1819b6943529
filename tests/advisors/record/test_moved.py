"""What moves the answer, in the record: complete, readable, the same bytes again."""

import json
from functools import lru_cache

import pytest

from advisors.advice import advise
from advisors.examples import examples
from advisors.questions import Answer
from advisors.record import Record, build_record, parse_record, render_json, render_markdown
from advisors.record.digest import text_digest
from advisors.record.render_moved import verdict
from advisors.sensitivity import Sensitivity, sensitivity
from tests.advisors.record.made import DATE, facts

NAMES = sorted(examples())


@lru_cache(maxsize=8)
def made(name: str) -> tuple[Record, Sensitivity]:
    """The record of an example with its sensitivity."""
    design = examples()[name]
    advice = advise(design, facts())
    moved = sensitivity(design, facts(), advice)
    return build_record(design, advice, facts(), date=DATE, moved=moved), moved


@pytest.mark.parametrize("name", NAMES)
def test_parse_and_render_give_the_same_bytes(name: str) -> None:
    record, _ = made(name)
    again = parse_record(render_json(record))
    assert render_json(again) == render_json(record)
    assert render_markdown(again) == render_markdown(record)
    assert again.schema_version == 3


@pytest.mark.parametrize("name", NAMES)
def test_the_sections_say_what_the_sensitivity_found(name: str) -> None:
    record, moved = made(name)
    text = " ".join(render_markdown(record).split())
    assert "## What Moves the Answer" in text
    assert "## What Would Change the Recommendation" in text
    for tornado in moved.tornadoes:
        assert f"| {tornado.movers[0].label} " in text
    for rival in moved.rivals:
        assert f"wins {rival.wins:.0%} of the draws" in text
    assert record.moved is not None
    assert " ".join(verdict(record.moved).split()) in text
    assert ("no clear winner" in verdict(record.moved).casefold()) is not moved.clear
    assert len(record.moved.flips) == min(12, len(moved.flips))


@pytest.mark.parametrize("name", NAMES)
def test_lines_of_prose_stay_within_80_columns(name: str) -> None:
    markdown = render_markdown(made(name)[0])
    part = markdown[markdown.index("## What Moves") : markdown.index("## Sensitivity")]
    assert [line for line in part.split("\n") if len(line) > 80 and not line.startswith("|")] == []


def test_assumptions_follow_their_real_influence() -> None:
    design = examples()["insurer-support-chat"]
    for key in ("requests_per_day", "growth_per_year", "input_tokens", "output_tokens"):
        design = design.answered(key, Answer(dont_know=True))
    advice = advise(design, facts())
    moved = sensitivity(design, facts(), advice)
    record = build_record(design, advice, facts(), date=DATE, moved=moved)
    asked = [item.name for item in record.assumptions if item.how != "assumed by the estimators"]
    assert asked == [item.question for item in moved.influences]
    assert "Yearly market-based carbon moves from" in " ".join(render_markdown(record).split())


def test_a_record_of_the_first_schema_keeps_its_bytes_and_its_digest() -> None:
    design = examples()[NAMES[0]]
    plain = build_record(design, advise(design, facts()), facts(), date=DATE)
    first = plain.model_copy(update={"schema_version": 1, "contradictions": None, "budgets": None})
    text = render_json(first)
    assert '"moved"' not in text
    again = parse_record(text)
    assert render_json(again) == text
    assert text_digest(again) == text_digest(first)
    assert "What Moves the Answer" not in render_markdown(again)


def test_a_design_ahead_in_all_draws_is_told_why_it_is_no_clear_winner() -> None:
    """'No clear winner: the best of all in 100% of the draws' contradicts itself."""
    found = made(NAMES[0])[0].moved
    assert found is not None
    rivals = tuple(item.model_copy(update={"clear": False}) for item in found.rivals)
    doubted = found.model_copy(update={"first_of_all": 1.0, "clear": False, "rivals": rivals})
    said = verdict(doubted)
    assert not said.startswith("No clear winner")
    assert said.endswith(f"yet {rivals[0].label} is too near: no clear winner.")
    open_yet = found.model_copy(update={"first_of_all": 0.4, "clear": False, "rivals": rivals})
    assert verdict(open_yet).startswith("No clear winner: the recommended design is the best")


def test_the_twin_holds_plain_numbers() -> None:
    data = json.loads(render_json(made(NAMES[0])[0]))["moved"]
    mover = data["tornadoes"][0]["movers"][0]
    assert 0.0 < mover["share"] <= 1.0
    assert mover["low"] < mover["value"] < mover["high"]
    assert {"value", "factor", "likely", "key", "words"} <= set(data["flips"][0])
