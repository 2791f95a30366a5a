"""What is done with findings: going through them, marking one as meant so, the list of those, and the rules."""

from functools import partial

from textual import work

from checklists.base.language import _
from checklists.drafts.checks.case import Finding
from checklists.drafts.checks.meant import mean_so
from checklists.edits.change import Edit
from checklists.store.entries import system_user
from tui.drafts.forms import reason_form
from tui.drafts.view import DraftBase


class FindingActions(DraftBase):
    """The part of the draft screen that goes by the findings."""

    def action_finding(self, step: int) -> None:
        """Go to the next finding or the one before."""
        grid = self.found_grid
        if not grid.row_count:
            self.say(_("nothing found"))
        elif not self.shows_findings:
            self.action_turn_list("findings")
            grid.cursor_row = 0 if step > 0 else grid.row_count - 1
        elif 0 <= grid.cursor_row + step < grid.row_count:
            grid.cursor_row += step
        else:
            self.say(_("This is the last finding.") if step > 0 else _("This is the first finding."))
            return
        self.say("")

    @work(group="dialog")
    async def action_meant(self) -> None:
        """Ask why the finding stands as it is, and keep it."""
        finding = self.found_grid.finding
        if finding is None or not self.shows_findings or self.reading is None:
            self.say(_("Go to a finding first: n."), is_error=True)
            return
        recognised = self.reading.recognised
        title, words = _("Meant so"), _("It is kept as meant so; M lists all that are, and reports one again.")
        is_saved = await self.saver.save_form(
            lambda reason, error: reason_form(title, finding.words or finding.said, reason or "", str(error or "")),
            partial(self._edit, finding),
            words=lambda _edit: words,
        )
        if is_saved:
            self.read(recognised, self.saver.said)

    def _edit(self, finding: Finding, reason: str) -> partial[Edit]:
        return partial(
            mean_so,
            subject=self.subject,
            finding=finding,
            reason=reason,
            on=self.session.today,
            by=self.session.me or system_user(),
        )

    @work(group="dialog")
    async def action_all_meant(self) -> None:
        """List what is meant so, and check anew afterwards."""
        from tui.drafts.meant import MeantScreen  # noqa: PLC0415 - when it is asked for

        found = {self.subject: self.reading.found} if self.reading else {}
        texts = {self.subject: self.reading.draft.text} if self.reading else {}
        await self.saver.ask(MeantScreen(self.session, self.meeting, [self.subject], found, texts))
        self._check_anew()

    @work(group="dialog")
    async def action_rules(self) -> None:
        """Show the rules, and check anew by them afterwards."""
        from tui.drafts.rules import RulesScreen  # noqa: PLC0415 - when it is asked for

        finding = self.found_grid.finding if self.shows_findings else None
        await self.saver.ask(RulesScreen(self.session, self.meeting, finding.rule if finding else None))
        self._check_anew()

    def _check_anew(self) -> None:
        if self.reading:
            self.read(self.reading.recognised)
