"""What the benchmarks share: whole processes, timed with warm caches."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

PATIENCE_S = 400


def environment() -> dict[str, str]:
    """As a user has it: byte code may be kept, whatever this test run was started with."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"TERM": "xterm-256color", "PYTHONPATH": os.pathsep.join(sys.path)}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with these arguments; fails on an exit code that is not 0."""
    return subprocess.run(
        [sys.executable, *arguments],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE_S,
    )


def median_s(arguments: Sequence[str], runs: int = 7) -> tuple[float, float]:
    """Median and fastest seconds of a process, after one run that warms the caches."""
    run(*arguments)
    seconds = []
    for _ in range(runs):
        begin = time.perf_counter()
        run(*arguments)
        seconds.append(time.perf_counter() - begin)
    return statistics.median(seconds), min(seconds)
