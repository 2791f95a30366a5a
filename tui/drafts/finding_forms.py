"""The forms and lists of findings: the reason why one is meant so, all that are, and the rules."""

from functools import partial

from checklists.base.language import _
from checklists.drafts.checks.case import Finding
from checklists.drafts.checks.meant import record_meant
from checklists.edits.change import Edit
from checklists.model.meeting import Meeting
from checklists.store.entries import get_system_user
from tui.drafts.forms import make_reason_form
from tui.drafts.meant import MeantScreen
from tui.drafts.reading import DraftReading
from tui.drafts.rules import RulesScreen
from tui.forms.saving import Saver


class FindingForms:
    """Opens the forms and lists of findings for a screen; call it only in a worker of the screen."""

    def __init__(self, saver: Saver, subject: str) -> None:
        self._saver = saver
        self._session = saver.session
        self._subject = subject

    async def mark(self, finding: Finding) -> bool:
        """Ask why a finding is meant so; tell whether that was saved."""
        title, words = _("Meant so"), _("It is kept as meant so; M lists all that are, and reports one again.")
        return await self._saver.save_form(
            lambda reason, error: make_reason_form(
                title, finding.words or finding.said, reason or "", str(error or "")
            ),
            partial(self._edit, finding),
            words=lambda _edit: words,
        )

    def _edit(self, finding: Finding, reason: str) -> partial[Edit]:
        return partial(
            record_meant,
            subject=self._subject,
            finding=finding,
            reason=reason,
            on=self._session.today,
            by=self._session.me or get_system_user(),
        )

    async def show_marks(self, meeting: Meeting, reading: DraftReading | None) -> None:
        """List the subject's findings meant so, until the list is left."""
        found = {self._subject: reading.found} if reading else {}
        texts = {self._subject: reading.draft.text} if reading else {}
        await self._saver.ask(MeantScreen(self._session, meeting, [self._subject], found, texts))

    async def show_rules(self, meeting: Meeting, finding: Finding | None) -> None:
        """List the rules, beginning with the finding's, until the list is left."""
        await self._saver.ask(RulesScreen(self._session, meeting, finding.rule if finding else None))
