"""Options: for each decision the ranked options, their figures, and why the others fell out."""

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import DataTable, Static, Tab, Tabs

from advisors.contradiction import Contradiction
from advisors.options import FIGURE_NAMES, Advice, Decision
from tui.clashes import clash_lines
from tui.screens import options_face as face
from tui.screens.base import Place
from tui.screens.whole import whole_designs
from tui.session import Session
from tui.widgets.footer import KeyFooter
from tui.widgets.places import Places

TABS = (
    ("need", "Need"),
    ("hosting", "Hosting"),
    ("model", "Model"),
    ("customization", "Tuning"),
    ("silicon", "Silicon"),
    ("region", "Region"),
    ("inference", "Serving"),
    ("monitoring", "Watch"),
    ("whole", "Whole"),
)
LABEL_LEAST, LABEL_NARROW, LABEL_WIDE = 12, 32, 60
FIGURES = 44
"""Columns that all figures and a scroll bar take beside the labels."""
FIGURE_ROOM = 8
"""Columns that a figure leaves to the labels when no option has it."""
WIDE = 100
"""Columns from which the labels get the wide column."""
NO_FIGURES = "It has no figures to open; the pane below says why."
COLUMNS = dict(zip(FIGURE_NAMES, ("kWh/yr", "kg LB", "kg MB", "water L", "USD/yr"), strict=True))
"""Headings of the figures."""


