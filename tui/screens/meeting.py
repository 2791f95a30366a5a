"""The meeting: the bar of stages, below it the current view. The one owner of what is shown."""

from collections.abc import Callable
from dataclasses import replace

from textual import on, work
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.content import Content
from textual.css.query import NoMatches
from textual.reactive import reactive, var
from textual.widgets import ContentSwitcher, Static

from checklists.checklist import Item
from checklists.errors import NoMeetingError
from checklists.language import _, ngettext
from checklists.meeting import GROUP
from checklists.readiness import Duty
from tui.messages import FilterChanged, FilterClosed, StageChosen, SubjectChosen, SummaryChosen
from tui.screens.duties import DutiesView, MemberView, StageView
from tui.screens.duty_actions import DutyActions
from tui.screens.meeting_keys import KEYS
from tui.screens.overview import Overview
from tui.screens.view import View
from tui.session import Session
from tui.widgets.board import Board
from tui.widgets.duty_list import DutyList
from tui.widgets.filter_line import FilterLine
from tui.widgets.headline import Headline
from tui.widgets.key_line import KeyLine
from tui.widgets.stage_bar import StageBar

POLL_SECONDS = 1.0


class MeetingScreen(DutyActions):
    """Everything that is done with one meeting."""

    CSS_PATH = "meeting.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS = KEYS

    query_text: var[str] = var("")
    stage: reactive[str] = reactive("")
    subject: var[str] = var("")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.set_reactive(MeetingScreen.me, session.me)
        self.set_reactive(MeetingScreen.readiness, session.assess())

    def compose(self) -> ComposeResult:
        """Lay out the lines above and below the view; other views come when first asked for."""
        yield Headline().data_bind(DutyActions.readiness)
        yield StageBar(id="stages").data_bind(DutyActions.readiness)
        with ContentSwitcher(initial="overview", id="views"):
            yield Overview(id="overview").data_bind(MeetingScreen.readiness, MeetingScreen.query_text, MeetingScreen.me)
        yield FilterLine(id="filter")
        yield Static(id="status", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the overview, or with one's own part; then follow the disk."""
        if self.me:
            self.post_message(SubjectChosen(self.me))
        else:
            self.view.focus_list()
        self.say_state()
        self.set_interval(POLL_SECONDS, self._look_at_disk)
        self.call_after_refresh(self._tidy)

    @property
    def view(self) -> View:
        """The view that is shown."""
        current = self.query_one("#views", ContentSwitcher).visible_content
        if not isinstance(current, View):
            raise NoMatches("#views")
        return current

    @property
    def duty(self) -> Duty | None:
        """The duty that keys act on."""
        return self.view.duty if self.is_mounted and isinstance(self.view, DutiesView) else None

    @property
    def chosen_item(self) -> Item | None:
        """The item the cursor is on in the stage view."""
        view = self.view if self.is_mounted else None
        return view.row.item if isinstance(view, StageView) and view.row else None

    def show_duty(self, duty: Duty) -> None:
        """Go to a duty: in one's own part, else in its stage."""
        if self.me:
            self.post_message(SubjectChosen(self.me, duty.item.id))
        else:
            self.post_message(StageChosen(duty.item.stage, duty.subject, duty.item.id))

    # showing

    def say(self, sentence: str, *, is_error: bool = False) -> None:
        """Say in the status line what happened."""
        status = self.query_one("#status", Static)
        status.set_class(is_error, "-error")
        status.update(Content(sentence))

    def say_state(self) -> None:
        """Say what a newcomer should know."""
        faults = sum(fault.severity != "notice" for fault in self.session.reading.faults)
        if faults:
            self.say(
                ngettext(
                    "{count} fault in the files: press s to see it.",
                    "{count} faults in the files: press s to see each.",
                    faults,
                ).format(count=faults),
                is_error=True,
            )
        else:
            self.say(_("Every change is saved at once. c leads from duty to duty, ? helps."))

    def show_reading(self) -> None:
        """Judge and show what was read, the parts that did not change kept."""
        found = self.session.assess(self.readiness)
        if found is None:
            self.app.call_later(self.app.run_action, "faults")
        else:
            self.readiness = found

    @work(group="tidy")
    async def _tidy(self) -> None:
        """Sweep what a writer left that died, once the first frame is out."""
        await self.session.tidy()

    @work(exclusive=True, group="disk")
    async def _look_at_disk(self) -> None:
        """Show what an editor, a sync tool or another session changed."""
        try:
            has_changed = await self.session.refresh()
        except NoMeetingError:
            self.say(_("The folder or its meeting.toml is gone; this is how it was last."), is_error=True)
            return
        if has_changed:
            self.show_reading()
            self.say(_("The files were changed outside; this is how they are now."))

    def watch_stage(self, stage: str) -> None:
        """Mark the stage in the bar."""
        if self.is_mounted:
            self.query_one(StageBar).here = stage

    async def _show(self, name: str, make: Callable[[], View]) -> View:
        """Show a view, made when it is first asked for."""
        switcher = self.query_one("#views", ContentSwitcher)
        if switcher.current != name:
            self.query_one(FilterLine).reset()
        if not self.query(f"#{name}"):
            await switcher.add_content(make(), id=name)
        switcher.current = name
        view = self.view
        view.catch_up()
        view.focus_list()
        self.refresh_bindings()
        return view

    # where to go

    @on(StageChosen)
    async def open_stage(self, event: StageChosen) -> None:
        """Open the stage, or the overview."""
        if not event.stage:
            self.stage = ""
            await self._show("overview", Overview)
            return
        view = await self._show(
            "stage",
            lambda: StageView(id="stage").data_bind(
                DutyActions.readiness, MeetingScreen.query_text, DutyActions.me, MeetingScreen.stage
            ),
        )
        self.stage = event.stage
        if isinstance(view, StageView):
            if event.item:
                view.go_to(event.subject, event.item)
            elif event.subject:
                view.go_to_subject(event.subject)
            else:
                view.rows.go_to()

    @on(SubjectChosen)
    async def open_member(self, event: SubjectChosen) -> None:
        """Open the view of one subject."""
        self.stage, self.subject = "-", event.subject
        view = await self._show(
            "member",
            lambda: MemberView(id="member").data_bind(
                DutyActions.readiness, MeetingScreen.query_text, MeetingScreen.subject
            ),
        )
        if isinstance(view, MemberView):
            view.rows.go_to(item=event.item)

    @on(SummaryChosen)
    async def open_summary(self) -> None:
        """Show what would be printed."""
        from tui.screens.summary import SummaryView  # noqa: PLC0415 - not needed for the first screen

        self.stage = "-"
        await self._show("summary", lambda: SummaryView(id="summary").data_bind(DutyActions.readiness, DutyActions.me))

    @on(DutyList.Opened)
    def open_duty(self, event: DutyList.Opened) -> None:
        """Open the duty's form."""
        self.edit_duty(event.duty)

    @on(FilterChanged)
    def narrow(self, event: FilterChanged) -> None:
        """Show only what matches."""
        self.query_text = event.query

    @on(FilterClosed)
    def leave_filter(self) -> None:
        """Give the list the focus back."""
        self.view.focus_list()

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
            return self.view.id == "summary"
        if action == "settings":
            return self.me is None
        if action == "turn":
            return isinstance(self.view, MemberView) and self.me is None
        if action == "stage":
            number = parameters[0] if parameters else 0
            return self.readiness is not None and isinstance(number, int) and number <= len(self.readiness.stages)
        return True

    def action_overview(self) -> None:
        """Show the board."""
        self.post_message(StageChosen(""))

    def action_stage(self, number: int) -> None:
        """Show a stage by its number."""
        if self.readiness:
            self.post_message(StageChosen(list(self.readiness.meeting.checklist.stages)[number - 1]))

    def action_summary(self) -> None:
        """Show what would be printed."""
        self.post_message(SummaryChosen())

    def action_back(self) -> None:
        """Clear the filter, else go to where one began."""
        if self.query_text:
            self.query_one(FilterLine).action_clear()
        else:
            self.post_message(SubjectChosen(self.me) if self.me else StageChosen(""))

    def action_turn(self, step: int) -> None:
        """Show the next or previous subject."""
        if self.readiness:
            subjects = self.readiness.meeting.subjects
            place = subjects.index(self.subject) if self.subject in subjects else 0
            self.post_message(SubjectChosen(subjects[(place + step) % len(subjects)]))

    def action_member(self) -> None:
        """Show the member the cursor is on; from a member's view, choose another."""
        view = self.view
        if self.me:
            self.post_message(SubjectChosen(self.me))
        elif isinstance(view, Overview):
            self.post_message(SubjectChosen(view.query_one(Board).subject or GROUP))
        elif isinstance(view, StageView) and view.duty:
            self.post_message(SubjectChosen(view.duty.subject, view.duty.item.id))
        else:
            self.choose_member()

    def action_filter(self) -> None:
        """Type a filter."""
        self.query_one(FilterLine).open()

    async def action_reload(self) -> None:
        """Read the files again."""
        try:
            await self.session.refresh()
        except NoMeetingError as error:
            self.say(str(error), is_error=True)
        else:
            self.show_reading()
            self.say(_("Read again."))
