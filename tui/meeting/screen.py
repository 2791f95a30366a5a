"""The meeting's screen: the one owner of the newest state, and of the features.

State goes down to the views by `data_bind`; what they ask for comes up as messages. What leads to another view is
answered by `Navigation`; the rest is answered here, or by the feature whose it is.
"""

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.content import Content
from textual.reactive import var
from textual.screen import Screen
from textual.widgets import Static

from checklists.base.errors import BeforeDayError, HuiqianError
from checklists.base.language import N_, _
from checklists.model.checks import RuleId
from checklists.readiness.duties import Readiness
from tui import drafts, duties, export, forms, history, ledgers, settings
from tui.base.messages import (
    Announced,
    DraftAsked,
    DutyAsked,
    EditAsked,
    FormAsked,
    RecordAsked,
    RecordsRemoved,
    RuleChosen,
    SettingBox,
    SettingsAsked,
    SummaryChosen,
    TableAsked,
    Unreadable,
)
from tui.base.screen import LocalScreen
from tui.base.session import POLL_SECONDS, Session
from tui.forms.saving import Said, Saver, describe_saved
from tui.meeting.context import choose_history, export_for
from tui.meeting.disk_watch import DiskWatch
from tui.meeting.headline import Headline
from tui.meeting.keys import KEYS
from tui.meeting.navigation import Here, Navigation
from tui.meeting.records import RecordForms
from tui.widgets.key_line import KeyLine


