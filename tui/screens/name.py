"""A name for a new design, and where it will be saved."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.naming import SUFFIX, path_for
from tui.widgets.hints import Hints

HOW = (
    ("Enter creates it", "screen.create"),
    ("Escape goes back", "screen.dismiss(None)"),
    ("F1 help", "app.help"),
)


class NameScreen(ModalScreen[Path | None]):
    """Asks for a name; ends with the path of the new design file, or None."""

    HELP = """\
# Name

The design is one readable YAML file in the folder you started from.
**Enter** creates it, **Escape** goes back.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", id="name.back", tooltip="No new design"),
        # The keys of the app end at a screen that lies above another.
        Binding("f1", "app.help", "Help", id="name.help"),
    ]

    def __init__(self, example: Path | None = None) -> None:
        """Start from an example when its path is given, else from nothing."""
        super().__init__()
        self._example = example

    def compose(self) -> ComposeResult:
        """A field, where the file goes, and what is wrong with the name."""
        suggestion = self._example.name.removesuffix(SUFFIX) if self._example else ""
        with Vertical(id="name-box"):
            yield Static("Name of the design", classes="heading", markup=False)
            yield Input(suggestion, placeholder="support chat", id="name")
            yield Static("", id="name-where", markup=False)
            yield Static("", id="name-problem", classes="problem", markup=False)
            yield Hints(*HOW)

    @on(Input.Changed, "#name")
    def show_path(self, event: Input.Changed) -> None:
        """Say where the file will be."""
        path = path_for(event.value)
        self.query_one("#name-where", Static).update(f"Saved as {path}" if path else "")
        self.query_one("#name-problem", Static).update("")

    @on(Input.Submitted, "#name")
    def action_create(self) -> None:
        """Create the file, unless the name is empty or taken."""
        path = path_for(self.query_one("#name", Input).value)
        if path is None:
            self._refuse("! A name needs at least one letter from a to z, or a digit.")
            return
        if path.exists():
            self._refuse(f"! {path.name} is already there: choose another name, or open it.")
            return
        from advisors.design import load_design
        from advisors.errors import AdvisorError
        from tui.failures import explain
        from tui.opening import create_design

        try:
            create_design(path, load_design(self._example) if self._example else None)
        except AdvisorError as error:
            self._refuse(explain(error))
            return
        self.dismiss(path)

    def _refuse(self, text: str) -> None:
        self.query_one("#name-problem", Static).update(text)
