"""Record: a preview of the design decision record, and its export."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import Static, TextArea

from tui.screens.base import Place
from tui.session import Session
from tui.widgets.footer import KeyFooter
from tui.widgets.places import Places

READY = "Preview · ] and [ go to the next and previous section · Ctrl+S writes it"


class RecordScreen(Place):
    """The record as it would be written today."""

    HELP = """\
# Record

The decision record of this design, as a review board will read it: one page first, then
every option, figure and source.
**]** and **[** go from section to section.
**Ctrl+S** writes it as Markdown with its JSON twin into the folder `records`
beside the design file.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left_square_bracket", "section(-1)", "Section before", id="record.previous"),
        Binding("right_square_bracket", "section(1)", "Next section", id="record.next"),
        Binding("ctrl+s", "export", "Export", id="record.export", tooltip="Write .md and .json"),
        Binding("escape", "app.place('options')", "Back", id="record.back", show=False),
    ]

    @dataclass
    class Rendered(Message):
        """The preview is ready."""

        markdown: str

    @dataclass
    class Exported(Message):
        """The files are written."""

        paths: tuple[Path, ...]

    def __init__(self, session: Session) -> None:
        """Show the record of the design in that session."""
        super().__init__()
        self.session = session

    def compose(self) -> ComposeResult:
        """A line on the state, the record below."""
        yield Static("Writing the record…", id="record-status", markup=False)
        # A record has thousands of lines; the Markdown widget would take half a minute for them.
        yield TextArea("", read_only=True, show_line_numbers=False, id="record-text")
        yield Places("record")
        yield KeyFooter(show_command_palette=False)

    def on_mount(self) -> None:
        """Render behind the first paint."""
        self.query_one("#record-text").focus()
        self.render_record()

    @work(thread=True, exclusive=True, group="record", exit_on_error=False)
    def render_record(self) -> None:
        """Advise and render."""
        text = self.session.record_markdown()
        self.post_message(self.Rendered(text))

    @work(thread=True, exclusive=True, group="export", exit_on_error=False)
    def write(self) -> None:
        """Write the record beside the design."""
        paths = self.session.export_record(self.session.path.parent / "records")
        self.post_message(self.Exported(paths))

    @on(Rendered)
    def show(self, event: Rendered) -> None:
        """Show the preview."""
        self.query_one("#record-status", Static).update(READY)
        self.query_one("#record-text", TextArea).load_text(event.markdown)

    @on(Exported)
    def announce(self, event: Exported) -> None:
        """Say where the files are."""
        where = "\n".join(path.name for path in event.paths)
        folder = event.paths[0].parent.resolve()
        self.query_one("#record-status", Static).update(f"✔ Written: {folder}")
        self.notify(f"Written:\n{where}", markup=False)

    def action_section(self, by: int) -> None:
        """Go to the next or previous heading."""
        area = self.query_one("#record-text", TextArea)
        here = _read_at(area)
        headings = [row for row, line in enumerate(area.text.split("\n")) if line.startswith("## ")]
        ahead = [row for row in headings if row > here]
        behind = [row for row in headings if row < here]
        target = (ahead[:1] if by > 0 else behind[-1:]) or [0 if by < 0 else here]
        area.move_cursor((target[0], 0))
        area.scroll_to(y=area.wrapped_document.location_to_offset((target[0], 0)).y, animate=False)

    def action_export(self) -> None:
        """Write the record."""
        self.query_one("#record-status", Static).update("Writing…")
        self.write()


def _read_at(area: TextArea) -> int:
    """The line that is read: that of the cursor, or the first in sight where it was scrolled off.

    The mouse scrolls without moving the cursor.
    """
    wrapped, row = area.wrapped_document, area.cursor_location[0]
    top = area.scroll_offset.y
    if top <= wrapped.location_to_offset((row, 0)).y < top + area.size.height:
        return row
    return wrapped.offset_to_location(Offset(0, top))[0]
