"""Navigation in a meeting: the stage, the view, its page, the filter; and moving to another place."""

from collections.abc import Callable
from typing import Any, NamedTuple

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.css.query import NoMatches
from textual.message import Message
from textual.reactive import var
from textual.widgets import ContentSwitcher

from checklists.model.meeting import GROUP
from checklists.readiness.duties import Duty, Readiness
from checklists.readiness.rules import RULES, EntryPlace
from tui import export, forms, ledgers
from tui.base.messages import (
    DutyAsked,
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
from tui.duties.duties import MemberView, StageView
from tui.duties.duty_list import DutyList
from tui.duties.overview import Overview
from tui.ledgers.places import LEDGER_PAGES, LedgerPage, find_entry_page, find_entry_setting, list_pages, stage_of
from tui.meeting.tabs import PageLine, StageBar
from tui.widgets.filter_line import FilterLine
from tui.widgets.page_grid import PageGrid
from tui.widgets.view import View


class Here(NamedTuple):
    """A location in a meeting, for a screen made again to return to."""

    way: Message
    """Opens the page."""
    view: str | None
    """The id of its view."""
    stage: str
    query: str
    """What the filter holds."""
    grids: tuple[tuple[Any, int, int], ...]
    """For each grid, its arrangement and the cursor's row and column."""


class Navigation(Vertical):
    """Shows one view at a time, each made when first needed; messages posted to it open others."""

    readiness: var[Readiness | None] = var(None)
    me: var[str | None] = var(None)
    """The member to show only; ``None`` for all."""
    stage: var[str] = var("")
    """The stage shown: empty for the overview, ``-`` for none."""
    subject: var[str] = var("")
    """The subject of the member view."""
    query_text: var[str] = var("")
    """What the filter holds."""
    filter_line = getters.query_one(FilterLine)
    page_line = getters.query_one(PageLine)
    switcher = getters.query_one("#views", ContentSwitcher)

    def __init__(self, begin_at: Here | None = None) -> None:
        """Return to a location, if the screen is made again."""
        super().__init__()
        self._begin_at = begin_at
        self.pages: tuple[LedgerPage, ...] = ()
        """The pages of the stage shown."""

    def compose(self) -> ComposeResult:
        """Lay out the lines around the view; other views are made when first needed."""
        yield StageBar(id="stages").data_bind(Navigation.readiness, Navigation.me, here=Navigation.stage)
        yield PageLine()
        with ContentSwitcher(initial="overview", id="views"):
            yield Overview(id="overview").data_bind(Navigation.readiness, Navigation.query_text, Navigation.me)
        yield FilterLine(id="filter")

    def on_mount(self) -> None:
        """Show the first view after the data is bound: Textual does so after the mount."""
        self.call_later(self._begin)

    def _begin(self) -> None:
        """Show the location given, else the overview, or the member's part."""
        if here := self._begin_at:
            self.call_after_refresh(self._return_to, here)
        elif self.me:
            self.post_message(SubjectChosen(self.me))
        else:
            self.view.focus_list()

    @property
    def view(self) -> View:
        """The view shown."""
        current = self.switcher.visible_content
        if not isinstance(current, View):
            raise NoMatches("#views")
        return current

    @property
    def can_turn(self) -> bool:
        """Whether there is another subject to turn to."""
        return self.me is None and self.view.can_turn

    @property
    def here(self) -> Here:
        """The present location."""
        view = self.view
        grids = tuple((grid.arrangement, grid.cursor_row, grid.cursor_column) for grid in view.query(PageGrid))
        return Here(self._way_to(view), view.id, self.stage, self.query_text, grids)

    def _way_to(self, view: View) -> Message:
        if isinstance(view, MemberView):
            return SubjectChosen(self.subject)
        if view.id == "summary":
            return SummaryChosen()
        for place in LEDGER_PAGES:
            if view.id == f"place-{place}":
                return LedgerChosen(place, view.subject_here or "", getattr(view, "page", 0))
        return StageChosen(self.stage)

    def _return_to(self, here: Here) -> None:
        """Open the page, then the rest: what is opened before the first frame is laid out without width."""
        self.stage = here.stage
        self.post_message(here.way)
        self.call_later(self.restore, here)

    def restore(self, here: Here) -> None:
        """Restore the filter and the grids' arrangements; whoever has gone elsewhere meanwhile stays there."""
        if (self.view.id, self.stage) != (here.view, here.stage):
            return
        if here.query:
            self.filter_line.put(here.query)
            self.query_text = here.query
        for grid, (arrangement, row, column) in zip(self.view.query(PageGrid), here.grids, strict=False):
            grid.arrangement = arrangement
            grid.cursor_row, grid.cursor_column = row, column

    def watch_readiness(self) -> None:
        """Update the pages; a subject no longer on the roster is replaced by the group."""
        if self.readiness is not None and self.is_mounted:
            self._list_pages()
            if self.subject and self.subject not in self.readiness.meeting.subjects:
                self.subject = GROUP

    def watch_stage(self) -> None:
        """List the stage's pages."""
        if self.is_mounted:
            self._list_pages()

    def _list_pages(self) -> None:
        self.pages = list_pages(self.readiness.meeting.checklist, self.stage) if self.readiness else ()
        self.page_line.titles = tuple(page.title for page in self.pages)
        self._mark_page()

    def _mark_page(self) -> None:
        """Mark the present page in the line above the view."""
        shown = (self.view.id, getattr(self.view, "page", 0))
        places = ((f"place-{page.place}", page.number) for page in self.pages)
        self.page_line.here = next((number for number, place in enumerate(places) if place == shown), 0)

    async def _show(self, name: str, make: Callable[[], View]) -> View:
        """Show a view, made when first needed."""
        is_other = self.switcher.current != name
        if not self.query(f"#{name}"):
            await self.switcher.add_content(make(), id=name)
        self.switcher.current = name
        if is_other:
            self.filter_line.reset()
            self.query_text = ""
        view = self.view
        view.catch_up()
        view.focus_list()
        self.refresh_bindings()
        return view

    @on(StageChosen)
    async def open_stage(self, event: StageChosen) -> None:
        """Open the stage's duties, or the overview."""
        event.stop()
        await self._open_stage(event.stage, event.subject, event.item)

    async def _open_stage(self, stage: str, subject: str = "", item: str = "") -> None:
        if not stage:
            self.stage = ""
            await self._show("overview", Overview)
            return
        view = await self._show(
            "stage",
            lambda: StageView(id="stage").data_bind(
                Navigation.readiness, Navigation.query_text, Navigation.me, Navigation.stage
            ),
        )
        self.stage = stage
        self._mark_page()
        if isinstance(view, StageView):
            if item:
                view.go_to(subject, item)
            elif subject:
                view.go_to_subject(subject)
            else:
                view.rows.go_to()

    @on(SubjectChosen)
    async def open_member(self, event: SubjectChosen) -> None:
        """Open the view of one subject."""
        event.stop()
        self.stage, self.subject = "-", event.subject
        view = await self._show(
            "member",
            lambda: MemberView(id="member").data_bind(
                Navigation.readiness, Navigation.query_text, Navigation.me, Navigation.subject
            ),
        )
        if isinstance(view, MemberView):
            view.rows.go_to(item=event.item)

    @on(SummaryChosen)
    async def open_summary(self, event: SummaryChosen) -> None:
        """Show the summary."""
        event.stop()
        self.stage = "-"
        await self._show(
            "summary", lambda: export.SummaryPage(id="summary").data_bind(Navigation.readiness, Navigation.me)
        )

    @on(PageChosen)
    async def open_page(self, event: PageChosen) -> None:
        """Open another page of the stage."""
        event.stop()
        if pages := self.pages:
            page = pages[event.number % len(pages)]
            if page.place is None:
                await self._open_stage(self.stage)
            else:
                await self._open_place(page.place, page.number)

    @on(LedgerChosen)
    async def open_ledger(self, event: LedgerChosen) -> None:
        """Open a ledger's place, with the cursor on its subject."""
        event.stop()
        if self.readiness is not None:
            self.stage = stage_of(self.readiness.meeting.checklist, event.place, self.stage) or self.stage
            await self._open_place(event.place, event.page, event.subject)

    async def _open_place(self, place: EntryPlace, number: int, subject: str = "") -> None:
        view = await self._show(
            f"place-{place}",
            lambda: ledgers.make_view(place).data_bind(Navigation.readiness, Navigation.query_text, Navigation.me),
        )
        if not isinstance(view, ledgers.LedgerView):
            return
        view.page = number
        if subject or self.me:
            view.go_to(subject or self.me or GROUP)
        self._mark_page()
        self.refresh_bindings()

    @on(DutyList.Opened)
    def open_duty(self, event: DutyList.Opened) -> None:
        """Open the duty's form; for a counted duty, the place where its data is entered."""
        event.stop()
        if event.duty.item.rule:
            self.enter(event.duty)
        else:
            self.post_message(DutyAsked(event.duty))

    @on(StepChosen)
    def open_step(self, event: StepChosen) -> None:
        """Open where the missing data is entered; for a marked duty, its stage."""
        event.stop()
        duty = self.readiness.duty(event.subject, event.item) if self.readiness else None
        if duty is None:
            return
        if duty.item.rule and duty.is_open:
            self.enter(duty)
        else:
            self.post_message(StageChosen(duty.item.stage, duty.subject, duty.item.id))

    def enter(self, duty: Duty) -> None:
        """Open the place where a counted duty's data is entered."""
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

    def show_duty(self, duty: Duty) -> None:
        """Show a duty: in the member's part, else in its stage."""
        if self.me:
            self.post_message(SubjectChosen(self.me, duty.item.id))
        else:
            self.post_message(StageChosen(duty.item.stage, duty.subject, duty.item.id))

    def show_stage(self, number: int) -> None:
        """Show a stage by its number; 0 is the overview."""
        if self.readiness:
            self.post_message(StageChosen(["", *self.readiness.meeting.checklist.stages][number]))

    def show_member(self) -> None:
        """Show the member under the cursor; from a member's view, choose another."""
        if self.me:
            self.post_message(SubjectChosen(self.me))
        elif subject := self.view.subject_here:
            self.post_message(SubjectChosen(subject, self.view.item_here))
        else:
            self._choose_member()

    @work(group="dialog")
    async def _choose_member(self) -> None:
        if self.readiness and (subject := await self.app.push_screen_wait(forms.MemberChooser(self.readiness))):
            self.post_message(SubjectChosen(subject))

    def turn_page(self, step: int) -> None:
        """Show the next or previous page of the stage."""
        self.post_message(PageChosen(self.page_line.here + step))

    def go_back(self) -> None:
        """Clear the filter, else go up: from a page to the stage's duties, then to where the user began."""
        if self.query_text:
            self.filter_line.action_clear()
        elif self.pages and self.page_line.here:
            self.post_message(PageChosen(0))
        else:
            self.post_message(SubjectChosen(self.me) if self.me else StageChosen(""))

    @on(FilterChanged)
    def narrow(self, event: FilterChanged) -> None:
        """Show only matching lines."""
        event.stop()
        self.query_text = event.query

    @on(FilterClosed)
    def leave_filter(self, event: FilterClosed) -> None:
        """Focus the list."""
        event.stop()
        self.view.focus_list()
