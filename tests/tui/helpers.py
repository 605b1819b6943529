"""What the tests of the app share: rows on screen, and waiting for facts instead of time."""

import asyncio
from collections.abc import Callable

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer

SIZES = [(80, 24), (120, 40)]
SIZE_NAMES = ["80x24", "120x40"]
PATIENCE_S = 60.0
"""A loaded machine is slow, not wrong; what holds is seen at once, whatever this is."""


def rows(app: App[None]) -> str:
    """The screen as text, one line a row. The one place that reads the compositor."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


async def wait_still(pilot: Pilot[None]) -> None:
    """Let the app run until nothing moves on the screen: a click would land a row off before."""
    seen: list[str] = []
    while len(seen) < 4 or len(set(seen[-4:])) > 1:
        await pilot.pause(0.05)
        seen.append(rows(pilot.app))


async def wait_until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Let the app run until something holds; fails with the screen when it never does."""
    loop = asyncio.get_running_loop()
    end = loop.time() + PATIENCE_S
    while not holds():
        if loop.time() > end:
            raise AssertionError(
                f"waited {PATIENCE_S:.0f} s in vain; the screen:\n{rows(pilot.app)}"
            )
        await pilot.pause(0.02)


async def wait_text(pilot: Pilot[None], *texts: str) -> None:
    """Let the app run until all of these stand on the screen, however its rows are wrapped."""
    await wait_until(pilot, lambda: all(text in running(pilot.app) for text in texts))


async def click(pilot: Pilot[None], text: str) -> None:
    """Click where a text begins, once nothing moves any more."""
    await wait_still(pilot)
    lines = rows(pilot.app).splitlines()
    row = next(place for place, line in enumerate(lines) if text in line)
    await pilot.click(offset=(lines[row].index(text), row))


async def click_on(
    pilot: Pilot[None], selector: str | Widget, offset: tuple[int, int] = (0, 0)
) -> None:
    """Click on a widget, once nothing moves any more.

    What is pressed on one widget and let go on another, moved below it meanwhile, keeps the
    mouse: no later click arrives.
    """
    await wait_still(pilot)
    await pilot.click(selector, offset=offset)


async def arrived(pilot: Pilot[None], screen: type[Screen[None]]) -> None:
    """Wait until that screen is on top and has its widgets: it is on top before it has them."""

    def stands() -> bool:
        return isinstance(pilot.app.screen, screen) and bool(pilot.app.screen.query(Footer))

    await wait_until(pilot, stands)


def running(app: App[None]) -> str:
    """The screen as running text."""
    return " ".join(rows(app).split())
