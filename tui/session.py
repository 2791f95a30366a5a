"""One person's work on one folder: reads it, saves edits one after the other, takes them back."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from checklists.edits import Edit
from checklists.errors import HuiqianError, UsageError
from checklists.folder import Folder, Reading
from checklists.language import _
from checklists.meeting import Meeting
from checklists.readiness import Readiness, assess

if TYPE_CHECKING:
    from checklists.history import Entry, Event
    from checklists.history_about import About
    from checklists.kept import Copy

UNDO_LIMIT = 200


class Step(NamedTuple):
    """An edit, and the entry of the history that tells of it when it was last made or taken back."""

    edit: Edit
    entry: str


@dataclass
class Session:
    """The folder, what was last read of it, and what can be undone."""

    folder: Folder
    reading: Reading
    me: str | None = None
    """The member whose part is shown, else all."""
    fixed_today: date | None = None
    """A day to pretend it is; for reproducible pictures and tests."""
    _done: list[Step] = field(default_factory=list)
    _undone: list[Step] = field(default_factory=list)
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
                self._has_done(edit, await self._apply(edit))
            return edit

    def _has_done(self, edit: Edit, entry: str) -> None:
        self._done = [*self._done, Step(edit, entry)][-UNDO_LIMIT:]
        self._undone.clear()

    async def tidy(self) -> None:
        """Sweep what dead writers left; a folder that cannot be written to stays as it is."""
        async with self._turn:
            with contextlib.suppress(HuiqianError):
                await asyncio.to_thread(self.folder.tidy)

    @property
    def can_undo(self) -> bool:
        """Tell whether this session has edits of its own to take back."""
        return bool(self._done)

    async def undo(self) -> Edit | None:
        """Take this session's last edit back; ``None`` if there is none."""
        async with self._turn:
            if not self._done:
                return None
            edit, entry = self._done[-1]
            self._undone.append(Step(edit, await self._apply(edit.inverse(), entry)))
            self._done.pop()
            return edit

    async def redo(self) -> Edit | None:
        """Make the last undone edit again; ``None`` if there is none."""
        async with self._turn:
            if not self._undone:
                return None
            edit, entry = self._undone[-1]
            self._done.append(Step(edit, await self._apply(edit, entry)))
            self._undone.pop()
            return edit

    async def last_before(self) -> "Entry | None":
        """Return the last edit that the history tells of this user, for when this session has none of its own."""
        from checklists.history import system_user  # noqa: PLC0415 - opening a meeting does not need it
        from checklists.history_undo import last_of  # noqa: PLC0415

        async with self._turn:
            meeting = self.reading.meeting
            return await asyncio.to_thread(lambda: last_of(self.folder.history(), system_user(), meeting, self.me))

    async def history(self, about: "About", start: int, count: int) -> "list[Event]":
        """Return some of the events that are about something and may be seen, the newest first."""
        from checklists.history_about import shown  # noqa: PLC0415 - opening a meeting does not need it

        async with self._turn:
            meeting = self.reading.meeting
            return await asyncio.to_thread(
                lambda: list(islice(shown(self.folder.history(), about, meeting, self.me), start, start + count))
            )

    async def take_back(self, event: "Event", *, is_undo: bool = False) -> Edit:
        """Take an edit of the history back; with `is_undo` redo makes it again, else undo does.

        Raises `UsageError` where it cannot be, and what `Folder.apply` raises.
        """
        from checklists.history_undo import back  # noqa: PLC0415 - opening a meeting does not need it

        async with self._turn:
            entry, edit = back(event, self.reading.meeting, self.me)
            made = await self._apply(edit, entry.id)
            if not made:
                raise UsageError(_("It is so already: {what}").format(what=entry.meaning))
            self._done = [step for step in self._done if step.entry != entry.id]
            if is_undo:
                self._undone.append(Step(entry.edit(), made))
            else:
                self._has_done(edit, made)
            return edit

    async def restore(self, copy: "Copy") -> Edit | None:
        """Put a kept copy in its file's place; ``None`` where it was no different."""
        from checklists.kept import restore  # noqa: PLC0415 - hardly ever needed

        async with self._turn:
            await self._write(lambda: restore(self.folder, copy, me=self.me or ""))
            entry = self.folder.entry
            if entry is None:
                return None
            if entry.changes:
                self._has_done(entry.edit(), entry.id)
            return entry.edit()

    async def refresh(self) -> bool:
        """Read what changed on disk; tell whether anything did."""
        async with self._turn:
            before = self.reading
            self.reading = await asyncio.to_thread(self.folder.read)
            return self.reading is not before

    async def _apply(self, edit: Edit, undoes: str = "") -> str:
        """Make an edit and return the id of its entry in the history; empty where it changed nothing."""
        await self._write(lambda: self.folder.apply(edit, me=self.me or "", undoes=undoes))
        return self.folder.entry.id if self.folder.entry else ""

    async def _write(self, write: Callable[[], Reading]) -> None:
        try:
            self.reading = await asyncio.to_thread(write)
        except HuiqianError:
            # what is on disk may be newer than what was shown, and is what a retry starts from
            self.reading = await asyncio.to_thread(self.folder.read)
            raise
