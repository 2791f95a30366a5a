"""The forms of a duty, each open until it is saved or left: mark, waiver, and the walk through open duties."""

from collections.abc import Callable
from datetime import date
from typing import Literal

from checklists.base.errors import ConflictError, HuiqianError
from checklists.base.language import _
from checklists.edits.marks import MarkFields
from checklists.readiness.duties import Duty, Readiness
from checklists.readiness.reasons import find_next_steps
from tui.base.wording import format_duty_title
from tui.duties.duty_dialogs import make_waive_form, mark_form
from tui.duties.marking import find_mark_refusal, mark
from tui.duties.walk import WalkDialog
from tui.forms.saving import Saver, format_form_error

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
            found = await self._saver.ask(mark_form(title, duty, draft, today, format_form_error(error)))
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
                    draft, again = _touched(fields, duty), duty
                continue
            if action in {"save", "save-and-skip"}:
                error = await self._saver.settle(mark(duty, _add_day(fields, duty, self._session.today)))
                if error:
                    draft, again = _touched(fields, duty), duty
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


def _touched(fields: MarkFields, duty: Duty) -> MarkFields:
    """Return the fields changed in the form; others may have changed the rest meanwhile."""
    return {name: value for name, value in fields.items() if value != getattr(duty.mark, name)}
