"""Getting the knowledge base ready behind the app.

A first build imports the embedding library, which holds the interpreter for seconds: it runs in a
process of its own, so that no key is late. Loading a built index is quick and stays in a thread.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.signal import Signal

from tui.failures import UsageError

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase

Progress = Callable[[str, int, int], None]


@dataclass
class Guidance:
    """How far the knowledge base is; one object for the whole app.

    Attributes:
        changed: Published after every change of the fields below.
        base: Set once questions can be asked.
        error: Set when it cannot be loaded.
        stage, done, total: Progress of a first build; total is 0 outside of one.
    """

    changed: "Signal[Guidance]"
    base: "KnowledgeBase | None" = field(default=None)
    error: Exception | None = None
    stage: str = ""
    done: int = 0
    total: int = 0


class Builder:
    """The process of a first build. Whoever leaves the app does not wait for it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._ended = False

    def build(self, progress: Progress) -> None:
        """Build the index in a process of its own; blocks until it is there.

        Raises:
            UsageError: The build ended with an error, which it explains, or was ended.
        """
        command = [sys.executable, "-m", "tui", "prepare", "--porcelain"]
        with subprocess.Popen(  # noqa: S603 - our own interpreter and module, no outside text
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
        ) as process:
            self._process = process
            if self._ended:
                process.terminate()
            for line in process.stdout or ():
                stage, _, counts = line.rstrip("\n").partition("\t")
                done, _, total = counts.partition("\t")
                if done.isdigit() and total.isdigit() and not self._ended:
                    progress(stage, int(done), int(total))
            complaint = process.stderr.read() if process.stderr else ""
        if process.returncode != 0:
            raise UsageError(
                "the index could not be built",
                complaint.strip().splitlines()[0] if complaint.strip() else "the build was ended",
                "Run `wattbrief doctor`; it names what is broken.",
            )

    def end(self) -> None:
        """End a build that runs or is about to; what is not whole is built next time."""
        self._ended = True
        if self._process is not None:
            self._process.terminate()


def ready_base(progress: Progress, builder: Builder) -> "KnowledgeBase":
    """Build the index if it is missing, then load it. Blocks: call it in a worker thread.

    Args:
        progress: Called with stage, done and total while building.
        builder: Runs the build, and ends it early when told to.

    Raises:
        KnowledgeError: The index cannot be loaded.
        UsageError: The build ended with an error, which it explains.
    """
    from knowledge.base import KnowledgeBase

    if not KnowledgeBase.is_built():
        builder.build(progress)
    return KnowledgeBase.open()
