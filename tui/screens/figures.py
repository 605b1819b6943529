"""The figures of one option, each opened to its facts and sources."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.events import Resize
from textual.message import Message
from textual.widgets import Static, Tab, Tabs

from advisors.options import Option
from tui.opened import hung, opened
from tui.screens.base import Place
from tui.screens.options_face import known_of
from tui.widgets.footer import KeyFooter
from tui.widgets.places import Places

MARGIN = 4
"""Columns that padding and scroll bar take."""
WIDEST = 110


class FiguresScreen(Place):
    """Where the numbers of an option come from."""

    HELP = """\
# Figures

Each figure of the option with its formula, the numbers that went into it, and where those
come from: an answer, or a fact with its confidence, date and source. What several parts
share is opened where it is first met.

- **Left** and **Right** change the figure, **Up**, **Down** and the page keys scroll it.
- `wattbrief explain FILE FIGURE` prints the same.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "tab(-1)", "Previous", id="figures.left", priority=True),
        Binding("right", "tab(1)", "Next", id="figures.right", priority=True),
        Binding("escape", "app.pop_screen", "Back", id="figures.back"),
        Binding("f3", "app.pop_screen", "Options", id="figures.options", show=False),
    ]

    @dataclass
    class Opened(Message):
        """All figures are opened."""

        texts: tuple[str, ...]

    def __init__(self, option: Option) -> None:
        """Show the figures of that option, those that it has."""
        super().__init__()
        self._label = option.label
        self._figures = known_of(option)
        self._texts: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """What they belong to, a tab for each, the open one."""
        yield Static(self._label, id="figures-of", markup=False)
        tabs = (Tab(_short(name), id=f"figure-{at}") for at, (name, _) in enumerate(self._figures))
        yield Tabs(*tabs, id="figure-tabs")
        with VerticalScroll(id="figure-pane", can_focus=True):
            yield Static("Opening the figures…", id="figure", markup=False)
        yield Places("options")
        yield KeyFooter(show_command_palette=False)

    def on_mount(self) -> None:
        """Open them behind the first paint."""
        self.query_one("#figure-pane").focus()
        self.open_figures()

    @work(thread=True, exclusive=True, group="figures", exit_on_error=False)
    def open_figures(self) -> None:
        """Take the words off the event loop."""
        from estimators.facts import load_facts

        facts = load_facts()
        self.post_message(self.Opened(tuple(opened(item, facts) for _, item in self._figures)))

    @on(Opened)
    def take(self, event: Opened) -> None:
        """Show the figure whose tab is active."""
        self._texts = event.texts
        self._show()

    @on(Tabs.TabActivated)
    def change_tab(self) -> None:
        """Show another figure from its top."""
        self._show()
        self.query_one("#figure-pane").scroll_home(animate=False)

    @on(Resize)
    def fit(self) -> None:
        """Lines as wide as the screen."""
        self._show()

    def action_tab(self, step: int) -> None:
        """Go to the next or previous figure."""
        tabs = self.query_one("#figure-tabs", Tabs)
        if step > 0:
            tabs.action_next_tab()
        else:
            tabs.action_previous_tab()

    def _show(self) -> None:
        if not self._texts or not (active := self.query_one("#figure-tabs", Tabs).active):
            return
        text = self._texts[int(active.removeprefix("figure-"))]
        width = min(self.size.width - MARGIN, WIDEST)
        self.query_one("#figure", Static).update(hung(text, width))


def _short(name: str) -> str:
    """A heading that leaves room for the others."""
    return name.replace("-based", "")
