"""Where the meeting screen goes: overview, stages with their pages, members, summary."""

from collections.abc import Callable

from textual import on
from textual.css.query import NoMatches
from textual.reactive import reactive, var
from textual.widgets import ContentSwitcher

from checklists.model.meeting import GROUP
from checklists.readiness.duties import Duty
from checklists.readiness.rules import RULES, Place
from tui.base.messages import (
    FilterChanged,
    FilterClosed,
    LedgerChosen,
    PageChosen,
    SettingsAsked,
    StageChosen,
    StepChosen,
    SubjectChosen,
    SummaryChosen,
)
from tui.duties.board import Board
from tui.duties.duties import DutiesView, MemberView, StageView
from tui.duties.duty_list import DutyList
from tui.duties.overview import Overview
from tui.ledgers.places import Page, make_view, page_to_enter, pages_of, setting_to_enter, stage_of
from tui.meeting.duty_actions import DutyActions
from tui.meeting.page_line import PageLine
from tui.meeting.record_actions import RecordActions
from tui.meeting.stage_bar import StageBar
from tui.widgets.filter_line import FilterLine
from tui.widgets.view import View


class Navigation(RecordActions):
    """The part of the meeting screen that chooses what is shown."""

    query_text: var[str] = var("")
    stage: reactive[str] = reactive("")
    subject: var[str] = var("")

    @property
    def view(self) -> View:
        """The view that is shown."""
        current = self.query_one("#views", ContentSwitcher).visible_content
        if not isinstance(current, View):
            raise NoMatches("#views")
        return current

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages of the stage that is shown."""
        return pages_of(self.readiness.meeting.checklist, self.stage) if self.readiness else ()

    def watch_readiness(self) -> None:
        """Leave whoever is on the roster no more: show the group in their place."""
        if self.readiness is None or not self.is_mounted:
            return
        self._mark_place()
        subjects = self.readiness.meeting.subjects
        if self.subject and self.subject not in subjects:
            self.subject = GROUP
        for outline in self.query("#place-outline"):
            from tui.ledgers.outline.view import OutlineView  # noqa: PLC0415 - not needed for the first screen

            if isinstance(outline, OutlineView) and outline.subject not in subjects:
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
                DutyActions.readiness, Navigation.query_text, DutyActions.me, Navigation.stage
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
            lambda: MemberView(id="member").data_bind(DutyActions.readiness, Navigation.query_text, Navigation.subject),
        )
        if isinstance(view, MemberView):
            view.rows.go_to(item=event.item)

    @on(SummaryChosen)
    async def open_summary(self) -> None:
        """Show what would be printed."""
        from tui.export.summary import SummaryView  # noqa: PLC0415 - not needed for the first screen

        self.stage = "-"
        await self._show("summary", lambda: SummaryView(id="summary").data_bind(DutyActions.readiness, DutyActions.me))

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

    async def _open_place(self, place: Place, number: int, subject: str = "") -> None:
        from tui.ledgers.view import LedgerView  # noqa: PLC0415 - not needed for the first screen

        view = await self._show(
            f"place-{place}",
            lambda: make_view(place).data_bind(DutyActions.readiness, Navigation.query_text, DutyActions.me),
        )
        if not isinstance(view, LedgerView):
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
            self.edit_duty(event.duty)

    def enter(self, duty: Duty) -> None:
        """Go to the place where what a counted duty counts is entered."""
        if self.readiness is None:
            return
        meeting = self.readiness.meeting
        place: Place = RULES[duty.item.rule.name].place if duty.item.rule else "settings"
        if place != "settings":
            self.post_message(LedgerChosen(place, duty.subject, page_to_enter(meeting, duty.item)))
        elif self.me:
            self.edit_duty(duty)
        else:
            self.post_message(SettingsAsked(setting_to_enter(meeting, duty.item)))

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

    @on(FilterChanged)
    def narrow(self, event: FilterChanged) -> None:
        """Show only what matches."""
        self.query_text = event.query

    @on(FilterClosed)
    def leave_filter(self) -> None:
        """Give the list the focus back."""
        self.view.focus_list()

    def show_duty(self, duty: Duty) -> None:
        """Go to a duty: in one's own part, else in its stage."""
        if self.me:
            self.post_message(SubjectChosen(self.me, duty.item.id))
        else:
            self.post_message(StageChosen(duty.item.stage, duty.subject, duty.item.id))

    def action_overview(self) -> None:
        """Show the board."""
        self.post_message(StageChosen(""))

    def action_stage(self, number: int) -> None:
        """Show a stage by its number."""
        if self.readiness:
            self.post_message(StageChosen(list(self.readiness.meeting.checklist.stages)[number - 1]))

    def action_page(self, step: int) -> None:
        """Show the next or previous page of the stage."""
        line = self.query_one(PageLine)
        self.post_message(PageChosen(line.here + step))

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

    def turns(self) -> bool:
        """Tell whether [ and ] turn to another subject here."""
        return self.me is None and (isinstance(self.view, MemberView) or self.view.id == "place-outline")

    def action_turn(self, step: int) -> None:
        """Show the next or previous subject."""
        from tui.ledgers.view import LedgerView  # noqa: PLC0415 - not needed for the first screen

        if isinstance(self.view, LedgerView):
            self.view.turn(step)
        elif self.readiness:
            subjects = self.readiness.meeting.subjects
            place = subjects.index(self.subject) if self.subject in subjects else 0
            self.post_message(SubjectChosen(subjects[(place + step) % len(subjects)]))

    def action_member(self) -> None:
        """Show the member the cursor is on; from a member's view, choose another."""
        view = self.view
        here = getattr(view, "subject_here", None)
        if self.me:
            self.post_message(SubjectChosen(self.me))
        elif isinstance(view, Overview):
            self.post_message(SubjectChosen(view.query_one(Board).subject or GROUP))
        elif isinstance(view, StageView) and view.duty:
            self.post_message(SubjectChosen(view.duty.subject, view.duty.item.id))
        elif here:
            self.post_message(SubjectChosen(here))
        else:
            self.choose_member()

    def action_filter(self) -> None:
        """Type a filter."""
        self.query_one(FilterLine).open()

    @property
    def duty(self) -> Duty | None:
        """The duty that keys act on."""
        return self.view.duty if self.is_mounted and isinstance(self.view, DutiesView) else None
