"""What keys do with duties: next status, note, waive, all at once, undo, and the walk through what is open."""

from collections.abc import Callable
from datetime import date
from typing import Any

from textual import work
from textual.reactive import var

from checklists.checklist import Item
from checklists.edits import Edit, mark_duty, together
from checklists.errors import ConflictError, HuiqianError, NotConfirmedError
from checklists.language import N_, _, listed, ngettext
from checklists.meeting import Meeting, Status
from checklists.readiness import Duty, Readiness
from checklists.reasons import next_steps
from checklists.text import clean_line
from checklists.words import status_word
from tui.messages import SubjectChosen
from tui.screens.base import Draft, LocalScreen
from tui.screens.settling import Make, settle
from tui.session import Session
from tui.wording import duty_title

NEXT_STATUS: dict[Status, Status] = {
    "todo": "doing",
    "doing": "done",
    "done": "todo",
    "returned": "doing",
    "waived": "waived",
}


class DutyActions(LocalScreen[None]):
    """The part of the meeting screen that changes duties; the rest of the screen says what is shown."""

    session: Session
    readiness: var[Readiness | None] = var(None)
    me: var[str | None] = var(None)
    """Only this member's part, if set."""

    @property
    def duty(self) -> Duty | None:
        """The duty that keys act on."""
        raise NotImplementedError

    @property
    def chosen_item(self) -> Item | None:
        """The item the cursor is on in a list that shows all members."""
        raise NotImplementedError

    def say(self, sentence: str, *, is_error: bool = False) -> None:
        """Say in the status line what happened."""
        raise NotImplementedError

    def show_reading(self) -> None:
        """Judge and show what was read."""
        raise NotImplementedError

    def show_duty(self, duty: Duty) -> None:
        """Go to a duty."""
        raise NotImplementedError

    def enter(self, duty: Duty) -> None:
        """Go to the place where what a counted duty counts is entered."""
        raise NotImplementedError

    async def save(self, make: Callable[[Meeting], Edit]) -> HuiqianError | None:
        """Store an edit and show it; return what went wrong, if anything."""
        try:
            edit = await self.session.save(make)
        except NotConfirmedError as error:  # it is stored, so that the form must not store it again
            self.show_reading()
            self.say(str(error), is_error=True)
            return None
        except HuiqianError as error:
            self.show_reading()
            self.say(str(error), is_error=True)
            return error
        self.show_reading()
        if edit.changes:
            self.say(_("Saved: {what}").format(what=edit.meaning))
        return None

    async def settle(self, make: Make) -> HuiqianError | None:
        """Store what a form returned, asking about what another changed meanwhile; only within a worker."""
        return await settle(self.app, self.save, make)

    def newest(self, duty: Duty) -> Duty:
        """Return the duty as it is now."""
        now = self.readiness.duty(duty.subject, duty.item.id) if self.readiness else None
        return now or duty

    def name_of(self, duty: Duty) -> str:
        """Return how a duty's subject is called."""
        return self.readiness.meeting.name(duty.subject) if self.readiness else duty.subject

    def marked(self, duty: Duty, fields: Draft) -> Callable[[Meeting], Edit]:
        """Return what makes the edit: of the fields that differ from what the form or the list showed."""
        return lambda meeting: mark_duty(meeting, duty.subject, duty.item.id, seen=duty.mark, **fields)

    def action_next_status(self) -> None:
        """Set the duty's next status: open, in progress, done."""
        duty = self.duty
        if duty is None:
            return
        if duty.item.rule:
            self.say(
                _("“{item}” is counted: press Enter to go where it is entered, or w to waive it.").format(
                    item=duty.item.title
                ),
                is_error=True,
            )
        elif duty.status == "waived":
            self.say(_("This is waived: press w to take the waiver back."), is_error=True)
        else:
            self.save_next_status(duty)

    @work(group="save")
    async def save_next_status(self, duty: Duty) -> None:
        """Save the status that comes next when its turn has come: keys pressed in a row count one by one."""
        status: Status = "todo"

        def make(meeting: Meeting) -> Edit:
            nonlocal status
            status = NEXT_STATUS[meeting.mark(duty.subject, duty.item.id).status]
            return mark_duty(meeting, duty.subject, duty.item.id, status=status, on=self._day_of(status))

        if not await self.save(make):
            self.say(
                _("Saved: {what}: {status}").format(
                    what=duty_title(self.name_of(duty), duty), status=status_word(status)
                )
            )

    def _day_of(self, status: Status) -> date | None:
        return None if status == "todo" else self.session.today

    def action_note(self) -> None:
        """Open the duty's form."""
        if self.duty:
            self.edit_duty(self.duty)

    @work(group="dialog")
    async def edit_duty(self, duty: Duty) -> None:
        """Ask for note, evidence, name and day until they are saved or the form is left."""
        from tui.screens.duty_dialogs import MarkDialog  # noqa: PLC0415 - not needed for the first screen

        title = duty_title(self.name_of(duty), duty)
        opened, draft = duty, Draft()
        error: HuiqianError | None = None
        while True:
            found = await self.app.push_screen_wait(MarkDialog(title, duty, draft, told(error)))
            if found is None:
                return
            found = _completed(found, duty, self.session.today)
            # what was not touched here is not saved: another may have changed it meanwhile
            draft = {name: value for name, value in found.items() if value != getattr(opened.mark, name)}
            error = await self.settle(self.marked(duty, draft))
            if error is None:
                return
            if isinstance(error, ConflictError):
                duty = self.newest(duty)

    @work(group="dialog")
    async def action_waive(self) -> None:
        """Waive the duty, or take the waiver back."""
        duty = self.duty
        if duty is None:
            return
        if duty.status == "waived":
            if not await self.save(self.marked(duty, {"status": "todo", "by": "", "on": None})):
                self.say(_("No longer waived: {what}").format(what=duty_title(self.name_of(duty), duty)))
            return
        await self.waive(duty)

    async def waive(self, duty: Duty) -> bool:
        """Ask for reason and name until the waiver is saved or the form is left; tell which."""
        from tui.screens.duty_dialogs import WaiveDialog  # noqa: PLC0415 - not needed for the first screen

        title = _("Waive: {what}").format(what=duty_title(self.name_of(duty), duty))
        draft: Draft = {} if duty.mark.by or not self.me else {"by": self.me}
        error: HuiqianError | None = None
        while True:
            found = await self.app.push_screen_wait(WaiveDialog(title, duty, draft, told(error)))
            if found is None:
                return False
            draft = {**found, "on": self.session.today}
            error = await self.settle(self.marked(duty, draft))
            if error is None:
                return True
            if isinstance(error, ConflictError):
                duty = self.newest(duty)

    def all_item(self) -> Item | None:
        """Return the item that can be marked for all members from here."""
        item = self.chosen_item
        return item if item and item.scope == "member" and item.rule is None and not self.me else None

    @work(group="dialog")
    async def action_mark_all(self) -> None:
        """Mark an item as done for all members who still have to."""
        from tui.screens.dialog import Confirm  # noqa: PLC0415 - not needed for the first screen

        item = self.all_item()
        if item is None or self.readiness is None:
            self.say(_("All at once is for items that are marked by hand for each member."), is_error=True)
            return
        duties = [duty for duty in self.readiness.duties_of(item.id) if duty.is_open]
        if not duties:
            self.say(_("“{item}” is done for all.").format(item=item.title))
            return
        question = ngettext(
            "“{item}” will be marked as done for {count} member.",
            "“{item}” will be marked as done for {count} members.",
            len(duties),
        ).format(item=item.title, count=len(duties))
        names = [self.name_of(duty) for duty in duties]
        if await self.app.push_screen_wait(Confirm(_("All at once"), [question, "、".join(names[:30])])):
            fields: Draft = {"status": "done", "on": self.session.today}
            await self.save(
                lambda meeting: together([self.marked(duty, fields)(meeting) for duty in duties], str(item.title))
            )

    @work(group="undo")
    async def action_undo(self) -> None:
        """Take the last change back."""
        await self._go_back(self.session.undo, N_("Undone: {what}"), N_("There is nothing to undo."))

    @work(group="undo")
    async def action_redo(self) -> None:
        """Make the undone change again."""
        await self._go_back(self.session.redo, N_("Done again: {what}"), N_("There is nothing to redo."))

    async def _go_back(self, step: Callable[[], Any], done: str, nothing: str) -> None:
        try:
            edit: Edit | None = await step()
        except HuiqianError as error:
            self.show_reading()
            self.say(str(error), is_error=True)
            return
        self.show_reading()
        self.say(_(done).format(what=edit.meaning) if edit else _(nothing))

    @work(group="dialog")
    async def action_continue(self) -> None:
        """Go from one urgent open duty to the next: show what to do, take the input, move on."""
        from tui.screens.walk import WalkDialog  # noqa: PLC0415 - not needed for the first screen

        passed: set[tuple[str, str]] = set()
        error: HuiqianError | None = None
        draft, kept = Draft(), None
        while self.readiness is not None:
            todo = [
                duty
                for step in next_steps(self.readiness, self.me)
                for subject in step.subjects
                if (duty := self.readiness.duty(subject, step.item.id)) and (subject, step.item.id) not in passed
            ]
            if not todo and kept is None:
                self.say(_("That was all that can be done now.") if passed else _("Nothing is left to do now."))
                return
            duty = self.newest(kept) if kept else todo[0]
            found = await self.app.push_screen_wait(WalkDialog(self.readiness, duty, len(todo), draft, told(error)))
            error, draft, kept = None, Draft(), None
            if found is None:
                self.show_duty(duty)
                return
            action, fields = found
            if action == "enter":
                self.enter(duty)
                return
            if action == "waive":
                if not await self.waive(duty):
                    draft, kept = fields, duty
                continue
            if action in {"save", "save-and-skip"}:
                error = await self.settle(self.marked(duty, _completed(fields, duty, self.session.today)))
                if error:
                    draft, kept = fields, duty
            if not error and (action in {"skip", "save-and-skip"} or fields.get("status") == "doing"):
                passed.add((duty.subject, duty.item.id))

    @work(group="dialog")
    async def choose_member(self) -> None:
        """Choose a subject from a list that can be filtered."""
        from tui.screens.chooser import MemberChooser  # noqa: PLC0415 - not needed for the first screen

        if self.readiness:
            subject = await self.app.push_screen_wait(MemberChooser(self.readiness))
            if subject:
                self.post_message(SubjectChosen(subject))

    @work(group="dialog")
    async def action_settings(self) -> None:
        """Open the meeting's settings."""
        from tui.screens.settings import SettingsScreen  # noqa: PLC0415 - not needed for the first screen

        if self.readiness:
            is_saved = await self.app.push_screen_wait(SettingsScreen(self.session, self.readiness))
            self.show_reading()
            if is_saved:
                self.say(_("Saved: {what}").format(what=_("the meeting's settings")))

    @work(group="dialog")
    async def action_export(self) -> None:
        """Write the summary to a file."""
        from tui.screens.export import ExportDialog  # noqa: PLC0415 - not needed for the first screen

        if self.readiness:
            path = await self.app.push_screen_wait(ExportDialog(self.readiness, self.session.folder.path, self.me))
            if path:
                self.say(_("Written: {path}").format(path=path))


def told(error: HuiqianError | None) -> str:
    """Say in the form what went wrong; of a conflict also what the other wrote, and that saving again replaces it."""
    if not isinstance(error, ConflictError):
        return str(error) if error else ""
    theirs = clean_line(listed(error.theirs) if isinstance(error.theirs, tuple) else str(error.theirs or "–"))
    return _("{error} They wrote: {theirs}. Saving again replaces it.").format(error=error, theirs=theirs)


def _completed(fields: Draft, duty: Duty, today: date) -> Draft:
    """Give a duty that becomes done the day of today where none was entered."""
    if (
        fields.get("status") in {"done", "doing", "returned"}
        and not fields.get("on")
        and duty.status != fields["status"]
    ):
        return {**fields, "on": today}
    return fields
