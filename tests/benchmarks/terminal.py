"""A program in a real terminal of its own process."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence

from tests.benchmarks.processes import environment

PATIENCE_S = 300.0


class Terminal:
    """A program, its keys and its output."""

    def __init__(self, command: Sequence[str], *, columns: int, rows: int) -> None:
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], list(command), environment())
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, patience_s: float) -> bytes:
        """What comes next, empty when nothing does."""
        ready, _, _ = select.select([self._file], [], [], patience_s)
        return os.read(self._file, 65536) if ready else b""

    def read_until(self, pattern: bytes) -> None:
        """Wait for what matches on the screen; fails when nothing comes any more."""
        seen = b""
        while not re.search(pattern, seen):
            part = self.read(PATIENCE_S)
            assert part, f"no {pattern!r} within {PATIENCE_S:.0f} s; seen: {seen[-400:]!r}"
            seen += part

    def settle(self, quiet_s: float) -> None:
        """Wait until nothing was painted for a while."""
        while self.read(quiet_s):
            pass

    def send(self, key: bytes) -> None:
        """Press a key and do not wait."""
        os.write(self._file, key)

    def press(self, key: bytes) -> float:
        """Seconds from a key to what it paints."""
        begin = time.perf_counter()
        self.send(key)
        assert self.read(10.0), f"nothing was painted for {key!r}"
        return time.perf_counter() - begin

    def close(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._file)
