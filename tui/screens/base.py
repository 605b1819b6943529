"""What all places share: work in the background that fails is told, never swallowed."""

from textual import on
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from tui.messages import Failed


class Place(Screen[None]):
    """A screen whose workers report their errors."""

    @on(Worker.StateChanged)
    def watch_workers(self, event: Worker.StateChanged) -> None:
        """Turn the error of a worker into a message with a remedy."""
        if event.state is WorkerState.ERROR and isinstance(event.worker.error, Exception):
            self.work_failed(str(event.worker.group), event.worker.error)

    def work_failed(self, group: str, error: Exception) -> None:  # noqa: ARG002 - for subclasses
        """Answer to a failed worker of that group; by default the app shows the error."""
        self.post_message(Failed(error))
