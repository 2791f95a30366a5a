"""The meeting: the bar of stages, below it the current view. The one owner of what is shown."""

from contextlib import suppress
from dataclasses import replace

from textual import on, work
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.content import Content
from textual.widgets import ContentSwitcher, Static

from checklists.base.errors import HuiqianError, NoMeetingError
from checklists.base.faults import Fault
from checklists.base.language import _, listed, ngettext
from checklists.edits.privacy import visible_faults
from checklists.model.checklist import Item
from checklists.records.titles import file_words
from tui.base.messages import Announced, SubjectChosen
from tui.base.session import Session
from tui.duties.duties import StageView
from tui.duties.overview import Overview
from tui.meeting.draft_actions import DraftActions
from tui.meeting.duty_actions import DutyActions
from tui.meeting.export_actions import ExportActions
from tui.meeting.headline import Headline
from tui.meeting.history_actions import HistoryActions
from tui.meeting.keys import KEYS
from tui.meeting.page_line import PageLine
from tui.meeting.settings_actions import SettingsActions
from tui.meeting.stage_bar import StageBar
from tui.meeting.walking import Walking
from tui.widgets.filter_line import FilterLine
from tui.widgets.key_line import KeyLine

POLL_SECONDS = 1.0


class MeetingScreen(SettingsActions, HistoryActions, DraftActions, Walking, ExportActions):
    """Everything that is done with one meeting."""

    CSS_PATH = "screen.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS = KEYS

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._shown = session.reading
        """What was last judged; an edit may be stored after who waited for it was gone."""
        self._trouble = ""
        """Why the files cannot be read now."""
        self._told_unread: tuple[Fault, ...] = ()
        """The files of which nothing can be read, as was said of them last."""
        self._is_looking = False
        self.set_reactive(MeetingScreen.me, session.me)
        self.set_reactive(MeetingScreen.readiness, session.assess())

    async def make_anew(self) -> "MeetingScreen":
        """Begin again with the same meeting."""
        with suppress(HuiqianError):
            await self.session.refresh()  # what is wrong with the files is told in the other language
        return type(self)(self.session)

    def compose(self) -> ComposeResult:
        """Lay out the lines above and below the view; other views come when first asked for."""
        yield Headline().data_bind(DutyActions.readiness, DutyActions.me)
        yield StageBar(id="stages").data_bind(DutyActions.readiness, DutyActions.me)
        yield PageLine()
        with ContentSwitcher(initial="overview", id="views"):
            yield Overview(id="overview").data_bind(MeetingScreen.readiness, MeetingScreen.query_text, MeetingScreen.me)
        yield FilterLine(id="filter")
        yield Static(id="status", markup=False)
        yield KeyLine(rows=2)

    def on_mount(self) -> None:
        """Begin with the overview, or with one's own part; then follow the disk."""
        if not self.query("#views"):  # the app is left before this screen was drawn
            return
        if self.me:
            self.post_message(SubjectChosen(self.me))
        else:
            self.view.focus_list()
        self.say_state()
        self.set_interval(POLL_SECONDS, self._look_at_disk)
        self.call_after_refresh(self._tidy)

    @property
    def chosen_item(self) -> Item | None:
        """The item the cursor is on in the stage view."""
        view = self.view if self.is_mounted else None
        return view.row.item if isinstance(view, StageView) and view.row else None

    @on(Announced)
    def announce(self, event: Announced) -> None:
        """Say what a view has to say."""
        event.stop()
        self.say(event.sentence, is_error=event.is_error)

    def say(self, sentence: str, *, is_error: bool = False) -> None:
        """Say in the status line what happened."""
        status = self.query_one("#status", Static)
        status.set_class(is_error, "-error")
        status.update(Content(sentence))

    def say_state(self) -> None:
        """Say what a newcomer should know."""
        faults = sum(fault.severity != "notice" for fault in self.session.reading.faults)
        if self._unread():
            self._say_read("")
        elif faults:
            self.say(
                ngettext(
                    "{count} fault in the files: press ! to see and mend it.",
                    "{count} faults in the files: press ! to see and mend them.",
                    faults,
                ).format(count=faults),
                is_error=True,
            )
        else:
            self.say(_("Every change is saved at once. c leads from duty to duty, ? helps."))

    def _unread(self) -> tuple[Fault, ...]:
        """Return one fault for each file of which nothing can be read: it looks as if it were empty."""
        found = visible_faults(self.session.reading.faults, self.me)
        return tuple({fault.file: fault for fault in found if fault.hides_file}.values())

    def _say_read(self, sentence: str) -> None:
        """Say what came of reading the files: above all which of them look empty and are not."""
        meeting = self.session.reading.meeting
        self._told_unread = self._unread()
        if self._told_unread and meeting:
            files = listed([file_words(meeting, fault.file) for fault in self._told_unread], 1)
            self.say(_("Cannot be read, nothing is lost (press !): {files}").format(files=files), is_error=True)
        else:
            self.say(sentence)

    def show_reading(self) -> None:
        """Judge and show what was read, the parts that did not change kept."""
        self._shown = self.session.reading
        found = self.session.assess(self.readiness)
        if found is None:
            self.app.call_later(self.app.run_action, "faults")
        else:
            self.readiness = found
        self.refresh_bindings()  # ! is offered only as long as there are faults

    @work(group="tidy")
    async def _tidy(self) -> None:
        """Sweep what a writer left that died, once the first frame is out; say what it did half."""
        found = await self.session.tidy()
        if self.session.reading is not self._shown:
            self.show_reading()
            self.say_state()
        if found:
            sentence = (
                _("The last edit was cut off and has been completed: {what}")
                if found.is_completed
                else _("The last edit is here only in part; the rest may not have arrived yet: {what}")
            )
            what = found.meaning if self.me is None else _("a part of the meeting")  # a member is not told what it was
            self.say(sentence.format(what=what), is_error=not found.is_completed)

    def _look_at_disk(self) -> None:
        """Look, unless a look is under way still: a slow one is not to be cancelled by the next.

        A day that begins meanwhile is judged at once, whatever the disk says.
        """
        if self.readiness and self.readiness.today != self.session.today:
            self.show_reading()
        if not self._is_looking:
            self._is_looking = True
            self._follow_disk()

    @work(group="disk")
    async def _follow_disk(self) -> None:
        """Show what an editor, a sync tool or another session changed; as long as nothing can be read, the last."""
        try:
            has_changed = await self.session.refresh()
        except HuiqianError as error:
            self._say_trouble(error)
            return
        finally:
            self._is_looking = False
        was_away, self._trouble = bool(self._trouble), ""
        if self.session.reading is not self._shown:
            self.show_reading()
        is_other = self._unread() != self._told_unread  # an edit of one file reads the others too
        if was_away or (is_other and not self._unread()):
            self._say_read(_("The files can be read again."))
        elif has_changed or is_other:
            self._say_read(_("The files were changed outside; this is how they are now."))
        for untold in self.session.untold():
            self.say(str(untold), is_error=True)

    def _say_trouble(self, error: HuiqianError) -> None:
        """Say why nothing can be read, once: it must not hide what keys say."""
        if str(error) != self._trouble:
            self._trouble = str(error)
            sentence = (
                _("The folder or its meeting.toml is gone; this is how it was last.")
                if isinstance(error, NoMeetingError)
                else _("This is how it was last. {error}").format(error=error)
            )
            self.say(sentence, is_error=True)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Return the keys that work now; those of the stages are called by the stages' titles."""
        found = super().active_bindings
        stages = self.readiness.meeting.checklist.stages.values() if self.readiness else ()
        for number, stage in enumerate(stages, 1):
            if active := found.get(str(number)):
                found[str(number)] = active._replace(binding=replace(active.binding, description=str(stage.title)))
        return found

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the keys that do something here, now."""
        if not self.is_mounted:
            return True
        if action in {"next_status", "note", "waive"}:
            return self.duty is not None
        if action == "mark_all":
            return self.all_item() is not None
        if action == "export":
            return self.readiness is not None
        if action in {"settings", "layout", "kept"}:
            return self.me is None
        if action == "faults":
            return self.readiness is not None and bool(self.readiness.faults)
        if action == "turn":
            return self.turns()
        if action == "page":
            return bool(self.pages)
        if action == "stage":
            number = parameters[0] if parameters else 0
            return self.readiness is not None and isinstance(number, int) and number <= len(self.readiness.stages)
        return True

    @work(group="disk")
    async def action_reload(self) -> None:
        """Read the files again."""
        try:
            await self.session.refresh()
        except HuiqianError as error:
            self._trouble = str(error)
            self.say(str(error), is_error=True)
        else:
            self._trouble = ""
            self.show_reading()
            self._say_read(_("Read again."))
