"""Compute of encoders: the embedding table is looked up, the rest is multiplied."""

from dataclasses import replace

import pytest

from estimators.encoder import encoder_flop, flop_of
from estimators.errors import EvidenceError
from estimators.facts import load_facts

FACTS = load_facts()


@pytest.mark.parametrize(
    ("name", "millions"),
    [
        ("multilingual-e5-small", 12 * 12 * 384**2 / 1e6),
        ("multilingual-e5-base", 12 * 12 * 768**2 / 1e6),
        ("distilbert-base", 6 * 12 * 768**2 / 1e6),
    ],
)
def test_what_is_multiplied_are_the_layers(name: str, millions: float) -> None:
    """Twelve hidden squares a layer, four of attention and eight of a feed-forward part.

    An independent count from the shapes: what is left beside it are positions, norms and biases.
    """
    _, multiplied = flop_of(FACTS.models[name], 400.0)
    assert multiplied == pytest.approx(millions, rel=0.05)


def test_the_table_of_a_hundred_languages_is_no_compute() -> None:
    """Multilingual E5 small: 96 of 118 million parameters are looked up."""
    row = FACTS.models["multilingual-e5-small"]
    flop, multiplied = flop_of(row, 400.0)
    assert multiplied == pytest.approx(118 - 250_037 * 384 / 1e6)
    everything = 2 * 118e6 * 400
    assert everything / 5 < flop < everything / 4
    assert row.params_total_b == 0.118  # all of it is in memory


def test_attention_grows_with_the_square_and_a_window_ends_that() -> None:
    shape = {"params": 1e8, "vocabulary": 0.0, "hidden": 768.0, "layers": 22.0, "window": 128.0}
    seen = {
        (layers, n): encoder_flop(**shape, windowed_layers=layers, tokens=n) - 2e8 * n
        for layers in (0.0, 14.0)
        for n in (100.0, 8000.0)
    }
    assert seen[0.0, 8000.0] == pytest.approx(80**2 * seen[0.0, 100.0])
    assert seen[14.0, 100.0] == pytest.approx(seen[0.0, 100.0])
    assert seen[14.0, 8000.0] == pytest.approx(seen[0.0, 8000.0] * (8 + 14 * 128 / 8000) / 22)


def test_windows_come_from_the_facts() -> None:
    row = FACTS.models["modernbert-base"]
    everywhere = replace(row, full_attention_layers=None, sliding_window_tokens=None)
    assert flop_of(row, 8000.0)[0] < 0.7 * flop_of(everywhere, 8000.0)[0]


def test_a_text_beyond_the_context_is_read_in_parts() -> None:
    row = FACTS.models["multilingual-e5-small"]
    assert flop_of(row, 5120.0)[0] == pytest.approx(10 * flop_of(row, 512.0)[0])


def test_a_model_without_a_size_has_no_compute() -> None:
    with pytest.raises(EvidenceError, match="no parameter count"):
        flop_of(replace(FACTS.models["bge-m3"], params_total_b=None), 100.0)
