"""A person's work on a meeting's folder: read it, save edits one after the other, undo them.

Whatever touches the folder waits for its turn, see `Turns`.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from checklists import history
from checklists.base import clock
from checklists.base.errors import ConflictError, HuiqianError, InvalidEditError, UsageError
from checklists.base.faults import Fault
from checklists.base.language import N_, _
from checklists.edits.change import Edit
from checklists.edits.privacy import redact_faults, refuse_foreign_talks
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Readiness, assess
from checklists.store import kept
from checklists.store.assembling import Reading
from checklists.store.entries import Event, HistoryEntry, get_system_user
from checklists.store.folder import Folder, Saved
from checklists.store.recovery import UnfinishedEdit

if TYPE_CHECKING:
    from checklists.history.about import About
    from checklists.store.losses import Loss

T = TypeVar("T")
POLL_SECONDS = 1.0
"""How often a screen checks whether others changed the files."""
UNDO_LIMIT = 200
_NOT_UNDONE = N_("Not undone: {what} was changed by someone else since. Undo goes on with the change before it.")
_NOT_REDONE = N_("Not done again: {what} was changed by someone else since.")


class UndoStep(NamedTuple):
    """An edit as last made or undone, with its entry in the history."""

    edit: Edit
    entry: str


@dataclass
class Turns:
    """A queue of tasks on a folder: one at a time, each to its end.

    Who waits for one may be cancelled, the edit is stored all the same and can be undone. `finish` waits for all that
    was asked to be saved.
    """

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


@dataclass
class Session:
    """The folder, its last reading, and the edits that can be undone."""

    folder: Folder
    reading: Reading
    me: str | None = None
    """The member whose part is shown; ``None`` for all."""
    fixed_today: date | None = None
    """A day to judge on, for reproducible pictures and tests."""
    turns: Turns = field(default_factory=Turns)
    """The queue of tasks that work on the folder."""
    _done: list[UndoStep] = field(default_factory=list)
    _undone: list[UndoStep] = field(default_factory=list)
    _given_up: set[str] = field(default_factory=set)
    """Entries of the history that cannot be undone any more and are not offered again."""

    @property
    def today(self) -> date:
        """Return the day to judge on."""
        return self.fixed_today or clock.today()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The faults that the viewer may see."""
        return redact_faults(self.reading.faults, self.me)

    def assess(self, earlier: Readiness | None = None) -> Readiness | None:
        """Compute the readiness of the last reading."""
        if self.reading.meeting is None:
            return None
        return replace(assess(self.reading.meeting, self.today, self.reading.faults, earlier), faults=self.faults)

    async def save(self, make: Callable[[Meeting], Edit], *, on_newest: bool = False) -> Edit:
        """Make an edit from the meeting at that time, and save it. Raises `HuiqianError` if it is not saved.

        With `on_newest` it is made from what is on disk, while nobody else can write: for what looks first what is
        there. `NotConfirmedError` says that it is stored, and can be undone, but may not survive a power cut.
        """

        def allowed(meeting: Meeting) -> Edit:
            edit = make(meeting)
            try:
                refuse_foreign_talks(meeting, self.me, edit)
            except ConflictError as error:  # raised as the folder does, so that a form can ask which version to keep
                error.edit = edit
                raise
            return edit

        async def saved() -> Edit:
            if self.reading.meeting is None:
                raise UsageError(_("The meeting cannot be read; mend its files first."))
            if on_newest:
                made = await self._write(lambda: self.folder.apply_newest(allowed, me=self.me or "", today=self.today))
            else:
                made = await self._apply(allowed(self.reading.meeting))
            self._note_done(made)
            made.confirm()
            return made.edit

        return await self.turns.take(saved, saves=True)

    async def tidy(self) -> UnfinishedEdit | None:
        """Complete or sweep what dead writers left; a read-only folder stays as it is.

        Returns the last edit if it is stored only in part, or was until now. All is read as it is now, with what only
        the history can tell.
        """

        async def tidied() -> UnfinishedEdit | None:
            found = None
            with contextlib.suppress(HuiqianError):
                found = await asyncio.to_thread(self.folder.tidy)
            with contextlib.suppress(HuiqianError):
                self.reading = await asyncio.to_thread(self.folder.read, is_thorough=True)
            return found

        return await self.turns.take(tidied)

    @property
    def can_undo(self) -> bool:
        """Tell whether there is an edit of this session to undo."""
        return bool(self._done)

    async def undo(self) -> Edit | None:
        """Undo this session's last edit; ``None`` if there is none.

        One that does not fit any more is given up, which the `UsageError` says.
        """
        return await self.turns.take(lambda: self._reverse(self._done, self._undone, _NOT_UNDONE), saves=True)

    async def redo(self) -> Edit | None:
        """Redo the last undone edit; ``None`` if there is none."""
        return await self.turns.take(lambda: self._reverse(self._undone, self._done, _NOT_REDONE), saves=True)

    async def find_last_edit(self) -> HistoryEntry | None:
        """Return this user's last edit in the history, for a session without edits of its own."""

        def found() -> HistoryEntry | None:
            events = (
                event for event in self.folder.history() if event.entry is None or event.entry.id not in self._given_up
            )
            return history.find_last(events, get_system_user(), self.reading.meeting, self.me)

        return await self.turns.take(lambda: asyncio.to_thread(found))

    async def history(self, about: "About", start: int, count: int) -> list[Event]:
        """Return events that match `about` and may be seen, the newest first."""

        def found() -> list[Event]:
            events = history.redact_event(self.folder.history(), about, self.reading.meeting, self.me)
            return list(islice(events, start, start + count))

        return await self.turns.take(lambda: asyncio.to_thread(found))

    async def take_back(self, event: Event, *, is_undo: bool = False) -> Edit:
        """Undo an edit of the history; `is_undo` says that it is an undo itself, which redo then repeats.

        Raises `UsageError` where it cannot be, and what `Folder.apply` raises.
        """
        return await self.turns.take(lambda: self._take_back(event, is_undo=is_undo), saves=True)

    async def restore(self, copy: kept.KeptCopy) -> Edit | None:
        """Restore a kept copy; ``None`` if the file is the same."""

        async def restored() -> Edit | None:
            me = self.me or ""
            made = await self._write(
                lambda: self.folder.restore(copy.file, kept.read_copy(self.folder.path, copy), me=me)
            )
            self._note_done(made)
            made.confirm()
            return made.entry.edit() if made.entry else None

        return await self.turns.take(restored, saves=True)

    async def restore_loss(self, loss: "Loss") -> Edit:
        """Restore what a file has lost, even ``meeting.toml``, without which no meeting is shown."""

        async def restored() -> Edit:
            made = await self._apply(loss.make_restoration(self.reading.meeting))
            self._note_done(made)
            made.confirm()
            return made.edit

        return await self.turns.take(restored, saves=True)

    async def accept_loss(self, loss: "Loss") -> Edit | None:
        """Record in the history that a loss is accepted."""

        async def accepted() -> Edit | None:
            made = await self._write(lambda: self.folder.accept_loss(loss, me=self.me or ""))
            self._note_done(made)
            made.confirm()
            return made.entry.edit() if made.entry else None

        return await self.turns.take(accepted, saves=True)

    async def refresh(self) -> bool:
        """Read what changed on disk, and tell whether anything did. Raises `HuiqianError` if it cannot be read."""

        async def refreshed() -> bool:
            before = self.reading
            self.reading = await asyncio.to_thread(self.folder.read)
            return self.reading is not before

        return await self.turns.take(refreshed)

    def _note_done(self, made: Saved) -> None:
        if made.entry and made.entry.changes:
            self._done[:] = [*self._done, UndoStep(made.entry.edit(), made.entry.id)][-UNDO_LIMIT:]
            self._undone.clear()

    async def _reverse(self, taken: list[UndoStep], given: list[UndoStep], sentence: str) -> Edit | None:
        """Reverse the last step of one list, and move it to the other."""
        if not taken:
            return None
        step = taken[-1]
        try:
            made = await self._apply(step.edit.inverse(), step.entry)
        except (ConflictError, InvalidEditError):
            taken.pop()
            self._given_up.add(step.entry)
            raise UsageError(_(sentence).format(what=step.edit.meaning)) from None
        taken.pop()
        if made.entry is None:
            raise UsageError(_("It is so already: {what}").format(what=step.edit.meaning))
        given.append(UndoStep(made.entry.edit(), made.entry.id))
        made.confirm()
        return step.edit

    async def _take_back(self, event: Event, *, is_undo: bool) -> Edit:
        entry, edit = history.undo_last(event, self.reading.meeting, self.me)
        try:
            made = await self._apply(edit, entry.id)
        except (ConflictError, InvalidEditError):
            if not is_undo:
                raise
            self._given_up.add(entry.id)
            raise UsageError(_(_NOT_UNDONE).format(what=entry.meaning)) from None
        if made.entry is None:
            self._given_up.add(entry.id)
            raise UsageError(_("It is so already: {what}").format(what=entry.meaning))
        self._done[:] = [step for step in self._done if step.entry != entry.id]
        if is_undo:
            self._undone.append(UndoStep(made.entry.edit(), made.entry.id))
        else:
            self._note_done(made)
        made.confirm()
        return edit

    async def _apply(self, edit: Edit, undoes: str = "") -> Saved:
        return await self._write(lambda: self.folder.apply(edit, me=self.me or "", undoes=undoes, today=self.today))

    async def _write(self, write: Callable[[], Saved]) -> Saved:
        try:
            made = await asyncio.to_thread(write)
        except HuiqianError:
            # the disk may be newer than what was shown, and a retry starts from it
            await self._read_anew()
            raise
        self.reading = made.reading
        return made

    async def _read_anew(self) -> None:
        """Read again; what cannot be read stays as it was."""
        with contextlib.suppress(HuiqianError):
            self.reading = await asyncio.to_thread(self.folder.read)


def open_session(folder: Path, me: str | None = None, today: date | None = None) -> Session:
    """Read a folder and begin to work on it. Raises `NoMeetingError` where there is none."""
    with contextlib.suppress(FileNotFoundError):  # the working folder is gone, and with it relative paths
        folder = folder.absolute()  # stays valid if the working folder is moved or removed later
    source = Folder(folder)
    return Session(source, source.read(), me, today)
