"""The walk through what is open: from one urgent duty to the next."""

from textual import work

from checklists.base.errors import HuiqianError
from checklists.base.language import _
from checklists.readiness.duties import Duty
from checklists.readiness.reasons import next_steps
from tui.base.screen import Draft
from tui.forms.saving import told
from tui.meeting.duty_actions import DutyActions, completed


class Walking(DutyActions):
    """The part of the meeting screen that leads from duty to duty."""

    @work(group="dialog")
    async def action_continue(self) -> None:
        """Go from one urgent open duty to the next: show what to do, take the input, move on."""
        from tui.duties.walk import WalkDialog  # noqa: PLC0415 - not needed for the first screen

        passed: set[tuple[str, str]] = set()
        error: HuiqianError | None = None
        draft, kept = Draft(), None
        while self.readiness is not None:
            todo = [
                duty
                for step in next_steps(self.readiness, self.me)
                for subject in step.subjects
                if (duty := self.readiness.duty(subject, step.item.id))
                and (subject, step.item.id) not in passed
                and (duty.item.rule or not self.foreign(duty))
            ]
            if not todo and kept is None:
                self.say(_("That was all that can be done now.") if passed else _("Nothing is left to do now."))
                return
            duty = self.newest(kept) if kept else todo[0]
            dialog = WalkDialog(self.readiness, duty, len(todo), draft, told(error), can_waive=not self.foreign(duty))
            found = await self.app.push_screen_wait(dialog)
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
                    draft, kept = _touched(fields, duty), duty
                continue
            if action in {"save", "save-and-skip"}:
                error = await self.settle(self.marked(duty, completed(fields, duty, self.session.today)))
                if error:
                    draft, kept = _touched(fields, duty), duty
            if not error and (action in {"skip", "save-and-skip"} or fields.get("status") == "doing"):
                passed.add((duty.subject, duty.item.id))


def _touched(fields: Draft, duty: Duty) -> Draft:
    """Return what was entered: what was not touched is shown as it is by then, another may have changed it."""
    return {name: value for name, value in fields.items() if value != getattr(duty.mark, name)}
