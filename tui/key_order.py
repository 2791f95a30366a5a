"""Keys in their order: each is given out when the one before it has had its effect.

Textual gives a key to the widget that has the focus while it is read, and the effect comes later: over a slow line, or
from quick hands, ``/`` and the letters after it arrive at once, and the letters would act on the list.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable

from textual.app import App
from textual.dom import DOMNode
from textual.events import Key, Paste

_ROUNDS = 2
"""A key's action, then what it posted."""
LONGEST = 2.0
"""Seconds a key waits for the one before it: one whose handler hangs holds up nothing for good."""


async def _queue_done(node: DOMNode) -> None:
    is_done = asyncio.Event()
    if node.call_later(is_done.set):
        await is_done.wait()


async def _effect(app: App[None]) -> None:
    for _round in range(_ROUNDS):
        for node in (app.focused or app.screen).ancestors_with_self:
            if node is not app:
                await _queue_done(node)


async def _effect_or_longest(app: App[None]) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LONGEST):
            await _effect(app)


class KeyOrder:
    """What was typed and pasted, and is not given out yet."""

    def __init__(self, app: App[None], give_out: Callable[[Key | Paste], Awaitable[None]]) -> None:
        self._app = app
        self._give_out = give_out
        self._waiting: deque[Key | Paste] = deque()
        self._before: asyncio.Task[None] | None = None
        """Done when what was given out last has had its effect."""

    async def take(self, event: Key | Paste) -> None:
        """Give out a key or a paste, now or when its turn has come."""
        self._waiting.append(event)
        if self._before is None:
            await self._next()

    async def _next(self) -> None:
        self._before = None
        if self._waiting:
            await self._give_out(self._waiting.popleft())
            self._before = asyncio.create_task(_effect_or_longest(self._app))
            self._before.add_done_callback(self._go_on)

    def _go_on(self, _before: asyncio.Task[None]) -> None:
        self._app.call_later(self._next)

    async def all_done(self, seconds: float) -> None:
        """Wait until all that was typed has had its effect, but no longer than this."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._before is not None:
                    await asyncio.wait({self._before})
                    await _queue_done(self._app)
                await _effect(self._app)
