"""Time from starting the process to the first painted screen, beside a bare Textual app."""

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

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


def seconds_to_paint(command: Sequence[str], environment: dict[str, str]) -> float:
    """Start a program in a terminal of 80x24 and wait until the mark is on its screen."""
    begin = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(command[0], list(command), environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen = b""
    try:
        while MARK not in seen:
            ready, _, _ = select.select([terminal], [], [], 20)
            assert ready, f"no paint within 20 s; seen: {seen[-400:]!r}"
            seen += os.read(terminal, 65536)
        return time.perf_counter() - begin
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)


def test_first_paint(tmp_path: Path) -> None:
    environment = os.environ | {"TERM": "xterm-256color", "HOME": str(tmp_path)}
    bare = tmp_path / "bare.py"
    bare.write_text(BARE, encoding="utf-8")
    ours_s, bare_s = [], []
    for _ in range(RUNS):
        bare_s.append(seconds_to_paint([sys.executable, str(bare)], environment))
        ours_s.append(seconds_to_paint([sys.executable, "-m", "tui"], environment))
    ours, base = statistics.median(ours_s), statistics.median(bare_s)
    print(
        f"\nfirst paint: wattbrief {ours:.3f} s, bare Textual {base:.3f} s, ratio {ours / base:.2f}"
    )
