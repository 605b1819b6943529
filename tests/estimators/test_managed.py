"""Managed models: wide labelled ranges that hold what providers disclosed."""

import pytest
from hypothesis import given as vary
from hypothesis import strategies as st

from estimators.disclosures import Disclosure, disclosures
from estimators.errors import EvidenceError
from estimators.facts import load_facts
from estimators.figure import Input
from estimators.managed import (
    managed_call_figures,
    managed_wh_per_call,
    size_from_price,
    size_of,
)

FACTS = load_facts()


def tokens(name: str, value: float) -> Input:
    return Input(name, value, value, value, "tokens", "answer")


def call(model: str, prompt: float = 500.0, answer: float = 250.0) -> Input:
    return managed_wh_per_call(
        FACTS, FACTS.model(model), tokens("input_tokens", prompt), tokens("output_tokens", answer)
    )


@pytest.mark.parametrize("case", disclosures(FACTS), ids=lambda case: case.id)
def test_a_published_disclosure_lies_inside_the_range(case: Disclosure) -> None:
    # Elsworth et al. 2025: 0.24 Wh; Altman 2025: 0.34 Wh; Mistral LCA 2025: 1.14 g per 400 tokens.
    assert case.inside
    assert case.assumptions


def test_the_range_is_wide_and_labelled() -> None:
    found = call("nova-pro")
    assert found.high / found.low > 10
    assert found.origin == "assumption"
    assert found.confidence == "inferred"
    assert "undisclosed" in found.note
    assert found.sources


def test_a_published_size_narrows_the_range() -> None:
    open_weights, closed = call("llama-3.1-70b"), call("nova-pro")
    assert open_weights.high / open_weights.low < closed.high / closed.low
    assert size_of(FACTS, FACTS.model("llama-3.1-70b")).basis == "published"
    assert size_of(FACTS, FACTS.model("nova-pro")).basis == "price"


def test_a_model_with_neither_size_nor_price_is_withheld() -> None:
    with pytest.raises(EvidenceError):
        call("titan-embed-text-v1")


@vary(st.floats(0.05, 80.0), st.floats(1.5, 10.0))
def test_a_higher_price_means_no_smaller_model(price: float, factor: float) -> None:
    assert size_from_price(FACTS, price * factor).value >= size_from_price(FACTS, price).value


@vary(st.floats(0.0, 1e5), st.floats(1.0, 1e4), st.floats(1.1, 5.0))
def test_more_tokens_take_more_energy(prompt: float, answer: float, factor: float) -> None:
    base = call("llama-3.1-8b", prompt, answer).value
    assert call("llama-3.1-8b", prompt, answer * factor).value > base
    assert call("llama-3.1-8b", prompt + 100.0, answer).value > base


def test_joule_per_output_token_by_hand() -> None:
    # Dense 70 B at batch 24 and 1.3 bytes: 0.0083 x 70 + 0.19 x 1.3 x 70 / 24 J.
    figures = managed_call_figures(
        FACTS,
        size_of(FACTS, FACTS.model("llama-2-70b")),
        tokens("input_tokens", 0.0),
        tokens("output_tokens", 1.0),
    )
    active = size_of(FACTS, FACTS.model("llama-2-70b")).active_params_b.value
    by_hand = 0.0083 * active + 0.19 * 1.3 * active / 24
    assert figures["j_per_output_token"].numbers[0] == pytest.approx(by_hand)
