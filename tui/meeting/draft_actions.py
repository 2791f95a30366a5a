"""What the meeting screen does with the drafts' checks: their rules, and the findings that are meant so."""

from typing import TYPE_CHECKING

from textual import on, work

from checklists.model.check_names import RuleId
from tui.base.messages import DraftAsked, RuleChosen
from tui.meeting.duty_actions import DutyActions

if TYPE_CHECKING:
    from tui.drafts.reading import Kept


class DraftActions(DutyActions):
    """The part of the meeting screen that decides what drafts are checked for."""

    def __init__(self) -> None:
        super().__init__()
        self._drafts: dict[str, Kept] = {}
        """What was read and corrected, by subject, so that one can leave the draft and come back."""

    @on(DraftAsked)
    def open_draft(self, event: DraftAsked) -> None:
        """Open the draft of a subject."""
        from tui.drafts.reading import Kept  # noqa: PLC0415 - not needed for the first screen
        from tui.drafts.screen import DraftScreen  # noqa: PLC0415

        event.stop()
        if self.readiness is not None:
            kept = self._drafts.setdefault(event.subject, Kept())
            self.app.push_screen(DraftScreen(self, self.readiness.meeting, event.subject, kept))

    @on(RuleChosen)
    def open_rule(self, event: RuleChosen) -> None:
        """Show one rule: what is set of it is to be mended."""
        event.stop()
        self.show_rules(event.rule)

    def action_draft_rules(self) -> None:
        """Show the rules of the draft checks."""
        self.show_rules()

    @work(group="dialog")
    async def show_rules(self, first: RuleId | None = None) -> None:
        """Show the rules, beginning with one of them."""
        from tui.drafts.rules import RulesScreen  # noqa: PLC0415 - not needed for the first screen

        if self.readiness:
            await self.app.push_screen_wait(RulesScreen(self.session, self.readiness.meeting, first))
            self.show_reading()

    @work(group="dialog")
    async def action_draft_marks(self) -> None:
        """List the findings that are meant so: everybody's, with --as one's own."""
        from tui.drafts.meant import MeantScreen  # noqa: PLC0415 - not needed for the first screen

        if self.readiness:
            meeting = self.readiness.meeting
            subjects = [self.me] if self.me else meeting.subjects
            await self.app.push_screen_wait(MeantScreen(self.session, meeting, subjects))
            self.show_reading()
