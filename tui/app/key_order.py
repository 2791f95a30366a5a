"""Keys, pastes and clicks in order: each is passed on after the one before has had its effect.

Textual gives a key to the widget that has the focus while it is read, and the effect comes later: over a slow line, or
from quick hands, ``/`` and the letters after it arrive at once, and the letters would act on the list.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable

from textual.app import App
from textual.dom import DOMNode
from textual.events import Key, MouseDown, MouseUp, Paste
from textual.worker import WorkerError

from tui.base.screen import SPEAKING

Typed = Key | Paste | MouseDown | MouseUp
"""What a person does, in order."""

_ROUNDS = 2
"""Rounds of messages: the key's action, then what it posted."""
KEY_SECONDS = 2.0
"""Seconds for later keys to wait for a hanging handler."""


async def _wait_for_queue(node: DOMNode) -> None:
    is_done = asyncio.Event()
    if node.call_later(is_done.set):
        await is_done.wait()


async def _wait_for_layout(node: DOMNode) -> None:
    is_done = asyncio.Event()
    if node.call_after_refresh(is_done.set):
        await is_done.wait()


async def _effect(app: App[None]) -> None:
    for _round in range(_ROUNDS):
        for node in (app.focused or app.screen).ancestors_with_self:
            if node is not app:
                await _wait_for_queue(node)
    speaking = [one for one in app.workers if one.group == SPEAKING and one.node is app.screen]
    for worker in speaking:  # what follows is meant for the screen in the other language
        with contextlib.suppress(WorkerError):
            await worker.wait()
    if app.focused and not app.focused.size:  # a list just opened has no lines yet, and page keys raise (KeyError)
        await _wait_for_layout(app.focused)


class KeyOrder:
    """The queue of keys, pastes and clicks."""

    def __init__(self, app: App[None], give_out: Callable[[Typed], Awaitable[None]]) -> None:
        self._app = app
        self._give_out = give_out
        self.waiting: deque[Typed] = deque()
        self._before: asyncio.Task[None] | None = None
        """Done when the last event passed on has had its effect."""
        self._hangs = False

    async def take(self, event: Typed) -> None:
        """Pass on a key, paste or click, now or in its turn."""
        self.waiting.append(event)
        if self._before is None:
            await self._next()

    async def _next(self) -> None:
        self._before = None
        while self.waiting:
            if self._app.screen_stack and not self._app.screen.is_mounted:  # just made, and not laid out yet
                self._wait_for_effect()
                return
            await self._give_out(self.waiting.popleft())
            if not self._hangs or not self.waiting:  # after one that hangs, all that waits is passed on at once
                self._wait_for_effect()
                return

    def _wait_for_effect(self) -> None:
        self._before = asyncio.create_task(self._effect_or_longest())
        self._before.add_done_callback(self._go_on)

    async def _effect_or_longest(self) -> None:
        self._hangs = True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(KEY_SECONDS):
                await _effect(self._app)
                self._hangs = False

    def _go_on(self, _before: asyncio.Task[None]) -> None:
        self._app.call_later(self._next)

    async def wait_until_idle(self, seconds: float) -> None:
        """Wait until everything typed has had its effect, but no longer than `seconds`."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._before is not None:
                    await asyncio.wait({self._before})
                    await _wait_for_queue(self._app)
                await _effect(self._app)
