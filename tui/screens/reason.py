"""Why a question does not apply: a reason is an answer too."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static


class ReasonScreen(ModalScreen[str | None]):
    """Ends with the reason, or None."""

    HELP = "# Not applicable\n\nOne sentence on why; it goes into the record."

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", id="reason.back", tooltip="It does apply")
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
            yield Static("Enter keeps it · Escape goes back", classes="quiet", markup=False)

    @on(Input.Submitted, "#reason")
    def keep(self, event: Input.Submitted) -> None:
        """Keep a reason that says something."""
        if reason := event.value.strip():
            self.dismiss(reason)