class MeetingScreen(LocalScreen[None]):
    """The screen of a meeting."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS = KEYS
    greeting: ClassVar[str] = N_("Every change is saved at once. c leads from duty to duty, ? helps.")

    readiness: var[Readiness | None] = var(None)
    me: var[str | None] = var(None)
    """The member to show only; ``None`` for all."""
    navigation = getters.query_one(Navigation)

    def __init__(
        self,
        session: Session,
        begin_at: Here | None = None,
        kept_drafts: "dict[str, drafts.DraftState] | None" = None,
    ) -> None:
        """Return to a location with the drafts already read, if the screen is made again."""
        super().__init__()
        self.session = session
        self._saver = Saver(self, session, show=self._show_reading, say=self.say)
        self.disk_watch = DiskWatch(self._saver, _(self.greeting))
        self._record_forms = RecordForms(self._saver, self._newest)
        self._drafts: dict[str, drafts.DraftState] = {} if kept_drafts is None else kept_drafts
        """The drafts read and corrected, by subject, kept while other screens are open."""
        self._begin_at = begin_at
        self.set_reactive(MeetingScreen.me, session.me)
        self.set_reactive(MeetingScreen.readiness, session.assess())

    @property
    def is_unsaved(self) -> bool:
        """Whether a corrected draft is not in the outline."""
        return any(one.is_unsaved for one in self._drafts.values())

    async def make_anew(self) -> "MeetingScreen":
        """Make the screen again at the same location."""
        with suppress(HuiqianError):
            await self.session.refresh()  # the faults in the other language
        return type(self)(self.session, self.navigation.here if self.query(Navigation) else None, self._drafts)

    def compose(self) -> ComposeResult:
        """Lay out headline, view, status line and keys."""
        yield Headline().data_bind(MeetingScreen.readiness, MeetingScreen.me)
        yield Navigation(self._begin_at).data_bind(MeetingScreen.readiness, MeetingScreen.me)
        yield Static(id="status", markup=False)
        yield KeyLine(rows=2)

    def on_mount(self) -> None:
        """Report the state of the files, and watch the disk."""
        if not self.query(Navigation):  # the app was left before
            return
        self.disk_watch.say_state()
        self.set_interval(POLL_SECONDS, self.look_at_disk)
        self.call_after_refresh(self._tidy)

    @on(Announced)
    def announce(self, event: Announced) -> None:
        """Show a view's message."""
        event.stop()
        self.say(event.sentence, is_error=event.is_error)

    def say(self, sentence: str, *, is_error: bool = False) -> None:
        """Show a message in the status line."""
        status = self.query_one("#status", Static)
        status.set_class(is_error, "-error")
        status.update(Content(sentence))

    def on_paste(self) -> None:
        """Explain where rows can be pasted, as a paste here has no effect."""
        self.say(_("Nothing can be pasted here: rows of a spreadsheet are taken on a ledger's page (t)."))

    @work(group="tidy")
    async def _tidy(self) -> None:
        await self.disk_watch.tidy()

    def _newest(self) -> Readiness | None:
        return self.readiness

    def _show_reading(self) -> None:
        """Compute the readiness of the last reading, reusing unchanged parts, and show it."""
        found = self.session.assess(self.readiness)
        if found is None:
            self.post_message(Unreadable())
        else:
            self.readiness = found
        self.refresh_bindings()  # ! is offered only if there are faults

    def show_again(self, said: Said | None = None) -> None:
        """Show changes made on a screen above, and its message."""
        self._saver.show()
        if said:
            self.say(said.sentence, is_error=said.is_error)

    def _open(self, screen: Screen[Said] | Screen[None]) -> None:
        """Open a screen above this one."""
        self.app.push_screen(screen, self.show_again)

    @work(group="disk")
    async def look_at_disk(self) -> None:
        """Read changes on disk; a new day is judged at once."""
        if self.readiness and self.readiness.today != self.session.today:
            self._saver.show()
        await self.disk_watch.follow()

    @work(group="disk")
    async def action_reload(self) -> None:
        """Read the files again."""
        await self.disk_watch.reload()

    def action_filter(self) -> None:
        """Type a filter."""
        self.navigation.filter_line.open()

    def action_overview(self) -> None:
        """Show the board."""
        self.navigation.show_stage(0)

    def action_stage(self, number: int) -> None:
        """Show a stage by its number."""
        self.navigation.show_stage(number)

    def action_page(self, step: int) -> None:
        """Show the next or previous page of the stage."""
        self.navigation.turn_page(step)

    def action_summary(self) -> None:
        """Show the summary."""
        self.navigation.post_message(SummaryChosen())

    def action_back(self) -> None:
        """Clear the filter, else go up."""
        self.navigation.go_back()

    def action_turn(self, step: int) -> None:
        """Show the next or previous subject."""
        self.navigation.view.turn(step)

    def action_member(self) -> None:
        """Show the member under the cursor; from a member's view, choose another."""
        self.navigation.show_member()

    @on(EditAsked)
    def save_asked(self, event: EditAsked) -> None:
        """Save an edit without a form in its turn; keys work meanwhile."""
        event.stop()
        self.run_worker(self._save(event), group="dialog" if event.question else "save")

    async def _save(self, asked: EditAsked) -> None:
        if asked.question and not await self._saver.ask(asked.question):
            return
        error = await self._saver.save(asked.make, words=asked.words or describe_saved)
        if isinstance(error, BeforeDayError):
            words = _(
                "The meeting is on {day}, and today is {today}. If it was held earlier, correct its date first"
                " (settings)."
            )
            question = forms.Confirm(_("Record its day beforehand?"), [words.format(day=error.day, today=error.today)])
            self.post_message(EditAsked(lambda meeting: replace(asked.make(meeting), is_early=True), question=question))

    @on(DutyAsked)
    @work(group="dialog")
    async def open_duty_form(self, event: DutyAsked) -> None:
        """Open a duty's form."""
        duty_forms = duties.DutyForms(self._saver, self._newest)
        if event.is_waiver:
            await duty_forms.waive(event.duty)
        else:
            await duty_forms.edit(event.duty)

    @work(group="dialog")
    async def action_continue(self) -> None:
        """Go from one urgent open duty to the next: show what to do, take the input, move on."""
        if end := await duties.DutyForms(self._saver, self._newest).walk():
            way, duty = end
            (self.navigation.enter if way == "enter" else self.navigation.show_duty)(duty)

    @on(FormAsked)
    @work(group="dialog")
    async def open_form(self, event: FormAsked) -> None:
        """Open a form made by a view."""
        await self._record_forms.fill(event)

    @on(TableAsked)
    def import_table(self, event: TableAsked) -> None:
        """Show a table row by row, and once confirmed add the new rows."""
        event.stop()
        self.open_form(ledgers.make_table_form(event, self.me, self.session.today))

    @on(RecordAsked)
    @work(group="dialog")
    async def open_record(self, event: RecordAsked) -> None:
        """Open a record's form."""
        await self._record_forms.edit(event)

    @on(RecordsRemoved)
    @work(group="dialog")
    async def remove_records(self, event: RecordsRemoved) -> None:
        """Remove the chosen records."""
        await self._record_forms.remove(event)

    @work(group="dialog")
    async def action_faults(self) -> None:
        """List the faults, and open where the chosen one can be mended."""
        from tui.meeting.mender import Mender  # noqa: PLC0415 - hardly ever needed

        if way := await Mender(self._saver, self._newest).mend():
            self.navigation.post_message(way)

    @work(group="undo")
    async def action_undo(self) -> None:
        """Undo the last change; if this session has none, ask about the last in the history."""
        if self.session.can_undo:
            await self._saver.undo()
        else:
            self._undo_earlier()

    @work(group="dialog", exclusive=True)
    async def _undo_earlier(self) -> None:
        await history.undo_earlier(self._saver)

    @work(group="undo")
    async def action_redo(self) -> None:
        """Redo the undone change."""
        await self._saver.redo()

    def action_history(self) -> None:
        """Show the history of what is under the cursor, else of the whole meeting."""
        if self.readiness:
            about, title = choose_history(self.navigation.view, self.readiness.meeting)
            self._open(history.HistoryScreen(self.session, about, title))

    def action_kept(self) -> None:
        """Show the kept copies."""
        self._open(history.KeptScreen(self.session))

    @work(group="dialog")
    async def action_export(self) -> None:
        """Write what is chosen to a file."""
        first = self.readiness
        if first is not None:
            dialog = export.ExportDialog(
                lambda: self.readiness or first, self.session.folder.path, self.me, export_for(self.navigation.view)
            )
            if path := await self._saver.ask(dialog):
                self.say(forms.describe_written(path))

    @on(SettingsAsked)
    def open_settings(self, event: SettingsAsked) -> None:
        """Open the settings asked for."""
        event.stop()
        self.action_settings(event.setting)

    def action_settings(self, setting: SettingBox = "unit") -> None:
        """Open the meeting's settings."""
        if self.readiness:
            setting = "aspects" if self.navigation.view.lacks_aspects else setting
            screen = settings.SettingsScreen(
                self.session, self.readiness, setting, partial(drafts.RulesScreen, self.session)
            )
            self._open(screen)

    def action_layout(self) -> None:
        """Open the layout of papers."""
        if self.readiness:
            self._open(settings.LayoutScreen(self.session, self.readiness.meeting.settings))

    @on(DraftAsked)
    def open_draft(self, event: DraftAsked) -> None:
        """Open the draft of a subject."""
        event.stop()
        if self.readiness is not None:
            state = self._drafts.setdefault(event.subject, drafts.DraftState())
            screen = drafts.DraftScreen(self.session, self.readiness.meeting, event.subject, state)
            self._open(screen)

    @on(RuleChosen)
    def open_rule(self, event: RuleChosen) -> None:
        """Show a draft rule with a faulty setting."""
        event.stop()
        self.action_draft_rules(event.rule)

    def action_draft_rules(self, first: RuleId | None = None) -> None:
        """Show the draft rules, beginning with one of them."""
        if self.readiness:
            self._open(drafts.RulesScreen(self.session, self.readiness.meeting, first))

    def action_draft_marks(self) -> None:
        """List findings meant so: all, with --as the member's own."""
        if self.readiness:
            meeting = self.readiness.meeting
            subjects = [self.me] if self.me else meeting.subjects
            self._open(drafts.MeantScreen(self.session, meeting, subjects))

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Return the active keys; those of the stages have the stages' titles."""
        found = super().active_bindings
        stages = self.readiness.meeting.checklist.stages.values() if self.readiness else ()
        for number, stage in enumerate(stages, 1):
            if active := found.get(str(number)):
                found[str(number)] = active._replace(binding=replace(active.binding, description=str(stage.title)))
        return found

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the keys that work here, now."""
        if not self.is_mounted:
            return True
        if action == "export":
            return self.readiness is not None
        if action in {"settings", "layout", "kept"}:
            return self.me is None
        if action == "faults":
            return self.readiness is not None and bool(self.readiness.faults)
        if action == "turn":
            return self.navigation.can_turn
        if action == "page":
            return bool(self.navigation.pages)
        if action == "stage":
            number = parameters[0] if parameters else 0
            return self.readiness is not None and isinstance(number, int) and number <= len(self.readiness.stages)
        return True
