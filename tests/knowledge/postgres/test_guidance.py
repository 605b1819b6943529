"""The guidance over PostgreSQL answers as the local base does."""

import json
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.errors import SharedBaseError
from knowledge.postgres import Refresh, SharedBase, SharedBaseSettings
from tests.knowledge.postgres.conftest import run

DATA = Path(__file__).parents[1] / "data"


def questions(name: str, step: int) -> list[str]:
    """Every `step`-th question of a set."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines][::step]


def test_the_same_cards_in_the_same_order(filled: SharedBase, base: KnowledgeBase) -> None:
    for question in questions("heldout.jsonl", 6) + questions("unanswerable.jsonl", 12):
        here, there = base.search(question, 5), filled.search(question, 5)
        assert [hit.card.id for hit in there] == [hit.card.id for hit in here]
        scores = [hit.score for hit in there]
        assert scores == pytest.approx([hit.score for hit in here], abs=1e-3)


def test_the_same_answers_and_the_same_silence(filled: SharedBase, base: KnowledgeBase) -> None:
    asked = questions("heldout.jsonl", 25) + questions("unanswerable.jsonl", 30)
    answers = [(base.ask(question), filled.ask(question)) for question in asked]
    assert [here.answer for here, _ in answers] == [there.answer for _, there in answers]
    assert any(there.abstained for _, there in answers)
    assert all(
        there.confidence == pytest.approx(here.confidence, abs=1e-3) for here, there in answers
    )


def test_a_second_refresh_writes_nothing(shared: SharedBase, base: KnowledgeBase) -> None:
    assert shared.refresh() == Refresh(base.index.vectors.shape[0], 0)
    assert shared.refresh() == Refresh(0, 0)


def test_only_differences_are_written(
    shared: SharedBase, settings: SharedBaseSettings, base: KnowledgeBase
) -> None:
    shared.refresh()
    run(
        Path(settings.host),
        settings.database,
        "DELETE FROM data_wattbrief_guidance WHERE id = 1",
        "UPDATE data_wattbrief_guidance SET node_id = 'stale' WHERE id = 2",
    )
    with pytest.raises(SharedBaseError, match="other guidance"):
        SharedBase.open(settings, base).search("anything")
    assert shared.refresh() == Refresh(2, 1)
    with SharedBase.open(settings, base) as again:
        assert again.search("Which Region has the cleanest grid?")


def test_guidance_that_changes_under_an_open_base_is_noticed(
    shared: SharedBase, settings: SharedBaseSettings
) -> None:
    shared.refresh()
    assert shared.search("How do I batch requests?")
    run(
        Path(settings.host),
        settings.database,
        "DELETE FROM data_wattbrief_guidance WHERE id = 1",
    )
    with pytest.raises(SharedBaseError, match="other guidance"):
        shared.search("How do I batch requests?")
