"""A queue of tasks on a folder: one at a time, each to its end.

Who waits for it may be cancelled, the edit is stored all the same and can be undone. `finish` waits for all that was
asked to be saved.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from checklists.base.errors import HuiqianError

T = TypeVar("T")


@dataclass
class Turns:
    """The queue of a folder."""

    _lock: asyncio.Lock = field(init=False, default_factory=asyncio.Lock)
    running: set[asyncio.Task[Any]] = field(init=False, default_factory=set)
    _saving: set[asyncio.Task[Any]] = field(init=False, default_factory=set)
    """Tasks that save, or wait to."""
    _untold: list[HuiqianError] = field(init=False, default_factory=list)
    """Errors of tasks whose caller was cancelled."""

    async def take(self, work: Callable[[], Awaitable[T]], *, saves: bool = False) -> T:
        """Run one task at a time, to its end: its caller may be cancelled, a thread cannot."""

        async def alone() -> T:
            async with self._lock:
                return await work()

        task = asyncio.create_task(alone())
        for tasks in (self.running, *([self._saving] if saves else [])):
            tasks.add(task)
            task.add_done_callback(tasks.discard)
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            task.add_done_callback(self._leave_untold)
            raise
        return task.result()

    def _leave_untold(self, task: asyncio.Task[Any]) -> None:
        error = None if task.cancelled() else task.exception()
        if isinstance(error, HuiqianError):
            self._untold.append(error)

    @property
    def is_saving(self) -> bool:
        """Tell whether an edit is being saved or waits to be."""
        return bool(self._saving)

    async def finish(self) -> HuiqianError | None:
        """Wait until all edits so far are saved; return the first error."""
        while self._saving:
            done, _left = await asyncio.wait(self._saving, return_when=asyncio.FIRST_EXCEPTION)
            for task in done:
                error = None if task.cancelled() else task.exception()
                if isinstance(error, HuiqianError):
                    return error
        return None

    def take_untold(self) -> list[HuiqianError]:
        """Return, once, the errors of tasks whose caller was cancelled."""
        found, self._untold = self._untold, []
        return found
