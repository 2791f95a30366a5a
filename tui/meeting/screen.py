"""The meeting: the bar of stages, below it the current view. The one owner of what is shown, and of the features.

State goes down to the views by `data_bind`; what they ask for comes up as messages, and is answered here or by the
feature whose it is.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.content import Content
from textual.css.query import NoMatches
from textual.reactive import reactive, var
from textual.screen import ModalScreen
from textual.widgets import ContentSwitcher, Static

from checklists.base.errors import BeforeDayError, HuiqianError
from checklists.base.language import N_, _
from checklists.model.check_names import RuleId
from checklists.model.meeting import GROUP
from checklists.readiness.duties import Duty, Readiness
from checklists.readiness.rules import RULES, EntryPlace
from tui import drafts, duties, export, forms, history, ledgers, settings
from tui.base.messages import (
    Announced,
    DraftAsked,
    DutyAsked,
    EditAsked,
    FilterChanged,
    FilterClosed,
    FormAsked,
    LedgerChosen,
    PageChosen,
    RecordAsked,
    RecordsRemoved,
    RuleChosen,
    SettingBox,
    SettingsAsked,
    StageChosen,
    StepChosen,
    SubjectChosen,
    SummaryChosen,
    TableAsked,
    Unreadable,
)
from tui.base.screen import LocalScreen
from tui.base.session import POLL_SECONDS, Session
from tui.duties.duties import MemberView, StageView
from tui.duties.duty_list import DutyList
from tui.duties.overview import Overview
from tui.forms.saving import Said, Saver, describe_saved
from tui.ledgers.places import LedgerPage, find_entry_page, find_entry_setting, list_pages, stage_of
from tui.meeting.context import choose_history, export_for
from tui.meeting.disk_watch import DiskWatch
from tui.meeting.headline import Headline
from tui.meeting.keys import KEYS
from tui.meeting.page_line import PageLine
from tui.meeting.place import Here, get_here, put_grids
from tui.meeting.records import RecordForms
from tui.meeting.stage_bar import StageBar
from tui.widgets.filter_line import FilterLine
from tui.widgets.key_line import KeyLine
from tui.widgets.view import View


class MeetingScreen(LocalScreen[None]):
    """Everything that is done with one meeting."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS = KEYS
    greeting: ClassVar[str] = N_("Every change is saved at once. c leads from duty to duty, ? helps.")

    readiness: var[Readiness | None] = var(None)
    me: var[str | None] = var(None)
    """Only this member's part, if set."""
    query_text: var[str] = var("")
    stage: reactive[str] = reactive("")
    subject: var[str] = var("")

    def __init__(
        self,
        session: Session,
        begin_at: Here | None = None,
        kept_drafts: "dict[str, drafts.DraftState] | None" = None,
    ) -> None:
        """Begin where one was, and with the drafts that were read, before the screen was made anew."""
        super().__init__()
        self.session = session
        self._saver = Saver(self, session, show=self._show_reading, say=self.say)
        self._disk = DiskWatch(self._saver, _(self.greeting))
        self._record_forms = RecordForms(self._saver, self._newest)
        self._drafts: dict[str, drafts.DraftState] = {} if kept_drafts is None else kept_drafts
        """What was read and corrected, by subject, so that one can leave the draft and come back."""
        self._begin_at = begin_at
        self.set_reactive(MeetingScreen.me, session.me)
        self.set_reactive(MeetingScreen.readiness, session.assess())

    @property
    def is_unsaved(self) -> bool:
        """Whether a draft was corrected and not taken into the outline."""
        return any(one.is_unsaved for one in self._drafts.values())

    @property
    def here(self) -> Here:
        """Where one is."""
        return get_here(self.view, self.stage, self.subject, self.query_text)

    async def make_anew(self) -> "MeetingScreen":
        """Begin again with the same meeting, where one is."""
        with suppress(HuiqianError):
            await self.session.refresh()  # what is wrong with the files is told in the other language
        return type(self)(self.session, self.here if self.query("#views") else None, self._drafts)

    def compose(self) -> ComposeResult:
        """Lay out the lines above and below the view; other views come when first asked for."""
        yield Headline().data_bind(MeetingScreen.readiness, MeetingScreen.me)
        yield StageBar(id="stages").data_bind(MeetingScreen.readiness, MeetingScreen.me)
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
        if here := self._begin_at:
            self.call_after_refresh(self._return_to, here)
        elif self.me:
            self.post_message(SubjectChosen(self.me))
        else:
            self.view.focus_list()
        self._disk.say_state()
        self.set_interval(POLL_SECONDS, self._look_at_disk)
        self.call_after_refresh(self._tidy)

    def _return_to(self, here: Here) -> None:
        """Open the page, then the rest: what is opened before the first frame is laid out at no width."""
        self.stage = here.stage
        self.post_message(here.way)
        self.call_later(self._put_back, here)

    def _put_back(self, here: Here) -> None:
        """Filter as before, and put the grids as they were."""
        if here.query:
            self.query_one(FilterLine).put(here.query)
            self.query_text = here.query
        put_grids(self.view, here)

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

    def on_paste(self) -> None:
        """Say where rows are taken, as what is pasted here goes nowhere."""
        self.say(_("Nothing can be pasted here: rows of a spreadsheet are taken on a ledger's page (t)."))

    @work(group="tidy")
    async def _tidy(self) -> None:
        await self._disk.tidy()

    def _newest(self) -> Readiness | None:
        return self.readiness

    def _show_reading(self) -> None:
        """Judge and show what was read, the parts that did not change kept."""
        found = self.session.assess(self.readiness)
        if found is None:
            self.post_message(Unreadable())
        else:
            self.readiness = found
        self.refresh_bindings()  # ! is offered only as long as there are faults

    def show_again(self, said: Said | None = None) -> None:
        """Show what was changed on a screen above this one, and say what came of it."""
        self._saver.show()
        if said:
            self.say(said.sentence, is_error=said.is_error)

    def _look_at_disk(self) -> None:
        """Look, unless a look is under way still: a slow one is not to be cancelled by the next.

        A day that begins meanwhile is judged at once, whatever the disk says.
        """
        if self.readiness and self.readiness.today != self.session.today:
            self._saver.show()
        if not self._disk.is_looking:
            self._disk.is_looking = True
            self._follow_disk()

    @work(group="disk")
    async def _follow_disk(self) -> None:
        await self._disk.follow()

    @work(group="disk")
    async def action_reload(self) -> None:
        """Read the files again."""
        await self._disk.reload()

    @property
    def view(self) -> View:
        """The view that is shown."""
        current = self.query_one("#views", ContentSwitcher).visible_content
        if not isinstance(current, View):
            raise NoMatches("#views")
        return current

    @property
    def pages(self) -> tuple[LedgerPage, ...]:
        """The pages of the stage that is shown."""
        return list_pages(self.readiness.meeting.checklist, self.stage) if self.readiness else ()

    def watch_readiness(self) -> None:
        """Leave whoever is on the roster no more: show the group in their place."""
        if self.readiness is None or not self.is_mounted:
            return
        self._mark_place()
        subjects = self.readiness.meeting.subjects
        if self.subject and self.subject not in subjects:
            self.subject = GROUP
        for outline in self.query("#place-outline"):
            if isinstance(outline, ledgers.OutlineView) and outline.subject not in subjects:
                outline.go_to(GROUP)

    def watch_stage(self) -> None:
        """Mark the stage in the bar, and list its pages."""
        if self.is_mounted:
            self._mark_place()

    def _mark_place(self) -> None:
        """Say in the lines above the view where one is: as the checklist has it now."""
        self.query_one(StageBar).here = self.stage
        view, line = self.view, self.query_one(PageLine)
        line.titles = tuple(page.title for page in self.pages)
        shown = (view.id, getattr(view, "page", 0))
        places = ((f"place-{page.place}", page.number) for page in self.pages)
        line.here = next((number for number, place in enumerate(places) if place == shown), 0)

    async def _show(self, name: str, make: Callable[[], View]) -> View:
        """Show a view, made when it is first asked for."""
        switcher = self.query_one("#views", ContentSwitcher)
        is_other = switcher.current != name
        if not self.query(f"#{name}"):
            await switcher.add_content(make(), id=name)
        switcher.current = name
        if is_other:
            self.query_one(FilterLine).reset()
            self.query_text = ""
        view = self.view
        view.catch_up()
        view.focus_list()
        self.refresh_bindings()
        return view

    @on(StageChosen)
    async def open_stage(self, event: StageChosen) -> None:
        """Open the stage's duties, or the overview."""
        if not event.stage:
            self.stage = ""
            await self._show("overview", Overview)
            return
        view = await self._show(
            "stage",
            lambda: StageView(id="stage").data_bind(
                MeetingScreen.readiness, MeetingScreen.query_text, MeetingScreen.me, MeetingScreen.stage
            ),
        )
        self.stage = event.stage
        self._mark_place()
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
                MeetingScreen.readiness, MeetingScreen.query_text, MeetingScreen.me, MeetingScreen.subject
            ),
        )
        if isinstance(view, MemberView):
            view.rows.go_to(item=event.item)

    @on(SummaryChosen)
    async def open_summary(self) -> None:
        """Show what would be printed."""
        self.stage = "-"
        await self._show(
            "summary", lambda: export.SummaryPage(id="summary").data_bind(MeetingScreen.readiness, MeetingScreen.me)
        )

    @on(PageChosen)
    async def open_page(self, event: PageChosen) -> None:
        """Open another page of the stage."""
        event.stop()
        pages = self.pages
        page = pages[event.number % len(pages)] if pages else None
        if page is None:
            return
        if page.place is None:
            self.post_message(StageChosen(self.stage))
        else:
            await self._open_place(page.place, page.number)

    @on(LedgerChosen)
    async def open_ledger(self, event: LedgerChosen) -> None:
        """Open the place where something is entered, with the cursor on whose it is."""
        event.stop()
        if self.readiness is None:
            return
        self.stage = stage_of(self.readiness.meeting.checklist, event.place, self.stage) or self.stage
        await self._open_place(event.place, event.page, event.subject)

    async def _open_place(self, place: EntryPlace, number: int, subject: str = "") -> None:
        view = await self._show(
            f"place-{place}",
            lambda: ledgers.make_view(place).data_bind(
                MeetingScreen.readiness, MeetingScreen.query_text, MeetingScreen.me
            ),
        )
        if not isinstance(view, ledgers.LedgerView):
            return
        view.page = number
        if subject or self.me:
            view.go_to(subject or self.me or GROUP)
        self._mark_place()
        self.refresh_bindings()

    @on(DutyList.Opened)
    def open_duty(self, event: DutyList.Opened) -> None:
        """Open the duty's form; of a counted duty the place where that is entered."""
        if event.duty.item.rule:
            self.enter(event.duty)
        else:
            self.post_message(DutyAsked(event.duty))

    def enter(self, duty: Duty) -> None:
        """Go to the place where what a counted duty counts is entered."""
        if self.readiness is None:
            return
        meeting = self.readiness.meeting
        place: EntryPlace = RULES[duty.item.rule.name].place if duty.item.rule else "settings"
        if place != "settings":
            self.post_message(LedgerChosen(place, duty.subject, find_entry_page(meeting, duty.item)))
        elif self.me:
            self.post_message(DutyAsked(duty))
        else:
            self.post_message(SettingsAsked(find_entry_setting(meeting, duty.item)))

    @on(StepChosen)
    def open_step(self, event: StepChosen) -> None:
        """Go to where what is missing is entered: of a duty that is marked by hand, its stage."""
        event.stop()
        duty = self.readiness.duty(event.subject, event.item) if self.readiness else None
        if duty is None:
            return
        if duty.item.rule and duty.is_open:
            self.enter(duty)
        else:
            self.post_message(StageChosen(duty.item.stage, duty.subject, duty.item.id))

    def show_duty(self, duty: Duty) -> None:
        """Go to a duty: in one's own part, else in its stage."""
        if self.me:
            self.post_message(SubjectChosen(self.me, duty.item.id))
        else:
            self.post_message(StageChosen(duty.item.stage, duty.subject, duty.item.id))

    @on(FilterChanged)
    def narrow(self, event: FilterChanged) -> None:
        """Show only what matches."""
        self.query_text = event.query

    @on(FilterClosed)
    def leave_filter(self) -> None:
        """Give the list the focus back."""
        self.view.focus_list()

    def action_filter(self) -> None:
        """Type a filter."""
        self.query_one(FilterLine).open()

    def action_overview(self) -> None:
        """Show the board."""
        self.post_message(StageChosen(""))

    def action_stage(self, number: int) -> None:
        """Show a stage by its number."""
        if self.readiness:
            self.post_message(StageChosen(list(self.readiness.meeting.checklist.stages)[number - 1]))

    def action_page(self, step: int) -> None:
        """Show the next or previous page of the stage."""
        self.post_message(PageChosen(self.query_one(PageLine).here + step))

    def action_summary(self) -> None:
        """Show what would be printed."""
        self.post_message(SummaryChosen())

    def action_back(self) -> None:
        """Clear the filter, else go up: from a page to the stage's duties, from there to where one began."""
        if self.query_text:
            self.query_one(FilterLine).action_clear()
        elif self.pages and self.query_one(PageLine).here:
            self.post_message(PageChosen(0))
        else:
            self.post_message(SubjectChosen(self.me) if self.me else StageChosen(""))

    def action_turn(self, step: int) -> None:
        """Show the next or previous subject."""
        self.view.turn(step)

    def action_member(self) -> None:
        """Show the member the cursor is on; from a member's view, choose another."""
        if self.me:
            self.post_message(SubjectChosen(self.me))
        elif subject := self.view.subject_here:
            self.post_message(SubjectChosen(subject, self.view.item_here))
        else:
            self._choose_member()

    @work(group="dialog")
    async def _choose_member(self) -> None:
        subject = await self._saver.ask(forms.MemberChooser(self.readiness)) if self.readiness else None
        if subject:
            self.post_message(SubjectChosen(subject))

    @on(EditAsked)
    def save_asked(self, event: EditAsked) -> None:
        """Store what needs no form; a question comes first where there is one."""
        event.stop()
        if event.question:
            self._ask_to_save(event, event.question)
        else:
            self._save(event)

    @work(group="dialog")
    async def _ask_to_save(self, asked: EditAsked, question: ModalScreen[bool]) -> None:
        if await self._saver.ask(question):
            self._save(asked)

    @work(group="save")
    async def _save(self, asked: EditAsked) -> None:
        """Store it when its turn has come: keys go on working meanwhile."""
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
            (self.enter if way == "enter" else self.show_duty)(duty)

    @on(FormAsked)
    @work(group="dialog")
    async def open_form(self, event: FormAsked) -> None:
        """Open a form that a view made."""
        await self._record_forms.fill(event)

    @on(TableAsked)
    def import_table(self, event: TableAsked) -> None:
        """Show what a table holds row by row, and take what is new once that is confirmed."""
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
        """Remove what was chosen."""
        await self._record_forms.remove(event)

    @work(group="dialog")
    async def action_faults(self) -> None:
        """List what is wrong with the files, and go to where the chosen fault can be mended."""
        from tui.meeting.mender import Mender  # noqa: PLC0415 - hardly ever needed

        if way := await Mender(self._saver, self._newest).mend():
            self.post_message(way)

    @work(group="undo")
    async def action_undo(self) -> None:
        """Take the last change back; once this session has none, ask about the last that the history tells of."""
        if self.session.can_undo:
            await self._saver.undo()
        else:
            self._undo_earlier()

    @work(group="dialog", exclusive=True)
    async def _undo_earlier(self) -> None:
        await history.undo_earlier(self._saver)

    @work(group="undo")
    async def action_redo(self) -> None:
        """Make the undone change again."""
        await self._saver.redo()

    def action_history(self) -> None:
        """Show the history of what the cursor is on, else of the whole meeting."""
        if self.readiness:
            about, title = choose_history(self.view, self.readiness.meeting)
            self.app.push_screen(history.HistoryScreen(self.session, about, title), self.show_again)

    def action_kept(self) -> None:
        """Show the kept copies."""
        self.app.push_screen(history.KeptScreen(self.session), self.show_again)

    @work(group="dialog")
    async def action_export(self) -> None:
        """Write what is chosen to a file."""
        first = self.readiness
        if first is not None:
            dialog = export.ExportDialog(
                lambda: self.readiness or first, self.session.folder.path, self.me, export_for(self.view)
            )
            if path := await self._saver.ask(dialog):
                self.say(forms.describe_written(path))

    @on(SettingsAsked)
    def open_settings(self, event: SettingsAsked) -> None:
        """Open the settings from what is shown."""
        event.stop()
        self.action_settings(event.setting)

    def action_settings(self, setting: SettingBox = "unit") -> None:
        """Open the meeting's settings."""
        if self.readiness:
            setting = "aspects" if self.view.lacks_aspects else setting
            screen = settings.SettingsScreen(
                self.session, self.readiness, setting, partial(drafts.RulesScreen, self.session)
            )
            self.app.push_screen(screen, self.show_again)

    def action_layout(self) -> None:
        """Open the layout of papers."""
        if self.readiness:
            self.app.push_screen(settings.LayoutScreen(self.session, self.readiness.meeting.settings), self.show_again)

    @on(DraftAsked)
    def open_draft(self, event: DraftAsked) -> None:
        """Open the draft of a subject."""
        event.stop()
        if self.readiness is not None:
            state = self._drafts.setdefault(event.subject, drafts.DraftState())
            screen = drafts.DraftScreen(self.session, self.readiness.meeting, event.subject, state)
            self.app.push_screen(screen, self.show_again)

    @on(RuleChosen)
    def open_rule(self, event: RuleChosen) -> None:
        """Show one rule: what is set of it is to be mended."""
        event.stop()
        self.action_draft_rules(event.rule)

    def action_draft_rules(self, first: RuleId | None = None) -> None:
        """Show the rules of the draft checks, beginning with one of them."""
        if self.readiness:
            self.app.push_screen(drafts.RulesScreen(self.session, self.readiness.meeting, first), self.show_again)

    def action_draft_marks(self) -> None:
        """List the findings that are meant so: everybody's, with --as one's own."""
        if self.readiness:
            meeting = self.readiness.meeting
            subjects = [self.me] if self.me else meeting.subjects
            self.app.push_screen(drafts.MeantScreen(self.session, meeting, subjects), self.show_again)

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
        if action == "export":
            return self.readiness is not None
        if action in {"settings", "layout", "kept"}:
            return self.me is None
        if action == "faults":
            return self.readiness is not None and bool(self.readiness.faults)
        if action == "turn":
            return self.me is None and self.view.can_turn
        if action == "page":
            return bool(self.pages)
        if action == "stage":
            number = parameters[0] if parameters else 0
            return self.readiness is not None and isinstance(number, int) and number <= len(self.readiness.stages)
        return True
