"""How likely each first word is: what a question wants, the wording, the vote, the fitting."""

import json
from pathlib import Path

import numpy as np
import pytest

from knowledge.base import KnowledgeBase
from knowledge.polarity import (
    CLASSES,
    FEATURES,
    WORD_FILE,
    Stance,
    chances,
    features,
    load_word_model,
    stance_of,
)
from knowledge.verdicts import wants_verdict

WORDS = Path(__file__).parent / "data" / "words"


@pytest.mark.parametrize(
    ("question", "stance"),
    [
        ("Is a cache free?", Stance(False, False, False, False)),
        ("The host runs all night. Replace it?", Stance(True, True, False, False)),
        ("The host runs all night. Should we switch it off?", Stance(True, True, False, False)),
        ("The host runs all night. Keep it?", Stance(True, False, True, False)),
        ("The host runs all night, fine?", Stance(True, False, True, False)),
        ("The host runs all night. Does it draw power?", Stance(True, False, False, False)),
        ("It saves power, right?", Stance(True, False, True, True)),
    ],
)
def test_what_a_question_wants_from_the_scene_it_sets(question: str, stance: Stance) -> None:
    assert stance_of(question) == stance


def test_the_vote_moves_the_word_and_the_wording_does_too() -> None:
    model = load_word_model()
    split = [("Is a cache free?", "yes", 0.7), ("Is a cache dear?", "no", 0.7)]
    lean = [("Is a cache free?", "yes", 0.7), ("Is a cache dear?", "no", 0.5)]
    even = chances("Is a cache cheap?", split, model)
    assert sum(even.values()) == pytest.approx(1.0)
    assert chances("Is a cache cheap?", lean, model)["yes"] > even["yes"]
    assert chances("Is every cache always cheap, right?", split, model)["no"] > even["no"]


def test_a_judged_question_that_turns_hardly_votes() -> None:
    model = load_word_model()
    straight = [("Is A faster than B?", "yes", 0.9), ("Is C on?", "no", 0.7)]
    turns = [("Is A slower than B?", "yes", 0.9), ("Is C on?", "no", 0.7)]
    asked = "Is A faster than B?"
    assert features(asked, turns, model)["vote_yes"] < features(asked, straight, model)["vote_yes"]


def test_the_stored_weights_are_fitted_and_whole() -> None:
    model = load_word_model()
    assert tuple(model.weights) == FEATURES
    assert 0.5 < model.threshold < 1
    tuned = json.loads(WORD_FILE.read_text(encoding="utf-8"))["tuned"]
    level = str(model.threshold)
    held_out = {name: rows[level] for name, rows in tuned["validated"].items()}
    assert len(held_out) == 6
    assert all(row["right"] >= 0.95 for row in held_out.values())
    assert all(row["said"] >= 0.12 for row in held_out.values())


@pytest.mark.parametrize("name", ["forms.jsonl", "earlier.jsonl"])
def test_questions_that_the_weights_are_fitted_on(base: KnowledgeBase, name: str) -> None:
    ids = {card.id for card in base.cards}
    lines = (WORDS / name).read_text(encoding="utf-8").splitlines()
    asked = [json.loads(line) for line in lines]
    assert len({item["id"] for item in asked}) == len({i["question"] for i in asked}) == len(asked)
    for item in asked:
        assert set(item["topics"]) <= ids
        assert item["word"]
        assert set(item["word"]) <= set(CLASSES)
    assert np.mean([wants_verdict(item["question"]) for item in asked]) > 0.9
