"""A progress bar on stderr for the command line; silent where nobody watches."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[str, int, int], None]
WIDTH = 24


def is_watched() -> bool:
    """Whether stderr is a terminal that can draw a line anew."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def progress_on_stderr() -> Iterator[Progress]:
    """Give a callback `(stage, done, total)` that draws a bar, and clear the line at the end.

    Without a terminal each stage is named once, so that logs stay short.
    """
    watched = is_watched()
    stages: set[str] = set()

    def show(stage: str, done: int, total: int) -> None:
        if watched:
            sys.stderr.write(f"\r\x1b[2K{_line(stage, done, total)}")
            sys.stderr.flush()
        elif stage not in stages:
            sys.stderr.write(f"{stage}…\n")
        stages.add(stage)

    try:
        yield show
    finally:
        if watched and stages:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()


def _line(stage: str, done: int, total: int) -> str:
    """Bar, count and stage, no longer than the terminal is wide: a wrapped line would stay."""
    full = round(WIDTH * min(done / max(total, 1), 1.0))
    try:
        "█░".encode(sys.stderr.encoding)
        bar = "█" * full + "░" * (WIDTH - full)
    except UnicodeEncodeError:
        bar = "#" * full + "." * (WIDTH - full)
    return _cut(f"{bar} {done}/{total} {stage}", _columns() - 1)


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _cut(text: str, cells: int) -> str:
    """As much of a text as fits; letters of East Asia take two cells."""
    from unicodedata import east_asian_width

    for end, char in enumerate(text):
        cells -= 2 if east_asian_width(char) in "WF" else 1
        if cells < 0:
            return text[:end]
    return text
