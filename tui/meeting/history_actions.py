"""What the meeting screen does with the history and the kept copies."""

from textual import work

from checklists.base.errors import HuiqianError
from checklists.base.language import N_, _
from checklists.records.kinds import KINDS, KindName
from checklists.records.titles import words_of
from tui.base.wording import duty_title
from tui.meeting.duty_actions import DutyActions

SHOWN_CHANGES = 8
VALUE_LENGTH = 40


class HistoryActions(DutyActions):
    """The part of the meeting screen that looks back."""

    def record_here(self) -> tuple[KindName, str, str] | None:
        """Return the record the cursor is on: its kind, whose sheet it is on, its id."""
        from tui.ledgers.outline.tree import OutlineGrid  # noqa: PLC0415
        from tui.widgets.ledger_grid import LedgerGrid  # noqa: PLC0415 - not needed for the first screen

        grid = self.focused
        if isinstance(grid, LedgerGrid):
            return grid.place
        if isinstance(grid, OutlineGrid) and grid.node and grid.node.kind in KINDS:
            return grid.node.kind, grid.subject, grid.node.key
        return None

    @work(group="dialog")
    async def action_history(self) -> None:
        """Show the history of what the cursor is on, else of the whole meeting."""
        from checklists.history.about import About  # noqa: PLC0415 - not needed for the first screen
        from tui.history.screen import HistoryScreen  # noqa: PLC0415

        about, title = About(), _("History of the meeting")
        duty = self.duty
        if record := self.record_here():
            kind, subject, key = record
            about = About(subject, record=key)
            what = words_of(self.readiness.meeting, KINDS[kind], key, subject) if self.readiness else ""
            title = _("History: {what}").format(what=what)
        elif duty:
            about = About(duty.subject, duty.item.id)
            title = _("History: {what}").format(what=duty_title(self.name_of(duty), duty))
        await self.app.push_screen_wait(HistoryScreen(self.session, about, title))
        self.show_reading()

    @work(group="dialog")
    async def action_kept(self) -> None:
        """Show the kept copies."""
        from tui.history.kept import KeptScreen  # noqa: PLC0415 - hardly ever needed

        if self.me:
            self.say(_("Only who sees the whole meeting sees the kept copies."), is_error=True)
            return
        await self.app.push_screen_wait(KeptScreen(self.session))
        self.show_reading()

    @work(group="undo")
    async def action_undo(self) -> None:
        """Take the last change back; once this session has none, ask about the last that the history tells of."""
        if self.session.can_undo:
            await self._go_back(self.session.undo, N_("Undone: {what}"), N_("There is nothing to undo."))
        else:
            self.undo_earlier()

    @work(group="dialog", exclusive=True)
    async def undo_earlier(self) -> None:
        """Ask whether to take back what this user did before this session, and do it."""
        from checklists.history.words import moment, rows  # noqa: PLC0415
        from checklists.store.entries import Event  # noqa: PLC0415 - not needed for the first screen
        from tui.forms.dialog import ConfirmForGood  # noqa: PLC0415

        try:
            entry = await self.session.last_before()
        except HuiqianError as error:
            self.say(str(error), is_error=True)
            return
        if entry is None:
            sentence = _("There is nothing to undo: you have changed nothing in this view.")
            self.say(sentence if self.me else _("There is nothing to undo."))
            return
        event = Event("done", entry)
        found = rows(self.session.reading.meeting, entry.changes)
        lines = [
            _("{when}, before this session: {what}").format(when=moment(event), what=entry.meaning),
            *(f"  {row.line(VALUE_LENGTH)}" for row in found[:SHOWN_CHANGES]),
            *(["  …"] if len(found) > SHOWN_CHANGES else []),
        ]
        if not await self.app.push_screen_wait(ConfirmForGood(_("Undo an earlier change?"), lines, N_("Undo"))):
            return
        try:
            await self.session.take_back(event, is_undo=True)
        except HuiqianError as error:
            self.show_reading()
            self.say(str(error), is_error=True)
            return
        self.show_reading()
        self.say(_("Undone: {what}").format(what=entry.meaning))
