"""`wattbrief knowledge evaluate` as a person reads it."""

import json
from argparse import Namespace
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.errors import QuestionSetError
from knowledge.evaluate import read_questions
from tui.commands.knowledge import COLUMNS, run
from tui.exit_codes import ExitCode

QUESTIONS = (
    {"question": "What is QLoRA?", "topics": ["peft-qlora"], "expected": "", "kind": "fact"},
    {"question": "What is a VPC?", "topics": [], "expected": "", "kind": "unanswerable"},
    {"question": "What does Spot save?", "topics": ["train-sopt"], "expected": "", "kind": "fact"},
)
WIDTH = 120


def test_each_kind_shows_every_metric_and_an_unknown_card_is_named(
    base: KnowledgeBase,
    built_cache: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert base.ready
    monkeypatch.setenv("WATTBRIEF_CACHE_DIR", str(built_cache))
    file = tmp_path / "asked.jsonl"
    file.write_text("\n".join(json.dumps(item) for item in QUESTIONS), encoding="utf-8")
    asked = Namespace(part="evaluate", file=file, json=False, documents=False, project="default")
    assert run(asked) == ExitCode.OK
    shown = capsys.readouterr()
    assert "No card is called train-sopt" in shown.err
    lines = shown.out.splitlines()
    head = next(line for line in lines if line.startswith("kind"))
    assert head.split()[1:] == list(COLUMNS.values())
    refused = next(line for line in lines if line.startswith("unanswerable")).split()[1:]
    assert refused[list(COLUMNS).index("abstention_recall")] == "1.000"
    assert max(map(len, lines)) <= WIDTH


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
