"""What the meeting screen does with records: open their forms, store them, remove them."""

from functools import partial
from typing import Any

from textual import on, work

from checklists.edits import Edit
from checklists.errors import ConflictError, HuiqianError, UsageError
from checklists.fields import KINDS, RecordKind
from checklists.language import N_, _, ngettext
from checklists.meeting import Meeting
from checklists.models import Model
from checklists.records import add_record, change_record, find_record, remove_records
from tui.messages import EditAsked, FormAsked, RecordAsked, RecordsRemoved
from tui.screens.duty_actions import DutyActions, told


class RecordActions(DutyActions):
    """The part of the meeting screen that changes ledgers."""

    @on(EditAsked)
    async def save_edit(self, event: EditAsked) -> None:
        """Store what needs no form."""
        event.stop()
        await self.save(event.make)

    @on(FormAsked)
    def open_form(self, event: FormAsked) -> None:
        """Open a form that a view made."""
        event.stop()
        self.fill_form(event)

    @work(group="dialog")
    async def fill_form(self, asked: FormAsked) -> None:
        """Ask until what was entered is saved or the form is left."""
        draft: Any = None
        error: HuiqianError | None = None
        while self.readiness is not None:
            found = await self.app.push_screen_wait(asked.make_dialog(self.readiness.meeting, draft, told(error)))
            if found is None:
                return
            draft = found
            error = await self.settle(partial(_edit_of, asked, found))
            if error is None:
                return

    @on(RecordAsked)
    def open_record(self, event: RecordAsked) -> None:
        """Open a record's form."""
        event.stop()
        self.edit_record(event)

    @work(group="dialog")
    async def edit_record(self, asked: RecordAsked) -> None:
        """Ask for a record's fields until they are saved or the form is left."""
        from tui.screens.record_dialog import RecordDialog  # noqa: PLC0415 - not needed for the first screen

        kind = KINDS[asked.kind]
        error: HuiqianError | None = None
        draft: dict[str, Any] = dict(asked.values)
        seen: Model | None = None
        while self.readiness is not None:
            meeting = self.readiness.meeting
            if asked.key and (seen is None or isinstance(error, ConflictError)):
                try:
                    seen = find_record(meeting, kind, asked.key, asked.subject)
                except UsageError as gone:
                    self.say(str(gone), is_error=True)
                    return
            shown = {**({name: getattr(seen, name) for name in type(seen).model_fields} if seen else {}), **draft}
            found = await self.app.push_screen_wait(
                RecordDialog(self._title(kind, asked), meeting, kind, shown, asked.subject, told(error))
            )
            if found is None:
                return
            draft = {**draft, **found}
            error = await self._store(kind, asked, draft, seen)
            if error is None:
                return

    async def _store(
        self, kind: RecordKind, asked: RecordAsked, draft: dict[str, Any], seen: Model | None
    ) -> HuiqianError | None:
        if asked.key:
            return await self.settle(
                lambda meeting: change_record(meeting, kind, asked.key, draft, asked.subject, seen)
            )
        return await self.settle(lambda meeting: add_record(meeting, kind, draft, asked.subject, asked.under)[1])

    def _title(self, kind: RecordKind, asked: RecordAsked) -> str:
        what = f"{_(kind.title)} {asked.key}" if asked.key else _("New: {what}").format(what=_(kind.title))
        if asked.subject and self.readiness:
            return f"{what} · {self.readiness.meeting.name(asked.subject)}"
        return what

    @work(group="dialog")
    async def action_faults(self) -> None:
        """List what is wrong with the files, and go to where the chosen fault can be mended."""
        from tui.screens.fault_list import FaultList, way_to  # noqa: PLC0415 - hardly ever needed

        if self.readiness is None or not self.readiness.faults:
            self.say(_("The files have no faults."))
            return
        fault = await self.app.push_screen_wait(FaultList(self.readiness.faults))
        if fault is None:
            return
        way = way_to(self.readiness.meeting, fault)
        if way:
            self.post_message(way)
        else:
            self.say(_("{fault} This can only be mended in the file, with a text editor.").format(fault=fault))

    @on(RecordsRemoved)
    def ask_removal(self, event: RecordsRemoved) -> None:
        """Remove records; one can be taken back with u, so only several are asked about."""
        event.stop()
        self.remove_records(event)

    @work(group="dialog")
    async def remove_records(self, asked: RecordsRemoved) -> None:
        """Remove what was chosen."""
        from tui.screens.dialog import Confirm  # noqa: PLC0415 - not needed for the first screen

        count = len(asked.places)
        if count > 1:
            question = ngettext("{count} record will be deleted.", "{count} records will be deleted.", count)
            lines = [question.format(count=count), _("u takes it back.")]
            if not await self.app.push_screen_wait(Confirm(_("Delete"), lines, N_("Delete"))):
                return
        await self.save(
            lambda meeting: remove_records(
                meeting, [(KINDS[kind], subject, key) for kind, subject, key in asked.places]
            )
        )


def _edit_of(asked: FormAsked, found: object, meeting: Meeting) -> Edit:
    return asked.make_edit(meeting, found)
