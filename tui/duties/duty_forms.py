"""The forms of a duty, each open until it is saved or left: mark, waiver, and the walk through open duties."""

from collections.abc import Callable
from datetime import date
from typing import Literal

from checklists.base.errors import ConflictError, HuiqianError
from checklists.base.language import _
from checklists.edits.marks import MarkFields
from checklists.model.meeting import Mark, Status
from checklists.model.words import translate_status
from checklists.readiness.duties import Duty, Readiness
from checklists.readiness.reasons import find_next_steps
from checklists.records.values import FieldError
from tui.base.wording import format_duty_title
from tui.duties.marking import find_mark_refusal, mark
from tui.duties.walk import WalkDialog
from tui.forms.form import DayField, Form, FormPart, LineField, Note, ProseField, RadioField
from tui.forms.saving import Saver, format_form_error
from tui.forms.wrong_fields import Wrong

WALK_STATUSES: tuple[Status, ...] = ("todo", "doing", "done", "returned")
WalkEnd = tuple[Literal["stay", "enter"], Duty]
"""The duty at which the walk was left, and whether to open where its data is entered."""


class DutyForms:
    """Opens forms of duties for a screen and saves their results. Call it only in a worker of the screen."""

    def __init__(self, saver: Saver, newest: Callable[[], Readiness | None]) -> None:
        self._saver = saver
        self._session = saver.session
        self._newest = newest
        """Returns the newest readiness: it may change while a form is open."""

    def _updated(self, duty: Duty) -> Duty:
        readiness = self._newest()
        now = readiness.duty(duty.subject, duty.item.id) if readiness else None
        return now or duty

    def _title(self, duty: Duty) -> str:
        readiness = self._newest()
        return format_duty_title(readiness.meeting.name(duty.subject) if readiness else duty.subject, duty)

    async def edit(self, duty: Duty) -> None:
        """Ask for note, evidence, name and day."""
        title, opened, draft = self._title(duty), duty, MarkFields()
        error: HuiqianError | None = None
        while True:
            today = self._session.today
            found = await self._saver.ask(make_mark_form(title, duty, draft, today, format_form_error(error)))
            if found is None:
                return
            found = _add_day(found, duty, today)
            # fields that were not touched are not saved, as others may have changed them meanwhile
            draft = {name: value for name, value in found.items() if value != getattr(opened.mark, name)}
            error = await self._saver.settle(mark(duty, draft))
            if error is None:
                return
            if isinstance(error, ConflictError):
                duty = self._updated(duty)

    async def waive(self, duty: Duty) -> bool:
        """Ask for reason and name; tell whether the waiver was saved."""
        me = self._session.me
        title = _("Waive: {what}").format(what=self._title(duty))
        draft: MarkFields = {} if duty.mark.by or not me else {"by": me}
        error: HuiqianError | None = None
        while True:
            found = await self._saver.ask(make_waive_form(title, duty, draft, format_form_error(error)))
            if found is None:
                return False
            draft = {**found, "on": self._session.today}
            error = await self._saver.settle(mark(duty, draft))
            if error is None:
                return True
            if isinstance(error, ConflictError):
                duty = self._updated(duty)

    async def walk(self) -> WalkEnd | None:
        """Go from one urgent open duty to the next: show what to do, take the input, move on.

        Returns where the person left, ``None`` where nothing is left to do.
        """
        passed: set[tuple[str, str]] = set()
        error: HuiqianError | None = None
        draft, again = MarkFields(), None
        while (readiness := self._newest()) is not None:
            meeting, me = readiness.meeting, self._session.me
            todo = [
                duty
                for step in find_next_steps(readiness, me)
                for subject in step.subjects
                if (duty := readiness.duty(subject, step.item.id))
                and (subject, step.item.id) not in passed
                and (duty.item.rule or not find_mark_refusal(meeting, me, duty))
            ]
            if not todo and again is None:
                self._saver.say(_("That was all that can be done now.") if passed else _("Nothing is left to do now."))
                return None
            duty = self._updated(again) if again else todo[0]
            can_waive = not find_mark_refusal(meeting, me, duty)
            dialog = WalkDialog(readiness, duty, len(todo), draft, format_form_error(error), can_waive=can_waive)
            answer = await self._saver.ask(dialog)
            error, draft, again = None, MarkFields(), None
            if answer is None:
                return "stay", duty
            action, fields = answer
            if action == "enter":
                return "enter", duty
            if action == "waive":
                if not await self.waive(duty):
                    draft, again = _select_changed(fields, duty), duty
                continue
            if action in {"save", "save-and-skip"}:
                error = await self._saver.settle(mark(duty, _add_day(fields, duty, self._session.today)))
                if error:
                    draft, again = _select_changed(fields, duty), duty
            if not error and (action in {"skip", "save-and-skip"} or fields.get("status") == "doing"):
                passed.add((duty.subject, duty.item.id))
        return None


