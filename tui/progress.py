"""A progress bar on stderr for the command line; silent where nobody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[str, int, int], None]
WIDTH = 24


@contextmanager
def progress_on_stderr() -> Iterator[Progress]:
    """Give a callback `(stage, done, total)` that draws a bar, and clear the line at the end.

    Without a terminal each stage is named once, so that logs stay short.
    """
    watched = sys.stderr.isatty()
    stages: list[str] = []

    def show(stage: str, done: int, total: int) -> None:
        if not watched:
            if stage not in stages:
                sys.stderr.write(f"{stage}…\n")
            stages.append(stage)
            return
        full = round(WIDTH * done / max(total, 1))
        bar = "█" * full + "░" * (WIDTH - full)
        sys.stderr.write(f"\r\x1b[2K{bar} {done}/{total} {stage}")
        sys.stderr.flush()
        stages.append(stage)

    try:
        yield show
    finally:
        if watched and stages:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
