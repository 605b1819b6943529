"""Questions as they are talked, noted in a hurry, or put by people of another first language."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tui.inquiry import Inquiry
from tui.inquiry.fit import Example, examples
from tui.inquiry.likely import GUIDANCE
from tui.inquiry.tried import by_source, table, trials

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


@pytest.mark.parametrize(
    ("example", "question", "intent", "decision"),
    [
        ("s", "which is your most uncertain recommendation?", "sure", None),
        ("m", "what needs to change so that self-hosting wins?", "flip", "hosting"),
        ("c", "would one machine be sufficient?", "how-much", "silicon"),
        ("s", "which models besides Qwen did you look at?", "which", "model"),
        ("c", "what does the silicon decision hang on", "sure", "silicon"),
        ("s", "can we run that ourselves on GPUs?", "why-not", "hosting"),
        ("m", "what can I tell you so that the range gets smaller?", "assumption", None),
        ("s", "what if we drop the EU residency rule", "what-if", None),
    ],
)
def test_a_talked_question_is_read(
    example: str, question: str, intent: str, decision: str, inquiries: Mapping[str, Inquiry]
) -> None:
    part = inquiries[example].ask(question).design
    assert part is not None
    assert (part.intent, part.decision) == (intent, decision)


def test_other_models_are_named_all(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["s"].ask("which models besides Qwen did you look at?")
    assert "In order" in answer.answer


@pytest.mark.parametrize(
    ("example", "question", "changes"),
    [
        ("c", "you assumed 100 labelled examples. what if we have 5000?", "labelled_examples=5000"),
        ("n", "what if we drop the open weights condition", "licences=any-commercial"),
        ("s", "Was, wenn sich der Verkehr verdoppelt?", "requests_per_day=36000"),
    ],
)
def test_what_is_changed_is_what_is_meant(
    example: str, question: str, changes: str, inquiries: Mapping[str, Inquiry]
) -> None:
    part = inquiries[example].ask(question).design
    assert part is not None
    assert part.changes[0].startswith(changes)


def test_a_point_parts_thousands_in_a_german_what_if(inquiries: Mapping[str, Inquiry]) -> None:
    part = inquiries["c"].ask("Was, wenn 320.500 Anfragen pro Tag kommen?").design
    assert part is not None
    assert part.changes == ("requests_per_day=320500",)


def test_per_does_not_make_a_question_italian(inquiries: Mapping[str, Inquiry]) -> None:
    assert "Italian" not in inquiries["n"].ask("cost per invoice").answer


def test_the_guidance_keeps_what_is_unlike_a_question_on_a_design(
    inquiries: Mapping[str, Inquiry],
) -> None:
    assert inquiries["m"].ask("What does AWS say about serverless inference?").design is None


def test_all_of_one_source_is_left_out_together() -> None:
    found = tuple(examples())
    folds: dict[str, set[int]] = {}
    for item, fold in zip(found, by_source(found), strict=True):
        folds.setdefault(item.source, set()).add(fold)
    assert all(len(places) == 1 for places in folds.values())


def test_what_is_left_out_is_tried_and_nothing_else(base: "KnowledgeBase") -> None:
    some = [item for item in examples() if item.kind in {"catch", "pareto", GUIDANCE}]
    found: tuple[Example, ...] = tuple(some[:: max(1, len(some) // 300)])
    vectors = base.embedder.embed([item.text for item in found])
    folds = tuple(0 if at % 3 == 0 else -1 for at in range(len(found)))
    tried = tuple(trials(found, vectors, folds))
    assert len(tried) == folds.count(0)
    right, wrong, told = table(tried)[0.3]
    assert right > 0.3
    assert np.isfinite((wrong, told)).all()
