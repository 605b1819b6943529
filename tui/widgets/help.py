"""The help panel: what the screen is for comes first, then the question at hand, then the keys."""

from textwrap import dedent

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.css.query import NoMatches
from textual.widget import Widget
from textual.widgets import HelpPanel, KeyPanel, Markdown, Static

KEYS = "PgDn, PgUp read on · Esc closes"


class ScreenHelp(HelpPanel):
    """Help of the screen and of what has the keyboard in it.

    All of it is one text. The keyboard stays where it was, so keys of the app scroll it.
    """

    def compose(self) -> ComposeResult:
        """What it says, and below it how to read on."""
        with VerticalScroll(id="help-text", can_focus=False):
            yield Markdown(id="widget-help")
            yield KeyPanel(id="keys-help")
        yield Static(KEYS, id="help-keys", markup=False)

    def scroll_page(self, by: int) -> None:
        """Read on, or back, by a page."""
        text = self.query_one("#help-text", VerticalScroll)
        if by > 0:
            text.scroll_page_down(animate=False)
        else:
            text.scroll_page_up(animate=False)

    def update_help(self, focused_widget: Widget | None) -> None:
        """Show the screen's own help, and before the keys that of the nearest field with some."""
        if not self.app.app_focus or not self.screen.is_active:
            return
        parts = [self.screen.HELP or ""]
        chain = focused_widget.ancestors_with_self if focused_widget is not None else []
        nearest = next(
            (node.HELP for node in chain if isinstance(node, Widget) and node.HELP), None
        )
        if nearest is not None and nearest != self.screen.HELP:
            parts.append(nearest)
        text = "\n\n".join(dedent(part).strip() for part in parts if part)
        self.set_class(bool(text), "-show-help")
        try:
            self.query_one(Markdown).update(text)
        except NoMatches:
            return
