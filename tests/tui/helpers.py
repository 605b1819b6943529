"""What the tests of the app share: rows on screen, and waiting for facts instead of time."""

import asyncio
from collections.abc import Callable

from textual.app import App
from textual.css.query import NoMatches
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer

from tui.keys import KeysInTurn

SIZES = [(80, 24), (120, 40)]
SIZE_NAMES = ["80x24", "120x40"]
PATIENCE_S = 900.0
"""Only against hanging: what holds is seen at once, whatever this is."""


def rows(app: App[None]) -> str:
    """The screen as text, one line a row. The one place that reads the compositor."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


def busy(app: App[None]) -> bool:
    """Whether a key or a worker is on its way that may change the screen yet."""
    if isinstance(app, KeysInTurn) and (app._held or app._turn):
        return True
    # A first build of the guidance takes minutes and moves no row.
    return any(not item.is_finished and item.group != "guidance" for item in app.workers)


async def wait_still(pilot: Pilot[None]) -> None:
    """Let the app run until nothing moves on the screen: a click would land a row off before."""
    seen: list[str] = []

    def still() -> bool:
        seen.append("" if busy(pilot.app) else rows(pilot.app))
        return len(seen) > 3 and all(seen[-4:]) and len(set(seen[-4:])) == 1

    await wait_until(pilot, still, 0.05)


async def wait_until(pilot: Pilot[None], holds: Callable[[], bool], every_s: float = 0.02) -> None:
    """Let the app run until something holds; fails with the screen when it never does."""
    loop = asyncio.get_running_loop()
    end = loop.time() + PATIENCE_S
    while not _holds(holds):
        if pilot.app._exception is not None:
            raise pilot.app._exception  # an app that died shows nothing new
        if loop.time() > end:
            raise AssertionError(
                f"waited {PATIENCE_S:.0f} s in vain; the screen:\n{rows(pilot.app)}"
            )
        await pilot.pause(every_s)


def _holds(holds: Callable[[], bool]) -> bool:
    """Whether it holds; of a widget that is not there yet nothing does."""
    try:
        return holds()
    except NoMatches:
        return False


async def wait_text(pilot: Pilot[None], *texts: str) -> None:
    """Let the app run until all of these stand on the screen, however its rows are wrapped."""
    await wait_until(pilot, lambda: all(text in running(pilot.app) for text in texts))


def place_of(app: App[None], text: str) -> tuple[int, int]:
    """Column and row where a text begins."""
    lines = rows(app).splitlines()
    row = next(place for place, line in enumerate(lines) if text in line)
    return lines[row].index(text), row


async def click(pilot: Pilot[None], text: str) -> None:
    """Click where a text begins, once it is there and nothing moves any more.

    The pilot clicks past the queue of the app: what was typed could still be held there.
    """
    await wait_until(pilot, lambda: any(text in line for line in rows(pilot.app).splitlines()))
    await wait_still(pilot)
    await pilot.click(offset=place_of(pilot.app, text))


async def click_on(
    pilot: Pilot[None], selector: str | Widget, offset: tuple[int, int] = (0, 0)
) -> None:
    """Click on a widget, once nothing moves any more."""
    await wait_still(pilot)
    await pilot.click(selector, offset=offset)


async def arrived(pilot: Pilot[None], screen: type[Screen[None]]) -> None:
    """Wait until that screen is on top, has its widgets, and one of them has the keyboard.

    It is on top before it has them, and keys that come in between are lost.
    """

    def stands() -> bool:
        top = pilot.app.screen
        if not isinstance(top, screen) or not top.is_mounted or not top.query(Footer):
            return False
        return top.focused is not None or not top.focus_chain

    await wait_until(pilot, stands)


def running(app: App[None]) -> str:
    """The screen as running text."""
    return " ".join(rows(app).split())
