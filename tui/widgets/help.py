"""The help panel: what the screen is for comes first, then the question at hand, then the keys."""

from textwrap import dedent

from textual.css.query import NoMatches
from textual.widget import Widget
from textual.widgets import HelpPanel, Markdown


class ScreenHelp(HelpPanel):
    """Help of the screen and of what has the keyboard in it."""

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
