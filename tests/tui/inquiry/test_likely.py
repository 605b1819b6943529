"""Questions told by their likeness to examples, where the words alone do not tell."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.tui.inquiry.wordings import told, wordings
from tui.inquiry import Inquiry
from tui.inquiry.fit import digest, examples, fitted, save
from tui.inquiry.likely import GUIDANCE, likely, load_weights, terms_of

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


def test_the_weights_are_fitted_to_the_examples_as_they_are() -> None:
    assert load_weights().digest == digest(), "run `python -m tui.inquiry.fit`"
    assert {item.kind for item in examples()} == set(load_weights().kinds)


def test_an_example_counts_once_however_many_ways_its_slots_are_filled() -> None:
    found = [item for item in examples() if "<option>" in item.source]
    total = Counter[tuple[str, str, str]]()
    for item in found:
        assert "<" not in item.text
        total[item.file, item.kind, item.source] += item.weight  # type: ignore[assignment]
    assert all(abs(weight - 1.0) < 1e-9 for weight in total.values())


def test_no_question_of_the_fresh_set_is_an_example() -> None:
    known = {item.source.casefold() for item in examples()}
    assert not known & {item.question.casefold() for item in wordings("fresh.txt")}


def test_fitting_tells_kinds_apart_and_is_stored_faithfully(
    base: "KnowledgeBase", tmp_path: Path
) -> None:
    kinds = {"catch", "pareto", GUIDANCE}
    found = [item for item in examples() if item.kind in kinds]
    weights = fitted(found, base.embedder.embed([item.text for item in found]))
    texts = ["any drawbacks to claude", "which designs are on the pareto front"]
    for text, kind in zip(texts, ("catch", "pareto"), strict=True):
        (vector,) = base.embedder.embed([text])
        assert weights.kinds[int(np.argmax(weights.shares(text, vector)))] == kind
    save(weights, tmp_path / "weights.npz")
    with np.load(tmp_path / "weights.npz") as held:
        assert held["of_terms"].shape == weights.of_terms.shape
        assert str(held["digest"]) == digest()


def test_terms_are_words_and_pairs_with_both_ends() -> None:
    assert terms_of("why rag") == ("why", "rag", "^ why", "why rag", "rag $")


def test_one_word_stands_for_any_option_and_for_any_number(
    inquiries: Mapping[str, Inquiry],
) -> None:
    inquiry = inquiries["s"]
    assert inquiry.read("what is the catch with Trainium2?").plain == (
        inquiry.read("what is the catch with the H100?").plain.replace("the trainium", "trainium")
    )
    assert inquiry.read("Qwen or Sonnet?").plain == "claude or llama"
    assert inquiry.read("2,500 invoices").plain == inquiry.read("7 invoices").plain


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("what is the catch with claude", "catch"),
        ("which designs are pareto optimal", "pareto"),
        ("how many gpus do we need", "fleet"),
        ("what did you assume for us", "assumption"),
    ],
)
def test_a_kind_is_found(text: str, kind: str, base: "KnowledgeBase") -> None:
    (found,) = likely([text], base.embedder)
    assert found.kind == kind
    assert found.of_design > 0.5


def _tally(names: Sequence[str], inquiries: Mapping[str, Inquiry]) -> Counter[str]:
    return Counter(
        f"{'beside' if item.beside else 'design'}: {told(item, inquiries)}"
        for name in names
        for item in wordings(name)
    )


def test_most_wordings_written_for_tuning_are_answered_and_none_of_the_others(
    inquiries: Mapping[str, Inquiry],
) -> None:
    found = _tally(("wordings.txt",), inquiries)
    asked = sum(count for key, count in found.items() if key.startswith("design"))
    assert found["design: right"] >= 0.9 * asked
    assert found["design: wrong"] <= 0.05 * asked
    assert found["beside: wrong"] <= 1


def test_questions_set_aside_are_mostly_told_and_mostly_right(
    inquiries: Mapping[str, Inquiry],
) -> None:
    found = _tally(("aside.txt",), inquiries)
    assert found["design: right"] >= 42
    assert found["design: wrong"] <= 12
    assert found["beside: wrong"] <= 4


def test_strange_questions_are_told_as_they_are_meant(inquiries: Mapping[str, Inquiry]) -> None:
    found = _tally(("strange.txt",), inquiries)
    asked = sum(count for key, count in found.items() if key.startswith("design"))
    told = found["design: right"] + found["design: wrong"]
    assert told >= 0.75 * asked
    assert found["design: right"] >= 0.85 * told
    assert found["beside: wrong"] <= 1
