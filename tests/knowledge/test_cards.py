"""The shipped cards, and what the reader refuses."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.cards import (
    FIGURES,
    LIMITS,
    Card,
    load_cards,
    parse_card,
    split_points,
    split_sentences,
)
from knowledge.errors import CardError
from knowledge.lint import Problem, check_card, lint, main
from knowledge.paths import guidance_dir

GOOD = """---
id: rag-example
title: An example
phase: rag
status: current
checked: read
aws: []
sources:
- {title: A, publisher: B, year: "2025", section: C, url: "https://example.org"}
related: [rag-chunking, rag-reranker]
questions: [one?, two?, three?, four?, five?, six?]
---
The claim comes first. It has two sentences.

## Figures
- Up to 25% less than a comparable instance (AWS, 2025).

## When it does not hold
Not always.

## What to do on AWS
- Measure.
"""


@pytest.fixture(scope="module")
def cards() -> tuple[Card, ...]:
    return load_cards(guidance_dir())


def test_every_topic_has_its_card(cards: tuple[Card, ...]) -> None:
    assert len(cards) == 238
    assert all(len(card.questions) >= 6 for card in cards)


def test_shipped_cards_are_clean() -> None:
    assert lint([guidance_dir()]) == []


def test_every_card_can_be_quoted(cards: tuple[Card, ...]) -> None:
    for card in cards:
        pieces = [*split_sentences(card.lead), *card.points(FIGURES), *card.points(LIMITS)]
        assert pieces
        assert all(piece in card.body for piece in pieces), card.id


def test_sections_points_and_sentences() -> None:
    card = parse_card(GOOD, "x.md")
    assert card.lead == "The claim comes first. It has two sentences."
    assert card.points(FIGURES) == ("Up to 25% less than a comparable instance (AWS, 2025).",)
    assert split_sentences("See e.g. Table 2. Then 3.5 kWh. Done") == (
        "See e.g. Table 2.",
        "Then 3.5 kWh.",
        "Done",
    )
    assert split_points("- a\n- b\n\nfree text") == ("a", "b", "free text")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("---\nid", "id", "front matter"),
        ("title: An example\n", "", "lacks title"),
        ("status: current", "status: maybe", "status"),
        ("checked: read", "checked: guessed", "checked"),
        ("phase: rag", "phase: ragged", "phase"),
        ("id: rag-example", "id: [", "YAML"),
        ("questions: [one?,", "questions: [{a: b},", "questions"),
        ("{title: A, publisher", "{publisher", "source"),
    ],
)
def test_broken_cards_are_refused_by_name(old: str, new: str, said: str) -> None:
    with pytest.raises(CardError, match=said) as caught:
        parse_card(GOOD.replace(old, new, 1), "broken.md")
    assert "broken.md" in str(caught.value)
    assert caught.value.fix


def _rules(card: Card) -> set[str]:
    return {problem.rule for problem in check_card(card, {"rag-chunking", "rag-reranker"})}


def test_linter_finds_each_fault() -> None:
    filler = " ".join(["word"] * 80)
    good = replace(parse_card(GOOD, "x.md"), body=parse_card(GOOD, "x.md").body + f"\n- {filler}")
    assert _rules(good) == set()
    source = replace(good.sources[0], url="http://example.org")
    faults = {
        "id": replace(good, id="Bad Id"),
        "questions": replace(good, questions=good.questions[:3]),
        "related": replace(good, related=("no-such-card", "rag-chunking")),
        "superseded": replace(good, status="superseded"),
        "checked": replace(good, checked="recalled"),
        "length": replace(good, body="Short."),
        "lead": replace(good, body=good.body.split("\n\n", 1)[1]),
        "section": replace(good, body=good.body.replace("## Figures", "## Numbers")),
        "comparator": replace(good, body=good.body.replace("It has two", "Save 40% energy! Two")),
        "link": replace(good, sources=(source,)),
    }
    for rule, card in faults.items():
        assert rule in _rules(card), rule


def test_linter_finds_twins_wrong_places_and_broken_files(tmp_path: Path) -> None:
    folder = tmp_path / "rag"
    folder.mkdir()
    (folder / "rag-example.md").write_text(GOOD)
    (folder / "rag-other.md").write_text(GOOD.replace("id: rag-example", "id: rag-other"))
    (folder / "rag-none.md").write_text("nothing")
    rules = {(problem.card, problem.rule) for problem in lint([tmp_path])}
    assert {("rag-other", "twin"), ("rag-none", "schema")} <= rules
    moved = tmp_path / "moved" / "else.md"
    moved.parent.mkdir()
    moved.write_text(GOOD)
    assert {"id", "phase"} <= {problem.rule for problem in lint([moved])}
    assert main([str(tmp_path)]) == 1
    assert str(Problem("a", "b", "c")) == "a: b: c"
