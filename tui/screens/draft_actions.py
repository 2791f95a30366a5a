"""What the meeting screen does with the drafts' checks: their rules, and the findings that are meant so."""

from textual import work

from tui.screens.duty_actions import DutyActions


class DraftActions(DutyActions):
    """The part of the meeting screen that decides what drafts are checked for."""

    @work(group="dialog")
    async def action_draft_rules(self) -> None:
        """Show the rules of the draft checks."""
        from tui.screens.drafts.rules import RulesScreen  # noqa: PLC0415 - not needed for the first screen

        if self.readiness:
            await self.app.push_screen_wait(RulesScreen(self.session, self.readiness.meeting))
            self.show_reading()

    @work(group="dialog")
    async def action_draft_marks(self) -> None:
        """List the findings that are meant so: everybody's, with --as one's own."""
        from tui.screens.drafts.meant import MeantScreen  # noqa: PLC0415 - not needed for the first screen

        if self.readiness:
            meeting = self.readiness.meeting
            subjects = [self.me] if self.me else meeting.subjects
            await self.app.push_screen_wait(MeantScreen(self.session, meeting, subjects))
            self.show_reading()
