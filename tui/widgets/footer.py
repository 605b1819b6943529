"""The keys that work now, at the bottom of a screen."""

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

NARROW = 80
"""Columns below which the keys stand close together."""

HELP = "help"
"""Action of the key that stays in sight where not all do."""


class KeyFooter(Footer):
    """A footer that is built anew only when it would show something else.

    Each move of the focus announces the keys anew, mostly the same ones; building a dozen widgets
    for that takes longer than all the rest that a Tab brings about.
    """

    _shown: tuple[tuple[str, str, bool], ...] = ()

    def compose(self) -> ComposeResult:
        """The keys; that of the help by a class of its own, as it tells all others.

        Where the key of the palette stands at the end already there is no room for a second.
        """
        for item in super().compose():
            helps = isinstance(item, FooterKey) and item.action == HELP
            if helps and not self.show_command_palette:
                item.add_class("-help")
            yield item

    def on_resize(self) -> None:
        """Close up where not all would be in sight."""
        self.compact = self.app.size.width < NARROW

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Build the keys anew if they changed."""
        now = tuple(
            (binding.key, binding.description, enabled)
            for _, binding, enabled, _ in screen.active_bindings.values()
            if binding.show
        )
        if now == self._shown and self._bindings_ready:
            return
        if screen.app.app_focus and self.is_attached and screen is self.screen:
            self._shown = now
        super().bindings_changed(screen)