class OptionsScreen(Place):
    """One tab a decision; a table of options; the marked one explained below."""

    HELP = """\
# Options

What is recommended in each decision, beside what else passed and what fell out, with figures
and reasons. One tab for each decision, best option first. **Left** and **Right** change the tab,
**Up** and **Down** mark an option; the pane below opens its figures and reasons. **Tab** goes
there and back: what does not fit is scrolled where the keyboard is.
The last tab holds whole designs: the recommended one, the smallest that works, and the
Pareto set, which no other design beats in carbon, water, cost and latency at once.

- *kg LB* is carbon by the location-based method, *kg MB* by the market-based one.
- **o**, or **Enter** on an option, opens its figures: formulas, facts, sources, dates.
- **m** opens what moves the answer, and the smallest changes that would turn it.
- ✔ is recommended, ≈ stands level with the first, – is excluded before ranking.
- *Confidence* is how firmly the first option stands: high, medium or low, with its reason.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "tab(-1)", "Previous", id="options.left", priority=True),
        Binding("right", "tab(1)", "Next", id="options.right", priority=True),
        Binding("o", "figures", "Figures", id="options.figures", tooltip="Open the figures"),
        Binding("m", "moves", "What moves it", id="options.moves"),
        Binding("tab", "app.focus_next", "Table, reasons", id="options.pane"),
        Binding("escape", "app.place('interview')", "Back", id="options.back", show=False),
    ]

    @dataclass
    class Advised(Message):
        """The advice is there."""

        advice: Advice
        clashes: tuple[Contradiction, ...]

    def __init__(self, session: Session) -> None:
        """Show the advice on the design in that session."""
        super().__init__()
        self.session = session
        self._advice: Advice | None = None
        self._label_width = 0
        self._figures: tuple[str, ...] = FIGURE_NAMES

    def compose(self) -> ComposeResult:
        """Tabs, rule, table, explanation."""
        yield Tabs(*(Tab(label, id=f"tab-{name}") for name, label in TABS), id="decisions")
        yield VerticalScroll(Static("", id="clash-lines", markup=False), id="clashes")
        yield Static("Weighing the options…", id="rule", markup=False)
        yield DataTable(id="table", cursor_type="row", zebra_stripes=True)
        with VerticalScroll(id="details", can_focus=True):
            yield Static("", id="detail", markup=False)
        yield Places("options")
        yield KeyFooter(show_command_palette=False)

    def on_mount(self) -> None:
        """Columns now, rows when the advice is there."""
        self._set_columns()
        self.query_one("#table", DataTable).focus()
        self.advise()

    def on_resize(self) -> None:
        """Give the labels as much room as the terminal has now."""
        if self._label_width != self._room():
            table = self.query_one("#table", DataTable)
            row = table.cursor_row
            self._set_columns()
            self._show_decision()
            table.move_cursor(row=row)

    def _set_columns(self) -> None:
        table = self.query_one("#table", DataTable)
        self._label_width = self._room()
        table.clear(columns=True)
        table.add_column("Option", width=self._label_width)
        table.add_columns(*(COLUMNS[name] for name in self._figures))

    def _room(self) -> int:
        spare = FIGURE_ROOM * (len(FIGURE_NAMES) - len(self._figures))
        width = self.app.size.width
        if width >= WIDE:
            return spare + LABEL_WIDE
        return spare + min(LABEL_NARROW, max(LABEL_LEAST, width - FIGURES))

    @work(thread=True, exclusive=True, group="advise", exit_on_error=False)
    def advise(self) -> None:
        """Run the advisors off the event loop, what stands beside a choice included."""
        advice = self.session.advise().opened()
        self.post_message(self.Advised(advice, self.session.contradictions()))

    @on(Advised)
    def take(self, event: Advised) -> None:
        """Show the decision whose tab is active."""
        self._advice = event.advice
        self.query_one("#clash-lines", Static).update("\n".join(clash_lines(event.clashes)))
        self.query_one("#clashes").display = bool(event.clashes)
        self._show_decision()

    @on(Tabs.TabActivated)
    def change_tab(self) -> None:
        """Show another decision."""
        self._show_decision()

    @on(DataTable.RowHighlighted)
    def mark(self, event: DataTable.RowHighlighted) -> None:
        """Explain the marked option."""
        decision = self._decision()
        # A mark set on the tab before may arrive when the next one is shown already.
        if decision is None or event.row_key not in event.data_table.rows:
            return
        key = str(event.row_key.value)
        told = face.explain(decision, key)
        label = face.named(decision, key)
        # Mark and space stand before the label; one that was cut is given whole here, save the
        # first, which the headline names.
        cut = cell_len(label) + 2 > self._label_width
        if cut and event.cursor_row > 0:
            told = f"{label}\n\n{told}"
        self.query_one("#detail", Static).update(told)
        self.query_one("#details", VerticalScroll).scroll_home(animate=False)

    def action_tab(self, step: int) -> None:
        """Go to the next or previous decision."""
        tabs = self.query_one("#decisions", Tabs)
        if step > 0:
            tabs.action_next_tab()
        else:
            tabs.action_previous_tab()

    @on(DataTable.RowSelected)
    def action_figures(self) -> None:
        """Open the figures of the marked option to their facts."""
        decision, table = self._decision(), self.query_one("#table", DataTable)
        if decision is None or not table.row_count:
            return
        key = str(table.coordinate_to_cell_key(table.cursor_coordinate).row_key.value)
        option = face.option_of(decision, key)
        if option is None or not face.known_of(option):
            self.notify(NO_FIGURES, markup=False)
            return
        from tui.screens.figures import FiguresScreen

        self.app.push_screen(FiguresScreen(option))

    def action_moves(self) -> None:
        """Open what moves the recommendation and what would turn it."""
        from tui.screens.moves import MovesScreen

        self.app.push_screen(MovesScreen(self.session))

    def _decision(self) -> Decision | None:
        active = self.query_one("#decisions", Tabs).active_tab
        if self._advice is None or active is None or active.id is None:
            return None
        name = active.id.removeprefix("tab-")
        if name == "whole":
            return whole_designs(self._advice)
        return next((item for item in self._advice.decisions if item.id == name), None)

    def _show_decision(self) -> None:
        decision = self._decision()
        if decision is None:
            return
        self.query_one("#rule", Static).update(face.headline(decision))
        table = self.query_one("#table", DataTable)
        table.clear()
        if self._figures != (known := face.known(decision)):
            self._figures = known
            self._set_columns()
        for place, option in enumerate(decision.options):
            mark = "✔" if place == 0 else "≈" if place == 1 and not decision.clear else " "
            cells = face.cells(option, known)
            table.add_row(face.label(mark, option.label), *cells, key=f"option:{option.id}")
        for index, fallen in enumerate(decision.exclusions):
            key = f"excluded:{index}"
            table.add_row(face.label("–", fallen.label), *("" for _ in known), key=key)
        if table.row_count == 0:
            self.query_one("#detail", Static).update("Nothing to choose here.")
