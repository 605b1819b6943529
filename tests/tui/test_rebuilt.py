"""What was damaged and made again is said, once and in short."""

import pytest

from knowledge.base import KnowledgeBase
from knowledge.errors import BrokenIndexError
from tui.cli import main
from tui.rebuilt import rebuilt_note

WHY = BrokenIndexError("the index cannot be used", "model.onnx does not match", "It is made again")


@pytest.fixture
def healed(base: KnowledgeBase) -> KnowledgeBase:
    """An open base whose index was made again on the way."""
    return KnowledgeBase(base.index, base.embedder, base.params, str(WHY))


def test_the_note_is_one_line_of_what_and_why(base: KnowledgeBase, healed: KnowledgeBase) -> None:
    assert rebuilt_note(base) == ""
    assert (
        rebuilt_note(healed) == "Made again: the index cannot be used: model.onnx does not match."
    )


@pytest.mark.parametrize("words", [["prepare"], ["ask", "How large should RAG chunks be?"]])
def test_commands_say_it_on_stderr(
    healed: KnowledgeBase,
    words: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(KnowledgeBase, "open", lambda **_: healed)
    assert main(words) == 0
    said = capsys.readouterr()
    assert said.err.count(rebuilt_note(healed)) == 1
    assert "Made again" not in said.out
