"""`wattbrief knowledge evaluate` as a person reads it."""

import json
from argparse import Namespace
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.errors import QuestionSetError
from knowledge.evaluate import Question, read_questions
from tui.cli import main
from tui.commands.knowledge import COLUMNS, run
from tui.exit_codes import ExitCode

QUESTIONS = (
    {"question": "What is QLoRA?", "topics": ["peft-qlora"], "expected": "", "kind": "fact"},
    {"question": "What is a VPC?", "topics": [], "expected": "", "kind": "unanswerable"},
    {"question": "What does Spot save?", "topics": ["train-sopt"], "expected": "", "kind": "fact"},
)
WIDTH = 120


def test_each_kind_shows_every_metric_and_an_unknown_card_is_named(
    base: KnowledgeBase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert base.ready
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


def asked(tmp_path: Path, content: bytes) -> list[Question]:
    file = tmp_path / "asked.jsonl"
    file.write_bytes(content)
    return read_questions(file)


def test_what_editors_write_around_lines_is_no_harm(tmp_path: Path) -> None:
    line = '{"question": "What is\u2028QLoRA?", "topics": "peft-qlora", "kind": null}'
    (question,) = asked(tmp_path, f"\ufeff{line}\r\n\r\n".encode())
    assert question == Question("What is\u2028QLoRA?", ("peft-qlora",), "", "question")


def test_a_topic_named_twice_is_wanted_once(tmp_path: Path) -> None:
    (question,) = asked(tmp_path, b'{"question": "What?", "topics": ["a", "b", "a"]}')
    assert question.topics == ("a", "b")


@pytest.mark.parametrize(
    ("text", "why"), [("  ", "its question is empty"), ("a" * 2001, "longer than 2000")]
)
def test_a_question_that_cannot_be_asked_is_named_before_any_is(
    tmp_path: Path, text: str, why: str
) -> None:
    lines = [json.dumps({"question": question}) for question in ("What is QLoRA?", text)]
    with pytest.raises(QuestionSetError, match=f"line 2 .*{why}"):
        asked(tmp_path, "\n".join(lines).encode())


def test_a_kind_cannot_steer_the_terminal(
    base: KnowledgeBase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert base.ready
    file = tmp_path / "asked.jsonl"
    file.write_text(json.dumps({"question": "What is QLoRA?", "kind": "a\x1b[31mb"}), "utf-8")
    assert main(["knowledge", "evaluate", str(file)]) == ExitCode.OK
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "a\\x1b[31mb" in shown


def test_nothing_is_measured_on_documents_that_were_never_added(
    own_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "asked.jsonl"
    file.write_text(json.dumps({"question": "What?", "topics": ["a.md"]}), "utf-8")
    named = ["--documents", "--project", "tpyo"]
    assert main(["knowledge", "evaluate", str(file), *named]) == ExitCode.MISSING
    assert "'tpyo' has no own documents" in capsys.readouterr().err
    assert not (own_home / "data").exists()
