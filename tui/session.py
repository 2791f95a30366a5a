"""One person's work on one folder: reads it, saves edits one after the other, takes them back."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from checklists.edits import Edit
from checklists.errors import HuiqianError, UsageError
from checklists.folder import Folder, Reading
from checklists.language import _
from checklists.meeting import Meeting
from checklists.readiness import Readiness, assess

UNDO_LIMIT = 200


@dataclass
class Session:
    """The folder, what was last read of it, and what can be undone."""

    folder: Folder
    reading: Reading
    me: str | None = None
    """The member whose part is shown, else all."""
    fixed_today: date | None = None
    """A day to pretend it is; for reproducible pictures and tests."""
    _done: list[Edit] = field(default_factory=list)
    _undone: list[Edit] = field(default_factory=list)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def today(self) -> date:
        """Return the day all is judged at."""
        return self.fixed_today or date.today()  # noqa: DTZ011 - the user's own calendar day

    def assess(self, earlier: Readiness | None = None) -> Readiness | None:
        """Judge what was last read."""
        if self.reading.meeting is None:
            return None
        return assess(self.reading.meeting, self.today, self.reading.faults, earlier)

    async def save(self, make: Callable[[Meeting], Edit]) -> Edit:
        """Make an edit from the meeting as it is then, and store it. Raises `HuiqianError` if it is not stored."""
        async with self._turn:
            if self.reading.meeting is None:
                raise UsageError(_("The meeting cannot be read; mend its files first."))
            edit = make(self.reading.meeting)
            if edit.changes:
                await self._apply(edit)
                self._done = [*self._done, edit][-UNDO_LIMIT:]
                self._undone.clear()
            return edit

    async def tidy(self) -> None:
        """Sweep what dead writers left; a folder that cannot be written to stays as it is."""
        async with self._turn:
            with contextlib.suppress(HuiqianError):
                await asyncio.to_thread(self.folder.tidy)

    async def undo(self) -> Edit | None:
        """Take the last edit back; ``None`` if there is none."""
        async with self._turn:
            if not self._done:
                return None
            await self._apply(self._done[-1].inverse())
            self._undone.append(self._done.pop())
            return self._undone[-1]

    async def redo(self) -> Edit | None:
        """Make the last undone edit again; ``None`` if there is none."""
        async with self._turn:
            if not self._undone:
                return None
            await self._apply(self._undone[-1])
            self._done.append(self._undone.pop())
            return self._done[-1]

    async def refresh(self) -> bool:
        """Read what changed on disk; tell whether anything did."""
        async with self._turn:
            before = self.reading
            self.reading = await asyncio.to_thread(self.folder.read)
            return self.reading is not before

    async def _apply(self, edit: Edit) -> None:
        try:
            self.reading = await asyncio.to_thread(self.folder.apply, edit)
        except HuiqianError:
            # what is on disk may be newer than what was shown, and is what a retry starts from
            self.reading = await asyncio.to_thread(self.folder.read)
            raise
