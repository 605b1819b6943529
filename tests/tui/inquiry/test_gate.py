"""Whether a question is about the design: weighed, and its threshold validated."""

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from tests.tui.inquiry.conftest import EXAMPLES
from tui.inquiry import Inquiry
from tui.inquiry.fit import digest, examples
from tui.inquiry.fit_gate import (
    FOLDS,
    TYPED,
    WRONG,
    Row,
    Tried,
    fold_of,
    least_of,
    logistic,
    voices_of,
)
from tui.inquiry.gate import FILE, NAMES, features, load_gate, numbers_in
from tui.inquiry.likely import Likely
from tui.inquiry.nearest import load_nearest, nearest_of, save_nearest


def test_the_gate_is_fitted_to_the_examples_as_they_are() -> None:
    assert json.loads(FILE.read_text())["digest"] == digest(), "run `python -m tui.inquiry.fit`"
    assert set(load_gate().weights) == set(NAMES)


def test_a_voice_is_left_out_as_a_whole() -> None:
    found = tuple(examples())
    voices = voices_of(found)
    assert len(voices) >= 5
    for voice in voices:
        folds = {fold_of(item, voices) for item in found if item.file == voice}
        assert len(folds) == 1
        assert folds < set(range(FOLDS))


def test_every_example_design_lends_its_options(inquiries: Mapping[str, Inquiry]) -> None:
    for letter, inquiry in inquiries.items():
        pairs = TYPED[EXAMPLES[letter]]
        named = [inquiry.read(f"why not {one}?").named for pair in pairs for one in pair]
        assert sum(bool(item) for item in named) >= 0.8 * len(named)


def test_figures_of_the_design_are_known_however_they_are_written() -> None:
    assert numbers_in("5.2 MWh") >= {"5.2", "5200"}
    assert numbers_in("14,853 hours") == {"14853"}
    assert numbers_in("7 of 10") == frozenset()


def test_a_figure_of_the_design_speaks_for_it(inquiries: Mapping[str, Inquiry]) -> None:
    like = Likely("explain", 0.3, 0.5)
    at = NAMES.index("own_number")
    for text, told in (("how do you get to 5,200 kWh?", 1.0), ("is 5,317 kWh a lot?", 0.0)):
        question, reading, beside = inquiries["c"].seen(text, foreign=False)
        assert features(reading, like, question, beside, told=False)[at] == told


def test_logistic_weights_tell_two_classes_apart() -> None:
    random = np.random.default_rng(0)
    truth = np.arange(400) % 4 == 0
    seen = np.column_stack((np.ones(400), truth + random.normal(0.0, 0.4, 400)))
    beta = logistic(seen, truth)
    assert beta[1] > 1.0
    assert (((seen @ beta) > 0) == truth).mean() > 0.8


def test_the_least_share_lets_as_few_pass_as_it_is_to(inquiries: Mapping[str, Inquiry]) -> None:
    question, reading, beside = inquiries["c"].seen("why is it so?", foreign=False)
    row = Row("guidance", 0, question, reading, beside, inquiries["c"])
    like = Likely("why", 0.1, 0.9)
    trials = [Tried(row, like, False, np.zeros(1))] * 200
    shares = np.linspace(0.0, 1.0, 200)
    least = least_of(trials, shares)
    assert (shares >= least).sum() == int(WRONG * 200)


def test_near_examples_survive_storing(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    vectors = random.normal(size=(200, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    kinds = ["why" if at % 2 else "guidance" for at in range(200)]
    found = nearest_of(kinds, vectors)
    save_nearest(found, tmp_path / "nearest.npz")
    stored = load_nearest(tmp_path / "nearest.npz")
    ours, others, _ = stored.near(vectors[1])
    assert ours == pytest.approx(1.0, abs=1e-3)
    assert others < ours
    assert stored.near(vectors[1]) == pytest.approx(found.near(vectors[1]), abs=0.01)


def test_the_shipped_examples_are_of_both_sorts_and_fit_their_basis() -> None:
    nearest = load_nearest()
    assert nearest.of_design.any()
    assert not nearest.of_design.all()
    assert nearest.rows.shape == (len(nearest.of_design), nearest.basis.shape[1])
