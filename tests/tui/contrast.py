"""Contrast of what stands on the screen, as WCAG 2.1 measures it."""

from collections.abc import Iterator

from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.geometry import Region

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


def faint(app: App[None], region: Region | None = None) -> dict[str, float]:
    """Words on the screen that stand out too little from what is behind them.

    Args:
        app: As the terminal would show it now, dimmed text included.
        region: The part that is looked at; all of it when None.
    """
    left, top, width, height = region or app.screen.region
    found: dict[str, float] = {}
    for strip in app.screen._compositor.render_strips()[top : top + height]:
        shown = strip.crop(left, left + width)
        for filter_ in app.get_line_filters():
            shown = shown.apply_filter(filter_, app.screen.styles.background)
        for segment in shown:
            if segment.style is not None and any(map(str.isalnum, segment.text)):
                ratio = contrast(*_colors(segment.style))
                if ratio < ENOUGH:
                    found[segment.text.strip()] = round(ratio, 2)
    return found


def _colors(style: Style) -> Iterator[Color]:
    for item in (style.color, style.bgcolor):
        assert item is not None
        assert item.triplet is not None
        yield Color(*item.triplet)
