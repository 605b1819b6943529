"""The heading of the interview: where one is in it, and in which design."""

from textual import events, on
from textual.content import Content
from textual.widgets import Static

from advisors.interview import Interview
from tui.screens.interview_face import standing

ALL = 10_000
"""Columns in which any heading has room."""


class Where(Static):
    """One line that is shortened part by part; under the mouse all of it is shown."""

    def __init__(self, interview: Interview) -> None:
        """A line for that interview."""
        super().__init__("", id="where", markup=False)
        self._interview = interview

    @on(events.Resize)
    def show(self) -> None:
        """Tell where the interview stands now."""
        if self.size.width:
            self.update(standing(self._interview, self.size.width))
            self.tooltip = Content(standing(self._interview, ALL).strip())
