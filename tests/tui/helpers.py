"""What the tests of the app share: rows on screen, and waiting for facts instead of time."""

import asyncio
from collections.abc import Callable

from textual.app import App
from textual.pilot import Pilot

SIZES = [(80, 24), (120, 40)]
SIZE_NAMES = ["80x24", "120x40"]
PATIENCE_S = 20.0


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
