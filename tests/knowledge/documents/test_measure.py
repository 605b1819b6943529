"""Metrics on own documents: the halves and their fusion, quotes and silence, by file name."""

import json
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.documents import Library, Searcher
from knowledge.documents.measure import evaluate_documents
from knowledge.errors import QuestionSetError

TEXTS = {
    "cooling.md": "# Cooling\n\nThe Quixbury hall is cooled with river water of 14 degrees.",
    "power.md": "# Power\n\nThe Quixbury hall has 42 racks of 12 kW each behind two breakers.",
    "people/leave.md": "# Leave\n\nWho is ill tells the shift leader before six in the morning.",
    "people/copy.md": "# Leave\n\nWho is ill tells the shift leader before six in the morning.",
}
QUESTIONS: tuple[tuple[str, list[str], str], ...] = (
    ("What temperature has the water that cools Quixbury?", ["cooling.md"], "fact"),
    ("How many racks are in the Quixbury hall?", ["power.md"], "fact"),
    ("I am ill, whom do I tell and when?", ["people/leave.md"], "rule"),
    ("Who won the chess tournament?", [], "none"),
)


@pytest.fixture
def searcher(base: KnowledgeBase, tmp_path: Path) -> Searcher:
    for name, text in TEXTS.items():
        file = tmp_path / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    library = Library("test", tmp_path / "store")
    library.add([tmp_path / "docs"], base.embedder)
    return Searcher(library)


def written(folder: Path, questions: tuple[tuple[str, list[str], str], ...]) -> Path:
    file = folder / "questions.jsonl"
    lines = (json.dumps({"question": q, "topics": t, "kind": k}) for q, t, k in questions)
    file.write_text("\n".join(lines))
    return file


def test_every_half_is_measured_and_silence_too(
    base: KnowledgeBase, searcher: Searcher, tmp_path: Path
) -> None:
    seen: list[tuple[int, int]] = []
    report = evaluate_documents(
        written(tmp_path, QUESTIONS), searcher, base, lambda *step: seen.append(step)
    )
    assert seen[-1] == (4, 4)
    assert set(report.halves) == {"hybrid", "bm25", "dense"}
    assert report.halves["hybrid"]["hit_at_1"] == 1.0
    assert report.overall["rightly_quoted"] == 1.0
    assert report.overall["abstention_recall"] == 1.0
    assert report.overall["wrongly_refused"] == 0.0
    assert report.by_kind["none"]["hit_at_5"] is None
    assert report.by_kind["fact"]["questions"] == 2.0


def test_a_file_with_the_content_of_another_counts_as_found(
    base: KnowledgeBase, searcher: Searcher, tmp_path: Path
) -> None:
    for name in ("copy.md", "leave.md"):
        asked = written(tmp_path, (("I am ill, whom do I tell and when?", [name], "rule"),))
        report = evaluate_documents(asked, searcher, base)
        assert report.overall["mrr_at_10"] == 1.0


def test_a_file_that_is_not_there_is_named(
    base: KnowledgeBase, searcher: Searcher, tmp_path: Path
) -> None:
    asked = written(tmp_path, (("Who?", ["nowhere.md"], "fact"),))
    with pytest.raises(QuestionSetError, match=r"nowhere\.md"):
        evaluate_documents(asked, searcher, base)
    wrong = written(tmp_path, (("Who?", ["ooling.md"], "fact"),))
    with pytest.raises(QuestionSetError, match=r"ooling\.md"):
        evaluate_documents(wrong, searcher, base)
