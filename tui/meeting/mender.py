"""Mend a fault from the list: remove its entry, settle or restore records, or open where to mend it."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual.message import Message

from checklists.base.errors import HuiqianError, UnreadableError
from checklists.base.faults import Fault
from checklists.base.language import N_, _
from checklists.edits.change import Edit
from checklists.edits.departure import count_references, settle_departed
from checklists.edits.mending import make_removal
from checklists.history.words import list_changes
from checklists.model.file_names import get_sheet_file
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Readiness
from checklists.store.kept import list_copies
from tui.forms.dialog import Confirm
from tui.forms.saving import Saver
from tui.meeting.fault_list import FaultList, LossDialog, describe_manual_fix, find_way, get_departed_member
from tui.settings.departure import make_departure_form

if TYPE_CHECKING:
    from checklists.store.losses import Loss

FAULT_VALUES_SHOWN = 8
"""Values to remove shown in the question."""
FAULT_VALUE_LENGTH = 40
"""Characters of such a value at most."""


class Mender:
    """Lists a meeting's faults and mends the chosen one. Call it only in a worker of the screen."""

    def __init__(self, saver: Saver, newest: Callable[[], Readiness | None]) -> None:
        self._saver = saver
        self._session = saver.session
        self._newest = newest

    async def mend(self) -> Message | None:
        """List the faults, and mend the chosen one.

        Returns the request that leads to where it can be mended, where that is a place of the screen.
        """
        readiness, me = self._newest(), self._session.me
        faults = readiness.faults if readiness else ()
        if readiness is None or not faults:
            self._saver.say(_("The files have no faults."))
            return None
        meeting = readiness.meeting
        removable = self._removable(meeting, faults)
        chosen = await self._saver.ask(FaultList(faults, removable))
        if chosen is None:
            return None
        fault = chosen.fault
        loss = next((one for one in self._session.reading.losses if one.is_told_by(fault)), None)
        member = get_departed_member(fault)
        if loss and me is None:
            await self._settle_loss(loss)
        elif member and me is None:
            await self._settle_departed(member)
        elif chosen.takes_out:
            await self._take_out(removable[fault])
        elif way := find_way(meeting, fault):
            return way
        else:
            self._saver.say(describe_manual_fix(fault, has_copies=self._has_copies(fault)), is_error=fault.hides_file)
        return None

    async def _settle_departed(self, member: str) -> None:
        """Ask what becomes of a departed member's records, and do it."""
        readiness = self._newest()
        if readiness is None:
            return
        meeting = readiness.meeting
        answer = await self._saver.ask(
            make_departure_form(meeting, member, count_references(meeting, member), meeting.settings.members)
        )
        if answer is not None and answer.fate != "keep":
            await self._saver.save(lambda now: settle_departed(now, member, answer.fate, answer.to))

    def _removable(self, meeting: Meeting, faults: Iterable[Fault]) -> dict[Fault, Edit]:
        """Return the edits that remove faulty entries, by fault, as far as the viewer may."""
        me = self._session.me
        own = None if me is None else get_sheet_file(me)
        found = ((fault, make_removal(meeting, fault)) for fault in faults if own in {None, fault.file})
        return {fault: edit for fault, edit in found if edit}

    async def _take_out(self, edit: Edit) -> None:
        """Remove what is impossible, once it was shown."""
        found = list_changes(self._session.reading.meeting, edit.changes)
        more = ["  …"] if len(found) > FAULT_VALUES_SHOWN else []
        lines = [
            *(f"  {row.line(FAULT_VALUE_LENGTH)}" for row in found[:FAULT_VALUES_SHOWN]),
            *more,
            _("u takes it back."),
        ]
        if await self._saver.ask(Confirm(_("Remove what is impossible"), lines, N_("Take out"))):
            await self._saver.save(lambda _meeting: edit)

    async def _settle_loss(self, loss: "Loss") -> None:
        """Ask whether to restore or accept a loss, and do it."""
        meeting = self._session.reading.meeting
        if meeting is None:
            return
        edit = loss.make_restoration(meeting)
        fate = await self._saver.ask(LossDialog(loss, loss.name_parts(meeting), len(edit.changes)))
        if fate == "restore":
            await self._saver.save(lambda _meeting: edit)
        elif fate == "accept":
            try:
                await self._session.accept_loss(loss)
            except HuiqianError as error:
                self._saver.show()
                self._saver.say(str(error), is_error=True)
            else:
                self._saver.show()
                self._saver.say(_("It is no longer reported; u undoes that."))

    def _has_copies(self, fault: Fault) -> bool:
        """Tell whether there are restorable copies of a file."""
        try:
            return self._session.me is None and any(
                copy.file == fault.file for copy in list_copies(self._session.folder.path)
            )
        except UnreadableError:
            return False
