"""The places of the app on one line, each with its key; the one that is open is marked."""

from typing import ClassVar

from textual import events
from textual.content import Content
from textual.widgets import Static

PLACES = (
    ("f2", "interview", "Interview"),
    ("f3", "options", "Options"),
    ("f4", "ask", "Ask"),
    ("f5", "record", "Record"),
    ("f10", "home", "Home"),
)


class Places(Static):
    """Where one can go from here, by key or by mouse."""

    DEFAULT_CLASSES: ClassVar[str] = "places"

    def __init__(self, here: str, action: str = "app.place") -> None:
        """A line that marks `here`.

        Args:
            here: Id of the open place.
            action: What goes to a place; a screen that must hand something in first has its own.
        """
        super().__init__(_line(here), id="places", markup=False)
        self._action = action
        self._spans = _spans(here)

    async def on_click(self, event: events.Click) -> None:
        """Go where the mouse points."""
        for start, end, place in self._spans:
            if start <= event.x < end:
                await self.run_action(f"{self._action}('{place}')")


def _pieces(here: str) -> list[tuple[str, str, bool]]:
    return [
        (f" {key} {'●' if place == here else ''}{label} ", place, place == here)
        for key, place, label in PLACES
    ]


def _line(here: str) -> Content:
    return Content.assemble(
        *(((text, "bold") if marked else text) for text, _, marked in _pieces(here))
    )


def _spans(here: str) -> list[tuple[int, int, str]]:
    found, start = [], 0
    for text, place, _ in _pieces(here):
        found.append((start, start + len(text), place))
        start += len(text)
    return found
