"""Both themes are readable, and state is told by words and symbols, not by colour."""

import itertools

import pytest
from textual.color import Color
from textual.theme import Theme

from tests.tui.helpers import wait_text
from tui.app import WattbriefApp
from tui.themes import DARK, LIGHT

TEXTS = ("foreground", "foreground-muted", "primary", "secondary", "accent", "error", "success")
GROUNDS = ("background", "surface", "panel")
ENOUGH = 4.5


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio of WCAG 2.1, 1 to 21."""

    def luminance(color: Color) -> float:
        parts = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in color.normalized
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)


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
