"""Time from starting the process to the first painted screen, beside a bare Textual app."""

import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.benchmarks.terminal import Terminal

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("No designs yet")
Bare().run()
"""
RUNS = 7
MARK = b"No designs yet"


def seconds_to_paint(command: Sequence[str]) -> float:
    """Start a program in a terminal of 80x24 and wait until the mark is on its screen."""
    begin = time.perf_counter()
    terminal = Terminal(command, columns=80, rows=24)
    try:
        terminal.read_until(MARK)
        return time.perf_counter() - begin
    finally:
        terminal.close()


def test_first_paint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    bare = tmp_path / "bare.py"
    bare.write_text(BARE, encoding="utf-8")
    ours_s, bare_s = [], []
    for _ in range(RUNS):
        bare_s.append(seconds_to_paint([sys.executable, str(bare)]))
        ours_s.append(seconds_to_paint([sys.executable, "-m", "tui"]))
    ours, base = statistics.median(ours_s), statistics.median(bare_s)
    print(
        f"\nfirst paint: wattbrief {ours:.3f} s, bare Textual {base:.3f} s, ratio {ours / base:.2f}"
    )
