"""What moves the answer, and the smallest change of each input that would turn it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.events import Resize
from textual.message import Message
from textual.widgets import Static

from tui.screens.base import Place
from tui.session import Session
from tui.widgets.footer import KeyFooter
from tui.widgets.places import Places

if TYPE_CHECKING:
    from advisors.sensitivity import Sensitivity

MARGIN = 4
"""Columns that padding and scroll bar take."""
WIDEST = 110


class MovesScreen(Place):
    """How firmly the recommendation stands."""

    HELP = """\
# What moves it

Each bar runs from the figure with one input at the 5th percentile of its range to
that at the 95th, ┃ is the figure as it stands. The share is the input's part of the
order over all draws.

- *Smallest changes that turn it* says at which value another design comes first.
- ✔ stands clear, ≈ cannot be told from the recommended design.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.pop_screen", "Back", id="moves.back"),
        Binding("f3", "app.pop_screen", "Options", id="moves.options", show=False),
    ]

    @dataclass
    class Found(Message):
        """It is worked out."""

        sensitivity: "Sensitivity"

    def __init__(self, session: Session) -> None:
        """Show the sensitivity of the design in that session."""
        super().__init__()
        self.session = session
        self._found: Sensitivity | None = None

    def compose(self) -> ComposeResult:
        """One text that scrolls."""
        with VerticalScroll(id="moves-pane", can_focus=True):
            yield Static("Moving every input in turn…", id="moves", markup=False)
        yield Places("options")
        yield KeyFooter(show_command_palette=False)

    def on_mount(self) -> None:
        """Work it out behind the first paint."""
        self.query_one("#moves-pane").focus()
        self.work_out()

    @work(thread=True, exclusive=True, group="moves", exit_on_error=False)
    def work_out(self) -> None:
        """Take the draws and the searches off the event loop."""
        self.post_message(self.Found(self.session.sensitivity()))

    @on(Found)
    def take(self, event: Found) -> None:
        """Show it."""
        self._found = event.sensitivity
        self._show()

    @on(Resize)
    def fit(self) -> None:
        """Bars as wide as the screen."""
        self._show()

    def _show(self) -> None:
        if self._found is None:
            return
        from tui.widgets.tornado import sensitivity_lines

        width = min(self.size.width - MARGIN, WIDEST)
        text = "\n".join(sensitivity_lines(self._found, width))
        self.query_one("#moves", Static).update(text)
