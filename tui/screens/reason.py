"""Why a question does not apply: a reason is an answer too."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.widgets.hints import Hints

HOW = (
    ("Enter keeps it", "screen.keep"),
    ("Escape goes back", "screen.dismiss(None)"),
    ("F1 help", "app.help"),
)
MISSING = "! A few words on why: a review will ask."


class ReasonScreen(ModalScreen[str | None]):
    """Ends with the reason, or None."""

    HELP = "# Not applicable\n\nOne sentence on why; it goes into the record."

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", id="reason.back", tooltip="It does apply"),
        # The keys of the app end at a screen that lies above another.
        Binding("f1", "app.help", "Help", id="reason.help"),
    ]

    def __init__(self, question: str) -> None:
        """Ask why that question does not apply."""
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """The question and a field."""
        with Vertical(id="reason-box"):
            yield Static(self._question, classes="heading", markup=False)
            yield Input(placeholder="It does not apply, because…", id="reason")
            yield Static("", id="reason-problem", classes="problem", markup=False)
            yield Hints(*HOW)

    @on(Input.Submitted, "#reason")
    def action_keep(self) -> None:
        """Keep a reason that says something; an empty one is asked for."""
        if reason := self.query_one("#reason", Input).value.strip():
            self.dismiss(reason)
        else:
            self.query_one("#reason-problem", Static).update(MISSING)
