"""Reading files whose parsers cannot be trusted to end: in a process of their own, on a deadline.

A PDF or a Word file of a few kilobytes can keep its parser busy for hours, or make it ask for all
memory. No check beforehand tells, so such files are parsed by a child that may be killed. One child
serves file after file: starting one for each would cost more than reading them.
"""

import json
import math
import os
import queue
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Self

from knowledge.documents.block import Block, SkippedError
from knowledge.documents.extract import extract

LIMIT_S = 60.0
"""Longest that a small file may take; a page of ordinary text takes about 20 ms."""

BYTES_PER_S = 128 * 1024
"""For each of these a file has a second more: manuals have thousands of pages."""

MEMORY_BYTES = 3 << 30
_CHILD_KINDS = frozenset({".pdf", ".docx"})
_LENGTH = struct.Struct(">Q")
_POLL_S = 0.1
_START_S = 60.0
"""What a child may take to start: seconds on a machine with much else to do."""


class StoppedError(Exception):
    """Raised when nobody waits for the file any more."""


class Reader:
    """Extracts the text of files, one after the other; a context that ends its child.

    Args:
        limit_s: Longest that one file may take, beside what its size allows.
    """

    def __init__(self, limit_s: float = LIMIT_S) -> None:
        self._limit_s = limit_s
        self._child: subprocess.Popen[bytes] | None = None
        self._listener: threading.Thread | None = None
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def extract(
        self, content: bytes, suffix: str, cancelled: Callable[[], bool] = lambda: False
    ) -> list[Block]:
        """The paragraphs of a document.

        Args:
            content: The whole file.
            suffix: Of its name, lower case, with the dot.
            cancelled: Asked ten times a second while a child reads.

        Raises:
            SkippedError: It cannot be read, or takes too long.
            StoppedError: `cancelled` said so.
            OSError: No child can be started; another time, perhaps.
        """
        if suffix not in _CHILD_KINDS or not content.strip():
            return extract(content, suffix)
        if self._child is None:
            self._start()
            if not self._wait(_START_S, cancelled):
                self.close()
                raise OSError("its parser could not be started")
        self._ask(content, suffix)
        answer = self._wait(self._limit_s + len(content) // BYTES_PER_S, cancelled)
        if not answer:
            self.close()
            if cancelled():
                raise StoppedError
            raise SkippedError("its parser crashed or asked for too much memory")
        said = json.loads(answer)
        if isinstance(said, str):
            raise SkippedError(said)
        return [Block(*block) for block in said]

    def close(self) -> None:
        """End the child, whatever it is doing."""
        if self._child is None:
            return
        self._child.kill()
        self._child.wait()
        if self._listener is not None:
            self._listener.join()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was not sent yet has nowhere to go
                    pipe.close()
        self._child = self._listener = None
        self._answers = queue.SimpleQueue()

    def _ask(self, content: bytes, suffix: str) -> None:
        assert self._child is not None  # noqa: S101 - just started
        assert self._child.stdin is not None  # noqa: S101 - a pipe
        with suppress(BrokenPipeError):  # a child that died is noticed by its missing answer
            for part in (suffix.encode(), content):
                _send(self._child.stdin, part)

    def _start(self) -> None:
        path = os.pathsep.join(place for place in sys.path if place)
        longest_s = math.ceil(self._limit_s) + 1
        code = f"from {__name__} import serve; serve({longest_s})"
        self._child = subprocess.Popen(  # noqa: S603 - our own code, no part of it from a file
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,  # Ctrl-C is for the parent, also before the child can say so
        )
        assert self._child.stdout is not None  # noqa: S101 - a pipe
        listening = (self._child.stdout, self._answers)
        self._listener = threading.Thread(target=_listen, args=listening, daemon=True)
        self._listener.start()

    def _wait(self, limit_s: float, cancelled: Callable[[], bool]) -> bytes:
        """The answer of the child; empty when it died."""
        until_s = time.monotonic() + limit_s
        while True:
            with suppress(queue.Empty):
                return self._answers.get(timeout=_POLL_S)
            if cancelled():
                self.close()
                raise StoppedError
            if time.monotonic() > until_s:
                self.close()
                raise SkippedError(f"reading it takes more than {limit_s:.0f} s")


def _listen(stream: IO[bytes], answers: "queue.SimpleQueue[bytes]") -> None:
    """Put what a child says into a queue; at its end an empty answer."""
    answer = b"?"
    while answer:
        try:
            answer = _receive(stream)
        except OSError:
            answer = b""
        answers.put(answer)


def _send(stream: IO[bytes], part: bytes) -> None:
    stream.write(_LENGTH.pack(len(part)))
    stream.write(part)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes:
    """One part; empty at the end of the stream."""
    head = stream.read(_LENGTH.size)
    return stream.read(_LENGTH.unpack(head)[0]) if len(head) == _LENGTH.size else b""


def _answer(suffix: str, content: bytes) -> bytes:
    """Blocks of a file, or why it is left out, as JSON: nothing in it can be run."""
    said: object
    try:
        said = [(block.text, block.heading, block.page) for block in extract(content, suffix)]
    except SkippedError as error:
        said = str(error)
    except MemoryError:
        said = "reading it needs too much memory"
    return json.dumps(said).encode()


def serve(longest_s: int) -> None:
    """Answer the parent until it is gone; a file of its own deadline ends the process.

    Args:
        longest_s: After which a small file is given up even if the parent is no longer there to
            say so.
    """
    if sys.platform != "win32":
        import resource

        with suppress(OSError, ValueError):  # not every system can, and some allow less already
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    source, target = sys.stdin.buffer, sys.stdout.buffer
    _send(target, b"ready")
    while suffix := _receive(source):
        content = _receive(source)
        if sys.platform != "win32":
            signal.alarm(longest_s + len(content) // BYTES_PER_S)
        _send(target, _answer(suffix.decode(), content))
        if sys.platform != "win32":
            signal.alarm(0)
