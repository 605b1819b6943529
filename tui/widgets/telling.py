"""One line of the interview: which open question tells most, or that none would change anything."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.message import Message
from textual.widgets import Static
from textual.worker import Worker, WorkerState, get_current_worker

from tui.failures import explain
from tui.fitting import fitted
from tui.telling import WEIGHING, line, nothing_more

if TYPE_CHECKING:
    from advisors.interview_value import Weighed
    from tui.session import Session

REST_S = 0.3
"""Who answers one question after the other is not slowed down by trials in between."""
EVERY_S = 0.25
"""How often the progress is shown."""
ROWS = 2
LOST = 6


class TellingLine(Static):
    """Weighs the open questions in the background, once every core question has an answer.

    A new answer voids what was found, and what is on its way.

    Attributes:
        found: What the open questions could turn; None until all of them were tried.
    """

    @dataclass
    class Weighed(Message):
        """A step of the work begun at that turn."""

        turn: int
        found: "Weighed"

    def __init__(self, session: "Session", key: str) -> None:
        """A line for that session; `key` is what takes the user to the question."""
        super().__init__("", id="telling", markup=False)
        self._session = session
        self._key = key
        self._turn = 0
        self.found: Weighed | None = None

    def on_mount(self) -> None:
        """Take no room as long as core questions are open."""
        self._wait()

    @property
    def target(self) -> str | None:
        """Id of the question that tells most; None when there is none, or it is not known yet."""
        item = self.found.next if self.found is not None else None
        return item.question if item is not None else None

    @property
    def why_none(self) -> str:
        """Why there is no question to go to."""
        progress = self._session.interview.progress
        if not progress.core_done:
            left = progress.core_applicable - progress.core_answered
            return f"Core questions come first: {left} still open."
        return WEIGHING if self.found is None else nothing_more(self.found)

    def void(self) -> None:
        """An answer came in: what was found before it counts no more."""
        self._turn += 1
        self.found = None
        self.workers.cancel_group(self, "telling")
        self._wait()

    def begin(self) -> None:
        """Weigh the answers as they stand; to be called when their estimate is there."""
        self.void()
        if self.display:
            self._weigh(self._turn)

    @work(thread=True, exclusive=True, group="telling", exit_on_error=False)
    def _weigh(self, turn: int) -> None:
        worker = get_current_worker()
        time.sleep(REST_S)
        told = time.monotonic()
        for found in self._session.weigh(lambda: worker.is_cancelled):
            if found.complete or time.monotonic() - told > EVERY_S:
                told = time.monotonic()
                self.post_message(self.Weighed(turn, found))

    @on(Weighed)
    def _show(self, event: Weighed) -> None:
        """Show how far it is, then what was found; what an older answer led to is passed over."""
        event.stop()
        if event.turn != self._turn:
            return
        if event.found.complete:
            self.found = event.found
            self._tell()
        else:
            tried = f"{event.found.done} of {event.found.total} answers tried"
            self.update(f"{WEIGHING} {tried}")

    @on(events.Resize)
    def _tell(self) -> None:
        """Say what was found, with as much of it as there is room for."""
        if self.found is not None:
            width = self.size.width
            # Wrapping at words costs some room at the end of a row.
            text = line(self.found, self._key, ROWS * (width - LOST))
            self.update("\n".join(fitted(text, width, ROWS, f" … {self._key}")))

    async def on_click(self) -> None:
        """Do what its key does."""
        await self.run_action("screen.most_telling")

    @on(Worker.StateChanged)
    def _failed(self, event: Worker.StateChanged) -> None:
        """Say why nothing can be said; the interview goes on."""
        if event.state is WorkerState.ERROR and isinstance(event.worker.error, Exception):
            what = explain(event.worker.error).partition("\n")[0]
            self.update(f"! The open questions could not be weighed. {what}")

    def _wait(self) -> None:
        self.display = self._session.interview.progress.core_done
        self.update(WEIGHING)
