"""Home: recent designs, examples, and the two keys that matter when there is nothing yet."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.messages import DesignChosen
from tui.naming import SUFFIX
from tui.recent import recent_designs
from tui.widgets.footer import KeyFooter

EXAMPLES = Path(__file__).parent.parent.parent / "advisors" / "examples"
TAGLINE = "Energy, carbon, water and cost of a GenAI design, before it is built."
EMPTY = "No designs yet. Press n to start one, or e to look at a worked example."


class HomeScreen(Screen[None]):
    """Where the app opens."""

    HELP = """\
# Home

- **n** starts a new design: a short interview, then ranked options with their figures.
- **e** jumps to the worked examples; **Enter** opens what is marked.
- **a** asks the guidance a question; no network is needed.
- **Ctrl+P** finds every command.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New design", id="home.new", tooltip="Start a design"),
        Binding("e", "examples", "Examples", id="home.examples", tooltip="Go to the examples"),
        Binding("a", "app.place('ask')", "Ask", id="home.ask", tooltip="Ask the guidance"),
        Binding("q", "app.quit", "Quit", id="home.quit", tooltip="Leave; everything is saved"),
    ]

    def __init__(self, opening: str = "") -> None:
        """Home, on the way to a design when its file name is given."""
        super().__init__()
        self._opening = opening

    def compose(self) -> ComposeResult:
        """Title, designs, examples."""
        with Vertical(id="home"):
            yield Static("Wattbrief", id="title", markup=False)
            yield Static(
                f"Opening {self._opening}…" if self._opening else TAGLINE,
                id="tagline",
                markup=False,
            )
            yield Static("Your designs · Enter opens one", classes="heading", markup=False)
            yield Static(EMPTY, id="empty", markup=False)
            yield OptionList(id="recent", markup=False, compact=True)
            yield Static("Worked examples · Enter copies one", classes="heading", markup=False)
            yield OptionList(id="examples", markup=False, compact=True)
        yield KeyFooter()

    def opened(self) -> None:
        """No design is on its way any more."""
        self.query_one("#tagline", Static).update(TAGLINE)

    def on_screen_resume(self) -> None:
        """Read the lists again: a design may have been made or moved meanwhile."""
        recent = recent_designs()
        self._fill("recent", [(str(path), _name(path), str(path.parent)) for path in recent])
        found = sorted(EXAMPLES.glob("*" + SUFFIX))
        self._fill("examples", [(str(path), _name(path), _summary(path)) for path in found])
        self.query_one("#empty").display = not recent
        self.query_one("#recent").display = bool(recent)
        self.query_one("#recent" if recent else "#examples").focus()

    def _fill(self, name: str, rows: list[tuple[str, str, str]]) -> None:
        listed = self.query_one(f"#{name}", OptionList)
        listed.clear_options()
        listed.add_options(
            Option(
                Content.assemble((label, "bold"), "  ", (rest, "$text-muted")),
                id=f"{name}:{key}",
            )
            for key, label, rest in rows
        )
        if rows:
            listed.highlighted = 0

    @on(OptionList.OptionSelected)
    def open(self, event: OptionList.OptionSelected) -> None:
        """Open a design, or a copy of an example."""
        kind, _, path = str(event.option.id).partition(":")
        if kind == "examples":
            self.action_new(Path(path))
        else:
            self.post_message(DesignChosen(Path(path)))

    def action_new(self, example: Path | None = None) -> None:
        """Ask for a name, then start the interview."""
        from tui.screens.name import NameScreen

        self.app.push_screen(NameScreen(example), self._started)

    def action_examples(self) -> None:
        """Put the focus on the examples."""
        self.query_one("#examples").focus()

    def _started(self, path: Path | None) -> None:
        if path is not None:
            self.post_message(DesignChosen(path))


def _name(path: Path) -> str:
    return path.name.removesuffix(SUFFIX)


def _summary(path: Path) -> str:
    """The title that an example gives itself; reading one line spares a YAML parser at start."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.startswith("name:"):
                return line.removeprefix("name:").strip().strip("'\"")
    return ""
