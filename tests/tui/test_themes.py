"""Both themes are readable, and state is told by words and symbols, not by colour."""

import itertools

import pytest
from textual.color import Color
from textual.theme import Theme

from tests.tui.contrast import ENOUGH, contrast
from tests.tui.helpers import wait_text
from tui.app import WattbriefApp
from tui.themes import DARK, LIGHT

TEXTS = ("foreground", "foreground-muted", "primary", "secondary", "accent", "error", "success")
GROUNDS = ("background", "surface", "panel")


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_every_text_colour_is_readable_on_every_ground(theme: Theme) -> None:
    colors = theme.to_color_system().generate()
    pairs = list(itertools.product(TEXTS, GROUNDS))
    pairs += [("block-cursor-foreground", "block-cursor-background")]
    pairs += [("footer-key-foreground", "panel"), ("warning", "background")]
    poor = {
        pair: round(found, 2)
        for pair in pairs
        if (found := contrast(Color.parse(colors[pair[0]]), Color.parse(colors[pair[1]]))) < ENOUGH
    }
    assert poor == {}


async def test_without_colour_the_screen_still_says_everything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = WattbriefApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, "Press n to start one", "f1 Help")
        assert app.no_color
        strips = app.screen._compositor.render_strips()
        colors = {
            segment.style.color.triplet
            for strip in strips
            for segment in strip.apply_filter(app._filters[0], app.screen.styles.background)
            if segment.style and segment.style.color and segment.style.color.triplet
        }
        assert all(max(color) - min(color) <= 3 for color in colors)
