"""The bar on a terminal: one line whatever its width, and none where lines cannot be drawn anew."""

import fcntl
import os
import pty
import struct
import sys
import termios
from contextlib import suppress

import pytest

from tui.progress import progress_on_stderr

CLEAR = "\r\x1b[2K"


def drawn(stage: str, done: int = 3, total: int = 4, encoding: str = "utf-8") -> str:
    """What a terminal of 40 columns gets to see."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 20, 40, 0, 0))
    with (
        os.fdopen(theirs, "w", encoding=encoding, errors="backslashreplace") as stream,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(sys, "stderr", stream)
        with progress_on_stderr() as progress:
            progress(stage, done, total)
    # What is written arrives a little later; once the other end is closed, reading fails.
    seen = bytearray()
    with suppress(OSError):
        while part := os.read(ours, 4096):
            seen += part
    os.close(ours)
    return seen.decode()


@pytest.mark.parametrize(("stage", "most"), [("name-" * 20, 39), ("名前" * 20, 36)])
def test_no_line_is_wider_than_the_terminal(stage: str, most: int) -> None:
    before, line, rest = drawn(stage).split(CLEAR)
    assert (before, rest) == ("", "")
    assert line.startswith("█" * 18 + "░" * 6 + " 3/4 ")
    assert 28 < len(line) <= most


def test_more_done_than_there_is_fills_the_bar() -> None:
    assert f"{'█' * 24} 9/4" in drawn("x", 9, 4)


def test_a_dumb_terminal_gets_plain_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert drawn("reading").strip() == "reading…"


def test_a_terminal_without_blocks_gets_plain_signs() -> None:
    assert f"{'#' * 18}...... 3/4 reading" in drawn("reading", encoding="ascii")