def _add_day(fields: MarkFields, duty: Duty, today: date) -> MarkFields:
    """Return the fields with today's date if the status changes and no day was entered."""
    if (
        fields.get("status") in {"done", "doing", "returned"}
        and not fields.get("on")
        and duty.status != fields["status"]
    ):
        return {**fields, "on": today}
    return fields


def _select_changed(fields: MarkFields, duty: Duty) -> MarkFields:
    """Return the fields changed in the form; others may have changed the rest meanwhile."""
    return {name: value for name, value in fields.items() if value != getattr(duty.mark, name)}


def make_mark_form(title: str, duty: Duty, draft: MarkFields, today: date, error: str = "") -> Form[MarkFields]:
    """Ask for status, note, evidence, by whom and when; a counted duty has no status to choose."""
    shown = {**{name: getattr(duty.mark, name) for name in Mark.model_fields}, **draft}

    def make(note: str, evidence: str, by: str, on: date | None, status: str = "") -> MarkFields:
        lines = tuple(line.strip() for line in evidence.split("\n") if line.strip())
        found: MarkFields = {"note": note, "evidence": lines, "by": by, "on": on}
        if status in WALK_STATUSES:  # a waived duty has none of these until one is chosen
            found["status"] = status
        return found

    parts: list[FormPart] = [
        ProseField("note", _("Note"), shown["note"]),
        ProseField("evidence", _("Evidence"), "\n".join(shown["evidence"])),
        Note(_("One file or document number a line; the files themselves stay where they are.")),
        LineField("by", _("By"), shown["by"]),
        DayField("on", _("On"), shown["on"], today),
    ]
    if duty.item.rule is None:
        words = [(status, translate_status(status)) for status in WALK_STATUSES]
        parts.insert(0, RadioField("status", _("Status"), words, shown["status"]))
    return Form(title, parts, make, error, focus="note")


def make_waive_form(title: str, duty: Duty, draft: MarkFields, error: str = "") -> Form[MarkFields]:
    """Ask for a waiver's reason and who decided it; both are shown in the summary."""
    shown = {"note": "", "by": duty.mark.by, **draft}

    def make(reason: str, by: str) -> MarkFields:
        reason, by, wrong = reason.strip(), by.strip(), Wrong()
        if not reason:
            wrong.add("reason", ValueError(_("Waiving needs a reason and the name of who decided it.")))
        if not by:
            wrong.add("by", FieldError("", _("Decided by"), _("this must not be empty")))
        wrong.refuse()
        note = "\n".join(part for part in (reason, duty.mark.note) if part)
        return {"status": "waived", "note": note, "by": by}

    parts: list[FormPart] = [
        Note(_("A waived duty counts as done and is listed in the summary with its reason and name.")),
        ProseField("reason", _("Reason"), shown["note"]),
        LineField("by", _("Decided by"), shown["by"]),
    ]
    if duty.mark.note:
        parts.insert(2, Note(_("The note that is there stays below the reason.")))
    return Form(title, parts, make, error)
