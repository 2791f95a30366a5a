"""Leaving: first every key that was pressed before has its effect, and everything is saved."""

import asyncio
import contextlib

from textual.app import App
from textual.dom import DOMNode

from checklists import files
from checklists.errors import HuiqianError
from tui.session import Session

_ROUNDS = 2
"""A key's action, then what it posted."""


async def keys_done(app: App[None]) -> None:
    """Wait until the keys pressed before are handled; a handler that hangs is waited for as long as a lock is."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(files.LOCK_SECONDS):
            for _round in range(_ROUNDS):
                for node in (app.focused or app.screen).ancestors_with_self:
                    await _queue_done(node, app)


async def _queue_done(node: DOMNode, app: App[None]) -> None:
    is_done = asyncio.Event()
    if node is not app and node.call_later(is_done.set):
        await is_done.wait()


async def all_saved(session: Session) -> HuiqianError | None:
    """Wait until everything is saved; return what was not."""
    error = await session.finish()
    return error or next(iter(session.untold()), None)
