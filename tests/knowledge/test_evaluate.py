"""A file of questions: what is no set is refused by its line, what is one becomes a report."""

from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.errors import QuestionSetError
from knowledge.evaluate import evaluate, read_questions


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "no question"),
        ("{\n", "line 1"),
        ('{"topics": []}', "line 1"),
        ('{"question": "a", "topics": []}\n[1]', "line 2"),
        ('{"question": 5}', "line 1"),
    ],
)
def test_a_file_that_is_no_question_set(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text(content)
    with pytest.raises(QuestionSetError, match=said):
        evaluate(file)


@pytest.mark.parametrize(
    ("line", "why"),
    [('{"question": 5}', "its question is no text"), ('{"kind": "fact"}', "it lacks 'question'")],
)
def test_a_line_that_is_no_question_says_what_is_wrong(tmp_path: Path, line: str, why: str) -> None:
    file = tmp_path / "asked.jsonl"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(QuestionSetError) as caught:
        read_questions(file)
    assert caught.value.why == why


def test_a_report_as_json(base: KnowledgeBase, tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text(
        '{"question": "How large should RAG chunks be?", "topics": ["rag-chunking"],'
        ' "expected": "300", "kind": "fact"}\n'
        '{"question": "best pizza?", "topics": [], "expected": "", "kind": "unanswerable"}\n'
    )
    seen: list[tuple[int, int]] = []
    report = evaluate(file, base, lambda done, total: seen.append((done, total))).as_dict()
    assert seen == [(1, 2), (2, 2)]
    assert set(report) == {"overall", "by_kind", "halves"}
    assert report["overall"]["hit_at_1"] == 1.0
    assert report["overall"]["abstention_recall"] == 1.0
    assert report["by_kind"]["fact"]["abstention_recall"] is None
    assert report["overall"]["latency_ms_p95"] > 0
