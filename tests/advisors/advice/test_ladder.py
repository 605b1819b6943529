"""The customization ladder: what tuning takes out of a prompt, and what is tried before it."""

import pytest

from advisors.advice import desk_of
from advisors.base import base_of
from advisors.customization_choice import advise_customization
from advisors.options import Decision
from advisors.questions import Value
from advisors.rungs import LABELS, OFTEN, Rung, prompt_tokens, try_first
from advisors.workload import workload_from
from tests.advisors.advice.made import facts, made

OWN: dict[str, Value] = {
    "labelled_examples": 5000.0,
    "knowledge": ("own-documents", "house-style"),
    "corpus_refresh_per_year": 0.0,
    "input_tokens": 2600.0,
    "hosting": "self-hosted",
}


def ladder(**answers: Value) -> Decision:
    """The decision on such a design."""
    return advise_customization(desk_of(made(**{**OWN, **answers}), facts()))


def prompts(**answers: Value) -> dict[Rung, float]:
    """Prompt of one call by rung."""
    w = workload_from(made(**{**OWN, **answers}), facts())
    return {rung: prompt_tokens(w, rung, base_of(facts())) for rung in Rung}


@pytest.mark.parametrize("same", [0.0, 5.0, 35.0, 60.0, 99.0])
def test_tuning_takes_no_more_than_what_is_the_same_in_every_call(same: float) -> None:
    """Instructions and examples are learnt; what a user writes is not."""
    found = prompts(shared_prefix_share=same)
    assert found[Rung.RAG] - found[Rung.PEFT_RAG] <= same / 100 * 2600 + 1e-6
    style = prompts(shared_prefix_share=same, knowledge=("house-style",))
    assert style[Rung.PROMPT] - style[Rung.PEFT] <= same / 100 * 2600 + 1e-6


def test_without_retrieval_the_own_text_still_stays() -> None:
    """A third is fixed, a fifth is the user's: the passages are what is left between."""
    found = prompts(shared_prefix_share=35.0)
    assert found[Rung.PEFT] >= 0.2 * 2600
    assert found[Rung.PEFT] == pytest.approx(2600 - 800 - (0.8 - 0.35) * 2600)


def test_documents_that_change_more_than_quarterly_are_not_trained_in() -> None:
    """An insurer with six refreshes a year: each trained version would be stale for weeks."""
    often = ladder(corpus_refresh_per_year=6.0, requests_per_day=2e6)
    assert "peft" not in {item.id for item in often.options}
    fallen = next(item for item in often.exclusions if item.id == "peft")
    assert fallen.rule == "knowledge-changes"
    assert "6 times a year" in fallen.reason
    seldom = ladder(corpus_refresh_per_year=OFTEN, requests_per_day=2e6)
    assert "peft" in {item.id for item in seldom.options}


def test_where_tuning_alone_wins_for_documents_the_guidance_is_not_hidden() -> None:
    found = ladder(requests_per_day=3e6)
    assert found.options[0].id == "peft"
    note = found.options[0].notes[0]
    assert "retrieval first" in note
    assert "3,000,000 requests a day" in note
    assert "rag-avoid-training" in found.options[0].cards
    others = [text for item in found.options[1:] for text in item.notes]
    assert not any("Volume is why" in text for text in others)


def test_where_retrieval_wins_nothing_is_excused() -> None:
    found = ladder(requests_per_day=200.0)
    assert found.options[0].id == "rag"
    assert not any("Volume is why" in text for item in found.options for text in item.notes)


@pytest.mark.parametrize(("sensitivity", "named"), [("personal", True), ("internal", False)])
def test_personal_data_in_weights_is_named_as_a_risk(sensitivity: str, named: bool) -> None:
    found = ladder(sensitivity=sensitivity)
    tuned = [item for item in found.options if item.id.startswith("peft")]
    assert tuned
    for item in tuned:
        assert any("cannot be withdrawn from the weights" in note for note in item.notes) is named


@pytest.mark.parametrize("more", [{}, {"labelled_examples": 0.0}, {"knowledge": ("house-style",)}])
def test_every_rung_above_a_prompt_says_what_is_tried_before(more: dict[str, Value]) -> None:
    """Whether it is ranked or fell out; a prompt is where the ladder begins."""
    found = ladder(**more)
    said = {item.id: " ".join(item.notes) for item in found.options}
    said |= {item.id: item.unlock for item in found.exclusions}
    assert set(said) == {rung.value for rung in Rung}
    for rung in LABELS:
        assert ("Try first: " in said[rung.value]) is (rung is not Rung.PROMPT), rung
    assert not try_first(Rung.PROMPT)
