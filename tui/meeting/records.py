"""The forms of records, each open until it is saved or left; forms that views make; removal of records."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from checklists.base.errors import ConflictError, HuiqianError
from checklists.base.language import N_, _, ngettext
from checklists.base.model import Model
from checklists.base.text import show
from checklists.edits.change import Edit
from checklists.edits.privacy import may_change
from checklists.edits.records import add_record, change_record, remove_records, validate_record
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Readiness
from checklists.records.kinds import KINDS, RecordKind
from checklists.records.titles import describe_record, describe_record_for_staff
from tui import forms
from tui.base.messages import FormAsked, RecordAsked, RecordsRemoved
from tui.forms.saving import Saver, format_form_error

NAMED_AT_ONCE = 8
"""Records named in the question before they are deleted."""


class RecordForms:
    """Opens forms of records for a screen and saves their results. Call it only in a worker of the screen."""

    def __init__(self, saver: Saver, newest: Callable[[], Readiness | None]) -> None:
        self._saver = saver
        self._session = saver.session
        self._newest = newest
        """Returns the newest readiness: it may change while a form is open."""

    async def fill(self, asked: FormAsked) -> None:
        """Open a form made by a view."""
        draft: Any = None
        error: HuiqianError | None = None
        while (readiness := self._newest()) is not None:
            seen = readiness.meeting
            found = await self._saver.ask(asked.make_dialog(seen, draft, format_form_error(error)))
            if found is None:
                return
            draft = found
            error = await self._saver.settle(partial(_make_edit, asked, found, seen), on_newest=True)
            if error is None:
                return

    async def edit(self, asked: RecordAsked) -> None:
        """Ask for a record's fields."""
        kind, key, readiness = KINDS[asked.kind], asked.key, self._newest()
        if readiness is None:
            return
        seen = kind.records(readiness.meeting, asked.subject).get(key) if key else None
        if key and seen is None:
            self._saver.say(_("There is no record {id}.").format(id=show(key, 20)), is_error=True)
            return
        if not may_change(readiness.meeting, self._session.me, kind, asked.subject, seen):
            sentence = _("Only the one whose record it is, or the meeting staff, can change this.")
            self._saver.say(sentence, is_error=True)
            return
        opened = seen
        error: HuiqianError | None = None
        draft: dict[str, Any] = dict(asked.values)
        while (readiness := self._newest()) is not None:
            meeting = readiness.meeting
            shown = {**_select_fields(seen), **draft}
            title, told, today = (
                _get_title(meeting, kind, asked.subject, seen),
                format_form_error(error),
                self._session.today,
            )
            found = await self._saver.ask(
                forms.RecordDialog(title, meeting, kind, shown, asked.subject, told, today=today)
            )
            if found is None:
                return
            draft = {**draft, **found}
            if opened is not None and key:
                # fields that were not touched are not saved, as others may have changed them meanwhile
                draft = find_changed_fields(meeting, kind, opened, found, asked.subject)
            error = await self._store(kind, replace(asked, key=key), draft, seen)
            if error is None:
                return
            if isinstance(error, ConflictError) and (readiness := self._newest()):
                newest = kind.records(readiness.meeting, asked.subject).get(key)
                if newest is None:  # the record is gone: what was typed can become a new one
                    draft, key = {**_select_fields(seen), **draft}, ""
                seen = newest

    async def _store(
        self, kind: RecordKind[Model], asked: RecordAsked, draft: dict[str, Any], seen: Model | None
    ) -> HuiqianError | None:
        key, subject = asked.key, asked.subject
        if key:
            return await self._saver.settle(lambda meeting: change_record(meeting, kind, key, draft, subject, seen))
        return await self._saver.settle(lambda meeting: add_record(meeting, kind, draft, subject, asked.under)[1])

    async def remove(self, asked: RecordsRemoved) -> None:
        """Remove records; several only after a question, as `u` undoes it."""
        readiness = self._newest()
        if readiness is None:
            return
        count, named = len(asked.places), _list_names(readiness.meeting, asked)
        if count > 1 or asked.must_ask:
            question = ngettext("{count} record will be deleted:", "{count} records will be deleted:", count)
            more = ["  …"] if count > NAMED_AT_ONCE else []
            lines = [question.format(count=count), *(f"  {one}" for one in named), *more, _("u takes it back.")]
            if not await self._saver.ask(forms.Confirm(_("Delete"), lines, N_("Delete"))):
                return
        readiness = self._newest()
        gone = [(KINDS[kind], subject, key) for kind, subject, key in asked.places]
        for kind, subject, key in gone:
            record = kind.records(readiness.meeting, subject).get(key) if readiness else None
            if readiness is None or not may_change(readiness.meeting, self._session.me, kind, subject, record):
                return
        several = ngettext("{count} record deleted; u undoes it.", "{count} records deleted; u takes them back.", count)
        one = _("Deleted: {what}; u undoes it.")
        words = one.format(what=named[0]) if count == 1 else several.format(count=count)
        await self._saver.save(lambda meeting: remove_records(meeting, gone), words=lambda _edit: words)


def _list_names(meeting: Meeting, asked: RecordsRemoved) -> list[str]:
    """Return the names of the first records, never their texts."""
    return [
        describe_record_for_staff(meeting, KINDS[kind], key, subject)
        for kind, subject, key in asked.places[:NAMED_AT_ONCE]
    ]


def _get_title(meeting: Meeting, kind: RecordKind[Model], subject: str, seen: Model | None) -> str:
    if seen:
        return describe_record(meeting, kind, seen, subject)
    what = _("New: {what}").format(what=_(kind.title))
    return f"{what} · {meeting.name(subject)}" if subject else what


def _make_edit(asked: FormAsked, found: object, seen: Meeting, newest: Meeting) -> Edit:
    """Return the edit from what the form showed; the record may be gone by now."""
    edit = asked.make_edit(newest, found)
    return edit if asked.on_newest else asked.make_edit(seen, found)


def _select_fields(record: Model | None) -> dict[str, Any]:
    return {name: getattr(record, name) for name in type(record).model_fields} if record else {}


def find_changed_fields(
    meeting: Meeting, kind: RecordKind[Model], opened: Model, found: dict[str, Any], subject: str
) -> dict[str, Any]:
    """Return the fields changed in a form since it was opened."""
    record, _wrong = validate_record(meeting, kind, {**_select_fields(opened), **found}, subject)
    if record is None:
        return found
    return {name: value for name, value in found.items() if getattr(record, name) != getattr(opened, name)}
