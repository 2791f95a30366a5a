"""What the meeting screen does with records: open their forms, store them, remove them."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on, work

from checklists.base.errors import BeforeDayError, ConflictError, HuiqianError, UnreadableError
from checklists.base.faults import Fault
from checklists.base.language import N_, _, ngettext
from checklists.base.model import Model
from checklists.base.text import show
from checklists.edits.change import Edit
from checklists.edits.privacy import may_change
from checklists.edits.records import add_record, change_record, remove_records, validate_record
from checklists.model.file_names import file_of
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS, RecordKind
from checklists.records.titles import record_words, staff_words
from tui.base.messages import EditAsked, FormAsked, RecordAsked, RecordsRemoved, TableAsked
from tui.forms.dialog import Confirm
from tui.forms.saving import told
from tui.meeting.duty_actions import DutyActions

if TYPE_CHECKING:
    from checklists.store.losses import Loss

NAMED_AT_ONCE = 8
"""Records that are to be deleted and are named in the question."""
VALUE_LENGTH = 40
"""Characters of a value that is to be taken out."""


class RecordActions(DutyActions):
    """The part of the meeting screen that changes ledgers."""

    @on(EditAsked)
    def save_asked(self, event: EditAsked) -> None:
        """Store what needs no form."""
        event.stop()
        self.save_edit(event)

    @work(group="save")
    async def save_edit(self, asked: EditAsked) -> None:
        """Store it when its turn has come; keys go on working meanwhile."""
        error = await self.save(asked.make)
        if isinstance(error, BeforeDayError):
            self.ask_early(asked, error)

    @work(group="dialog")
    async def ask_early(self, asked: EditAsked, error: BeforeDayError) -> None:
        """Ask whether the meeting's day is to be recorded before it, and do it then."""
        words = _(
            "The meeting is on {day}, and today is {today}. If it was held earlier, correct its date first (settings)."
        )
        question = Confirm(_("Record its day beforehand?"), [words.format(day=error.day, today=error.today)])
        if await self.app.push_screen_wait(question):
            await self.save(lambda meeting: replace(asked.make(meeting), is_early=True))

    @on(FormAsked)
    def open_form(self, event: FormAsked) -> None:
        """Open a form that a view made."""
        event.stop()
        self.fill_form(event)

    def on_paste(self) -> None:
        """Say where rows are taken, as what is pasted here goes nowhere."""
        self.say(_("Nothing can be pasted here: rows of a spreadsheet are taken on a ledger's page (t)."))

    @on(TableAsked)
    def import_table(self, event: TableAsked) -> None:
        """Show what a table holds row by row, and take what is new once that is confirmed."""
        event.stop()
        from checklists.exchange.imports import Source  # noqa: PLC0415 - only for a table
        from checklists.exchange.rows import Aim  # noqa: PLC0415
        from tui.ledgers.import_form import ImportDialog  # noqa: PLC0415

        aim = Aim(event.subject or self.me or "", self.me, self.session.today)
        source = Source(text=event.text)
        self.fill_form(
            FormAsked(
                lambda meeting, draft, error: ImportDialog(meeting, event.tables, draft or source, aim, error),
                lambda meeting, found: found.edit(meeting),
                on_newest=True,
            )
        )

    @work(group="dialog")
    async def fill_form(self, asked: FormAsked) -> None:
        """Ask until what was entered is saved or the form is left."""
        draft: Any = None
        error: HuiqianError | None = None
        while self.readiness is not None:
            seen = self.readiness.meeting
            found = await self.app.push_screen_wait(asked.make_dialog(seen, draft, told(error)))
            if found is None:
                return
            draft = found
            error = await self.settle(partial(_edit_of, asked, found, seen), on_newest=True)
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
        from tui.forms.record_dialog import RecordDialog  # noqa: PLC0415 - not needed for the first screen

        kind, key = KINDS[asked.kind], asked.key
        if self.readiness is None:
            return
        seen = kind.records(self.readiness.meeting, asked.subject).get(key) if key else None
        if key and seen is None:
            self.say(_("There is no record {id}.").format(id=show(key, 20)), is_error=True)
            return
        if not may_change(self.readiness.meeting, self.me, kind, asked.subject, seen):
            self.say(_("Only the one whose record it is, or the meeting staff, can change this."), is_error=True)
            return
        opened = seen
        error: HuiqianError | None = None
        draft: dict[str, Any] = dict(asked.values)
        while self.readiness is not None:
            meeting = self.readiness.meeting
            shown = {**_fields_of(seen), **draft}
            title = _title(meeting, kind, asked.subject, seen)
            found = await self.app.push_screen_wait(
                RecordDialog(title, meeting, kind, shown, asked.subject, told(error), today=self.session.today)
            )
            if found is None:
                return
            draft = {**draft, **found}
            if opened is not None and key:
                # what was not touched here is not saved: another may have changed it meanwhile
                draft = changed_fields(meeting, kind, opened, found, asked.subject)
            error = await self._store(kind, replace(asked, key=key), draft, seen)
            if error is None:
                return
            if isinstance(error, ConflictError):
                newest = kind.records(self.readiness.meeting, asked.subject).get(key)
                if newest is None:  # it is gone: what was typed can become a new record
                    draft, key = {**_fields_of(seen), **draft}, ""
                seen = newest

    async def _store(
        self, kind: RecordKind[Model], asked: RecordAsked, draft: dict[str, Any], seen: Model | None
    ) -> HuiqianError | None:
        key, subject = asked.key, asked.subject
        if key:
            return await self.settle(lambda meeting: change_record(meeting, kind, key, draft, subject, seen))
        return await self.settle(lambda meeting: add_record(meeting, kind, draft, subject, asked.under)[1])

    @work(group="dialog")
    async def action_faults(self) -> None:
        """List what is wrong with the files, and go to where the chosen fault can be mended."""
        from checklists.edits.privacy import visible_faults  # noqa: PLC0415 - hardly ever needed
        from tui.meeting.fault_list import FaultList, by_hand, departed_of, way_to  # noqa: PLC0415 - hardly ever needed

        faults = visible_faults(self.readiness.faults, self.me) if self.readiness else ()
        if self.readiness is None or not faults:
            self.say(_("The files have no faults."))
            return
        removable = self._removable(self.readiness.meeting, faults)
        chosen = await self.app.push_screen_wait(FaultList(faults, removable))
        if chosen is None:
            return
        fault = chosen.fault
        loss = next((one for one in self.session.reading.losses if one.fault == fault), None)
        if loss and self.me is None:
            await self._settle_loss(loss, fault)
            return
        member = departed_of(fault)
        if member and self.me is None:
            await self._settle_departed(member)
            return
        if chosen.takes_out:
            await self._take_out(removable[fault])
            return
        way = way_to(self.readiness.meeting, fault)
        if way:
            self.post_message(way)
        else:
            self.say(by_hand(fault, has_copies=self._has_copies(fault)), is_error=fault.hides_file)

    async def _settle_departed(self, member: str) -> None:
        """Ask again what becomes of the records of a member who left, and do it."""
        from checklists.edits.departure import records_naming, settle_departed  # noqa: PLC0415 - hardly ever needed
        from tui.settings.departure import DepartureDialog  # noqa: PLC0415 - hardly ever needed

        if self.readiness is None:
            return
        meeting = self.readiness.meeting
        said = await self.app.push_screen_wait(DepartureDialog(meeting, member, records_naming(meeting, member)))
        if said is not None and said.fate != "keep":
            await self.save(lambda now: settle_departed(now, member, said.fate, said.to))

    def _removable(self, meeting: Meeting, faults: Iterable[Fault]) -> dict[Fault, Edit]:
        """Return what can be taken out, by its fault, as far as it is theirs to change."""
        from checklists.edits.mending import taken_out  # noqa: PLC0415 - hardly ever needed

        own = None if self.me is None else file_of(self.me)
        found = ((fault, taken_out(meeting, fault)) for fault in faults if own in {None, fault.file})
        return {fault: edit for fault, edit in found if edit}

    async def _take_out(self, edit: Edit) -> None:
        """Take out what cannot be, once it was shown."""
        from checklists.history.words import rows  # noqa: PLC0415 - hardly ever needed
        from tui.forms.dialog import Confirm  # noqa: PLC0415 - not needed for the first screen

        found = rows(self.session.reading.meeting, edit.changes)
        more = ["  …"] if len(found) > NAMED_AT_ONCE else []
        lines = [*(f"  {row.line(VALUE_LENGTH)}" for row in found[:NAMED_AT_ONCE]), *more, _("u takes it back.")]
        if await self.app.push_screen_wait(Confirm(_("Take out what cannot be"), lines, N_("Take out"))):
            await self.save(lambda _meeting: edit)

    async def _settle_loss(self, loss: "Loss", fault: Fault) -> None:
        """Ask what is to become of what a file has lost, and do it."""
        from tui.meeting.fault_list import LossDialog  # noqa: PLC0415 - hardly ever needed

        meeting = self.session.reading.meeting
        if meeting is None:
            return
        edit = loss.restoring(meeting)
        fate = await self.app.push_screen_wait(LossDialog(fault, loss.names(meeting), len(edit.changes)))
        if fate == "restore":
            await self.save(lambda _meeting: edit)
        elif fate == "accept":
            try:
                await self.session.accept_loss(loss)
            except HuiqianError as error:
                self.show_reading()
                self.say(str(error), is_error=True)
            else:
                self.show_reading()
                self.say(_("It is told no more; u takes that back."))

    def _has_copies(self, fault: Fault) -> bool:
        """Tell whether there are copies of a file that can be put back in its place."""
        from checklists.store.kept import copies  # noqa: PLC0415 - hardly ever needed

        try:
            return self.me is None and any(copy.file == fault.file for copy in copies(self.session.folder.path))
        except UnreadableError:
            return False

    @on(RecordsRemoved)
    def ask_removal(self, event: RecordsRemoved) -> None:
        """Remove records; one can be taken back with u, so only several are asked about."""
        event.stop()
        self.remove_records(event)

    @work(group="dialog")
    async def remove_records(self, asked: RecordsRemoved) -> None:
        """Remove what was chosen."""
        from tui.forms.dialog import Confirm  # noqa: PLC0415 - not needed for the first screen

        count, named = len(asked.places), self._named(asked)
        if count > 1 or asked.must_ask:
            question = ngettext("{count} record will be deleted:", "{count} records will be deleted:", count)
            more = ["  …"] if count > NAMED_AT_ONCE else []
            lines = [question.format(count=count), *(f"  {one}" for one in named), *more, _("u takes it back.")]
            if not await self.app.push_screen_wait(Confirm(_("Delete"), lines, N_("Delete"))):
                return
        meeting = self.readiness.meeting if self.readiness else None
        gone = [(KINDS[kind], subject, key) for kind, subject, key in asked.places]
        for kind, subject, key in gone:
            record = kind.records(meeting, subject).get(key) if meeting else None
            if meeting is None or not may_change(meeting, self.me, kind, subject, record):
                return
        several = ngettext(
            "{count} record deleted; u takes it back.", "{count} records deleted; u takes them back.", count
        )
        one = _("Deleted: {what}; u takes it back.")
        words = one.format(what=named[0]) if count == 1 else several.format(count=count)
        await self.save(lambda meeting: remove_records(meeting, gone), words=lambda _edit: words)

    def _named(self, asked: RecordsRemoved) -> list[str]:
        """Call the first of the records by what they are, never by their text."""
        if self.readiness is None:
            return []
        meeting = self.readiness.meeting
        return [staff_words(meeting, KINDS[kind], key, subject) for kind, subject, key in asked.places[:NAMED_AT_ONCE]]


def _title(meeting: Meeting, kind: RecordKind[Model], subject: str, seen: Model | None) -> str:
    if seen:
        return record_words(meeting, kind, seen, subject)
    what = _("New: {what}").format(what=_(kind.title))
    return f"{what} · {meeting.name(subject)}" if subject else what


def _edit_of(asked: FormAsked, found: object, seen: Meeting, newest: Meeting) -> Edit:
    """Make the edit of what the form saw, once it is known that it still can be made: a record may be gone."""
    edit = asked.make_edit(newest, found)
    return edit if asked.on_newest else asked.make_edit(seen, found)


def _fields_of(record: Model | None) -> dict[str, Any]:
    return {name: getattr(record, name) for name in type(record).model_fields} if record else {}


def changed_fields(
    meeting: Meeting, kind: RecordKind[Model], opened: Model, found: dict[str, Any], subject: str
) -> dict[str, Any]:
    """Return the fields that were changed in a form since it was opened."""
    record, _wrong = validate_record(meeting, kind, {**_fields_of(opened), **found}, subject)
    if record is None:
        return found
    return {name: value for name, value in found.items() if getattr(record, name) != getattr(opened, name)}
