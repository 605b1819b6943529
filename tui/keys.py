"""Keys one at a time: each finds what the one before has brought about.

A key travels to the focused widget, what follows from it travels back through the queue of every
widget above it, and a new focus waits behind whatever stands in the queue of the app. A key that
comes in the meantime would reach the field that was left: Enter and Tab in quick succession would
count as one step, and what is typed after them would land in the wrong field. A click would
overtake the words typed before it.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from contextlib import suppress

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.widgets import Input, OptionList

PATIENCE_S = 2.0
"""Longest that a key waits for the one before; whoever wants to leave must not hang."""

LOOK_S = 0.05
"""How often it is seen that a widget one waits for was taken away."""

CURSOR = frozenset({"up", "down", "left", "right", "pageup", "pagedown", "backspace", "delete"})
"""Keys that come in rows when they are held down, and leave the focus where it is."""

MOVES = frozenset({"tab", "shift+tab"})
"""Keys that count in full however fast they come: each moves on from where it arrives."""

CALM = 2
"""Rounds without a message left: a handler at work in the first has its say in the second."""


class KeysInTurn(App[None]):
    """An app in which a key is handed out once the one before is done with."""

    def __init__(self) -> None:
        """No key is on its way."""
        super().__init__()
        self._held: deque[events.Event] = deque()
        self._turn: asyncio.Task[None] | None = None
        self._typing = False
        self._moving = False

    async def on_event(self, event: events.Event) -> None:
        """Hand a key out, or hold it while another is on its way; a click comes behind keys."""
        if not event.is_forwarded and (
            isinstance(event, (events.Key, events.Paste)) or self._is_behind_keys(event)
        ):
            self._held.append(event)
            await self._hand_out()
        else:
            await super().on_event(event)

    def _is_behind_keys(self, event: events.Event) -> bool:
        """Whether it is a button of the mouse while keys are not done with."""
        busy = self._typing or self._turn is not None
        return isinstance(event, (events.MouseDown, events.MouseUp)) and busy

    async def _hand_out(self) -> None:
        """Hand out what is held, up to a key that has to be waited for."""
        while self._held:
            typed, moves = self._is_typed(self._held[0]), _moves(self._held[0])
            if self._turn is not None and not (moves and self._moving):
                return
            if self._typing and not typed:
                self._wait()
                return
            self._typing, self._moving = typed, moves
            await super().on_event(self._held.popleft())
            if not typed and self._turn is None:
                self._wait()

    def _is_typed(self, event: events.Event) -> bool:
        """Whether it stays in the focused widget; such keys keep their order by themselves."""
        if isinstance(event, events.Paste):
            return isinstance(self.focused, Input)
        if not isinstance(event, events.Key):
            return False
        if event.key in CURSOR:
            return isinstance(self.focused, (Input, OptionList))
        return event.is_printable and isinstance(self.focused, Input)

    def _wait(self) -> None:
        self._turn = asyncio.create_task(self._finish())

    async def _finish(self) -> None:
        try:
            await asyncio.wait_for(self._calm(), PATIENCE_S)
        except TimeoutError:
            self.log.warning("a key was not done with in time")
        self.call_later(self._next)

    async def _next(self) -> None:
        self._turn, self._typing, self._moving = None, False, False
        await self._hand_out()

    async def _calm(self) -> None:
        """Return once no message is left from the focused widget up to the app."""
        calm = 0
        while calm < CALM and self.is_running:
            pumps = self._pumps()
            passed = _passing(pumps)
            while not passed.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(passed.wait(), LOOK_S)
                if self._left(pumps):
                    break
            done = passed.is_set() and not any(pump.message_queue_size for pump in pumps)
            calm = calm + 1 if done else 0

    def _left(self, pumps: Sequence[MessagePump]) -> bool:
        """Whether one is gone or its screen is: what was asked of it is never answered."""
        gone = not all(pump.is_running for pump in pumps)
        return gone or bool(self.screen_stack and self.screen not in pumps)

    def _pumps(self) -> list[MessagePump]:
        if not self.screen_stack:
            return [self]
        return list((self.focused or self.screen).ancestors_with_self)


def _moves(event: events.Event) -> bool:
    return isinstance(event, events.Key) and event.key in MOVES


def _passing(pumps: Sequence[MessagePump]) -> asyncio.Event:
    """Set once each pump has handled what stood in its queue, and what waits for a paint ran.

    All are asked at once: each turn of the event loop takes milliseconds while a worker computes.
    One that closes has nothing left to do.
    """
    handled = asyncio.Event()
    left = 1

    def count() -> None:
        nonlocal left
        left -= 1
        if not left:
            handled.set()

    for pump in pumps:
        left += pump.call_later(count)
    # A list that is closed, for example, gives the focus back after the next paint.
    left += pumps[0].call_after_refresh(count)
    count()
    return handled
