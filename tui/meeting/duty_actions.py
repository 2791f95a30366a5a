"""What keys do with duties: next status, note, waive, all at once."""

from collections.abc import Callable
from datetime import date

from textual import work

from checklists.base.errors import ConflictError, HuiqianError, UsageError
from checklists.base.language import _, ngettext
from checklists.edits.change import Edit, together
from checklists.edits.marks import mark_duty
from checklists.edits.privacy import refuse_foreign_mark
from checklists.model.checklist import Item
from checklists.model.meeting import Meeting, Status
from checklists.model.words import status_word
from checklists.readiness.duties import Duty
from tui.base.messages import SubjectChosen
from tui.base.screen import Draft
from tui.base.wording import duty_title
from tui.forms.saving import Saving, told

NEXT_STATUS: dict[Status, Status] = {
    "todo": "doing",
    "doing": "done",
    "done": "todo",
    "returned": "doing",
    "waived": "waived",
}


class DutyActions(Saving):
    """The part of the meeting screen that changes duties; the rest of the screen says what is shown."""

    @property
    def duty(self) -> Duty | None:
        """The duty that keys act on."""
        raise NotImplementedError

    @property
    def chosen_item(self) -> Item | None:
        """The item the cursor is on in a list that shows all members."""
        raise NotImplementedError

    def show_duty(self, duty: Duty) -> None:
        """Go to a duty."""
        raise NotImplementedError

    def enter(self, duty: Duty) -> None:
        """Go to the place where what a counted duty counts is entered."""
        raise NotImplementedError

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

    def foreign(self, duty: Duty) -> UsageError | None:
        """Return why a duty is not theirs to mark, if it is not."""
        if self.readiness:
            try:
                refuse_foreign_mark(self.readiness.meeting, self.me, duty.subject, duty.item)
            except UsageError as error:
                return error
        return None

    def may_mark(self, duty: Duty) -> bool:
        """Tell whether a duty is theirs to mark, and say so where it is not."""
        error = self.foreign(duty)
        if error:
            self.say(str(error), is_error=True)
        return error is None

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
        elif self.may_mark(duty):
            self.save_next_status(duty)

    @work(group="save")
    async def save_next_status(self, duty: Duty) -> None:
        """Save the status that comes next when its turn has come: keys pressed in a row count one by one."""
        status: Status = "todo"

        def make(meeting: Meeting) -> Edit:
            nonlocal status
            status = NEXT_STATUS[meeting.mark(duty.subject, duty.item.id).status]
            return mark_duty(meeting, duty.subject, duty.item.id, status=status, on=self._day_of(status))

        def words(_edit: Edit) -> str:
            what = duty_title(self.name_of(duty), duty)
            return _("Saved: {what}: {status}").format(what=what, status=status_word(status))

        await self.save(make, words=words)

    def _day_of(self, status: Status) -> date | None:
        return None if status == "todo" else self.session.today

    def action_note(self) -> None:
        """Open the duty's form."""
        if self.duty and self.may_mark(self.duty):
            self.edit_duty(self.duty)

    @work(group="dialog")
    async def edit_duty(self, duty: Duty) -> None:
        """Ask for note, evidence, name and day until they are saved or the form is left."""
        from tui.duties.duty_dialogs import MarkDialog  # noqa: PLC0415 - not needed for the first screen

        title = duty_title(self.name_of(duty), duty)
        opened, draft = duty, Draft()
        error: HuiqianError | None = None
        while True:
            found = await self.app.push_screen_wait(MarkDialog(title, duty, draft, self.session.today, told(error)))
            if found is None:
                return
            found = completed(found, duty, self.session.today)
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
        if duty is None or not self.may_mark(duty):
            return
        if duty.status == "waived":
            words = _("No longer waived: {what}").format(what=duty_title(self.name_of(duty), duty))
            await self.save(self.marked(duty, {"status": "todo", "by": "", "on": None}), words=lambda _edit: words)
            return
        await self.waive(duty)

    async def waive(self, duty: Duty) -> bool:
        """Ask for reason and name until the waiver is saved or the form is left; tell which."""
        from tui.duties.duty_dialogs import WaiveDialog  # noqa: PLC0415 - not needed for the first screen

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
        from tui.forms.dialog import Confirm  # noqa: PLC0415 - not needed for the first screen

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

    @work(group="dialog")
    async def choose_member(self) -> None:
        """Choose a subject from a list that can be filtered."""
        from tui.forms.chooser import MemberChooser  # noqa: PLC0415 - not needed for the first screen

        if self.readiness:
            subject = await self.app.push_screen_wait(MemberChooser(self.readiness))
            if subject:
                self.post_message(SubjectChosen(subject))


def completed(fields: Draft, duty: Duty, today: date) -> Draft:
    """Give a duty that becomes done the day of today where none was entered."""
    if (
        fields.get("status") in {"done", "doing", "returned"}
        and not fields.get("on")
        and duty.status != fields["status"]
    ):
        return {**fields, "on": today}
    return fields
